//! The responses on this device whose answers differ from the register.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::Session;
use sohoi_text::Language;
use sohoi_text::messages::register as words;
use sohoi_text::messages::shell;

use crate::pages::fill::register_note::findings;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::sheet::answers_of;
use crate::state::work::{ResponseView, Work};
use crate::view::{Element, IntoView, View, each, view};

/// The list. Answers that are on the disk only are read first.
pub(super) fn differences(desk: Desk, work: Work) -> View {
    let language = desk.language.get_untracked();
    let is_read = RwSignal::new(false);
    let reader = work.clone();
    spawn_local(async move {
        // What cannot be read is told on the page about this device.
        let _ = reader.read_all().await;
        // The page may be gone by now.
        let _ = is_read.try_set(true);
    });
    let kept = StoredValue::new_local(work);
    let found = Memo::new(move |_| {
        desk.edition.track();
        let is_read = is_read.get();
        is_read.then(|| kept.with_value(|work| all(language, work)))
    });
    let rows = move || found.get().unwrap_or_default();
    let standing = move || {
        found.with(|found| match found {
            None => shell::loading(language),
            Some(rows) if rows.is_empty() => words::findings_none(language),
            Some(_) => words::findings_intro(language),
        })
    };
    view! {
        <section class="block" id="findings">
            <h2>{words::findings_title(language)}</h2>
            <p class="hint" role="status">{standing}</p>
            <ul class="left-over">{each(rows, Row::element)}</ul>
        </section>
    }
    .into_view()
}

/// One answer that differs.
#[derive(Clone, PartialEq)]
struct Row {
    href: String,
    name: String,
    sentence: String,
}

impl Row {
    fn element(&self) -> Element {
        view! {
            <li>
                <a href=self.href.clone()>{self.name.clone()}</a>
                <span>{self.sentence.clone()}</span>
            </li>
        }
    }
}

fn all(language: Language, work: &Work) -> Vec<Row> {
    let views = work.responses();
    let whole = views
        .iter()
        .filter(|view| !view.is_brief && view.progress.is_none());
    whole.flat_map(|view| of(language, work, view)).collect()
}

fn of(language: Language, work: &Work, view: &ResponseView) -> Vec<Row> {
    let slot = &view.response.slot;
    let (Some(engine), Some(line)) = (work.engine(&view.response.form_hash), work.line(slot))
    else {
        return Vec::new();
    };
    let session = Session::new(engine, answers_of(view));
    let sections = &session.engine().form().sections;
    findings(language, work, slot, &session)
        .into_iter()
        .map(|found| {
            let mut own = sections.iter();
            let own = own.find(|own| own.questions.iter().any(|q| q.name == found.path.question));
            let href = Route::Response {
                id: view.response.id.clone(),
                section: own.map(|own| own.id.clone()),
                at: Some(found.path.to_string()),
            };
            let both = words::both(language, &found.register, &found.answer);
            Row {
                href: href.href(),
                name: line.subject.name.clone(),
                sentence: [&found.label, ": ", &both].concat(),
            }
        })
        .collect()
}
