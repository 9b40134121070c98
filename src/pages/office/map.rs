//! A breakdown as a map of tiles.

use sohoi_stats::{Breakdown, Dimension, Indicator};
use sohoi_text::messages::results as words;

use crate::components::tile_map::{Tile, tile_map};
use crate::pages::office::figures::{number, written};
use crate::pages::office::names::Names;
use crate::pages::office::tables::address;
use crate::routes::Figures;
use crate::view::View;

/// The map of a breakdown, where the round has one of its dimension and there is something to compare.
pub fn map(
    names: &Names,
    indicator: &Indicator,
    dimension: &Dimension,
    breakdown: &Breakdown,
    shown: &Figures,
) -> Option<View> {
    let map = names.figures.map.as_ref()?;
    if map.dimension != dimension.id || !is_comparable(breakdown) {
        return None;
    }
    let rows = map.rows.iter().map(|row| {
        let tiles = row.iter().map(|group| {
            let mut rows = breakdown.rows.iter();
            // Nothing stands where the map is blank, nor for responses without a group.
            let is_own = |own: &str| own == group && !own.is_empty();
            let (_, figure) = rows.find(|(own, _)| is_own(own))?;
            Some(Tile {
                name: names.group(dimension, group),
                text: written(indicator, figure),
                value: number(figure),
                address: address(&indicator.code, shown, Some((&dimension.id, group))),
            })
        });
        tiles.collect()
    });
    let (name, by) = (names.words(&indicator.name), names.words(&dimension.name));
    let name = words::map(names.language, &name, &by);
    Some(tile_map(name, rows.collect()))
}

/// Whether more than one group has a figure.
pub fn is_comparable(breakdown: &Breakdown) -> bool {
    let figures = breakdown.rows.iter().filter(|(_, it)| it.value.is_some());
    figures.count() > 1
}
