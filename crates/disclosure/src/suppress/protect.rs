//! Protects small cells one by one, and shows again what turned out not to be needed.

use std::collections::BTreeSet;

use super::moves::{Move, Moves, Reach};
use crate::table::Table;

/// What hiding one more cell costs, beyond which its size only decides between equals.
const CELL: u64 = 1 << 32;
/// What a cell costs that is hidden already: enough to prefer short ways.
const HIDDEN: u64 = 1;

/// Protects small cells.
pub(super) struct Protector<'t> {
    table: &'t Table,
    smallest: i64,
    /// The cells that readers do not see.
    are_unseen: Vec<bool>,
    small: Vec<usize>,
    /// By cell: those that its protection makes use of.
    used: Vec<BTreeSet<usize>>,
    moves: Moves<'t>,
    /// Another table that looks the same to readers, and the cells in which it differs.
    values: Vec<i64>,
    changed: Vec<usize>,
}

/// How far a small cell is from its true count in other tables that look the same to readers.
struct Range {
    up: i64,
    down: i64,
    used: BTreeSet<usize>,
}

impl<'t> Protector<'t> {
    /// Hides the small cells, protected or not.
    pub(super) fn new(table: &'t Table, smallest: i64, small: &[usize]) -> Self {
        let mut protector = Self {
            table,
            smallest,
            are_unseen: vec![false; table.values().len()],
            small: small.to_vec(),
            used: vec![BTreeSet::new(); table.values().len()],
            moves: Moves::new(table),
            values: table.values().to_vec(),
            changed: Vec::new(),
        };
        let cells = 0..table.values().len();
        let implied = cells.filter(|cell| !table.is_printed(*cell));
        for cell in implied.chain(small.iter().copied()) {
            protector.set_unseen(cell, true);
        }
        protector
    }

    fn set_unseen(&mut self, cell: usize, is_unseen: bool) {
        if std::mem::replace(&mut self.are_unseen[cell], is_unseen) != is_unseen {
            self.moves.set_unseen(cell, is_unseen);
        }
    }

    /// Whether a printed cell is hidden.
    pub(super) fn is_hidden(&self, cell: usize) -> bool {
        self.are_unseen[cell] && self.table.is_printed(cell)
    }

    /// Hides what it takes to protect a small cell.
    pub(super) fn protect(&mut self, cell: usize) {
        let range = self.range(cell, Reach::Any);
        if self.is_enough(cell, &range) {
            self.used[cell] = range.used;
        } else {
            // The whole table, as many times over as one likes, adds up as well and has the same zeros.
            let related = self.related(cell);
            for own in &related {
                if self.table.values()[*own] > 0 {
                    self.set_unseen(*own, true);
                }
            }
            self.used[cell] = related;
        }
    }

    /// Shows hidden cells again, the largest first, where all small ones stay protected.
    pub(super) fn show_what_is_not_needed(&mut self) {
        let is_small: BTreeSet<usize> = self.small.iter().copied().collect();
        let mut others: Vec<usize> = (0..self.are_unseen.len())
            .filter(|cell| self.is_hidden(*cell) && !is_small.contains(cell))
            .collect();
        others.sort_by_key(|cell| (-self.table.values()[*cell], *cell));
        for cell in others {
            self.set_unseen(cell, false);
            let of = self.small.iter().copied();
            let of: Vec<usize> = of.filter(|own| self.used[*own].contains(&cell)).collect();
            let mut ranges = Vec::new();
            let is_needed = of.into_iter().any(|own| {
                let range = self.range(own, Reach::Unseen);
                let is_enough = self.is_enough(own, &range);
                ranges.push((own, range));
                !is_enough
            });
            if is_needed {
                self.set_unseen(cell, true);
            } else {
                for (own, range) in ranges {
                    self.used[own] = range.used;
                }
            }
        }
    }

    /// As many counts are possible as the rule asks for, one of them not small.
    fn is_enough(&self, cell: usize, range: &Range) -> bool {
        let value = self.table.values()[cell];
        value + range.up >= self.smallest && range.up + range.down + 1 >= self.smallest
    }

    fn range(&mut self, cell: usize, reach: Reach) -> Range {
        let mut range = Range {
            up: 0,
            down: 0,
            used: BTreeSet::new(),
        };
        let truth = self.table.values()[cell];
        let wanted = self.smallest - truth;
        range.up = self.walk(cell, 1, wanted, reach, &mut range.used);
        if !self.is_enough(cell, &range) {
            let above = self.stand_at_truth();
            let wanted = (self.smallest - 1 - range.up).min(truth - self.least(cell));
            range.down = self.walk(cell, -1, wanted, Reach::Unseen, &mut range.used);
            self.stand_at_truth();
            for (own, value) in above {
                self.put(own, value);
            }
        }
        if !self.is_enough(cell, &range) {
            let wanted = self.smallest - 1 - range.up - range.down;
            range.up += self.walk(cell, 1, wanted, reach, &mut range.used);
        }
        self.stand_at_truth();
        range
    }

    /// Moves a cell by as much as is wanted or can be; answers how much.
    fn walk(
        &mut self,
        cell: usize,
        direction: i64,
        wanted: i64,
        reach: Reach,
        used: &mut BTreeSet<usize>,
    ) -> i64 {
        let mut done = 0;
        while done < wanted {
            let left = wanted - done;
            let mut step = self.step(cell, direction, left, Reach::Unseen);
            if step.is_none() && reach == Reach::Any {
                step = self.step(cell, direction, left, Reach::Any);
            }
            let Some((step, by)) = step else {
                break;
            };
            for (own, change) in step {
                self.put(own, self.values[own] + change * by);
                self.set_unseen(own, true);
                used.insert(own);
            }
            done += by;
        }
        done
    }

    fn put(&mut self, cell: usize, value: i64) {
        self.values[cell] = value;
        self.changed.push(cell);
    }

    /// Goes back to the true table; answers where cells were.
    fn stand_at_truth(&mut self) -> Vec<(usize, i64)> {
        let changed = std::mem::take(&mut self.changed);
        let were = changed.iter().map(|cell| (*cell, self.values[*cell]));
        let were: Vec<(usize, i64)> = were.collect();
        for cell in changed {
            self.values[cell] = self.table.values()[cell];
        }
        were
    }

    /// The cheapest move, and how often it can be made.
    fn step(
        &mut self,
        cell: usize,
        direction: i64,
        wanted: i64,
        reach: Reach,
    ) -> Option<(Move, i64)> {
        let (table, are_unseen, values) = (self.table, &self.are_unseen, &self.values);
        let room = |own: usize| values[own] - i64::from(table.is_printed(own));
        let cost = |own: usize, way: i64| {
            if way < 0 && room(own) < 1 {
                return None;
            }
            if are_unseen[own] {
                return Some(HIDDEN);
            }
            let value = table.values()[own];
            if reach == Reach::Unseen || value == 0 {
                return None;
            }
            // One that has not enough of itself needs others beside it.
            let is_short = way < 0 && room(own) < wanted;
            let size = value.unsigned_abs().min(1 << 20);
            Some(CELL + size + if is_short { CELL / 2 } else { 0 })
        };
        let found = self.moves.find(cell, direction, reach, &cost)?;
        let falling = found.iter().filter(|(_, change)| **change < 0);
        let most = falling.map(|(own, change)| room(*own) / -change).min();
        let by = most.unwrap_or(wanted).min(wanted);
        (by > 0).then_some((found, by))
    }

    /// The smallest count that readers hold possible for a cell that they do not see: they see the
    /// zeros.
    fn least(&self, cell: usize) -> i64 {
        i64::from(self.table.is_printed(cell))
    }

    /// Every cell that relations join to this one.
    fn related(&self, cell: usize) -> BTreeSet<usize> {
        let mut related = BTreeSet::from([cell]);
        let mut waiting = vec![cell];
        while let Some(own) = waiting.pop() {
            for (relation, _) in self.table.places(own) {
                for (other, _) in &self.table.relations()[*relation] {
                    if related.insert(*other) {
                        waiting.push(*other);
                    }
                }
            }
        }
        related
    }
}
