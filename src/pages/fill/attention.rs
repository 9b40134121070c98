//! What the server did with answers and moves that a person has to know about, with the way to
//! each place.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::{Path, QuestionType};
use sohoi_sync::client::LoggedOp;
use sohoi_sync::{CellEdit, Change, OpResult, Reason, Response, Why};
use sohoi_text::messages::attention as words;
use sohoi_text::{Language, format_decimal, parse_date, short_date};

use crate::routes::Route;
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{IntoView, View, view};

/// The list, with a button that puts it away; and what holds back the last submit.
pub fn attention(desk: Desk, sheet: StoredValue<Sheet, LocalStorage>) -> View {
    let content = move || {
        desk.edition.track();
        let work = desk.work()?;
        let sheet = sheet.get_value();
        let view = work.response(sheet.id())?;
        let open = work.attention(sheet.id());
        let teller = Teller {
            language: desk.language.get_untracked(),
            sheet: &sheet,
            response: &view.response,
        };
        let is_held_told = open.iter().any(is_held_move);
        let held = (!is_held_told).then(|| teller.held()).flatten();
        let seen = (!open.is_empty()).then(|| outcomes(desk, &teller, open));
        Some(view! { {seen} {held} })
    };
    content.into_view()
}

#[inline(never)]
fn outcomes(desk: Desk, teller: &Teller, open: Vec<LoggedOp>) -> View {
    let language = teller.language;
    // A response that exists on this device only stays, and so does the word about it.
    let start = open.iter().find(|logged| is_start(logged));
    let shown: Vec<&LoggedOp> = start.map_or_else(|| open.iter().collect(), |start| vec![start]);
    let items: Vec<View> = shown
        .into_iter()
        .flat_map(|logged| teller.outcome(logged))
        .collect();
    let button = start.is_none().then(|| {
        let id = teller.sheet.id().to_owned();
        let open = StoredValue::new_local(open.clone());
        let press = move |_| {
            let (Some(work), id) = (desk.work(), id.clone()) else {
                return;
            };
            let seen = open.get_value();
            spawn_local(async move {
                // What could not be saved shows as "not saved"; it is tried again by itself.
                let _ = work.dismiss(&id, &seen).await;
            });
        };
        view! { <button type="button" class="button" on:click=press>{words::seen(language)}</button> }
    });
    view! {
        <section id="attention" class="review is-above" aria-label=words::title(language)>
            <h2>{words::title(language)}</h2>
            <ul class="left-over">{items}</ul>
            {button}
        </section>
    }
    .into_view()
}

fn is_start(logged: &LoggedOp) -> bool {
    matches!(logged.op.change, Change::Start { .. })
}

fn is_held_move(logged: &LoggedOp) -> bool {
    let result = logged.outcome.as_ref().map(|outcome| &outcome.result);
    matches!(logged.op.change, Change::Move { .. }) && matches!(result, Some(OpResult::Held { .. }))
}

/// Finds the words.
struct Teller<'a> {
    language: Language,
    sheet: &'a Sheet,
    response: &'a Response,
}

impl Teller<'_> {
    /// What the server still holds back, where nothing newer tells it.
    fn held(&self) -> Option<View> {
        let reasons = &self.response.held;
        (!reasons.is_empty()).then(|| {
            view! {
                <section class="review is-above">
                    <p>{words::move_held(self.language)}</p>
                    <ul class="left-over">{self.places(reasons)}</ul>
                </section>
            }
            .into_view()
        })
    }

    fn outcome(&self, logged: &LoggedOp) -> Vec<View> {
        let language = self.language;
        let Some(outcome) = &logged.outcome else {
            return Vec::new();
        };
        match (&logged.op.change, &outcome.result) {
            (Change::Answer { cells, .. }, OpResult::Quarantined { reasons }) => {
                self.apart(cells, reasons)
            }
            (Change::Answer { cells, .. }, OpResult::Held { .. }) => cells
                .iter()
                .map(|cell| {
                    let value = self.value(&cell.path, cell.value.as_deref());
                    self.place(&cell.path, words::answer_held(language, &value))
                })
                .collect(),
            (Change::Answer { .. }, OpResult::Conflict { paths }) => paths
                .iter()
                .map(|path| self.place(path, self.conflict(path)))
                .collect(),
            (Change::Move { .. }, OpResult::Held { reasons }) => {
                let mut items = vec![line(words::move_held(language).to_owned())];
                items.extend(self.places(reasons));
                items
            }
            (Change::Move { .. }, OpResult::Conflict { .. }) => {
                vec![line(words::move_conflict(language).to_owned())]
            }
            (Change::Move { .. }, OpResult::Quarantined { reasons }) => {
                vec![line(self.with_whys(words::move_apart(language), reasons))]
            }
            (Change::Start { .. }, OpResult::Quarantined { reasons }) => {
                vec![line(self.with_whys(words::start_apart(language), reasons))]
            }
            _ => Vec::new(),
        }
    }

    /// The answers of an edit that is kept apart, each with what is wrong with it.
    fn apart(&self, cells: &[CellEdit], reasons: &[Reason]) -> Vec<View> {
        cells
            .iter()
            .map(|cell| {
                let value = self.value(&cell.path, cell.value.as_deref());
                let own = reasons.iter().filter(|reason| {
                    let path = reason.path.as_ref();
                    path.is_none_or(|path| *path == cell.path)
                });
                let own: Vec<Reason> = own.cloned().collect();
                let sentence = words::answer_apart(self.language, &value);
                self.place(&cell.path, self.with_whys(&sentence, &own))
            })
            .collect()
    }

    fn conflict(&self, path: &str) -> String {
        let Some(cell) = self.response.cells.get(path) else {
            return words::conflict_settled(self.language, words::blank(self.language));
        };
        let counted = self.value(path, cell.counted.value.as_deref());
        if cell.aside.is_empty() {
            return words::conflict_settled(self.language, &counted);
        }
        let aside = cell.aside.iter();
        let others: Vec<String> = aside
            .map(|version| self.value(path, version.value.as_deref()))
            .collect();
        words::conflict(self.language, &counted, &others)
    }

    fn places(&self, reasons: &[Reason]) -> Vec<View> {
        reasons
            .iter()
            .map(|reason| {
                let why = why(self.language, reason.why).to_owned();
                match &reason.path {
                    Some(path) => self.place(path, why),
                    None => line(why),
                }
            })
            .collect()
    }

    /// A link to a question, and a sentence about it.
    fn place(&self, path: &str, sentence: String) -> View {
        let place = path.parse::<Path>().ok();
        let question = place.as_ref().and_then(|place| self.sheet.question(place));
        let section = place
            .as_ref()
            .and_then(|place| self.sheet.section_of(place));
        let (Some(place), Some(question), Some(section)) = (place, question, section) else {
            return line([path, ": ", &sentence].concat());
        };
        let mut label = answer::words(self.language, &question.label);
        if let Some(row) = self.sheet.row_title(&place) {
            label = [&row, ": ", &label].concat();
        }
        let href = Route::Response {
            id: self.sheet.id().to_owned(),
            section: Some(section),
            at: Some(path.to_owned()),
        };
        view! {
            <li>
                <a href=href.href()>{label}</a>
                <span>{sentence}</span>
            </li>
        }
        .into_view()
    }

    /// A stored value as people read it.
    fn value(&self, path: &str, value: Option<&str>) -> String {
        let Some(value) = value else {
            return words::blank(self.language).to_owned();
        };
        let place = path.parse::<Path>().ok();
        let question = place.and_then(|place| self.sheet.question(&place));
        let Some(question) = question else {
            return value.to_owned();
        };
        match question.kind {
            QuestionType::Integer | QuestionType::Decimal => format_decimal(value),
            QuestionType::Date => parse_date(value).map_or_else(|_| value.to_owned(), short_date),
            QuestionType::Image => words::a_photo(self.language).to_owned(),
            QuestionType::SelectOne | QuestionType::SelectMultiple => {
                self.sheet.with_session(|session| {
                    let lists = &session.engine().form().choice_lists;
                    let list = question.list.as_ref().and_then(|list| lists.get(list));
                    let choices = list.map(Vec::as_slice).unwrap_or_default();
                    let label = |name: &str| {
                        let choice = choices.iter().find(|choice| choice.name == name);
                        choice.map_or_else(
                            || name.to_owned(),
                            |choice| answer::words(self.language, &choice.label),
                        )
                    };
                    value.split(' ').map(label).collect::<Vec<_>>().join(", ")
                })
            }
            _ => value.to_owned(),
        }
    }

    fn with_whys(&self, sentence: &str, reasons: &[Reason]) -> String {
        let mut text = sentence.to_owned();
        for reason in reasons {
            text.push(' ');
            text.push_str(why(self.language, reason.why));
        }
        text
    }
}

fn line(sentence: String) -> View {
    view! { <li><span>{sentence}</span></li> }.into_view()
}

fn why(language: Language, why: Why) -> &'static str {
    match why {
        Why::Missing => words::missing(language),
        Why::WrongType => words::wrong_type(language),
        Why::NotOffered => words::not_offered(language),
        Why::Constraint => words::constraint(language),
        Why::BlobMissing => words::photo_missing(language),
        Why::OpenConflict => words::open_conflict(language),
        Why::Correction => words::correction(language),
        Why::UnknownForm | Why::UnknownSlot => words::unknown_form(language),
        Why::UnknownPath => words::unknown_path(language),
        Why::UnknownResponse => words::unknown_response(language),
        Why::TooLarge => words::too_large(language),
        Why::NoRight => words::no_right(language),
        Why::WrongState => words::wrong_state(language),
        Why::Purged => words::purged(language),
        Why::IdTaken | Why::Malformed | Why::Other => words::other_reason(language),
    }
}
