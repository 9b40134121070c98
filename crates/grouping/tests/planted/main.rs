//! Groups that were planted among unrelated proposals are found again.
//!
//! Each set has 30 groups, each a demand in six to eight different wordings, among some 160 proposals
//! that nobody else makes and that share their words. Both are typed as people type. The weights and thresholds of the crate were chosen by the
//! first three sets; `held_out_groups.txt` was written afterwards, and nothing was chosen by it.

mod generator;
mod judge;
mod properties;

use std::collections::BTreeMap;

use sohoi_grouping::{Addressed, Group, Proposal, Wording, group};

use generator::{FIRST_DETAILS, OTHER_DETAILS, Planted};
use judge::Verdict;

/// What is planted: the groups, the unrelated proposals, and what is put behind them.
struct Set {
    groups: &'static str,
    singles: &'static str,
    details: &'static [&'static str],
}

const FIRST: Set = Set {
    groups: include_str!("first_groups.txt"),
    singles: include_str!("first_singles.txt"),
    details: &FIRST_DETAILS,
};
const SECOND: Set = Set {
    groups: include_str!("second_groups.txt"),
    singles: include_str!("second_singles.txt"),
    details: &OTHER_DETAILS,
};
const THIRD: Set = Set {
    groups: include_str!("third_groups.txt"),
    ..SECOND
};
const HELD_OUT: Set = Set {
    groups: include_str!("held_out_groups.txt"),
    ..FIRST
};

/// The seeds of the ways in which each set is typed.
const SEEDS: std::ops::Range<u64> = 0..5;

impl Set {
    fn planted(&self, seed: u64) -> Planted {
        Planted::new(self.groups, self.singles, self.details, seed)
    }

    /// How many planted groups are found and how many other groups there are, over all seeds.
    fn judged(&self, group: impl Fn(&Planted) -> Verdict) -> (usize, usize) {
        let mut sums = (0, 0);
        for seed in SEEDS {
            let verdict = group(&self.planted(seed));
            let (found, wrong) = (verdict.found.len(), verdict.wrong.len());
            sums = (sums.0 + found, sums.1 + wrong);
        }
        sums
    }
}

/// The words of `wording.txt`, as a round says them.
pub(crate) fn wording() -> Wording {
    Wording::new(
        include_str!("wording.txt")
            .lines()
            .filter_map(|line| line.split_once(" = ")),
    )
}

fn by_wording(planted: &Planted) -> Verdict {
    Verdict::of(planted, &group(&planted.quotations(), &wording())[0])
}

/// What was asked for: 27 of 30 found and 10 false at most, on average over the ways of typing. The weights
/// were chosen by this set too.
#[test]
fn twenty_seven_of_thirty_planted_groups_are_found_and_ten_others_at_most() {
    let (found, wrong) = FIRST.judged(by_wording);
    let runs = SEEDS.count();
    assert!(
        found >= 27 * runs && wrong <= 10 * runs,
        "{found} found, {wrong} false"
    );
}

/// No set may lose what it has. The held-out one says what to expect of demands that nobody thought of: less
/// than was asked for, with its looser groups and with unrelated proposals that are about the same things.
#[test]
fn other_sets_keep_what_they_have() {
    for (name, set, least, most) in [
        ("second", SECOND, 125, 42),
        ("third", THIRD, 127, 48),
        ("held out", HELD_OUT, 94, 94),
    ] {
        let (found, wrong) = set.judged(by_wording);
        assert!(
            found >= least && wrong <= most,
            "{name}: {found} found, {wrong} false"
        );
    }
}

/// Whoever puts equal texts together finds nothing, so that the sets are no gift.
#[test]
fn equal_texts_find_none_of_them() {
    let (found, wrong) = FIRST.judged(|planted| {
        let mut texts: BTreeMap<String, Vec<Proposal<'_>>> = BTreeMap::new();
        for own in planted.quotations() {
            let proposal = Proposal {
                text: own.text,
                subject: own.subject,
                id: own.id,
            };
            texts
                .entry(sohoi_text::fold(own.text))
                .or_default()
                .push(proposal);
        }
        let groups = texts.into_values().map(|proposals| Group {
            representative: proposals[0],
            subjects: proposals.len(),
            proposals,
        });
        let addressed = Addressed {
            addressee: "",
            groups: groups.collect(),
            single: Vec::new(),
        };
        Verdict::of(planted, &addressed)
    });
    assert_eq!((found, wrong), (0, 0));
}
