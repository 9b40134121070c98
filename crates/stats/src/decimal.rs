//! Exact decimals: what numbers become before they are summed.

use std::fmt;

use sohoi_expr::format_number;

/// The number of decimals held.
const DECIMALS: usize = 9;
/// Numbers from here on are [`Amount::TooLarge`]: a sum of 10^11 smaller ones still fits.
const TOO_LARGE: f64 = 1e18;

/// A decimal with nine places, held as whole units of 10^-9.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Decimal(i128);

/// A number as it enters an aggregate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Amount {
    /// No value: skipped.
    Blank,
    /// A value, exactly.
    Exact(Decimal),
    /// A value beyond 10^18, which no count of people or money reaches: the aggregates that it
    /// enters have no figure, rather than one that depends on the order of adding.
    TooLarge,
}

impl Decimal {
    /// How many units make one.
    pub(crate) const ONE: i128 = 1_000_000_000;

    /// The decimal of so many units of 10^-9.
    pub(crate) fn from_units(units: i128) -> Self {
        Self(units)
    }

    /// The number in units of 10^-9.
    pub(crate) fn units(self) -> i128 {
        self.0
    }

    /// This less another one.
    pub(crate) fn less(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Amount {
    /// The shortest decimal that reads as `number`, rounded half to even beyond nine places.
    ///
    /// `0.1 + 0.2` computed in doubles is 0.3 here. NaN and infinity are no values.
    pub(crate) fn from_number(number: f64) -> Self {
        if !number.is_finite() {
            return Self::Blank;
        }
        if number.abs() >= TOO_LARGE {
            return Self::TooLarge;
        }
        Self::from_digits(&format_number(number))
    }

    /// The number that a text holds, e.g. ` 12.50 `; no value where it is no plain decimal.
    pub(crate) fn from_text(text: &str) -> Self {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let is_number = digits.bytes().any(|byte| byte.is_ascii_digit())
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.')
            && digits.bytes().filter(|byte| *byte == b'.').count() <= 1;
        if is_number {
            Self::from_digits(text)
        } else {
            Self::Blank
        }
    }

    /// Reads `-12.5`; the caller has seen to it that nothing else comes.
    fn from_digits(text: &str) -> Self {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        let whole = whole.trim_start_matches('0');
        if whole.len() > 18 {
            return Self::TooLarge;
        }
        let (held, beyond) = places.split_at(places.len().min(DECIMALS));
        let units = format!("{whole}{held:0<DECIMALS$}")
            .bytes()
            .fold(0, |units: i128, digit| {
                units * 10 + i128::from(digit - b'0')
            });
        let up = match beyond.as_bytes() {
            [] | [b'0'..=b'4', ..] => false,
            [b'5', rest @ ..] if rest.iter().all(|digit| *digit == b'0') => units % 2 != 0,
            _ => true,
        };
        Self::Exact(Decimal(sign * (units + i128::from(up))))
    }
}

impl fmt::Display for Decimal {
    /// With a point and without trailing zeros: `12.5`, `-0.000000001`, `7`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.0 / Self::ONE, (self.0 % Self::ONE).unsigned_abs());
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{}", whole.unsigned_abs())?;
        if places != 0 {
            let places = format!("{places:0>DECIMALS$}");
            write!(f, ".{}", places.trim_end_matches('0'))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

    fn read(number: f64) -> String {
        match Amount::from_number(number) {
            Amount::Exact(decimal) => decimal.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_double_enters_as_its_shortest_decimal() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (12.5, "12.5"),
            (-12.5, "-12.5"),
            (0.1, "0.1"),
            (0.1 + 0.2, "0.3"),
            (1e-9, "0.000000001"),
            (9_007_199_254_740_993.0, "9007199254740992"),
            (999_999_999_999_999_900.0, "999999999999999900"),
            (1e18, "TooLarge"),
            (-1e300, "TooLarge"),
            (f64::NAN, "Blank"),
            (f64::INFINITY, "Blank"),
        ] {
            assert_eq!(read(number), expected, "{number:?}");
        }
    }

    #[test]
    fn places_beyond_the_ninth_are_rounded_half_to_even() {
        for (text, expected) in [
            ("0.0000000004", "0"),
            ("0.0000000005", "0"),
            ("0.0000000015", "0.000000002"),
            ("0.0000000025", "0.000000002"),
            ("0.00000000250", "0.000000002"),
            ("0.00000000251", "0.000000003"),
            ("-0.0000000015", "-0.000000002"),
            ("0.9999999996", "1"),
        ] {
            let Amount::Exact(decimal) = Amount::from_text(text) else {
                panic!("{text} is a number");
            };
            assert_eq!(decimal.to_string(), expected, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_plain_decimal_is_no_value() {
        for text in [
            "", " ", "-", ".", "1.2.3", "1e3", "+1", "12 000", "một", "NaN", "--1",
        ] {
            assert_eq!(Amount::from_text(text), Amount::Blank, "{text:?}");
        }
        for (text, expected) in [(" 7 ", "7"), ("007", "7"), (".5", "0.5"), ("5.", "5")] {
            let Amount::Exact(decimal) = Amount::from_text(text) else {
                panic!("{text} is a number");
            };
            assert_eq!(decimal.to_string(), expected);
        }
        assert_eq!(Amount::from_text("1000000000000000000"), Amount::TooLarge);
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn printing_and_reading_are_inverse(units in -10i128.pow(27)..10i128.pow(27)) {
            let decimal = Decimal::from_units(units);
            prop_assert_eq!(Amount::from_text(&decimal.to_string()), Amount::Exact(decimal));
        }

        #[test]
        fn a_typed_number_survives_the_double(cents in -10i64.pow(14)..10i64.pow(14)) {
            let text = Decimal::from_units(i128::from(cents) * 10_000_000).to_string();
            let number: f64 = text.parse().expect("a plain decimal");
            prop_assert_eq!(Amount::from_number(number), Amount::from_text(&text));
        }
    }
}
