//! What stands on the page of a whole form, from the work of the account.

use leptos::prelude::GetUntracked;
use sohoi_form::Session;
use sohoi_sync::{Scope, State};
use sohoi_text::messages::{form, paper as words, portraits};
use sohoi_text::{parse_date, short_date};
use sohoi_worker_stats::Peers;

use crate::portrait::{Beside, Seen, beside, seen};
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::sheet::answers_of;
use crate::state::work::{ResponseView, Work};

/// A response as its form sees it; `None` where its form is not on this device.
pub fn session_of(work: &Work, view: &ResponseView) -> Option<Session> {
    let engine = work.engine(&view.response.form_hash)?;
    Some(Session::new(engine, answers_of(view)))
}

/// The portrait, or why there is none.
///
/// # Errors
///
/// A sentence for people.
pub fn portrait_of(
    desk: Desk,
    work: &Work,
    view: &ResponseView,
    session: Option<&Session>,
) -> Result<Seen, &'static str> {
    let language = desk.language.get_untracked();
    let session = session.ok_or_else(|| form::unknown_form(language))?;
    let is_open = matches!(view.response.state, State::Draft | State::Returned);
    if is_open && (view.progress.is_some() || !session.problems().is_empty()) {
        return Err(words::not_whole(language));
    }
    let slot = &view.response.slot;
    if work.round().is_none_or(|round| round.id != slot.round) {
        return Err(words::no_portrait(language));
    }
    let figures = work.figures().ok_or_else(|| words::on_its_way(language))?;
    let portrait = figures.portrait(&session.engine().form().id);
    let portrait = portrait.ok_or_else(|| words::no_portrait(language))?;
    Ok(seen(portrait, session, language, &|code| {
        desk.measure(code).0
    }))
}

/// Its figures beside the medians of its kind; `None` where the round compares no such forms.
pub fn beside_of(desk: Desk, work: &Work, session: &Session, peers: &Peers) -> Option<Beside> {
    let round = work.round()?;
    let forms = round.forms.iter();
    let engines: Vec<_> = forms.filter_map(|form| work.engine(&form.hash)).collect();
    let language = desk.language.get_untracked();
    beside(
        work.figures()?.as_ref(),
        &engines,
        session,
        &peers.groups,
        language,
        &|code| desk.measure(code).0,
    )
}

/// The name of the subject of a response, as the register has it.
pub fn name_of(work: &Work, view: &ResponseView) -> String {
    let slot = &view.response.slot;
    let line = work.line(slot);
    line.map_or_else(|| slot.subject.clone(), |line| line.subject.name.clone())
}

/// Where what stands on the page comes from, and of which day it is.
pub fn source_of(desk: Desk, work: &Work) -> String {
    let Some(round) = work.round() else {
        return String::new();
    };
    let language = desk.language.get_untracked();
    let title = answer::words(language, &round.short_title);
    let cutoff = parse_date(&round.dates.cutoff).map_or_else(|_| String::new(), short_date);
    portraits::source(language, &title, &cutoff)
}

/// The place whose responses are on this device.
pub fn place_of(desk: Desk, work: &Work) -> String {
    let language = desk.language.get_untracked();
    let name = |scope| {
        let Scope::Unit(unit) = scope else {
            return None;
        };
        let round = work.round()?;
        let unit = round.units.iter().find(|own| own.id == unit)?;
        Some(answer::words(language, &unit.name))
    };
    name(work.account().scope).unwrap_or_else(|| portraits::this_account(language).to_owned())
}
