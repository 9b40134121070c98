//! Text to double.

use crate::power_of_ten;
use crate::whole::Whole;

/// More digits than the longest decimal half-way between two doubles has (767).
const SIGNIFICANT: usize = 800;

/// Reads a decimal: an optional minus, digits with at most one point, an optional exponent. `None`
/// for everything else.
///
/// The result is the nearest double, of two that are equally near the even one.
///
/// ```
/// assert_eq!(sohoi_digits::read("7.9e-12"), Some(7.9e-12));
/// assert_eq!(sohoi_digits::read("+1"), None);
/// ```
pub fn read(text: &str) -> Option<f64> {
    let (is_negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (decimal, exponent) = match rest.split_once(['e', 'E']) {
        Some((decimal, exponent)) => (decimal, read_exponent(exponent)?),
        None => (rest, 0),
    };
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if decimal.len() == usize::from(decimal.contains('.'))
        || !is_digits(whole)
        || !is_digits(fraction)
    {
        return None;
    }
    let exponent = exponent - fraction.len() as i64;
    let digits: Vec<u8> = whole
        .bytes()
        .chain(fraction.bytes())
        .map(|byte| byte - b'0')
        .skip_while(|digit| *digit == 0)
        .collect();
    let size = nearest(&digits, exponent);
    Some(if is_negative { -size } else { size })
}

/// An exponent with its sign; one out of all bounds is only very large.
fn read_exponent(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() {
        return None;
    }
    let mut size = 0;
    for byte in digits.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        size = (size * 10 + i64::from(byte - b'0')).min(1 << 40);
    }
    Some(if is_negative { -size } else { size })
}

/// The double nearest to the whole number that `digits` write, times ten to the power of
/// `exponent`. The first digit is not 0.
pub(crate) fn nearest(mut digits: &[u8], mut exponent: i64) -> f64 {
    while let Some((0, rest)) = digits.split_last() {
        digits = rest;
        exponent += 1;
    }
    let places = exponent.unsigned_abs();
    if digits.len() <= 15 && places <= 22 {
        // Both sides are exact, so that one operation rounds once.
        let whole = digits
            .iter()
            .fold(0, |whole, digit| whole * 10 + u64::from(*digit)) as f64;
        let power = power_of_ten(places as usize);
        return if exponent < 0 {
            whole / power
        } else {
            whole * power
        };
    }
    let magnitude = digits.len() as i64 + exponent;
    if digits.is_empty() || magnitude < -330 {
        0.0
    } else if magnitude > 310 {
        f64::INFINITY
    } else {
        divide(digits, exponent)
    }
}

/// The same by long division.
fn divide(digits: &[u8], exponent: i64) -> f64 {
    let (held, beyond) = digits.split_at(digits.len().min(SIGNIFICANT));
    let mut over = Whole::new(0);
    for digit in held {
        over.multiply_add(10, u32::from(*digit));
    }
    let mut exponent = exponent + beyond.len() as i64;
    if !beyond.is_empty() {
        // It ends in a digit that is not 0: a little more than what is held, whatever it is.
        over.multiply_add(10, 1);
        exponent -= 1;
    }
    let mut under = Whole::new(1);
    let side = if exponent < 0 { &mut under } else { &mut over };
    side.multiply_power(10, exponent.unsigned_abs() as usize);

    // over / under = quotient · 2^power, with 63 or 64 bits and a rest.
    let (over_bits, under_bits) = (over.bits(), under.bits());
    over.multiply_power(2, under_bits.saturating_sub(over_bits));
    under.multiply_power(2, over_bits.saturating_sub(under_bits));
    let power = over_bits as i64 - under_bits as i64 - 63;
    let mut quotient = 0_u64;
    for _ in 0..64 {
        quotient <<= 1;
        if over.compare(&under).is_ge() {
            over.subtract(&under);
            quotient |= 1;
        }
        over.multiply_add(2, 0);
    }
    round(quotient, power, !over.is_zero())
}

/// The double nearest to a little more (if `has_rest`) than `quotient` · 2^`power`.
fn round(quotient: u64, power: i64, has_rest: bool) -> f64 {
    // The lowest bit that a double of this size has.
    let lowest = (power + 64 - i64::from(quotient.leading_zeros()) - 53).max(-1074);
    let dropped = lowest - power;
    if dropped > 64 {
        return 0.0;
    }
    let dropped = dropped as u32;
    let mut kept = quotient.checked_shr(dropped).unwrap_or(0);
    let rest = quotient - kept.checked_shl(dropped).unwrap_or(0);
    let half = 1 << (dropped - 1);
    if rest > half || rest == half && (has_rest || kept % 2 == 1) {
        kept += 1;
    }
    // A carry moves on into the exponent, as it should.
    let bits = ((lowest + 1074) as u64) << 52;
    f64::from_bits((bits + kept).min(f64::INFINITY.to_bits()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::print::decimal;

    fn check(text: &str) {
        let expected: f64 = text.parse().expect("a number");
        let found = read(text).expect("a number");
        assert_eq!(found.to_bits(), expected.to_bits(), "{text}");
    }

    #[test]
    fn reads_what_the_standard_library_reads() {
        for text in [
            "0",
            "-0",
            "00012.500",
            ".5",
            "5.",
            "9007199254740993",
            "9007199254740992.9999999999999999999",
            "0.30000000000000004",
            "1e22",
            "1e23",
            "123456789012345e22",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e309",
            "1e999999999999999999999999",
            "1e-999999999999999999999999",
            "0e999999999999999999999999",
            "5e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "2e-324",
            "2.2250738585072014e-308",
            "2.2250738585072011e-308",
            "2.225073858507201e-308",
        ] {
            check(text);
        }
    }

    #[test]
    fn a_half_goes_to_the_even_double_and_a_little_more_up() {
        let mut tiny = Whole::new(1);
        tiny.multiply_power(5, 1075);
        let digits = decimal(tiny);
        let text: String = digits
            .iter()
            .map(|digit| char::from(b'0' + digit))
            .collect();
        // 2^-1075, half of the smallest double, with 752 digits.
        check(&format!("{text}e-1075"));
        for more in ["0", "1"] {
            let zeros = "0".repeat(900);
            check(&format!("{text}.{zeros}{more}e-1075"));
            check(&format!("9007199254740993.{zeros}{more}"));
            check(&format!("9007199254740995.{zeros}{more}"));
        }
    }

    #[test]
    fn takes_nothing_else() {
        for text in [
            "", "-", ".", "-.", "+1", "--1", "1e", "1e+", "e5", "1e5.5", "1.2.3", "1 ", "inf",
            "NaN", "0x10", "1_0", "١",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(crate::seeded::seeded())]

        #[test]
        fn any_digits(digits in "[0-9]{1,40}", point in 0..40_usize, exponent in -360..330_i32) {
            let (whole, fraction) = digits.split_at(point.min(digits.len()));
            check(&format!("{whole}.{fraction}e{exponent}"));
            check(&format!("-{digits}"));
        }

        #[test]
        fn any_double(bits in any::<u64>()) {
            let number = f64::from_bits(bits & !(1 << 63));
            if number.is_finite() {
                check(&format!("{number:e}"));
                check(&format!("{number:.1100}"));
            }
        }

        #[test]
        fn half_way_between_two_doubles(whole in 1_u64 << 52..1 << 53, power in 0..31_u32) {
            let half = u128::from(2 * whole + 1);
            for near in [half * 5_u128.pow(power), half << power] {
                for text in [near - 1, near, near + 1] {
                    check(&format!("{text}e-{power}"));
                    check(&text.to_string());
                }
            }
        }
    }
}
