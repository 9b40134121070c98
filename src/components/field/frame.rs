//! What stands around every question: number, label, help, and its problem in place.

use leptos::prelude::*;
use sohoi_form::{ProblemKind, QuestionType};
use sohoi_text::messages::{field as words, form};

use crate::components::field::{problem, type_name};
use crate::components::icon::{Icon, icon};
use crate::state::answer::Field;
use crate::view::{IntoView, View, each, view};

/// A question with `input` in its frame.
pub fn frame(field: &Field, input: View) -> View {
    let language = field.language;
    let question = field.question.clone();
    let number = field.number.map(|number| format!("{number}. "));
    let label = view! {
        <span class="question-number">{number}</span>
        {field.words(&question.label)}
        {field.unit.as_ref().map(|unit| view! { <span class="question-unit">" ("{unit.clone()}")"</span> })}
    };
    let hint = question.hint.as_ref().map(
        |hint| view! { <p class="hint" id=format!("h-{}", field.path)>{field.words(hint)}</p> },
    );
    let basis = question
        .legal_basis
        .as_ref()
        .map(|basis| view! { <p class="hint">{form::legal_basis(language)}": "<span lang="vi">{basis.clone()}</span></p> });
    let answer = field.answer.clone();
    let is_hidden = move || !answer.with(|answer| answer.is_relevant);
    let inner = match question.kind {
        QuestionType::SelectOne if !is_dropdown(field) => grouped(
            label.into_view(),
            hint.into_view(),
            basis.into_view(),
            input,
            field,
        ),
        QuestionType::SelectMultiple | QuestionType::Acknowledge => grouped(
            label.into_view(),
            hint.into_view(),
            basis.into_view(),
            input,
            field,
        ),
        _ => view! {
            <label class="question-label" for=field.input_id()>{label}</label>
            {hint}
            {basis}
            {input}
            {complaint(field)}
        }
        .into_view(),
    };
    view! {
        <div
            class="question"
            id=format!("q-{}", field.path)
            data-path=field.path.clone()
            data-type=type_name(question.kind)
            hidden=is_hidden
        >
            {inner}
        </div>
    }
    .into_view()
}

/// Whether a choice is made in a list that opens.
pub fn is_dropdown(field: &Field) -> bool {
    field
        .question
        .appearance
        .as_deref()
        .is_some_and(|wish| wish.contains("autocomplete"))
}

/// The problem of a field, where it has one that should be shown now.
pub fn complaint(field: &Field) -> View {
    let (language, question) = (field.language, field.question.clone());
    let (answer, shows_missing) = (field.answer.clone(), field.shows_missing.clone());
    let sentences = move || {
        answer.with(|answer| {
            let kind = answer.problem;
            let kind = kind.filter(|kind| *kind != ProblemKind::Missing || shows_missing.get());
            let sentence =
                |kind| problem::sentence(language, &question, kind, answer.value.as_deref());
            kind.map(sentence).into_iter().collect()
        })
    };
    // Built anew when it is different only: readers say it each time.
    let line = |sentence: &String| {
        view! { <span class="problem-line">{icon(Icon::Warning)}<span>{sentence.clone()}</span></span> }
    };
    view! {
        <p class="problem" id=field.problem_id() aria-live="polite">
            {each(sentences, line)}
        </p>
    }
    .into_view()
}

/// Whether the input should be announced as wrong.
pub fn is_invalid(field: &Field) -> impl Fn() -> Option<&'static str> + Clone + Send + 'static {
    let (answer, shows_missing) = (field.answer.clone(), field.shows_missing.clone());
    move || {
        let problem = answer.with(|answer| answer.problem);
        match problem {
            None => None,
            Some(ProblemKind::Missing) if !shows_missing.get() => None,
            Some(_) => Some("true"),
        }
    }
}

fn grouped(label: View, hint: View, basis: View, input: View, field: &Field) -> View {
    let note = (field.question.kind == QuestionType::SelectMultiple)
        .then(|| view! { <p class="hint">{words::choose_many(field.language)}</p> });
    view! {
        <fieldset
            id=field.input_id()
            tabindex="-1"
            aria-describedby=field.problem_id()
            aria-invalid=is_invalid(field)
        >
            <legend class="question-label">{label}</legend>
            {hint}
            {note}
            {basis}
            {input}
            {complaint(field)}
        </fieldset>
    }
    .into_view()
}
