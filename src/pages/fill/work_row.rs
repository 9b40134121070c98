//! One line of the work list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::{Progress, Session};
use sohoi_sync::{Role, State, is_provisional};
use sohoi_text::messages::{attention, paper, register, work as words};
use sohoi_text::{Language, format_integer, percentage};

use crate::components::icon::{Icon, icon};
use crate::pages::fill::work_list::best;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::sheet::answers_of;
use crate::state::work::{ResponseLine, Ticks, Work, WorkError, WorkLine};
use crate::view::{Element, IntoView, View, follow, view};

/// Everything that a line shows. Two that are equal look the same.
#[derive(Clone, PartialEq)]
pub struct Row {
    subject: String,
    name: String,
    target: Target,
    state: &'static str,
    badge: String,
    detail: String,
    /// Why the response was returned, in somebody's words.
    note: Option<String>,
    ticks: Option<Ticks>,
    /// The page of a whole form, where the round has one.
    portrait: Option<String>,
}

/// Where a press on the line leads.
#[derive(Clone, PartialEq)]
enum Target {
    /// To the response, by its address.
    Response(String),
    /// To a new response.
    Start,
    /// Nowhere: this account fills in nothing.
    Nowhere,
}

impl Row {
    /// What the line of a subject shows now.
    pub fn of(language: Language, work: &Work, line: &WorkLine) -> Self {
        let response = best(line);
        let state = response.map(|response| response.state);
        let progress = response.and_then(|response| progress(work, response));
        let may_start = matches!(work.account().role, Role::Field | Role::Association);
        Self {
            subject: line.subject.id.clone(),
            name: line.subject.name.clone(),
            target: match response {
                Some(response) => Target::Response(address(&response.id)),
                None if may_start => Target::Start,
                None => Target::Nowhere,
            },
            state: state_class(state),
            badge: badge(language, state, progress),
            detail: details(language, work, line, response, progress),
            note: response
                .filter(|own| own.state == State::Returned)
                .and_then(|own| own.note.clone()),
            ticks: response.map(|response| response.ticks),
            portrait: response
                .filter(|own| own.state > State::Returned && has_portrait(work, line))
                .map(|own| Route::portrait(&own.id)),
        }
    }
}

/// The line: a link to the response, or a button that starts one.
pub fn work_row(desk: Desk, row: &Row) -> Element {
    let language = desk.language.get_untracked();
    let ticks = row.ticks.map(|ticks| {
        view! {
            <span class="ticks">
                {tick(language, words::tick_device(language), ticks.on_device)}
                {tick(language, words::tick_server(language), ticks.on_server)}
                {ticks.in_backup.then(|| tick(language, words::tick_backup(language), true))}
            </span>
        }
    });
    let note = row.note.clone().map(|note| {
        view! {
            <span class="row-reason">{words::returned_because(language)} " " <span lang="vi">{note}</span></span>
        }
    });
    let inner = view! {
        <span class="row-name" lang="vi">{row.name.clone()}</span>
        <span class="row-badge"><span class="badge" data-state=row.state>{row.badge.clone()}</span></span>
        <span class="row-detail">{row.detail.clone()}</span>
        {ticks}
        {note}
    };
    let (subject, state) = (row.subject.clone(), row.state);
    let entry = match &row.target {
        Target::Response(href) => {
            view! { <a class="row" data-subject=subject data-state=state href=href.clone()>{inner}</a> }
                .into_view()
        }
        Target::Start => start_button(desk, subject, inner),
        Target::Nowhere => {
            view! { <div class="row" data-subject=subject data-state=state>{inner}</div> }.into_view()
        }
    };
    let portrait = row.portrait.clone().map(|href| {
        view! {
            <a class="row-more" href=href>
                {icon(Icon::Chart)} {paper::portrait_link(language)}
                <span class="visually-hidden">": "<span lang="vi">{row.name.clone()}</span></span>
            </a>
        }
    });
    view! { <li>{entry}{portrait}</li> }
}

fn has_portrait(work: &Work, line: &WorkLine) -> bool {
    let round = work.round();
    let form = round.as_ref().and_then(|round| round.form(&line.form));
    form.is_some_and(|form| form.has_portrait)
}

/// The response where it was left.
pub(super) fn address(response: &str) -> String {
    let section = memory::section(response);
    let (id, at) = (response.to_owned(), None);
    Route::Response { id, section, at }.href()
}

fn start_button(desk: Desk, subject: String, inner: View) -> View {
    let language = desk.language.get_untracked();
    let problem = RwSignal::new(None::<&'static str>);
    let is_waiting = StoredValue::new(false);
    let wanted = subject.clone();
    let is_busy = StoredValue::new(false);
    let start = move || {
        let Some(work) = desk.work() else {
            return;
        };
        if is_busy.get_value() {
            return;
        }
        is_busy.set_value(true);
        let wanted = wanted.clone();
        spawn_local(async move {
            match work.start(&wanted).await {
                // A hash always can be set; the page follows it.
                Ok(id) => drop(window().location().set_hash(&address(&id))),
                Err(WorkError::UnknownForm(_)) => {
                    // Asked for once for each press; what comes is looked at below.
                    if is_waiting.try_get_value() == Some(false) {
                        work.fetch_documents();
                    }
                    let _ = is_waiting.try_set_value(true);
                    let _ = problem.try_set(Some(words::form_on_its_way(language)));
                }
                Err(_) => drop(problem.try_set(Some(words::cannot_start(language)))),
            }
            let _ = is_busy.try_set_value(false);
        });
    };
    let again = start.clone();
    follow(move || {
        desk.edition.track();
        if is_waiting.get_value() {
            again();
        }
    });
    let press = move |_| {
        is_waiting.set_value(false);
        start();
    };
    view! {
        <button type="button" class="row" data-subject=subject data-state="none" on:click=press>
            {inner}
        </button>
        {move || problem.get().map(|sentence| view! { <p class="problem" role="alert">{sentence}</p> })}
    }
}

/// How far a response is: from its answers where they are here, else as the server told.
fn progress(work: &Work, response: &ResponseLine) -> Option<(usize, usize)> {
    if response.state > State::Returned {
        return None;
    }
    if let Some((answered, asked)) = response.progress {
        return Some((answered as usize, asked as usize));
    }
    if response.author != work.account().name {
        return None;
    }
    let engine = work.engine(&response.form_hash)?;
    let view = work.response(&response.id).filter(|view| !view.is_brief)?;
    let answers = answers_of(&view);
    let Progress {
        answered, asked, ..
    } = Session::new(engine, answers).total_progress();
    Some((answered, asked))
}

fn details(
    language: Language,
    work: &Work,
    line: &WorkLine,
    response: Option<&ResponseLine>,
    progress: Option<(usize, usize)>,
) -> String {
    // The badge names the state, except where it shows how far a draft is.
    let mut parts = vec![if is_provisional(&line.subject.id) {
        register::not_in_register(language).to_owned()
    } else {
        line.subject.id.clone()
    }];
    if let Some(response) = response {
        if let Some((answered, asked)) = progress {
            if response.state == State::Draft {
                parts.push(words::draft(language).to_owned());
            }
            let (answered, asked) = (
                format_integer(answered as i64),
                format_integer(asked as i64),
            );
            parts.push(words::answered(language, &answered, &asked));
        }
        if !response.held.is_empty() {
            parts.push(words::held(language).to_owned());
        }
        if response.state == State::Draft && response.author != work.account().name {
            parts.push(words::elsewhere(language).to_owned());
        }
        if work.engine(&response.form_hash).is_none() {
            parts.push(words::unknown_form(language).to_owned());
        }
    }
    if line.responses.iter().any(|response| response.needs_look) {
        parts.push(attention::needs_look(language).to_owned());
    }
    if line.responses.len() > 1 {
        parts.push(words::duplicate(language).to_owned());
    }
    parts.join(" · ")
}

fn badge(language: Language, state: Option<State>, progress: Option<(usize, usize)>) -> String {
    match (state, progress) {
        (Some(State::Draft), Some((answered, asked))) if asked > 0 => {
            percentage(&(answered * 100 / asked).to_string())
        }
        _ => state_words(language, state).to_owned(),
    }
}

fn tick(language: Language, name: &'static str, is_there: bool) -> Element {
    let (class, word) = if is_there {
        ("tick is-there", words::is_stored(language))
    } else {
        ("tick", words::is_not_stored(language))
    };
    view! {
        <span class=class>
            {if is_there { icon(Icon::Tick) } else { view! { <span aria-hidden="true">"– "</span> } }}
            {name}
            <span class="visually-hidden">": "{word}</span>
        </span>
    }
}

pub(super) fn state_words(language: Language, state: Option<State>) -> &'static str {
    match state {
        None => words::not_started(language),
        Some(State::Draft) => words::draft(language),
        Some(State::Returned) => words::returned(language),
        Some(State::Submitted) => words::submitted(language),
        Some(State::Checked) => words::checked(language),
        Some(State::Approved) => words::approved(language),
        Some(State::Locked) => words::locked(language),
    }
}

fn state_class(state: Option<State>) -> &'static str {
    match state {
        None => "none",
        Some(State::Draft) => "draft",
        Some(State::Returned) => "returned",
        Some(State::Submitted) => "submitted",
        Some(_) => "approved",
    }
}
