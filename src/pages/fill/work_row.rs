//! One line of the work list.

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::{Progress, Session};
use sohoi_sync::{Role, State};
use sohoi_text::messages::{attention, work as words};
use sohoi_text::{Language, format_integer, percentage};

use crate::components::icon::{Icon, icon};
use crate::pages::fill::work_list::best;
use crate::routes::Route;
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::sheet::answers_of;
use crate::state::work::{ResponseLine, Work, WorkLine};

/// The line: a link to the response, or a button that starts one.
pub fn work_row(desk: Desk, work: &Work, line: &WorkLine) -> AnyView {
    let language = desk.language.get_untracked();
    let subject = line.subject.id.clone();
    let name = line.subject.name.clone();
    let response = best(line);
    let progress = response.and_then(|response| progress(work, response));
    let detail = details(language, work, line, response, progress);
    let badge = badge(language, response.map(|response| response.state), progress);
    let ticks = response.map(|response| {
        view! {
            <span class="ticks">
                {tick(language, words::tick_device(language), response.ticks.on_device)}
                {tick(language, words::tick_server(language), response.ticks.on_server)}
            </span>
        }
    });
    let inner = view! {
        <span class="row-name">{name}</span>
        <span class="row-badge">{badge}</span>
        <span class="row-detail">{detail}</span>
        {ticks}
    };
    let may_start = matches!(work.account().role, Role::Field | Role::Association);
    let entry = match response {
        Some(response) => {
            let href = match memory::section(&response.id) {
                Some(section) => Route::section(&response.id, &section).href(),
                None => Route::Response {
                    id: response.id.clone(),
                    section: None,
                    at: None,
                }
                .href(),
            };
            let state = state_class(Some(response.state));
            view! { <a class="row" data-subject=subject data-state=state href=href>{inner}</a> }
                .into_any()
        }
        None if may_start => start_button(desk, work, subject, inner.into_any()),
        None => view! { <div class="row" data-subject=subject data-state="none">{inner}</div> }
            .into_any(),
    };
    view! { <li>{entry}</li> }.into_any()
}

fn start_button(desk: Desk, work: &Work, subject: String, inner: AnyView) -> AnyView {
    let language = desk.language.get_untracked();
    let has_failed = RwSignal::new(false);
    let (work, wanted) = (work.clone(), subject.clone());
    let is_busy = StoredValue::new(false);
    let start = move |_| {
        if is_busy.get_value() {
            return;
        }
        is_busy.set_value(true);
        let (work, wanted) = (work.clone(), wanted.clone());
        spawn_local(async move {
            match work.start(&wanted).await {
                Ok(id) => {
                    let href = Route::Response {
                        id,
                        section: None,
                        at: None,
                    }
                    .href();
                    // A hash always can be set; the page follows it.
                    let _ = window().location().set_hash(&href);
                }
                Err(_) => {
                    let _ = has_failed.try_set(true);
                }
            }
            let _ = is_busy.try_set_value(false);
        });
    };
    view! {
        <button type="button" class="row" data-subject=subject data-state="none" on:click=start>
            {inner}
        </button>
        {move || has_failed.get().then(|| view! { <p class="problem" role="alert">{words::cannot_start(language)}</p> })}
    }
    .into_any()
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
    let answers = answers_of(&work.response(&response.id)?);
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
    let mut parts = vec![line.subject.id.clone()];
    if let Some(response) = response {
        if let (State::Returned, Some(note)) = (response.state, &response.note) {
            parts.push(words::returned_because(language, note));
        }
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

fn badge(language: Language, state: Option<State>, progress: Option<(usize, usize)>) -> AnyView {
    let text = match (state, progress) {
        (Some(State::Draft), Some((answered, asked))) if asked > 0 => {
            percentage(&(answered * 100 / asked).to_string())
        }
        _ => state_words(language, state).to_owned(),
    };
    view! { <span class="badge" data-state=state_class(state)>{text}</span> }.into_any()
}

fn tick(language: Language, name: &'static str, is_there: bool) -> AnyView {
    let (class, word) = if is_there {
        ("tick is-there", words::is_stored(language))
    } else {
        ("tick", words::is_not_stored(language))
    };
    view! {
        <span class=class>
            {if is_there { icon(Icon::Tick) } else { view! { <span aria-hidden="true">"– "</span> }.into_any() }}
            {name}
            <span class="visually-hidden">": "{word}</span>
        </span>
    }
    .into_any()
}

fn state_words(language: Language, state: Option<State>) -> &'static str {
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
