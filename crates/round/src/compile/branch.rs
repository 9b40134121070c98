//! Reads `[[branch]]` of `round.toml`.

use sohoi_xlsform::CellProblem;

use super::entry::Entry;
use super::manifest::{each, values};
use crate::branch::{Branch, BranchRule};

/// Reads all of them.
pub(super) fn read(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Vec<BranchRule> {
    let entries = root.some_entries("branch", problems);
    values(each(entries, problems, "id", |entry, problems| {
        let id = entry.located_text("id", problems);
        let branch = Branch::of(&id.value);
        if branch.is_none() {
            let message = format!("`{}` is no branch; there are `party` and `state`", id.value);
            let column = entry.column("id");
            problems.push(CellProblem::of_cell(id.row, column, message));
        }
        let rule = BranchRule {
            branch: branch.unwrap_or(Branch::Party),
            attribute: entry.text("attribute", problems),
            values: texts(entry, problems),
        };
        (id.value, rule)
    }))
}

fn texts(entry: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> Vec<String> {
    let read = entry.texts("values", problems);
    read.into_iter().map(|text| text.value).collect()
}
