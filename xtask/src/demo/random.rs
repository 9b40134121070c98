//! Numbers that look random and are the same on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014), seeded by a text: what is drawn for one subject does not
/// depend on how many others there are.
pub(super) struct Random(u64);

impl Random {
    /// The numbers that belong to `key`, e.g. the id of a subject and a purpose.
    pub(super) fn of(key: &str) -> Self {
        // FNV-1a.
        let hash = key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self(hash)
    }

    /// The next 64 bits.
    pub(super) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u128::from(high.saturating_sub(low).unsigned_abs()) + 1;
        let offset = (u128::from(self.bits()) * span) >> 64;
        low + i64::try_from(offset).unwrap_or_default()
    }

    /// True `permille` times out of 1,000.
    pub(super) fn chance(&mut self, permille: i64) -> bool {
        self.between(0, 999) < permille
    }

    /// One of `items`.
    pub(super) fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        let last = items.len() as i64 - 1;
        items[self.between(0, last) as usize]
    }

    /// One of `items`, in proportion to the weight beside it.
    pub(super) fn weighted<T: Copy>(&mut self, items: &[(T, i64)]) -> T {
        let total: i64 = items.iter().map(|(_, weight)| weight).sum();
        let mut left = self.between(0, total - 1);
        for (item, weight) in items {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        items[items.len() - 1].0
    }

    /// Each of `items` with its own chance of `permille`, in order.
    pub(super) fn some<'i>(&mut self, items: &[(&'i str, i64)]) -> Vec<&'i str> {
        items
            .iter()
            .filter(|(_, permille)| self.chance(*permille))
            .map(|(item, _)| *item)
            .collect()
    }

    /// A number around `median` with a long tail upwards, as sizes of associations have.
    pub(super) fn around(&mut self, median: i64) -> i64 {
        const PERCENT: [i64; 12] = [38, 52, 63, 73, 83, 94, 107, 121, 138, 160, 195, 270];
        let percent = self.pick(&PERCENT) * self.between(92, 108);
        median * percent / 10_000
    }
}

#[cfg(test)]
mod tests {
    use super::Random;

    #[test]
    fn draws_the_same_numbers_on_every_machine() {
        let mut random = Random::of("demo");
        let drawn: Vec<u64> = (0..3).map(|_| random.bits()).collect();
        assert_eq!(
            drawn,
            [
                0x8c28_4818_951d_6be6,
                0x2ea2_e266_d9ce_4db9,
                0x7c6b_f329_14e1_d4c9
            ]
        );
    }

    #[test]
    fn stays_within_its_bounds_and_reaches_them() {
        let mut random = Random::of("bounds");
        let drawn: Vec<i64> = (0..1000).map(|_| random.between(-2, 2)).collect();
        assert_eq!(drawn.iter().min(), Some(&-2));
        assert_eq!(drawn.iter().max(), Some(&2));
    }
}
