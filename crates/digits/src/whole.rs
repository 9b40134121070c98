//! Whole numbers of any length.

use std::cmp::Ordering;

/// A whole number: its digits to the base 2³², the lowest first, the highest not zero.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Whole(Vec<u32>);

impl Whole {
    pub(crate) fn new(number: u64) -> Self {
        let mut whole = Self(vec![number as u32, (number >> 32) as u32]);
        whole.trim();
        whole
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bits it takes.
    pub(crate) fn bits(&self) -> usize {
        let high = self.0.last().map_or(0, |digit| digit.leading_zeros());
        self.0.len() * 32 - high as usize
    }

    /// Multiplies by `factor`, then adds `term`.
    pub(crate) fn multiply_add(&mut self, factor: u32, term: u32) {
        let mut carry = term;
        for digit in &mut self.0 {
            let product = u64::from(*digit) * u64::from(factor) + u64::from(carry);
            *digit = product as u32;
            carry = (product >> 32) as u32;
        }
        if carry > 0 {
            self.0.push(carry);
        }
    }

    /// Multiplies by `base` to the power of `exponent`.
    pub(crate) fn multiply_power(&mut self, base: u32, exponent: usize) {
        for _ in 0..exponent {
            self.multiply_add(base, 0);
        }
    }

    /// Takes away a number that is not larger.
    pub(crate) fn subtract(&mut self, other: &Self) {
        let mut borrows = false;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let taken = other.0.get(index).copied().unwrap_or(0);
            let (rest, first) = digit.overflowing_sub(taken);
            let (rest, second) = rest.overflowing_sub(u32::from(borrows));
            *digit = rest;
            borrows = first || second;
        }
        self.trim();
    }

    /// Divides by ten, and gives the rest: its last decimal digit.
    pub(crate) fn pop_digit(&mut self) -> u8 {
        let mut rest = 0;
        for digit in self.0.iter_mut().rev() {
            let part = rest << 32 | u64::from(*digit);
            *digit = (part / 10) as u32;
            rest = part % 10;
        }
        self.trim();
        rest as u8
    }

    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        let digits = self.0.iter().rev();
        let by_length = self.0.len().cmp(&other.0.len());
        by_length.then_with(|| digits.cmp(other.0.iter().rev()))
    }

    fn trim(&mut self) {
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }
}
