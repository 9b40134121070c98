//! Ledgers put together.

use litemap::LiteMap;

use super::{Ledger, Seen, Sums};
use crate::tally::Tally;

impl PartialEq for Ledger<'_> {
    fn eq(&self, other: &Self) -> bool {
        let is_same_plan = std::ptr::eq(self.plan, other.plan);
        is_same_plan && self.columns == other.columns && self.seen == other.seen
    }
}

impl std::fmt::Debug for Ledger<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut ledger = f.debug_struct("Ledger");
        ledger
            .field("columns", &self.columns)
            .field("seen", &self.seen)
            .finish()
    }
}

impl Ledger<'_> {
    /// Takes in all responses that another ledger of the same plan counts; none of them may be counted
    /// in both.
    ///
    /// Merging is associative and commutative, and a ledger that counts nothing changes nothing.
    pub fn merge(&mut self, other: &Self) {
        for (column, other) in self.columns.iter_mut().zip(&other.columns) {
            column.a.merge(&other.a);
            if let (Some(b), Some(other)) = (&mut column.b, &other.b) {
                b.merge(other);
            }
        }
        for (seen, other) in self.seen.iter_mut().zip(&other.seen) {
            seen.merge(other);
        }
        self.is_changed.fill(true);
    }
}

impl Sums {
    fn merge(&mut self, other: &Self) {
        self.whole.merge(&other.whole);
        for (groups, other) in self.groups.iter_mut().zip(&other.groups) {
            each(groups, other, Tally::merge);
        }
    }
}

impl Seen {
    fn merge(&mut self, other: &Self) {
        let groups = self.groups.iter_mut().zip(&other.groups);
        let rows = self.rows.iter_mut().zip(&other.rows);
        for (counts, other) in groups.chain(rows) {
            each(counts, other, |count, other| *count += other);
        }
    }
}

fn each<T: Clone>(
    all: &mut LiteMap<String, T>,
    others: &LiteMap<String, T>,
    merge: impl Fn(&mut T, &T),
) {
    for (group, other) in others {
        match all.get_mut(group) {
            Some(own) => merge(own, other),
            None => {
                all.insert(group.clone(), other.clone());
            }
        }
    }
}
