//! A quotation with its source and the box that picks it.

use leptos::prelude::*;
use sohoi_report::Pick;
use sohoi_text::Language;
use sohoi_text::messages::proposals as words;
use sohoi_worker_office::Quoted;

use crate::pages::office::names::Names;
use crate::routes::Route;
use crate::state::picks::Picks;
use crate::state::work::Work;
use crate::view::{Element, view};

/// What the quotations of a page share.
#[derive(Clone)]
pub(super) struct Quotations {
    pub(super) language: Language,
    pub(super) work: Work,
    pub(super) names: Names,
    pub(super) picks: Picks,
}

impl Quotations {
    /// Who wrote it: the name of the subject, and that of its unit.
    pub(super) fn source(&self, subject: &str) -> (String, Option<String>) {
        match self.work.subject(subject) {
            Some(line) => (line.name, Some(self.names.unit(&line.unit))),
            None => (subject.to_owned(), None),
        }
    }
}

/// What is picked of the answer that a quotation is from.
pub(super) fn answer_of(quoted: &Quoted) -> Pick {
    Pick {
        response: quoted.response.clone(),
        form: quoted.form.clone(),
        question: quoted.question.clone(),
        subject: quoted.subject.clone(),
        texts: Vec::new(),
    }
}

/// One quotation: a row of a list.
pub(super) fn quotation(shared: &Quotations, quoted: &Quoted) -> Element {
    let language = shared.language;
    let (name, unit) = shared.source(&quoted.subject);
    let href = Route::Response {
        id: quoted.response.clone(),
        section: Some(quoted.section.clone()),
        at: Some(quoted.question.clone()),
    }
    .href();
    let (answer, text) = (answer_of(quoted), quoted.text.clone());
    let all = shared.picks.all();
    let is_picked = move || {
        all.with(|all| {
            let mut all = all.iter().flatten();
            all.any(|own| {
                let is_same = own.response == answer.response && own.question == answer.question;
                is_same && own.texts.contains(&text)
            })
        })
    };
    let kept = StoredValue::new_local((shared.picks.clone(), quoted.clone()));
    let choose = move |event| {
        kept.with_value(|(picks, quoted)| {
            picks.put(
                answer_of(quoted),
                &quoted.text,
                event_target_checked(&event),
            );
        });
    };
    let label = [words::pick(language), ": ", &quoted.text].concat();
    view! {
        <li class="quotation" data-response=quoted.response.clone() data-question=quoted.question.clone()>
            <blockquote lang="vi">{quoted.text.clone()}</blockquote>
            <p class="quotation-source">
                <a href=href lang="vi">{name}</a>
                {unit.map(|unit| [", ", &unit].concat())}
            </p>
            <label class="choice is-plain">
                <input
                    type="checkbox"
                    aria-label=label
                    disabled=move || all.with(Option::is_none)
                    prop:checked=is_picked
                    on:change=choose
                />
                <span>{words::pick(language)}</span>
            </label>
        </li>
    }
}
