//! What is kept of many values until a figure is made of them.

mod kept;

use crate::decimal::{Amount, Decimal};
use crate::fraction::Fraction;
use crate::indicator::Aggregate;

pub(crate) use kept::Kept;

/// The values that count now.
///
/// Nothing is rounded here, so the order of adding changes nothing, and what is taken out is as if it
/// had never been.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    op: Aggregate,
    /// How many responses, rows or values.
    count: u64,
    /// How many of the values are too large for a sum.
    too_large: u64,
    /// The sum of the others in units of 10^-9. It would take 10^11 of the largest to overflow.
    sum: i128,
    /// The different values with how many there are of each, where the median is asked for; in order.
    values: Vec<(i128, u64)>,
}

/// What one response or row gives to a tally.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gift {
    /// It is counted, not measured.
    One,
    /// It is measured; a blank value is no value.
    Value(Amount),
}

impl Tally {
    /// Nothing seen yet.
    pub(crate) fn new(op: Aggregate) -> Self {
        Self {
            op,
            count: 0,
            too_large: 0,
            sum: 0,
            values: Vec::new(),
        }
    }

    /// What so many values leave behind: `sum` is of those that are not too large, `values` has these
    /// in order, each once, where the median is asked for.
    pub(crate) fn of(
        op: Aggregate,
        count: u64,
        too_large: u64,
        sum: i128,
        values: Vec<(i128, u64)>,
    ) -> Self {
        Self {
            op,
            count,
            too_large,
            sum,
            values,
        }
    }

    /// Whether nothing was taken in that is still there.
    pub(crate) fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Takes in all that another tally has.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.too_large += other.too_large;
        self.sum = self.sum.wrapping_add(other.sum);
        for (value, count) in &other.values {
            self.note(*value, *count);
        }
    }

    fn note(&mut self, value: i128, count: u64) {
        match self
            .values
            .binary_search_by_key(&value, |(known, _)| *known)
        {
            Ok(place) => self.values[place].1 += count,
            Err(place) => self.values.insert(place, (value, count)),
        }
    }

    /// Takes in what a response or row gives.
    pub(crate) fn add(&mut self, gift: Gift) {
        match gift {
            Gift::One => self.count += 1,
            Gift::Value(Amount::Blank) => {}
            Gift::Value(Amount::TooLarge) => {
                self.count += 1;
                self.too_large += 1;
            }
            Gift::Value(Amount::Exact(decimal)) => {
                let units = decimal.units();
                self.count += 1;
                self.sum = self.sum.wrapping_add(units);
                if self.op == Aggregate::Median {
                    self.note(units, 1);
                }
            }
        }
    }

    /// Takes out what was taken in before.
    pub(crate) fn remove(&mut self, gift: Gift) {
        match gift {
            Gift::One => self.count -= 1,
            Gift::Value(Amount::Blank) => {}
            Gift::Value(Amount::TooLarge) => {
                self.count -= 1;
                self.too_large -= 1;
            }
            Gift::Value(Amount::Exact(decimal)) => {
                let units = decimal.units();
                self.count -= 1;
                self.sum = self.sum.wrapping_sub(units);
                let place = self
                    .values
                    .binary_search_by_key(&units, |(known, _)| *known);
                if let Ok(place) = place {
                    self.values[place].1 -= 1;
                    if self.values[place].1 == 0 {
                        self.values.remove(place);
                    }
                }
            }
        }
    }

    /// The aggregate, exact. Nothing where a mean or median has no value, or where a value was
    /// too large.
    pub(crate) fn finish(&self) -> Option<Fraction> {
        let sum = self.exact_sum()?;
        match self.op {
            Aggregate::Count => Some(Fraction::from(self.count)),
            Aggregate::Sum => Some(Fraction::from(Decimal::from_units(sum))),
            Aggregate::Mean => self.mean(),
            Aggregate::Median => self.quarter(2),
        }
    }

    /// How many responses, rows or values.
    pub(crate) fn count(&self) -> u64 {
        self.count
    }

    /// The mean; nothing where there is no value, or where one was too large.
    pub(crate) fn mean(&self) -> Option<Fraction> {
        let under = i128::from(self.count).checked_mul(Decimal::ONE)?;
        Fraction::new(self.exact_sum()?, under)
    }

    /// The quartile after so many quarters, 1 to 3, where medians are asked for.
    pub(crate) fn quarter(&self, quarters: u8) -> Option<Fraction> {
        self.exact_sum()?;
        quarter(&self.values, quarters)
    }

    /// The least and the greatest value in units of 10^-9, where medians are asked for.
    pub(crate) fn ends(&self) -> Option<(i128, i128)> {
        Some((self.values.first()?.0, self.values.last()?.0))
    }

    /// The sum; nothing where a value was too large.
    pub(crate) fn exact_sum(&self) -> Option<i128> {
        (self.too_large == 0).then_some(self.sum)
    }

    /// The aggregate as printed beside the figure: counts and sums exact, means and medians
    /// rounded to `digits`.
    pub(crate) fn print(&self, digits: u8) -> Option<String> {
        match self.op {
            Aggregate::Count => Some(self.count.to_string()),
            Aggregate::Sum => {
                let sum = self.exact_sum()?;
                Some(Decimal::from_units(sum).to_string())
            }
            Aggregate::Mean | Aggregate::Median => self.finish()?.rounded(digits),
        }
    }
}

/// The quartile after so many quarters of values in order, each with how many there are of it: the
/// value at the place (*n* - 1) *k* / 4, between two values in proportion. Two quarters are the median.
fn quarter(values: &[(i128, u64)], quarters: u8) -> Option<Fraction> {
    let count = values.iter().map(|(_, count)| count).sum::<u64>();
    let place = count.checked_sub(1)? * u64::from(quarters);
    let (whole, over) = (place / 4, i128::from(place % 4));
    let lower = value_at(values, whole)?;
    if over == 0 {
        return Some(Fraction::from(Decimal::from_units(lower)));
    }
    let upper = value_at(values, whole + 1)?;
    let four = lower.checked_mul(4 - over)?.checked_add(upper * over)?;
    Fraction::new(four, 4 * Decimal::ONE)
}

/// The value that has so many before it.
fn value_at(values: &[(i128, u64)], place: u64) -> Option<i128> {
    let mut before = 0;
    let mut values = values.iter();
    let found = values.find(|(_, count)| {
        before += count;
        before > place
    });
    found.map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

    const OPS: [Aggregate; 4] = [
        Aggregate::Count,
        Aggregate::Sum,
        Aggregate::Mean,
        Aggregate::Median,
    ];

    fn tally(op: Aggregate, texts: &[&str]) -> Tally {
        let mut tally = Tally::new(op);
        for text in texts {
            tally.add(Gift::Value(Amount::from_text(text)));
        }
        tally
    }

    #[test]
    fn aggregates_skip_blanks_and_stay_exact() {
        use Aggregate::{Mean, Median, Sum};
        for (op, values, digits, expected) in [
            (Sum, &[][..], 0, Some("0")),
            (Sum, &["", ""], 0, Some("0")),
            (Sum, &["0.1", "0.2", "", "0.7"], 1, Some("1.0")),
            (Sum, &["5", "-7.5"], 1, Some("-2.5")),
            (Mean, &[], 1, None),
            (Mean, &["", ""], 1, None),
            (Mean, &["0"], 1, Some("0.0")),
            (Mean, &["1", "", "2"], 1, Some("1.5")),
            (Mean, &["1", "1", "2"], 2, Some("1.33")),
            (Mean, &["3", "4", "4", "2.8"], 1, Some("3.5")),
            (Median, &[], 0, None),
            (Median, &["7"], 0, Some("7")),
            (Median, &["9", "1"], 0, Some("5")),
            (Median, &["2", "1"], 0, Some("2")),
            (Median, &["-2", "-1"], 0, Some("-2")),
            (Median, &["10", "9", "100", ""], 0, Some("10")),
            (Median, &["1", "2", "4", "1000"], 1, Some("3.0")),
            (Median, &["5", "5", "5", "5"], 0, Some("5")),
        ] {
            let figure = tally(op, values)
                .finish()
                .and_then(|figure| figure.rounded(digits));
            assert_eq!(figure.as_deref(), expected, "{op:?} of {values:?}");
        }
    }

    #[test]
    fn a_sum_is_printed_exactly_and_a_mean_to_its_digits() {
        assert_eq!(
            tally(Aggregate::Sum, &["0.125", "1"]).print(1).as_deref(),
            Some("1.125")
        );
        assert_eq!(
            tally(Aggregate::Mean, &["0.125", "1"]).print(1).as_deref(),
            Some("0.6")
        );
        assert_eq!(tally(Aggregate::Mean, &[]).print(1), None);
    }

    #[test]
    fn one_value_too_large_takes_the_figure_away() {
        for op in [Aggregate::Sum, Aggregate::Mean, Aggregate::Median] {
            let tally = tally(op, &["1", "1000000000000000000", "-1000000000000000000"]);
            assert_eq!((tally.finish(), tally.print(0)), (None, None), "{op:?}");
        }
    }

    fn amounts() -> impl Strategy<Value = Vec<Amount>> {
        let amount = prop_oneof![
            8 => (-10i128.pow(27)..10i128.pow(27)).prop_map(|units| Amount::Exact(Decimal::from_units(units))),
            2 => Just(Amount::Blank),
            1 => Just(Amount::TooLarge),
        ];
        prop::collection::vec(amount, 0..12)
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn the_order_of_values_does_not_matter(amounts in amounts(), cut in 0usize..12, op in 0usize..4) {
            let fill = |amounts: &[Amount]| {
                let mut tally = Tally::new(OPS[op]);
                amounts.iter().for_each(|amount| tally.add(Gift::Value(*amount)));
                (tally.finish(), tally.print(3))
            };
            let mut turned = amounts.clone();
            turned.rotate_left(cut.min(amounts.len()));
            turned.reverse();
            prop_assert_eq!(fill(&turned), fill(&amounts));
        }

        #[test]
        fn what_is_taken_out_was_never_there(
            kept in amounts(), gone in amounts(), cut in 0usize..12, op in 0usize..4,
        ) {
            let mut tally = Tally::new(OPS[op]);
            let (before, after) = kept.split_at(cut.min(kept.len()));
            let gifts = |amounts: &[Amount]| amounts.iter().copied().map(Gift::Value).collect::<Vec<_>>();
            for gift in gifts(before).into_iter().chain(gifts(&gone)).chain(gifts(after)) {
                tally.add(gift);
            }
            gifts(&gone).into_iter().rev().for_each(|gift| tally.remove(gift));
            let mut alone = Tally::new(OPS[op]);
            gifts(&kept).into_iter().for_each(|gift| alone.add(gift));
            prop_assert_eq!(tally, alone);
        }
    }
}
