//! Numbers as text, text as numbers, and rounding.

/// Reads a number as XPath `number` does: an optional minus, digits with at most one point,
/// white space around it.
///
/// Beyond XPath 1.0 an exponent is read (`1e-7`), as ODK Web Forms does. `None` for everything
/// else, so neither `+1` nor `inf` nor the empty text is a number.
///
/// ```
/// use sohoi_expr::parse_number;
/// assert_eq!(parse_number(" -.5 "), Some(-0.5));
/// assert_eq!(parse_number("1,5"), None);
/// ```
pub fn parse_number(text: &str) -> Option<f64> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let bytes = text.as_bytes();
    let start = usize::from(bytes.first() == Some(&b'-'));
    let end = start + scan_number(&bytes[start..])?;
    if end == bytes.len() {
        sohoi_digits::read(text)
    } else {
        None
    }
}

/// The length of the unsigned number that `bytes` begin with.
pub(crate) fn scan_number(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let mut end = whole;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        if bytes.len() > end + 1 + sign {
            let exponent = digits(end + 1 + sign);
            if exponent > 0 {
                end += 1 + sign + exponent;
            }
        }
    }
    Some(end)
}

/// Writes a number as XPath `string` does: the shortest digits that read back as the same
/// number, no exponent, no trailing zeros, `0` for minus zero.
pub fn format_number(number: f64) -> String {
    if number == 0.0 {
        "0".to_owned()
    } else if number.is_infinite() {
        if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned()
    } else {
        sohoi_digits::print(number)
    }
}

/// Rounds to `places` decimals (tens where negative), a half away from zero.
///
/// The half is judged on the decimal digits people see, not on the binary number behind them:
/// 2.15 becomes 2.2 although its double is a little below 2.15. JavaRosa does the same
/// (`BigDecimal.valueOf(x).setScale(places, HALF_UP)`); XPath 1.0 alone would turn -1.5 into -1.
///
/// ```
/// use sohoi_expr::round_half_away;
/// assert_eq!(round_half_away(2.15, 1), 2.2);
/// assert_eq!(round_half_away(-1.5, 0), -2.0);
/// assert_eq!(round_half_away(626.3, -3), 1000.0);
/// ```
pub fn round_half_away(number: f64, places: i32) -> f64 {
    if !number.is_finite() {
        return number;
    }
    let text = sohoi_digits::print(number.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    // How many digits stay: those before the point and `places` after it.
    let kept = i64::try_from(whole.len()).unwrap_or(i64::MAX) + i64::from(places);
    let Ok(kept) = usize::try_from(kept) else {
        return 0.0;
    };
    if kept >= digits.len() {
        return number;
    }
    let carries = digits[kept] >= b'5';
    for digit in &mut digits[kept..] {
        *digit = b'0';
    }
    if carries {
        carry(&mut digits, kept);
    }
    let point = digits.len() - fraction.len();
    digits.insert(point, b'.');
    let rounded: f64 = std::str::from_utf8(&digits)
        .ok()
        .and_then(sohoi_digits::read)
        .unwrap_or(f64::NAN);
    // Adding zero turns -0 into 0.
    if number < 0.0 {
        -rounded + 0.0
    } else {
        rounded
    }
}

/// Adds one to the digit before `kept`, with everything that follows from it.
fn carry(digits: &mut Vec<u8>, kept: usize) {
    for digit in digits[..kept].iter_mut().rev() {
        if *digit == b'9' {
            *digit = b'0';
        } else {
            *digit += 1;
            return;
        }
    }
    digits.insert(0, b'1');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::seeded::seeded;

    #[test]
    fn reads_what_xpath_calls_a_number() {
        let cases = [
            ("0", Some(0.0)),
            ("12", Some(12.0)),
            ("-12.50", Some(-12.5)),
            (".5", Some(0.5)),
            ("5.", Some(5.0)),
            (" 7\n", Some(7.0)),
            ("1e3", Some(1000.0)),
            ("7.9e-12", Some(7.9e-12)),
            ("", None),
            (" ", None),
            (".", None),
            ("-", None),
            ("- 1", None),
            ("--1", None),
            ("+1", None),
            ("1e", None),
            ("1e+", None),
            ("1 2", None),
            ("1,5", None),
            ("12a", None),
            ("inf", None),
            ("NaN", None),
            ("Infinity", None),
            ("0x10", None),
            ("١٢", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_number(text), expected, "{text:?}");
        }
    }

    #[test]
    fn writes_numbers_without_exponents() {
        let cases = [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0, "12"),
            (-0.1, "-0.1"),
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (f64::NAN, "NaN"),
            (f64::INFINITY, "Infinity"),
            (f64::NEG_INFINITY, "-Infinity"),
        ];
        for (number, expected) in cases {
            assert_eq!(format_number(number), expected);
        }
    }

    #[test]
    fn rounds_a_half_away_from_zero_on_decimal_digits() {
        let cases = [
            (1.5, 0, 2.0),
            (2.5, 0, 3.0),
            (-1.5, 0, -2.0),
            (-2.5, 0, -3.0),
            (0.4, 0, 0.0),
            (-0.4, 0, 0.0),
            (0.5, 0, 1.0),
            (9.99, 1, 10.0),
            (99.5, 0, 100.0),
            (2.15, 1, 2.2),
            (2.149, 1, 2.1),
            (-1.475, 2, -1.48),
            (1.005, 2, 1.01),
            (23.7825, 2, 23.78),
            (23.7825, -1, 20.0),
            (50.0, -2, 100.0),
            (49.9, -2, 0.0),
            (626.3, -3, 1000.0),
            (500.0, -4, 0.0),
            (1.234, 5, 1.234),
            (9_007_199_254_740_991.0, 2, 9_007_199_254_740_991.0),
            (1e300, 2, 1e300),
            (5e-324, 2, 0.0),
            (1.0, i32::MAX, 1.0),
            (1.0, i32::MIN, 0.0),
        ];
        for (number, places, expected) in cases {
            let rounded = round_half_away(number, places);
            assert_eq!(rounded, expected, "round({number}, {places})");
            assert!(rounded != 0.0 || rounded.is_sign_positive());
        }
        assert!(round_half_away(f64::NAN, 1).is_nan());
        assert_eq!(round_half_away(f64::INFINITY, 1), f64::INFINITY);
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn what_is_written_reads_back(number in proptest::num::f64::NORMAL | proptest::num::f64::ZERO) {
            prop_assert_eq!(parse_number(&format_number(number)), Some(number));
        }

        #[test]
        fn rounding_twice_changes_nothing(number in -1e9..1e9_f64, places in -3..6_i32) {
            let once = round_half_away(number, places);
            prop_assert_eq!(round_half_away(once, places), once);
        }

        #[test]
        fn rounding_moves_by_half_a_place_at_most(cents in -10_000_000..10_000_000_i64) {
            // Exact in whole cents, so that the test does not round itself.
            let expected = (cents.abs() + 5) / 10 * cents.signum();
            let rounded = round_half_away(cents as f64 / 100.0, 1);
            prop_assert_eq!(rounded, expected as f64 / 10.0);
        }
    }
}
