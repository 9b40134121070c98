//! Which responses count: one per slot, of the wanted population.

use std::cmp::Reverse;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};

/// Which responses figures are made of.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// Everything handed in, approved or not.
    #[default]
    Provisional,
    /// What has been approved.
    Approved,
}

/// How far a response has come, from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Being filled in, for the first time or again.
    Open,
    /// Handed in.
    Submitted,
    /// Checked by a reviewer.
    Checked,
    /// Approved.
    Approved,
    /// Closed for good.
    Locked,
}

impl Standing {
    /// Those of responses that may count, from the beginning.
    pub const COUNTED: [Self; 4] = [Self::Submitted, Self::Checked, Self::Approved, Self::Locked];

    /// The stable name: `open`, `submitted`, `checked`, `approved` or `locked`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Submitted => "submitted",
            Self::Checked => "checked",
            Self::Approved => "approved",
            Self::Locked => "locked",
        }
    }

    /// That of responses that may count, by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::COUNTED.into_iter().find(|own| own.name() == name)
    }
}

/// A response that may count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate<'a> {
    /// What should be filled in once: the same text for all responses of one form and subject.
    pub slot: &'a str,
    /// How far it has come.
    pub standing: Standing,
    /// The place of its newest state in the server's order.
    pub sequence: u64,
    /// The id of the response.
    pub id: &'a str,
}

impl Population {
    /// The stable name: `provisional` or `approved`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Provisional => "provisional",
            Self::Approved => "approved",
        }
    }

    /// The population with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Provisional, Self::Approved]
            .into_iter()
            .find(|population| population.name() == name)
    }

    /// Whether a response that has come so far belongs to the population.
    pub fn includes(self, standing: Standing) -> bool {
        match self {
            Self::Provisional => standing >= Standing::Submitted,
            Self::Approved => standing >= Standing::Approved,
        }
    }
}

/// The positions of the candidates that count, in ascending order.
///
/// Of the candidates of one slot that belong to the population, the one that has come furthest
/// counts; among equals the one with the highest sequence, then the one with the highest id. The
/// order of candidates does not matter.
///
/// ```
/// use sohoi_stats::{Candidate, Population, Standing, choose_counted};
///
/// let candidates = [
///     Candidate { slot: "a", standing: Standing::Submitted, sequence: 9, id: "newer" },
///     Candidate { slot: "a", standing: Standing::Approved, sequence: 2, id: "approved" },
///     Candidate { slot: "b", standing: Standing::Submitted, sequence: 3, id: "alone" },
/// ];
/// assert_eq!(choose_counted(Population::Provisional, &candidates), [1, 2]);
/// assert_eq!(choose_counted(Population::Approved, &candidates), [1]);
/// ```
pub fn choose_counted(population: Population, candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut best = LiteMap::<&str, usize>::new();
    let rank = |position: usize| {
        let it = &candidates[position];
        // The same candidate given twice counts where it stands first.
        (it.standing, it.sequence, it.id, Reverse(position))
    };
    for (position, candidate) in candidates.iter().enumerate() {
        if population.includes(candidate.standing) {
            let best = best.entry(candidate.slot).or_insert(position);
            if rank(position) > rank(*best) {
                *best = position;
            }
        }
    }
    let positions = 0..candidates.len();
    positions
        .filter(|position| best.get(candidates[*position].slot) == Some(position))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

    const STANDINGS: [Standing; 5] = [
        Standing::Open,
        Standing::Submitted,
        Standing::Checked,
        Standing::Approved,
        Standing::Locked,
    ];

    fn candidate<'a>(
        slot: &'a str,
        standing: Standing,
        sequence: u64,
        id: &'a str,
    ) -> Candidate<'a> {
        Candidate {
            slot,
            standing,
            sequence,
            id,
        }
    }

    fn chosen<'a>(population: Population, candidates: &[Candidate<'a>]) -> Vec<&'a str> {
        choose_counted(population, candidates)
            .into_iter()
            .map(|it| candidates[it].id)
            .collect()
    }

    #[test]
    fn a_population_begins_at_its_standing() {
        for (standing, provisional, approved) in [
            (Standing::Open, false, false),
            (Standing::Submitted, true, false),
            (Standing::Checked, true, false),
            (Standing::Approved, true, true),
            (Standing::Locked, true, true),
        ] {
            assert_eq!(
                Population::Provisional.includes(standing),
                provisional,
                "{standing:?}"
            );
            assert_eq!(
                Population::Approved.includes(standing),
                approved,
                "{standing:?}"
            );
        }
    }

    #[test]
    fn one_response_of_a_slot_counts() {
        use Standing::{Approved, Checked, Locked, Open, Submitted};
        for (name, candidates, expected) in [
            ("nothing", vec![], vec![]),
            (
                "open ones count nowhere",
                vec![candidate("s", Open, 9, "x")],
                vec![],
            ),
            (
                "the furthest, though older",
                vec![
                    candidate("s", Submitted, 9, "x"),
                    candidate("s", Checked, 1, "y"),
                ],
                vec!["y"],
            ),
            (
                "the newest among equals",
                vec![
                    candidate("s", Locked, 4, "x"),
                    candidate("s", Locked, 5, "a"),
                ],
                vec!["a"],
            ),
            (
                "the highest id among twins",
                vec![
                    candidate("s", Approved, 4, "b"),
                    candidate("s", Approved, 4, "a"),
                ],
                vec!["b"],
            ),
            (
                "an open duplicate takes nothing away",
                vec![
                    candidate("s", Submitted, 1, "x"),
                    candidate("s", Open, 8, "y"),
                ],
                vec!["x"],
            ),
            (
                "each slot has its own",
                vec![
                    candidate("s", Submitted, 1, "x"),
                    candidate("t", Submitted, 1, "y"),
                ],
                vec!["x", "y"],
            ),
        ] {
            assert_eq!(
                chosen(Population::Provisional, &candidates),
                expected,
                "{name}"
            );
        }
    }

    #[test]
    fn names_of_populations_read_back() {
        for population in [Population::Provisional, Population::Approved] {
            assert_eq!(Population::from_name(population.name()), Some(population));
        }
        assert_eq!(Population::from_name("submitted"), None);
        for standing in Standing::COUNTED {
            assert_eq!(Standing::from_name(standing.name()), Some(standing));
        }
        // What is open counts nowhere.
        assert_eq!(Standing::from_name(Standing::Open.name()), None);
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn the_order_of_candidates_does_not_matter(
            parts in prop::collection::vec((0usize..4, 0usize..5, 0u64..3), 0..20),
            turn in 0usize..20,
        ) {
            let ids = (0..parts.len()).map(|id| format!("id{id}")).collect::<Vec<_>>();
            let mut candidates = parts
                .iter()
                .zip(&ids)
                .map(|((slot, standing, sequence), id)| {
                    candidate(["a", "b", "c", "d"][*slot], STANDINGS[*standing], *sequence, id)
                })
                .collect::<Vec<_>>();
            for population in [Population::Provisional, Population::Approved] {
                let mut before = chosen(population, &candidates);
                let turn = turn % candidates.len().max(1);
                candidates.rotate_left(turn);
                candidates.reverse();
                let mut after = chosen(population, &candidates);
                before.sort_unstable();
                after.sort_unstable();
                prop_assert_eq!(before, after);
            }
        }
    }
}
