//! The annex of what people ask for in their own words, as somebody picked it.

use docx_rs::{Docx, Paragraph, Run};
use sohoi_text::messages::proposals as words;

use super::page::{Page, centred};
use super::{FiguresFile, Quotation, cautions};
use crate::About;
use crate::figures::population;

/// Adds the annex on a page of its own; nothing where nothing was picked.
pub(super) fn add(
    docx: Docx,
    page: Page<'_>,
    file: &FiguresFile<'_>,
    about: &About<'_>,
    quotations: &[Quotation],
) -> Docx {
    if quotations.is_empty() {
        return docx;
    }
    let language = page.language;
    let heading = centred(Run::new().add_text(words::annex(language)).bold())
        .page_break_before(true)
        .keep_next(true);
    let under = [about.place, population(file.population, language)].join(" · ");
    let mut docx = docx
        .add_paragraph(heading)
        .add_paragraph(centred(Run::new().add_text(under).italic()));
    for own in quotations.chunk_by(|one, other| one.addressee == other.addressee) {
        docx = docx.add_paragraph(page.section(&own[0].addressee));
        for quotation in own {
            docx =
                docx.add_paragraph(page.text(&words::quoted(&quotation.text, &quotation.source)));
        }
    }
    let mut notes = vec![about.source(file.round, language)];
    notes.extend(
        cautions(file, about, language)
            .into_iter()
            .map(str::to_owned),
    );
    for line in notes {
        docx = docx.add_paragraph(Paragraph::new().add_run(Run::new().add_text(line)));
    }
    docx
}
