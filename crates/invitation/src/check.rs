//! The check character, in the field of 32 elements: one for every letter.
//!
//! A code is right where the sum of its letters, each times a power of 2 in that field that no other
//! place has, is nought. One wrong letter changes the sum by a product of two elements that are not
//! nought, and two letters that changed places by `(a - b) * (2^i - 2^j)`; neither is nought in a
//! field. So every single mistake and every swap of two letters is noticed, whether they are
//! neighbours or not.

/// x^5 + x^2 + 1, which is primitive over the field of two elements: the powers of 2 are different
/// for 31 places.
const MODULUS: u8 = 0b10_0101;

/// Twice an element.
fn double(element: u8) -> u8 {
    let doubled = element << 1;
    if doubled & 0b10_0000 == 0 {
        doubled
    } else {
        doubled ^ MODULUS
    }
}

/// The sum of letters with the last one times 1, the one before it times 2, and so on; nought where
/// the last one is the check character of those before it. Letters are below 32.
pub(crate) fn sum(letters: &[u8]) -> u8 {
    // Horner's rule.
    letters.iter().fold(0, |sum, letter| double(sum) ^ letter)
}

/// The check character of letters that it is to follow.
pub(crate) fn character(letters: &[u8]) -> u8 {
    double(sum(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_powers_of_two_are_different_for_thirty_one_places() {
        let mut seen = Vec::new();
        let mut power = 1;
        while !seen.contains(&power) {
            seen.push(power);
            power = double(power);
        }
        assert_eq!(seen.len(), 31);
    }

    #[test]
    fn what_follows_makes_the_sum_nought() {
        for letters in [&[][..], &[0], &[31], &[1, 2, 3], &[31; 18]] {
            let mut whole = letters.to_vec();
            whole.push(character(letters));
            assert_eq!(sum(&whole), 0, "{letters:?}");
        }
    }
}
