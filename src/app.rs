//! The shell: what stands around every page, and which page is open.

use leptos::prelude::*;
use sohoi_text::messages::shell;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::components::demonstration::demonstration;
use crate::components::exchange_line::exchange_line;
use crate::components::language_switch::language_switch;
use crate::components::navigation::navigation;
use crate::components::notice::{Tone, nothing_but, notice, opening};
use crate::pages::device::device;
use crate::pages::fill::invited::{invited, invited_outside};
use crate::pages::fill::paper::paper;
use crate::pages::fill::portrait::portrait;
use crate::pages::fill::register::register;
use crate::pages::fill::response::response;
use crate::pages::fill::sign_in::sign_in;
use crate::pages::fill::work_list::work_list;
use crate::pages::office::compare::compare;
use crate::pages::office::cross::cross;
use crate::pages::office::duties::duties;
use crate::pages::office::indicator::indicator;
use crate::pages::office::lists::lists;
use crate::pages::office::merge::merge;
use crate::pages::office::portraits::portraits;
use crate::pages::office::proposals::proposals;
use crate::pages::office::question::question;
use crate::pages::office::questions::questions;
use crate::pages::office::replies::replies;
use crate::pages::office::report::report;
use crate::pages::office::results::results;
use crate::pages::office::since::since;
use crate::pages::office::snapshots::snapshots;
use crate::pages::wiping::wiping;
use crate::paper::Purpose;
use crate::platform::{address, late, service_worker};
use crate::routes::{QuestionName, Route};
use crate::state::desk::{Desk, Stage};
use crate::state::work::Work;
use crate::view::{IntoView, View, view};

/// Puts the app into the page. Called by `boot.js`, once the program can run.
#[wasm_bindgen]
pub fn start() {
    console_error_panic_hook::set_once();
    // The words that stand in the page until the app does.
    if let Some(opening) = document().get_element_by_id("opening") {
        opening.remove();
    }
    crate::view::mount(app);
}

fn app() -> View {
    let desk = Desk::new();
    let route = RwSignal::new(current_route());
    let listener =
        window_event_listener(leptos::ev::hashchange, move |_| route.set(current_route()));
    on_cleanup(move || listener.remove());
    desk.open();
    service_worker::register(move || desk.has_update.set(true));

    Effect::new(move |_| {
        let is_ready = desk.stage.with(|stage| !matches!(stage, Stage::Opening));
        let root = document().document_element();
        if let Some(root) = root {
            // The attributes are there for style sheets and readers; a page without them works.
            let _ = root.set_attribute("lang", desk.language.get().code());
            if is_ready {
                let _ = root.set_attribute("data-ready", "true");
            }
        }
    });

    let late = follow_late();

    // A page is built anew when the page, the account or the language changes; inside a page
    // everything is told by signals. What was typed lives in the store, so nothing is lost.
    let page = Memo::new(move |_| route.with(page_of));
    (move || {
        let language = desk.language.get();
        let page = page.get();
        desk.stage.with(|stage| match stage {
            Stage::Opening => opening(language),
            Stage::Broken => broken(desk),
            // Accounts that are known here, codes and deleting are no first visit.
            Stage::SignedOut(known)
                if (!known.is_empty() || matches!(page, Page::Invited(_)))
                    && late.get() != Late::Here =>
            {
                waiting(desk, late)
            }
            Stage::SignedOut(_) if matches!(page, Page::Invited(_)) => outside(desk, page),
            Stage::SignedOut(known) => sign_in(desk, known.clone()),
            Stage::Wiping(_) if late.get() != Late::Here => waiting(desk, late),
            Stage::Wiping(work) => wiping(desk, work.clone()),
            Stage::Working(_) if page.is_late() && late.get() != Late::Here => {
                framed(desk, &page, waiting(desk, late))
            }
            Stage::Working(work) => working(desk, work.clone(), page, route),
        })
    })
    .into_view()
}

/// The page without what changes inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Page {
    Work,
    Response(String),
    Paper(String, Purpose),
    Portrait(String),
    Portraits,
    Proposals,
    Results,
    Indicator(String),
    Cross(String),
    Questions,
    Question(QuestionName),
    Replies(QuestionName),
    Report,
    Lists(Option<String>),
    Merge,
    Snapshots,
    Since(String),
    Compare,
    Register,
    Duties,
    Device,
    Invited(Option<String>),
    Unknown,
}

impl Page {
    /// Whether the page belongs to the part of the program that comes later.
    fn is_late(&self) -> bool {
        !matches!(self, Self::Work | Self::Response(_) | Self::Unknown)
    }
}

fn page_of(route: &Route) -> Page {
    match route {
        Route::Home => Page::Work,
        Route::Response { id, .. } => Page::Response(id.clone()),
        _ => page_elsewhere(route),
    }
}

#[inline(never)]
fn page_elsewhere(route: &Route) -> Page {
    match route {
        Route::Results(_) => Page::Results,
        Route::Indicator { code, .. } => Page::Indicator(code.clone()),
        Route::Cross { code, .. } => Page::Cross(code.clone()),
        Route::Questions(_) => Page::Questions,
        Route::Question { asked, .. } => Page::Question(asked.clone()),
        Route::Replies { asked, .. } => Page::Replies(asked.clone()),
        Route::Report(_) => Page::Report,
        Route::Lists { list, .. } => Page::Lists(list.clone()),
        Route::Merge(_) => Page::Merge,
        Route::Snapshots(_) => Page::Snapshots,
        Route::Since { id, .. } => Page::Since(id.clone()),
        Route::Compare(_) => Page::Compare,
        Route::Register => Page::Register,
        Route::Duties { .. } => Page::Duties,
        Route::Paper { id, is_empty } => {
            let purpose = if *is_empty {
                Purpose::Handwriting
            } else {
                Purpose::Signing
            };
            Page::Paper(id.clone(), purpose)
        }
        Route::Portrait { id } => Page::Portrait(id.clone()),
        Route::Portraits { .. } => Page::Portraits,
        Route::Proposals(_) => Page::Proposals,
        Route::Device => Page::Device,
        Route::Invited(code) => Page::Invited(code.clone()),
        Route::Home | Route::Response { .. } | Route::Unknown => Page::Unknown,
    }
}

fn current_route() -> Route {
    let route = Route::parse(&window().location().hash().unwrap_or_default());
    if let Route::Invited(Some(_)) = route {
        // The code is a secret: it does not stay where others read it or a link is copied.
        address::note("#/invited");
    }
    route
}

fn working(desk: Desk, work: Work, page: Page, route: RwSignal<Route>) -> View {
    let content = match &page {
        // A form takes the whole screen: its own bars stand at the top and at the foot.
        Page::Response(id) => return response(desk, work, id.clone(), route),
        Page::Work => work_list(desk, work),
        _ => elsewhere(desk, work, &page, route),
    };
    framed(desk, &page, content)
}

/// The pages that nobody begins with.
#[inline(never)]
fn elsewhere(desk: Desk, work: Work, page: &Page, route: RwSignal<Route>) -> View {
    match page {
        Page::Results => results(desk, work, route),
        Page::Indicator(code) => indicator(desk, work, code.clone(), route),
        Page::Cross(code) => cross(desk, work, code.clone(), route),
        Page::Questions => questions(desk, work, route),
        Page::Question(asked) => question(desk, work, asked.clone(), route),
        Page::Replies(asked) => replies(desk, work, asked.clone(), route),
        Page::Report => report(desk, work, route),
        Page::Lists(list) => lists(desk, work, list.as_deref(), route),
        Page::Merge => merge(desk, work, route),
        Page::Snapshots => snapshots(desk, work, route),
        Page::Since(id) => since(desk, work, id.clone(), route),
        Page::Compare => compare(desk, work, route),
        Page::Register => register(desk, work),
        Page::Duties => duties(desk, work, route),
        Page::Paper(id, purpose) => paper(desk, work, id.clone(), *purpose),
        Page::Portrait(id) => portrait(desk, work, id.clone()),
        Page::Portraits => portraits(desk, work, route),
        Page::Proposals => proposals(desk, work, route),
        Page::Device => device(desk, work),
        Page::Invited(code) => invited(desk, code.clone()),
        Page::Work | Page::Response(_) | Page::Unknown => unknown(desk),
    }
}

/// A page with the bars around it.
fn framed(desk: Desk, page: &Page, content: View) -> View {
    let address = match page {
        Page::Work | Page::Register | Page::Duties => "#/",
        Page::Results
        | Page::Indicator(_)
        | Page::Cross(_)
        | Page::Questions
        | Page::Question(_)
        | Page::Replies(_)
        | Page::Report
        | Page::Lists(_)
        | Page::Merge
        | Page::Portraits
        | Page::Proposals
        | Page::Snapshots
        | Page::Since(_)
        | Page::Compare => "#/results",
        Page::Device => "#/device",
        Page::Response(_)
        | Page::Paper(..)
        | Page::Portrait(_)
        | Page::Invited(_)
        | Page::Unknown => "",
    };
    let language = desk.language.get_untracked();
    view! {
        <a class="skip-link" href="#main" on:click=move |event| { event.prevent_default(); focus_main(); }>
            {shell::skip_to_content(language)}
        </a>
        {page.is_late().then(|| view! { <link rel="stylesheet" href="later.css"/> })}
        <div class="frame">
            <header class="top-bar">
                <p class="brand">{shell::app_name(language)}</p>
                <p class="round-name">{move || round_name(desk)}</p>
                {exchange_line(language, desk.standing(), move || desk.exchange_now())}
                {language_switch(language, move |other| desk.speak(other))}
            </header>
            {demonstration(language, desk.is_demonstration())}
            {update(desk)}
            <main id="main" class="page" tabindex="-1">{content}</main>
            {navigation(language, address)}
        </div>
    }
    .into_view()
}

/// The page for a code where nobody is signed in.
#[inline(never)]
fn outside(desk: Desk, page: Page) -> View {
    match page {
        Page::Invited(code) => invited_outside(desk, code),
        _ => sign_in(desk, Vec::new()),
    }
}

/// Where the part of the program stands that comes later.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Late {
    Wanted,
    Here,
    /// It can neither be found on this device nor fetched now.
    Missing,
}

fn follow_late() -> RwSignal<Late> {
    let is_here = late::is_here();
    let late = RwSignal::new(if is_here { Late::Here } else { Late::Wanted });
    let came = window_event_listener_untyped("late-here", move |_| late.set(Late::Here));
    let failed = window_event_listener_untyped("late-missing", move |_| late.set(Late::Missing));
    // Whoever goes to another page tries once more.
    let moved = window_event_listener_untyped("hashchange", move |_| {
        if late.get_untracked() == Late::Missing {
            late.set(Late::Wanted);
        }
    });
    on_cleanup(move || {
        came.remove();
        failed.remove();
        moved.remove();
    });
    late
}

/// What stands where a page is still on its way.
#[inline(never)]
fn waiting(desk: Desk, late: RwSignal<Late>) -> View {
    let language = desk.language.get_untracked();
    if late.get() == Late::Wanted {
        late::bring();
        return opening(language);
    }
    view! {
        {nothing_but(language, shell::app_name(language), shell::not_on_this_device(language))}
        <button type="button" class="button" on:click=move |_| late.set(Late::Wanted)>
            {shell::try_again(language)}
        </button>
    }
}

fn round_name(desk: Desk) -> String {
    desk.edition.track();
    let language = desk.language.get_untracked();
    let round = desk.work().and_then(|work| work.round());
    round.map_or_else(String::new, |round| {
        language
            .pick(&round.short_title.vi, &round.short_title.en)
            .to_owned()
    })
}

/// A newer build is whole on this device. It starts when the person says so, never by itself.
fn update(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    let strip = move || {
        desk.has_update.get().then(|| {
            view! {
                <p class="update" role="status">
                    {shell::update_ready(language)}
                    " "
                    <button type="button" class="button is-small" on:click=move |_| service_worker::apply_update()>
                        {shell::update_now(language)}
                    </button>
                </p>
            }
        })
    };
    strip.into_view()
}

#[inline(never)]
fn unknown(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    view! {
        <h1>{shell::not_found(language)}</h1>
        <p class="more"><a class="button" href="#/">{shell::go_to_work(language)}</a></p>
    }
    .into_view()
}

#[inline(never)]
fn broken(desk: Desk) -> View {
    let language = desk.language.get_untracked();
    view! {
        <main id="main" class="page">
            <h1>{shell::app_name(language)}</h1>
            {notice(Tone::Problem, shell::cannot_open(language))}
            <button type="button" class="button is-primary" on:click=move |_| desk.open()>
                {shell::try_again(language)}
            </button>
            <p><a href="rescue.html">{shell::rescue(language)}</a></p>
        </main>
    }
    .into_view()
}

fn focus_main() {
    let main = document().get_element_by_id("main");
    if let Some(main) =
        main.and_then(|main| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(main).ok())
    {
        // An element that cannot take the focus leaves it where it is.
        let _ = main.focus();
    }
}
