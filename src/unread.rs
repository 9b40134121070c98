//! What was typed but is no answer: which texts these are, and how they are written down.

use litemap::LiteMap;
use sohoi_form::QuestionType;
use sohoi_sync::TEXT_LIMIT;
use sohoi_text::{parse_date, parse_decimal, parse_integer};

/// How many bytes of text an answer may have.
pub(crate) const LONGEST_TEXT: usize = TEXT_LIMIT;

/// Whether a text is not of a type, or longer than any answer may be. A number of more digits than
/// are kept exactly is none.
pub(crate) fn is_unreadable(kind: QuestionType, text: &str) -> bool {
    match kind {
        QuestionType::Integer => parse_integer(text).is_err(),
        QuestionType::Decimal => parse_decimal(text).is_err(),
        QuestionType::Date => parse_date(text).is_err(),
        _ => text.len() > LONGEST_TEXT,
    }
}

/// Writes texts by path, one line an entry.
pub(crate) fn written(unread: &LiteMap<String, String>) -> String {
    let mut lines = String::new();
    for (path, typed) in unread {
        // A line end would end the entry.
        let typed = typed
            .replace('\\', r"\\")
            .replace('\n', r"\n")
            .replace('\r', r"\r");
        lines.push_str(&[path, "\t", &typed, "\n"].concat());
    }
    lines
}

/// Reads what [`written`] wrote.
pub(crate) fn read(lines: &str) -> LiteMap<String, String> {
    let mut unread = LiteMap::new();
    for line in lines.lines() {
        if let Some((path, typed)) = line.split_once('\t') {
            unread.insert(path.to_owned(), unescaped(typed));
        }
    }
    unread
}

fn unescaped(text: &str) -> String {
    let mut letters = text.chars();
    let mut plain = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        plain.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            letter => letter,
        });
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_exactly_is_an_answer_and_nothing_else() {
        let fits = "a".repeat(LONGEST_TEXT);
        let too_long = "a".repeat(LONGEST_TEXT + 1);
        let cases = [
            (QuestionType::Integer, "12", false),
            (QuestionType::Integer, "-999999999999999", false),
            (QuestionType::Integer, "9007199254740992", true),
            (QuestionType::Integer, "-9007199254740992", true),
            (QuestionType::Integer, "12.5", true),
            (QuestionType::Decimal, "12345678901234.5", false),
            (QuestionType::Decimal, "123456789012345.6", true),
            (QuestionType::Decimal, "0.1234567890123456", true),
            (QuestionType::Date, "2017-06-30", false),
            (QuestionType::Date, "2017-06-31", true),
            (QuestionType::Text, fits.as_str(), false),
            (QuestionType::Text, too_long.as_str(), true),
        ];
        for (kind, text, expected) in cases {
            let start: String = text.chars().take(20).collect();
            assert_eq!(is_unreadable(kind, text), expected, "{kind:?} {start}");
        }
    }

    #[test]
    fn what_was_typed_comes_back_letter_by_letter() {
        let cases = [
            "31/02/2017",
            "two\nlines\r\n",
            r"a\b\n",
            "tab\there",
            r"\",
            "",
            "Sửa đổi",
        ];
        let unread: LiteMap<String, String> = cases
            .iter()
            .enumerate()
            .map(|(row, typed)| (format!("repeat/{row}/question"), (*typed).to_owned()))
            .collect();
        assert_eq!(read(&written(&unread)), unread);
    }

    #[test]
    fn entries_written_before_are_still_read() {
        let read = read("day\t31/02/2017\n");
        assert_eq!(read.get("day").map(String::as_str), Some("31/02/2017"));
    }
}
