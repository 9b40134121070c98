//! Numbers as Vietnamese people write and type them: `1.234,5`.
//!
//! Values travel as plain decimals with a point (`1234.5`), never as floats, so that printing
//! changes no digit.

/// The no-break space that stands before a percent sign.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Why a typed text is not taken as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberMistake {
    /// It holds something that is not part of a number.
    NotANumber,
    /// Points and commas stand so that it could be two different numbers.
    Ambiguous,
    /// It is a number, but not a whole one where a whole one is needed.
    NotWhole,
    /// It has more digits than can be kept exactly.
    TooLong,
}

/// A plain decimal (`-1234.5`) the Vietnamese way (`-1.234,5`). A text that is not a plain decimal
/// comes back unchanged.
///
/// ```
/// assert_eq!(sohoi_text::format_decimal("1234567.5"), "1.234.567,5");
/// ```
pub fn format_decimal(plain: &str) -> String {
    let (sign, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", plain),
    };
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !is_plain(whole) || !fraction.is_none_or(is_plain) {
        return plain.to_owned();
    }
    let mut text = String::with_capacity(plain.len() + whole.len() / 3);
    text.push_str(sign);
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(',');
        text.push_str(fraction);
    }
    text
}

/// A count the Vietnamese way: `1.190`.
pub fn format_integer(count: i64) -> String {
    format_decimal(&count.to_string())
}

/// A plain decimal as a percentage, with a no-break space before the sign: `61,8 %`.
pub fn percentage(plain: &str) -> String {
    let mut text = format_decimal(plain);
    text.push(NO_BREAK_SPACE);
    text.push('%');
    text
}

/// A count in running text: two digits below ten, as official documents write it (`05 năm`).
pub fn small_count(count: u64) -> String {
    if (1..10).contains(&count) {
        format!("0{count}")
    } else {
        format_decimal(&count.to_string())
    }
}

/// Reads a typed number, and gives it as a plain decimal (`1234.5`).
///
/// The Vietnamese reading counts: a point before groups of three digits separates thousands, a
/// comma the decimals. Writing that can only be meant the other way is taken too (`1234.5`,
/// `1,234.5`, `1,234,567`). What could be two numbers is refused.
///
/// # Errors
///
/// See [`NumberMistake`].
///
/// ```
/// use sohoi_text::{NumberMistake, parse_decimal};
/// assert_eq!(parse_decimal("1.234,5").as_deref(), Ok("1234.5"));
/// assert_eq!(parse_decimal("1234.5").as_deref(), Ok("1234.5"));
/// assert_eq!(parse_decimal("1.234.5"), Err(NumberMistake::Ambiguous));
/// ```
pub fn parse_decimal(typed: &str) -> Result<String, NumberMistake> {
    let (is_negative, text) = unsigned(typed)?;
    let points = text.matches('.').count();
    let commas = text.matches(',').count();
    let (whole, fraction) = match (points, commas) {
        (0, 0) => (text.as_str(), ""),
        // One comma: the decimals follow. One point: thousands if it can be, else decimals.
        (0, 1) => split(&text, ','),
        (1, 0) => match split(&text, '.') {
            (whole, fraction) if is_group(whole) && fraction.len() == 3 => (text.as_str(), ""),
            parts => parts,
        },
        // The same mark again and again can only separate thousands.
        (_, 0) | (0, _) => (text.as_str(), ""),
        // Both: the one that comes last and once separates the decimals.
        _ if commas == 1 && text.rfind(',') > text.rfind('.') => split(&text, ','),
        _ if points == 1 && text.rfind('.') > text.rfind(',') => split(&text, '.'),
        _ => return Err(NumberMistake::Ambiguous),
    };
    let whole = ungrouped(whole)?;
    plain(is_negative, &whole, fraction)
}

/// Reads a typed whole number, and gives it as plain digits (`1234`).
///
/// # Errors
///
/// See [`NumberMistake`]; `1,234` is [`Ambiguous`](NumberMistake::Ambiguous) here: a decimal in
/// Vietnamese, a thousand elsewhere.
pub fn parse_integer(typed: &str) -> Result<String, NumberMistake> {
    let (_, text) = unsigned(typed)?;
    let value = parse_decimal(typed)?;
    match value.split_once('.') {
        None => Ok(value),
        Some(_) => match split(&text, ',') {
            (whole, fraction) if is_group(whole) && fraction.len() == 3 => {
                Err(NumberMistake::Ambiguous)
            }
            _ => Err(NumberMistake::NotWhole),
        },
    }
}

/// The text without sign and spaces, made of digits, points and commas only.
fn unsigned(typed: &str) -> Result<(bool, String), NumberMistake> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let (is_negative, text) = match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let is_number = text.bytes().any(|b| b.is_ascii_digit())
        && text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if is_number {
        Ok((is_negative, text.to_owned()))
    } else {
        Err(NumberMistake::NotANumber)
    }
}

/// The parts before and after the last `mark`.
fn split(text: &str, mark: char) -> (&str, &str) {
    text.rsplit_once(mark).unwrap_or((text, ""))
}

/// Whether the text can be the first group of a number with thousands: one to three digits, no
/// leading zero.
fn is_group(text: &str) -> bool {
    (1..=3).contains(&text.len())
        && !text.starts_with('0')
        && text.bytes().all(|b| b.is_ascii_digit())
}

/// The digits of a whole part without its thousands marks, which must all stand where they should.
fn ungrouped(whole: &str) -> Result<String, NumberMistake> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else {
        return Ok(whole.to_owned());
    };
    let mut groups = whole.split(mark);
    let is_grouped = groups.next().is_some_and(is_group)
        && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
    if is_grouped {
        Ok(whole.chars().filter(|c| *c != mark).collect())
    } else {
        Err(NumberMistake::Ambiguous)
    }
}

fn plain(is_negative: bool, whole: &str, fraction: &str) -> Result<String, NumberMistake> {
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    if whole.len() + fraction.len() > 15 {
        return Err(NumberMistake::TooLong);
    }
    let mut text = String::with_capacity(whole.len() + fraction.len() + 2);
    if is_negative && !(whole.is_empty() && fraction.is_empty()) {
        text.push('-');
    }
    text.push_str(if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::NumberMistake::{Ambiguous, NotANumber, NotWhole, TooLong};
    use super::*;

    #[test]
    fn formats_the_vietnamese_way() {
        let cases = [
            ("0", "0"),
            ("12", "12"),
            ("123", "123"),
            ("1234", "1.234"),
            ("-1234.5", "-1.234,5"),
            ("1234567", "1.234.567"),
            ("3274376000", "3.274.376.000"),
            ("0.05", "0,05"),
            ("100.0", "100,0"),
            ("-", "-"),
            ("abc", "abc"),
            ("1.2.3", "1.2.3"),
            ("", ""),
        ];
        for (plain, expected) in cases {
            assert_eq!(format_decimal(plain), expected, "{plain}");
        }
        assert_eq!(format_integer(-1190), "-1.190");
        assert_eq!(percentage("61.8"), "61,8\u{a0}%");
        assert_eq!(
            [small_count(0), small_count(5), small_count(12)],
            ["0", "05", "12"]
        );
    }

    #[test]
    fn reads_what_can_be_meant_in_one_way_only() {
        let cases: &[(&str, Result<&str, NumberMistake>)] = &[
            ("12", Ok("12")),
            (" 12 ", Ok("12")),
            ("007", Ok("7")),
            ("0", Ok("0")),
            ("-0", Ok("0")),
            ("1.234", Ok("1234")),
            ("1.234,5", Ok("1234.5")),
            ("1234,5", Ok("1234.5")),
            ("1234.5", Ok("1234.5")),
            ("1,234.5", Ok("1234.5")),
            ("1 234,5", Ok("1234.5")),
            ("1\u{a0}234", Ok("1234")),
            ("1.234.567", Ok("1234567")),
            ("1,234,567", Ok("1234567")),
            ("127,376", Ok("127.376")),
            ("0.123", Ok("0.123")),
            ("1234.567", Ok("1234.567")),
            ("12.5", Ok("12.5")),
            ("12,50", Ok("12.5")),
            ("12,", Ok("12")),
            (",5", Ok("0.5")),
            ("-3,5", Ok("-3.5")),
            ("−3", Ok("-3")),
            ("+3", Ok("3")),
            ("1.234.5", Err(Ambiguous)),
            ("1.23.456", Err(Ambiguous)),
            ("1,2,3", Err(Ambiguous)),
            ("1.234,567.8", Err(Ambiguous)),
            ("12345.678,9", Err(Ambiguous)),
            ("", Err(NotANumber)),
            (".", Err(NotANumber)),
            ("12a", Err(NotANumber)),
            ("12 %", Err(NotANumber)),
            ("1e5", Err(NotANumber)),
            ("1234567890123456", Err(TooLong)),
            ("1,234567890123456", Err(TooLong)),
        ];
        for (typed, expected) in cases {
            assert_eq!(
                parse_decimal(typed).as_deref(),
                expected.as_ref().copied(),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn refuses_parts_where_whole_numbers_are_counted() {
        let cases: &[(&str, Result<&str, NumberMistake>)] = &[
            ("1.234", Ok("1234")),
            ("1234", Ok("1234")),
            ("12,0", Ok("12")),
            ("1,234", Err(Ambiguous)),
            ("1,5", Err(NotWhole)),
            ("1.5", Err(NotWhole)),
            ("0,123", Err(NotWhole)),
            ("x", Err(NotANumber)),
            ("999.999.999.999.999", Ok("999999999999999")),
            ("9007199254740992", Err(TooLong)),
            ("-9007199254740992", Err(TooLong)),
        ];
        for (typed, expected) in cases {
            assert_eq!(
                parse_integer(typed).as_deref(),
                expected.as_ref().copied(),
                "{typed:?}"
            );
        }
    }

    #[test]
    fn print_then_read_is_the_identity() {
        let mut number: u64 = 1;
        for step in 0..4000_u64 {
            number = number
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(step | 1);
            let whole = (number >> 33) % 10_u64.pow((step % 9 + 1) as u32);
            let plain = match step % 4 {
                0 => format!("{whole}"),
                1 => format!("-{}", whole + 1),
                2 => format!("{whole}.{}", number % 9 + 1),
                _ => format!("{whole}.{:02}{}", number % 97, number % 9 + 1),
            };
            assert_eq!(
                parse_decimal(&format_decimal(&plain)).as_deref(),
                Ok(plain.as_str())
            );
        }
    }
}
