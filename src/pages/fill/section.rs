//! One section of a form: its questions in order.

use std::sync::Arc;

use leptos::prelude::*;
use sohoi_form::{Path, Question, QuestionType, Section};
use sohoi_text::messages::form as words;

use crate::components::field::echo::echo;
use crate::components::field::explanation::explanation;
use crate::components::field::frame::frame;
use crate::components::field::{Setting, calculated, input};
use crate::pages::fill::photo::photo;
use crate::pages::fill::register_note::register_note;
use crate::pages::fill::table::table;
use crate::platform::{focus, late};
use crate::state::answer::{self, Field, LargerUnit};
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::sheet::Sheet;
use crate::view::{Event, IntoView, View, view};

/// The section at `place` of the form.
pub fn section(desk: Desk, sheet: &Sheet, place: usize, may_edit: Memo<bool>) -> View {
    let language = desk.language.get_untracked();
    let (definition, first_number) = sheet.with_session(|session| {
        let sections = &session.engine().form().sections;
        let before = sections
            .iter()
            .take(place)
            .flat_map(|section| &section.questions);
        (
            sections.get(place).cloned(),
            before.filter(|question| question.is_numbered()).count() + 1,
        )
    });
    let Some(definition) = definition else {
        return ().into_view();
    };
    let mut number = first_number;
    let mut views = Vec::with_capacity(definition.questions.len());
    for question in &definition.questions {
        match question.kind {
            QuestionType::Calculate => (),
            QuestionType::Repeat => {
                views.push(table(desk, sheet, question, number));
                number += 1;
            }
            _ => {
                let own = question.is_numbered().then_some(number);
                number += usize::from(own.is_some());
                views.push(single(desk, sheet, question, own));
            }
        }
    }
    let (id, title) = (
        definition.id.clone(),
        answer::words(language, &definition.title),
    );
    let keep = {
        let (response, section) = (sheet.id().to_owned(), id.clone());
        move |event: Event| {
            if let Some(path) = focus::path_of(&event) {
                memory::keep_place(&response, &section, &path);
            }
        }
    };
    view! {
        <section class="section" data-section=id on:focusin=keep>
            <h1 id="section-title" tabindex="-1">{title}</h1>
            <fieldset class="questions" disabled=move || !may_edit.get()>{views}</fieldset>
            {derived(desk, sheet, &definition)}
        </section>
    }
    .into_view()
}

/// Whether people read a calculated value: it has a unit, or the form asks for it.
pub fn is_read(question: &Question) -> bool {
    question.kind == QuestionType::Calculate
        && (question.unit.is_some() || question.wishes("shown"))
}

/// What a field is handed for a question at a place.
pub fn field(
    desk: Desk,
    sheet: &Sheet,
    question: &Question,
    path: &Path,
    number: Option<usize>,
) -> Field {
    let choices = sheet.with_session(|session| {
        let lists = &session.engine().form().choice_lists;
        question
            .list
            .as_ref()
            .and_then(|list| lists.get(list))
            .cloned()
            .unwrap_or_default()
    });
    let kept = StoredValue::new_local(sheet.clone());
    let text = path.to_string();
    let (unit, larger) = unit(desk, question);
    let (typed, meant) = (text.clone(), text.clone());
    Field {
        language: desk.language.get_untracked(),
        question: Arc::new(question.clone()),
        choices: Arc::new(choices),
        path: text,
        number,
        unit,
        larger,
        answer: sheet.answer(path),
        shows_missing: sheet.shows_missing(),
        on_type: Arc::new(move |value| {
            kept.with_value(|sheet| sheet.type_in(typed.clone(), value));
        }),
        on_commit: Arc::new(move |value| {
            kept.with_value(|sheet| sheet.set(vec![(meant.clone(), value)]));
        }),
    }
}

/// The unit of a number, unless the label names it already, and the larger one.
fn unit(desk: Desk, question: &Question) -> (Option<String>, Option<LargerUnit>) {
    let Some(code) = &question.unit else {
        return (None, None);
    };
    let label = answer::words(desk.language.get_untracked(), &question.label);
    (told_unit(desk, code, &label), desk.measure(code).1)
}

/// A unit in words, unless `label` names it already.
pub fn told_unit(desk: Desk, code: &str, label: &str) -> Option<String> {
    let (unit, _) = desk.measure(code);
    let is_told = label.contains(&["(", &unit].concat());
    (!is_told).then_some(unit)
}

fn single(desk: Desk, sheet: &Sheet, question: &Question, number: Option<usize>) -> View {
    let path = Path::top(question.name.clone());
    let field = field(desk, sheet, question, &path, number);
    if question.is_explanation() {
        return explanation(&field, ().into_view());
    }
    let inner = if question.kind == QuestionType::Image {
        photo(desk, sheet, &field)
    } else {
        input(&field, Setting::Page)
    };
    let note = register_note(desk, sheet.id(), &field);
    frame(&field, view! { {inner} {note} }.into_view())
}

/// The calculated values that people read, under the questions.
fn derived(desk: Desk, sheet: &Sheet, section: &Section) -> View {
    let language = desk.language.get_untracked();
    let items: Vec<View> = section
        .questions
        .iter()
        .filter(|question| is_read(question))
        .map(|question| {
            let field = field(desk, sheet, question, &Path::top(question.name.clone()), None);
            let answer = field.answer.clone();
            view! {
                <div class="derived-line" hidden=move || answer.with(|answer| answer.value.is_none())>
                    <dt>{field.words(&question.label)}</dt>
                    <dd>{calculated::calculated(&field)}" "{field.unit.clone()}{echo(&field)}</dd>
                </div>
            }
            .into_view()
        })
        .collect();
    if items.is_empty() {
        return ().into_view();
    }
    view! {
        <aside class="derived">
            <h2>{words::derived(language)}</h2>
            <dl>{items}</dl>
        </aside>
    }
    .into_view()
}

/// Shows a place and puts the focus there; without one, the top of the section.
pub fn go_to(at: Option<String>) {
    request_animation_frame(move || {
        // The questions are there; what typing needs comes while the person reads the first one.
        late::bring();
        let Some(at) = at else {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            // Whoever works by keyboard goes on from the heading, not from the top of the page.
            focus::move_to("section-title");
            return;
        };
        if let Some(place) = document().get_element_by_id(&format!("q-{at}")) {
            place.scroll_into_view();
        }
        focus::move_to(&format!("f-{at}"));
    });
}
