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
const VOWELS: [(char, u8, &str); 12] = [
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

/// The letters of a text in lower case, composed and decomposed writing alike.
pub(crate) fn letters(text: &str) -> Vec<Letter> {
    let mut found: Vec<Letter> = Vec::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
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
