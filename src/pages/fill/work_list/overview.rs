//! What stands above the list: where, how many, by when, and how far.

use leptos::prelude::*;
use sohoi_sync::State;
use sohoi_text::messages::work as words;
use sohoi_text::{Language, format_integer, parse_date, short_date, small_letter};

use super::Entry;
use crate::components::progress_bar::parts_bar;
use crate::state::desk::{Desk, today};
use crate::view::{CollectView, IntoView, View, view};

/// Where, how many, by when, and how far.
pub(super) fn overview(desk: Desk, entries: &[Entry]) -> View {
    let language = desk.language.get_untracked();
    let count = |wanted: fn(Option<State>) -> bool| {
        entries
            .iter()
            .filter(|entry| wanted(entry.standing))
            .count()
    };
    let parts = [
        (
            "is-approved",
            count(|state| state >= Some(State::Checked)),
            words::approved(language),
        ),
        (
            "is-submitted",
            count(|state| state == Some(State::Submitted)),
            words::submitted(language),
        ),
        (
            "is-draft",
            count(|state| state == Some(State::Draft)),
            words::draft(language),
        ),
        (
            "is-returned",
            count(|state| state == Some(State::Returned)),
            words::returned(language),
        ),
        (
            "is-untouched",
            count(|state| state.is_none()),
            words::not_started(language),
        ),
    ];
    let bar = parts_bar(
        parts
            .iter()
            .map(|(class, count, _)| (*class, *count))
            .collect(),
    );
    let legend = parts
        .into_iter()
        .filter(|(_, count, _)| *count > 0)
        .map(|(class, count, name)| {
            view! {
                <li>
                    <span class=format!("key {class}") aria-hidden="true"></span>
                    <b>{format_integer(count as i64)}</b>
                    " "
                    {inside_sentence(name)}
                </li>
            }
        })
        .collect_view();
    view! {
        <div class="overview">
            <p class="overview-place">{place(desk, entries)}</p>
            <p class="overview-due">{due(desk)}</p>
        </div>
        {bar}
        <ul class="legend" aria-label=words::states(language)>{legend}</ul>
    }
    .into_view()
}

/// The unit of the account and how many lines it has, by kind.
fn place(desk: Desk, entries: &[Entry]) -> Option<String> {
    let language = desk.language.get_untracked();
    let work = desk.work()?;
    let round = work.round()?;
    let mut parts = Vec::new();
    if let sohoi_sync::Scope::Unit(unit) = &work.account().scope {
        let unit = round.units.iter().find(|own| own.id == *unit)?;
        let mut name = language.pick(&unit.name.vi, &unit.name.en).to_owned();
        let above = round
            .units
            .iter()
            .find(|own| Some(&own.id) == unit.parent.as_ref());
        if let Some(above) = above {
            name.push_str(", ");
            name.push_str(&match language {
                Language::Vi => inside_sentence(&above.name.vi),
                Language::En => above.name.en.clone(),
            });
        }
        parts.push(name);
    }
    for kind in &round.subject_kinds {
        let count = entries
            .iter()
            .filter(|entry| entry.line.subject.kind == kind.id)
            .count();
        if count > 0 {
            let name = language.pick(&kind.name.vi, &kind.name.en);
            parts.push(format!("{name}: {}", format_integer(count as i64)));
        }
    }
    Some(parts.join(" · "))
}

/// A name as it reads in the middle of a sentence: its first letter small.
fn inside_sentence(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(small_letter);
    first.into_iter().chain(letters).collect()
}

fn due(desk: Desk) -> Option<View> {
    let language = desk.language.get_untracked();
    let round = desk.work()?.round()?;
    let due = parse_date(&round.dates.due).ok()?;
    let left = (due - today()).num_days();
    // A count of days helps around the day; years later it only alarms.
    let is_near = left.abs() < 100;
    Some(
        view! {
            <b>{words::due(language, &short_date(due))}</b>
            {is_near.then(|| [" · ", &words::days_left(language, left)].concat())}
        }
        .into_view(),
    )
}
