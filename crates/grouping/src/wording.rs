//! Words that mean the same, as the caller knows them, and words that mean nothing.

use std::collections::BTreeMap;

use sohoi_text::{fold, sort_key};

use crate::reading::Word;

/// What every proposal says, folded.
const SAYS_NOTHING: &str = "de nghi,kinh de nghi,kien nghi,de xuat,kinh mong,quan tam,xem xet,\
    tao dieu kien,nhat la,cap tren,trong thoi gian toi,phu hop voi,hien nay,kip thoi";

/// Small words, folded.
const SMALL: &str = "ai bang bi boi cac can cho chi co con cua cung da dang day de den di do doi \
    duoc hay hon khi la lai len ma moi mong mot nao nay nen neu nham nhat nhieu nhu nhung o phai \
    qua ra rat roi sao se tai thi theo thuoc tren trong truoc tu tung va van vao ve vi voi vua xin \
    xuong";

/// Words that mean the same: `kp` is `kinh phí`.
///
/// Capitals and diacritics of what is written do not matter. A meaning is not looked up again.
#[derive(Clone, Debug)]
pub struct Wording {
    /// What is written, as folded words → what it means.
    meanings: BTreeMap<Vec<String>, Vec<Meaning>>,
    /// The longest of what is written, in words.
    longest: usize,
}

/// A word that is meant: folded, and with its marks.
type Meaning = (String, Vec<u8>);

impl Wording {
    /// Reads pairs of what is written and what it means. A meaning may be blank: then what is written
    /// says nothing. The first of two pairs for one writing stands.
    pub fn new<'w>(pairs: impl IntoIterator<Item = (&'w str, &'w str)>) -> Self {
        let nothing = SAYS_NOTHING.split(',').chain(SMALL.split(' '));
        let nothing = nothing.map(|written| (written, ""));
        let mut meanings = BTreeMap::new();
        for (written, meaning) in pairs.into_iter().chain(nothing) {
            let written: Vec<String> = fold(written)
                .split_whitespace()
                .map(str::to_owned)
                .collect();
            if !written.is_empty() {
                let words = meaning.split_whitespace();
                let words = words.map(|word| (fold(word), sort_key(word)));
                meanings.entry(written).or_insert_with(|| words.collect());
            }
        }
        let longest = meanings.keys().map(Vec::len).max().unwrap_or(0);
        Self { meanings, longest }
    }

    /// Whether a word by itself is written for something else.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.meanings.contains_key(&[word.to_owned()][..])
    }

    /// Whether a word by itself means nothing.
    pub(crate) fn says_nothing(&self, word: &str) -> bool {
        let meaning = self.meanings.get(&[word.to_owned()][..]);
        meaning.is_some_and(Vec::is_empty)
    }

    /// What words mean: the longest writing first, from the left.
    pub(crate) fn meaning(&self, words: &[Word]) -> Vec<Word> {
        let folded: Vec<String> = words.iter().map(|word| word.folded.clone()).collect();
        let mut meant = Vec::with_capacity(words.len());
        let mut at = 0;
        while at < words.len() {
            let longest = self.longest.min(words.len() - at);
            let found = (1..=longest).rev().find_map(|length| {
                let known = self.meanings.get(&folded[at..at + length])?;
                Some((length, known))
            });
            let Some((length, known)) = found else {
                meant.push(words[at].clone());
                at += 1;
                continue;
            };
            meant.extend(known.iter().map(|(folded, marked)| Word {
                folded: folded.clone(),
                marked: Some(marked.clone()),
                weight: words[at].weight,
            }));
            at += length;
        }
        meant
    }
}

impl Default for Wording {
    /// Knows only what means nothing.
    fn default() -> Self {
        Self::new([])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::typed;

    #[test]
    fn says_what_is_meant() {
        let wording = Wording::new([
            ("kp", "kinh phí"),
            ("Thù lao", "phụ cấp"),
            ("thù lao hằng tháng", "lương"),
            ("hỗ trợ", ""),
            ("kp", "khu phố"),
        ]);
        for (text, expected) in [
            ("Đề nghị hỗ trợ KP cho hội", "kinh phi hoi"),
            ("thu lao thang", "phu cap thang"),
            ("Thù lao hằng tháng", "luong"),
            ("kp", "kinh phi"),
            ("", ""),
            ("Rất mong được quan tâm", ""),
        ] {
            let meant = wording.meaning(&typed(&[text])[0]);
            let meant: Vec<&str> = meant.iter().map(|word| word.folded.as_str()).collect();
            assert_eq!(meant.join(" "), expected, "{text}");
        }
        assert!(wording.knows("kp") && !wording.knows("thu"));
        assert!(wording.says_nothing("cho") && !wording.says_nothing("kp"));
    }
}
