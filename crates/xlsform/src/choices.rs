//! The choices sheet: every choice list, one choice a row.

use std::collections::BTreeMap;

use sohoi_form::{Choice, Text};

use crate::problem::CellProblem;
use crate::sheet::{Row, Sheet};
use crate::survey::{bad_name, check_text};

const REQUIRED_COLUMNS: [&str; 4] = ["list_name", "name", "label::vi", "label::en"];

/// The choice lists by name, and the row where each begins.
#[derive(Default)]
pub(crate) struct ChoiceLists {
    /// Whether the sheet could be read at all; otherwise no list can be said to be missing.
    pub(crate) is_readable: bool,
    pub(crate) lists: BTreeMap<String, Vec<Choice>>,
    pub(crate) rows: BTreeMap<String, u64>,
}

/// Reads the sheet. Every column besides the four required ones is an attribute of the choices.
pub(crate) fn read(sheet: &Sheet, problems: &mut Vec<CellProblem>) -> ChoiceLists {
    let attributes: Vec<&str> = sheet
        .columns()
        .iter()
        .map(String::as_str)
        .filter(|column| !REQUIRED_COLUMNS.contains(column) && !column.is_empty())
        .collect();
    problems.extend(sheet.check_header(&REQUIRED_COLUMNS, &attributes));

    let mut read = ChoiceLists {
        is_readable: !sheet.columns().is_empty(),
        ..ChoiceLists::default()
    };
    for row in sheet.rows() {
        let list = row.get("list_name");
        if list.is_empty() {
            problems.push(row.problem("list_name", "the name of the choice list is missing"));
            continue;
        }
        read.rows.entry(list.to_owned()).or_insert(row.number());
        let choices = read.lists.entry(list.to_owned()).or_default();
        let known = problems.len();
        let choice = choice(row, &attributes, problems);
        if !row.is_whole() {
            // Already reported: what else is wrong with the row follows from that.
            problems.truncate(known);
        }
        if choices.iter().any(|other| other.name == choice.name) && !choice.name.is_empty() {
            problems.push(row.problem(
                "name",
                format!("the list `{list}` already has a choice `{}`", choice.name),
            ));
            continue;
        }
        choices.push(choice);
    }
    read
}

fn choice(row: Row<'_>, attributes: &[&str], problems: &mut Vec<CellProblem>) -> Choice {
    let name = row.get("name");
    // Stored answers separate choices by spaces, so only a space is forbidden: `1` is a choice.
    if name.is_empty() || name.contains(char::is_whitespace) || name.contains('/') {
        problems.push(row.problem("name", bad_name(name)));
    }
    check_text(row, "label", true, problems);
    Choice {
        name: name.to_owned(),
        label: Text {
            vi: row.get("label::vi").to_owned(),
            en: row.get("label::en").to_owned(),
        },
        attributes: attributes
            .iter()
            .filter_map(|column| Some(((*column).to_owned(), row.some(column)?)))
            .collect(),
    }
}
