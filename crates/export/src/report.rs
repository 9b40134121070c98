//! The report of a round as a Word document.

mod annex;
mod head;
mod heading_rows;
mod page;
mod quotations;

use docx_rs::{AlignmentType, Docx, Header, PageNum, Paragraph, Section};
use sohoi_report::{Edit, Facts, Layout, Part, fill};
use sohoi_round::Unit;
use sohoi_text::Language;
use sohoi_text::messages::report as words;

use crate::about::cutoff;
use crate::figures::{FiguresFile, read};
use crate::{About, TooLarge};
use page::{Page, landscape};

/// How a report is to look, and what it is on.
#[derive(Clone, Copy, Debug)]
pub struct ReportWish<'a> {
    /// The id of a layout; the first one of the round where there is none such.
    pub layout: &'a str,
    /// The unit that the report covers.
    pub unit: &'a Unit,
    /// What somebody wrote in place of its paragraphs.
    pub edits: &'a [Edit],
    /// What somebody picked to be quoted, those of one addressee together.
    pub quotations: &'a [Quotation],
}

/// What somebody asks for in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// To whom it is addressed.
    pub addressee: String,
    /// What was written, to the letter.
    pub text: String,
    /// Who wrote it.
    pub source: String,
}

/// Writes the report of a round: head, title, the text filled with figures, a place to sign, and each
/// annex on landscape pages. Number, day, signature and seal stay open, and it says that it is a draft.
/// `None` where the round has no report.
///
/// # Errors
///
/// [`TooLarge`] where the parts of the document cannot be packed together.
pub fn report_docx(
    file: &FiguresFile<'_>,
    about: &About<'_>,
    wish: &ReportWish<'_>,
    language: Language,
) -> Result<Option<Vec<u8>>, TooLarge> {
    let Some(report) = &file.round.report else {
        return Ok(None);
    };
    let Some(layout) = report.layout(wish.layout) else {
        return Ok(None);
    };
    let cutoff = cutoff(file.round);
    let facts = Facts {
        edits: wish.edits,
        area: about.place,
        cutoff: &cutoff,
    };
    let figure = |code: &str| file.table(code).map(|table| &table.total);
    let draft = fill(report, &file.round.indicators, figure, &facts, language);
    let parts = draft.on_paper();
    let issuer = report.issuer(layout, &wish.unit.id);
    let page = Page { layout, language };
    let mut body = numbered(Section::new(), layout);
    body = head::above(body, page, file, about, issuer);
    let mut annexes = Vec::new();
    let last = parts
        .iter()
        .rposition(|part| matches!(part, Part::Paragraph(_)));
    for (place, part) in parts.iter().enumerate() {
        match part {
            Part::Chapter(text) => body = body.add_paragraph(page.chapter(text)),
            Part::Section(text) => body = body.add_paragraph(page.section(text)),
            Part::Paragraph(paragraph) => {
                let mut text = paragraph.text();
                if Some(place) == last {
                    // The mark has the full stop of the last sentence in it.
                    text.truncate(text.trim_end_matches('.').len());
                    text.push_str(&layout.end);
                }
                let is_last = Some(place) == last;
                for line in text.lines().filter(|line| !line.trim().is_empty()) {
                    // A place to sign never stands on a page by itself.
                    body = body.add_paragraph(page.text(line).keep_next(is_last));
                }
            }
            Part::Annex { title, theme, by } => annexes.push((title, theme, by)),
        }
    }
    body = head::below(body, page, issuer);
    let (width, height) = page::A4;
    let mut docx = Docx::new()
        .default_fonts(page::fonts())
        .default_size(page.half_points(0))
        .add_section(page.portrait(body));
    // A report on a part of the area has one group only: its own total.
    let is_whole = wish.unit.parent.is_none();
    for (title, theme, by) in annexes {
        let by = by.as_deref().filter(|_| is_whole);
        docx = annex::add(docx, page, file, about, title, theme, by);
    }
    docx = quotations::add(docx, page, file, about, wish.quotations);
    let docx = docx
        .page_size(height, width)
        .page_orient(docx_rs::PageOrientationType::Landscape)
        .page_margin(landscape(layout));
    let mut bytes = std::io::Cursor::new(Vec::new());
    let mut parts = docx.build();
    heading_rows::put_in(&mut parts);
    let packed = parts.pack(&mut bytes);
    packed.map_err(|flaw| TooLarge(flaw.to_string()))?;
    Ok(Some(bytes.into_inner()))
}

/// With the number of the page above in the middle, from the second page on.
fn numbered(section: Section, layout: &Layout) -> Section {
    if !layout.numbered {
        return section;
    }
    let number = Paragraph::new()
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    // Its first page has a header of its own, which there is not.
    section
        .header(Header::new().add_paragraph(number))
        .title_pg()
}

/// What the reader has to know before anything else, from the figures it is made of.
fn cautions(file: &FiguresFile<'_>, about: &About<'_>, language: Language) -> Vec<&'static str> {
    let mut cautions = Vec::new();
    if file.is_demonstration {
        cautions.push(words::demonstration(language));
    }
    if file.population == sohoi_stats::Population::Provisional {
        cautions.push(words::provisional(language));
    }
    if about.responses == 0 {
        cautions.push(words::no_responses(language));
    }
    cautions
}

fn text_of(text: &sohoi_form::Text, language: Language) -> String {
    read(text, language).to_owned()
}
