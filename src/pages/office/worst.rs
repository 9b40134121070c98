//! Where an indicator needs most attention, and how it changed over the period.

use leptos::prelude::*;
use sohoi_stats::{Breakdown, DimensionSource, Direction, Figure, Indicator};
use sohoi_text::messages::results as words;

use crate::pages::office::board::Board;
use crate::pages::office::figures::{number, written};
use crate::pages::office::map::is_comparable;
use crate::pages::office::names::Names;
use crate::pages::office::tables::address;
use crate::view::{CollectView, IntoView, View, view};

/// How many groups are named.
const NAMED: usize = 2;

/// The dimensions that this needs besides the one a page is broken down by.
pub fn dimensions(names: &Names) -> Vec<String> {
    let map = names.figures.map.iter().map(|map| map.dimension.clone());
    let dimensions = names.figures.dimensions.iter();
    let row_keys = dimensions.filter(|own| matches!(own.source, DimensionSource::RowKey));
    map.chain(row_keys.map(|own| own.id.clone())).collect()
}

/// The groups of the map where an indicator stands worst, each with the way to its responses.
pub fn worst(names: &Names, board: &Board, indicator: &Indicator) -> View {
    let (table, shown) = (board.table(&indicator.code), board.shown);
    let kept = StoredValue::new_local((names.clone(), indicator.clone()));
    let content = move || {
        let shown = shown.get();
        table?.with(|table| {
            kept.with_value(|(names, indicator)| {
                let map = names.figures.map.as_ref()?;
                let dimension = names.dimension(&map.dimension)?;
                let mut breakdowns = table.as_ref()?.breakdowns.iter();
                let breakdown = breakdowns.find(|own| own.dimension == dimension.id)?;
                let groups = worst_of(breakdown, indicator.direction);
                if groups.is_empty() {
                    return None;
                }
                let links = groups.iter().map(|(group, figure)| {
                    let address = address(&indicator.code, &shown, Some((&dimension.id, group)));
                    view! {
                        <li>
                            <a href=address>{names.group(dimension, group)}</a>
                            " "
                            {written(indicator, figure)}
                        </li>
                    }
                });
                let links = links.collect_view();
                Some(view! {
                    <div class="worst">
                        <span>{words::worst(names.language)}</span>
                        <ul>{links}</ul>
                    </div>
                })
            })
        })
    };
    content.into_view()
}

/// The worst first; none where no way is better, or where nothing can be compared.
fn worst_of(breakdown: &Breakdown, direction: Direction) -> Vec<&(String, Figure)> {
    if direction == Direction::Neutral || !is_comparable(breakdown) {
        return Vec::new();
    }
    let named = breakdown.rows.iter().filter(|(group, _)| !group.is_empty());
    let valued = named.filter_map(|row| Some((number(&row.1)?, row)));
    let mut valued: Vec<(f64, &(String, Figure))> = valued.collect();
    // Of equal ones the first of the list.
    valued.sort_by(|(a, _), (b, _)| match direction {
        Direction::Down => b.total_cmp(a),
        Direction::Up | Direction::Neutral => a.total_cmp(b),
    });
    valued.into_iter().take(NAMED).map(|(_, row)| row).collect()
}

/// The first and the last value of an indicator over the rows of its repeat, e.g. years; only of one
/// whose figure is that of the last row. What adds up over rows, or covers less in the last, would
/// be read wrongly.
pub fn change(names: &Names, board: &Board, indicator: &Indicator) -> View {
    let table = board.table(&indicator.code);
    let kept = StoredValue::new_local((names.clone(), indicator.clone()));
    let content = move || {
        table?.with(|table| {
            kept.with_value(|(names, indicator)| {
                let is_row_key = |own: &&Breakdown| {
                    let dimension = names.dimension(&own.dimension);
                    dimension.is_some_and(|own| matches!(own.source, DimensionSource::RowKey))
                };
                let breakdown = table.as_ref()?.breakdowns.iter().find(is_row_key)?;
                let mut valued = breakdown.rows.iter().filter(|(_, it)| it.value.is_some());
                let (first, last) = (valued.next()?, valued.next_back()?);
                if last.1 != table.as_ref()?.total {
                    return None;
                }
                let one = |(row, figure): &(String, Figure)| {
                    [row.as_str(), ": ", &written(indicator, figure)].concat()
                };
                let change = [&one(first), " → ", &one(last)].concat();
                Some(view! { <p class="hint">{change}</p> })
            })
        })
    };
    content.into_view()
}
