//! Who answers the form, as it says itself, and who typed, as the answers record it.

use leptos::prelude::*;
use litemap::LiteMap;
use sohoi_form::Path;
use sohoi_sync::Response;
use sohoi_text::messages::form as words;

use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::{Desk, clock_time};
use crate::state::sheet::Sheet;
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// Both, in a list of terms.
pub(super) fn people(desk: Desk, sheet: StoredValue<Sheet, LocalStorage>) -> View {
    let language = desk.language.get_untracked();
    let content = move || {
        desk.edition.track();
        desk.saving.track();
        let sheet = sheet.get_value();
        let work = desk.work();
        let own = work.as_ref().map(Work::account);
        let response = work.and_then(|work| work.response(sheet.id()));
        let typists = response.map(|view| typists(&view.response));
        let typists = typists.unwrap_or_default().into_iter();
        let typists = typists.map(|typist| {
            let words = words::typed_by(language, typist.answers, typist.last.as_deref());
            // Of other accounts a device knows the name only.
            let own = own.as_ref().filter(|own| own.name == typist.account);
            let display =
                own.map(|own| view! { " ("<span lang="vi">{own.display.clone()}</span>")" });
            view! { <dd><b>{typist.account}</b>{display}" – "{words}</dd> }
        });
        view! {
            {respondents(desk, &sheet)}
            <dt>{words::who_typed(language)}</dt>
            {typists.collect_view()}
        }
    };
    view! {
        <section id="people" class="review">
            <h2>{words::people(language)}</h2>
            <dl class="people">{content}</dl>
        </section>
    }
    .into_view()
}

/// The questions that ask who answers, with their answers.
fn respondents(desk: Desk, sheet: &Sheet) -> View {
    let language = desk.language.get_untracked();
    let mut all = Vec::new();
    sheet.with_session(|session| {
        let form = session.engine().form();
        for section in &form.sections {
            for question in section.questions.iter().filter(|own| own.is_respondent()) {
                let path = Path::top(question.name.clone());
                let value = session.answers().get(&path);
                let choices = question.list.as_ref();
                let choices = choices.and_then(|list| form.choice_lists.get(list));
                let mut choices = choices.into_iter().flatten();
                let choice = choices.find(|choice| Some(&choice.name) == value);
                // What somebody wrote is in Vietnamese, whatever the page is in.
                let (said, spoken) = match (choice, value) {
                    (Some(choice), _) => (answer::words(language, &choice.label), None),
                    (None, Some(value)) => (value.clone(), Some("vi")),
                    (None, None) => (words::missing(language).to_owned(), None),
                };
                let href = Route::Response {
                    id: sheet.id().to_owned(),
                    section: Some(section.id.clone()),
                    at: Some(path.to_string()),
                };
                let label = answer::words(language, &question.label);
                all.push(view! {
                    <dt>{label}</dt>
                    <dd><a href=href.href() lang=spoken>{said}</a></dd>
                });
            }
        }
    });
    all.collect_view()
}

/// Somebody who typed.
struct Typist {
    account: String,
    answers: usize,
    last: Option<String>,
}

/// The accounts behind the answers that count, most answers first.
fn typists(response: &Response) -> Vec<Typist> {
    let mut by_account: LiteMap<&str, (usize, &str)> = LiteMap::new();
    for (_, cell) in &response.cells {
        let version = &cell.counted;
        if version.value.is_none() {
            continue;
        }
        let known = by_account.get(version.author.as_str()).copied();
        let (count, last) = known.unwrap_or_default();
        let last = last.max(version.at.as_str());
        by_account.insert(&version.author, (count + 1, last));
    }
    let mut typists: Vec<Typist> = Vec::with_capacity(by_account.len());
    for (account, (answers, last)) in &by_account {
        let place = typists.iter().position(|own| own.answers < *answers);
        let typist = Typist {
            account: (*account).to_owned(),
            answers: *answers,
            last: clock_time(last),
        };
        typists.insert(place.unwrap_or(typists.len()), typist);
    }
    typists
}
