//! Plain decimals as text: one way to write each, and their order, exact at any length.

use std::cmp::Ordering;

/// A plain decimal as JSON and OData write it: no plus sign, no zeros in front or behind, digits on both
/// sides of a point; `None` where the text is none.
pub(super) fn canonical(text: &str) -> Option<String> {
    let (is_negative, whole, part) = parts(text)?;
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if is_negative && !(whole == "0" && part.is_empty()) {
        "-"
    } else {
        ""
    };
    let point = if part.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{part}"))
}

/// Whether a number is less than, equal to or greater than another; `None` where one is no number.
pub(super) fn compare(a: &str, b: &str) -> Option<Ordering> {
    let (a_negative, a_whole, a_part) = parts(a)?;
    let (b_negative, b_whole, b_part) = parts(b)?;
    let is_zero = |whole: &str, part: &str| whole.is_empty() && part.is_empty();
    let a_negative = a_negative && !is_zero(a_whole, a_part);
    let b_negative = b_negative && !is_zero(b_whole, b_part);
    // Without zeros in front the longer number is the larger one; behind the point texts compare.
    let size = (a_whole.len().cmp(&b_whole.len()))
        .then_with(|| a_whole.cmp(b_whole))
        .then_with(|| a_part.cmp(b_part));
    Some(match (a_negative, b_negative) {
        (false, false) => size,
        (true, true) => size.reverse(),
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
    })
}

/// Sign, digits before the point without zeros in front, digits behind it without zeros behind.
fn parts(text: &str) -> Option<(bool, &str, &str)> {
    let text = text.trim();
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !is_digits(whole) || !is_digits(part) {
        return None;
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    Some((is_negative, whole, part))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    use super::*;

    #[test]
    fn each_number_is_written_in_one_way() {
        let cases = [
            ("0", Some("0")),
            ("-0.0", Some("0")),
            ("007", Some("7")),
            ("61.80", Some("61.8")),
            ("-.5", Some("-0.5")),
            ("5.", Some("5")),
            (" 12 ", Some("12")),
            ("", None),
            (".", None),
            ("-", None),
            ("+1", None),
            ("1e3", None),
            ("1,5", None),
            ("--1", None),
            ("NaN", None),
        ];
        for (text, expected) in cases {
            assert_eq!(canonical(text).as_deref(), expected, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(22), ..ProptestConfig::default() })]

        #[test]
        fn the_order_is_that_of_whole_numbers_at_the_same_scale(a in -10_000_i64..10_000, b in -10_000_i64..10_000) {
            let text = |n: i64| {
                let sign = if n < 0 { "-" } else { "" };
                format!("{sign}{}.{:02}", n.abs() / 100, n.abs() % 100)
            };
            prop_assert_eq!(compare(&text(a), &text(b)), Some(a.cmp(&b)));
            let (a, b) = (canonical(&text(a)).unwrap(), canonical(&text(b)).unwrap());
            prop_assert_eq!(compare(&a, &b) == Some(Ordering::Equal), a == b);
        }
    }
}
