//! The report of the round, as figures fill it: each sentence with the figures that it says, each
//! paragraph open to those who write it.

mod paragraph;

use leptos::prelude::*;
use sohoi_report::{Draft, Facts, Part, fill};
use sohoi_stats::Population;
use sohoi_sync::Scope;
use sohoi_text::messages::{report as words, results as result_words};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice, opening};
use crate::components::save_tick::save_tick;
use crate::pages::office::board::{Board, Stage, lead, meanwhile, on_basis, watch};
use crate::pages::office::export::{Offered, export_menu};
use crate::pages::office::names::Names;
use crate::pages::office::population::population_choice;
use crate::platform::address;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::report::Edits;
use crate::state::work::Work;
use crate::view::{Element, IntoView, View, each, view};

use paragraph::paragraph;

/// What the pieces of the page share.
#[derive(Clone)]
struct Page {
    names: Names,
    draft: Memo<Draft>,
    population: Memo<Population>,
    edits: Edits,
    /// Whether groups can be told apart: not in the report of one part of the area.
    is_whole: bool,
}

/// What a part of the page is built for; what changes inside it follows its own signals.
#[derive(Clone, PartialEq)]
enum Shape {
    Chapter(String),
    Section(String),
    Paragraph(String),
    Annex(String, Option<String>),
}

/// The page.
#[inline(never)]
pub fn report(desk: Desk, work: Work, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    // That of another page changes nothing here.
    let population = Memo::new(move |before: Option<&Population>| {
        route.with(|route| match route {
            Route::Report(population) => *population,
            _ => before.copied().unwrap_or_default(),
        })
    });
    let back = move || Route::Results(Figures::of(population.get())).href();
    let body = on_basis(desk, work, move |work| body(desk, work, population));
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{result_words::all_results(language)}</a>
        </p>
        <h1>{words::title(language)}</h1>
        {body}
    }
    .into_view()
}

fn body(desk: Desk, work: &Work, population: Memo<Population>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let has_report = names.as_ref().map(|names| names.figures.report.is_some());
    let (Some(names), Scope::Unit(unit)) = (names, work.account().scope) else {
        let sentence = match has_report {
            Some(_) => words::for_units(language),
            None => result_words::not_here(language),
        };
        return notice(Tone::Quiet, sentence);
    };
    if has_report != Some(true) {
        return notice(Tone::Quiet, words::no_outline(language));
    }
    let board = Board::of(Some(&names));
    let asked = Memo::new(move |_| Figures::of(population.get()));
    watch(&board, &desk.statistics(work), Vec::new(), asked);
    let edits = Edits::open(work, &unit, language);
    let page = Page {
        draft: draft(&names, &board, &unit, &edits),
        is_whole: names.is_whole(&unit),
        names: names.clone(),
        population,
        edits: edits.clone(),
    };
    let go = move |population| address::go(&Route::Report(population).href());
    let signals = edits.signals();
    let (stage, counted) = (board.stage, board.counted);
    let is_there = Memo::new(move |_| {
        let is_read = signals.all.with(Option::is_some);
        // Sentences of some figures only would have gaps.
        is_read && stage.get() == Stage::Whole
    });
    let content = move || {
        if signals.is_unreadable.get() {
            return notice(Tone::Problem, words::unreadable(language));
        }
        if is_there.get() {
            return text(&page, counted);
        }
        match stage.get().has_figures() {
            true => opening(language),
            false => View::default(),
        }
    };
    view! {
        {lead(language, &board, Some(&names))}
        <div class="controls">
            {population_choice(language, population.into(), go)}
            {export_menu(desk, work, Offered::Everything, population.into())}
        </div>
        {save_tick(language, signals.saving.into(), Signal::stored(0))}
        {move || meanwhile(language, stage.get())}
        {content}
    }
    .into_view()
}

/// The outline with the figures that stand on the board, and what somebody wrote.
fn draft(names: &Names, board: &Board, unit: &str, edits: &Edits) -> Memo<Draft> {
    let kept = StoredValue::new_local((names.clone(), board.clone(), names.unit(unit)));
    let all = edits.signals().all;
    Memo::new(move |_| {
        kept.with_value(|(names, board, area)| {
            let Some(report) = &names.figures.report else {
                return Draft::default();
            };
            let indicators = &names.figures.indicators;
            let tables = indicators.iter().map(|own| board.table(&own.code)?.get());
            let tables: Vec<_> = tables.flatten().collect();
            let figure = |code: &str| {
                let table = tables.iter().find(|own| own.code == code);
                table.map(|table| &table.total)
            };
            all.with(|all| {
                let facts = Facts {
                    edits: all.as_deref().unwrap_or_default(),
                    area,
                    cutoff: &names.cutoff().unwrap_or_default(),
                };
                fill(report, indicators, figure, &facts, names.language)
            })
        })
    })
}

/// Everything that goes onto paper, from above.
fn text(page: &Page, counted: RwSignal<u32>) -> View {
    let language = page.names.language;
    let population = page.population;
    let provisional = move || {
        (population.get() == Population::Provisional)
            .then(|| notice(Tone::Attention, words::provisional(language)))
    };
    let empty = move || {
        (counted.get() == 0).then(|| notice(Tone::Attention, words::no_responses(language)))
    };
    let draft = page.draft;
    let shapes = Memo::new(move |_| draft.with(shapes));
    let own = page.clone();
    view! {
        <p class="hint">{words::how_to_edit(language)}</p>
        {provisional}
        {empty}
        <article id="report" class="report">
            {each(move || shapes.get(), move |shape| part(&own, shape))}
        </article>
    }
    .into_view()
}

fn shapes(draft: &Draft) -> Vec<Shape> {
    let shapes = draft.parts.iter().map(|part| match part {
        Part::Chapter(text) => Shape::Chapter(text.clone()),
        Part::Section(text) => Shape::Section(text.clone()),
        Part::Paragraph(paragraph) => Shape::Paragraph(paragraph.name.clone()),
        Part::Annex { title, by, .. } => Shape::Annex(title.clone(), by.clone()),
    });
    shapes.collect()
}

fn part(page: &Page, shape: &Shape) -> Element {
    match shape {
        Shape::Chapter(text) => view! { <h2>{text.clone()}</h2> },
        Shape::Section(text) => view! { <h3>{text.clone()}</h3> },
        Shape::Paragraph(name) => paragraph(page, name),
        Shape::Annex(title, by) => {
            let (population, by) = (page.population, by.clone().filter(|_| page.is_whole));
            let table = move || {
                let figures = Figures {
                    by: by.clone(),
                    ..Figures::of(population.get())
                };
                Route::Results(figures).href()
            };
            view! {
                <p class="annex">
                    <span>{title.clone()}</span>
                    " "
                    <a href=table>{words::see_table(page.names.language)}</a>
                </p>
            }
        }
    }
}
