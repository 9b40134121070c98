//! One list as CSV.

use sohoi_round::NamedList;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, lists};

use super::common_steps;
use super::table::{Cell, Table};
use crate::csv::Csv;
use crate::xlsx::is_plain;

pub(super) fn csv(list: &NamedList, table: &Table, language: Language) -> Vec<u8> {
    let mut csv = Csv::new();
    csv.text(lists::group(language));
    csv.text(lists::unit(language));
    csv.text(words::subject(language));
    csv.text(lists::name(language));
    table.headings.iter().for_each(|heading| csv.text(heading));
    csv.text(lists::phone(language));
    csv.text(lists::form(language));
    csv.text(lists::next(language));
    csv.text(words::response(language));
    csv.end_row();
    let common = common_steps(list, language);
    for group in &table.groups {
        for row in &group.rows {
            csv.text(&group.unit);
            csv.text(&row.unit);
            csv.text(&row.subject);
            csv.text(&row.name);
            for cell in &row.cells {
                match cell {
                    Cell::Value(value) if is_plain(value) => csv.number(Some(value)),
                    Cell::Value(text) | Cell::Text(text) => csv.text(text),
                }
            }
            csv.text(&row.phone);
            csv.text(row.form);
            let steps = [&*common, &row.steps].map(str::to_owned);
            let steps: Vec<String> = steps.into_iter().filter(|it| !it.is_empty()).collect();
            csv.text(&steps.join(" "));
            csv.text(&row.response);
            csv.end_row();
        }
    }
    csv.into_bytes()
}
