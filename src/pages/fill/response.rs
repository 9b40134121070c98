//! One response: its bars, its contents list and the open section.

use leptos::prelude::*;
use sohoi_form::Session;
use sohoi_sync::{Role, State};
use sohoi_text::messages::{form as words, shell, work as states};

use crate::components::demonstration::demonstration;
use crate::components::exchange_line::exchange_line;
use crate::components::icon::{Icon, icon};
use crate::components::language_switch::language_switch;
use crate::components::notice::{Tone, nothing_but, notice};
use crate::components::save_tick::save_tick;
use crate::pages::fill::afterwards::afterwards;
use crate::pages::fill::attention::attention;
use crate::pages::fill::contents::{contents, summary};
use crate::pages::fill::review::{Submit, review};
use crate::pages::fill::section::{go_to, section};
use crate::pages::fill::whole::when_whole;
use crate::routes::{REVIEW, Route};
use crate::state::answer;
use crate::state::desk::Desk;
use crate::state::memory;
use crate::state::sheet::{Sheet, answers_of};
use crate::state::work::{Claim, ClaimGuard, ResponseView, Work};
use crate::view::{IntoView, View, view};

/// The page of a response.
pub fn response(desk: Desk, work: Work, id: String, route: RwSignal<Route>) -> View {
    let kept = StoredValue::new_local((work.clone(), id.clone()));
    when_whole(desk, &work, &id, move || {
        let (work, id) = kept.get_value();
        opened(desk, work, id, route)
    })
}

fn opened(desk: Desk, work: Work, id: String, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    let view = work.response(&id).filter(|view| !view.is_brief);
    let Some(view) = view else {
        return only(desk, String::new(), words::unknown_response(language));
    };
    let name = subject_name(&work, &view);
    let Some(engine) = work.engine(&view.response.form_hash) else {
        return only(desk, name, words::unknown_form(language));
    };
    let mut session = Session::new(engine, answers_of(&view));
    if let Some(question) = work.excused(&view.response.slot) {
        session.excuse(&question);
    }
    let sheet = Sheet::new(desk, work.clone(), id.clone(), session);
    follow(desk, &sheet);

    let may_start = matches!(work.account().role, Role::Field | Role::Association);
    let held = StoredValue::new_local(None::<ClaimGuard>);
    let is_elsewhere = RwSignal::new(false);
    if view.may_edit {
        let (work, id) = (work.clone(), id.clone());
        leptos::task::spawn_local(async move {
            match work.claim(&id).await {
                Claim::Writing(guard) => {
                    // The page may be gone already; then the guard is dropped here.
                    let _ = held.try_set_value(Some(guard));
                }
                Claim::OpenElsewhere => {
                    let _ = is_elsewhere.try_set(true);
                }
            }
        });
    }

    let state = Memo::new({
        let (work, id) = (StoredValue::new_local(work.clone()), id.clone());
        move |_| {
            desk.edition.track();
            desk.saving.track();
            work.with_value(|work| work.response(&id))
                .map(|view| (view.response.state, view.may_edit))
        }
    });
    let may_edit = Memo::new(move |_| {
        !is_elsewhere.get() && state.get().is_some_and(|(_, may_edit)| may_edit)
    });
    let is_sent = {
        let (work, id) = (StoredValue::new_local(work.clone()), id.clone());
        move || {
            desk.exchange.track();
            let view = work.with_value(|work| work.response(&id));
            view.is_some_and(|view| view.ticks.on_server)
        }
    };
    let why_not = move || {
        let sentence = if may_edit.get() {
            return None;
        } else if is_elsewhere.get() {
            words::read_only_elsewhere(language)
        } else {
            match state.get() {
                Some((State::Draft | State::Returned, _)) if may_start => {
                    words::read_only_other(language)
                }
                Some((State::Draft | State::Returned, _)) => words::read_only_role(language),
                Some((State::Submitted, _)) if is_sent() => words::read_only_submitted(language),
                Some((State::Submitted, _)) => words::read_only_unsent(language),
                _ => words::read_only_approved(language),
            }
        };
        Some(notice(Tone::Quiet, sentence))
    };

    // The section follows the address; without one, the last visited, else the first that applies.
    let ids: Vec<String> = sheet.with_session(|session| {
        session
            .engine()
            .form()
            .sections
            .iter()
            .map(|section| section.id.clone())
            .collect()
    });
    let open = Memo::new({
        let (id, ids, sections) = (id.clone(), ids.clone(), sheet.sections());
        move |_| {
            let wanted = route.with(|route| match route {
                Route::Response { section, .. } => section.clone(),
                _ => None,
            });
            let wanted = wanted.or_else(|| memory::section(&id));
            let place = wanted.and_then(|wanted| match wanted.as_str() {
                REVIEW => Some(ids.len()),
                wanted => ids.iter().position(|id| id == wanted),
            });
            place.unwrap_or_else(|| {
                sections
                    .with_untracked(|all| all.iter().position(|section| section.is_relevant))
                    .unwrap_or(0)
            })
        }
    });
    let count = ids.len();
    let kept = (id.clone(), ids);
    // The place follows the address too, and without one is the question that had the focus last.
    Effect::new(move |_| {
        let at = route.with(|route| match route {
            Route::Response { id, at, .. } if *id == kept.0 => Some(at.clone()),
            _ => None,
        });
        let section = kept.1.get(open.get()).map_or(REVIEW, String::as_str);
        if let Some(at) = at {
            let last = memory::place(&kept.0).filter(|(last, _)| last == section);
            go_to(at.or_else(|| last?.1));
            memory::keep_section(&kept.0, section);
        }
    });

    let title =
        sheet.with_session(|session| answer::words(language, &session.engine().form().title));
    let sheet = StoredValue::new_local(sheet);
    let submit = Submit::new(desk, sheet, may_edit);
    let body = move || match open.get() {
        place if place == count => review(submit),
        place => sheet.with_value(|sheet| section(desk, sheet, place, may_edit)),
    };
    let is_told = Memo::new(move |_| {
        let is_sent = state
            .get()
            .is_some_and(|(state, _)| !matches!(state, State::Draft | State::Returned));
        is_sent || open.get() == count
    });
    let remarks = remarks(desk, &work, &view, state);
    view! {
        <div
            class="frame is-form"
            data-response=id
            data-response-state=move || state.get().map(|(state, _)| state_name(state))
        >
            <header class="top-bar">
                <a class="back" href="#/">{icon(Icon::Back)}<span class="visually-hidden">{shell::back(language)}</span></a>
                <div class="form-name">
                    <p class="subject-name" lang="vi">{name}</p>
                    <p class="form-title">{title}</p>
                </div>
                {exchange_line(language, desk.standing(), move || desk.exchange_now())}
                {language_switch(language, move |other| desk.speak(other))}
            </header>
            {demonstration(language, desk.is_demonstration())}
            {sheet.with_value(|sheet| summary(desk, sheet, open))}
            <div class="form-body">
                {sheet.with_value(|sheet| contents(desk, sheet, open))}
                <main id="main" class="page is-form" tabindex="-1">
                    {why_not}
                    {remarks}
                    {attention(desk, sheet)}
                    {body}
                    {sheet.with_value(|sheet| afterwards(desk, sheet, is_told))}
                </main>
            </div>
            <footer class="foot-bar">{foot_bar(desk, sheet, open, submit)}</footer>
        </div>
    }
    .into_view()
}

/// Keeps the sheet and the disk together for as long as the page is open.
fn follow(desk: Desk, sheet: &Sheet) {
    let id = sheet.id().to_owned();
    let kept = StoredValue::new_local(sheet.clone());
    Effect::new(move |_| {
        desk.edition.track();
        let is_ours = desk.changed.with_untracked(|changed| changed.contains(&id));
        if is_ours {
            kept.with_value(Sheet::catch_up);
        }
    });
    // Tablets close hidden pages without a word: what was typed goes to the disk first.
    let flush = move || {
        if let Some(sheet) = kept.try_with_value(Sheet::clone) {
            sheet.flush();
        }
        if let Some(work) = desk.work() {
            work.save_now();
        }
    };
    let hidden = window_event_listener_untyped("visibilitychange", move |_| flush());
    let gone = window_event_listener_untyped("pagehide", move |_| flush());
    let last = sheet.clone();
    let last = StoredValue::new_local(last);
    on_cleanup(move || {
        hidden.remove();
        gone.remove();
        last.try_with_value(Sheet::flush);
    });
}

/// The way back, the tick, and the way on. The ends change with the section alone: what is pressed
/// must not be built anew while an answer on its way to the disk opens or closes another section.
fn foot_bar(
    desk: Desk,
    sheet: StoredValue<Sheet, LocalStorage>,
    open: Memo<usize>,
    submit: Submit,
) -> View {
    let language = desk.language.get_untracked();
    let sections = sheet.with_value(Sheet::sections);
    let count = sections.with_untracked(Vec::len);
    let ends = Memo::new(move |_| {
        let open = open.get();
        sections.with(|all| {
            let mut places = all.iter().enumerate().filter(|(_, own)| own.is_relevant);
            let before = places.clone().rfind(|(place, _)| *place < open);
            let after = places.find(|(place, _)| *place > open);
            // Behind the last section comes the review.
            let review = (open < all.len()).then_some(all.len());
            (
                before.map(|(place, _)| place),
                after.map(|(place, _)| place).or(review),
            )
        })
    });
    let link = move |place: usize| {
        sheet.with_value(|sheet| {
            sheet.with_session(|session| {
                let section = session.engine().form().sections.get(place);
                let id = section.map_or(REVIEW, |section| section.id.as_str());
                Route::section(sheet.id(), id).href()
            })
        })
    };
    let previous = move || {
        ends.get().0.map(|place| {
            view! {
                <a id="previous-section" class="button" href=link(place)>{words::previous_section(language)}</a>
            }
        })
    };
    let forward = move || match ends.get().1 {
        Some(place) => view! {
            <a id="next-section" class="button is-primary" href=link(place)>
                {if place == count { words::review(language) } else { words::next_section(language) }}
            </a>
        },
        None => submit.button(),
    };
    let saved = Signal::derive(move || desk.saving.with(|status| status.saved));
    view! {
        <div class="foot-side">{previous}</div>
        {save_tick(language, desk.saving_state(), saved)}
        <div class="foot-side is-end">{forward}</div>
    }
}

/// What others said about the response: a reason for returning it.
fn remarks(
    desk: Desk,
    work: &Work,
    view: &ResponseView,
    state: Memo<Option<(State, bool)>>,
) -> View {
    let language = desk.language.get_untracked();
    let line = work.line(&view.response.slot);
    let own = line.and_then(|line| {
        line.responses
            .into_iter()
            .find(|own| own.id == view.response.id)
    });
    let Some(own) = own else {
        return ().into_view();
    };
    let note = own.note.filter(|_| own.state == State::Returned);
    let note = move || {
        // Once submitted again, the reason is answered.
        let is_open = state
            .get()
            .is_some_and(|(state, _)| state == State::Returned);
        let note = note.as_deref().filter(|_| is_open)?;
        Some(notice(
            Tone::Attention,
            view! { {states::returned_because(language)} <span lang="vi">{note.to_owned()}</span> },
        ))
    };
    note.into_view()
}

fn subject_name(work: &Work, view: &ResponseView) -> String {
    let slot = &view.response.slot;
    work.line(slot)
        .map_or_else(|| slot.subject.clone(), |line| line.subject.name.clone())
}

/// The page when there is nothing to show but a sentence.
fn only(desk: Desk, name: String, sentence: &'static str) -> View {
    let language = desk.language.get_untracked();
    view! {
        <div class="frame">
            <header class="top-bar">
                <a class="back" href="#/">{icon(Icon::Back)}<span class="visually-hidden">{shell::back(language)}</span></a>
                <p class="subject-name" lang="vi">{name}</p>
                {exchange_line(language, desk.standing(), move || desk.exchange_now())}
                {language_switch(language, move |other| desk.speak(other))}
            </header>
            <main id="main" class="page">
                {nothing_but(language, words::title(language), sentence)}
            </main>
        </div>
    }
    .into_view()
}

/// The name of a state, as data attributes carry it.
pub fn state_name(state: State) -> &'static str {
    match state {
        State::Draft => "draft",
        State::Returned => "returned",
        State::Submitted => "submitted",
        State::Checked => "checked",
        State::Approved => "approved",
        State::Locked => "locked",
    }
}
