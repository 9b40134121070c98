//! Lists as sheets of a workbook: an overview, and a sheet a list.

use sohoi_round::NamedList;
use sohoi_text::Language;
use sohoi_text::messages::{export as words, lists};

use super::table::{Cell, Row, Table};
use super::{ListsFile, common_steps};
use crate::about::{About, count};
use crate::figures::read;
use crate::xlsx::{Looks, Sheet, is_plain, number_format, room};

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
    let texts = columns.iter();
    sheet.fit(
        row,
        texts.map(|own| (own.heading.as_str(), room(own.width))),
    );
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
    let cells = Cells {
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
                cells.put(sheet, (row, place), column.of(own, number));
            }
            let texts = columns
                .iter()
                .filter_map(|column| match column.of(own, number) {
                    Written::Text(text) => Some((text, room(column.width))),
                    Written::Value(_) | Written::Number(_) => None,
                });
            sheet.fit(row, texts);
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
    what: What,
}

/// What a row has in a column.
enum What {
    /// How many rows there are up to it.
    Number,
    /// An answer, by its place.
    Answer(usize),
    Text(fn(&Row) -> &str),
}

/// What is written into a cell.
enum Written<'r> {
    Text(&'r str),
    Value(&'r str),
    Number(usize),
}

impl Column {
    fn of<'r>(&self, row: &'r Row, number: usize) -> Written<'r> {
        match self.what {
            What::Number => Written::Number(number),
            What::Text(read) => Written::Text(read(row)),
            What::Answer(place) => match row.cells.get(place) {
                Some(Cell::Text(text)) => Written::Text(text),
                Some(Cell::Value(value)) => Written::Value(value),
                None => Written::Text(""),
            },
        }
    }
}

fn columns(list: &NamedList, table: &Table, language: Language) -> Vec<Column> {
    let column = |heading: &str, width, what| Column {
        heading: heading.to_owned(),
        width,
        what,
    };
    let mut columns = vec![
        column(lists::number(language), NUMBER, What::Number),
        column(lists::name(language), NAME, What::Text(|row| &row.name)),
        column(lists::unit(language), UNIT, What::Text(|row| &row.unit)),
    ];
    let answers = table.headings.iter().enumerate();
    columns.extend(answers.map(|(place, heading)| column(heading, ANSWER, What::Answer(place))));
    if table.has_phone {
        let phone = What::Text(|row| &row.phone);
        columns.push(column(lists::phone(language), ANSWER, phone));
    }
    if list.answers().is_none() {
        let form = What::Text(|row| row.form);
        columns.push(column(lists::form(language), ANSWER, form));
    }
    if list.has_own_steps() {
        let steps = What::Text(|row| &row.steps);
        columns.push(column(lists::next(language), STEPS, steps));
    }
    columns
}

/// The looks of cells, made once for all of them.
struct Cells<'a> {
    looks: &'a Looks,
    whole: rust_xlsxwriter::Format,
}

impl Cells<'_> {
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
