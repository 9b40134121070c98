//! A value, and how each kind reads as text, number or truth.

use std::borrow::Cow;
use std::fmt;

use chrono::NaiveDate;

use crate::day::{day_number, day_of_number, format_day, parse_day};
use crate::number::{format_number, parse_number};

/// A value as XPath knows it; dates are a type of their own.
///
/// An empty text and [`Blank`](Self::Blank) are the same to every function; build texts with
/// [`text`](Self::text) so that they are the same to `==` too.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// No answer, or a node that does not apply.
    #[default]
    Blank,
    /// A text.
    Text(String),
    /// A number; never NaN as an answer, but NaN as a result where XPath says so.
    Number(f64),
    /// True or false.
    Boolean(bool),
    /// A day.
    Date(NaiveDate),
}

impl Value {
    /// The text, or blank where it is empty.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(text)
        }
    }

    /// Whether there is nothing: blank or an empty text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Blank => true,
            Self::Text(text) => text.is_empty(),
            Self::Number(_) | Self::Boolean(_) | Self::Date(_) => false,
        }
    }

    /// The value as text (XPath `string`): blank is empty, a number has no exponent and no
    /// trailing zeros, a day is `2017-06-30`.
    pub fn to_text(&self) -> Cow<'_, str> {
        match self {
            Self::Blank => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format_number(*number)),
            Self::Boolean(true) => Cow::Borrowed("true"),
            Self::Boolean(false) => Cow::Borrowed("false"),
            Self::Date(day) => Cow::Owned(format_day(*day, "%Y-%m-%d")),
        }
    }

    /// The value as a number (XPath `number`): NaN where it is blank or no number.
    ///
    /// A day, and a text that is written like one, is its number of days since 1 January 1970,
    /// without any time zone.
    pub fn to_number(&self) -> f64 {
        match self {
            Self::Blank => f64::NAN,
            Self::Text(text) => parse_number(text)
                .or_else(|| parse_day(text).map(day_number))
                .unwrap_or(f64::NAN),
            Self::Number(number) => *number,
            Self::Boolean(truth) => f64::from(u8::from(*truth)),
            Self::Date(day) => day_number(*day),
        }
    }

    /// The value as truth (XPath `boolean`): blank, zero and NaN are false.
    pub fn to_boolean(&self) -> bool {
        match self {
            Self::Blank => false,
            Self::Text(text) => !text.is_empty(),
            Self::Number(number) => *number != 0.0 && !number.is_nan(),
            Self::Boolean(truth) => *truth,
            Self::Date(_) => true,
        }
    }

    /// The value as a day: a day itself, a text that is written like one, or a number of days
    /// since 1 January 1970 (a part of a day is dropped).
    pub fn to_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(*day),
            Self::Text(text) => parse_day(text),
            Self::Number(number) => day_of_number(*number),
            Self::Blank | Self::Boolean(_) => None,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Self {
        Self::Boolean(truth)
    }
}

impl From<NaiveDate> for Value {
    fn from(day: NaiveDate) -> Self {
        Self::Date(day)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_as_text_number_and_truth() {
        let day = NaiveDate::from_ymd_opt(1970, 1, 11).unwrap();
        let cases: &[(Value, &str, f64, bool)] = &[
            (Value::Blank, "", f64::NAN, false),
            (Value::Text(String::new()), "", f64::NAN, false),
            ("0".into(), "0", 0.0, true),
            ("abc".into(), "abc", f64::NAN, true),
            ("1970-01-11".into(), "1970-01-11", 10.0, true),
            (Value::Number(0.0), "0", 0.0, false),
            (Value::Number(-0.0), "0", 0.0, false),
            (Value::Number(f64::NAN), "NaN", f64::NAN, false),
            (Value::Number(12.5), "12.5", 12.5, true),
            (Value::Boolean(true), "true", 1.0, true),
            (Value::Boolean(false), "false", 0.0, false),
            (Value::Date(day), "1970-01-11", 10.0, true),
        ];
        for (value, text, number, truth) in cases {
            assert_eq!(value.to_text(), *text, "{value:?}");
            let read = value.to_number();
            assert!(
                read == *number || (read.is_nan() && number.is_nan()),
                "{value:?}: {read}"
            );
            assert_eq!(value.to_boolean(), *truth, "{value:?}");
        }
    }

    #[test]
    fn an_empty_text_is_blank() {
        assert_eq!(Value::text(""), Value::Blank);
        assert!(Value::Text(String::new()).is_blank());
        assert!(!Value::Number(f64::NAN).is_blank());
    }
}
