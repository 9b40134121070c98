//! Bytes of a CSV file as text: UTF-8, UTF-16 or windows-1258.

use serde::Serialize;
use sohoi_text::composed;

use crate::legacy::detect;

/// How the bytes of a file were read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Charset {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little end first.
    Utf16Le,
    /// UTF-16, big end first.
    Utf16Be,
    /// The Vietnamese code page of Windows.
    Windows1258,
    /// Western letters; old Vietnamese fonts store their characters so (see [`detect`]).
    Windows1252,
}

/// The text of bytes, without a byte order mark, letters [composed]; and how it was read.
///
/// Every sequence of bytes has a reading; characters that mean nothing become `U+FFFD`.
///
/// ```
/// use sohoi_register::{Charset, decoded};
/// assert_eq!(decoded("Hội".as_bytes()), ("Hội".to_owned(), Charset::Utf8));
/// assert_eq!(decoded(b"H\xf4\xf2i"), ("Hội".to_owned(), Charset::Windows1258));
/// ```
pub fn decoded(bytes: &[u8]) -> (String, Charset) {
    let (text, charset) = read(bytes);
    (composed(&text), charset)
}

fn read(bytes: &[u8]) -> (String, Charset) {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return (String::from_utf8_lossy(rest).into_owned(), Charset::Utf8);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return (utf16(rest, u16::from_le_bytes), Charset::Utf16Le);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return (utf16(rest, u16::from_be_bytes), Charset::Utf16Be);
    }
    // Without a mark, the zeros of ASCII letters show: no text file has others.
    let zeros = |odd: usize| {
        bytes
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    match (zeros(0), zeros(1)) {
        (0, 1..) => return (utf16(bytes, u16::from_le_bytes), Charset::Utf16Le),
        (1.., 0) => return (utf16(bytes, u16::from_be_bytes), Charset::Utf16Be),
        _ => {}
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Charset::Utf8);
    }
    let western: String = bytes.iter().map(|byte| western(*byte)).collect();
    let vietnamese: String = bytes.iter().map(|byte| vietnamese(*byte)).collect();
    let vietnamese = composed(&vietnamese);
    // Spelled rightly as it is read, it is of this code page.
    match detect([western.as_str()]).is_none() && syllables(&vietnamese) >= syllables(&western) {
        true => (vietnamese, Charset::Windows1258),
        false => (western, Charset::Windows1252),
    }
}

fn syllables(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphabetic());
    words
        .filter(|word| !word.is_ascii() && sohoi_text::is_syllable(word))
        .count()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks(2).map(|pair| match pair {
        [one, other] => unit([*one, *other]),
        // Half a character at the end of a file cut off.
        _ => 0xfffd,
    });
    char::decode_utf16(units)
        .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Bytes 80 to 9F of windows-1252; blanks have no meaning.
const UPPER_CONTROLS: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";

fn western(byte: u8) -> char {
    match byte {
        0x80..=0x9f => {
            let place = usize::from(byte - 0x80);
            UPPER_CONTROLS
                .chars()
                .nth(place)
                .unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::from(byte),
    }
}

/// A byte of windows-1258: where it differs from windows-1252.
fn vietnamese(byte: u8) -> char {
    match byte {
        0x8a | 0x8e | 0x9a | 0x9e => char::REPLACEMENT_CHARACTER,
        0xc3 => 'Ă',
        0xcc => '\u{300}',
        0xd0 => 'Đ',
        0xd2 => '\u{309}',
        0xd5 => 'Ơ',
        0xdd => 'Ư',
        0xde => '\u{303}',
        0xe3 => 'ă',
        0xec => '\u{301}',
        0xf0 => 'đ',
        0xf2 => '\u{323}',
        0xf5 => 'ơ',
        0xfd => 'ư',
        0xfe => '₫',
        _ => western(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Mã,Tên hội\r\nA1,Hội Chữ thập đỏ phường Đức Nghĩa\r\n";

    #[test]
    fn marks_and_zeros_tell_utf_8_and_utf_16() {
        let wide =
            |order: fn(u16) -> [u8; 2]| TEXT.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
        let (little, big) = (wide(u16::to_le_bytes), wide(u16::to_be_bytes));
        for (bytes, charset) in [
            (TEXT.as_bytes().to_vec(), Charset::Utf8),
            (with(b"\xef\xbb\xbf", TEXT.as_bytes()), Charset::Utf8),
            (with(b"\xff\xfe", &little), Charset::Utf16Le),
            (with(b"\xfe\xff", &big), Charset::Utf16Be),
            (little.clone(), Charset::Utf16Le),
            (big.clone(), Charset::Utf16Be),
        ] {
            assert_eq!(decoded(&bytes), (TEXT.to_owned(), charset));
        }
        assert_eq!(decoded(b""), (String::new(), Charset::Utf8));
        assert_eq!(decoded(b"\xff\xfeA\0B").0, "A\u{fffd}");
    }

    #[test]
    fn bytes_of_windows_1258_are_those_of_iconv() {
        // `iconv -f CP1258 -t UTF-8`, bytes 80 to FF, one line each; a byte of no meaning is blank.
        let expected = include_str!("../tests/windows-1258.txt");
        assert_eq!(expected.lines().count(), 128);
        for (byte, expected) in (0x80..=0xff_u8).zip(expected.lines()) {
            let expected = if expected.is_empty() {
                "\u{fffd}"
            } else {
                expected
            };
            assert_eq!(vietnamese(byte).to_string(), expected, "{byte:x}");
        }
    }

    #[test]
    fn old_fonts_are_left_to_be_told_by_column() {
        let stored = "Héi Ch÷ thËp ®á";
        let bytes: Vec<u8> = stored.chars().map(|c| c as u8).collect();
        assert_eq!(decoded(&bytes), (stored.to_owned(), Charset::Windows1252));
    }
}
