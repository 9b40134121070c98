//! How pages and paragraphs look.

use docx_rs::{
    AlignmentType, LineSpacing, LineSpacingType, PageMargin, PageOrientationType, PageSize,
    Paragraph, Run, RunFonts, Section, SpecialIndentType,
};
use sohoi_report::Layout;
use sohoi_text::Language;

/// Width and height of a sheet, in twentieths of a point.
pub(super) const A4: (u32, u32) = (11_906, 16_838);

const FONT: &str = "Times New Roman";

/// Millimetres in twentieths of a point.
pub(super) fn twips(millimetres: u32) -> i32 {
    // An inch has 1,440 of them, and 25.4 mm.
    i32::try_from(millimetres * 7200 / 127).unwrap_or(i32::MAX)
}

/// The fonts of everything.
pub(super) fn fonts() -> RunFonts {
    RunFonts::new()
        .ascii(FONT)
        .hi_ansi(FONT)
        .cs(FONT)
        .east_asia(FONT)
}

/// The page as its layout wants it.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) layout: &'a Layout,
    pub(super) language: Language,
}

impl Page<'_> {
    /// The size of the text and so many points less, in half points.
    pub(super) fn half_points(self, less: u32) -> usize {
        (self.layout.size.saturating_sub(less) * 2) as usize
    }

    /// Whether it is a document of the State, whose head names a motto; those of the Party are set larger.
    pub(super) fn is_of_state(self) -> bool {
        self.layout.motto.is_some()
    }

    /// How wide text stands on an upright page, in twentieths of a point.
    pub(super) fn width(self) -> usize {
        let [_, _, left, right] = self.layout.margins;
        let width =
            A4.0.saturating_sub((twips(left) + twips(right)).unsigned_abs());
        width as usize
    }

    pub(super) fn portrait(self, section: Section) -> Section {
        section
            .page_size(PageSize::new().size(A4.0, A4.1))
            .page_orient(PageOrientationType::Portrait)
            .page_margin(margins(self.layout.margins))
    }

    pub(super) fn chapter(self, text: &str) -> Paragraph {
        let run = Run::new().add_text(text).bold();
        self.heading(0).add_run(run)
    }

    pub(super) fn section(self, text: &str) -> Paragraph {
        let run = Run::new().add_text(text).bold();
        self.heading(1).add_run(run)
    }

    fn heading(self, level: usize) -> Paragraph {
        self.indented(AlignmentType::Left)
            .keep_next(true)
            .outline_lvl(level)
    }

    pub(super) fn text(self, text: &str) -> Paragraph {
        self.indented(AlignmentType::Both)
            .add_run(Run::new().add_text(text))
    }

    /// With its first line in, and room before and after.
    fn indented(self, alignment: AlignmentType) -> Paragraph {
        let spacing = LineSpacing::new()
            .before(60)
            .after(60)
            .line(300)
            .line_rule(LineSpacingType::Auto);
        Paragraph::new()
            .align(alignment)
            .line_spacing(spacing)
            .indent(
                None,
                Some(SpecialIndentType::FirstLine(twips(10))),
                None,
                None,
            )
    }
}

/// The margins of a layout on a sheet that lies on its side: what was left is above now.
pub(super) fn landscape(layout: &Layout) -> PageMargin {
    let [top, bottom, left, right] = layout.margins;
    margins([left, right, bottom, top])
}

fn margins([top, bottom, left, right]: [u32; 4]) -> PageMargin {
    PageMargin {
        top: twips(top),
        bottom: twips(bottom),
        left: twips(left),
        right: twips(right),
        header: twips(10),
        footer: twips(10),
        gutter: 0,
    }
}

/// A paragraph of one run in the middle.
pub(super) fn centred(run: Run) -> Paragraph {
    Paragraph::new().align(AlignmentType::Center).add_run(run)
}
