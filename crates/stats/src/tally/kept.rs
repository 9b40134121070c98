//! What of a tally can be given away and added to others.

use super::Tally;
use crate::decimal::Decimal;
use crate::indicator::Aggregate;

/// No round has so many responses or rows. As many of the largest values still have an exact sum.
const MOST: u64 = 1_000_000_000;
/// Every exact value is smaller: 10^18, in units of 10^-9.
const TOO_LARGE: i128 = 1_000_000_000 * Decimal::ONE;

/// A tally that has seen something, without what it is asked for.
///
/// Sums are in units of 10^-9. The same values give the same one, whatever their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kept {
    /// How many responses, rows or values; never 0.
    pub(crate) count: u64,
    /// How many of the values are too large for a sum.
    pub(crate) too_large: u64,
    /// The sum of the others.
    pub(crate) sum: i128,
    /// The values themselves, where the median is asked for; in order.
    pub(crate) values: Vec<i128>,
}

impl Kept {
    /// Adds what another one has seen.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count = self.count.saturating_add(other.count);
        self.too_large = self.too_large.saturating_add(other.too_large);
        // Too many for an exact sum are too many for `flaw`, too.
        self.sum = self.sum.wrapping_add(other.sum);
        self.values.extend_from_slice(&other.values);
        self.values.sort_unstable();
    }

    /// Why no values make this for an aggregate; nothing where some do.
    fn flaw(&self, op: Aggregate) -> Option<&'static str> {
        if self.count == 0 || self.count > MOST || self.too_large > self.count {
            return Some("is of a number of values that cannot be");
        }
        let exact = self.count - self.too_large;
        if op == Aggregate::Count {
            let is_plain = self.too_large == 0 && self.sum == 0 && self.values.is_empty();
            return (!is_plain).then_some("has a sum, and is only counted");
        }
        if self.sum.unsigned_abs() > u128::from(exact) * TOO_LARGE.unsigned_abs() {
            return Some("has a sum that so many values cannot have");
        }
        if op != Aggregate::Median {
            let is_summed = self.values.is_empty();
            return (!is_summed).then_some("has single values, and no median is asked for");
        }
        let are_values = self.values.len() as u64 == exact
            && self.values.is_sorted()
            && self
                .values
                .iter()
                .all(|it| it.unsigned_abs() < TOO_LARGE.unsigned_abs())
            && self.values.iter().sum::<i128>() == self.sum;
        (!are_values).then_some("has values that do not make its sum")
    }
}

impl Tally {
    /// What it has seen; nothing where that is nothing.
    pub(crate) fn kept(&self) -> Option<Kept> {
        (self.count > 0).then(|| Kept {
            count: self.count,
            too_large: self.too_large,
            sum: self.sum,
            values: self
                .values
                .iter()
                .flat_map(|(value, count)| (0..*count).map(|_| *value))
                .collect(),
        })
    }

    /// The tally that has seen this.
    ///
    /// # Errors
    ///
    /// Why no values make this for the aggregate.
    pub(crate) fn of_kept(op: Aggregate, kept: &Kept) -> Result<Self, &'static str> {
        match kept.flaw(op) {
            Some(flaw) => Err(flaw),
            None => Ok(Self {
                op,
                count: kept.count,
                too_large: kept.too_large,
                sum: kept.sum,
                values: kept
                    .values
                    .chunk_by(|one, next| one == next)
                    .map(|alike| (alike[0], alike.len() as u64))
                    .collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_values_can_make_is_taken_in() {
        let kept = |count, too_large, sum, values: &[i128]| Kept {
            count,
            too_large,
            sum,
            values: values.to_vec(),
        };
        use Aggregate::{Count, Mean, Median, Sum};
        for (op, kept, is_possible) in [
            (Count, kept(3, 0, 0, &[]), true),
            (Count, kept(0, 0, 0, &[]), false),
            (Count, kept(MOST + 1, 0, 0, &[]), false),
            (Count, kept(3, 1, 0, &[]), false),
            (Count, kept(3, 0, 5, &[]), false),
            (Count, kept(1, 0, 0, &[0]), false),
            (Sum, kept(2, 0, 7, &[]), true),
            (Sum, kept(2, 1, -7, &[]), true),
            (Sum, kept(2, 3, 0, &[]), false),
            (Sum, kept(2, 0, 7, &[3, 4]), false),
            (Sum, kept(2, 2, 7, &[]), false),
            (Sum, kept(1, 0, TOO_LARGE, &[]), true),
            (Sum, kept(1, 0, TOO_LARGE + 1, &[]), false),
            (Sum, kept(1, 0, i128::MIN, &[]), false),
            (Mean, kept(1, 0, -7, &[]), true),
            (Median, kept(2, 0, 7, &[3, 4]), true),
            (Median, kept(3, 1, 7, &[3, 4]), true),
            (Median, kept(2, 0, 7, &[4, 3]), false),
            (Median, kept(2, 0, 8, &[3, 4]), false),
            (Median, kept(3, 0, 7, &[3, 4]), false),
            (Median, kept(2, 0, 7, &[]), false),
            (Median, kept(1, 0, TOO_LARGE, &[TOO_LARGE]), false),
            (Median, kept(2, 0, -1, &[i128::MIN, i128::MAX]), false),
        ] {
            assert_eq!(
                Tally::of_kept(op, &kept).is_ok(),
                is_possible,
                "{op:?} {kept:?}"
            );
        }
    }
}
