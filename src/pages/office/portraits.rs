//! The pages of all associations of a unit, one after the other, for the printer.

mod steps;
mod units;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_text::messages::{portraits as words, results, shell};
use sohoi_text::{Language, format_integer};
use sohoi_worker_stats::{Peers, What};

use crate::components::beside_table::beside_table;
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::components::portrait_sheet::{Around, Rank, portrait_sheet};
use crate::components::progress_bar::progress_bar;
use crate::pages::office::board::{Stage, meanwhile, on_basis, stage_of};
use crate::pages::office::names::heading;
use crate::pages::office::population::population_choice;
use crate::platform::{address, files};
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::portrait::{place_of, source_of};
use crate::state::statistics::Told;
use crate::state::work::Work;
use crate::view::{CollectView, Element, IntoView, View, each, view};

use steps::{Page, Steps};
use units::{OfUnit, own_unit, units};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    unit: Option<String>,
    population: Population,
}

/// What is known of the responses that count.
#[derive(Clone, Copy)]
struct Board {
    stage: RwSignal<Stage>,
    peers: RwSignal<Option<Rc<Peers>>, LocalStorage>,
    units: RwSignal<Rc<Vec<OfUnit>>, LocalStorage>,
}

/// The page.
#[inline(never)]
pub fn portraits(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    let round = work.round();
    let has_portraits = round.is_some_and(|round| round.forms.iter().any(|own| own.has_portrait));
    let refusal = match work.account().role.reads_responses() {
        false => Some(words::not_for_you(language)),
        true => (!has_portraits).then(|| words::no_portraits(language)),
    };
    if let Some(refusal) = refusal {
        return view! {
            <h1>{words::title(language)}</h1>
            {notice(Tone::Quiet, refusal)}
        }
        .into_view();
    }
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Portraits { unit, population } => Asked {
                unit: unit.clone(),
                population: *population,
            },
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, asked))
}

fn body(desk: Desk, work: &Work, asked: Memo<Asked>) -> View {
    let language = desk.language.get_untracked();
    let board = Board {
        stage: RwSignal::new(Stage::Computing(0, 0)),
        peers: RwSignal::new_local(None),
        units: RwSignal::new_local(Rc::default()),
    };
    watch(board, desk, work, asked);
    let own = own_unit(work);
    let chosen = Memo::new(move |_| {
        asked
            .with(|asked| asked.unit.clone())
            .or_else(|| own.clone())
    });
    let steps = Steps::new(desk, work);
    Effect::new(move |_| {
        let unit = chosen.get();
        let ids = board.units.with(|units| {
            let own = units.iter().find(|own| Some(&own.id) == unit.as_ref());
            own.map_or_else(Vec::new, |own| own.responses.clone())
        });
        if let Some(peers) = board.peers.get() {
            steps.begin(peers, ids);
        }
    });
    let kept = StoredValue::new_local(work.clone());
    let sheets = each(
        move || steps.pages.get(),
        move |page| kept.with_value(|work| sheet(desk, work, page)),
    );
    let population = Signal::derive(move || asked.with(|asked| asked.population));
    let go = move |population| {
        let unit = asked.with_untracked(|asked| asked.unit.clone());
        address::go(&Route::Portraits { unit, population }.href());
    };
    let stage = board.stage;
    let is_busy = move || stage.get() != Stage::Whole || !steps.is_whole.get();
    view! {
        <div class="paper-controls">
            <p class="way-back">
                <a href=move || Route::Results(Figures::of(population.get())).href()>
                    {icon(Icon::Back)}{results::all_results(language)}
                </a>
            </p>
            <h1>{words::title(language)}</h1>
            <p class="hint">{words::explained(language)}</p>
            <div class="controls">
                {unit_choice(language, board, chosen, population)}
                {population_choice(language, population, go)}
            </div>
            {move || meanwhile(language, stage.get())}
            {progress(language, board, steps, chosen)}
        </div>
        <div id="portraits" class="portraits" aria-busy=move || is_busy().to_string()>{sheets}</div>
    }
    .into_view()
}

/// Asks which responses count, and what whole forms are compared with, as long as the page is open.
fn watch(board: Board, desk: Desk, work: &Work, asked: Memo<Asked>) {
    let line = desk.exploring(work).of_page();
    let kept = StoredValue::new_local(work.clone());
    let population = Memo::new(move |_| asked.with(|asked| asked.population));
    let language = desk.language.get_untracked();
    let take = move |told| {
        if let Told::Peers(peers) = &told
            && board
                .peers
                .with_untracked(|known| known.as_ref() != Some(peers))
        {
            let found = kept.with_value(|work| units(work, peers, language));
            board.units.set(Rc::new(found));
            board.peers.set(Some(Rc::clone(peers)));
        }
        stage_of(board.stage, &told);
    };
    Effect::new(move |_| {
        let population = population.get();
        board.stage.set(Stage::Computing(0, 0));
        line.watch(population, &[], None, What::Peers, take);
    });
}

/// The units that have pages, each with how many. The choice stands in the address.
fn unit_choice(
    language: Language,
    board: Board,
    chosen: Memo<Option<String>>,
    population: Signal<Population>,
) -> View {
    let options = move || {
        let units = board.units.get();
        let options = units.iter().map(|own| {
            let id = own.id.clone();
            let pages = format_integer(own.responses.len() as i64);
            view! {
                <option value=own.id.clone() prop:selected=move || chosen.with(|unit| unit.as_ref() == Some(&id))>
                    {words::unit_pages(language, &own.label, &pages)}
                </option>
            }
        });
        options.collect_view()
    };
    let choose = move |event| {
        let unit = Some(event_target_value(&event)).filter(|unit| !unit.is_empty());
        let population = population.get_untracked();
        address::go(&Route::Portraits { unit, population }.href());
    };
    view! {
        <label>
            <span>{words::unit(language)}</span>
            <select class="input" name="unit" on:change=choose>
                <option value="" prop:selected=move || chosen.with(Option::is_none)>{words::no_unit(language)}</option>
                {options}
            </select>
        </label>
    }
    .into_view()
}

/// How far the pages are; the button once all of them are there.
fn progress(language: Language, board: Board, steps: Steps, chosen: Memo<Option<String>>) -> View {
    let is_asked = move || board.stage.get() == Stage::Whole && chosen.with(Option::is_some);
    let is_building = Memo::new(move |_| is_asked() && !steps.is_whole.get());
    let done = move || steps.pages.with(Vec::len);
    let percent = Signal::derive(move || done() * 100 / steps.all.get().max(1));
    let bar = move || is_building.get().then(|| progress_bar(percent));
    let said = move || {
        let count = |count: usize| format_integer(count as i64);
        match () {
            () if !is_asked() => String::new(),
            () if is_building.get() => {
                words::building(language, &count(done()), &count(steps.all.get()))
            }
            () if steps.all.get() == 0 => words::nobody(language).to_owned(),
            () => words::whole(language, &count(done())),
        }
    };
    let is_whole = Memo::new(move |_| is_asked() && steps.is_whole.get() && done() > 0);
    let button = move || {
        is_whole.get().then(|| {
            view! {
                <button type="button" id="print" class="button is-primary" on:click=|_| files::print()>
                    {icon(Icon::Printer)} {words::print_all(language)}
                </button>
            }
        })
    };
    let left_out = move || {
        let left_out = steps.left_out.get();
        (!left_out.is_empty()).then(|| {
            let names = left_out.iter().map(|(name, why)| {
                view! { <li><span lang="vi">{name.clone()}</span>": "{*why}</li> }
            });
            view! {
                <div class="left-out">
                    <p>{words::left_out(language)}</p>
                    <ul>{names.collect_view()}</ul>
                </div>
            }
        })
    };
    view! {
        {bar}
        <p id="portraits-status" role="status" data-pages=move || done().to_string()>{said}</p>
        {left_out}
        {button}
    }
    .into_view()
}

/// The page of one association.
fn sheet(desk: Desk, work: &Work, page: &Page) -> Element {
    let language = desk.language.get_untracked();
    let population = heading(language, page.population);
    let place = place_of(desk, work);
    let beside = page.beside.as_ref();
    let around = Around {
        id: page.id.clone(),
        name: page.name.clone(),
        controls: None,
        beside: beside.map(|own| beside_table(language, own, population, &place)),
        source: source_of(desk, work),
        demonstration: work
            .is_demonstration()
            .then(|| shell::demonstration(language)),
    };
    portrait_sheet(language, Rank::OneOfSeveral, page.seen.clone(), around)
}
