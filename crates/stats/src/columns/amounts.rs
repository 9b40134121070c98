//! The values that a measure adds up, exact.

use sohoi_expr::Value;

use super::bits::Bits;
use super::bound::{Answers, Bound, Domain};
use super::column::{Column, Data};
use super::program::{Program, Step};
use crate::decimal::{Amount, Decimal};
use crate::facts::amount;

/// What every place of a domain gives to a measure.
pub(crate) enum Amounts<'c, 'b> {
    /// It is counted.
    One,
    /// Whole numbers of at most 32 bits, as they lie in the column.
    Whole(&'c Column<'b>),
    /// Units of 10^-9 where there is a value.
    Units(Vec<i64>, Bits),
    /// Whatever does not fit.
    Any(Vec<Amount>),
}

impl Amounts<'_, '_> {
    /// The value at a place; one where places are counted.
    pub(crate) fn at(&self, place: usize) -> Amount {
        let exact = |units| Amount::Exact(Decimal::from_units(units));
        match self {
            Self::One => exact(Decimal::ONE),
            Self::Whole(column) if column.is_valid(place) => {
                exact(i128::from(column.data.whole(place)) * Decimal::ONE)
            }
            Self::Units(units, valid) if valid.get(place) => exact(i128::from(units[place])),
            Self::Whole(_) | Self::Units(..) => Amount::Blank,
            Self::Any(all) => all[place],
        }
    }
}

impl<'c, 'b> Bound<'c, 'b> {
    /// The values of a field.
    pub(crate) fn amounts(&self, program: &Program, domain: Domain) -> Amounts<'c, 'b> {
        if let Step::Column(handle) = program.step
            && let Some(column) = self.column(handle, domain)
        {
            match column.data {
                Data::Whole8(_) | Data::Whole16(_) | Data::Whole32(_) => {
                    return Amounts::Whole(column);
                }
                Data::Double(all) => {
                    return collect_numbers(domain.length, |place| match column.is_valid(place) {
                        true => f64::from_le_bytes(all[place]),
                        false => f64::NAN,
                    });
                }
                _ => {}
            }
        }
        let is_calculated = matches!(program.step, Step::Calculate(..) | Step::Negate(_));
        if is_calculated && let Some(amounts) = self.of_numbers(program, domain) {
            return amounts;
        }
        match self.answers(program, domain, |value: &Value| amount(value)) {
            Answers::Each(all) => collect(domain.length, |place| all[place]),
            Answers::Table(codes, table) => {
                collect(domain.length, |place| table[usize::from(codes[place])])
            }
        }
    }

    fn of_numbers(&self, program: &Program, domain: Domain) -> Option<Amounts<'c, 'b>> {
        let numbers = self.numbers(program, domain)?;
        Some(collect_numbers(domain.length, |place| numbers.at(place)))
    }
}

/// As units where all of them fit.
fn collect<'c, 'b>(length: usize, amount: impl Fn(usize) -> Amount) -> Amounts<'c, 'b> {
    let mut units = Vec::with_capacity(length);
    let mut valid = Bits::all(length, true);
    for place in 0..length {
        units.push(match amount(place) {
            Amount::Blank => {
                valid.clear(place);
                0
            }
            Amount::Exact(decimal) => match i64::try_from(decimal.units()) {
                Ok(units) => units,
                Err(_) => return Amounts::Any((0..length).map(amount).collect()),
            },
            Amount::TooLarge => return Amounts::Any((0..length).map(amount).collect()),
        });
    }
    Amounts::Units(units, valid)
}

/// The same of numbers; NaN is blank.
fn collect_numbers<'c, 'b>(length: usize, at: impl Fn(usize) -> f64) -> Amounts<'c, 'b> {
    let mut units = Vec::with_capacity(length);
    let mut valid = Bits::all(length, true);
    for place in 0..length {
        let number = at(place);
        units.push(match units_of(number) {
            Some(units) => units,
            None if !number.is_finite() => {
                valid.clear(place);
                0
            }
            None => match Amount::from_number(number) {
                Amount::Exact(decimal) if i64::try_from(decimal.units()).is_ok() => {
                    decimal.units() as i64
                }
                _ => {
                    let all = (0..length).map(|place| Amount::from_number(at(place)));
                    return Amounts::Any(all.collect());
                }
            },
        });
    }
    Amounts::Units(units, valid)
}

/// As [`Amount::from_number`], in a fraction of the time for numbers with few digits: a decimal of at
/// most 15 digits that reads as a double is the shortest one that does. Nothing for all others.
fn units_of(number: f64) -> Option<i64> {
    // Below 2^63 units, and with four places below 15 digits.
    const MOST: f64 = 9e9;
    if number.abs() >= MOST {
        return None;
    }
    for (scale, units) in [(100.0, 10_000_000), (1e4, 100_000)] {
        let whole = (number * scale).round_ties_even();
        if whole / scale == number {
            return Some(whole as i64 * units);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

    fn check(number: f64) {
        let alone = Amount::from_number(number);
        let found = collect_numbers(1, |_| number).at(0);
        assert_eq!(found, alone, "{number:?}");
        if let Some(units) = units_of(number) {
            assert_eq!(
                Amount::Exact(Decimal::from_units(units.into())),
                alone,
                "{number:?}"
            );
        }
    }

    #[test]
    fn numbers_are_the_decimals_that_they_are_alone() {
        for number in [
            0.0,
            -0.0,
            0.1,
            0.3,
            0.1 + 0.2,
            1.005,
            2.675,
            -12.25,
            1e14,
            1e15,
            123_456_789.012_3,
            1e17,
            1e18,
            f64::NAN,
            f64::INFINITY,
            f64::MIN_POSITIVE,
            99.99,
            0.00005,
            33.333333333,
        ] {
            check(number);
        }
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn any_number_is_the_decimal_that_it_is_alone(
            number in prop_oneof![
                any::<f64>(),
                (-10i64.pow(16)..10i64.pow(16), 0i32..8).prop_map(|(digits, places)| digits as f64 / 10f64.powi(places)),
            ],
        ) {
            check(number);
        }
    }
}
