//! VNI Windows: most marks are characters of their own behind the letter.

use sohoi_text::small_letter;

/// What the marks behind a letter make of it: the tones, and for `a`, `e`, `o` the shapes with tones.
const WITH_MARKS: [(char, &str, &str); 11] = [
    ('a', "øûõùï", "àảãáạ"),
    ('a', "êèúüéë", "ăằẳẵắặ"),
    ('a', "âàåãáä", "âầẩẫấậ"),
    ('e', "øûõùï", "èẻẽéẹ"),
    ('e', "âàåãáä", "êềểễếệ"),
    ('o', "øûõùï", "òỏõóọ"),
    ('o', "âàåãáä", "ôồổỗốộ"),
    ('ô', "øûõùï", "ờởỡớợ"),
    ('u', "øûõùï", "ùủũúụ"),
    ('ö', "øûõùï", "ừửữứự"),
    ('y', "øûõù", "ỳỷỹý"),
];

/// Single characters that stand for a letter.
const SINGLE: (&str, &str) = ("ìæóíòîñôö", "ìỉĩíịỵđơư");

/// The text in Unicode.
pub(super) fn to_unicode(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        let base = small_letter(c);
        let marked = rest
            .peek()
            .and_then(|mark| with_mark(base, small_letter(*mark)));
        let letter = if marked.is_some() {
            rest.next();
            marked
        } else {
            let place = SINGLE.0.chars().position(|own| own == base);
            place.and_then(|place| SINGLE.1.chars().nth(place))
        };
        let is_capital = base != c;
        match letter {
            Some(letter) if is_capital => converted.extend(letter.to_uppercase()),
            Some(letter) => converted.push(letter),
            None => converted.push(c),
        }
    }
    converted
}

fn with_mark(base: char, mark: char) -> Option<char> {
    WITH_MARKS.iter().find_map(|(letter, marks, made)| {
        let place = marks.chars().position(|own| own == mark)?;
        made.chars().nth(place).filter(|_| *letter == base)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The 134 letters by the keys of VNI's way of typing (1 sắc, 2 huyền, 3 hỏi, 4 ngã, 5 nặng; 6 the
    /// hat, 7 the horn, 8 the bowl, 9 the bar): small and capital as they are stored.
    const BY_KEYS: &str = include_str!("../../tests/vni.txt");

    #[test]
    fn all_letters_are_read() {
        let mut known = 0;
        for line in BY_KEYS.lines() {
            let [letter, stored] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            assert_eq!(to_unicode(stored), letter);
            known += 1;
        }
        assert_eq!(known, 134);
    }

    #[test]
    fn marks_go_with_the_letter_before_them() {
        for (stored, expected) in [
            ("Xin chaøo caùc baïn", "Xin chào các bạn"),
            ("HOÄI NGÖÔØI CAO TUOÅI", "HỘI NGƯỜI CAO TUỔI"),
            ("Phuù Quyù", "Phú Quý"),
            ("kyõ thuaät", "kỹ thuật"),
            ("nghóa", "nghĩa"),
            ("ù", "ù"),
        ] {
            assert_eq!(to_unicode(stored), expected);
        }
    }
}
