//! All figures of a round: as one CSV file, one figure a row, and as a workbook.

#[cfg(feature = "office")]
mod definition;
#[cfg(feature = "office")]
mod json;
#[cfg(feature = "office")]
mod list;
#[cfg(feature = "office")]
mod overview;
mod printing;
#[cfg(feature = "office")]
mod theme;
#[cfg(feature = "office")]
mod workbook;

use sohoi_disclosure::{Hidden, HiddenFigures};
#[cfg(feature = "office")]
use sohoi_form::Form;
use sohoi_form::Text;
use sohoi_round::Round;
use sohoi_stats::{
    Book, Dimension, DimensionSource, Figure, Indicator, Population, RegisterProgress,
};

use sohoi_text::Language;
use sohoi_text::messages::{export as words, results};

use crate::csv::{Csv, HIDDEN};
use printing::{Cell, Printing};

#[cfg(feature = "office")]
pub use json::{figures_json, published_json};
#[cfg(feature = "office")]
pub use workbook::{figures_xlsx, published_xlsx};

/// The headings, in the order of the columns.
const COLUMNS: [fn(Language) -> &'static str; 15] = [
    words::theme,
    words::code,
    words::indicator,
    words::unit,
    words::broken_down_by,
    words::group,
    words::group_code,
    words::value,
    words::numerator,
    words::denominator,
    words::population,
    words::cutoff,
    words::progress,
    words::kind_of_data,
    words::remark,
];

/// What a file of figures is written from.
#[derive(Clone, Copy, Debug)]
pub struct FiguresFile<'a> {
    /// The round: names, choice lists, the day the figures are of.
    pub round: &'a Round,
    /// The figures.
    pub book: &'a Book,
    /// Which responses they are made of.
    pub population: Population,
    /// How much of the register has such a response.
    pub progress: &'a RegisterProgress,
    /// Whether the responses are made up.
    pub is_demonstration: bool,
    /// What they were added up from, where that is files of other units.
    pub made_of: Option<&'a MadeOf>,
}

/// What figures were added up from, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeOf {
    /// How many files, and how many of them are not signed: beside each figure.
    pub short: String,
    /// A sentence a part: its unit, its file, its progress, who signed it.
    pub parts: Vec<String>,
}

#[cfg(feature = "office")]
impl FiguresFile<'_> {
    /// The figures of an indicator, where there are any.
    pub(crate) fn table(&self, code: &str) -> Option<&sohoi_stats::IndicatorTable> {
        self.book.indicators.iter().find(|table| table.code == code)
    }
}

/// Writes the figures: UTF-8 with byte order mark, RFC 4180 with CRLF, plain decimals with a
/// point, `-` where there is no figure.
///
/// The columns are theme, code, indicator, unit, broken down by, group, group code, value, a, b,
/// population, cut-off date, progress `n/N` of the subjects that fill in the form of `a`, kind of
/// data, remark. Tables of indicators that the round does not know are left out.
pub fn figures_csv(file: &FiguresFile<'_>, language: Language) -> Vec<u8> {
    write_csv(&Printing::internal(file), language)
}

/// Writes the figures as [`figures_csv`] does, in their published form: `…` stands where something is
/// hidden, and one more column says in every row that the form is published, and in rows with
/// something hidden why, and how many figures of the indicator it concerns.
///
/// `hidden` is what is hidden in these figures.
pub fn published_csv(
    file: &FiguresFile<'_>,
    hidden: &HiddenFigures,
    language: Language,
) -> Vec<u8> {
    write_csv(&Printing::published(file, hidden), language)
}

fn write_csv(file: &Printing<'_>, language: Language) -> Vec<u8> {
    let mut csv = Csv::new();
    COLUMNS
        .iter()
        .for_each(|heading| csv.text(heading(language)));
    if file.is_published() {
        csv.text(words::publication(language));
    }
    csv.end_row();
    for table in &file.book.indicators {
        let indicators = &file.round.indicators;
        let Some(indicator) = indicators.iter().find(|it| it.code == table.code) else {
            continue;
        };
        let mut line = |by: &str, group: &str, code: &str, figure: &Figure, hidden: Hidden| {
            row(
                &mut csv,
                file,
                language,
                indicator,
                [by, group, code],
                (figure, hidden),
            );
        };
        let hidden = file.of_total(&table.code);
        line(results::total(language), "", "", &table.total, hidden);
        for breakdown in &table.breakdowns {
            let dimension = file
                .round
                .dimensions
                .iter()
                .find(|it| it.id == breakdown.dimension);
            let by = dimension.map_or(breakdown.dimension.as_str(), |it| read(&it.name, language));
            for (group, figure) in &breakdown.rows {
                line(
                    by,
                    group_name(file.round, dimension, group, language),
                    group,
                    figure,
                    file.of_group(&table.code, &breakdown.dimension, group),
                );
            }
        }
    }
    csv.into_bytes()
}

fn row(
    csv: &mut Csv,
    file: &Printing<'_>,
    language: Language,
    indicator: &Indicator,
    [by, group, group_code]: [&str; 3],
    (figure, hidden): (&Figure, Hidden),
) {
    let theme = file
        .round
        .themes
        .iter()
        .find(|theme| theme.id == indicator.theme);
    csv.text(theme.map_or(indicator.theme.as_str(), |theme| {
        read(&theme.name, language)
    }));
    csv.text(&indicator.code);
    csv.text(read(&indicator.name, language));
    csv.text(read(&indicator.unit, language));
    csv.text(by);
    csv.text(group);
    csv.text(group_code);
    for (digits, is_hidden) in [
        (&figure.value, hidden.value),
        (&figure.a, hidden.a),
        (&figure.b, hidden.b),
    ] {
        match Cell::of(digits.as_deref(), is_hidden) {
            Cell::Hidden => csv.text(HIDDEN),
            Cell::Nothing => csv.number(None),
            Cell::Figure(digits) => csv.number(Some(digits)),
        }
    }
    csv.text(population(file.population, language));
    csv.text(&file.round.dates.cutoff);
    csv.text(&progress(file, language, &indicator.a.form));
    csv.text(&kind_of_data(file, language));
    csv.text(indicator.note.as_deref().unwrap_or_default());
    if file.is_published() {
        let note = hidden.is_any().then(|| file.note(language, &[indicator]));
        let note = note.flatten();
        csv.text(note.as_deref().unwrap_or(words::published(language)));
    }
    csv.end_row();
}

/// Whether the responses are made up, and what the figures were added up from.
fn kind_of_data(file: &FiguresFile<'_>, language: Language) -> String {
    let demonstration = file
        .is_demonstration
        .then(|| words::demonstration(language));
    let made_of = file.made_of.map(|own| own.short.as_str());
    let kinds: Vec<&str> = demonstration.into_iter().chain(made_of).collect();
    kinds.join("; ")
}

pub(crate) fn read(text: &Text, language: Language) -> &str {
    language.pick(&text.vi, &text.en)
}

pub(crate) fn population(population: Population, language: Language) -> &'static str {
    match population {
        Population::Provisional => results::provisional(language),
        Population::Approved => results::approved(language),
    }
}

/// How people read a group of the dimension with this id, as files of figures say it.
pub fn name_of_group<'a>(
    round: &'a Round,
    dimension: &str,
    group: &'a str,
    language: Language,
) -> &'a str {
    let dimension = round.dimensions.iter().find(|it| it.id == dimension);
    group_name(round, dimension, group, language)
}

/// How people read a group of a dimension.
pub(crate) fn group_name<'a>(
    round: &'a Round,
    dimension: Option<&'a Dimension>,
    group: &'a str,
    language: Language,
) -> &'a str {
    let label = dimension.and_then(|it| group_label(round, it, group));
    match (label, group) {
        (Some(label), _) => read(label, language),
        (None, "") => results::without_group(language),
        (None, group) => group,
    }
}

/// The words of a group, where its dimension has a choice list that knows it.
fn group_label<'r>(round: &'r Round, dimension: &Dimension, group: &str) -> Option<&'r Text> {
    let DimensionSource::Question { form, list, .. } = &dimension.source else {
        return None;
    };
    let form = round.forms.iter().find(|it| it.id == *form)?;
    let choice = form
        .choice_lists
        .get(list)?
        .iter()
        .find(|choice| choice.name == group)?;
    Some(&choice.label)
}

/// `n/N` of the kinds of subjects that fill in `form`.
fn progress(file: &FiguresFile<'_>, language: Language, form: &str) -> String {
    let (counted, lines) = collected(file, form);
    words::forms_of_lines(language, counted, lines)
}

/// How many subjects that fill in `form` have a response that counts, and how many there are.
pub(crate) fn collected(file: &FiguresFile<'_>, form: &str) -> (usize, usize) {
    file.progress
        .kinds
        .iter()
        .filter(|progress| {
            let kinds = &file.round.subject_kinds;
            kinds
                .iter()
                .any(|kind| kind.id == progress.kind && kind.form == form)
        })
        .fold((0, 0), |(counted, lines), it| {
            (counted + it.total.counted, lines + it.total.lines)
        })
}

/// The figure of a group of an indicator's breakdown, where it has one.
#[cfg(feature = "office")]
pub(crate) fn of_group<'f>(
    file: &'f FiguresFile<'_>,
    indicator: &Indicator,
    dimension: &Dimension,
    group: &str,
) -> Option<&'f Figure> {
    let mut breakdowns = file.table(&indicator.code)?.breakdowns.iter();
    let breakdown = breakdowns.find(|own| own.dimension == dimension.id)?;
    let mut rows = breakdown.rows.iter();
    rows.find(|(own, _)| own == group).map(|(_, figure)| figure)
}

/// The forms that indicators are of.
#[cfg(feature = "office")]
pub(crate) fn forms_of<'f>(
    file: &'f FiguresFile<'_>,
    indicators: &[&Indicator],
) -> impl Iterator<Item = &'f Form> {
    file.round.forms.iter().filter(|form| {
        let terms = indicators
            .iter()
            .flat_map(|it| [Some(&it.a), it.b.as_ref()]);
        terms.flatten().any(|term| term.form == form.id)
    })
}

/// Every group that some indicator has, in the order in which they have them; no group last.
#[cfg(feature = "office")]
pub(crate) fn groups<'a>(
    file: &'a FiguresFile<'_>,
    dimension: &Dimension,
    indicators: &[&Indicator],
) -> Vec<&'a str> {
    let mut groups: Vec<&str> = Vec::new();
    for table in indicators.iter().filter_map(|it| file.table(&it.code)) {
        let breakdowns = table.breakdowns.iter();
        for breakdown in breakdowns.filter(|own| own.dimension == dimension.id) {
            for (group, _) in &breakdown.rows {
                if !groups.contains(&group.as_str()) {
                    groups.push(group);
                }
            }
        }
    }
    groups.sort_by_key(|group| group.is_empty());
    groups
}

/// `Tiến độ so với sổ: Phiếu …: 1.104/1.190; …` of the forms that the indicators are of.
#[cfg(feature = "office")]
pub(crate) fn progress_of(
    file: &FiguresFile<'_>,
    language: Language,
    indicators: &[&Indicator],
) -> String {
    let parts: Vec<String> = forms_of(file, indicators)
        .map(|form| {
            let (counted, lines) = collected(file, &form.id);
            let title = read(&form.title, language);
            format!(
                "{title}: {}/{}",
                crate::about::count(counted),
                crate::about::count(lines)
            )
        })
        .collect();
    format!("{}: {}.", words::progress(language), parts.join("; "))
}
