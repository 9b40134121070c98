//! CSV that spreadsheets open as it was meant: RFC 4180 with CRLF and a UTF-8 byte order mark,
//! and no text that runs as a formula.

/// What stands in a cell that has no figure.
pub(crate) const NOTHING: &str = "-";
/// What stands in a cell whose figure is hidden.
pub(crate) const HIDDEN: &str = "…";

/// A file in the making.
pub(crate) struct Csv {
    bytes: Vec<u8>,
    is_row_begun: bool,
}

impl Csv {
    /// An empty file.
    pub(crate) fn new() -> Self {
        // Without the mark, Excel reads UTF-8 as the local code page and mangles Vietnamese.
        Self {
            bytes: "\u{feff}".into(),
            is_row_begun: false,
        }
    }

    /// Writes a text. One that a spreadsheet would run as a formula gets an apostrophe in front
    /// (OWASP, "CSV Injection").
    pub(crate) fn text(&mut self, text: &str) {
        let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
        self.cell(if is_formula { "'" } else { "" }, text);
    }

    /// Writes a plain decimal, or `-` where there is none.
    pub(crate) fn number(&mut self, number: Option<&str>) {
        let number = number.unwrap_or(NOTHING);
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        {
            self.cell("", number);
        } else {
            self.text(number);
        }
    }

    /// Ends the row.
    pub(crate) fn end_row(&mut self) {
        self.bytes.extend_from_slice(b"\r\n");
        self.is_row_begun = false;
    }

    /// The finished file.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    fn cell(&mut self, guard: &str, text: &str) {
        if std::mem::replace(&mut self.is_row_begun, true) {
            self.bytes.push(b',');
        }
        if text.contains(['"', ',', '\r', '\n']) {
            let doubled = text.replace('"', "\"\"");
            self.bytes
                .extend_from_slice(format!("\"{guard}{doubled}\"").as_bytes());
        } else {
            self.bytes
                .extend_from_slice(format!("{guard}{text}").as_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn written(write: impl FnOnce(&mut Csv)) -> String {
        let mut csv = Csv::new();
        write(&mut csv);
        csv.end_row();
        String::from_utf8(csv.into_bytes()).expect("UTF-8")
    }

    #[test]
    fn texts_are_quoted_where_needed_and_never_formulas() {
        for (text, expected) in [
            ("", ""),
            ("Hội người cao tuổi", "Hội người cao tuổi"),
            ("a,b", "\"a,b\""),
            ("nói \"có\"", "\"nói \"\"có\"\"\""),
            ("hai\ndòng", "\"hai\ndòng\""),
            ("=1+1", "'=1+1"),
            ("+84", "'+84"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "\"'\r=1\""),
            (
                "=HYPERLINK(\"x\",\"y\")",
                "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"",
            ),
            ("a=1", "a=1"),
            ("'=1", "'=1"),
        ] {
            assert_eq!(
                written(|csv| csv.text(text)),
                format!("\u{feff}{expected}\r\n"),
                "{text:?}"
            );
        }
    }

    #[test]
    fn numbers_stay_numbers_and_nothing_is_a_dash() {
        for (number, expected) in [
            (Some("61.8"), "61.8"),
            (Some("-12.50"), "-12.50"),
            (Some("0"), "0"),
            (None, "-"),
            (Some("-1+cmd|' /C calc'!A0"), "'-1+cmd|' /C calc'!A0"),
        ] {
            assert_eq!(
                written(|csv| csv.number(number)),
                format!("\u{feff}{expected}\r\n")
            );
        }
    }

    #[test]
    fn rows_end_with_crlf_and_cells_are_parted_by_commas() {
        let text = written(|csv| {
            csv.text("");
            csv.text("");
            csv.end_row();
            csv.text("x");
            csv.number(Some("1"));
        });
        assert_eq!(text, "\u{feff},\r\nx,1\r\n");
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(17), ..ProptestConfig::default() })]

        #[test]
        fn what_is_written_reads_back(rows in prop::collection::vec(
            prop::collection::vec("[-=+@\t\r\n\",';a1ộễ\u{feff}\u{0} ]{0,8}", 3), 1..6,
        )) {
            let mut csv = Csv::new();
            for row in &rows {
                row.iter().for_each(|text| csv.text(text));
                csv.end_row();
            }
            let bytes = csv.into_bytes();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[..]);
            let read = reader
                .records()
                .map(|record| record.map(|it| it.iter().map(str::to_owned).collect::<Vec<_>>()))
                .collect::<Result<Vec<_>, _>>()
                .expect("valid CSV");
            prop_assert_eq!(read.len(), rows.len());
            for (cell, text) in read.iter().flatten().zip(rows.iter().flatten()) {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
                let is_guarded = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
                prop_assert_eq!(cell, &format!("{}{text}", if is_guarded { "'" } else { "" }));
            }
        }
    }
}
