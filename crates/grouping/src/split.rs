//! Takes a long text apart into single proposals, each a piece of the text as it was written.

use sohoi_text::fold;

use crate::syllable::{has_vowel, is_syllable};

/// The signs that people put before the lines of a list.
const BULLETS: [char; 8] = ['-', '–', '—', '+', '*', '•', '·', '▪'];

/// The single proposals of a text, in its order.
///
/// A proposal ends where its line, its sentence or its point of a list (`1.`, `a)`, `-`, `+`) does, and
/// at `;`. Abbreviations (`TP.`, `UBND.`, `đ/c.`) and numbers (`1.200`) end none. A piece that ends with a
/// colon only leads to the ones behind it and is left out, unless there is nothing else.
pub(crate) fn proposals(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    for line in text.lines() {
        for point in points(line) {
            all.extend(
                sentences(point)
                    .into_iter()
                    .filter(|piece| has_words(piece)),
            );
        }
    }
    if all.iter().any(|piece| !is_heading(piece)) {
        all.retain(|piece| !is_heading(piece));
    }
    all
}

fn has_words(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

fn is_heading(piece: &str) -> bool {
    piece.ends_with(':')
}

/// The points of a list that stands in one line; the line itself where it is none.
fn points(line: &str) -> Vec<&str> {
    let has_bullet = line.trim_start().starts_with(BULLETS);
    let mut next = marked_number(line.trim_start()).map_or(1, |(number, _)| number);
    let mut points = Vec::new();
    let mut start = 0;
    for (at, before) in starts_of_words(line) {
        let rest = &line[at..];
        let is_at_start = line[..at].trim().is_empty();
        if let Some((number, length)) = marked_number(rest)
            && number == next
            && (is_at_start || number > 1 || before.ends_with(':'))
        {
            points.push(&line[start..at]);
            start = at + length;
            next += 1;
        } else if rest.starts_with(BULLETS)
            && rest
                .chars()
                .nth(1)
                .is_none_or(|letter| !letter.is_ascii_digit())
            && (is_at_start || follows_bullet(rest, has_bullet, before))
        {
            points.push(&line[start..at]);
            start = at + rest.chars().next().map_or(0, char::len_utf8);
        } else if is_at_start && let Some(length) = marked_letter(rest) {
            start = at + length;
        }
    }
    points.push(&line[start..]);
    points
}

/// Whether a stroke inside of a line begins another point: in a list of them, or behind a stop. The
/// stroke in `Phan Thiết - Mũi Né` does not.
fn follows_bullet(rest: &str, has_bullet: bool, before: &str) -> bool {
    let is_apart = rest.chars().nth(1).is_some_and(char::is_whitespace);
    is_apart && (has_bullet || before.ends_with(['.', ':', ';', ',']))
}

/// Where the words of a line begin, with the word before each.
fn starts_of_words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut before = "";
    line.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - line.as_ptr() as usize;
        (at, std::mem::replace(&mut before, word))
    })
}

/// The number of a point and the length of its mark: `2. `, `2) `, `2/ `, `2.Hỗ trợ`, also `(2) `.
fn marked_number(text: &str) -> Option<(u32, usize)> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let number = inner[..digits].parse().ok().filter(|_| digits <= 2)?;
    let mark = inner[digits..].chars().next()?;
    let behind = inner[digits + 1..].chars().next()?;
    let is_mark = matches!(mark, '.' | ')' | '/') && (mark == ')' || inner.len() == text.len());
    let is_apart = behind.is_whitespace() || mark != '/' && behind.is_alphabetic();
    (is_mark && is_apart).then_some((number, text.len() - inner.len() + digits + 1))
}

/// The length of the mark of a point with a letter: `a) `, `b. `.
fn marked_letter(text: &str) -> Option<usize> {
    let mut letters = text.chars();
    let letter = letters.next().filter(|letter| letter.is_lowercase())?;
    let is_mark = matches!(letters.next()?, '.' | ')');
    let is_apart = letters.next()?.is_whitespace();
    (is_mark && is_apart).then_some(letter.len_utf8() + 1)
}

fn sentences(text: &str) -> Vec<&str> {
    let is_loud = !text.chars().any(char::is_lowercase);
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices() {
        let end = at + mark.len_utf8();
        let is_end = match mark {
            ';' | '!' | '?' | '…' => true,
            '.' => is_full_stop(&text[start..at], &text[end..], is_loud),
            _ => false,
        };
        if is_end {
            let stop = if mark == ';' { at } else { end };
            sentences.push(text[start..stop].trim());
            start = end;
        }
    }
    sentences.push(text[start..].trim());
    sentences
}

/// Whether a point between two texts ends a sentence.
fn is_full_stop(before: &str, behind: &str, is_loud: bool) -> bool {
    let next = behind.trim_start().chars().next();
    let is_apart = behind.starts_with(char::is_whitespace);
    let is_begun = next.is_none_or(|next| is_apart && !next.is_lowercase() || next.is_uppercase());
    let word = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next()
        .unwrap_or_default();
    is_begun && !(is_abbreviation(word, is_loud) && next.is_some())
}

/// Whether a word before a point is one cut short: without a vowel (`tp`, `UBND`), or in capitals and no
/// syllable (`CLB`) or short (`TU`), in a text that is not all capitals.
fn is_abbreviation(word: &str, is_loud: bool) -> bool {
    let folded = fold(word);
    if !word.chars().any(char::is_alphabetic) {
        return false;
    }
    let is_capital = !word.chars().any(char::is_lowercase);
    let is_short = word.chars().count() <= 2 && !is_loud;
    !has_vowel(&folded) || is_capital && (is_short || !is_syllable(&folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_texts_apart_where_proposals_end() {
        let cases: [(&str, &[&str]); 22] = [
            ("", &[]),
            (" \n - \n", &[]),
            ("Hỗ trợ kinh phí", &["Hỗ trợ kinh phí"]),
            (
                "Hỗ trợ kinh phí.\nBố trí trụ sở.",
                &["Hỗ trợ kinh phí.", "Bố trí trụ sở."],
            ),
            (
                "Hỗ trợ kinh phí. Bố trí trụ sở.",
                &["Hỗ trợ kinh phí.", "Bố trí trụ sở."],
            ),
            (
                "hỗ trợ kinh phí.Bố trí trụ sở",
                &["hỗ trợ kinh phí.", "Bố trí trụ sở"],
            ),
            (
                "1. Hỗ trợ kinh phí\n2. Bố trí trụ sở",
                &["Hỗ trợ kinh phí", "Bố trí trụ sở"],
            ),
            (
                "1/ Hỗ trợ kinh phí 2/ Bố trí trụ sở",
                &["Hỗ trợ kinh phí", "Bố trí trụ sở"],
            ),
            (
                "1.Hỗ trợ kinh phí; 2.Bố trí trụ sở",
                &["Hỗ trợ kinh phí", "Bố trí trụ sở"],
            ),
            (
                "Hội kiến nghị: (1) kinh phí, (2) trụ sở",
                &["kinh phí,", "trụ sở"],
            ),
            (
                "- Hỗ trợ kinh phí - Bố trí trụ sở",
                &["Hỗ trợ kinh phí", "Bố trí trụ sở"],
            ),
            ("Kiến nghị:\n+ kinh phí\n+ trụ sở", &["kinh phí", "trụ sở"]),
            ("a) kinh phí\nb) trụ sở", &["kinh phí", "trụ sở"]),
            ("kinh phí; trụ sở", &["kinh phí", "trụ sở"]),
            (
                "Mức 1.200.000 đồng/năm. Ít quá!",
                &["Mức 1.200.000 đồng/năm.", "Ít quá!"],
            ),
            ("Đề nghị UBND. Tỉnh hỗ trợ", &["Đề nghị UBND. Tỉnh hỗ trợ"]),
            (
                "Tại TP. Phan Thiết, tx. La Gi",
                &["Tại TP. Phan Thiết, tx. La Gi"],
            ),
            ("Xe Phan Thiết - Mũi Né", &["Xe Phan Thiết - Mũi Né"]),
            (
                "Giai đoạn 2012 - 2017. Hội cần",
                &["Giai đoạn 2012 - 2017.", "Hội cần"],
            ),
            (
                "Theo NĐ 45. Hội Đông y. Xã",
                &["Theo NĐ 45.", "Hội Đông y.", "Xã"],
            ),
            ("HỖ TRỢ KINH PHÍ. CẤP XÃ", &["HỖ TRỢ KINH PHÍ.", "CẤP XÃ"]),
            ("Chỉ có mỗi lời dẫn:", &["Chỉ có mỗi lời dẫn:"]),
        ];
        for (text, expected) in cases {
            assert_eq!(proposals(text), expected, "{text}");
        }
    }
}
