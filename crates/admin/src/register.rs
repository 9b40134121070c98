//! `/admin/register`: the associations, what happens to them, and the tables that people bring.

mod change;
mod duties;
mod import;
mod line;
mod list;
mod similar;
mod waiting;
pub mod words;

pub use change::{Asked, ChangePage, Doing, change};
pub use duties::{DutiesPage, Owes, duties};
pub use import::{ColumnChoice, ImportLine, Look, Problem, RowChange, imports, look};
pub use line::{Happened, LinePage, line};
pub use list::{Filter, ListPage, Row, State, Unit, list};
pub use similar::{Alike, Member, SimilarPage, similar};
pub use waiting::{Same, Waiting, waiting};

use sohoi_text::Language;

/// The address of a page of the register of a round.
fn address(page: &str, round: &str, more: &[(&str, &str)]) -> String {
    let mut address = format!("/admin/register{page}?round={}", encoded(round));
    for (name, value) in more {
        address += &format!("&{name}={}", encoded(value));
    }
    address
}

/// A text as a part of an address (RFC 3986): everything but letters, digits, `-`, `.` and `_` as bytes.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
                encoded.push(char::from(byte));
            }
            _ => encoded += &format!("%{byte:02X}"),
        }
    }
    encoded
}

/// A whole number as people read it.
fn number(count: usize, language: Language) -> String {
    let digits = count.to_string();
    let mark = match language {
        Language::Vi => '.',
        Language::En => ',',
    };
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_people_type_stays_within_its_part_of_an_address() {
        assert_eq!(
            address("/line", "r", &[("id", "A&b=1 #/?ộ")]),
            "/admin/register/line?round=r&id=A%26b%3D1%20%23%2F%3F%E1%BB%99"
        );
    }

    #[test]
    fn numbers_are_grouped() {
        for (count, vi, en) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (100_000, "100.000", "100,000"),
        ] {
            assert_eq!(number(count, Language::Vi), vi);
            assert_eq!(number(count, Language::En), en);
        }
    }
}
