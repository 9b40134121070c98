//! Tables made up from a seed: the same seed gives the same table.

use sohoi_disclosure::{CellId, Kind, Table};

/// A table with everything that readers know of it.
pub(crate) struct Sample {
    /// How to make it again.
    pub(crate) name: String,
    pub(crate) table: Table,
    /// Every total with its parts, also those that follow from others.
    pub(crate) totals: Vec<(CellId, Vec<CellId>)>,
}

/// Numbers that look random (splitmix64).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from `from` to `to`, both among them.
    pub(crate) fn roll(&mut self, from: u64, to: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        from + (mixed ^ (mixed >> 31)) % (to - from + 1)
    }

    /// A count as they are below a district: often none, often few.
    fn count(&mut self) -> u64 {
        match self.roll(0, 9) {
            0 | 1 => 0,
            2..=4 => self.roll(1, 4),
            5 | 6 => self.roll(5, 12),
            _ => self.roll(13, 90),
        }
    }
}

/// Makes a table of a seed.
type Maker = fn(u64) -> Sample;

/// The kinds of tables, by what makes them.
pub(crate) const MAKERS: [(&str, Maker); 8] = [
    ("one_way", one_way),
    ("two_way", two_way),
    ("hierarchy", hierarchy),
    ("linked", linked),
    ("hierarchy_by_year", hierarchy_by_year),
    ("shares", shares),
    ("two_way_saying_all", two_way_saying_all),
    ("two_way_of_few", two_way_of_few),
];

/// The total is wide: that of a whole district.
fn one_way(seed: u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new("one_way", seed);
    let size = dice.roll(2, 14);
    let counts: Vec<u64> = (0..size).map(|_| dice.count()).collect();
    let kind = [Kind::Wide, Kind::Narrow][usize::from(dice.roll(0, 4) == 0)];
    let parts = making.cells(&counts, Kind::Narrow);
    let total = making.table.cell(counts.iter().sum(), kind);
    making.total(total, parts);
    making.done()
}

fn two_way(seed: u64) -> Sample {
    grid("two_way", seed, false, Dice::count)
}

/// Hardly a cell that is not small, so that hidden cells have little room.
fn two_way_of_few(seed: u64) -> Sample {
    grid("two_way_of_few", seed, false, |dice| dice.roll(1, 6))
}

/// Every relation is said, also those that follow from the others.
fn two_way_saying_all(seed: u64) -> Sample {
    grid("two_way_saying_all", seed, true, Dice::count)
}

fn grid(name: &str, seed: u64, says_all: bool, count: fn(&mut Dice) -> u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new(name, seed);
    let (rows, columns) = (dice.roll(2, 7), dice.roll(2, 6));
    let counts: Vec<Vec<u64>> = (0..rows)
        .map(|_| (0..columns).map(|_| count(&mut dice)).collect())
        .collect();
    let inner: Vec<Vec<CellId>> = counts
        .iter()
        .map(|row| making.cells(row, Kind::Narrow))
        .collect();
    let mut margin = Vec::new();
    for row in &inner {
        margin.push(making.sum_of(row, Kind::Narrow));
    }
    let grand = making.sum_of(&margin, Kind::Wide);
    let mut lower = Vec::new();
    for column in 0..inner[0].len() {
        let parts: Vec<CellId> = inner.iter().map(|row| row[column]).collect();
        lower.push(making.sum_of(&parts, Kind::Narrow));
    }
    match says_all {
        true => making.total(grand, lower),
        false => making.follows(grand, lower),
    }
    making.done()
}

/// Province = districts, each = its communes; the districts are wide.
fn hierarchy(seed: u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new("hierarchy", seed);
    let districts: Vec<CellId> = (0..dice.roll(2, 5))
        .map(|_| {
            let counts: Vec<u64> = (0..dice.roll(2, 8)).map(|_| dice.count()).collect();
            let communes = making.cells(&counts, Kind::Narrow);
            making.sum_of(&communes, Kind::Wide)
        })
        .collect();
    making.sum_of(&districts, Kind::Wide);
    making.done()
}

/// One count broken down in several ways, as an indicator is.
fn linked(seed: u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new("linked", seed);
    let counts: Vec<u64> = (0..dice.roll(2, 8)).map(|_| dice.count()).collect();
    let sum = counts.iter().sum();
    let kind = [Kind::Wide, Kind::Narrow][usize::from(dice.roll(0, 2) == 0)];
    let total = making.table.cell(sum, kind);
    let parts = making.cells(&counts, Kind::Narrow);
    making.total(total, parts);
    for _ in 0..dice.roll(1, 4) {
        let mut left = sum;
        let mut counts: Vec<u64> = (0..dice.roll(1, 6))
            .map(|_| {
                let own = dice.count().min(left);
                left -= own;
                own
            })
            .collect();
        counts.push(left);
        let parts = making.cells(&counts, Kind::Narrow);
        making.total(total, parts);
    }
    making.done()
}

/// Communes of districts by year, with the sums of both.
fn hierarchy_by_year(seed: u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new("hierarchy_by_year", seed);
    let years = dice.roll(2, 4) as usize;
    let mut districts = Vec::new();
    for _ in 0..dice.roll(2, 3) {
        let mut communes = Vec::new();
        for _ in 0..dice.roll(2, 4) {
            let counts: Vec<u64> = (0..years).map(|_| dice.count()).collect();
            let mut row = making.cells(&counts, Kind::Narrow);
            row.push(making.sum_of(&row, Kind::Narrow));
            communes.push(row);
        }
        districts.push(making.sums_of_rows(&communes));
    }
    making.sums_of_rows(&districts);
    making.done()
}

/// Parts of wholes by group: what is left of each whole is not printed, but known to be there.
fn shares(seed: u64) -> Sample {
    let mut dice = Dice::new(seed);
    let mut making = Making::new("shares", seed);
    let groups = dice.roll(2, 7);
    let (mut parts, mut wholes) = (Vec::new(), Vec::new());
    for _ in 0..groups {
        let (part, rest) = (dice.count(), dice.count());
        let part = making.table.cell(part, Kind::Narrow);
        let rest = making.table.cell(rest, Kind::Implied);
        wholes.push(making.sum_of(&[part, rest], Kind::Narrow));
        parts.push(part);
    }
    let part = making.sum_of(&parts, Kind::Wide);
    let whole = making.sum_of(&wholes, Kind::Wide);
    let rest = making.table.value(whole) - making.table.value(part);
    let rest = making.table.cell(rest, Kind::ImpliedWide);
    making.total(whole, vec![part, rest]);
    making.done()
}

struct Making {
    name: String,
    table: Table,
    totals: Vec<(CellId, Vec<CellId>)>,
}

impl Making {
    fn new(maker: &str, seed: u64) -> Self {
        Self {
            name: format!("{maker}({seed})"),
            table: Table::default(),
            totals: Vec::new(),
        }
    }

    fn cells(&mut self, counts: &[u64], kind: Kind) -> Vec<CellId> {
        counts
            .iter()
            .map(|count| self.table.cell(*count, kind))
            .collect()
    }

    fn sum_of(&mut self, parts: &[CellId], kind: Kind) -> CellId {
        let sum = parts.iter().map(|part| self.table.value(*part)).sum();
        let total = self.table.cell(sum, kind);
        self.total(total, parts.to_vec());
        total
    }

    /// The sums of every column of rows whose last column is their own total.
    fn sums_of_rows(&mut self, rows: &[Vec<CellId>]) -> Vec<CellId> {
        let sums: Vec<CellId> = (0..rows[0].len())
            .map(|column| {
                let parts: Vec<CellId> = rows.iter().map(|row| row[column]).collect();
                self.sum_of(&parts, Kind::Wide)
            })
            .collect();
        let (total, parts) = sums.split_last().expect("a row has its total");
        self.follows(*total, parts.to_vec());
        sums
    }

    fn total(&mut self, total: CellId, parts: Vec<CellId>) {
        self.table.total(total, &parts).expect("they add up");
        self.totals.push((total, parts));
    }

    /// Readers know it, and it follows from what was said.
    fn follows(&mut self, total: CellId, parts: Vec<CellId>) {
        self.totals.push((total, parts));
    }

    fn done(self) -> Sample {
        Sample {
            name: self.name,
            table: self.table,
            totals: self.totals,
        }
    }
}
