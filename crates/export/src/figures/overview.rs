//! The first sheet: what the file is, how far the collection is, and where to find what.

use sohoi_text::messages::{export as words, results};
use sohoi_text::{Language, parse_date, short_date};

use super::printing::{Cell, Printing};
use super::read;
use super::workbook::{figure, heading};
use crate::About;
use crate::xlsx::{Looks, Sheet, hundredth, number_format};

/// Writes the sheet; `sheets` are the others: name, what is in them, how many indicators.
pub(super) fn overview(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    about: &About<'_>,
    language: Language,
    sheets: &[(String, String, usize)],
) {
    let round = file.round;
    for (column, width) in [12.0, 62.0, 20.0, 18.0, 12.0].into_iter().enumerate() {
        sheet.width(column as u16, width);
    }
    sheet.on_every_page(read(&round.title, language), &heading(file, language));
    sheet.text(0, 0, read(&round.title, language), &looks.title);
    sheet.text(1, 0, read(&round.owner, language), &looks.plain);
    sheet.text(2, 0, &heading(file, language), &looks.strong);
    let made_on = words::made_on(language, &short_date(about.made_on));
    let period = [&round.dates.period_start, &round.dates.cutoff]
        .map(|day| parse_date(day).map_or_else(|_| day.clone(), short_date))
        .join(" – ");
    let lines = [
        (words::place(language), about.place),
        (words::period(language), &period),
        ("", &about.source(round, language)),
        (words::made(language), &made_on),
    ];
    let mut row = 4;
    for (name, text) in lines {
        sheet.text(row, 0, name, &looks.quiet);
        sheet.text(row, 1, text, &looks.plain);
        row += 1;
    }
    if file.is_demonstration {
        sheet.text(row, 0, words::demonstration_note(language), &looks.strong);
        row += 1;
    }
    let indicators: Vec<_> = round.indicators.iter().collect();
    if let Some(note) = file.note(language, &indicators) {
        sheet.text(row, 0, &note, &looks.plain);
        row += 1;
    }
    row = parts(sheet, looks, file, language, row);
    row = progress(sheet, looks, file, language, row + 1);
    row = headline(sheet, looks, file, language, row + 1);
    contents(sheet, looks, language, row + 1, sheets);
}

/// What the figures were added up from. Answers the next row.
fn parts(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    language: Language,
    mut row: u32,
) -> u32 {
    let Some(made_of) = file.made_of else {
        return row;
    };
    sheet.text(row, 0, words::made_of(language), &looks.quiet);
    for part in [&made_of.short].into_iter().chain(&made_of.parts) {
        sheet.text(row, 1, part, &looks.plain);
        row += 1;
    }
    row
}

/// How much of the register has a response that counts. Answers the next row.
fn progress(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    language: Language,
    mut row: u32,
) -> u32 {
    sheet.text(row, 0, results::register_progress(language), &looks.strong);
    row += 1;
    let headings = [
        "",
        words::kind_of_subject(language),
        words::forms_counted(language),
        words::in_register(language),
        "%",
    ];
    for (heading, column) in headings.iter().zip(0..) {
        sheet.text(row, column, heading, &looks.heading);
    }
    for kind in &file.progress.kinds {
        row += 1;
        let name = file
            .round
            .subject_kinds
            .iter()
            .find(|it| it.id == kind.kind);
        let name = name.map_or(kind.kind.as_str(), |it| read(&it.name, language));
        let total = kind.total;
        sheet.blank(row, 0, &looks.cell);
        sheet.text(row, 1, name, &looks.cell);
        let whole = looks.number(&number_format(0, false));
        sheet.number(row, 2, &total.counted.to_string(), &whole);
        sheet.number(row, 3, &total.lines.to_string(), &whole);
        match total.lines {
            0 => sheet.text(row, 4, crate::csv::NOTHING, &looks.nothing),
            lines => {
                // Whole tenths of a percent, rounded half up, as pages have them.
                let tenths = (total.counted * 2000 + lines) / (lines * 2);
                let percent = format!("{}.{}", tenths / 10, tenths % 10);
                let look = looks.number(&number_format(1, true));
                sheet.number(row, 4, &hundredth(&percent), &look);
            }
        }
    }
    row + 1
}

/// The headline figures. Answers the next row.
fn headline(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    language: Language,
    mut row: u32,
) -> u32 {
    sheet.text(row, 0, results::headline(language), &looks.strong);
    row += 1;
    let headings = [
        words::code(language),
        words::indicator(language),
        words::unit(language),
        words::value(language),
    ];
    for (heading, column) in headings.iter().zip(0..) {
        sheet.text(row, column, heading, &looks.heading);
    }
    for indicator in file.round.indicators.iter().filter(|it| it.headline) {
        if let Some(table) = file.table(&indicator.code) {
            row += 1;
            sheet.text(row, 0, &indicator.code, &looks.cell);
            sheet.text(row, 1, read(&indicator.name, language), &looks.cell);
            sheet.text(row, 2, read(&indicator.unit, language), &looks.cell);
            figure(
                sheet,
                (row, 3),
                looks,
                indicator,
                Cell::of(
                    table.total.value.as_deref(),
                    file.of_total(&table.code).value,
                ),
            );
        }
    }
    row + 1
}

fn contents(
    sheet: &mut Sheet,
    looks: &Looks,
    language: Language,
    mut row: u32,
    sheets: &[(String, String, usize)],
) {
    sheet.text(row, 0, words::contents(language), &looks.strong);
    row += 1;
    let headings = ["", words::sheet(language), words::indicators(language)];
    for (heading, column) in headings.iter().zip(0..) {
        sheet.text(row, column, heading, &looks.heading);
    }
    for ((name, about, indicators), number) in sheets.iter().zip(1..) {
        row += 1;
        let whole = looks.number(&number_format(0, false));
        sheet.number(row, 0, &number.to_string(), &whole);
        sheet.link(row, 1, name, about, &looks.link);
        sheet.number(row, 2, &indicators.to_string(), &whole);
    }
}
