//! Reads mistyped syllables as the ones that others of the same texts typed well.

use std::collections::BTreeMap;

use crate::reading::Word;
use crate::syllable::{has_vowel, is_one_slip, is_syllable, of_keys};
use crate::wording::Wording;

/// A word that is typed well in so many texts may be what a mistyped one means.
const USUAL: usize = 2;

/// What mistyped words mean.
pub(crate) struct Repairs(BTreeMap<String, Vec<String>>);

impl Repairs {
    /// Looks at all texts: a word that is no syllable of Vietnamese and no abbreviation is read as keys of
    /// Telex, else as the most usual syllable that is one slip away, else as two usual syllables without
    /// a space. What is none of these stays.
    pub(crate) fn of(texts: &[Vec<Word>], wording: &Wording) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in texts.iter().flatten() {
            *counts.entry(&word.folded).or_default() += 1;
        }
        let usual: Vec<(&str, usize)> = counts
            .iter()
            .filter(|(word, count)| **count >= USUAL && is_syllable(word))
            .map(|(word, count)| (*word, *count))
            .collect();
        let repairs = counts
            .keys()
            .filter(|word| is_mistyped(word) && !wording.knows(word))
            .filter_map(|word| Some(((*word).to_owned(), repaired(word, &usual)?)))
            .collect();
        Self(repairs)
    }

    /// The words as they were meant. One that was mistyped has no marks to go by.
    pub(crate) fn apply(&self, words: &[Word]) -> Vec<Word> {
        let mut meant = Vec::with_capacity(words.len());
        for word in words {
            match self.0.get(&word.folded) {
                Some(repaired) => meant.extend(repaired.iter().map(|folded| Word {
                    folded: folded.clone(),
                    marked: None,
                    weight: word.weight,
                })),
                None => meant.push(word.clone()),
            }
        }
        meant
    }
}

fn is_mistyped(word: &str) -> bool {
    word.len() > 2
        && word.bytes().all(|letter| letter.is_ascii_lowercase())
        && has_vowel(word)
        && !is_syllable(word)
}

fn repaired(word: &str, usual: &[(&str, usize)]) -> Option<Vec<String>> {
    if let Some(read) = of_keys(word) {
        return Some(vec![read]);
    }
    // Of equally usual ones the first in order.
    let near = usual.iter().filter(|(other, _)| is_one_slip(word, other));
    let near = near.rev().max_by_key(|(_, count)| *count);
    if let Some((other, _)) = near {
        return Some(vec![(*other).to_owned()]);
    }
    let is_usual = |part: &str| {
        usual
            .binary_search_by(|(other, _)| (*other).cmp(part))
            .is_ok()
    };
    (2..word.len() - 1)
        .map(|at| word.split_at(at))
        .find(|(left, right)| is_usual(left) && is_usual(right))
        .map(|(left, right)| vec![left.to_owned(), right.to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::typed;

    #[test]
    fn reads_what_was_mistyped_as_others_typed_it() {
        let texts = typed(&[
            "kinh phí hoạt động kp ubnd",
            "kinh phí hoạt động nghiệp vụ",
            "kihn phis hoatj ddoongj ngheip vu kphi kinhphi dioxin",
        ]);
        let repairs = Repairs::of(&texts, &Wording::new([("kphi", "kinh phi")]));
        let meant: Vec<String> = repairs
            .apply(&texts[2])
            .into_iter()
            .map(|word| word.folded)
            .collect();
        // `nghiệp` is typed well once only, so that nobody knows what `ngheip` means.
        let expected = "kinh phi hoat dong ngheip vu kphi kinh phi dioxin";
        assert_eq!(meant.join(" "), expected);
        assert_eq!(repairs.apply(&texts[0]), texts[0]);
    }
}
