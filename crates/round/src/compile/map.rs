//! Reads `[map]` of `round.toml` and checks the names in it.

use sohoi_stats::DimensionSource;
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::Forms;
use super::manifest::{self, Manifest};
use crate::round::TileMap;

/// What stands where there is no tile.
const EMPTY: &str = ".";

/// Reads the map from the root of the manifest; none is well too.
pub(super) fn read(
    root: &mut Entry<'_>,
    problems: &mut Vec<CellProblem>,
) -> Option<Located<TileMap>> {
    let mut entry = root.some_entry("map", problems)?;
    let row = entry.row();
    let dimension = entry.text("dimension", problems);
    let tiles = entry.text("tiles", problems);
    entry.finish(problems);
    let lines = tiles.lines().filter(|line| !line.trim().is_empty());
    let rows = lines.map(|line| {
        let words = line.split_whitespace();
        let tiles = words.map(|word| if word == EMPTY { "" } else { word });
        tiles.map(str::to_owned).collect()
    });
    let value = TileMap {
        dimension,
        rows: rows.collect(),
    };
    Some(Located { row, value })
}

/// Checks that each tile is a group of the dimension, once.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    let Some(Located { row, value }) = &manifest.map else {
        return;
    };
    let mut problem = |column: &str, message: String| {
        let problem = CellProblem::of_cell(*row, column, message);
        found.add(manifest::FILE, problem);
    };
    let mut dimensions = manifest.dimensions.iter();
    let dimension = dimensions.find(|own| own.value.id == value.dimension);
    let Some(dimension) = dimension else {
        let message = format!("there is no dimension `{}`", value.dimension);
        return problem("map.dimension", message);
    };
    let DimensionSource::Question { form, list, .. } = &dimension.value.source else {
        let message = "the groups of a map are choices of a question, not rows".to_owned();
        return problem("map.dimension", message);
    };
    let form = forms.get(form);
    let choices = form.and_then(|form| form.definition.choice_lists.get(list));
    let tiles: Vec<&String> = value.tiles().map(|(.., group)| group).collect();
    for (place, tile) in tiles.iter().enumerate() {
        let mut known = choices.into_iter().flatten();
        if choices.is_some() && !known.any(|choice| choice.name == **tile) {
            problem("map.tiles", format!("`{list}` has no choice `{tile}`"));
        }
        if tiles[..place].contains(tile) {
            problem("map.tiles", format!("`{tile}` stands here twice"));
        }
    }
}
