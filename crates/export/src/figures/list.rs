//! The last sheet: every figure with what it is made of, one a row.

use sohoi_stats::{Figure, Indicator};
use sohoi_text::Language;
use sohoi_text::messages::{export as words, results};

use super::workbook::{figure, head, part};
use super::{FiguresFile, group_name, read};
use crate::About;
use crate::xlsx::{Looks, Sheet};

/// Writes the sheet.
pub(super) fn list(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &FiguresFile<'_>,
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
        let mut line = |by: &str, group: &str, code: &str, own: &Figure| {
            let texts = [by, group, code];
            write_line(sheet, row, looks, file, language, indicator, texts, own);
            row += 1;
        };
        line(results::total(language), "", "", &table.total);
        for breakdown in &table.breakdowns {
            let dimensions = file.round.dimensions.iter();
            let dimension = dimensions.clone().find(|it| it.id == breakdown.dimension);
            let by = dimension.map_or(breakdown.dimension.as_str(), |it| read(&it.name, language));
            for (group, own) in &breakdown.rows {
                let name = group_name(file.round, dimension, group, language);
                line(by, name, group, own);
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
}

#[expect(clippy::too_many_arguments, reason = "a line is made of all of these")]
fn write_line(
    sheet: &mut Sheet,
    row: u32,
    looks: &Looks,
    file: &FiguresFile<'_>,
    language: Language,
    indicator: &Indicator,
    [by, group, code]: [&str; 3],
    own: &Figure,
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
    figure(sheet, (row, 7), looks, indicator, own.value.as_deref());
    part(sheet, (row, 8), looks, own.a.as_deref());
    match indicator.b {
        Some(_) => part(sheet, (row, 9), looks, own.b.as_deref()),
        None => sheet.blank(row, 9, &looks.line),
    }
    let remark = indicator.note.as_deref().unwrap_or_default();
    sheet.text(row, 10, remark, &looks.line);
}
