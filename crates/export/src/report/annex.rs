//! An annex: the indicators of a theme down, groups across, on pages that lie on their side.

use docx_rs::{
    AlignmentType, Docx, Paragraph, Run, Table, TableCell, TableCellMargins, TableLayoutType,
    TableRow, VAlignType, WidthType,
};
use sohoi_stats::{Dimension, Figure, Indicator};
use sohoi_text::messages::{export, report as words, results};
use sohoi_text::{format_decimal, percentage};

use super::heading_rows::on_every_page;
use super::page::{A4, Page, centred, twips};
use super::{FiguresFile, cautions};
use crate::About;
use crate::figures::{
    collected, forms_of, group_name, groups, of_group, population, progress_of, read,
};

/// How wide the columns before the groups are, in millimetres: number, indicator, unit, total.
const BEFORE: [u32; 4] = [9, 56, 18, 18];
/// Font sizes, in half points: of the table, and of what stands under it.
const SIZE: usize = 18;
/// How far text keeps from the lines at its sides, and above and below, in twentieths of a point.
const SIDE: usize = 60;
const ABOVE: usize = 20;
/// Under this share of the register a table says that its figures may still change.
const WHOLE: usize = 90;

/// Adds an annex on a page of its own.
pub(super) fn add(
    docx: Docx,
    page: Page<'_>,
    file: &FiguresFile<'_>,
    about: &About<'_>,
    title: &str,
    theme: &str,
    by: Option<&str>,
) -> Docx {
    let language = page.language;
    let indicators = file.round.indicators.iter();
    let indicators: Vec<&Indicator> = indicators.filter(|own| own.theme == theme).collect();
    let dimensions = &file.round.dimensions;
    let dimension = dimensions.iter().find(|own| Some(own.id.as_str()) == by);
    let heading = centred(Run::new().add_text(title).bold())
        .page_break_before(true)
        .keep_next(true);
    let under = [about.place, population(file.population, language)].join(" · ");
    let mut docx = docx
        .add_paragraph(heading)
        .add_paragraph(centred(Run::new().add_text(under).italic()))
        .add_table(table(page, file, &indicators, dimension));
    for line in notes(page, file, about, &indicators) {
        let run = Run::new().add_text(line).size(SIZE + 1);
        docx = docx.add_paragraph(Paragraph::new().add_run(run));
    }
    docx
}

fn table(
    page: Page<'_>,
    file: &FiguresFile<'_>,
    indicators: &[&Indicator],
    dimension: Option<&Dimension>,
) -> Table {
    let language = page.language;
    let groups = dimension.map_or_else(Vec::new, |own| groups(file, own, indicators));
    let widths = widths(page, groups.len());
    let mut headings = vec![
        words::row(language).to_owned(),
        export::indicator(language).to_owned(),
        export::unit(language).to_owned(),
        results::total(language).to_owned(),
    ];
    let name = |group: &&str| group_name(file.round, dimension, group, language).to_owned();
    headings.extend(groups.iter().map(name));
    let headings = headings.into_iter().zip(&widths).map(|(text, width)| {
        let run = Run::new().add_text(text).bold();
        cell(*width, run, AlignmentType::Center)
    });
    let mut rows = vec![on_every_page(
        TableRow::new(headings.collect()).cant_split(),
    )];
    for (number, indicator) in (1..).zip(indicators) {
        let found = file.table(&indicator.code);
        let mut texts = vec![
            number.to_string(),
            read(&indicator.name, language).to_owned(),
            read(&indicator.unit, language).to_owned(),
            found.map_or_else(String::new, |table| written(&table.total)),
        ];
        for group in &groups {
            let figure = dimension.and_then(|by| of_group(file, indicator, by, group));
            texts.push(figure.map_or_else(String::new, written));
        }
        let cells = texts.into_iter().zip(&widths).enumerate();
        let cells = cells.map(|(column, (text, width))| {
            let alignment = match column {
                0 | 2 => AlignmentType::Center,
                1 => AlignmentType::Left,
                _ => AlignmentType::Right,
            };
            cell(*width, Run::new().add_text(text), alignment)
        });
        rows.push(TableRow::new(cells.collect()).cant_split());
    }
    Table::new(rows)
        .set_grid(widths.clone())
        .layout(TableLayoutType::Fixed)
        .margins(
            TableCellMargins::new()
                .margin_top(ABOVE, WidthType::Dxa)
                .margin_bottom(ABOVE, WidthType::Dxa)
                .margin_left(SIDE, WidthType::Dxa)
                .margin_right(SIDE, WidthType::Dxa),
        )
        .width(widths.iter().sum(), WidthType::Dxa)
}

/// The widths of all columns, in twentieths of a point: what is left is for the groups alike.
fn widths(page: Page<'_>, groups: usize) -> Vec<usize> {
    let [top, bottom, ..] = page.layout.margins;
    let all =
        A4.1.saturating_sub((twips(top) + twips(bottom)).unsigned_abs()) as usize;
    let mut widths = BEFORE
        .map(|width| twips(width).unsigned_abs() as usize)
        .to_vec();
    let left = all.saturating_sub(widths.iter().sum());
    match groups {
        // Then there is room for long names.
        0 => widths[1] += left,
        groups => widths.extend(std::iter::repeat_n(left / groups, groups)),
    }
    widths
}

fn cell(width: usize, run: Run, alignment: AlignmentType) -> TableCell {
    TableCell::new()
        .width(width, WidthType::Dxa)
        .vertical_align(VAlignType::Center)
        .add_paragraph(Paragraph::new().align(alignment).add_run(run.size(SIZE)))
}

/// A figure without its unit, which has a column of its own; `-` where there is none.
fn written(figure: &Figure) -> String {
    let value = figure.value.as_deref();
    value.map_or_else(|| "-".to_owned(), format_decimal)
}

/// Source, progress and what to know, a line each.
fn notes(
    page: Page<'_>,
    file: &FiguresFile<'_>,
    about: &About<'_>,
    indicators: &[&Indicator],
) -> Vec<String> {
    let language = page.language;
    let mut notes = vec![
        about.source(file.round, language),
        progress_of(file, language, indicators),
    ];
    let (mut counted, mut lines) = (0, 0);
    for form in forms_of(file, indicators) {
        let own = collected(file, &form.id);
        (counted, lines) = (counted + own.0, lines + own.1);
    }
    if counted * 100 < lines * WHOLE {
        let tenths = counted * 1000 / lines;
        let share = percentage(&format!("{}.{}", tenths / 10, tenths % 10));
        notes.push(words::under_ninety(language, &share));
    }
    let cautions = cautions(file, about, language).into_iter();
    notes.extend(cautions.map(str::to_owned));
    notes
}
