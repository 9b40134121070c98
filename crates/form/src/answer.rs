//! Reads the text of an answer as the type of its question; strict, so that one value has one
//! way to be written wherever it goes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sohoi_expr::{Value, parse_number};

use crate::definition::QuestionType;

/// What the text of an answer says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reading {
    /// Nothing: no text, or a text of spaces only.
    Blank,
    /// A value of the question's type.
    Value(Value),
    /// A text that the question's type does not have.
    Malformed,
}

/// The largest number up to which every whole number is exact in a double, 2⁵³ - 1.
const LARGEST: f64 = 9_007_199_254_740_991.0;

/// Reads the stored text of an answer.
pub(crate) fn read(kind: QuestionType, text: &str) -> Reading {
    let value = match kind {
        QuestionType::Text => {
            if text.trim().is_empty() {
                return Reading::Blank;
            }
            Some(Value::text(text))
        }
        QuestionType::Integer if is_integer(text) => number(text),
        QuestionType::Decimal if is_decimal(text) => number(text),
        QuestionType::Date => day(text).map(Value::Date),
        QuestionType::SelectOne if is_name(text) => Some(Value::text(text)),
        QuestionType::SelectMultiple if is_names(text) => Some(Value::text(text)),
        QuestionType::Acknowledge if text == "OK" => Some(Value::text(text)),
        QuestionType::Image if is_hash(text) => Some(Value::text(text)),
        _ => None,
    };
    match value {
        _ if text.is_empty() => Reading::Blank,
        Some(value) => Reading::Value(value),
        None => Reading::Malformed,
    }
}

/// `12`, `-3`; no plus, no spaces, no exponent.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    is_digits(digits)
}

/// `12`, `12.5`, `-0.25`; digits on both sides of the point.
fn is_decimal(text: &str) -> bool {
    text.split_once('.').map_or_else(
        || is_integer(text),
        |(whole, fraction)| is_integer(whole) && is_digits(fraction),
    )
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn number(text: &str) -> Option<Value> {
    parse_number(text)
        .filter(|number| number.abs() <= LARGEST)
        // Adding zero turns -0 into 0.
        .map(|number| Value::Number(number + 0.0))
}

/// `2017-06-30`, a day of the calendar.
fn day(text: &str) -> Option<NaiveDate> {
    let is_padded = text.len() == 10 && text.is_ascii();
    is_padded.then(|| sohoi_expr::parse_day(text)).flatten()
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace)
}

/// Names with one space between them, none of them twice.
fn is_names(text: &str) -> bool {
    let mut seen = BTreeSet::new();
    text.split(' ')
        .all(|name| is_name(name) && seen.insert(name))
}

/// SHA-256 in lower-case hexadecimal digits.
fn is_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use QuestionType::*;

    #[test]
    fn reads_each_type_in_its_one_form() {
        let hash = "0123456789abcdef".repeat(4);
        let day = |y, m, d| Value::Date(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let cases: &[(QuestionType, &str, Value)] = &[
            (Text, " Hội Chữ thập đỏ", " Hội Chữ thập đỏ".into()),
            (Integer, "0", 0.0.into()),
            (Integer, "-0", 0.0.into()),
            (Integer, "007", 7.0.into()),
            (Integer, "9007199254740991", LARGEST.into()),
            (Integer, "-9007199254740991", (-LARGEST).into()),
            (Decimal, "12", 12.0.into()),
            (Decimal, "12.50", 12.5.into()),
            (Decimal, "-0.25", (-0.25).into()),
            (Date, "2017-06-30", day(2017, 6, 30)),
            (Date, "2016-02-29", day(2016, 2, 29)),
            (Date, "0001-01-01", day(1, 1, 1)),
            (SelectOne, "yes", "yes".into()),
            (SelectMultiple, "a", "a".into()),
            (SelectMultiple, "b a", "b a".into()),
            (Acknowledge, "OK", "OK".into()),
            (Image, &hash, hash.as_str().into()),
        ];
        for (kind, text, value) in cases {
            assert_eq!(
                read(*kind, text),
                Reading::Value(value.clone()),
                "{kind:?} {text:?}"
            );
        }
    }

    #[test]
    fn refuses_every_other_form() {
        let cases: &[(QuestionType, &[&str])] = &[
            (
                Integer,
                &[
                    "abc",
                    "1.0",
                    "1,000",
                    "1.000",
                    "+1",
                    " 1",
                    "1 ",
                    "1e3",
                    "-",
                    "--1",
                    "٣",
                    "NaN",
                    "9007199254740992",
                    "-9007199254740992",
                    "99999999999999999999999",
                ],
            ),
            (
                Decimal,
                &[
                    "abc", "1,5", "1.", ".5", "1.2.3", "+1.5", "1e3", "1.-5", "inf", "-.5", "1.5 ",
                ],
            ),
            (
                Date,
                &[
                    "2017-6-30",
                    "2017-06-31",
                    "2017-02-29",
                    "1900-02-29",
                    "30/6/2017",
                    "20170630",
                    "2017-06-30T00:00",
                    "0000-01-01",
                    " 2017-06-30",
                    "2017-13-01",
                    "２017-06-3",
                ],
            ),
            (SelectOne, &["a b", " a", "a\n"]),
            (
                SelectMultiple,
                &[" a", "a ", "a  b", "a a", "a b a", "a\tb", " "],
            ),
            (Acknowledge, &["ok", "yes", "OK ", "true"]),
            (Image, &["photo.jpg", "0123", " "]),
        ];
        for (kind, texts) in cases {
            for text in *texts {
                assert_eq!(read(*kind, text), Reading::Malformed, "{kind:?} {text:?}");
            }
        }
        assert_eq!(read(Image, &"A".repeat(64)), Reading::Malformed);
    }

    #[test]
    fn a_text_of_spaces_is_blank() {
        for text in ["", " ", "\n\t "] {
            assert_eq!(read(Text, text), Reading::Blank);
        }
        assert_eq!(read(Integer, ""), Reading::Blank);
    }
}
