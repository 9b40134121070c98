//! One indicator by two dimensions at a time: groups down, groups across, every cell with the way to
//! its responses.

mod table;

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_stats::{Dimension, DimensionSource, Indicator};
use sohoi_text::format_integer;
use sohoi_text::messages::results as words;
use sohoi_worker_stats::{Cross, What};

use crate::components::icon::{Icon, icon};
use crate::components::notice::{Tone, notice};
use crate::pages::office::board::{Board, Stage, meanwhile, not_for_you, on_basis};
use crate::pages::office::filters::filters;
use crate::pages::office::names::{Names, heading};
use crate::pages::office::population::population_choice;
use crate::pages::office::tables;
use crate::platform::address;
use crate::routes::{Figures, Route};
use crate::state::desk::Desk;
use crate::state::statistics::{Statistics, Told};
use crate::state::work::Work;
use crate::view::{CollectView, IntoView, View, view};

use table::table;

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    /// Which responses count; not broken down.
    figures: Figures,
    /// The dimensions down and across, where there are any.
    by: Option<(String, String)>,
}

/// The page.
#[inline(never)]
pub fn cross(desk: Desk, work: Work, code: String, route: RwSignal<Route>) -> View {
    if !work.account().role.reads_responses() {
        return not_for_you(desk, words::to_cross, words::not_for_you);
    }
    on_basis(desk, work, move |work| body(desk, work, &code, route))
}

fn body(desk: Desk, work: &Work, code: &str, route: RwSignal<Route>) -> View {
    let language = desk.language.get_untracked();
    let names = Names::of(work, language);
    let Some(names) = names else {
        return notice(Tone::Quiet, words::not_here(language));
    };
    let Some(indicator) = names.indicator(code).cloned() else {
        return notice(Tone::Attention, words::unknown_indicator(language));
    };
    let asked = asked(&names, &indicator, route);
    let board = Board::of(Some(&names));
    let found = RwSignal::new_local(None);
    watch(&board, &desk.exploring(work), code, asked, found);
    let figures = Memo::new(move |_| asked.with(|asked| asked.figures.clone()));
    let own = code.to_owned();
    let back = move || figures.with(|figures| tables::address(&own, figures, None));
    let (stage, shown) = (board.stage, board.shown);
    let (kept, own) = (StoredValue::new_local(names.clone()), indicator.clone());
    let content = move || {
        let (cross, asked) = (found.get(), asked.get());
        kept.with_value(|names| match (cross, &asked.by) {
            (Some(cross), Some(by)) => Some(table(names, &own, &asked.figures, by, &cross)),
            (_, None) => Some(notice(Tone::Quiet, words::not_crossed(names.language))),
            (None, _) => None,
        })
    };
    let from = move || {
        found.get().map(|cross: Rc<Cross>| {
            let count = format_integer(cross.counted.into());
            [" · ", &words::from_forms(language, &count)].concat()
        })
    };
    let as_of = names.as_of().map(|as_of| [" · ", &as_of].concat());
    view! {
        <p class="way-back">
            <a href=back>{icon(Icon::Back)}{names.words(&indicator.name)}</a>
        </p>
        <h1>{words::to_cross(language)}</h1>
        <p class="lead">
            {names.words(&indicator.name)}
            " · "
            <strong id="population-heading">
                {move || heading(language, shown.with(|shown| shown.population))}
            </strong>
            {as_of}
            {from}
        </p>
        {controls(&names, &indicator, asked)}
        {move || meanwhile(language, stage.get())}
        <div id="figures" aria-busy=move || found.with(Option::is_none).to_string()>{content}</div>
    }
    .into_view()
}

/// What the address asks for; where it leaves something out, the first dimensions that fit.
fn asked(names: &Names, indicator: &Indicator, route: RwSignal<Route>) -> Memo<Asked> {
    let (own, code) = (indicator.breakdowns.clone(), indicator.code.clone());
    let across: Vec<String> = questions(names, indicator)
        .map(|dimension| dimension.id.clone())
        .collect();
    Memo::new(move |before: Option<&Asked>| {
        route.with(|route| match route {
            Route::Cross {
                code: of,
                figures,
                across: wanted,
            } if *of == code => {
                let mut columns = wanted
                    .iter()
                    .chain(&across)
                    .filter(|id| across.contains(id));
                let down = figures.by.iter().filter(|id| own.contains(id));
                let columns = columns.find(|id| down.clone().next() != Some(id));
                let mut rows = down.chain(&own).filter(|id| Some(*id) != columns);
                let by = rows.next().cloned().zip(columns.cloned());
                Asked {
                    figures: figures.whole(),
                    by,
                }
            }
            // Another page changes nothing here.
            _ => before.cloned().unwrap_or_default(),
        })
    })
}

/// The dimensions of an indicator that go by a question: only those can stand across.
fn questions<'n>(
    names: &'n Names,
    indicator: &'n Indicator,
) -> impl Iterator<Item = &'n Dimension> {
    let dimensions = indicator.breakdowns.iter();
    let dimensions = dimensions.filter_map(|id| names.dimension(id));
    dimensions.filter(|own| matches!(own.source, DimensionSource::Question { .. }))
}

fn watch(
    board: &Board,
    statistics: &Statistics,
    code: &str,
    asked: Memo<Asked>,
    found: RwSignal<Option<Rc<Cross>>, LocalStorage>,
) {
    let (board, line, code) = (board.clone(), statistics.of_page(), code.to_owned());
    board.ask(&asked.get_untracked().figures);
    Effect::new(move |_| {
        let now = asked.get();
        found.set(None);
        let Some((rows, columns)) = now.by.clone() else {
            return;
        };
        board.ask(&now.figures);
        let what = What::Cross {
            code: code.clone(),
            rows,
            columns,
        };
        let (board, of) = (board.clone(), now.figures.clone());
        line.watch(
            now.figures.population,
            &now.figures.only,
            now.figures.state,
            what,
            move |told| match &told {
                Told::Cross(cross) => {
                    board.stage.set(Stage::Whole);
                    found.set(Some(Rc::clone(cross)));
                }
                _ => board.take(&told, &of),
            },
        );
    });
}

fn controls(names: &Names, indicator: &Indicator, asked: Memo<Asked>) -> View {
    let language = names.language;
    let code = indicator.code.clone();
    // The choice stands in the address, so that it can be sent, kept and gone back from.
    let go = move |figures: Figures, by: Option<(String, String)>| {
        let (down, across) = by.unzip();
        let route = Route::Cross {
            code: code.clone(),
            figures: Figures {
                by: down,
                ..figures
            },
            across,
        };
        address::go(&route.href());
    };
    let by = move || asked.with_untracked(|asked| asked.by.clone());
    let own = go.clone();
    let down = indicator
        .breakdowns
        .iter()
        .filter_map(|id| names.dimension(id));
    let down = choice(
        names,
        "down",
        down,
        move |asked| asked.by.as_ref().map(|by| &by.0),
        asked,
        {
            move |id| {
                let (down, across) = by().unwrap_or_default();
                // What is chosen twice changes places.
                let across = if across == id { down } else { across };
                own(asked.get_untracked().figures, Some((id, across)));
            }
        },
    );
    let own = go.clone();
    let across = questions(names, indicator);
    let across = choice(
        names,
        "across",
        across,
        |asked| asked.by.as_ref().map(|by| &by.1),
        asked,
        {
            move |id| {
                let (down, across) = by().unwrap_or_default();
                let down = if down == id { across } else { down };
                own(asked.get_untracked().figures, Some((down, id)));
            }
        },
    );
    let own = go.clone();
    let count = move |population| {
        let figures = Figures {
            population,
            ..asked.get_untracked().figures
        };
        own(figures, by());
    };
    let population = Signal::derive(move || asked.with(|asked| asked.figures.population));
    let figures = Memo::new(move |_| asked.with(|asked| asked.figures.clone()));
    let filter = move |figures| go(figures, by());
    view! {
        <div class="controls">
            {population_choice(language, population, count)}
            <label>
                <span>{words::down(language)}</span>
                {down}
            </label>
            <label>
                <span>{words::across(language)}</span>
                {across}
            </label>
        </div>
        {filters(names, figures, filter)}
    }
    .into_view()
}

fn choice<'n>(
    names: &Names,
    name: &'static str,
    dimensions: impl Iterator<Item = &'n Dimension>,
    current: impl Fn(&Asked) -> Option<&String> + Copy + 'static,
    asked: Memo<Asked>,
    choose: impl Fn(String) + 'static,
) -> View {
    let options = dimensions.map(|dimension| {
        let id = dimension.id.clone();
        view! {
            <option
                value=id.clone()
                prop:selected=move || asked.with(|asked| current(asked) == Some(&id))
            >
                {names.words(&dimension.name)}
            </option>
        }
    });
    view! {
        <select class="input" name=name on:change=move |event| choose(event_target_value(&event))>
            {options.collect_view()}
        </select>
    }
    .into_view()
}
