//! Exact fractions: figures until they are rounded, which happens once and last.

use crate::decimal::Decimal;

/// An exact fraction in lowest terms, its denominator above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    over: i128,
    under: i128,
}

impl From<Decimal> for Fraction {
    fn from(decimal: Decimal) -> Self {
        let (whole, rest) = (
            decimal.units() / Decimal::ONE,
            decimal.units() % Decimal::ONE,
        );
        match rest {
            0 => Self {
                over: whole,
                under: 1,
            },
            _ => Self::reduced(decimal.units(), Decimal::ONE),
        }
    }
}

impl From<u64> for Fraction {
    fn from(whole: u64) -> Self {
        Self {
            over: i128::from(whole),
            under: 1,
        }
    }
}

impl Fraction {
    /// `over / under`; nothing where `under` is 0.
    pub(crate) fn new(over: i128, under: i128) -> Option<Self> {
        match under {
            0 => None,
            // The smallest i128 has no opposite.
            1.. => Some(Self::reduced(over, under)),
            _ => Some(Self::reduced(over.checked_neg()?, under.checked_neg()?)),
        }
    }

    fn reduced(over: i128, under: i128) -> Self {
        let divisor = i128::try_from(greatest_common_divisor(
            over.unsigned_abs(),
            under.unsigned_abs(),
        ))
        .unwrap_or(1)
        .max(1);
        Self {
            over: over / divisor,
            under: under / divisor,
        }
    }

    /// The product; nothing where it is too large to hold.
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        // Reducing across first keeps the products small.
        let left = Self::reduced(self.over, other.under);
        let right = Self::reduced(other.over, self.under);
        // After that there is nothing to reduce.
        Some(Self {
            over: left.over.checked_mul(right.over)?,
            under: left.under.checked_mul(right.under)?,
        })
    }

    /// The quotient; nothing where `other` is 0 or the result is too large to hold.
    pub(crate) fn divided_by(self, other: Self) -> Option<Self> {
        let turned = match other.over {
            0 => return None,
            1.. => Self {
                over: other.under,
                under: other.over,
            },
            _ => Self {
                over: other.under.checked_neg()?,
                under: other.over.checked_neg()?,
            },
        };
        self.times(turned)
    }

    /// The difference; nothing where it is too large to hold.
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        let over = self
            .over
            .checked_mul(other.under)?
            .checked_sub(other.over.checked_mul(self.under)?)?;
        Self::new(over, self.under.checked_mul(other.under)?)
    }

    /// The nearest double.
    pub(crate) fn to_f64(self) -> f64 {
        self.over as f64 / self.under as f64
    }

    /// Rounded half away from zero to `digits` decimals and printed with all of them: `61.8`,
    /// `62.0`, `-0.1`, never `-0.0`. Nothing where it is too large to hold.
    pub(crate) fn rounded(self, digits: u8) -> Option<String> {
        let one = 10i128.checked_pow(u32::from(digits))?;
        let scaled = self.over.checked_mul(one)?;
        let (whole, rest) = (scaled / self.under, scaled % self.under);
        let is_half_or_more =
            rest.unsigned_abs() >= self.under.unsigned_abs() - rest.unsigned_abs();
        let rounded = if is_half_or_more {
            whole + scaled.signum()
        } else {
            whole
        };
        let sign = if rounded < 0 { "-" } else { "" };
        let (whole, places) = (
            rounded.unsigned_abs() / one.unsigned_abs(),
            rounded.unsigned_abs() % one.unsigned_abs(),
        );
        Some(match usize::from(digits) {
            0 => format!("{sign}{whole}"),
            digits => format!("{sign}{whole}.{places:0>digits$}"),
        })
    }
}

/// Euclid's, in words of 64 bits as soon as both fit: those of 128 bits are slow to divide, above all
/// in WebAssembly.
fn greatest_common_divisor(mut left: u128, mut right: u128) -> u128 {
    loop {
        if let (Ok(mut left), Ok(mut right)) = (u64::try_from(left), u64::try_from(right)) {
            while right != 0 {
                (left, right) = (right, left % right);
            }
            return u128::from(left);
        }
        if right == 0 {
            return left;
        }
        (left, right) = (right, left % right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seeded::seeded;
    use proptest::prelude::*;

    fn fraction(over: i128, under: i128) -> Fraction {
        Fraction::new(over, under).expect("not divided by zero")
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        for (over, under, digits, expected) in [
            (1, 2, 0, "1"),
            (-1, 2, 0, "-1"),
            (3, 2, 0, "2"),
            (5, 2, 0, "3"),
            (-5, 2, 0, "-3"),
            (49, 100, 0, "0"),
            (-49, 100, 0, "0"),
            (1, 20, 1, "0.1"),
            (-1, 20, 1, "-0.1"),
            (-1, 21, 1, "0.0"),
            (1, 3, 2, "0.33"),
            (2, 3, 2, "0.67"),
            (-2, 3, 2, "-0.67"),
            (2, -3, 2, "-0.67"),
            // As a double this is 1.00499999999999989…
            (1005, 1000, 2, "1.01"),
            // As a double this is 2.67499999999999982…
            (2675, 1000, 2, "2.68"),
            (62, 1, 1, "62.0"),
            (99_995, 1000, 1, "100.0"),
            (0, 7, 3, "0.000"),
        ] {
            assert_eq!(
                fraction(over, under).rounded(digits).as_deref(),
                Some(expected),
                "{over}/{under} to {digits}"
            );
        }
    }

    #[test]
    fn the_divisor_of_large_numbers_is_that_of_their_rest() {
        let large = 3 * 10_u128.pow(30);
        for (left, right, expected) in [
            (0, 0, 1),
            (12, 18, 6),
            (large, 0, large),
            (0, large, large),
            (large, 2 * large, large),
            (large, 6, 6),
            (7, large, 1),
            (u128::MAX, u128::from(u64::MAX), u128::from(u64::MAX)),
        ] {
            let found = greatest_common_divisor(left, right);
            assert_eq!(found.max(1), expected, "{left} and {right}");
        }
    }

    #[test]
    fn dividing_by_zero_gives_nothing() {
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(fraction(1, 2).divided_by(fraction(0, 5)), None);
    }

    #[test]
    fn what_is_too_large_gives_nothing_instead_of_something_wrong() {
        let large = fraction(i128::MAX, 1);
        assert_eq!(large.times(large), None);
        assert_eq!(large.rounded(1), None);
        assert_eq!(large.minus(fraction(-1, 1)), None);
        assert_eq!(Fraction::new(i128::MIN, -1), None);
    }

    proptest! {
        #![proptest_config(seeded())]

        #[test]
        fn multiplying_undoes_dividing(
            a in -10i128.pow(15)..10i128.pow(15), b in 1i128..10i128.pow(6),
            c in 1i128..10i128.pow(9), d in 1i128..10i128.pow(6),
        ) {
            let (left, right) = (fraction(a, b), fraction(c, d));
            let quotient = left.divided_by(right).expect("small");
            prop_assert_eq!(quotient.times(right), Some(left));
        }

        #[test]
        fn products_and_quotients_are_in_lowest_terms(
            a in -10i128.pow(12)..10i128.pow(12), b in 1i128..10i128.pow(6),
            c in -10i128.pow(12)..10i128.pow(12), d in 1i128..10i128.pow(6),
        ) {
            let (left, right) = (fraction(a, b), fraction(c, d));
            prop_assert_eq!(left.times(right), Fraction::new(a * c, b * d));
            prop_assert_eq!(left.divided_by(right), Fraction::new(a * d, b * c));
        }

        #[test]
        fn rounding_is_off_by_at_most_half_a_place(
            a in -10i128.pow(18)..10i128.pow(18), b in 1i128..10i128.pow(9), digits in 0u8..5,
        ) {
            let text = fraction(a, b).rounded(digits).expect("small");
            let units: i128 = text.replace('.', "").parse().expect("digits");
            let one = 10i128.pow(u32::from(digits));
            prop_assert!(2 * (units * b - a * one).abs() <= b);
        }

        #[test]
        fn rounding_is_odd(a in 1i128..10i128.pow(18), b in 1i128..10i128.pow(9), digits in 0u8..5) {
            let above = fraction(a, b).rounded(digits).expect("small");
            let below = fraction(-a, b).rounded(digits).expect("small");
            let is_zero = above.bytes().all(|byte| matches!(byte, b'0' | b'.'));
            prop_assert_eq!(below, if is_zero { above } else { format!("-{above}") });
        }
    }
}
