//! What stands above the text of a report, and under it.

use docx_rs::{
    Paragraph, Run, Section, Table, TableCell, TableCellMargins, TableLayoutType, TableRow,
    WidthType,
};
use sohoi_report::Issuer;
use sohoi_text::messages::report as words;
use sohoi_text::parse_date;

use super::page::{Page, centred};
use super::{FiguresFile, cautions, text_of};
use crate::About;

/// A short rule, where a layout has no mark of its own.
const RULE: &str = "_______________";
/// How many empty lines there are to sign in.
const ROOM_TO_SIGN: usize = 4;

/// Issuer and State or Party side by side, the title, and what to know first.
pub(super) fn above(
    section: Section,
    page: Page<'_>,
    file: &FiguresFile<'_>,
    about: &About<'_>,
    issuer: Option<&Issuer>,
) -> Section {
    let language = page.language;
    let report = file.round.report.as_ref();
    let title = report.map(|report| text_of(&report.title, language));
    let subject = report.map(|report| text_of(&report.subject, language));
    let sizes = Sizes::new(page);
    let mut section = section
        .add_table(heads(page, file, about, issuer))
        .add_paragraph(Paragraph::new())
        .add_paragraph(centred(bold(title.unwrap_or_default()).size(sizes.title)))
        .add_paragraph(centred(bold(subject.unwrap_or_default())))
        .add_paragraph(centred(Run::new().add_text(match page.is_of_state() {
            true => RULE,
            false => "-----",
        })));
    for caution in cautions(file, about, language) {
        section = section.add_paragraph(centred(Run::new().add_text(caution).italic()));
    }
    for part in file.made_of.into_iter().flat_map(|own| &own.parts) {
        section = section.add_paragraph(centred(Run::new().add_text(part).italic()));
    }
    section.add_paragraph(Paragraph::new())
}

fn heads(
    page: Page<'_>,
    file: &FiguresFile<'_>,
    about: &About<'_>,
    issuer: Option<&Issuer>,
) -> Table {
    let (layout, language) = (page.layout, page.language);
    let mut left = Vec::new();
    if let Some(superior) = issuer.and_then(|issuer| issuer.superior.as_ref()) {
        left.push(Run::new().add_text(text_of(superior, language)));
    }
    let name = issuer.map_or_else(
        // Who reports for the unit the round does not say.
        || about.place.to_uppercase(),
        |issuer| text_of(&issuer.name, language),
    );
    left.push(bold(name));
    left.push(Run::new().add_text(layout.mark.as_deref().unwrap_or(RULE)));
    let code = issuer.map_or("", |issuer| &issuer.code);
    let number = text_of(&layout.number, language).replace("${code}", code);
    left.push(Run::new().add_text(number));
    left.push(bold(format!("({})", words::draft(language))));

    let sizes = Sizes::new(page);
    let heading = text_of(&layout.heading, language);
    let mut right = vec![bold(heading.as_str()).size(sizes.heading)];
    let mut last = (heading, sizes.heading);
    if let Some(motto) = &layout.motto {
        last = (text_of(motto, language), sizes.other);
        right.push(bold(last.0.as_str()).size(last.1));
    }
    right.push(Run::new().add_text(rule_under(&last.0)).size(last.1));
    let seat = issuer.map_or_else(
        || about.place.to_owned(),
        |issuer| text_of(&issuer.seat, language),
    );
    let year = parse_date(&file.round.dates.due);
    let year = year.map_or_else(|_| String::new(), |day| day.format("%Y").to_string());
    let day = words::place_and_day(language, &seat, &year);
    right.push(Run::new().add_text(day).italic().size(sizes.other));
    let left = left.into_iter().map(|run| run.size(sizes.other));
    let row = pair_row(
        page,
        left.map(centred).collect(),
        right.into_iter().map(centred).collect(),
    );
    pair(page, row)
}

/// Who gets it, and the place to sign.
pub(super) fn below(section: Section, page: Page<'_>, issuer: Option<&Issuer>) -> Section {
    let Some(issuer) = issuer else {
        return section;
    };
    let language = page.language;
    let mut left = vec![
        Paragraph::new().add_run(
            Run::new()
                .add_text(words::recipients(language))
                .bold()
                .italic()
                .size(page.half_points(2)),
        ),
    ];
    for recipient in &issuer.recipients {
        let run = Run::new().add_text(text_of(recipient, language));
        left.push(Paragraph::new().add_run(run.size(page.half_points(3))));
    }
    let mut right: Vec<Paragraph> = issuer
        .signature
        .iter()
        .map(|line| centred(bold(text_of(line, language))))
        .collect();
    right.extend((0..ROOM_TO_SIGN).map(|_| Paragraph::new()));
    // It stays on one page, with the end of the text above it.
    let row = pair_row(page, left, right).cant_split();
    section
        .add_paragraph(Paragraph::new().keep_next(true))
        .add_table(pair(page, row))
}

/// The sizes of what stands above the text, in half points.
struct Sizes {
    /// The name of State or Party.
    heading: usize,
    /// All that stands beside and below it.
    other: usize,
    title: usize,
}

impl Sizes {
    /// Of the Party 15, 14 and 15 to a text of 14 points (Hướng dẫn 36-HD/VPTW); of the State 12, 13 and
    /// 14 (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    fn new(page: Page<'_>) -> Self {
        let text = page.half_points(0);
        match page.is_of_state() {
            true => Self {
                heading: page.half_points(2),
                other: page.half_points(1),
                title: text,
            },
            false => Self {
                heading: text + 2,
                other: text,
                title: text + 2,
            },
        }
    }
}

/// A rule about as wide as a text of its size above it: a stroke is half an em, a capital seven tenths of one, a
/// space a quarter.
fn rule_under(text: &str) -> String {
    let tenths = text.chars().map(|own| match own {
        ' ' => 5,
        own if own.is_uppercase() => 14,
        _ => 10,
    });
    "_".repeat(tenths.sum::<usize>() / 10)
}

/// What stands side by side.
fn pair_row(page: Page<'_>, left: Vec<Paragraph>, right: Vec<Paragraph>) -> TableRow {
    let cells = [left, right].into_iter().zip(pair_widths(page));
    let cells = cells.map(|(paragraphs, width)| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
    });
    TableRow::new(cells.collect())
}

/// Two columns without lines, text to their edges: the long names above need all the room.
fn pair(page: Page<'_>, row: TableRow) -> Table {
    let nothing = TableCellMargins::new()
        .margin_left(0, WidthType::Dxa)
        .margin_right(0, WidthType::Dxa);
    Table::without_borders(vec![row])
        .set_grid(pair_widths(page).to_vec())
        .layout(TableLayoutType::Fixed)
        .margins(nothing)
        .width(page.width(), WidthType::Dxa)
}

fn pair_widths(page: Page<'_>) -> [usize; 2] {
    let first = page.width() * 43 / 100;
    [first, page.width() - first]
}

fn bold(text: impl Into<String>) -> Run {
    Run::new().add_text(text).bold()
}
