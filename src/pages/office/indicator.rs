//! One indicator: its figure, how it is made, its breakdowns as charts and tables, and the responses
//! behind it.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Breakdown, Dimension, DimensionSource, Figure, Indicator};
use sohoi_text::messages::results as words;
use sohoi_worker_stats::What;

use crate::components::chart::{Mark, bars, line};
use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::extent::rows_around;
use crate::pages::office::behind::{List, behind};
use crate::pages::office::board::{Board, meanwhile, on_basis};
use crate::pages::office::figures::{mark, number, quartile_note};
use crate::pages::office::filters::chosen;
use crate::pages::office::formula::formula;
use crate::pages::office::limitations::quoted;
use crate::pages::office::map::map;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::overview::total;
use crate::pages::office::tables::{self, group_figure, in_language};
use crate::platform::{address, focus};
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::statistics::{Statistics, Told};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which responses count.
    pub figures: Figures,
    /// The dimension and the group whose responses are listed.
    pub within: Option<(String, String)>,
    /// The row of the list that is seen first, from 0.
    pub first: u32,
}

/// The page of an indicator.
#[inline(never)]
pub fn indicator(desk: Desk, work: Work, code: String, route: RwSignal<Route>) -> View {
    // That of another page changes nothing here.
    let asked = Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Indicator {
                figures,
                group,
                first,
                ..
            } => Asked {
                figures: figures.whole(),
                within: figures.by.clone().zip(group.clone()),
                first: *first,
            },
            _ => before.cloned().unwrap_or_default(),
        })
    });
    on_basis(desk, work, move |work| body(desk, work, &code, asked))
}

fn body(desk: Desk, work: &Work, code: &str, asked: Memo<Asked>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let board = Board::of(names.as_ref());
    let list = List {
        first: RwSignal::new(asked.with_untracked(|asked| asked.first)),
        rows: RwSignal::new_local(None),
    };
    watch(&board, &desk.statistics(work), code, asked, list);
    let back = move || Route::Results(asked.with(|asked| asked.figures.clone())).href();
    let stage = board.stage;
    let found = names.as_ref().map(|names| match names.indicator(code) {
        Some(indicator) => content(names, &board, indicator, asked, list, work),
        None => notice(Tone::Attention, words::unknown_indicator(language)),
    });
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{words::all_results(language)}</a>
        </p>
        {found}
        {move || meanwhile(language, stage.get())}
    }
    .into_view()
}

/// Has the figures of the indicator made, and the list of responses behind them.
fn watch(board: &Board, statistics: &Statistics, code: &str, asked: Memo<Asked>, list: List) {
    let (board, line, code) = (board.clone(), statistics.of_page(), code.to_owned());
    board.ask(&asked.get_untracked().figures);
    let window = Memo::new(move |_| rows_around(list.first.get()));
    Effect::new(move |before: Option<Asked>| {
        let now = asked.get();
        board.ask(&now.figures);
        // Rows of the same list may stand until the next ones come.
        let of = |asked: &Asked| (asked.figures.clone(), asked.within.clone());
        if before.as_ref().map(of) != Some(of(&now)) {
            list.rows.set(None);
            list.first.set(now.first);
            if now.within.is_some() {
                // Who pressed a group wants its responses, which stand below all groups.
                request_animation_frame(|| focus::move_to("behind-heading"));
            }
        }
        let (from, most) = window.get();
        let board = board.clone();
        let what = What::One {
            code: code.clone(),
            within: now.within.clone(),
            from,
            most,
        };
        let (figures, of) = (now.figures.clone(), now.figures.clone());
        let (population, state) = (figures.population, figures.state);
        line.watch(population, &figures.only, state, what, move |told| {
            if let Told::Behind(behind) = &told {
                list.rows.set(Some(Rc::clone(behind)));
            }
            board.take(&told, &of);
        });
        now
    });
}

fn content(
    names: &Names,
    board: &Board,
    indicator: &Indicator,
    asked: Memo<Asked>,
    list: List,
    work: &Work,
) -> View {
    let language = names.language;
    let shown = board.shown;
    let population = move || heading(language, shown.with(|shown| shown.population));
    let as_of = names.as_of().map(|as_of| [" · ", &as_of].concat());
    let limitations = names.figures.limitations.iter();
    let limitations = limitations
        .filter(|own| indicator.weak_point && indicator.seed.contains(&own.id))
        .map(|own| quoted(language, own))
        .collect_view();
    let note = indicator.note.as_deref();
    let note = note.map(|note| view! { <p class="note">{in_language(names, note)}</p> });
    let unit = names.unit_of(indicator);
    let breakdowns = indicator.breakdowns.iter().filter_map(|id| {
        let dimension = names.dimension(id)?;
        Some(breakdown(names, board, indicator, dimension))
    });
    let stage = board.stage;
    let figures = Memo::new(move |_| asked.with(|asked| asked.figures.clone()));
    let reads = work.account().role.reads_responses();
    let made = formula(names, indicator, reads.then_some(figures));
    let code = indicator.code.clone();
    let leave = move |figures: Figures| address::go(&tables::address(&code, &figures, None));
    view! {
        <h1>{names.words(&indicator.name)}</h1>
        <p class="lead">
            <strong id="population-heading">{population}</strong>
            {as_of}
            " · "
            <span class="code">{indicator.code.clone()}</span>
        </p>
        <div id="figures" aria-busy=move || (!stage.get().has_figures()).to_string()>
            <p class="headline-figure is-large">
                {total(board, indicator)}
                <span class="unit">{unit}</span>
            </p>
            {note}
            {quartile_note(language, indicator)}
            {limitations}
            {chosen(names, figures, leave)}
            {made}
            {reads.then(|| way_to_cross(names, indicator, asked))}
            {breakdowns.collect_view()}
            {behind(names, indicator, asked, list, work)}
        </div>
    }
    .into_view()
}

/// Where the indicator stands by two dimensions at a time.
fn way_to_cross(names: &Names, indicator: &Indicator, asked: Memo<Asked>) -> Option<View> {
    if indicator.breakdowns.len() < 2 {
        return None;
    }
    let code = indicator.code.clone();
    let address = move || {
        let cross = Route::Cross {
            code: code.clone(),
            figures: asked.with(|asked| asked.figures.clone()),
            across: None,
        };
        cross.href()
    };
    Some(
        view! {
            <p class="more"><a id="to-cross" class="button" href=address>{words::to_cross(names.language)}</a></p>
        }
        .into_view(),
    )
}

/// One breakdown: a chart, and the table that says the same.
fn breakdown(names: &Names, board: &Board, indicator: &Indicator, dimension: &Dimension) -> View {
    let table = board.table(&indicator.code);
    let shown = board.shown;
    let kept = StoredValue::new_local((names.clone(), indicator.clone(), dimension.clone()));
    let content = move || {
        let shown = shown.get();
        table?.with(|table| {
            let breakdowns = table.as_ref()?.breakdowns.iter();
            kept.with_value(|(names, indicator, dimension)| {
                let mut own = breakdowns.filter(|own| own.dimension == dimension.id);
                Some(drawn(names, indicator, dimension, own.next()?, &shown))
            })
        })
    };
    content.into_view()
}

/// The rows of a breakdown; those of the map by falling figure, the others in their own order.
fn ranked<'b>(
    names: &Names,
    dimension: &Dimension,
    breakdown: &'b Breakdown,
) -> Vec<&'b (String, Figure)> {
    let mut rows: Vec<&(String, Figure)> = breakdown.rows.iter().collect();
    let map = names.figures.map.as_ref();
    if map.is_some_and(|map| map.dimension == dimension.id) {
        let value = |row: &(String, Figure)| number(&row.1).unwrap_or(f64::NEG_INFINITY);
        rows.sort_by(|a, b| value(b).total_cmp(&value(a)));
    }
    rows
}

fn drawn(
    names: &Names,
    indicator: &Indicator,
    dimension: &Dimension,
    breakdown: &Breakdown,
    shown: &Figures,
) -> View {
    let language = names.language;
    let rows = ranked(names, dimension, breakdown);
    let marks = rows.iter();
    let marks: Vec<Mark> = marks
        .map(|row| mark(names, indicator, dimension, row))
        .collect();
    let by = names.words(&dimension.name);
    let name = names.words(&indicator.name);
    let chart = match dimension.source {
        DimensionSource::RowKey => line(words::chart(language, &name, &by), &marks),
        DimensionSource::Question { .. } => bars(words::chart(language, &name, &by), &marks),
    };
    let map = map(names, indicator, dimension, breakdown, shown);
    let rows = rows.iter().zip(&marks).map(|((group, figure), mark)| {
        let cell = group_figure(indicator, figure, dimension, group, Some(shown));
        view! {
            <tr>
                <th scope="row">{mark.name.clone()}</th>
                <td class="is-number">{cell}</td>
            </tr>
        }
    });
    let id = ["by-", &dimension.id].concat();
    let note = dimension.note.as_ref().map(|note| names.words(note));
    view! {
        <section class="breakdown" aria-labelledby=id.clone()>
            <h2 id=id>{words::by(language, &by)}</h2>
            {note.map(|note| view! { <p class="hint">{note}</p> })}
            {map}
            <div class="chart-and-table">
                {chart}
                <table class="figures">
                    <caption>{heading(language, shown.population)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{by}</th>
                            <th scope="col" class="is-number">{names.words(&indicator.unit)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_view()
}
