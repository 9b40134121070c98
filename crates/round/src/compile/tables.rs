//! Checks that several tables share.

use std::collections::BTreeMap;

use sohoi_xlsform::{CellProblem, Row};

/// The rows of ids already seen in a table.
#[derive(Default)]
pub(super) struct Ids(BTreeMap<String, u64>);

impl Ids {
    /// Takes up the id of a row; the problem says why it cannot be one.
    pub(super) fn take(&mut self, row: Row<'_>, column: &str) -> Result<String, CellProblem> {
        let id = id(row, column)?;
        if id.is_empty() {
            return Ok(id);
        }
        if let Some(first) = self.0.get(&id) {
            return Err(row.problem(column, format!("`{id}` already stands in row {first}")));
        }
        self.0.insert(id.clone(), row.number());
        Ok(id)
    }
}

/// The id of a row, blank where there is no such column; the problem says why it cannot be one.
pub(super) fn id(row: Row<'_>, column: &str) -> Result<String, CellProblem> {
    let id = row.get(column);
    if id.is_empty() && !row.has(column) {
        // The header lacks the column, which is reported there.
        return Ok(String::new());
    }
    if id.is_empty() {
        return Err(row.problem(column, format!("the {column} is missing")));
    }
    let is_id = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    if !id.chars().all(is_id) {
        let message = format!("`{id}` is not an id: use letters a-z, digits, _ and -");
        return Err(row.problem(column, message));
    }
    Ok(id.to_owned())
}

/// A text that must be there.
pub(super) fn text(row: Row<'_>, column: &str, problems: &mut Vec<CellProblem>) -> String {
    let text = row.get(column);
    // A column that is missing is reported once, in the header.
    if text.is_empty() && row.has(column) {
        problems.push(row.problem(column, "this cell must not be empty"));
    }
    text.to_owned()
}

/// `yes`, or no where the cell is empty.
pub(super) fn flag(row: Row<'_>, column: &str, problems: &mut Vec<CellProblem>) -> bool {
    match row.get(column) {
        "yes" => true,
        "" | "no" => false,
        other => {
            problems.push(row.problem(column, format!("write yes or nothing, not `{other}`")));
            false
        }
    }
}
