//! Finds Vietnamese names typed without diacritics.

use crate::letter::letters;

/// A text without marks and capitals, words separated by one space: `Đông y` becomes `dong y`.
///
/// Everything that is neither a letter nor a digit separates words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in letters(text) {
        if is_in_word(letter.base) {
            folded.push(letter.base);
        } else if !folded.ends_with(' ') && !folded.is_empty() {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Whether a character is part of a word: outside ASCII all but general punctuation.
fn is_in_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c > '\u{bf}'
            && !matches!(c, '×' | '÷' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}')
}

/// What somebody is looking for: words of which each must begin a word of the text.
///
/// ```
/// use sohoi_text::{Query, fold};
/// assert!(Query::new("dong y").matches(&fold("Hội Đông y xã Phan Rí Thành")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Reads what was typed, with or without diacritics.
    pub fn new(typed: &str) -> Self {
        Self {
            words: fold(typed)
                .split(' ')
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Whether nothing was typed, so that everything matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a text already folded by [`fold`] is meant.
    pub fn matches(&self, folded: &str) -> bool {
        self.words.iter().all(|wanted| {
            folded
                .split(' ')
                .any(|word| word.starts_with(wanted.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_marks_capitals_and_punctuation() {
        let cases = [
            ("Đông y", "dong y"),
            (
                "Hội Nạn nhân chất độc da cam/dioxin",
                "hoi nan nhan chat doc da cam dioxin",
            ),
            ("  BTN-X-0001 ", "btn x 0001"),
            ("Thừa Thiên – Huế", "thua thien hue"),
            ("ngườ\u{300}i", "nguoi"),
            ("", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn finds_by_beginnings_of_words_in_any_order() {
        let name = fold("Hội Chữ thập đỏ xã Phan Rí Thành");
        for typed in [
            "chu thap do",
            "Chữ thập đỏ",
            "phan ri",
            "ri phan",
            "chu th",
            "đỏ",
            "",
        ] {
            assert!(Query::new(typed).matches(&name), "{typed}");
        }
        for typed in ["nguoi mu", "hap", "chu thap xanh"] {
            assert!(!Query::new(typed).matches(&name), "{typed}");
        }
    }
}
