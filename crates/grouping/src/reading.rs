//! From a text to its words, each with how much it counts.

use sohoi_text::{fold, sort_key};

use crate::endings::Endings;
use crate::repair::Repairs;
use crate::wording::Wording;

/// How much a word counts behind what only gives a reason or a detail.
const DETAIL: f64 = 0.2;

/// What leads to reasons and details, folded.
const LEADS_TO_DETAILS: [&[&str]; 7] = [
    &["nham"],
    &["vi"],
    &["de"],
    &["nhat", "la"],
    &["dac", "biet"],
    &["gop", "phan"],
    &["phu", "hop"],
];

/// What begins with `de` and leads to no reason: đề nghị, đề xuất, để lại, đề án, đề tài.
const NO_REASON: [&str; 5] = ["nghi", "xuat", "lai", "an", "tai"];

/// A word: a syllable, a number, an abbreviation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// Without marks.
    pub(crate) folded: String,
    /// With its marks, in whatever way they were composed; nothing where that is not known.
    pub(crate) marked: Option<Vec<u8>>,
    /// How much it counts, 1 in the main clause.
    pub(crate) weight: f64,
}

/// The words of texts as they were typed.
pub(crate) fn typed(texts: &[&str]) -> Vec<Vec<Word>> {
    texts.iter().map(|text| typed_words(text)).collect()
}

fn typed_words(text: &str) -> Vec<Word> {
    let plain = text.split(|letter: char| !is_in_word(letter));
    let mut words: Vec<Word> = plain
        .map(|word| (fold(word), word))
        .filter(|(folded, _)| !folded.is_empty())
        .map(|(folded, word)| Word {
            folded,
            marked: Some(sort_key(word)),
            weight: 1.0,
        })
        .collect();
    // Who types no mark at all leaves out those of every word.
    let is_marked = |word: &Word| word.marked.as_ref() != Some(&sort_key(&word.folded));
    if !words.iter().any(is_marked) {
        words.iter_mut().for_each(|word| word.marked = None);
    }
    words
}

fn is_in_word(letter: char) -> bool {
    letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The words that say something, as they were meant, with their weights.
pub(crate) fn meant(
    words: &[Word],
    wording: &Wording,
    repairs: &Repairs,
    endings: &Endings,
) -> Vec<Word> {
    let mut words = repairs.apply(words);
    let stock = words.len() - endings.length(&words);
    let mut said = 0;
    let mut weight = 1.0;
    for at in 0..words.len() {
        if at >= stock || said >= 3 && leads_to_details(&words[at..]) {
            weight = DETAIL;
        }
        words[at].weight = weight;
        said += usize::from(!wording.says_nothing(&words[at].folded));
    }
    let mut meant = wording.meaning(&words);
    meant.retain(|word| !is_year(&word.folded));
    meant
}

fn leads_to_details(words: &[Word]) -> bool {
    let starts_with = |lead: &&[&str]| {
        words.len() > lead.len()
            && lead
                .iter()
                .zip(words)
                .all(|(own, word)| *own == word.folded)
    };
    let lead = LEADS_TO_DETAILS.iter().find(|lead| starts_with(lead));
    lead.is_some_and(|lead| *lead != ["de"] || !NO_REASON.contains(&words[1].folded.as_str()))
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|digit| digit.is_ascii_digit())
}
