//! Gives words that were typed without marks the marks that others typed.

use std::collections::BTreeMap;

use crate::reading::Word;

/// How often marked words stand in texts, alone and beside a neighbour.
struct Seen<'a> {
    alone: BTreeMap<&'a str, BTreeMap<&'a [u8], u32>>,
    beside: BTreeMap<[&'a str; 2], BTreeMap<[&'a [u8]; 2], u32>>,
}

/// The words of all texts with marks: of the writings that others have for a word without any, the one that
/// stands most often beside the same neighbours, else the most usual one. What nobody marked stays.
pub(crate) fn restored(texts: &[Vec<Word>]) -> Vec<Vec<Word>> {
    let mut seen = Seen {
        alone: BTreeMap::new(),
        beside: BTreeMap::new(),
    };
    for words in texts {
        words.iter().for_each(|word| seen.add(word));
        words
            .windows(2)
            .for_each(|pair| seen.add_pair(&pair[0], &pair[1]));
    }
    let restore = |words: &Vec<Word>| {
        (0..words.len())
            .map(|at| seen.restored(words, at))
            .collect()
    };
    texts.iter().map(restore).collect()
}

impl<'a> Seen<'a> {
    fn add(&mut self, word: &'a Word) {
        if let Some(marked) = &word.marked {
            let writings = self.alone.entry(&word.folded).or_default();
            *writings.entry(marked).or_default() += 1;
        }
    }

    fn add_pair(&mut self, left: &'a Word, right: &'a Word) {
        if let (Some(one), Some(other)) = (&left.marked, &right.marked) {
            let writings = self
                .beside
                .entry([&left.folded, &right.folded])
                .or_default();
            *writings.entry([one, other]).or_default() += 1;
        }
    }

    fn restored(&self, words: &[Word], at: usize) -> Word {
        let word = &words[at];
        let mut restored = word.clone();
        if word.marked.is_some() {
            return restored;
        }
        let Some(writings) = self.alone.get(word.folded.as_str()) else {
            return restored;
        };
        // How often beside the neighbours, then how often at all.
        let mut counts: BTreeMap<&[u8], (u32, u32)> = writings
            .iter()
            .map(|(marked, count)| (*marked, (0, *count)))
            .collect();
        let mut beside = |left: usize, right: usize, side: usize| {
            let pair = [words[left].folded.as_str(), words[right].folded.as_str()];
            for (marked, count) in self.beside.get(&pair).into_iter().flatten() {
                counts.entry(marked[side]).or_default().0 += count;
            }
        };
        if at > 0 {
            beside(at - 1, at, 1);
        }
        if at + 1 < words.len() {
            beside(at, at + 1, 0);
        }
        let best = counts.into_iter().rev().max_by_key(|(_, counts)| *counts);
        restored.marked = best.map(|(marked, _)| marked.to_vec());
        restored
    }
}
