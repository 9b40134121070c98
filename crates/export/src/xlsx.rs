//! Workbooks that print on A4: sheets of texts, numbers and days.
//!
//! A text is written as a text and marked as one where it begins like a formula, so that it stays
//! one even when somebody edits the cell.

mod looks;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

pub(crate) use looks::{Looks, number_format};

/// The paper size A4.
const A4: u8 = 9;
/// The most characters that the name of a sheet can have.
const LONGEST_NAME: usize = 31;
/// The most UTF-16 units that a cell can hold.
const LONGEST_TEXT: usize = 32_767;
/// What stands at the end of a text that no cell can hold whole.
const CUT: &str = "… […]";

/// More than a file can hold: rows or columns of a sheet, parts of a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a file cannot hold this: {0}")]
pub struct TooLarge(pub(crate) String);

/// A workbook in the making.
pub(crate) struct Book {
    workbook: Workbook,
    names: Vec<String>,
}

/// A sheet in the making. The first thing that it cannot hold is told when the book is finished.
pub(crate) struct Sheet {
    inner: Worksheet,
    flaw: Option<XlsxError>,
}

impl Book {
    /// An empty book that says when and of what it is.
    pub(crate) fn new(title: &str, made_on: NaiveDate) -> Self {
        let mut workbook = Workbook::new();
        let mut properties = DocProperties::new().set_title(title);
        if let Some(day) = excel_day(made_on) {
            properties = properties.set_creation_datetime(&day);
        }
        workbook.set_properties(&properties);
        Self {
            workbook,
            names: Vec::new(),
        }
    }

    /// A sheet whose name is as near to `name` as Excel allows, and no other sheet's.
    pub(crate) fn sheet(&mut self, name: &str) -> Sheet {
        let name = self.free_name(name);
        let mut inner = Worksheet::new();
        let flaw = inner.set_name(&name).err();
        self.names.push(name);
        inner
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(0.4, 0.4, 0.6, 0.6, 0.3, 0.3);
        Sheet { inner, flaw }
    }

    /// Adds a sheet behind the others.
    pub(crate) fn add(&mut self, sheet: Sheet) -> Result<(), TooLarge> {
        match sheet.flaw {
            Some(flaw) => Err(TooLarge(flaw.to_string())),
            None => {
                self.workbook.push_worksheet(sheet.inner);
                Ok(())
            }
        }
    }

    /// The bytes of the file.
    pub(crate) fn into_bytes(mut self) -> Result<Vec<u8>, TooLarge> {
        self.workbook
            .save_to_buffer()
            .map_err(|flaw| TooLarge(flaw.to_string()))
    }

    fn free_name(&self, name: &str) -> String {
        let plain: String = name
            .chars()
            .map(|letter| match letter {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => ' ',
                letter if letter.is_control() => ' ',
                letter => letter,
            })
            .collect();
        let plain = match plain.trim() {
            "" => "-",
            plain => plain,
        };
        let is_taken = |name: &str| {
            let name = name.to_lowercase();
            self.names.iter().any(|own| own.to_lowercase() == name)
        };
        let mut tries = 1;
        loop {
            let ending = match tries {
                1 => String::new(),
                number => format!(" ({number})"),
            };
            let room = LONGEST_NAME - ending.len();
            let own: String = cut(plain, room).trim_end().to_owned() + &ending;
            if !is_taken(&own) {
                return own;
            }
            tries += 1;
        }
    }
}

/// How many characters stand in a line of a column so wide: words are not divided, so that lines are not full.
pub(crate) fn room(width: f64) -> f64 {
    width * 0.9
}

impl Sheet {
    /// Its name.
    pub(crate) fn name(&self) -> String {
        self.inner.name()
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, row: u32, column: u16, text: &str, look: &Format) {
        let text = fitting(text);
        let written = match text.starts_with(['=', '+', '-', '@']) {
            true => {
                let look = look.clone().set_quote_prefix();
                self.inner
                    .write_string_with_format(row, column, text, &look)
            }
            false => self.inner.write_string_with_format(row, column, text, look),
        };
        let flaw = written.err();
        self.note(flaw);
    }

    /// Writes a plain decimal as a number; what is none, as the text it is.
    pub(crate) fn number(&mut self, row: u32, column: u16, plain: &str, look: &Format) {
        match plain.parse::<f64>() {
            Ok(number) if is_plain(plain) => {
                let written = self
                    .inner
                    .write_number_with_format(row, column, number, look);
                let flaw = written.err();
                self.note(flaw);
            }
            _ => self.text(row, column, plain, look),
        }
    }

    /// Writes `2017-06-30` as a day; what is none that a sheet knows, as the text it is.
    pub(crate) fn day(&mut self, row: u32, column: u16, text: &str, look: &Format) {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        match day.and_then(excel_day) {
            Some(day) => {
                let written = self
                    .inner
                    .write_datetime_with_format(row, column, &day, look);
                let flaw = written.err();
                self.note(flaw);
            }
            None => self.text(row, column, text, look),
        }
    }

    /// Gives an empty cell its look.
    pub(crate) fn blank(&mut self, row: u32, column: u16, look: &Format) {
        let flaw = self.inner.write_blank(row, column, look).err();
        self.note(flaw);
    }

    /// Writes a text across the columns 0 to `last`, in as many lines as its `width` (in
    /// characters) makes of it: the rows of merged cells do not grow by themselves.
    pub(crate) fn paragraph(&mut self, row: u32, last: u16, width: f64, text: &str, look: &Format) {
        let text = fitting(text);
        let quoted;
        let look = match text.starts_with(['=', '+', '-', '@']) {
            true => {
                quoted = look.clone().set_quote_prefix();
                &quoted
            }
            false => look,
        };
        let written = match last {
            0 => self.inner.write_string_with_format(row, 0, &*text, look),
            last => self.inner.merge_range(row, 0, row, last, &text, look),
        };
        let flaw = written.err();
        self.note(flaw);
        self.fit(row, [(&*text, width)]);
    }

    /// Makes a row high enough for wrapped texts, each in so many characters of a line: not every program
    /// does so by itself.
    pub(crate) fn fit<'t>(&mut self, row: u32, texts: impl IntoIterator<Item = (&'t str, f64)>) {
        let lines = |(text, width): (&str, f64)| -> f64 {
            let lines = text.split('\n');
            lines
                .map(|line| (line.chars().count() as f64 / width).ceil().max(1.0))
                .sum()
        };
        let lines = texts.into_iter().map(lines).fold(1.0, f64::max);
        // Excel gives no row more than 409 points.
        self.height(row, (lines * 15.0).min(409.0));
    }

    /// Writes a text that leads to another sheet.
    pub(crate) fn link(&mut self, row: u32, column: u16, sheet: &str, text: &str, look: &Format) {
        let target = Url::new(format!("internal:'{sheet}'!A1"));
        let written =
            self.inner
                .write_url_with_options(row, column, target, fitting(text), "", Some(look));
        let flaw = written.err();
        self.note(flaw);
    }

    /// Makes a column so many characters wide.
    pub(crate) fn width(&mut self, column: u16, characters: f64) {
        let flaw = self.inner.set_column_width(column, characters).err();
        self.note(flaw);
    }

    /// Makes a row so many points high.
    pub(crate) fn height(&mut self, row: u32, points: f64) {
        let flaw = self.inner.set_row_height(row, points).err();
        self.note(flaw);
    }

    /// Keeps rows and columns before a cell in sight, and prints `rows` on every page.
    pub(crate) fn keep_in_sight(&mut self, row: u32, column: u16, rows: (u32, u32)) {
        let flaw = self.inner.set_freeze_panes(row, column).err();
        self.note(flaw);
        let flaw = self.inner.set_repeat_rows(rows.0, rows.1).err();
        self.note(flaw);
    }

    /// Prints a sheet that is too wide for one page on several, from left to right, each with the columns 0 to
    /// `last`.
    pub(crate) fn print_across(&mut self, last: u16) {
        self.inner.set_print_scale(70).set_page_order(false);
        let flaw = self.inner.set_repeat_columns(0, last).err();
        self.note(flaw);
    }

    /// Lets people filter the rows under a heading.
    pub(crate) fn filter(&mut self, heading: u32, last_row: u32, last_column: u16) {
        let flaw = self
            .inner
            .autofilter(heading, 0, last_row.max(heading), last_column)
            .err();
        self.note(flaw);
    }

    /// What every printed page says: above what the figures are, below the page.
    pub(crate) fn on_every_page(&mut self, left: &str, right: &str) {
        // `&` begins a code there, and all of it has room for 255 characters.
        let plain = |text: &str| cut(text, 100).replace('&', "&&");
        self.inner
            .set_header(format!("&L{}&R{}", plain(left), plain(right)))
            .set_footer("&C&P / &N");
    }

    fn note(&mut self, flaw: Option<XlsxError>) {
        if self.flaw.is_none() {
            self.flaw = flaw;
        }
    }
}

/// A plain decimal divided by hundred: how sheets hold percentages.
pub(crate) fn hundredth(plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = format!("{whole:0>3}");
    let (whole, hundredths) = whole.split_at(whole.len() - 2);
    format!("{sign}{whole}.{hundredths}{fraction}")
}

/// `-1234.5`: digits, with a point between them where there is one.
pub(crate) fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let are_digits = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    are_digits(whole) && are_digits(fraction)
}

/// A day as sheets count them; they know none before 1900.
fn excel_day(day: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year())
        .ok()
        .filter(|year| *year >= 1900)?;
    let [month, day] = [day.month(), day.day()].map(|part| u8::try_from(part).unwrap_or(0));
    ExcelDateTime::from_ymd(year, month, day).ok()
}

/// As much of a text as a cell can hold.
fn fitting(text: &str) -> std::borrow::Cow<'_, str> {
    match text.encode_utf16().count() <= LONGEST_TEXT {
        true => text.into(),
        false => (cut(text, LONGEST_TEXT - CUT.len()).to_owned() + CUT).into(),
    }
}

/// The beginning of a text, of at most so many UTF-16 units.
fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > most
    });
    end.map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundredth_moves_the_point_and_changes_no_digit() {
        for (plain, expected) in [
            ("61.8", "0.618"),
            ("100", "1.00"),
            ("0", "0.00"),
            ("-3.25", "-0.0325"),
            ("12345.6", "123.456"),
            ("7", "0.07"),
        ] {
            assert_eq!(hundredth(plain), expected, "{plain}");
        }
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        for plain in ["0", "-12.50", "007", "1234567.5"] {
            assert!(is_plain(plain), "{plain}");
        }
        for other in [
            "", "-", ".", "1.", ".5", "1e3", "NaN", "inf", "+1", "1,5", "1.2.3", " 1",
        ] {
            assert!(!is_plain(other), "{other}");
        }
    }

    #[test]
    fn names_of_sheets_are_what_excel_allows_and_differ() {
        let day = NaiveDate::from_ymd_opt(2017, 6, 30).expect("a day");
        let mut book = Book::new("", day);
        let long = "Quy mô, cơ cấu tổ chức, hội viên của các hội quần chúng";
        let mut names = Vec::new();
        for name in [long, long, "a/b[c]:*?'", "A/B[C]:*?'", "", "\u{0}"] {
            let sheet = book.sheet(name);
            names.push(sheet.name());
            book.add(sheet).expect("Excel allows the name");
        }
        assert_eq!(
            names,
            [
                "Quy mô, cơ cấu tổ chức, hội viê",
                "Quy mô, cơ cấu tổ chức, hội (2)",
                "a b c",
                "A B C (2)",
                "-",
                "- (2)",
            ]
        );
    }

    #[test]
    fn a_text_that_no_cell_can_hold_is_cut_and_says_so() {
        let long = "ộ".repeat(LONGEST_TEXT + 1);
        let held = fitting(&long);
        assert!(held.encode_utf16().count() <= LONGEST_TEXT);
        assert!(held.ends_with(CUT));
        assert_eq!(fitting("ngắn"), "ngắn");
        assert_eq!(cut("a😀b", 2), "a");
    }
}
