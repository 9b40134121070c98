//! One truth for each response or row.

/// As many truths as there are responses or rows, 64 in a word, the first in the lowest bit.
///
/// Bits beyond the last one are 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    length: usize,
}

impl Bits {
    /// All of them alike.
    pub(crate) fn all(length: usize, truth: bool) -> Self {
        let word = if truth { u64::MAX } else { 0 };
        let mut bits = Self {
            words: vec![word; length.div_ceil(64)],
            length,
        };
        bits.clear_beyond();
        bits
    }

    /// What `truth` says of each place.
    pub(crate) fn of(length: usize, truth: impl Fn(usize) -> bool) -> Self {
        let words = (0..length.div_ceil(64)).map(|word| {
            let first = word * 64;
            let places = first..length.min(first + 64);
            places.fold(0, |bits, place| {
                bits | (u64::from(truth(place)) << (place - first))
            })
        });
        Self {
            words: words.collect(),
            length,
        }
    }

    /// What `word` says of each range of up to 64 places.
    pub(crate) fn from_words(length: usize, word: impl Fn(std::ops::Range<usize>) -> u64) -> Self {
        let words = (0..length.div_ceil(64)).map(|at| word(at * 64..length.min(at * 64 + 64)));
        Self {
            words: words.collect(),
            length,
        }
    }

    /// Bits as a validity buffer has them: the lowest of the first byte first.
    pub(crate) fn from_bytes(bytes: &[u8], length: usize) -> Self {
        let bytes = &bytes[..bytes.len().min(length.div_ceil(8))];
        let (whole, rest) = bytes.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let words = whole.iter().chain(std::iter::once(&last));
        let words = words
            .map(|word| u64::from_le_bytes(*word))
            .take(length.div_ceil(64));
        let mut bits = Self {
            words: words.collect(),
            length,
        };
        bits.clear_beyond();
        bits
    }

    /// Where both hold.
    pub(crate) fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    /// Where either holds.
    pub(crate) fn or(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word |= other;
        }
    }

    /// Where it does not hold.
    pub(crate) fn not(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.clear_beyond();
    }

    /// Sets every place of a range.
    pub(crate) fn set(&mut self, places: std::ops::Range<usize>) {
        for place in places {
            if let Some(word) = self.words.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
        }
    }

    /// Says that it does not hold at a place.
    pub(crate) fn clear(&mut self, place: usize) {
        if let Some(word) = self.words.get_mut(place / 64) {
            *word &= !(1 << (place % 64));
        }
    }

    /// Whether it holds at a place.
    pub(crate) fn get(&self, place: usize) -> bool {
        let word = self.words.get(place / 64).copied().unwrap_or(0);
        word >> (place % 64) & 1 == 1
    }

    /// Shows every place where it holds, in order.
    #[inline]
    pub(crate) fn each(&self, mut visit: impl FnMut(usize)) {
        for (word, bits) in self.words.iter().enumerate() {
            let first = word * 64;
            if *bits == u64::MAX {
                (first..first + 64).for_each(&mut visit);
                continue;
            }
            let mut bits = *bits;
            while bits != 0 {
                visit(first + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }

    fn clear_beyond(&mut self) {
        let used = self.length % 64;
        if used != 0
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << used) - 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(bits: &Bits) -> Vec<usize> {
        let mut places = Vec::new();
        bits.each(|place| places.push(place));
        places
    }

    #[test]
    fn bits_beyond_the_last_never_hold() {
        for length in [0, 1, 63, 64, 65, 130] {
            let all = Bits::all(length, true);
            assert_eq!(places(&all), (0..length).collect::<Vec<_>>());
            let mut none = all.clone();
            none.not();
            assert_eq!(none, Bits::all(length, false));
            none.not();
            assert_eq!(none, all);
            assert_eq!(Bits::from_bytes(&[0xff; 32], length), all);
            assert!(!all.get(length));
        }
    }

    #[test]
    fn bits_are_joined_place_by_place() {
        let even = Bits::of(70, |place| place % 2 == 0);
        let third = Bits::of(70, |place| place % 3 == 0);
        let mut both = even.clone();
        both.and(&third);
        assert_eq!(both, Bits::of(70, |place| place % 6 == 0));
        let mut either = even.clone();
        either.or(&third);
        assert_eq!(
            either,
            Bits::of(70, |place| place % 2 == 0 || place % 3 == 0)
        );
        let mut range = Bits::all(70, false);
        range.set(60..68);
        assert_eq!(places(&range), (60..68).collect::<Vec<_>>());
        assert!(range.get(64) && !range.get(68));
    }
}
