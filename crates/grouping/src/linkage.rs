//! Joins vectors that point the same way, the most alike first, into trees.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use crate::vectors::{Vector, times};

/// Vectors that were joined, with what they were joined of.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    /// The places of its vectors.
    pub(crate) places: Vec<usize>,
    /// The two that it was joined of; nothing where all vectors are equal.
    pub(crate) parts: Option<Box<[Tree; 2]>>,
}

/// A tree that may still be joined.
struct Cluster {
    tree: Tree,
    /// The sum of its vectors.
    sum: Vector,
    /// The numbers of those that it may be joined with.
    near: BTreeSet<usize>,
}

/// Two clusters and how alike they are, as a number that sorts; of equally alike ones the first are joined.
type Pair = (u64, Reverse<usize>, Reverse<usize>);

/// Joins the two clusters whose vectors are most alike on average (UPGMA, Sokal and Michener 1958, over
/// cosines) until no two are alike by `threshold`.
///
/// The mean of all cosines between two clusters of vectors of length 1 is the product of their sums divided
/// by how many pairs there are, so that no matrix of all pairs is kept. Two clusters can only be that alike
/// where two of their vectors are, so that only those are looked at.
pub(crate) fn joined(vectors: &[Vector], threshold: f64) -> Vec<Tree> {
    let (mut clusters, mut queue) = neighbours(vectors, threshold);
    while let Some((_, Reverse(one), Reverse(other))) = queue.pop() {
        if clusters[one].is_none() || clusters[other].is_none() {
            continue;
        }
        let (Some(one), Some(other)) = (clusters[one].take(), clusters[other].take()) else {
            continue;
        };
        let number = clusters.len();
        let sum = added(&one.sum, &other.sum);
        let size = one.tree.places.len() + other.tree.places.len();
        let mut near = BTreeSet::new();
        for neighbour in one.near.union(&other.near) {
            let Some(Some(cluster)) = clusters.get_mut(*neighbour) else {
                continue;
            };
            let pairs = (size * cluster.tree.places.len()) as f64;
            let alike = times(&sum, &cluster.sum) / pairs;
            if alike >= threshold {
                queue.push((alike.to_bits(), Reverse(*neighbour), Reverse(number)));
                cluster.near.insert(number);
                near.insert(*neighbour);
            }
        }
        let places = [&one.tree.places[..], &other.tree.places].concat();
        let parts = Some(Box::new([one.tree, other.tree]));
        clusters.push(Some(Cluster {
            tree: Tree { places, parts },
            sum,
            near,
        }));
    }
    clusters
        .into_iter()
        .flatten()
        .map(|cluster| cluster.tree)
        .collect()
}

/// A cluster for each different vector, and the pairs that are alike.
fn neighbours(vectors: &[Vector], threshold: f64) -> (Vec<Option<Cluster>>, BinaryHeap<Pair>) {
    let mut clusters: Vec<Option<Cluster>> = Vec::new();
    let mut queue = BinaryHeap::new();
    let mut postings: BTreeMap<u32, Vec<(usize, f64)>> = BTreeMap::new();
    let mut alike: Vec<f64> = Vec::new();
    for (vector, places) in distinct(vectors) {
        let number = clusters.len();
        alike.clear();
        alike.resize(number, 0.0);
        for (feature, weight) in vector {
            let posting = postings.entry(*feature).or_default();
            for (other, other_weight) in &*posting {
                alike[*other] += weight * other_weight;
            }
            posting.push((number, *weight));
        }
        let mut near = BTreeSet::new();
        for (other, alike) in alike
            .iter()
            .enumerate()
            .filter(|(_, alike)| **alike >= threshold)
        {
            queue.push((alike.to_bits(), Reverse(other), Reverse(number)));
            near.insert(other);
            if let Some(Some(other)) = clusters.get_mut(other) {
                other.near.insert(number);
            }
        }
        let times = places.len() as f64;
        let sum = vector
            .iter()
            .map(|(feature, weight)| (*feature, weight * times))
            .collect();
        let tree = Tree {
            places,
            parts: None,
        };
        clusters.push(Some(Cluster { tree, sum, near }));
    }
    (clusters, queue)
}

/// Each vector once, with its places. Blank ones are never the same.
fn distinct(vectors: &[Vector]) -> Vec<(&Vector, Vec<usize>)> {
    let mut known: BTreeMap<Vec<(u32, u64)>, usize> = BTreeMap::new();
    let mut all: Vec<(&Vector, Vec<usize>)> = Vec::new();
    for (place, vector) in vectors.iter().enumerate() {
        let bits = vector
            .iter()
            .map(|(feature, weight)| (*feature, weight.to_bits()))
            .collect();
        let at = match vector.is_empty() {
            true => all.len(),
            false => *known.entry(bits).or_insert(all.len()),
        };
        if at == all.len() {
            all.push((vector, Vec::new()));
        }
        all[at].1.push(place);
    }
    all
}

/// The sum of two vectors.
fn added(one: &Vector, other: &Vector) -> Vector {
    let mut sum = Vec::with_capacity(one.len() + other.len());
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        match (left.peek(), right.peek()) {
            (Some((feature, weight)), Some((other, more))) if feature == other => {
                sum.push((*feature, weight + more));
                left.next();
                right.next();
            }
            (Some(own), other) if other.is_none_or(|other| own.0 < other.0) => {
                sum.push(**own);
                left.next();
            }
            (_, Some(other)) => {
                sum.push(**other);
                right.next();
            }
            (_, None) => return sum,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_what_is_most_alike_on_average() {
        let vectors = [
            vec![(0, 1.0)],
            vec![(0, 1.0)],
            vec![(0, 0.8), (1, 0.6)],
            vec![(2, 1.0)],
            vec![(1, 0.6), (3, 0.8)],
            vec![],
            vec![],
        ];
        let places = |threshold| -> Vec<Vec<usize>> {
            joined(&vectors, threshold)
                .into_iter()
                .map(|tree| tree.places)
                .collect()
        };
        assert_eq!(
            places(0.9),
            [vec![0, 1], vec![2], vec![3], vec![4], vec![5], vec![6]]
        );
        assert_eq!(
            places(0.5),
            [vec![3], vec![4], vec![5], vec![6], vec![0, 1, 2]]
        );
        // The last one is alike to one of three only: 0.36 / 3 on average.
        assert_eq!(
            places(0.13),
            [vec![3], vec![4], vec![5], vec![6], vec![0, 1, 2]]
        );
        assert_eq!(places(0.11), [vec![3], vec![5], vec![6], vec![4, 0, 1, 2]]);
    }
}
