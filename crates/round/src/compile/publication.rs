//! Reads `[publication]`: what is hidden in figures that are published.

use sohoi_xlsform::CellProblem;

use crate::compile::entry::{Entry, Located};
use crate::round::{Measure, Publication, UnitLevel};

/// Reads the table and holds it against the levels and measures of the round; nothing where the round
/// has none.
pub(super) fn read(
    root: &mut Entry<'_>,
    levels: &[UnitLevel],
    measures: &[Measure],
    problems: &mut Vec<CellProblem>,
) -> Option<Publication> {
    let mut entry = root.some_entry("publication", problems)?;
    let smallest = entry.factor("smallest", problems);
    let level = entry.located_text("level", problems);
    if !level.value.is_empty() && !levels.iter().any(|own| own.id == level.value) {
        let message = format!("`{}` is not a [[unit_level]]", level.value);
        let column = entry.column("level");
        problems.push(CellProblem::of_cell(level.row, column, message));
    }
    let persons = entry.texts("persons", problems);
    for (place, Located { row, value }) in persons.iter().enumerate() {
        let message = if persons[..place].iter().any(|own| own.value == *value) {
            format!("`{value}` stands here twice")
        } else if measures.iter().any(|own| own.code == *value) {
            continue;
        } else {
            format!("`{value}` is not the code of a [[measure]]")
        };
        problems.push(CellProblem::of_cell(*row, entry.column("persons"), message));
    }
    entry.finish(problems);
    Some(Publication {
        smallest,
        level: level.value,
        persons: persons.into_iter().map(|own| own.value).collect(),
    })
}
