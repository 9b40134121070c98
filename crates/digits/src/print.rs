//! Double to text.

use crate::power_of_ten;
use crate::read::nearest;
use crate::whole::Whole;

/// Below this a whole number has at most 15 digits, so few that a double tells any two apart.
const APART: u64 = 1_000_000_000_000_000;

/// Writes the shortest digits that read back as the same double, those nearest to it (the larger
/// of two equally near), without an exponent: what `{}` writes.
///
/// ```
/// assert_eq!(sohoi_digits::print(-12.5), "-12.5");
/// assert_eq!(sohoi_digits::print(1e21), "1000000000000000000000");
/// ```
pub fn print(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let size = number.abs();
    if size.is_infinite() {
        return format!("{sign}inf");
    }
    let (digits, places) = short(size).unwrap_or_else(|| shortest(size));
    let mut text = sign.to_owned();
    let whole = digits.len() as i64 - places;
    if whole <= 0 {
        text.push_str("0.");
    }
    for _ in whole..0 {
        text.push('0');
    }
    for (index, digit) in digits.iter().enumerate() {
        if index > 0 && index as i64 == whole {
            text.push('.');
        }
        text.push(char::from(b'0' + digit));
    }
    for _ in places..0 {
        text.push('0');
    }
    text
}

/// The digits of a number that has 15 at most, and how many of them are decimals.
fn short(size: f64) -> Option<(Vec<u8>, i64)> {
    for places in 0..=15_u8 {
        let power = power_of_ten(usize::from(places));
        let whole = (size * power + 0.5) as u64;
        if whole >= APART {
            break;
        }
        // Exact on both sides, so that this is the number that its digits read as.
        if whole as f64 / power == size {
            let mut digits = decimal(Whole::new(whole));
            if digits.is_empty() {
                digits.push(0);
            }
            return Some((digits, i64::from(places)));
        }
    }
    None
}

/// The same for any number that is not 0.
fn shortest(size: f64) -> (Vec<u8>, i64) {
    // size = whole · 2^power = whole · 5^-power / 10^-power
    let bits = size.to_bits();
    let (exponent, fraction) = ((bits >> 52) as i64, bits & ((1 << 52) - 1));
    let (whole, power) = match exponent {
        0 => (fraction, -1074),
        _ => (fraction | 1 << 52, exponent - 1075),
    };
    let mut whole = Whole::new(whole);
    let base = if power < 0 { 5 } else { 2 };
    whole.multiply_power(base, power.unsigned_abs() as usize);
    let exact = decimal(whole);
    let places = (-power).max(0);

    for kept in 1..exact.len() {
        let (head, tail) = exact.split_at(kept);
        let mut places = places - tail.len() as i64;
        let mut near = [head.to_vec(), up(head)];
        if tail[0] >= 5 {
            near.reverse();
        }
        for mut digits in near {
            if nearest(&digits, -places) == size {
                while digits.pop_if(|digit| *digit == 0).is_some() {
                    places -= 1;
                }
                return (digits, places);
            }
        }
    }
    (exact, places)
}

/// The decimal digits of a number, none of 0.
pub(crate) fn decimal(mut whole: Whole) -> Vec<u8> {
    let mut digits = Vec::new();
    while !whole.is_zero() {
        digits.push(whole.pop_digit());
    }
    digits.reverse();
    digits
}

/// The next number of as many digits, or of one more.
fn up(digits: &[u8]) -> Vec<u8> {
    let mut digits = digits.to_vec();
    for digit in digits.iter_mut().rev() {
        *digit += 1;
        if *digit < 10 {
            return digits;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(number: f64) {
        assert_eq!(print(number), format!("{number}"), "{:x}", number.to_bits());
    }

    #[test]
    fn prints_what_the_standard_library_prints() {
        for number in [
            0.0,
            1.0,
            10.0,
            0.5,
            0.05,
            12.5,
            1234.5,
            0.1 + 0.2,
            1e-7,
            1e-9,
            1e15,
            999_999_999_999_999.0,
            999_999_999_999_999.0 + 0.875,
            1e16,
            1e21,
            1e22,
            1e23,
            123_456_789_012_345_680_000.0,
            9_007_199_254_740_991.0,
            9_007_199_254_740_993.0,
            // As near to ...062 as to ...063.
            536_870_912.0 + 0.003_906_25,
            f64::EPSILON,
            f64::MIN_POSITIVE,
            f64::MAX,
            5e-324,
            1.5e-323,
            f64::INFINITY,
        ] {
            check(number);
            check(-number);
        }
        check(f64::NAN);
    }

    #[test]
    fn prints_the_powers_of_two_whose_neighbours_are_not_equally_far() {
        for exponent in -1074..1024 {
            check(2_f64.powi(exponent / 2) * 2_f64.powi(exponent - exponent / 2));
        }
    }

    #[test]
    fn prints_halves_of_the_last_place() {
        for power in 0..30 {
            for odd in 0..200_u32 {
                let step = 2_f64.powi(-power);
                let large = (2_f64.powi(52 - power) / 3.0).trunc();
                check(large + f64::from(2 * odd + 1) * step);
            }
        }
    }

    proptest! {
        #![proptest_config(crate::seeded::seeded())]

        #[test]
        fn any_double(bits in any::<u64>()) {
            check(f64::from_bits(bits));
            // Subnormal ones, few bits, and the neighbours of short decimals.
            check(f64::from_bits(bits >> 12));
            check(f64::from_bits(bits & !0 << 40));
        }

        #[test]
        fn short_decimals_and_their_neighbours(whole in 0..10_i64.pow(16), places in 0..20_i32) {
            let number = whole as f64 / 10_f64.powi(places);
            check(number);
            check(f64::from_bits(number.to_bits() + 1));
            check(number / 3.0);
            check(number * 1e10);
        }
    }
}
