//! The tables: one per theme, an indicator a line, groups across.

use leptos::prelude::*;
use sohoi_round::Theme;
use sohoi_stats::{Dimension, Figure, Indicator, IndicatorTable};
use sohoi_text::messages::results as words;

use crate::pages::office::board::Board;
use crate::pages::office::figures::figure;
use crate::pages::office::names::{Names, heading};
use crate::routes::{Figures, Route};
use crate::view::{CollectView, IntoView, View, view};

/// Every theme that has indicators, in the order of the round.
pub fn tables(names: &Names, board: &Board) -> Vec<View> {
    let themes = names.figures.themes.iter();
    themes
        .filter_map(|theme| {
            let all = names.figures.indicators.iter();
            let own: Vec<&Indicator> = all.filter(|own| own.theme == theme.id).collect();
            (!own.is_empty()).then(|| table(names, board, theme, &own))
        })
        .collect()
}

/// What to know before groups are compared.
pub fn caution(names: &Names, board: &Board) -> View {
    let (kept, shown) = (StoredValue::new_local(names.clone()), board.shown);
    (move || {
        let by = shown.with(|shown| shown.by.clone());
        kept.with_value(|names| {
            let note = names.dimension(by.as_deref()?)?.note.as_ref()?;
            let note = names.words(note);
            Some(view! { <p class="hint">{note}</p> })
        })
    })
    .into_view()
}

/// Where the responses behind a figure are.
pub fn address(code: &str, figures: &Figures, group: Option<(&str, &str)>) -> String {
    let route = Route::Indicator {
        code: code.to_owned(),
        figures: Figures {
            by: group.map(|(by, _)| by.to_owned()),
            ..figures.clone()
        },
        group: group.map(|(_, group)| group.to_owned()),
        first: 0,
    };
    route.href()
}

fn table(names: &Names, board: &Board, theme: &Theme, indicators: &[&Indicator]) -> View {
    let language = names.language;
    let shown = board.shown;
    let signals: Vec<_> = indicators
        .iter()
        .filter_map(|indicator| board.table(&indicator.code))
        .collect();
    let groups = Memo::new(move |_| {
        shown.with(|shown| {
            let by = shown.by.as_deref()?;
            Some(groups(&signals, by))
        })
    });
    let kept = StoredValue::new_local(names.clone());
    let headings = move || {
        let dimension = shown.with(|shown| shown.by.clone());
        groups.with(|groups| {
            kept.with_value(|names| {
                let dimension = names.dimension(dimension.as_deref()?)?;
                let headings = groups.iter().flatten().map(|group| {
                    let name = names.group(dimension, group);
                    view! { <th scope="col" class="is-number">{name}</th> }
                });
                Some(headings.collect_view())
            })
        })
    };
    let rows = indicators
        .iter()
        .filter_map(|indicator| line(names, board, indicator, groups))
        .collect_view();
    let population = move || heading(language, shown.with(|shown| shown.population));
    let id = ["theme-", &theme.id].concat();
    view! {
        <section class="theme">
            <h3 id=id.clone()>{names.words(&theme.name)}</h3>
            <div class="scroller" role="region" tabindex="0" aria-labelledby=id>
                <table class="figures">
                    <caption>{population}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::code(language)}</th>
                            <th scope="col">{words::indicator(language)}</th>
                            <th scope="col">{words::unit(language)}</th>
                            <th scope="col" class="is-number">{words::total(language)}</th>
                            {headings}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_view()
}

fn line(
    names: &Names,
    board: &Board,
    indicator: &Indicator,
    groups: Memo<Option<Vec<String>>>,
) -> Option<View> {
    let code = indicator.code.clone();
    let table = board.line(&code)?;
    let (shown, leads_on) = (board.shown, board.has_responses);
    let own = StoredValue::new_local(indicator.clone());
    let kept = StoredValue::new_local(names.clone());
    let cells = move || {
        let shown = shown.get();
        let by = &shown.by;
        table.with(|table| {
            let table = table.as_ref()?;
            own.with_value(|indicator| {
                let total = figure(
                    indicator,
                    &table.total,
                    indicator.code.clone(),
                    leads_on.then(|| address(&indicator.code, &shown, None)),
                );
                let broken_down = by.as_deref().map(|by| {
                    kept.with_value(|names| {
                        let dimension = names.dimension(by);
                        groups.with(|groups| {
                            let groups = groups.as_deref().unwrap_or_default();
                            let shown = leads_on.then_some(&shown);
                            dimension
                                .map(|own| group_cells(names, indicator, table, own, groups, shown))
                        })
                    })
                });
                Some(view! {
                    <td class="is-number">{total}</td>
                    {broken_down.flatten()}
                })
            })
        })
    };
    let note = indicator
        .note
        .as_deref()
        .map(|note| view! { <span class="note">{in_language(names, note)}</span> });
    Some(
        view! {
            <tr>
                <td class="code">{code}</td>
                <th scope="row">{names.words(&indicator.name)}{note}</th>
                <td class="unit">{names.words(&indicator.unit)}</td>
                {cells}
            </tr>
        }
        .into_view(),
    )
}

fn group_cells(
    names: &Names,
    indicator: &Indicator,
    table: &IndicatorTable,
    dimension: &Dimension,
    groups: &[String],
    shown: Option<&Figures>,
) -> View {
    let breakdowns = &table.breakdowns;
    let breakdown = breakdowns.iter().find(|own| own.dimension == dimension.id);
    let Some(breakdown) = breakdown else {
        if groups.is_empty() {
            return View::default();
        }
        return view! {
            <td class="is-number is-muted" colspan=groups.len().to_string()>
                {words::not_broken_down(names.language)}
            </td>
        }
        .into_view();
    };
    let cells = groups.iter().map(|group| {
        let found = breakdown.rows.iter().find(|(own, _)| own == group);
        let found = found.map(|(_, found)| group_figure(indicator, found, dimension, group, shown));
        view! { <td class="is-number">{found}</td> }
    });
    cells.collect_view()
}

/// The figure of one group; it leads to the responses of `shown`, where these are here.
pub fn group_figure(
    indicator: &Indicator,
    found: &Figure,
    dimension: &Dimension,
    group: &str,
    shown: Option<&Figures>,
) -> View {
    let name = [&indicator.code, ":", &dimension.id, ":", group].concat();
    let group = Some((dimension.id.as_str(), group));
    let address = shown.map(|shown| address(&indicator.code, shown, group));
    figure(indicator, found, name, address)
}

/// A remark in the language of the page: rounds write both with a stroke between them.
pub fn in_language(names: &Names, note: &str) -> String {
    let (vi, en) = note.split_once(" / ").unwrap_or((note, ""));
    names.language.pick(vi, en).to_owned()
}

/// Every group that some line has, in the order in which lines have them; responses without a group
/// stand at the end.
fn groups(tables: &[RwSignal<Option<IndicatorTable>>], by: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for table in tables {
        table.with(|table| {
            let breakdowns = table.iter().flat_map(|table| &table.breakdowns);
            let mut breakdowns = breakdowns.filter(|own| own.dimension == by);
            for (group, _) in breakdowns.next().map_or(&[][..], |own| &own.rows) {
                if !groups.contains(group) {
                    groups.push(group.clone());
                }
            }
        });
    }
    if let Some(place) = groups.iter().position(String::is_empty) {
        let last = groups.remove(place);
        groups.push(last);
    }
    groups
}
