//! TCVN 5712:1993 VN3. It has small letters with tones only; capital ones came of fonts of capitals.

/// The small letters and the capitals, with the characters that stand for them.
const LETTERS: [(&str, &str); 15] = [
    ("àảãáạ", "µ¶·¸¹"),
    ("ăằẳẵắặ", "¨»¼½¾Æ"),
    ("âầẩẫấậ", "©ÇÈÉÊË"),
    ("èẻẽéẹ", "ÌÎÏÐÑ"),
    ("êềểễếệ", "ªÒÓÔÕÖ"),
    ("ìỉĩíị", "×ØÜÝÞ"),
    ("òỏõóọ", "ßáâãä"),
    ("ôồổỗốộ", "«åæçèé"),
    ("ơờởỡớợ", "¬êëìíî"),
    ("ùủũúụ", "ïñòóô"),
    ("ưừửữứự", "\u{ad}õö÷øù"),
    ("ỳỷỹýỵ", "úûüýþ"),
    ("đ", "®"),
    ("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§"),
    // Capital letters of the whole standard (VN1), which fonts of VN3 leave blank.
    ("ẰẲẴẮẦẨẪẤỀỂỄẾỒỔỖ", "¯º¿ÀÁÂÃÄÅÍÙÚÛàð"),
];

/// The small plain or shaped vowel of each row that has tones.
const STEMS: [char; 12] = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];

/// The text in Unicode.
///
/// Capital letters with tones are found in two ways, both in use: a small letter behind its own capital
/// (`A¸` is `Á`), and small letters between capitals (`HéI` is `HỘI`, typed in a font of capitals).
pub(super) fn to_unicode(text: &str) -> String {
    let mut read: Vec<char> = Vec::with_capacity(text.len());
    for c in text.chars() {
        match letter(c) {
            Some((letter, stem)) => {
                let behind_own_capital = stem.is_some_and(|stem| {
                    let last = read.last().copied();
                    letter != stem && last.is_some_and(|last| last != stem && small(last) == stem)
                });
                if behind_own_capital {
                    read.pop();
                    read.push(capital(letter));
                } else {
                    read.push(letter);
                }
            }
            None => read.push(c),
        }
    }
    let is_all_capital = capitals(&read) >= 2 && !has_plain_small(&read);
    let mut converted = String::with_capacity(text.len());
    for word in read.chunk_by(|one, other| one.is_alphabetic() == other.is_alphabetic()) {
        let is_capital = is_all_capital || capitals(word) >= 2 && !has_plain_small(word);
        for c in word {
            converted.push(if is_capital { capital(*c) } else { *c });
        }
    }
    converted
}

/// The letter that a character stands for, and its stem where it is a small vowel.
fn letter(c: char) -> Option<(char, Option<char>)> {
    if c.is_ascii() {
        return None;
    }
    LETTERS
        .iter()
        .enumerate()
        .find_map(|(row, (letters, characters))| {
            let place = characters.chars().position(|own| own == c)?;
            Some((letters.chars().nth(place)?, STEMS.get(row).copied()))
        })
}

fn small(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn capital(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

fn capitals(text: &[char]) -> usize {
    text.iter().filter(|c| c.is_uppercase()).count()
}

fn has_plain_small(text: &[char]) -> bool {
    text.iter().any(char::is_ascii_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What glibc's `iconv -f TCVN5712-1` makes of the bytes A1 to FE, VN1 being VN3 with more
    /// capital letters.
    const OF_ICONV: &str = include_str!("../../tests/tcvn3.txt");

    #[test]
    fn letters_are_those_of_the_standard() {
        let mut known = 0;
        for line in OF_ICONV.lines() {
            let (byte, expected) = line.split_once(' ').expect("a byte and a letter");
            let byte = u8::from_str_radix(byte, 16).expect("a byte");
            assert_eq!(
                to_unicode(&char::from(byte).to_string()),
                expected,
                "{byte:x}"
            );
            known += 1;
        }
        assert_eq!(known, 89);
    }

    #[test]
    fn all_letters_are_reached_in_both_cases() {
        let mut reached = std::collections::BTreeSet::new();
        for (row, (letters, characters)) in LETTERS.iter().enumerate() {
            for (letter, c) in letters.chars().zip(characters.chars()) {
                reached.insert(to_unicode(&c.to_string()));
                if let Some(stem) = STEMS.get(row).filter(|stem| **stem != letter) {
                    // The capital stem as it is stored: plain, or one of the seven.
                    let seven = "ĂÂÊÔƠƯ".chars().zip("¡¢£¤¥¦".chars());
                    let stored = seven.into_iter().find(|(own, _)| *own == capital(*stem));
                    let stored = stored.map_or(capital(*stem), |(_, stored)| stored);
                    let read = to_unicode(&format!("{stored}{c}"));
                    assert_eq!(read, capital(letter).to_string());
                    reached.insert(read);
                }
            }
        }
        assert_eq!(reached.len(), 134);
    }

    #[test]
    fn capitals_come_of_their_neighbours() {
        for (stored, expected) in [
            ("HéI §¤NG Y", "HỘI ĐÔNG Y"),
            ("HéI ng\u{ad}êi mï", "HỘI người mù"),
            ("§Ò ¸n", "Đề án"),
            ("TT. Liªn H\u{ad}¬ng", "TT. Liên Hương"),
            ("Y häc", "Y học"),
        ] {
            assert_eq!(to_unicode(stored), expected);
        }
    }
}
