//! What the register says about an answer: quietly, beside it.

use leptos::prelude::*;
use sohoi_form::{Choice, Path, Question, QuestionType, Session};
use sohoi_sync::Slot;
use sohoi_text::Language;
use sohoi_text::messages::register as words;

use crate::state::answer::{self, Field};
use crate::state::desk::Desk;
use crate::state::work::{FROM_REGISTER, Work};
use crate::view::{IntoView, View, view};

/// The line under a question whose first answer the register gave; nothing under others.
pub fn register_note(desk: Desk, response: &str, field: &Field) -> View {
    let question = &field.question;
    let known = desk.work().filter(|_| is_from_register(question));
    let known = known.and_then(|work| {
        let slot = work.response(response)?.response.slot;
        work.registered(&slot, &question.name)
    });
    let Some(known) = known else {
        return ().into_view();
    };
    let language = field.language;
    let differs = words::register_says(language, &shown(language, &field.choices, &known));
    let answer = field.answer.clone();
    let is_same = Memo::new(move |_| answer.with(|answer| answer.value.as_ref() == Some(&known)));
    let sentence = move || {
        if is_same.get() {
            words::from_register(language).to_owned()
        } else {
            [&differs, " ", words::if_wrong(language)].concat()
        }
    };
    view! {
        <p
            class="hint register-note"
            data-differs=move || (!is_same.get()).then_some("true")
            aria-live="polite"
        >
            {sentence}
        </p>
    }
    .into_view()
}

/// An answer that differs from the register, both as people read them.
pub struct Finding {
    /// The question.
    pub path: Path,
    /// Its label.
    pub label: String,
    /// What the register says.
    pub register: String,
    /// What the response says.
    pub answer: String,
}

/// The answers of a response that differ from the register.
pub fn findings(language: Language, work: &Work, slot: &Slot, session: &Session) -> Vec<Finding> {
    let form = session.engine().form();
    let questions = form.sections.iter().flat_map(|section| &section.questions);
    let mut found = Vec::new();
    for question in questions.filter(|question| is_from_register(question)) {
        let path = Path::top(question.name.clone());
        let Some(known) = work.registered(slot, &question.name) else {
            continue;
        };
        // An answer to a question that does not apply any more says something else, too.
        let given = session.answers().get(&path);
        let given = given.filter(|_| session.is_relevant(&path));
        if given == Some(&known) {
            continue;
        }
        let choices = question.list.as_ref();
        let choices = choices.and_then(|list| form.choice_lists.get(list));
        let choices = choices.map_or(&[][..], Vec::as_slice);
        let said = given.map_or_else(
            || words::blank(language).to_owned(),
            |value| shown(language, choices, value),
        );
        found.push(Finding {
            path,
            label: answer::words(language, &question.label),
            register: shown(language, choices, &known),
            answer: said,
        });
    }
    found
}

/// Whether a question takes its first answer from the register.
pub fn is_from_register(question: &Question) -> bool {
    question.kind != QuestionType::Repeat && question.prefill.as_deref() == Some(FROM_REGISTER)
}

fn shown(language: Language, choices: &[Choice], value: &str) -> String {
    let choice = choices.iter().find(|choice| choice.name == value);
    choice.map_or_else(
        || value.to_owned(),
        |choice| answer::words(language, &choice.label),
    )
}
