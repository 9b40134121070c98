//! From words to vectors of length 1: texts about the same point the same way.

use std::collections::BTreeMap;

use crate::reading::Word;

/// How much a word has that only says what shall be done, not about what.
const ACTION: f64 = 0.5;

/// Such words, folded: pairs, then single ones.
const ACTIONS: &str = " ho tro,bo tri,xay dung,to chuc,huong dan,kiem tra,nghien cuu,nang cap,bo sung,\
    thanh lap,tuyen truyen,phoi hop,quy dinh,sua chua,sua doi,xu ly,tang cuong,cho phep,thong nhat,\
    cong khai,phe duyet,tham dinh,dau tu,khao sat,van dong,khoi phuc,dieu chinh,dieu tra,chuyen doi,\
    gioi thieu,bao ve,bao dam,dam bao,giai quyet,trien khai,thuc hien,hoan thanh,ban hanh,mo rong,\
    tham hoi,nang muc,mua sam,phat trien,tiep tuc,day manh,chi dao,phan cong,quan ly,su dung,phuc vu,\
    giup do,nang cao,thuc day,chu trong,phu hop,nhu cau,trang bi,cung cap,mong muon,thoi gian,\
    tinh hinh,dia phuong,hoat dong,hieu qua,kho khan,hang nam,";
const SINGLE_ACTIONS: &str = " tang giam nang mo cap cho xet giao lap dua lam mua gui cu day giup ";

/// How much a word has of its weight that stands in one text only: it joins nothing and only tells how
/// much else is said.
const ALONE: f64 = 0.7;

/// How much of its weight a word loses that stands beside the same one always: the pair says it already.
const BOUND: f64 = 0.6;

/// How much a feature has of its weight whose texts have nothing else in common: any, a pair that says what
/// something is about, and such a pair of so many texts, which is no accident.
const INCOHERENT: f64 = 0.4;
const SELDOM: f64 = 0.3;
const OFTEN: f64 = 0.6;
const MANY: usize = 5;

/// Texts that are so alike without a feature are about the same point.
const COHERENT: f64 = 0.15;

/// So many texts of a feature are compared with each other at most.
const COMPARED: usize = 16;

/// A vector: the numbers of its features in order, each with its weight.
pub(crate) type Vector = Vec<(u32, f64)>;

/// What vectors are made of.
pub(crate) struct Features {
    /// The words that each feature consists of: a pair, or twice the same one.
    words: Vec<[u32; 2]>,
    /// Which features only say what shall be done.
    actions: Vec<bool>,
}

impl Features {
    /// The words of a feature: two that stand side by side, or twice the same one.
    pub(crate) fn words(&self, feature: u32) -> [u32; 2] {
        self.words[feature as usize]
    }

    /// Whether a feature is a pair that says what something is about.
    pub(crate) fn is_topic(&self, feature: u32) -> bool {
        let [one, other] = self.words(feature);
        one != other && !self.actions[feature as usize]
    }

    fn share_words(&self, one: u32, other: u32) -> bool {
        let other = self.words(other);
        self.words(one).iter().any(|word| other.contains(word))
    }
}

/// The vectors of texts, each as its words, and what they are made of.
///
/// Features are single words and pairs of neighbours: most words of Vietnamese have two syllables. A
/// feature weighs more the fewer texts have it (inverse document frequency, Spärck Jones 1972), and the more
/// its texts have in common beside it (after the term strength of Wilbur and Sirotkin 1992): so `biên chế` weighs
/// more than `kiểm tra`, which is said of anything. A text without a feature has a blank vector.
pub(crate) fn vectors(texts: &[Vec<Word>]) -> (Vec<Vector>, Features) {
    let mut numbers: BTreeMap<&[u8], u32> = BTreeMap::new();
    for word in texts.iter().flatten() {
        let next = numbers.len() as u32;
        numbers.entry(key(word)).or_insert(next);
    }
    let raw: Vec<BTreeMap<[u32; 2], (f64, bool)>> = texts
        .iter()
        .map(|words| weighted(words, &numbers))
        .collect();
    let mut counts: BTreeMap<[u32; 2], u32> = BTreeMap::new();
    for feature in raw.iter().flat_map(BTreeMap::keys) {
        *counts.entry(*feature).or_default() += 1;
    }
    let mut features = Features {
        words: Vec::new(),
        actions: Vec::new(),
    };
    let mut known: BTreeMap<[u32; 2], (u32, f64)> = BTreeMap::new();
    for (words, count) in &counts {
        let is_pair = words[0] != words[1];
        let rare = libm::log((texts.len() as f64 + 1.0) / f64::from(*count));
        let weight = match count {
            1 if is_pair => continue,
            1 => rare * ALONE,
            _ => rare,
        };
        known.insert(*words, (features.words.len() as u32, weight));
        features.words.push(*words);
    }
    features.actions = vec![false; features.words.len()];
    let mut vectors: Vec<Vector> = Vec::with_capacity(texts.len());
    for text in &raw {
        let mut vector = Vector::new();
        let bound = bound(text.keys(), &counts);
        for (words, (weight, is_action)) in text {
            if let Some((number, rare)) = known.get(words) {
                let bound = bound.get(words).copied().unwrap_or_default();
                let weight = weight * (1.0 - BOUND * bound);
                vector.push((*number, weight * rare));
                features.actions[*number as usize] |= is_action;
            }
        }
        vectors.push(vector);
    }
    let factors = coherence(&vectors, &features);
    for vector in &mut vectors {
        vector
            .iter_mut()
            .for_each(|(number, weight)| *weight *= factors[*number as usize]);
        make_unit(vector);
    }
    (vectors, features)
}

/// For each word of a text by itself, the largest share of its texts in which one of its neighbours here
/// stands beside it too.
fn bound<'f>(
    features: impl Iterator<Item = &'f [u32; 2]>,
    counts: &BTreeMap<[u32; 2], u32>,
) -> BTreeMap<[u32; 2], f64> {
    let mut bound: BTreeMap<[u32; 2], f64> = BTreeMap::new();
    for pair in features.filter(|words| words[0] != words[1] && counts[*words] > 1) {
        for word in pair {
            let share = f64::from(counts[pair]) / f64::from(counts[&[*word, *word]]);
            let largest = bound.entry([*word, *word]).or_default();
            *largest = largest.max(share);
        }
    }
    bound
}

/// What a word is known by.
fn key(word: &Word) -> &[u8] {
    word.marked.as_deref().unwrap_or(word.folded.as_bytes())
}

/// The features of a text with how much they count in it, and whether they only say what shall be done.
fn weighted(words: &[Word], numbers: &BTreeMap<&[u8], u32>) -> BTreeMap<[u32; 2], (f64, bool)> {
    let pairs = words
        .windows(2)
        .map(|pair| is_action_pair(&pair[0].folded, &pair[1].folded));
    let pairs: Vec<bool> = pairs.collect();
    let mut features = BTreeMap::new();
    let mut add = |feature: [u32; 2], weight: f64, is_action: bool| {
        let weight = if is_action { weight * ACTION } else { weight };
        let known = features.entry(feature).or_insert((weight, is_action));
        if weight > known.0 {
            *known = (weight, is_action);
        }
    };
    for (at, word) in words.iter().enumerate() {
        let number = numbers[key(word)];
        let is_action = at > 0 && pairs[at - 1]
            || pairs.get(at) == Some(&true)
            || SINGLE_ACTIONS.contains(&format!(" {} ", word.folded));
        add([number, number], word.weight, is_action);
        if let Some(next) = words.get(at + 1) {
            let next_number = numbers[key(next)];
            if next_number != number {
                add(
                    [number, next_number],
                    word.weight.min(next.weight),
                    pairs[at],
                );
            }
        }
    }
    features
}

fn is_action_pair(one: &str, other: &str) -> bool {
    let pair = format!("{one} {other},");
    ACTIONS
        .match_indices(&pair)
        .any(|(at, _)| ACTIONS[..at].ends_with([',', ' ']))
}

/// By how much the weight of each feature is multiplied: how alike its texts are without it.
fn coherence(vectors: &[Vector], features: &Features) -> Vec<f64> {
    let mut texts: Vec<Vec<usize>> = vec![Vec::new(); features.words.len()];
    for (text, vector) in vectors.iter().enumerate() {
        vector
            .iter()
            .for_each(|(feature, _)| texts[*feature as usize].push(text));
    }
    let lengths: Vec<f64> = vectors.iter().map(length).collect();
    let of_feature = |(feature, texts): (u32, &Vec<usize>)| {
        if texts.len() < 2 {
            return 1.0;
        }
        let step = texts.len().div_ceil(COMPARED);
        let some: Vec<(usize, Vector)> = texts
            .iter()
            .step_by(step)
            .map(|text| {
                let rest = vectors[*text]
                    .iter()
                    .filter(|own| !features.share_words(own.0, feature));
                (*text, rest.copied().collect())
            })
            .collect();
        let (mut alike, mut pairs) = (0.0, 0.0);
        for (at, (one, one_rest)) in some.iter().enumerate() {
            for (other, other_rest) in &some[..at] {
                let cosine = times(one_rest, other_rest) / (lengths[*one] * lengths[*other]);
                alike += (cosine / COHERENT).min(1.0);
                pairs += 1.0;
            }
        }
        let floor = match features.is_topic(feature) {
            true if texts.len() >= MANY => OFTEN,
            true => SELDOM,
            false => INCOHERENT,
        };
        floor + (1.0 - floor) * alike / pairs
    };
    (0..).zip(&texts).map(of_feature).collect()
}

fn length(vector: &Vector) -> f64 {
    vector
        .iter()
        .map(|(_, weight)| weight * weight)
        .sum::<f64>()
        .sqrt()
}

fn make_unit(vector: &mut Vector) {
    let length = length(vector);
    vector.iter_mut().for_each(|(_, weight)| *weight /= length);
}

/// The product of two vectors.
pub(crate) fn times(one: &Vector, other: &Vector) -> f64 {
    let (mut product, mut at) = (0.0, 0);
    for (feature, weight) in one {
        while at < other.len() && other[at].0 < *feature {
            at += 1;
        }
        if at < other.len() && other[at].0 == *feature {
            product += weight * other[at].1;
        }
    }
    product
}

/// The sum of some of the vectors.
pub(crate) fn sum(vectors: &[Vector], places: &[usize]) -> Vector {
    let mut sum: BTreeMap<u32, f64> = BTreeMap::new();
    for (feature, weight) in places.iter().flat_map(|place| &vectors[*place]) {
        *sum.entry(*feature).or_default() += weight;
    }
    sum.into_iter().collect()
}
