//! One line a response, a column for each answer.

use sohoi_form::Form;
use sohoi_text::Language;

use super::ResponsesFile;
use super::cell::Styles;
use super::columns::Column;
use super::meta::META;
use crate::About;
use crate::csv::Csv;
use crate::figures::read;
use crate::xlsx::{Looks, Sheet};

/// How wide a column is, in characters.
const WIDTH: f64 = 14.0;

pub(super) fn csv(file: &ResponsesFile<'_>, form: &str) -> Vec<u8> {
    let columns = file.columns(form);
    let mut csv = Csv::new();
    META.iter().for_each(|meta| csv.text(meta.name));
    columns.list.iter().for_each(|own| csv.text(&own.name));
    csv.end_row();
    for response in file.of_form(form) {
        for meta in &META {
            (meta.value)(file, response).write(&mut csv);
        }
        for cell in columns.cells(response.session) {
            cell.write(&mut csv);
        }
        csv.end_row();
    }
    csv.into_bytes()
}

/// The same as a sheet: what people read above the names of the columns.
pub(super) fn sheet(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ResponsesFile<'_>,
    about: &About<'_>,
    language: Language,
    form: &Form,
) {
    let columns = file.columns(&form.id);
    let responses = file.of_form(&form.id);
    let title = read(&form.title, language);
    let heading = file.heading(language);
    sheet.text(0, 0, title, &looks.title);
    sheet.text(1, 0, about.place, &looks.plain);
    sheet.text(2, 0, &heading, &looks.strong);
    let own = About {
        responses: responses.len(),
        ..*about
    };
    sheet.text(3, 0, &own.source(file.round, language), &looks.plain);
    sheet.on_every_page(title, &heading);
    let before = META
        .iter()
        .map(|it| ((it.label)(language).to_owned(), it.name));
    let answers = columns
        .list
        .iter()
        .map(|it| (it.label(language), &*it.name));
    for ((label, name), column) in before.chain(answers).zip(0..) {
        sheet.width(column, WIDTH);
        sheet.text(5, column, &label, &looks.heading);
        sheet.text(6, column, name, &looks.heading);
    }
    sheet.height(5, 60.0);
    sheet.height(6, 30.0);
    sheet.keep_in_sight(7, 3, (5, 6));
    sheet.print_across(2);
    let styles = Styles::new(looks);
    let mut row = 7;
    for response in responses {
        let before = META.iter().map(|meta| (meta.value)(file, response));
        let answers = columns.cells(response.session).into_iter();
        for (cell, column) in before.chain(answers).zip(0..) {
            cell.put(sheet, (row, column), &styles);
        }
        row += 1;
    }
    let last = META.len() + columns.list.len() - 1;
    sheet.filter(6, row - 1, u16::try_from(last).unwrap_or(u16::MAX));
}

impl Column<'_> {
    /// What people read: the question, and the row that it is in.
    pub(super) fn label(&self, language: Language) -> String {
        let label = read(&self.question.label, language);
        match &self.row {
            Some((_, row)) => format!("{label} · {row}"),
            None => label.to_owned(),
        }
    }
}
