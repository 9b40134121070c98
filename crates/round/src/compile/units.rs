//! Reads `units.csv`: the administrative units as a tree.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_form::Text;
use sohoi_xlsform::CellProblem;

use crate::compile::PackageFiles;
use crate::compile::findings::Findings;
use crate::compile::manifest::Manifest;
use crate::compile::tables::{id, text};
use crate::compile::times::{self, UnitTime};
use crate::round::Unit;

const FILE: &str = "units.csv";

/// Reads the units. A unit of the first level stands alone; every other one names a unit of the
/// level above it, which makes a tree of them. A unit that is not there on all days has the columns
/// `from` and `until`, and a row for each time in which it is otherwise.
pub(super) fn read(
    files: &PackageFiles,
    manifest: &Manifest,
    found: &mut Findings,
) -> Vec<UnitTime> {
    let required = ["id", "name::vi", "name::en", "level", "parent"];
    let sheet = found.sheet(files, FILE, &required, &["code", "from", "until"]);
    let mut problems = Vec::new();
    let mut units = Vec::new();
    let mut incomplete = BTreeSet::new();
    for row in sheet.rows() {
        if !row.is_whole() {
            incomplete.insert(row.get("id"));
            continue;
        }
        let id = id(row, "id").unwrap_or_else(|problem| {
            problems.push(problem);
            String::new()
        });
        let name = Text {
            vi: text(row, "name::vi", &mut problems),
            en: text(row, "name::en", &mut problems),
        };
        let unit = Unit {
            id,
            name,
            level: text(row, "level", &mut problems),
            parent: row.some("parent"),
            code: row.some("code"),
        };
        let from = times::day(row, "from", &mut problems);
        let until = times::day(row, "until", &mut problems);
        let time = UnitTime { unit, from, until };
        units.push((row.number(), time));
    }
    times::check(&units, &mut problems);
    let has_levels = sheet.columns().iter().any(|column| column == "level");
    let has_parents = sheet.columns().iter().any(|column| column == "parent");
    if manifest.is_readable && has_levels && has_parents {
        check_tree(&units, &incomplete, manifest, &mut problems);
    }
    if sheet.rows().next().is_none() && !sheet.columns().is_empty() {
        problems.push(CellProblem::of_sheet("has no units"));
    }
    for problem in problems {
        found.add(FILE, problem);
    }
    units.into_iter().map(|(_, time)| time).collect()
}

fn check_tree(
    units: &[(u64, UnitTime)],
    incomplete: &BTreeSet<&str>,
    manifest: &Manifest,
    problems: &mut Vec<CellProblem>,
) {
    let levels: BTreeMap<&str, usize> = manifest
        .unit_levels
        .iter()
        .enumerate()
        .map(|(depth, level)| (level.id.as_str(), depth))
        .collect();
    let mut by_id: BTreeMap<&str, &Unit> = BTreeMap::new();
    for (_, time) in units {
        by_id.entry(&time.unit.id).or_insert(&time.unit);
    }
    for (row, UnitTime { unit, .. }) in units {
        let Some(&depth) = levels.get(unit.level.as_str()) else {
            if !unit.level.is_empty() {
                problems.push(CellProblem::of_cell(
                    *row,
                    "level",
                    format!("`{}` is not a [[unit_level]] of round.toml", unit.level),
                ));
            }
            continue;
        };
        let message = match (depth, unit.parent.as_deref()) {
            (0, None) => continue,
            (0, Some(_)) => "a unit of the first level has no unit above it".to_owned(),
            (_, None) => "the unit above is missing".to_owned(),
            (_, Some(parent)) => match by_id.get(parent) {
                None if incomplete.contains(parent) => continue,
                None => format!("there is no unit `{parent}`"),
                Some(above) if levels.get(above.level.as_str()) == Some(&(depth - 1)) => continue,
                Some(above) => format!(
                    "`{parent}` is of level `{}`, but must be of level `{}`",
                    above.level,
                    manifest.unit_levels[depth - 1].id
                ),
            },
        };
        problems.push(CellProblem::of_cell(*row, "parent", message));
    }
}
