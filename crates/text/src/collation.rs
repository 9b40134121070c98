//! Sorts names as a Vietnamese dictionary does.

use crate::letter::letters;

/// A key whose byte order is the order of a Vietnamese dictionary.
///
/// Letters count first (a ă â b c d đ e ê …), tones only between texts of equal letters
/// (level, huyền, hỏi, ngã, sắc, nặng). Capitals and the way of composing do not matter.
///
/// ```
/// use sohoi_text::sort_key;
/// let mut names = ["Đức Linh", "Dân", "Bắc Bình", "Ân", "An"];
/// names.sort_by_key(|name| sort_key(name));
/// assert_eq!(names, ["An", "Ân", "Bắc Bình", "Dân", "Đức Linh"]);
/// ```
pub fn sort_key(text: &str) -> Vec<u8> {
    let letters = letters(text);
    let mut key = Vec::with_capacity(letters.len() * 4);
    for letter in &letters {
        // Characters beyond ASCII and Vietnamese keep their order behind `z`.
        match u8::try_from(u32::from(letter.base)) {
            Ok(byte) if byte < 0x80 => key.extend([byte, letter.shape + 1]),
            _ => {
                key.push(0xff);
                key.extend(u32::from(letter.base).to_be_bytes());
            }
        }
    }
    key.push(0);
    key.extend(letters.iter().map(|letter| letter.tone));
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn sorts(expected: &[&str]) {
        let mut sorted = expected.to_vec();
        sorted.reverse();
        sorted.sort_by_key(|text| sort_key(text));
        assert_eq!(sorted, expected);
    }

    #[test]
    fn sorts_letters_of_the_alphabet() {
        sorts(&[
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o",
            "ô", "ơ", "p", "q", "r", "s", "t", "u", "ư", "v", "x", "y",
        ]);
    }

    #[test]
    fn sorts_tones_of_one_syllable() {
        sorts(&["ma", "mà", "mả", "mã", "má", "mạ"]);
    }

    #[test]
    fn letters_count_before_tones() {
        sorts(&["hoa", "hòa", "hoan", "hoàn", "hoạt"]);
    }

    #[test]
    fn a_shorter_name_comes_first() {
        sorts(&["Bắc Bình", "Bắc Bình Thạnh", "Bắc Ruộng"]);
    }

    #[test]
    fn composed_and_decomposed_writing_are_equal() {
        assert_eq!(sort_key("Ngườ\u{301}i Đê\u{323}"), sort_key("ngưới đệ"));
    }

    #[test]
    fn capitals_do_not_matter() {
        assert_eq!(sort_key("ĐÔNG Y"), sort_key("đông y"));
    }
}
