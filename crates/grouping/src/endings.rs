//! Endings that people put behind whatever they ask for: `ngay trong năm nay`, `trong điều kiện cho phép`.

use std::collections::{BTreeMap, BTreeSet};

use crate::reading::Word;

/// An ending has so many words.
const WORDS: std::ops::RangeInclusive<usize> = 3..=9;

/// So many different words stand before an ending that fits everything.
const DIFFERENT: usize = 3;

/// So many words stand before an ending at least; otherwise it is the proposal itself.
const BEFORE: usize = 3;

/// The endings that stand behind different words.
pub(crate) struct Endings(BTreeSet<Vec<String>>);

impl Endings {
    /// Looks at all texts: an ending is one that different words stand before (the variety of neighbours by
    /// which phrases are told from parts of them, Harris 1955).
    pub(crate) fn of(texts: &[Vec<Word>]) -> Self {
        let mut before: BTreeMap<Vec<String>, BTreeSet<&str>> = BTreeMap::new();
        for words in texts {
            for length in WORDS.take_while(|length| words.len() >= length + BEFORE) {
                let at = words.len() - length;
                let ending = before.entry(folded(&words[at..])).or_default();
                ending.insert(&words[at - 1].folded);
            }
        }
        before.retain(|_, before| before.len() >= DIFFERENT);
        Self(before.into_keys().collect())
    }

    /// How many words the longest such ending of a text has; 0 where there is none.
    pub(crate) fn length(&self, words: &[Word]) -> usize {
        let lengths = WORDS.rev().filter(|length| words.len() >= length + BEFORE);
        let mut known =
            lengths.filter(|length| self.0.contains(&folded(&words[words.len() - length..])));
        known.next().unwrap_or(0)
    }
}

fn folded(words: &[Word]) -> Vec<String> {
    words.iter().map(|word| word.folded.clone()).collect()
}
