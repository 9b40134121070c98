//! Amounts in a larger unit, so that a wrong number of zeros is seen: 3.274 million is 3,27 billion.

use crate::number::format_decimal;

/// A plain decimal (`3274`) in a unit that is `factor` times as large, rounded to two decimals and
/// written the Vietnamese way (`3,27`). Nothing where it is less than one of the larger unit, where
/// it is no plain decimal, or too large to be sure of every digit.
///
/// ```
/// use sohoi_text::in_larger_unit;
/// assert_eq!(in_larger_unit("3274", 1000).as_deref(), Some("3,27"));
/// assert_eq!(in_larger_unit("999", 1000), None);
/// ```
pub fn in_larger_unit(plain: &str, factor: u32) -> Option<String> {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut amount: u64 = 0;
    for digit in whole.bytes().chain(fraction.bytes()) {
        let digit = digit.is_ascii_digit().then(|| u64::from(digit - b'0'))?;
        amount = amount.checked_mul(10)?.checked_add(digit)?;
    }
    // One larger unit, in the smallest part that the amount is counted in.
    let parts = 10_u64.checked_pow(fraction.len() as u32)?;
    let unit = parts.checked_mul(u64::from(factor))?;
    if whole.is_empty() || unit == 0 || amount < unit {
        return None;
    }
    // A half is rounded away from zero.
    let hundredths = amount.checked_mul(100)?.checked_add(unit / 2)? / unit;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    let mut text = [sign, &whole.to_string()].concat();
    if rest > 0 {
        text.push('.');
        text.push(char::from(b'0' + (rest / 10) as u8));
        if rest % 10 > 0 {
            text.push(char::from(b'0' + (rest % 10) as u8));
        }
    }
    Some(format_decimal(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_amounts_in_the_larger_unit() {
        let cases = [
            ("3274", 1000, Some("3,27")),
            ("3274.376", 1000, Some("3,27")),
            ("3275", 1000, Some("3,28")),
            ("3274.9", 1000, Some("3,27")),
            ("3274.999", 1000, Some("3,27")),
            ("1000", 1000, Some("1")),
            ("1000.0", 1000, Some("1")),
            ("999.9", 1000, None),
            ("999", 1000, None),
            ("0", 1000, None),
            ("1500", 1000, Some("1,5")),
            ("1050", 1000, Some("1,05")),
            ("1004", 1000, Some("1")),
            ("1005", 1000, Some("1,01")),
            ("1999.9", 1000, Some("2")),
            ("12345678", 1000, Some("12.345,68")),
            ("1234567000", 1000, Some("1.234.567")),
            ("-3274", 1000, Some("-3,27")),
            ("-999", 1000, None),
            ("120", 12, Some("10")),
            ("100", 12, Some("8,33")),
            // No number, or none that is kept exactly.
            ("", 1000, None),
            ("-", 1000, None),
            (".5", 1000, None),
            ("abc", 1000, None),
            ("1.234,5", 1000, None),
            ("3274", 0, None),
            ("99999999999999999999", 1000, None),
            ("999999999999999", 1000, Some("1.000.000.000.000")),
        ];
        for (plain, factor, expected) in cases {
            let found = in_larger_unit(plain, factor);
            assert_eq!(found.as_deref(), expected, "{plain} / {factor}");
        }
    }
}
