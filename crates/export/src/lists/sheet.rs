//! Lists as sheets of a workbook: an overview, and a sheet a list.

use sohoi_round::NamedList;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, lists};

use super::table::{Cell, Row, Table};
use super::{ListsFile, common_steps};
use crate::about::{About, count};
use crate::figures::read;
use crate::xlsx::{Looks, Sheet, is_plain, number_format};

/// How wide columns are, in characters: the number, the name, the unit, an answer, the steps.
const NUMBER: f64 = 5.0;
const NAME: f64 = 38.0;
const UNIT: f64 = 20.0;
const ANSWER: f64 = 17.0;
const STEPS: f64 = 44.0;

/// Writes the first sheet; `sheets` are the lists with their numbers and the names of their sheets.
pub(super) fn overview(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ListsFile<'_>,
    about: &About<'_>,
    language: Language,
    sheets: &[(&NamedList, usize, String)],
) {
    for (width, column) in [60.0, UNIT].into_iter().zip(0..) {
        sheet.width(column, width);
    }
    let mut row = head(sheet, looks, file, about, language, lists::title(language));
    let headings = [lists::list(language), lists::count(language)];
    for (heading, column) in headings.into_iter().zip(0..) {
        sheet.text(row, column, heading, &looks.heading);
    }
    let whole = looks.number(&number_format(0, false));
    for (list, count, name) in sheets {
        row += 1;
        sheet.link(row, 0, name, read(&list.name, language), &looks.link);
        sheet.number(row, 1, &count.to_string(), &whole);
    }
}

/// Writes the sheet of a list.
pub(super) fn list(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ListsFile<'_>,
    about: &About<'_>,
    language: Language,
    list: &NamedList,
    table: &Table,
) {
    let columns = columns(list, table, language);
    let last = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
    let width: f64 = columns.iter().map(|column| column.width).sum();
    for (column, place) in columns.iter().zip(0..) {
        sheet.width(place, column.width);
    }
    let mut row = head(
        sheet,
        looks,
        file,
        about,
        language,
        read(&list.name, language),
    );
    row -= 1;
    if let Some(note) = &list.note {
        let note = read(note, language);
        sheet.paragraph(row, last, width, note, &looks.quiet_wrapped);
        row += 1;
    }
    let common = common_steps(list, language);
    if !common.is_empty() {
        let steps = [lists::next(language), ": ", &common].concat();
        sheet.paragraph(row, last, width, &steps, &looks.wrapped);
        row += 1;
    }
    row += 1;
    for (column, place) in columns.iter().zip(0..) {
        sheet.text(row, place, &column.heading, &looks.heading);
    }
    sheet.keep_in_sight(row + 1, 2, (row, row));
    row += 1;
    if table.groups.is_empty() {
        let is_early = about.responses == 0 && list.answers().is_some();
        let nobody = match is_early {
            true => lists::no_forms(language),
            false => lists::nobody(language),
        };
        sheet.text(row, 0, nobody, &looks.plain);
        return;
    }
    let numbers = Numbers {
        looks,
        whole: looks.number(&number_format(0, false)),
    };
    let mut number = 0;
    for group in &table.groups {
        let title = format!("{} ({})", group.unit, count(group.rows.len()));
        sheet.paragraph(row, last, width, &title, &looks.group);
        row += 1;
        for own in &group.rows {
            number += 1;
            for (column, place) in columns.iter().zip(0..) {
                numbers.put(sheet, (row, place), (column.cell)(own, number));
            }
            row += 1;
        }
    }
}

/// The first lines of a sheet. Answers the row below, with one between.
fn head(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &ListsFile<'_>,
    about: &About<'_>,
    language: Language,
    title: &str,
) -> u32 {
    let round = read(&file.round.title, language);
    let heading = file.heading(language);
    sheet.text(0, 0, title, &looks.title);
    sheet.text(1, 0, &format!("{round} · {}", about.place), &looks.plain);
    sheet.text(2, 0, &heading, &looks.strong);
    sheet.text(3, 0, &about.source(file.round, language), &looks.plain);
    sheet.on_every_page(&format!("{title} · {}", about.place), &heading);
    match file.is_demonstration {
        true => {
            let note = words::demonstration_note(language);
            sheet.text(4, 0, note, &looks.strong);
            6
        }
        false => 5,
    }
}

/// A column of a sheet.
struct Column {
    heading: String,
    width: f64,
    /// What a row has there, given its number.
    cell: Box<dyn for<'r> Fn(&'r Row, usize) -> Written<'r>>,
}

/// What is written into a cell.
enum Written<'r> {
    Text(&'r str),
    Value(&'r str),
    Number(usize),
}

fn columns(list: &NamedList, table: &Table, language: Language) -> Vec<Column> {
    let text = |heading: &str, width, read: fn(&Row) -> &str| Column {
        heading: heading.to_owned(),
        width,
        cell: Box::new(move |row, _| Written::Text(read(row))),
    };
    let mut columns = vec![
        Column {
            heading: lists::number(language).to_owned(),
            width: NUMBER,
            cell: Box::new(|_, number| Written::Number(number)),
        },
        text(lists::name(language), NAME, |row| &row.name),
        text(lists::unit(language), UNIT, |row| &row.unit),
    ];
    columns.extend(
        table
            .headings
            .iter()
            .enumerate()
            .map(|(place, heading)| Column {
                heading: heading.clone(),
                width: ANSWER,
                cell: Box::new(move |row, _| match row.cells.get(place) {
                    Some(Cell::Text(text)) => Written::Text(text),
                    Some(Cell::Value(value)) => Written::Value(value),
                    None => Written::Text(""),
                }),
            }),
    );
    if table.has_phone {
        columns.push(text(lists::phone(language), ANSWER, |row| &row.phone));
    }
    if list.answers().is_none() {
        columns.push(text(lists::form(language), ANSWER, |row| row.form));
    }
    if list.has_own_steps() {
        columns.push(text(lists::next(language), STEPS, |row| &row.steps));
    }
    columns
}

/// The looks of cells, made once for all of them.
struct Numbers<'a> {
    looks: &'a Looks,
    whole: rust_xlsxwriter::Format,
}

impl Numbers<'_> {
    fn put(&self, sheet: &mut Sheet, (row, column): (u32, u16), written: Written<'_>) {
        match written {
            Written::Number(number) => {
                sheet.number(row, column, &number.to_string(), &self.whole);
            }
            Written::Text("") | Written::Value("") => sheet.blank(row, column, &self.looks.cell),
            Written::Text(text) => sheet.text(row, column, text, &self.looks.cell),
            Written::Value(value) if is_plain(value) => {
                let digits = value.split_once('.').map_or(0, |(_, part)| part.len());
                let digits = u8::try_from(digits.min(4)).unwrap_or(4);
                let look = self.looks.number(&number_format(digits, false));
                sheet.number(row, column, value, &look);
            }
            // Says itself what to do with what is no day.
            Written::Value(day) => sheet.day(row, column, day, &self.looks.day),
        }
    }
}
