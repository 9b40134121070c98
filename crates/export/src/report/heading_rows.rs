//! What `docx-rs` cannot say and Word understands: rows that stand above a table on each of its pages, and the
//! end of a section without a line of its own.
//!
//! It is put into the finished document in the place of marks. Text of people has its `<` written as `&lt;`
//! there, so that no text can be taken for a mark.

use docx_rs::{HeightRule, TableRow, XMLDocx};

/// How a height is written that no row has otherwise.
const MARK: &str = r#"<w:trHeight w:val="1" w:hRule="atLeast" />"#;
const HEADING_ROW: &str = "<w:tblHeader/>";
/// The paragraph that ends a section; with the height of a line it would begin a page where the one before is full.
const SECTION_END: &str = "<w:pPr><w:sectPr";
const LOW_SECTION_END: &str =
    r#"<w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:sectPr"#;

/// Has a row stand above its table on every page.
pub(super) fn on_every_page(row: TableRow) -> TableRow {
    row.row_height(1.0).height_rule(HeightRule::AtLeast)
}

/// Puts in what the marks of a document stand for.
pub(super) fn put_in(parts: &mut XMLDocx) {
    let text = String::from_utf8_lossy(&parts.document);
    let text = text.replace(MARK, HEADING_ROW);
    parts.document = text.replace(SECTION_END, LOW_SECTION_END).into_bytes();
}

#[cfg(test)]
mod tests {
    use docx_rs::{Docx, Paragraph, Run, Section, Table, TableCell};

    use super::*;

    #[test]
    fn only_marks_are_replaced() {
        let said = format!("{MARK} {SECTION_END}");
        let cell =
            TableCell::new().add_paragraph(Paragraph::new().add_run(Run::new().add_text(said)));
        let table = Table::new(vec![on_every_page(TableRow::new(vec![cell]))]);
        let mut parts = Docx::new()
            .add_section(Section::new().add_table(table))
            .build();
        put_in(&mut parts);
        let text = String::from_utf8(parts.document).expect("UTF-8");
        assert_eq!(text.matches(HEADING_ROW).count(), 1, "{text}");
        assert_eq!(text.matches(LOW_SECTION_END).count(), 1, "{text}");
        assert!(text.contains("&lt;w:trHeight"), "the text stays: {text}");
    }
}
