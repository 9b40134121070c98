//! Values of JSON files: numbers digit for digit, words in both languages.

use sohoi_form::Text;
use sohoi_json::{Members, Write};

/// Which shape the files have; it grows by one where a reader would have to change.
pub(crate) const VERSION: u32 = 1;

/// A plain decimal, written with the digits that it has. What is no number stays a text, so that
/// nothing is lost.
pub(crate) struct Number<'a>(pub(crate) &'a str);

/// A text in both languages: `{"vi": …, "en": …}`.
pub(crate) struct Both<'a>(pub(crate) &'a Text);

/// Something that writes itself: for values that are made on the way.
pub(crate) struct Made<F: Fn(&mut String)>(pub(crate) F);

impl Write for Number<'_> {
    fn write(&self, out: &mut String) {
        match is_number(self.0) {
            true => out.push_str(self.0),
            false => self.0.write(out),
        }
    }
}

impl Write for Both<'_> {
    fn write(&self, out: &mut String) {
        let mut members = Members::new(out);
        members.put("vi", &self.0.vi);
        members.put("en", &self.0.en);
    }
}

impl<F: Fn(&mut String)> Write for Made<F> {
    fn write(&self, out: &mut String) {
        (self.0)(out);
    }
}

/// A count of things.
pub(crate) fn count(number: usize) -> u64 {
    number as u64
}

/// Whether a text is a number of JSON (RFC 8259, section 6), without an exponent.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let are_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(are_digits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use sohoi_json::to_text;

    use super::*;

    #[test]
    fn numbers_keep_their_digits_and_the_rest_are_texts() {
        for (text, expected) in [
            ("0", "0"),
            ("-12.50", "-12.50"),
            ("3274376000", "3274376000"),
            ("0.1", "0.1"),
            ("007", "\"007\""),
            (".5", "\".5\""),
            ("5.", "\"5.\""),
            ("-", "\"-\""),
            ("1e5", "\"1e5\""),
            ("1,5", "\"1,5\""),
            ("", "\"\""),
            ("NaN", "\"NaN\""),
            ("nói \"có\"", "\"nói \\\"có\\\"\""),
        ] {
            assert_eq!(to_text(&Number(text)), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(18), ..ProptestConfig::default() })]

        #[test]
        fn another_reader_takes_whatever_is_written(text in "[-+0-9.eE\"\\\\,x]{0,6}") {
            let read: serde_json::Value =
                serde_json::from_str(&to_text(&Number(&text))).expect("JSON");
            match read {
                serde_json::Value::String(own) => prop_assert_eq!(own, text),
                own => prop_assert_eq!(own.as_f64(), text.parse().ok()),
            }
        }
    }
}
