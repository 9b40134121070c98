//! What people ask for in their own words, by addressee and similar wording, each with its quotations to
//! pick for the report.

mod picked;
mod quotation;

use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use sohoi_json::from_bytes;
use sohoi_stats::Population;
use sohoi_text::messages::{export as export_words, proposals as words, results};
use sohoi_text::{Language, format_integer};
use sohoi_worker_office::{Addressed, Failure, Group, Proposals, Quoted, What};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::progress_bar::progress_bar;
use crate::components::save_tick::save_tick;
use crate::pages::office::board::{lead_of, not_for_you, on_basis};
use crate::pages::office::names::Names;
use crate::pages::office::population::population_choice;
use crate::platform::address;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::export::{Making, Outcome, make};
use crate::state::picks::Picks;
use crate::state::work::Work;
use crate::view::{CollectView, Element, IntoView, View, view};

use picked::picked;
use quotation::{Quotations, quotation};

/// How far the groups are.
#[derive(Clone, PartialEq)]
enum Stage {
    Grouping(usize),
    Whole,
    Failed(Failure),
}

/// What the page knows of them.
#[derive(Clone, Copy)]
struct Board {
    stage: RwSignal<Stage>,
    found: RwSignal<Option<Rc<Proposals>>, LocalStorage>,
}

/// The page.
#[inline(never)]
pub fn proposals(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, words::not_for_you);
    }
    // That of another page changes nothing here.
    let population = Memo::new(move |before: Option<&Population>| {
        route.with(|route| match route {
            Route::Proposals(population) => *population,
            _ => before.copied().unwrap_or_default(),
        })
    });
    let body = on_basis(desk, work, move |work| body(desk, work, population));
    view! {
        <p class="way-back">
            <a href=move || Route::Results(Figures::of(population.get())).href()>
                {icon(Icon::Back)}{results::all_results(language)}
            </a>
        </p>
        <h1>{words::title(language)}</h1>
        {body}
    }
    .into_view()
}

fn body(desk: Desk, work: &Work, population: Memo<Population>) -> View {
    let language = desk.language.get_untracked();
    let Some(names) = Names::of(work, language) else {
        return notice(Tone::Quiet, results::not_here(language));
    };
    if names.figures.free_texts.is_empty() {
        return notice(Tone::Quiet, words::none_asked(language));
    }
    let board = Board {
        stage: RwSignal::new(Stage::Grouping(0)),
        found: RwSignal::new_local(None),
    };
    group(board, desk, work, population);
    let picks = Picks::open(work);
    let shared = Quotations {
        language,
        work: work.clone(),
        names: names.clone(),
        picks: picks.clone(),
    };
    let go = move |population| address::go(&Route::Proposals(population).href());
    let counted = Signal::derive(move || {
        board
            .found
            .with(|found| found.as_ref().map(|own| own.responses))
    });
    let (stage, is_unreadable) = (board.stage, picks.is_unreadable());
    let own = shared.clone();
    let groups = move || {
        let found = board.found.get()?;
        Some(all(&own, &found))
    };
    let percent = Signal::derive(move || match stage.get() {
        Stage::Grouping(percent) => percent,
        _ => 0,
    });
    let is_grouping = Memo::new(move |_| stage.with(|own| matches!(own, Stage::Grouping(_))));
    let bar = move || {
        is_grouping.get().then(|| {
            view! { <div class="computing"><p>{words::grouping(language)}</p>{progress_bar(percent)}</div> }
        })
    };
    let failure = move || match stage.get() {
        Stage::Failed(failure) => Some(notice(Tone::Problem, failed(language, failure))),
        _ => None,
    };
    let unreadable = move || {
        is_unreadable
            .get()
            .then(|| notice(Tone::Problem, words::unreadable(language)))
    };
    view! {
        {lead_of(language, Some(&names), population.into(), counted)}
        <p class="hint">{words::explained(language)}</p>
        <div class="controls">{population_choice(language, population.into(), go)}</div>
        {save_tick(language, picks.saving().into(), Signal::stored(0))}
        {unreadable}
        <div id="proposals" aria-busy=move || is_grouping.get().to_string() data-population=move || population.get().name()>
            {bar}
            {failure}
            {groups}
        </div>
        {picked(&shared, board.found)}
    }
    .into_view()
}

fn failed(language: Language, failure: Failure) -> &'static str {
    match failure {
        Failure::NotHere => export_words::failed_not_here(language),
        Failure::Storage => export_words::failed_storage(language),
        _ => words::failed(language),
    }
}

/// Has the proposals grouped by the program beside the page, now and when others are to count.
fn group(board: Board, desk: Desk, work: &Work, population: Memo<Population>) {
    let making = StoredValue::new_local(None::<Making>);
    let kept = StoredValue::new_local(work.clone());
    let turn = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let population = population.get();
        let own = turn.get_value() + 1;
        turn.set_value(own);
        board.found.set(None);
        board.stage.set(Stage::Grouping(0));
        let tell = move |outcome| {
            // Left, or others are asked for by now.
            if turn.try_get_value() != Some(own) {
                return;
            }
            if !matches!(outcome, Outcome::Step(_)) {
                // Its memory is not needed any more; it must not end while it speaks.
                set_timeout(move || drop(making.try_set_value(None)), Duration::ZERO);
            }
            match outcome {
                Outcome::Step(percent) => board.stage.set(Stage::Grouping(percent)),
                Outcome::Failed(failure) => board.stage.set(Stage::Failed(failure)),
                Outcome::Made(bytes) => match from_bytes::<Proposals>(&bytes) {
                    Ok(found) => {
                        board.found.set(Some(Rc::new(found)));
                        board.stage.set(Stage::Whole);
                    }
                    Err(_) => board.stage.set(Stage::Failed(Failure::NotUnderstood)),
                },
            }
        };
        let begun = kept.with_value(|work| make(desk, work, What::Proposals, "", population, tell));
        if begun.is_none() {
            board.stage.set(Stage::Failed(Failure::NotUnderstood));
        }
        making.set_value(begun);
    });
}

fn all(shared: &Quotations, found: &Proposals) -> View {
    let language = shared.language;
    if found.addressed.is_empty() {
        return view! { <p class="empty" role="status">{words::nothing(language)}</p> }.into_view();
    }
    let addressed = found.addressed.iter().map(|own| of_addressee(shared, own));
    addressed.collect_view().into_view()
}

fn of_addressee(shared: &Quotations, own: &Addressed) -> Element {
    let language = shared.language;
    let quotations = || {
        let grouped = own.groups.iter().flat_map(|group| &group.quotations);
        grouped.chain(&own.single)
    };
    let mut subjects: Vec<&str> = quotations().map(|quoted| quoted.subject.as_str()).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let counted = count(language, subjects.len(), quotations().count());
    let groups = own.groups.iter().map(|group| of_group(shared, group));
    let others = (!own.single.is_empty()).then(|| {
        let title = words::others_of(language, &format_integer(own.single.len() as i64));
        more(shared, title, own.single.clone())
    });
    view! {
        <section class="addressee" data-addressee=own.addressee.clone()>
            <h2>{own.addressee.clone()}</h2>
            <p class="hint">{counted}</p>
            <ul class="proposal-groups">{groups.collect_view()}</ul>
            {others}
        </section>
    }
}

/// A group: its most typical proposal, and the others on demand.
fn of_group(shared: &Quotations, group: &Group) -> Element {
    let language = shared.language;
    let counted = count(language, group.subjects as usize, group.quotations.len());
    let typical = |own: &Quoted| own.text == group.representative;
    let mut rest = group.quotations.clone();
    let first = rest.iter().position(typical).unwrap_or_default();
    let first = (first < rest.len()).then(|| rest.remove(first));
    let first = first.map(|first| quotation(shared, &first));
    let title = words::rest_of(language, &format_integer(rest.len() as i64));
    let others = (!rest.is_empty()).then(|| more(shared, title, rest));
    view! {
        <li class="proposal-group" data-subjects=group.subjects.to_string() data-quotations=group.quotations.len().to_string()>
            <p class="proposal-count">{counted}</p>
            <ul class="quotations">{first}</ul>
            {others}
        </li>
    }
}

/// Quotations that are built when somebody wants to see them.
fn more(shared: &Quotations, title: String, quotations: Vec<Quoted>) -> Element {
    let is_open = RwSignal::new(false);
    let kept = StoredValue::new_local((shared.clone(), quotations));
    let list = move || {
        is_open.get().then(|| {
            kept.with_value(|(shared, quotations)| {
                let rows = quotations.iter().map(|own| quotation(shared, own));
                view! { <ul class="quotations">{rows.collect_view()}</ul> }
            })
        })
    };
    view! {
        <div class="more-quotations">
            <button
                type="button"
                class="button is-small"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {title}
            </button>
            {list}
        </div>
    }
}

fn count(language: Language, subjects: usize, quotations: usize) -> String {
    let number = |number: usize| format_integer(number as i64);
    words::counted(language, &number(subjects), &number(quotations))
}
