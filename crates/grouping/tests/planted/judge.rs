//! Which planted groups were found, and which groups are none.

use std::collections::BTreeMap;

use sohoi_grouping::Addressed;

use crate::generator::Planted;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// Planted groups of which one group holds two thirds at least, and of which that group consists by two
    /// thirds at least.
    pub(crate) found: Vec<String>,
    /// The other planted groups.
    pub(crate) lost: Vec<String>,
    /// The proposals of groups of three or more that are the found one of no planted group.
    pub(crate) wrong: Vec<Vec<String>>,
}

impl Verdict {
    pub(crate) fn of(planted: &Planted, addressed: &Addressed<'_>) -> Self {
        let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
        for name in planted.groups.values() {
            *sizes.entry(name).or_default() += 1;
        }
        let mut verdict = Self::default();
        for group in &addressed.groups {
            let mut shares: BTreeMap<&str, usize> = BTreeMap::new();
            for own in &group.proposals {
                if let Some(name) = planted.groups.get(own.id) {
                    *shares.entry(name).or_default() += 1;
                }
            }
            let all = group.proposals.len();
            let found = shares
                .into_iter()
                .find(|(name, share)| 3 * share >= 2 * sizes[name] && 3 * share >= 2 * all);
            match found {
                Some((name, _)) => verdict.found.push(name.to_owned()),
                None if all < 3 => {}
                None => {
                    let texts = group.proposals.iter().map(|own| own.text.to_owned());
                    verdict.wrong.push(texts.collect());
                }
            }
        }
        let lost = sizes
            .into_keys()
            .filter(|name| !verdict.found.iter().any(|own| own == name));
        verdict.lost = lost.map(str::to_owned).collect();
        verdict
    }
}
