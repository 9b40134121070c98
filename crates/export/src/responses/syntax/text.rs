//! Text of people in scripts: always within a literal.

use std::borrow::Cow;

/// How many bytes of a text stand on one line of an SPSS literal. With every quote doubled the line
/// stays under the 251 bytes that old versions read.
const ON_A_LINE: usize = 110;

/// A text that ends at `limit` bytes, with `…` where something was cut.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    let end = text.floor_char_boundary(limit.saturating_sub('…'.len_utf8()));
    Cow::Owned(format!("{}…", &text[..end]))
}

/// A text on one line: whatever breaks lines, directs or is not seen is a space, runs of spaces are one.
pub(super) fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_whitespace() || c.is_control() || is_hidden(c);
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// An SPSS literal: between apostrophes, each in the text doubled, parts joined by `+` on lines of
/// their own. It has no way to say a line break: what breaks or directs lines is a space.
pub(super) fn sps_literal(text: &str) -> String {
    let is_unsayable = |c: char| c.is_control() || is_hidden(c);
    let text = text.replace(is_unsayable, " ");
    let mut rest = &*text;
    let mut parts = Vec::new();
    while rest.len() > ON_A_LINE {
        let (part, more) = rest.split_at(rest.floor_char_boundary(ON_A_LINE));
        parts.push(part);
        rest = more;
    }
    parts.push(rest);
    let quoted = |part: &str| format!("'{}'", part.replace('\'', "''"));
    let parts: Vec<String> = parts.into_iter().map(quoted).collect();
    parts.join(" +\n    ")
}

/// An R literal: between quotes, with escapes as in `?Quotes`.
pub(super) fn r_literal(text: &str) -> String {
    let mut literal = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            // R has no text with a zero in it.
            '\0' => literal.push(' '),
            c if c.is_control() || is_hidden(c) => {
                literal.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

/// Marks that turn the direction of text or break lines: what stands in a script would look unlike
/// what runs (CVE-2021-42574).
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_text_ends_within_its_bytes_and_at_a_letter() {
        for (text, limit, expected) in [
            ("hội", 5, "hội"),
            ("hội ", 5, "h…"),
            ("hội viên", 9, "hội …"),
            ("ộộộ", 8, "ộ…"),
        ] {
            assert_eq!(cut(text, limit), expected, "{text} in {limit}");
        }
    }

    #[test]
    fn literals_hold_what_would_end_them() {
        assert_eq!(sps_literal("it's"), "'it''s'");
        assert_eq!(sps_literal("'"), "''''");
        assert_eq!(sps_literal("a'.\r\nb\u{2028}"), "'a''.  b '");
        let long = sps_literal(&"'".repeat(111));
        let lines: Vec<usize> = long.lines().map(str::len).collect();
        assert_eq!(lines, [224, 8]);
        for (text, expected) in [
            ("a\"b", r#""a\"b""#),
            ("a\\", r#""a\\""#),
            ("50%\n\t'", r#""50%\n\t'""#),
            ("\r\u{7}\u{202e}\0", r#""\u000d\u0007\u202e ""#),
        ] {
            assert_eq!(r_literal(text), expected, "{text:?}");
        }
        assert_eq!(one_line(" a.\r\n\u{2028}b\u{0} c "), "a. b c");
    }
}
