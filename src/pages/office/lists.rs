//! The named lists: how many are on each, and one of them by unit.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::Population;
use sohoi_text::messages::{lists as words, paper, results};
use sohoi_text::{Language, format_integer};
use sohoi_worker_stats::{Lists, What};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{Stage, lead_of, meanwhile, not_for_you, on_basis, stage_of};
use crate::pages::office::export::{Offered, export_menu};
use crate::pages::office::list::{TITLE, list};
use crate::pages::office::names::Names;
use crate::pages::office::population::population_choice;
use crate::platform::{address, files};
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::statistics::{Statistics, Told};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// What the page knows of the lists.
#[derive(Clone, Copy)]
struct Board {
    stage: RwSignal<Stage>,
    lists: RwSignal<Option<Rc<Lists>>, LocalStorage>,
}

/// The page of all lists, or of one of them by its id.
#[inline(never)]
pub fn lists(desk: Desk, work: Work, id: Option<&str>, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::title, words::not_for_you);
    }
    let first = route.with_untracked(|route| match route {
        Route::Lists { first, .. } => *first,
        _ => 0,
    });
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Population>| {
        route.with(|route| match route {
            Route::Lists { population, .. } => *population,
            _ => before.copied().unwrap_or_default(),
        })
    });
    let id = id.map(str::to_owned);
    on_basis(desk, work, move |work| {
        body(desk, work, id.as_deref(), asked, first)
    })
}

fn body(desk: Desk, work: &Work, id: Option<&str>, asked: Memo<Population>, first: u32) -> View {
    let language = desk.language.get_untracked();
    let board = Board {
        stage: RwSignal::new(Stage::Computing(0, 0)),
        lists: RwSignal::new_local(None),
    };
    watch(board, &desk.exploring(work), id, asked);
    let names = Names::of(work, language);
    let all = names.as_ref().map(|names| names.figures.lists.as_slice());
    let place = all.and_then(|all| all.iter().position(|own| Some(own.id.as_str()) == id));
    let own = all.zip(place).map(|(all, place)| &all[place]);
    let title = own.zip(names.as_ref()).map_or_else(
        || words::title(language).to_owned(),
        |(own, names)| names.words(&own.name),
    );
    let lead = lead(language, board, names.as_ref(), asked);
    let export = export_menu(
        desk,
        work,
        Offered::Lists(own.map(|own| own.id.clone())),
        Signal::derive(move || asked.get()),
    );
    let print = own.map(|_| {
        view! {
            <button type="button" id="print" class="button" on:click=|_| files::print()>
                {icon(Icon::Printer)} {paper::print_now(language)}
            </button>
        }
    });
    let content = names.map(|names| match (id, place) {
        _ if names.figures.lists.is_empty() => notice(Tone::Quiet, words::no_lists(language)),
        (None, _) => overview(&names, board, asked),
        (Some(_), None) => notice(Tone::Attention, words::unknown_list(language)),
        (Some(id), Some(place)) => {
            let id = id.to_owned();
            let address_of = move |first| {
                let (list, population) = (Some(id.clone()), asked.get_untracked());
                let route = Route::Lists {
                    list,
                    population,
                    first,
                };
                route.href()
            };
            let first = RwSignal::new(first);
            list(desk, names, place, board.lists, work, first, address_of)
        }
    });
    let stage = board.stage;
    view! {
        {way_back(language, id, asked)}
        <h1 id=TITLE>{title}</h1>
        {lead}
        <div class="controls">
            {populations(language, id, asked)}
            {export}
            {print}
        </div>
        <div
            id="lists"
            aria-busy=move || (stage.get() != Stage::Whole).to_string()
            data-population=move || {
                board.lists.with(|lists| lists.as_ref().map(|lists| lists.population.name()))
            }
        >
            {move || meanwhile(language, stage.get())}
            {content}
        </div>
    }
    .into_view()
}

/// Asks who is on the lists, as long as the page is open.
fn watch(board: Board, statistics: &Statistics, id: Option<&str>, asked: Memo<Population>) {
    let (line, id) = (statistics.of_page(), id.map(str::to_owned));
    Effect::new(move |_| {
        let population = asked.get();
        // Names of one population leave before those of the other come.
        if board.lists.with_untracked(|lists| {
            let shown = lists.as_ref().map(|lists| lists.population);
            shown.is_some_and(|shown| shown != population)
        }) {
            board.lists.set(None);
            board.stage.set(Stage::Computing(0, 0));
        }
        let what = What::Lists { list: id.clone() };
        line.watch(population, &[], None, what, move |told| board.take(told));
    });
}

impl Board {
    fn take(self, told: Told) {
        match &told {
            Told::Nothing(_) => self.lists.set(None),
            Told::Lists(lists) => {
                let is_same = |own: &Option<Rc<Lists>>| own.as_ref() == Some(lists);
                if !self.lists.with_untracked(is_same) {
                    self.lists.set(Some(Rc::clone(lists)));
                }
            }
            _ => {}
        }
        stage_of(self.stage, &told);
    }
}

/// Of which responses the lists are: those that stand on the page, else those that are asked for.
fn lead(language: Language, board: Board, names: Option<&Names>, asked: Memo<Population>) -> View {
    let lists = board.lists;
    let shown = move || lists.with(|lists| lists.as_ref().map(|lists| lists.population));
    let population = Signal::derive(move || shown().unwrap_or_else(|| asked.get()));
    let counted = Signal::derive(move || lists.with(|own| own.as_ref().map(|own| own.counted)));
    lead_of(language, names, population, counted)
}

/// From a list to all of them, from there to the results.
fn way_back(language: Language, id: Option<&str>, asked: Memo<Population>) -> View {
    let (is_one, label) = match id {
        Some(_) => (true, words::all_lists(language)),
        None => (false, results::all_results(language)),
    };
    let address = move || {
        let population = asked.get();
        let route = match is_one {
            true => Route::lists(None, population),
            false => Route::Results(Figures::of(population)),
        };
        route.href()
    };
    view! {
        <p class="way-back">
            <a href=address>{icon(Icon::Back)}{label}</a>
        </p>
    }
    .into_view()
}

fn populations(language: Language, id: Option<&str>, asked: Memo<Population>) -> View {
    let id = id.map(str::to_owned);
    // The choice stands in the address, so that it can be sent, kept and gone back from.
    let go = move |population| {
        address::go(&Route::lists(id.clone(), population).href());
    };
    population_choice(language, asked.into(), go)
}

/// Every list with its number.
fn overview(names: &Names, board: Board, asked: Memo<Population>) -> View {
    let language = names.language;
    let lines = names.figures.lists.iter().enumerate().map(|(place, own)| {
        let id = own.id.clone();
        let address = move || Route::lists(Some(id.clone()), asked.get()).href();
        let count = move || {
            board.lists.with(|lists| {
                let count = *lists.as_ref()?.counts.get(place)?;
                Some(words::on_list(language, &format_integer(count.into())))
            })
        };
        let note = own.note.as_ref().map(|note| {
            view! { <p class="hint">{names.words(note)}</p> }
        });
        view! {
            <li data-list=own.id.clone()>
                <p class="list-name"><a href=address>{names.words(&own.name)}</a></p>
                <p class="list-count">{count}</p>
                {note}
            </li>
        }
    });
    view! {
        <p class="hint">{words::explained(language)}</p>
        <ul class="lists">{lines.collect_view()}</ul>
    }
    .into_view()
}
