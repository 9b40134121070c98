//! The sheet of a theme: groups down, indicators across.

use sohoi_round::Theme;
use sohoi_stats::{Dimension, Indicator};
use sohoi_text::Language;
use sohoi_text::messages::{export as words, results};

use super::definition::definition;
use super::printing::{Cell, Printing};
use super::workbook::{figure, head, part};
use super::{group_name, groups, of_group, progress_of, read};
use crate::About;
use crate::xlsx::{Looks, Sheet};

/// The columns before the indicators: what it is broken down by, and the group.
const BEFORE: u16 = 2;
/// How wide these columns and those of indicators are, in characters.
const WIDTHS: [f64; 3] = [25.0, 43.0, 13.0];

/// Writes the sheet.
pub(super) fn theme_sheet(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    about: &About<'_>,
    language: Language,
    theme: &Theme,
    indicators: &[&Indicator],
) {
    let title = format!("{} · {}", theme.id, read(&theme.name, language));
    let headings = head(sheet, looks, file, about, language, &title);
    write_headings(sheet, looks, headings, language, indicators);
    let mut row = write_totals(sheet, looks, file, headings + 3, language, indicators);
    for dimension in &file.round.dimensions {
        for group in groups(file, dimension, indicators) {
            sheet.text(row, 0, read(&dimension.name, language), &looks.cell);
            let name = group_name(file.round, Some(dimension), group, language);
            sheet.text(row, 1, name, &looks.cell);
            let lines = (name.chars().count() as f64 / WIDTHS[1]).ceil();
            if lines > 1.0 {
                sheet.height(row, lines * 15.0);
            }
            for (indicator, column) in indicators.iter().zip(BEFORE..) {
                write_group(
                    sheet,
                    (row, column),
                    looks,
                    file,
                    indicator,
                    dimension,
                    group,
                );
            }
            row += 1;
        }
    }
    write_foot(sheet, looks, file, about, row + 1, language, indicators);
}

fn write_headings(
    sheet: &mut Sheet,
    looks: &Looks,
    row: u32,
    language: Language,
    indicators: &[&Indicator],
) {
    let [by, group, own] = WIDTHS;
    sheet.width(0, by);
    sheet.width(1, group);
    sheet.text(row, 0, words::broken_down_by(language), &looks.heading);
    sheet.text(row, 1, words::group(language), &looks.heading);
    sheet.text(row + 1, 0, "", &looks.heading);
    sheet.text(row + 1, 1, words::code(language), &looks.heading);
    sheet.text(row + 2, 0, "", &looks.heading);
    sheet.text(row + 2, 1, words::unit(language), &looks.heading);
    let mut longest = 0;
    for (indicator, column) in indicators.iter().zip(BEFORE..) {
        let name = read(&indicator.name, language);
        longest = longest.max(name.chars().count());
        sheet.width(column, own);
        sheet.text(row, column, name, &looks.heading);
        sheet.text(row + 1, column, &indicator.code, &looks.heading);
        sheet.text(
            row + 2,
            column,
            read(&indicator.unit, language),
            &looks.heading,
        );
    }
    // Words break before the end of a line; a tenth more is enough for Vietnamese, whose are short.
    let lines = (longest as f64 * 1.25 / own).ceil().max(2.0);
    sheet.height(row, lines * 15.0);
    sheet.height(row + 2, 30.0);
    sheet.keep_in_sight(row + 3, BEFORE, (row, row + 2));
}

/// The totals and what they are made of. Answers the next row.
fn write_totals(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    row: u32,
    language: Language,
    indicators: &[&Indicator],
) -> u32 {
    let names = [
        results::total(language),
        words::numerator(language),
        words::denominator(language),
    ];
    for (name, row) in names.iter().zip(row..) {
        sheet.text(row, 0, results::total(language), &looks.cell);
        sheet.text(row, 1, name, &looks.cell);
    }
    for (indicator, column) in indicators.iter().zip(BEFORE..) {
        if let Some(table) = file.table(&indicator.code) {
            let (total, hidden) = (&table.total, file.of_total(&indicator.code));
            figure(
                sheet,
                (row, column),
                looks,
                indicator,
                Cell::of(total.value.as_deref(), hidden.value),
            );
            let a = Cell::of(total.a.as_deref(), hidden.a);
            part(sheet, (row + 1, column), looks, a);
            let b = Cell::of(total.b.as_deref(), hidden.b);
            match indicator.b {
                Some(_) => part(sheet, (row + 2, column), looks, b),
                None => sheet.blank(row + 2, column, &looks.cell),
            }
        }
    }
    row + 3
}

/// The figure of a group; nothing where the indicator is not broken down this way.
fn write_group(
    sheet: &mut Sheet,
    (row, column): (u32, u16),
    looks: &Looks,
    file: &Printing<'_>,
    indicator: &Indicator,
    dimension: &Dimension,
    group: &str,
) {
    match of_group(file, indicator, dimension, group) {
        Some(own) => {
            let hidden = file.of_group(&indicator.code, &dimension.id, group);
            let value = Cell::of(own.value.as_deref(), hidden.value);
            figure(sheet, (row, column), looks, indicator, value);
        }
        None => sheet.blank(row, column, &looks.cell),
    }
}

/// Sources, progress, and how each indicator is made up.
fn write_foot(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    about: &About<'_>,
    row: u32,
    language: Language,
    indicators: &[&Indicator],
) {
    let last = BEFORE + u16::try_from(indicators.len()).unwrap_or(0) - 1;
    let [by, group, own] = WIDTHS;
    let width = by + group + own * indicators.len() as f64;
    let mut lines = vec![(about.source(file.round, language), &looks.wrapped)];
    lines.push((progress_of(file, language, indicators), &looks.wrapped));
    if file.is_demonstration {
        lines.push((
            words::demonstration_note(language).to_owned(),
            &looks.strong,
        ));
    }
    for dimension in &file.round.dimensions {
        let is_here = |indicator: &&Indicator| indicator.breakdowns.contains(&dimension.id);
        if let Some(note) = &dimension.note
            && indicators.iter().any(is_here)
        {
            let (name, note) = (read(&dimension.name, language), read(note, language));
            lines.push((format!("{name}: {note}"), &looks.wrapped));
        }
    }
    if let Some(note) = file.note(language, indicators) {
        lines.push((note, &looks.wrapped));
    }
    lines.push((words::reading(language).to_owned(), &looks.quiet_wrapped));
    lines.push((words::definitions(language).to_owned(), &looks.strong));
    for indicator in indicators {
        let text = definition(file.round, indicator, language);
        lines.push((text, &looks.wrapped));
    }
    for ((text, look), row) in lines.iter().zip(row..) {
        sheet.paragraph(row, last, width, text, look);
    }
}
