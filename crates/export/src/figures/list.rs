//! The last sheet: every figure with what it is made of, one a row.

use sohoi_disclosure::Hidden;
use sohoi_stats::{Figure, Indicator};
use sohoi_text::Language;
use sohoi_text::messages::{export as words, results};

use super::printing::{Cell, Printing};
use super::workbook::{figure, head, part};
use super::{group_name, read};
use crate::About;
use crate::xlsx::{Looks, Sheet};

/// Writes the sheet.
pub(super) fn list(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    about: &About<'_>,
    language: Language,
) {
    let title = words::all_figures(language);
    let heading = head(sheet, looks, file, about, language, title);
    let columns = [
        (words::theme(language), 24.0),
        (words::code(language), 8.0),
        (words::indicator(language), 46.0),
        (words::unit(language), 13.0),
        (words::broken_down_by(language), 17.0),
        (words::group(language), 24.0),
        (words::group_code(language), 14.0),
        (words::value(language), 13.0),
        (words::numerator(language), 14.0),
        (words::denominator(language), 14.0),
        (words::remark(language), 34.0),
    ];
    for ((name, width), column) in columns.iter().zip(0..) {
        sheet.width(column, *width);
        sheet.text(heading, column, name, &looks.heading);
    }
    sheet.keep_in_sight(heading + 1, 3, (heading, heading));
    let mut row = heading + 1;
    for table in &file.book.indicators {
        let indicators = &file.round.indicators;
        let Some(indicator) = indicators.iter().find(|it| it.code == table.code) else {
            continue;
        };
        let mut line = |by: &str, group: &str, code: &str, own: &Figure, hidden: Hidden| {
            let texts = [by, group, code];
            let own = (own, hidden);
            write_line(sheet, row, looks, file, language, indicator, texts, own);
            row += 1;
        };
        let hidden = file.of_total(&table.code);
        line(results::total(language), "", "", &table.total, hidden);
        for breakdown in &table.breakdowns {
            let dimensions = file.round.dimensions.iter();
            let dimension = dimensions.clone().find(|it| it.id == breakdown.dimension);
            let by = dimension.map_or(breakdown.dimension.as_str(), |it| read(&it.name, language));
            for (group, own) in &breakdown.rows {
                let name = group_name(file.round, dimension, group, language);
                let hidden = file.of_group(&table.code, &breakdown.dimension, group);
                line(by, name, group, own, hidden);
            }
        }
    }
    sheet.filter(heading, row - 1, 10);
    sheet.text(
        row + 1,
        0,
        &about.source(file.round, language),
        &looks.plain,
    );
    let indicators: Vec<&Indicator> = file.round.indicators.iter().collect();
    if let Some(note) = file.note(language, &indicators) {
        sheet.text(row + 2, 0, &note, &looks.plain);
    }
}

#[expect(clippy::too_many_arguments, reason = "a line is made of all of these")]
fn write_line(
    sheet: &mut Sheet,
    row: u32,
    looks: &Looks,
    file: &Printing<'_>,
    language: Language,
    indicator: &Indicator,
    [by, group, code]: [&str; 3],
    (own, hidden): (&Figure, Hidden),
) {
    let themes = &file.round.themes;
    let theme = themes.iter().find(|theme| theme.id == indicator.theme);
    let theme = theme.map_or(indicator.theme.as_str(), |it| read(&it.name, language));
    let texts = [
        theme,
        &indicator.code,
        read(&indicator.name, language),
        read(&indicator.unit, language),
        by,
        group,
        code,
    ];
    for (text, column) in texts.iter().zip(0..) {
        sheet.text(row, column, text, &looks.line);
    }
    let value = Cell::of(own.value.as_deref(), hidden.value);
    figure(sheet, (row, 7), looks, indicator, value);
    let a = Cell::of(own.a.as_deref(), hidden.a);
    part(sheet, (row, 8), looks, a);
    let b = Cell::of(own.b.as_deref(), hidden.b);
    match indicator.b {
        Some(_) => part(sheet, (row, 9), looks, b),
        None => sheet.blank(row, 9, &looks.line),
    }
    let remark = indicator.note.as_deref().unwrap_or_default();
    sheet.text(row, 10, remark, &looks.line);
}
