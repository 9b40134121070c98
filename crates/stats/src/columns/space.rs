//! The finest cells: combinations of groups of several dimensions, and what falls into them.

use super::amounts::Amounts;
use super::bits::Bits;
use super::column::Data;
use super::told::Numbers;
use crate::decimal::{Amount, Decimal};

/// Cells of some dimensions, of which each place of a domain is in one.
pub(crate) struct Space {
    /// The dimensions, by their place in the form, with the number of groups of each. The last but
    /// not least is the class of the row.
    axes: Vec<(Axis, usize)>,
    cells: Vec<u32>,
    size: usize,
}

/// What cells are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Axis {
    /// A dimension, by its place in the form.
    Groups(usize),
    /// What a row is called and which row tests it passes.
    Class,
}

/// What has fallen into a cell, or into several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sum {
    /// How many places or values.
    pub(crate) count: u64,
    /// Of the values in units of 10^-9, without those that are too large.
    pub(crate) units: i128,
    /// How many values are too large.
    pub(crate) too_large: u64,
}

impl Sum {
    pub(crate) fn add(&mut self, other: Self) {
        self.count += other.count;
        self.units = self.units.wrapping_add(other.units);
        self.too_large += other.too_large;
    }
}

impl Space {
    /// One cell for everything.
    pub(crate) fn new(length: usize) -> Self {
        Self {
            axes: Vec::new(),
            cells: vec![0; length],
            size: 1,
        }
    }

    /// How many cells there are.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// Whether the cells are told apart by it.
    pub(crate) fn has(&self, axis: Axis) -> bool {
        self.axes.iter().any(|(own, _)| *own == axis)
    }

    /// Tells the cells apart by one more axis of `count` groups; `groups` says which one a place is in.
    pub(crate) fn split(&mut self, axis: Axis, count: usize, groups: &Numbers) {
        let size = u32::try_from(self.size).expect("cells are limited");
        groups.add_to(&mut self.cells, size);
        self.axes.push((axis, count));
        self.size *= count;
    }

    /// The cells of rows: each is in the one of its response.
    pub(crate) fn spread(&mut self, responses: impl Iterator<Item = usize>) {
        self.cells = responses.map(|response| self.cells[response]).collect();
    }

    /// Adds up what the places of `mask` give, cell by cell.
    pub(crate) fn pour(&self, mask: &Bits, amounts: &Amounts<'_, '_>) -> Vec<Sum> {
        let mut counts = vec![0_u32; self.size];
        match amounts {
            Amounts::One => {
                mask.each(|place| counts[self.cells[place] as usize] += 1);
                counted(counts, Vec::new())
            }
            Amounts::Whole(column) => {
                let valid = column.valid.as_ref();
                let mask = &both(mask, valid);
                let units = |sums: Vec<i64>| {
                    sums.into_iter()
                        .map(|sum| i128::from(sum) * Decimal::ONE)
                        .collect()
                };
                let sums = match column.data {
                    Data::Whole8(all) => self.whole(mask, &mut counts, |place| {
                        i8::from_le_bytes(all[place]).into()
                    }),
                    Data::Whole16(all) => self.whole(mask, &mut counts, |place| {
                        i16::from_le_bytes(all[place]).into()
                    }),
                    Data::Whole32(all) => self.whole(mask, &mut counts, |place| {
                        i32::from_le_bytes(all[place]).into()
                    }),
                    _ => Vec::new(),
                };
                counted(counts, units(sums))
            }
            Amounts::Units(all, valid) => {
                let mut sums = vec![0_i128; self.size];
                both(mask, Some(valid)).each(|place| {
                    let cell = self.cells[place] as usize;
                    counts[cell] += 1;
                    sums[cell] += i128::from(all[place]);
                });
                counted(counts, sums)
            }
            Amounts::Any(all) => {
                let mut sums = vec![Sum::default(); self.size];
                mask.each(|place| {
                    sums[self.cells[place] as usize].add(match all[place] {
                        Amount::Blank => Sum::default(),
                        Amount::Exact(decimal) => Sum {
                            count: 1,
                            units: decimal.units(),
                            too_large: 0,
                        },
                        Amount::TooLarge => Sum {
                            count: 1,
                            units: 0,
                            too_large: 1,
                        },
                    });
                });
                sums
            }
        }
    }

    /// Sums of whole numbers below 2^31 in size: 2^32 of them fit.
    #[inline]
    fn whole(&self, mask: &Bits, counts: &mut [u32], number: impl Fn(usize) -> i64) -> Vec<i64> {
        let mut sums = vec![0_i64; self.size];
        mask.each(|place| {
            let cell = self.cells[place] as usize;
            counts[cell] += 1;
            sums[cell] += number(place);
        });
        sums
    }

    /// Where a cell is along these axes; 0 along those that it is not told apart by.
    pub(crate) fn places<const N: usize>(&self, cell: usize, axes: [Axis; N]) -> [usize; N] {
        axes.map(|axis| {
            let mut rest = cell;
            for (own, count) in &self.axes {
                if *own == axis {
                    return rest % count;
                }
                rest /= count;
            }
            0
        })
    }

    /// Rolls cells up: by group of one axis (all together where absent), then by class.
    ///
    /// `classes` is the number of classes, 1 where rows have none.
    pub(crate) fn roll_up(&self, sums: &[Sum], axis: Option<Axis>, classes: usize) -> Vec<Sum> {
        let place = |wanted: Axis| {
            let mut stride = 1;
            for (own, count) in &self.axes {
                if *own == wanted {
                    return Some((stride, *count));
                }
                stride *= count;
            }
            None
        };
        let (stride, groups) = axis.and_then(place).unwrap_or((self.size.max(1), 1));
        let (class_stride, class_count) = place(Axis::Class).unwrap_or((self.size.max(1), 1));
        let mut rolled = vec![Sum::default(); groups * classes];
        // The class is the last axis: of each class, groups follow each other in runs of a stride.
        for (class, sums) in sums.chunks(class_stride).enumerate().take(class_count) {
            for (run, sums) in sums.chunks(stride).enumerate() {
                let group = run % groups;
                let into = &mut rolled[group * classes + class];
                sums.iter()
                    .filter(|sum| sum.count > 0)
                    .for_each(|sum| into.add(*sum));
            }
        }
        rolled
    }
}

fn both<'m>(mask: &'m Bits, valid: Option<&Bits>) -> std::borrow::Cow<'m, Bits> {
    let Some(valid) = valid else {
        return std::borrow::Cow::Borrowed(mask);
    };
    let mut both = mask.clone();
    both.and(valid);
    std::borrow::Cow::Owned(both)
}

fn counted(counts: Vec<u32>, sums: Vec<i128>) -> Vec<Sum> {
    let mut sums = sums.into_iter();
    let sum = |count| Sum {
        count: u64::from(count),
        units: sums.next().unwrap_or(0),
        too_large: 0,
    };
    counts.into_iter().map(sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_roll_up_to_what_is_added_directly() {
        let length = 200;
        let mut space = Space::new(length);
        let groups = |place: usize, by: usize| (place * 7 + place / by) % by;
        for (axis, by) in [(0, 3), (1, 4)] {
            let numbers = (0..length).map(|place| groups(place, by) as u32);
            space.split(Axis::Groups(axis), by, &Numbers::Each(numbers.collect()));
        }
        let codes = (0..length)
            .map(|place| (place % 5) as u16)
            .collect::<Vec<_>>();
        space.split(
            Axis::Class,
            5,
            &Numbers::Coded(codes.into(), (0..5).collect()),
        );
        let units = (0..length)
            .map(|place| place as i64 * 3 - 100)
            .collect::<Vec<_>>();
        let valid = Bits::of(length, |place| place % 11 != 0);
        let mask = Bits::of(length, |place| place % 3 != 1);
        let poured = space.pour(&mask, &Amounts::Units(units.clone(), valid.clone()));
        assert_eq!(poured.len(), space.size());
        for (axis, by) in [
            (None, 1),
            (Some(Axis::Groups(0)), 3),
            (Some(Axis::Groups(1)), 4),
        ] {
            let rolled = space.roll_up(&poured, axis, 5);
            for (at, sum) in rolled.iter().enumerate() {
                let is_in = |place: &usize| {
                    mask.get(*place)
                        && valid.get(*place)
                        && place % 5 == at % 5
                        && (by == 1 || groups(*place, by) == at / 5)
                };
                let own = (0..length).filter(is_in).collect::<Vec<_>>();
                let expected = own
                    .iter()
                    .map(|place| i128::from(units[*place]))
                    .sum::<i128>();
                assert_eq!((sum.count, sum.units), (own.len() as u64, expected));
            }
        }
    }
}
