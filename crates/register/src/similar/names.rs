//! Which words of the names of associations say what they are, and how much each says.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_round::Wording;
use sohoi_text::fold;

use super::Profile;

/// Words that every association may have in its name.
const OF_EVERY_NAME: [&str; 10] = [
    "cau lac bo",
    "ban dai dien",
    "ban lien lac",
    "hiep hoi",
    "chi hoi",
    "lien hiep",
    "lien doan",
    "hoi",
    "clb",
    "viet nam",
];

/// Words behind which a name says where.
const BEFORE_PLACES: &str = "tinh|huyen|xa|phuong|thi tran|thi xa|thanh pho|tp|tx|tt";

/// The words of all names with their weights: a word says more the fewer names have it.
pub(super) struct Names {
    words: Vec<BTreeSet<String>>,
    weights: BTreeMap<String, f64>,
}

impl Names {
    pub(super) fn of(profiles: &[&Profile], wordings: &[Wording]) -> Self {
        let words: Vec<BTreeSet<String>> = profiles
            .iter()
            .map(|profile| {
                telling(&profile.name, wordings)
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            })
            .collect();
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for word in words.iter().flatten() {
            *counts.entry(word.clone()).or_default() += 1;
        }
        let all = f64::from(u32::try_from(words.len()).unwrap_or(u32::MAX));
        // A square root instead of a logarithm, which is exact in every engine.
        let weights = counts
            .into_iter()
            .map(|(word, count)| (word, (all / f64::from(count)).sqrt().sqrt()))
            .collect();
        Self { words, weights }
    }

    /// How much of the weight of two names is shared, and the words.
    pub(super) fn shared(&self, one: usize, other: usize) -> (f64, Vec<String>) {
        let (one, other) = (&self.words[one], &self.words[other]);
        let weight = |word: &String| self.weights.get(word).copied().unwrap_or(0.0);
        let shared: Vec<String> = one.intersection(other).cloned().collect();
        let all: f64 = one.union(other).map(weight).sum();
        let common: f64 = shared.iter().map(weight).sum();
        (if all > 0.0 { common / all } else { 0.0 }, shared)
    }
}

/// A name folded, its wordings replaced by what they mean, without place and words of every name.
fn telling(name: &str, wordings: &[Wording]) -> String {
    let mut text = format!(" {} ", fold(name));
    for place in BEFORE_PLACES.split('|') {
        // Not at the beginning: there it is part of what is called.
        if let Some(at) = text.rfind(&format!(" {place} ")).filter(|at| *at > 0) {
            text.truncate(at + 1);
        }
    }
    for wording in wordings {
        for written in &wording.written {
            text = text.replace(
                &format!(" {} ", fold(written)),
                &format!(" {} ", fold(&wording.means)),
            );
        }
    }
    for word in OF_EVERY_NAME {
        text = text.replace(&format!(" {word} "), " ");
    }
    text
}
