//! Which branches of the trees are groups: those that have more in common than one word.

use std::collections::BTreeMap;

use crate::linkage::{Tree, joined};
use crate::vectors::{Features, Vector, sum, times};

/// How alike two clusters are at least, on average, to be joined.
const JOINED: f64 = 0.12;

/// How alike the members of a group still are, on average, without the word that they have most in common.
const BESIDE: f64 = 0.04;

/// Where a group has nothing else in common: the share of the proposals with that word which are in it, and
/// the share of it which have the word.
const EXCLUSIVE: f64 = 0.55;
const COVERED: f64 = 0.75;

/// So many members have nothing else in common at least; fewer do by chance.
const BY_ONE_WORD: usize = 4;

/// How alike a proposal is to a group, on average, to be moved into it.
const MOVED: f64 = 0.07;

/// How often proposals are moved to the group that they are most like.
const ROUNDS: usize = 2;

/// The groups of all vectors, each the places of its members; whatever is like no other is alone.
pub(crate) fn groups(vectors: &[Vector], features: &Features) -> Vec<Vec<usize>> {
    let choice = Choice::new(vectors, features);
    let mut groups = Vec::new();
    for tree in joined(vectors, JOINED) {
        choice.choose(tree, &mut groups);
    }
    for _ in 0..ROUNDS {
        groups = choice.moved(groups);
    }
    let mut kept = Vec::new();
    for group in groups {
        match choice.is_group(&group) {
            true => kept.push(group),
            false => kept.extend(group.into_iter().map(|place| vec![place])),
        }
    }
    kept
}

struct Choice<'a> {
    vectors: &'a [Vector],
    features: &'a Features,
    /// How many vectors have each feature.
    counts: BTreeMap<u32, usize>,
}

/// What the members of a group have most in common.
struct Common {
    /// The feature.
    feature: u32,
    /// How alike the members are without its words, on average.
    beside: f64,
    /// How many members have it.
    count: usize,
}

impl<'a> Choice<'a> {
    fn new(vectors: &'a [Vector], features: &'a Features) -> Self {
        let mut counts = BTreeMap::new();
        for (feature, _) in vectors.iter().flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        Self {
            vectors,
            features,
            counts,
        }
    }

    /// The largest branches that are groups.
    fn choose(&self, tree: Tree, groups: &mut Vec<Vec<usize>>) {
        if self.is_group(&tree.places) {
            groups.push(tree.places);
            return;
        }
        match tree.parts {
            Some(parts) => parts.into_iter().for_each(|part| self.choose(part, groups)),
            None => groups.push(tree.places),
        }
    }

    /// Whether places are a group: what holds them together is more than one word, or that one word is what
    /// they alone are about. Two are always one, and so are equal ones.
    fn is_group(&self, places: &[usize]) -> bool {
        let first = &self.vectors[places[0]];
        if places.len() < 3 || places.iter().all(|place| self.vectors[*place] == *first) {
            return true;
        }
        let Some(common) = self.common(places) else {
            return false;
        };
        let share = |of: usize| common.count as f64 / of as f64;
        common.beside >= BESIDE
            || places.len() >= BY_ONE_WORD
                && self.features.is_topic(common.feature)
                && share(self.counts[&common.feature]) >= EXCLUSIVE
                && share(places.len()) >= COVERED
    }

    fn common(&self, places: &[usize]) -> Option<Common> {
        // What each feature adds to the sum of all cosines between two members.
        let mut added: BTreeMap<u32, (f64, f64, usize)> = BTreeMap::new();
        for (feature, weight) in places.iter().flat_map(|place| &self.vectors[*place]) {
            let of_feature = added.entry(*feature).or_default();
            of_feature.0 += weight;
            of_feature.1 += weight * weight;
            of_feature.2 += 1;
        }
        let added = added.into_iter().filter(|(_, of_feature)| of_feature.2 > 1);
        let added: Vec<(u32, f64, usize)> = added
            .map(|(feature, (sum, squares, count))| (feature, sum * sum - squares, count))
            .collect();
        // And each word; a pair counts for both, and once too often for itself.
        let mut of_word: BTreeMap<u32, f64> = BTreeMap::new();
        let mut of_pair: BTreeMap<[u32; 2], f64> = BTreeMap::new();
        for (feature, more, _) in &added {
            let [one, other] = self.features.words(*feature);
            *of_word.entry(one).or_default() += more;
            if one != other {
                *of_word.entry(other).or_default() += more;
                *of_pair.entry([one.min(other), one.max(other)]).or_default() += more;
            }
        }
        let all: f64 = added.iter().map(|(_, more, _)| more).sum();
        let without = |feature: u32| {
            let [one, other] = self.features.words(feature);
            let both = match one == other {
                true => of_word[&one],
                false => {
                    of_word[&one] + of_word[&other] - of_pair[&[one.min(other), one.max(other)]]
                }
            };
            all - both
        };
        let pairs = (places.len() * (places.len() - 1)) as f64;
        let most = added
            .iter()
            .min_by(|one, other| without(one.0).total_cmp(&without(other.0)));
        most.map(|(feature, _, count)| Common {
            feature: *feature,
            beside: without(*feature) / pairs,
            count: *count,
        })
    }

    /// The groups once each proposal that is alone or in one of three and more has gone to the group that
    /// it is most like, or alone where it is like none.
    fn moved(&self, groups: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let (large, small): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|group| group.len() > 2);
        let mut postings: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
        for (number, group) in large.iter().enumerate() {
            for (feature, weight) in sum(self.vectors, group) {
                postings.entry(feature).or_default().push((number, weight));
            }
        }
        let mut moved = vec![Vec::new(); large.len()];
        let (alone, pairs): (Vec<_>, Vec<_>) =
            small.into_iter().partition(|group| group.len() == 1);
        let mut left = pairs;
        let homes = large
            .iter()
            .enumerate()
            .map(|(number, group)| (Some(number), group));
        for (home, group) in homes.chain(alone.iter().map(|group| (None, group))) {
            for place in group {
                let mut alike = vec![0.0; large.len()];
                for (feature, weight) in &self.vectors[*place] {
                    for (number, more) in postings.get(feature).into_iter().flatten() {
                        alike[*number] += weight * more;
                    }
                }
                let mean = |(number, alike): (usize, &f64)| {
                    let size = large[number].len() as f64;
                    let mean = match home == Some(number) {
                        true => {
                            (alike - times(&self.vectors[*place], &self.vectors[*place]))
                                / (size - 1.0)
                        }
                        false => alike / size,
                    };
                    (number, mean)
                };
                let means = alike.iter().enumerate().map(mean).rev();
                let best = means.max_by(|one, other| one.1.total_cmp(&other.1));
                match best.filter(|(_, mean)| *mean >= MOVED) {
                    Some((number, _)) => moved[number].push(*place),
                    None => left.push(vec![*place]),
                }
            }
        }
        moved.retain(|group| !group.is_empty());
        moved.extend(left);
        moved
    }
}
