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
                Data::Whole64(_) | Data::Double(_) => {
                    return self.of_numbers(program, domain).unwrap_or(Amounts::One);
                }
                _ => {}
            }
        }
        let is_calculated = matches!(program.step, Step::Calculate(..) | Step::Negate(_));
        if is_calculated && let Some(amounts) = self.of_numbers(program, domain) {
            return amounts;
        }
        let is_known = |value: &Value| amount(value);
        collect(
            domain.length,
            match self.answers(program, domain, is_known) {
                Answers::Each(all) => Box::new(move |place| all[place]),
                Answers::Table(codes, table) => {
                    Box::new(move |place: usize| table[usize::from(codes[place])])
                }
            },
        )
    }

    fn of_numbers(&self, program: &Program, domain: Domain) -> Option<Amounts<'c, 'b>> {
        let numbers = self.numbers(program, domain)?;
        Some(collect(
            domain.length,
            Box::new(move |place| of_number(numbers.at(place))),
        ))
    }
}

/// As units where all of them fit.
fn collect<'c, 'b>(length: usize, amount: Box<dyn Fn(usize) -> Amount + '_>) -> Amounts<'c, 'b> {
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

/// As [`Amount::from_number`], in a fraction of the time for numbers with few digits: a decimal of at
/// most 15 digits that reads as a double is the shortest one that does.
fn of_number(number: f64) -> Amount {
    const MOST: f64 = 1e15;
    for (scale, units) in [
        (1.0, Decimal::ONE),
        (100.0, Decimal::ONE / 100),
        (1e4, Decimal::ONE / 10_000),
    ] {
        let scaled = number * scale;
        let whole = scaled.round_ties_even();
        if whole.abs() < MOST && whole / scale == number {
            return Amount::Exact(Decimal::from_units(i128::from(whole as i64) * units));
        }
    }
    Amount::from_number(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

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
            assert_eq!(of_number(number), Amount::from_number(number), "{number}");
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
            prop_assert_eq!(of_number(number), Amount::from_number(number));
        }
    }
}
