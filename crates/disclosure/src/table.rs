//! A table before it is published: counts, and which of them add up to which.

/// A cell of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellId(pub(crate) usize);

/// What a cell is to those who read the published table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Printed; hidden where its count is small.
    Narrow,
    /// Printed, however small its count is; it may be hidden to protect another cell.
    Wide,
    /// Not printed, but what is printed tells it: what is left of a whole. Its count is protected
    /// where it is small.
    Implied,
    /// Not printed, what is printed tells it, and everybody may know it.
    ImpliedWide,
}

impl Kind {
    /// Whether readers see the cell, unless it is hidden.
    pub fn is_printed(self) -> bool {
        matches!(self, Self::Narrow | Self::Wide)
    }

    /// Whether a small count in it is to be protected.
    pub fn is_narrow(self) -> bool {
        matches!(self, Self::Narrow | Self::Implied)
    }
}

/// The parts of a total do not make it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the parts make {parts}, the total is {total}")]
pub struct NotTheSum {
    /// The sum of the parts.
    pub parts: u64,
    /// The total.
    pub total: u64,
}

/// Counts, and which of them add up to which.
///
/// A one-way table has one relation. A two-way table has one a row and one a column; a hierarchy one
/// for each total of each level. One cell may stand in several relations, which is how tables are
/// linked that print the same count. A relation that others imply need not be said; saying it is no
/// mistake, but more may be hidden than has to be.
///
/// ```
/// use sohoi_disclosure::{Kind, Rule, Status, Table, suppress};
///
/// let mut table = Table::default();
/// let total = table.cell(60, Kind::Wide);
/// let parts = [3, 40, 17].map(|count| table.cell(count, Kind::Narrow));
/// table.total(total, &parts).unwrap();
///
/// let suppression = suppress(&table, Rule { smallest: 5 });
/// assert_eq!(suppression.status(parts[0]), Status::Primary);
/// assert_eq!(suppression.status(parts[2]), Status::Complementary);
/// assert_eq!(suppression.status(parts[1]), Status::Shown);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Table {
    values: Vec<i64>,
    kinds: Vec<Kind>,
    /// The cells of each relation with their sign: parts `1`, the total `-1`; they make 0.
    relations: Vec<Vec<(usize, i64)>>,
    /// The relations of each cell with its sign there.
    places: Vec<Vec<(usize, i64)>>,
}

impl Table {
    /// Adds a cell. A count beyond what can be added up safely (2^53) is held as 2^53.
    pub fn cell(&mut self, value: u64, kind: Kind) -> CellId {
        let value = value.min(1 << 53);
        self.values.push(i64::try_from(value).unwrap_or(1 << 53));
        self.kinds.push(kind);
        self.places.push(Vec::new());
        CellId(self.values.len() - 1)
    }

    /// Says that `parts` add up to `total`.
    ///
    /// # Errors
    ///
    /// Where they do not; nothing is said then.
    pub fn total(&mut self, total: CellId, parts: &[CellId]) -> Result<(), NotTheSum> {
        let sum: i128 = parts.iter().map(|it| i128::from(self.values[it.0])).sum();
        if sum != i128::from(self.values[total.0]) {
            return Err(NotTheSum {
                parts: u64::try_from(sum).unwrap_or(u64::MAX),
                total: self.value(total),
            });
        }
        let relation = self.relations.len();
        let signed = parts.iter().map(|part| (part.0, 1));
        let cells: Vec<(usize, i64)> = signed.chain([(total.0, -1)]).collect();
        for (cell, sign) in &cells {
            self.places[*cell].push((relation, *sign));
        }
        self.relations.push(cells);
        Ok(())
    }

    /// The count of a cell.
    pub fn value(&self, cell: CellId) -> u64 {
        self.values[cell.0].unsigned_abs()
    }

    /// What a cell is to readers.
    pub fn kind(&self, cell: CellId) -> Kind {
        self.kinds[cell.0]
    }

    /// Every cell, in the order of adding.
    pub fn cells(&self) -> impl Iterator<Item = CellId> + use<> {
        (0..self.values.len()).map(CellId)
    }

    pub(crate) fn values(&self) -> &[i64] {
        &self.values
    }

    pub(crate) fn is_printed(&self, cell: usize) -> bool {
        self.kinds[cell].is_printed()
    }

    pub(crate) fn relations(&self) -> &[Vec<(usize, i64)>] {
        &self.relations
    }

    pub(crate) fn places(&self, cell: usize) -> &[(usize, i64)] {
        &self.places[cell]
    }
}
