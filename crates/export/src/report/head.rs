//! What stands above the text of a report, and under it.

use docx_rs::{Paragraph, Run, Section, Table, TableCell, TableLayoutType, TableRow, WidthType};
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
    let mut section = section
        .add_table(heads(page, file, about, issuer))
        .add_paragraph(Paragraph::new())
        .add_paragraph(centred(
            bold(title.unwrap_or_default()).size(page.half_points(0) + 2),
        ))
        .add_paragraph(centred(bold(subject.unwrap_or_default())))
        .add_paragraph(centred(Run::new().add_text("-----")));
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

    let mut right = vec![bold(text_of(&layout.heading, language))];
    if let Some(motto) = &layout.motto {
        right.push(bold(text_of(motto, language)));
    }
    right.push(Run::new().add_text(RULE));
    let seat = issuer.map_or_else(
        || about.place.to_owned(),
        |issuer| text_of(&issuer.seat, language),
    );
    let year = parse_date(&file.round.dates.due);
    let year = year.map_or_else(|_| String::new(), |day| day.format("%Y").to_string());
    let day = words::place_and_day(language, &seat, &year);
    right.push(Run::new().add_text(day).italic());
    let small = |run: Run| centred(run.size(page.half_points(1)));
    pair(
        page,
        left.into_iter().map(small).collect(),
        right.into_iter().map(small).collect(),
    )
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
    section
        .add_paragraph(Paragraph::new())
        .add_table(pair(page, left, right))
}

/// Two columns without lines.
fn pair(page: Page<'_>, left: Vec<Paragraph>, right: Vec<Paragraph>) -> Table {
    let first = page.width() * 2 / 5;
    let widths = [first, page.width() - first];
    let cells = [left, right].into_iter().zip(widths);
    let cells = cells.map(|(paragraphs, width)| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        paragraphs.into_iter().fold(cell, TableCell::add_paragraph)
    });
    Table::without_borders(vec![TableRow::new(cells.collect())])
        .set_grid(widths.to_vec())
        .layout(TableLayoutType::Fixed)
        .width(page.width(), WidthType::Dxa)
}

fn bold(text: impl Into<String>) -> Run {
    Run::new().add_text(text).bold()
}
