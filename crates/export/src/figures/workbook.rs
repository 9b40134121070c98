//! The figures as a workbook: an overview, a sheet a theme, and a list of every figure.

use sohoi_disclosure::HiddenFigures;
use sohoi_stats::Indicator;
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use super::list::list;
use super::overview::overview;
use super::printing::{Cell, Printing};
use super::theme::theme_sheet;
use super::{FiguresFile, population, read};
use crate::About;
use crate::csv::{HIDDEN, NOTHING};
use crate::xlsx::{Book, Looks, Sheet, TooLarge, hundredth, number_format};

/// Writes the figures as a workbook (XLSX).
///
/// The first sheet is the overview, then each theme that has indicators has a sheet: groups down,
/// indicators across, and under the table its sources and how each indicator is made up. The
/// last sheet has every figure with what it is made of, one a row, as [`figures_csv`](super::figures_csv)
/// has them. Figures are numbers; of an indicator in `%` the hundredth with a percentage format;
/// `-` stands where there is none.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn figures_xlsx(
    file: &FiguresFile<'_>,
    about: &About<'_>,
    language: Language,
) -> Result<Vec<u8>, TooLarge> {
    write(&Printing::internal(file), about, language)
}

/// Writes the figures as [`figures_xlsx`] does, in their published form: every sheet says so, `…` stands
/// where something is hidden, and a note under each table says why, and how many figures it concerns.
///
/// `hidden` is what is hidden in these figures.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn published_xlsx(
    file: &FiguresFile<'_>,
    hidden: &HiddenFigures,
    about: &About<'_>,
    language: Language,
) -> Result<Vec<u8>, TooLarge> {
    write(&Printing::published(file, hidden), about, language)
}

fn write(file: &Printing<'_>, about: &About<'_>, language: Language) -> Result<Vec<u8>, TooLarge> {
    let looks = Looks::new();
    let title = read(&file.round.title, language);
    let mut book = Book::new(title, about.made_on);
    let first = book.sheet(words::overview(language));
    let mut sheets = Vec::new();
    for theme in &file.round.themes {
        let indicators: Vec<&Indicator> = file
            .round
            .indicators
            .iter()
            .filter(|it| it.theme == theme.id && file.table(&it.code).is_some())
            .collect();
        if !indicators.is_empty() {
            let name = format!("{} {}", theme.id, read(&theme.name, language));
            let mut sheet = book.sheet(&name);
            theme_sheet(
                &mut sheet,
                &looks,
                file,
                about,
                language,
                theme,
                &indicators,
            );
            sheets.push((theme, indicators.len(), sheet));
        }
    }
    let mut last = book.sheet(words::all_figures(language));
    list(&mut last, &looks, file, about, language);
    let names: Vec<_> = sheets
        .iter()
        .map(|(theme, indicators, sheet)| {
            let name = read(&theme.name, language).to_owned();
            (sheet.name(), name, *indicators)
        })
        .chain([(
            last.name(),
            words::all_figures(language).to_owned(),
            file.book.indicators.len(),
        )])
        .collect();
    let mut front = first;
    overview(&mut front, &looks, file, about, language, &names);
    book.add(front)?;
    for (_, _, sheet) in sheets {
        book.add(sheet)?;
    }
    book.add(last)?;
    book.into_bytes()
}

/// Which responses the figures are of, whether they are published, and whether these are made up.
pub(super) fn heading(file: &Printing<'_>, language: Language) -> String {
    let mut heading = population(file.population, language).to_owned();
    if file.is_published() {
        heading += " · ";
        heading += words::published(language);
    }
    if file.is_demonstration {
        heading += " · ";
        heading += words::demonstration(language);
    }
    heading
}

/// The first lines of a sheet: what it has, of where, and of which responses. Answers the next row.
pub(super) fn head(
    sheet: &mut Sheet,
    looks: &Looks,
    file: &Printing<'_>,
    about: &About<'_>,
    language: Language,
    title: &str,
) -> u32 {
    let round = read(&file.round.title, language);
    sheet.text(0, 0, title, &looks.title);
    sheet.text(1, 0, &format!("{round} · {}", about.place), &looks.plain);
    sheet.text(2, 0, &heading(file, language), &looks.strong);
    sheet.on_every_page(
        &format!("{title} · {}", about.place),
        &heading(file, language),
    );
    4
}

/// Writes the value of a figure.
pub(super) fn figure(
    sheet: &mut Sheet,
    (row, column): (u32, u16),
    looks: &Looks,
    indicator: &Indicator,
    value: Cell<'_>,
) {
    let is_percentage = indicator.is_percentage();
    let look = looks.number(&number_format(indicator.digits, is_percentage));
    match value {
        Cell::Nothing => sheet.text(row, column, NOTHING, &looks.nothing),
        Cell::Hidden => sheet.text(row, column, HIDDEN, &looks.nothing),
        Cell::Figure(value) if is_percentage => {
            sheet.number(row, column, &hundredth(value), &look);
        }
        Cell::Figure(value) => sheet.number(row, column, value, &look),
    }
}

/// Writes what a figure is made of, with the decimals it has.
pub(super) fn part(sheet: &mut Sheet, place: (u32, u16), looks: &Looks, part: Cell<'_>) {
    let (row, column) = place;
    match part {
        Cell::Nothing => sheet.text(row, column, NOTHING, &looks.nothing),
        Cell::Hidden => sheet.text(row, column, HIDDEN, &looks.nothing),
        Cell::Figure(part) => {
            let digits = part
                .split_once('.')
                .map_or(0, |(_, fraction)| fraction.len());
            let digits = u8::try_from(digits.min(6)).unwrap_or(6);
            sheet.number(
                row,
                column,
                part,
                &looks.number(&number_format(digits, false)),
            );
        }
    }
}
