//! Values of several kinds as texts: what a dictionary of a column of several kinds holds.

use sohoi_expr::{Value, day_number, parse_day};

/// The value with its kind before it.
pub(super) fn to_text(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => format!("t{text}"),
        // As its bits, so that no number becomes another one.
        Value::Number(number) => format!("n{:016x}", number.to_bits()),
        Value::Boolean(truth) => format!("b{truth}"),
        Value::Date(_) => format!("d{}", value.to_text()),
    }
}

/// What [`to_text`] has written; nothing where it has not.
pub(super) fn from_text(text: &str) -> Option<Value> {
    let (kind, rest) = text.split_at_checked(1)?;
    match kind {
        "t" if !rest.is_empty() => Some(Value::text(rest)),
        "n" => {
            let number = f64::from_bits(u64::from_str_radix(rest, 16).ok()?);
            (!number.is_nan()).then_some(Value::Number(number))
        }
        "b" => match rest {
            "true" => Some(Value::Boolean(true)),
            "false" => Some(Value::Boolean(false)),
            _ => None,
        },
        "d" => parse_day(rest).map(Value::Date),
        _ => None,
    }
}

/// The day so many days after 1 January 1970.
pub(in crate::columns) fn day(number: i32) -> Option<Value> {
    Value::Number(f64::from(number)).to_day().map(Value::Date)
}

/// How many days after 1 January 1970 a day is.
pub(super) fn number_of_day(value: &Value) -> Option<i32> {
    let Value::Date(day) = value else { return None };
    let number = day_number(*day);
    // The years 1 to 9999 that are answers, with room.
    (number.abs() < 10_000_000.0).then_some(number as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_written() {
        for value in [
            Value::text("t1"),
            Value::Number(0.1 + 0.2),
            Value::Number(-0.0),
            Value::Number(f64::INFINITY),
            Value::Boolean(true),
            Value::Boolean(false),
            Value::Date(parse_day("2017-06-30").unwrap()),
        ] {
            assert_eq!(from_text(&to_text(&value)), Some(value));
        }
        for text in ["", "t", "x1", "nan", "n", "bmaybe", "d2017", "é"] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_numbered_from_1970() {
        for text in ["1970-01-01", "0001-01-01", "2016-02-29", "9999-12-31"] {
            let value = Value::Date(parse_day(text).unwrap());
            assert_eq!(number_of_day(&value).and_then(day), Some(value), "{text}");
        }
        assert_eq!((day(i32::MAX), day(i32::MIN)), (None, None));
    }
}
