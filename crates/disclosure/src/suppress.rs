//! Decides which cells are hidden: those that are small, and as few others as protect them.

mod moves;
mod protect;

use crate::table::{CellId, Table};
use protect::Protector;

/// When a count is small, and how well it is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The smallest count of persons that is printed where it is narrow, e.g. 5; 0 is printed too.
    ///
    /// It is also how well a hidden count is protected: whoever knows everything that is printed, how
    /// it adds up, and that no hidden cell is 0, finds at least so many counts possible, and at least
    /// one of them is not small.
    pub smallest: u32,
}

/// What happens to a cell when the table is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is printed (or told by what is printed).
    Shown,
    /// It is hidden because it is small.
    Primary,
    /// It is hidden because it would tell a hidden one.
    Complementary,
}

impl Status {
    /// Whether the cell is hidden. Readers are never told why: that would tell how small it is.
    pub fn is_hidden(self) -> bool {
        self != Self::Shown
    }
}

/// Which cells of a table are hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    statuses: Vec<Status>,
}

impl Suppression {
    /// What happens to a cell.
    pub fn status(&self, cell: CellId) -> Status {
        self.statuses[cell.0]
    }

    /// How many cells are hidden because they are small, and how many to protect them.
    pub fn counts(&self) -> (usize, usize) {
        let of = |status| self.statuses.iter().filter(|own| **own == status).count();
        (of(Status::Primary), of(Status::Complementary))
    }
}

/// Hides the small cells of a table and as few others as it finds to protect them.
///
/// The same table gives the same cells. A cell of 0 is neither hidden nor made use of: nobody stands
/// behind it, and readers often know beforehand that it is 0. For every small cell the table is
/// changed into another one that looks the same to readers, as often as the rule asks; so what is
/// hidden is enough, whatever the relations are, and what is not proved is hidden with everything
/// that it is related to.
pub fn suppress(table: &Table, rule: Rule) -> Suppression {
    let smallest = i64::from(rule.smallest);
    let is_small = |cell: &CellId| {
        let value = table.values()[cell.0];
        table.kind(*cell).is_narrow() && 0 < value && value < smallest
    };
    let mut small: Vec<usize> = table.cells().filter(is_small).map(|cell| cell.0).collect();
    let mut protector = Protector::new(table, smallest, &small);
    // Those that need most come first; what protects them often protects the others.
    small.sort_by_key(|cell| (table.values()[*cell], *cell));
    for cell in &small {
        protector.protect(*cell);
    }
    protector.show_what_is_not_needed();
    let statuses = table.cells().map(|cell| match protector.is_hidden(cell.0) {
        false => Status::Shown,
        true if is_small(&cell) => Status::Primary,
        true => Status::Complementary,
    });
    Suppression {
        statuses: statuses.collect(),
    }
}
