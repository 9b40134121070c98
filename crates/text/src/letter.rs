//! Takes a Vietnamese letter apart: base letter, shape (â, ă, ơ, đ) and tone.

/// What a letter is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The lower-case letter without any mark.
    pub(crate) base: char,
    /// Its place among the letters of the same base: `a` 0, `ă` 1, `â` 2.
    pub(crate) shape: u8,
    /// The tone in dictionary order: level, huyền, hỏi, ngã, sắc, nặng.
    pub(crate) tone: u8,
}

/// One row per vowel, its six tones in dictionary order.
pub(crate) const VOWELS: [(char, u8, &str); 12] = [
    ('a', 0, "aàảãáạ"),
    ('a', 1, "ăằẳẵắặ"),
    ('a', 2, "âầẩẫấậ"),
    ('e', 0, "eèẻẽéẹ"),
    ('e', 1, "êềểễếệ"),
    ('i', 0, "iìỉĩíị"),
    ('o', 0, "oòỏõóọ"),
    ('o', 1, "ôồổỗốộ"),
    ('o', 2, "ơờởỡớợ"),
    ('u', 0, "uùủũúụ"),
    ('u', 1, "ưừửữứự"),
    ('y', 0, "yỳỷỹýỵ"),
];

/// The small letter of a capital one as Vietnamese and its neighbours write it; every other
/// character stays.
///
/// [`char::to_lowercase`] knows all scripts, by a table of 12 kB.
pub fn small_letter(c: char) -> char {
    let is_capital = match c {
        'A'..='Z' | '\u{c0}'..='\u{de}' => {
            let is_letter = c != '×';
            return char::from_u32(u32::from(c) + 32)
                .filter(|_| is_letter)
                .unwrap_or(c);
        }
        // In these blocks each small letter follows its capital one, here on even places, there on
        // odd ones.
        '\u{100}'..='\u{12f}' | '\u{132}'..='\u{137}' | '\u{14a}'..='\u{177}' | 'Ơ' => {
            u32::from(c) % 2 == 0
        }
        '\u{1e00}'..='\u{1e95}' | '\u{1ea0}'..='\u{1eff}' => u32::from(c) % 2 == 0,
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17e}' | 'Ư' => u32::from(c) % 2 == 1,
        _ => false,
    };
    let follower = char::from_u32(u32::from(c) + 1);
    follower.filter(|_| is_capital).unwrap_or(c)
}

/// The letters of a text in lower case, composed and decomposed writing alike.
pub(crate) fn letters(text: &str) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::with_capacity(text.len());
    for c in text.chars().map(small_letter) {
        match mark(c) {
            Some(mark) => {
                if let Some(last) = found.last_mut() {
                    match mark {
                        Mark::Tone(tone) => last.tone = tone,
                        Mark::Shape(shape) => last.shape = shape_of(last.base, shape),
                    }
                }
            }
            None => found.push(apart(c)),
        }
    }
    found
}

/// A combining character of Vietnamese.
enum Mark {
    Tone(u8),
    Shape(char),
}

fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '\u{300}' => Mark::Tone(1),
        '\u{309}' => Mark::Tone(2),
        '\u{303}' => Mark::Tone(3),
        '\u{301}' => Mark::Tone(4),
        '\u{323}' => Mark::Tone(5),
        '\u{306}' | '\u{302}' | '\u{31b}' => Mark::Shape(c),
        _ => return None,
    })
}

fn shape_of(base: char, mark: char) -> u8 {
    match (base, mark) {
        ('a', '\u{302}') | ('o', '\u{31b}') => 2,
        _ => 1,
    }
}

fn apart(c: char) -> Letter {
    if c == 'đ' {
        return Letter {
            base: 'd',
            shape: 1,
            tone: 0,
        };
    }
    if !c.is_ascii() {
        for (base, shape, tones) in VOWELS {
            if let Some(tone) = tones.chars().position(|t| t == c) {
                return Letter {
                    base,
                    shape,
                    tone: tone as u8,
                };
            }
        }
    }
    Letter {
        base: c,
        shape: 0,
        tone: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_letters_are_those_of_unicode_in_all_blocks_of_latin_that_vietnamese_uses() {
        let blocks = [
            '\0'..='\u{17f}',
            '\u{1a0}'..='\u{1a1}',
            '\u{1af}'..='\u{1b0}',
            '\u{1e00}'..='\u{1eff}',
        ];
        // Letters whose other form is elsewhere; none is Vietnamese.
        let elsewhere = ['\u{130}', '\u{178}', '\u{1e9e}'];
        for c in blocks
            .into_iter()
            .flatten()
            .filter(|c| !elsewhere.contains(c))
        {
            let expected: Vec<char> = c.to_lowercase().collect();
            assert_eq!(vec![small_letter(c)], expected, "{c}");
        }
        assert_eq!(small_letter('Ж'), 'Ж');
    }
}
