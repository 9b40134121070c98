//! The cheapest way to change one cell so that everything still adds up.
//!
//! A cell that changes by one leaves its relations out of balance. A relation is balanced again by
//! one other cell, which leaves its own other relations out of balance, and so on until a cell is met
//! that stands in no other, or an imbalance that is there anyway and the other way round. The cheapest
//! such tree is found as Dijkstra finds paths, for trees instead of paths (D. E. Knuth, "A
//! generalization of Dijkstra's algorithm", Information Processing Letters 6(1), 1977, 1–5). In two-way
//! tables the trees are the paths of J. Castro, "A shortest-paths heuristic for statistical data
//! protection in positive tables", INFORMS Journal on Computing 19(4), 2007, 520–533.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::table::Table;

/// How a table changes: how much each cell does; every relation is in balance.
pub(super) type Move = BTreeMap<usize, i64>;

/// How many trees are put together for one move before it is given up.
const MOST_TREES: usize = 12;
/// How many cells a move has before it is given up.
const MOST_STEPS: usize = 4_096;

/// The cost of what cannot be done; two of it can still be added up.
const FAR: u64 = u64::MAX / 4;

/// The cost of a cell that moves in a direction (`1` or `-1`); nothing where it cannot.
pub(super) type Cost<'c> = &'c dyn Fn(usize, i64) -> Option<u64>;

/// What balances a relation.
#[derive(Clone, Copy)]
enum Closing {
    /// A cell that moves in a direction.
    Cell(usize, i64),
    /// The imbalance is there the other way round too.
    Cancelled,
}

/// Which cells may move.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Reach {
    /// Those that readers do not see.
    Unseen,
    /// Any of them; one that is seen is hidden then.
    Any,
}

/// Looks for moves; holds what is used again from one search to the next.
pub(super) struct Moves<'t> {
    table: &'t Table,
    /// The cells of each relation that readers do not see, with their sign.
    unseen: Vec<Vec<(usize, i64)>>,
    /// The cells that stand in one relation alone; those of them that readers do not see.
    leaves: Vec<usize>,
    unseen_leaves: Vec<usize>,
    /// By node (a relation that is out of balance, one up or one down): the cost of balancing it, how,
    /// and whether there is none cheaper.
    costs: Vec<u64>,
    closings: Vec<Option<Closing>>,
    are_final: Vec<bool>,
    /// By cell and direction: of how many of its relations the cost is known, and their sum.
    known: Vec<(usize, u64)>,
    queue: BinaryHeap<Reverse<(u64, usize)>>,
    goal: usize,
    /// What is to be cleared before the next search.
    touched: Vec<usize>,
    known_touched: Vec<usize>,
}

impl<'t> Moves<'t> {
    pub(super) fn new(table: &'t Table) -> Self {
        let nodes = table.relations().len() * 2;
        Self {
            table,
            unseen: vec![Vec::new(); table.relations().len()],
            leaves: (0..table.values().len())
                .filter(|cell| table.places(*cell).len() == 1)
                .collect(),
            unseen_leaves: Vec::new(),
            costs: vec![u64::MAX; nodes],
            closings: vec![None; nodes],
            are_final: vec![false; nodes],
            known: vec![(0, 0); table.values().len() * 2],
            queue: BinaryHeap::new(),
            goal: 0,
            touched: Vec::new(),
            known_touched: Vec::new(),
        }
    }

    /// Says whether readers see a cell; at the beginning they see all.
    pub(super) fn set_unseen(&mut self, cell: usize, is_unseen: bool) {
        if self.table.places(cell).len() == 1 {
            self.unseen_leaves.retain(|own| *own != cell);
            if is_unseen {
                self.unseen_leaves.push(cell);
            }
        }
        for (relation, sign) in self.table.places(cell) {
            let unseen = &mut self.unseen[*relation];
            unseen.retain(|(own, _)| *own != cell);
            if is_unseen {
                unseen.push((cell, *sign));
            }
        }
    }

    /// A cheap move that changes `cell` by `direction` (`1` or `-1`) and itself no further; nothing
    /// where none is found.
    pub(super) fn find(
        &mut self,
        cell: usize,
        direction: i64,
        reach: Reach,
        cost: Cost<'_>,
    ) -> Option<Move> {
        let cost = |own: usize, way: i64| (own != cell).then(|| cost(own, way)).flatten();
        let mut found = Move::from([(cell, direction)]);
        for _ in 0..MOST_TREES {
            let open = self.open(&found);
            let Some(&(relation, imbalance)) = open.first() else {
                return Some(found);
            };
            let goal = node(relation, imbalance);
            // What is unseen costs nothing, so it does not matter in how many trees.
            let apart = match (&open[1..], reach) {
                ([(relation, imbalance), ..], Reach::Any) => {
                    let other = node(*relation, *imbalance);
                    self.search(other, &[], 0, reach, &cost).unwrap_or(FAR)
                }
                _ => 0,
            };
            self.search(goal, &open[1..], apart, reach, &cost)?;
            self.take(goal, &mut found)?;
            found.retain(|_, change| *change != 0);
        }
        self.open(&found).is_empty().then_some(found)
    }

    /// The relations that a change leaves out of balance, each with the direction.
    fn open(&self, found: &Move) -> Vec<(usize, i64)> {
        let mut open: BTreeMap<usize, i64> = BTreeMap::new();
        for (cell, change) in found {
            for (relation, sign) in self.table.places(*cell) {
                *open.entry(*relation).or_default() += sign * change;
            }
        }
        let signed = open
            .into_iter()
            .map(|(relation, by)| (relation, by.signum()));
        signed.filter(|(_, by)| *by != 0).collect()
    }

    /// Finds the cheapest tree that balances `goal`, and what it costs; nothing where there is none.
    ///
    /// An imbalance among `open` is met for nothing; a tree that meets none pays `apart` for it.
    fn search(
        &mut self,
        goal: usize,
        open: &[(usize, i64)],
        apart: u64,
        reach: Reach,
        cost: Cost<'_>,
    ) -> Option<u64> {
        self.clear();
        self.goal = goal;
        for (relation, imbalance) in open {
            self.offer(node(*relation, -imbalance), 0, Closing::Cancelled);
        }
        let leaves = match reach {
            Reach::Any => std::mem::take(&mut self.leaves),
            Reach::Unseen => std::mem::take(&mut self.unseen_leaves),
        };
        for cell in &leaves {
            let cell = *cell;
            let (relation, sign) = self.table.places(cell)[0];
            for way in [1, -1] {
                if let Some(cost) = cost(cell, way) {
                    let balanced = node(relation, -way * sign);
                    let cost = cost.saturating_add(apart);
                    self.offer(balanced, cost, Closing::Cell(cell, way));
                }
            }
        }
        match reach {
            Reach::Any => self.leaves = leaves,
            Reach::Unseen => self.unseen_leaves = leaves,
        }
        while let Some(Reverse((own, at))) = self.queue.pop() {
            if std::mem::replace(&mut self.are_final[at], true) {
                continue;
            }
            if at == goal {
                return Some(own);
            }
            match reach {
                Reach::Any => {
                    for (cell, sign) in &self.table.relations()[at / 2] {
                        self.spread(at, own, *cell, *sign, cost);
                    }
                }
                Reach::Unseen => {
                    for place in 0..self.unseen[at / 2].len() {
                        let (cell, sign) = self.unseen[at / 2][place];
                        self.spread(at, own, cell, sign, cost);
                    }
                }
            }
        }
        None
    }

    fn clear(&mut self) {
        for at in self.touched.drain(..) {
            self.costs[at] = u64::MAX;
            self.closings[at] = None;
            self.are_final[at] = false;
        }
        for way in self.known_touched.drain(..) {
            self.known[way] = (0, 0);
        }
        self.queue.clear();
    }

    /// Tells a cell of a relation that leaves it in this state what balancing it costs.
    fn spread(&mut self, at: usize, own: u64, cell: usize, sign: i64, cost: Cost<'_>) {
        let places = self.table.places(cell);
        let way = direction(at) * sign;
        match places {
            // Most cells stand in two relations: a step of a path.
            [first, second] => {
                let (relation, sign) = match first.0 == at / 2 {
                    true => second,
                    false => first,
                };
                let balanced = node(*relation, -way * sign);
                if own < self.costs[balanced].min(self.costs[self.goal])
                    && let Some(step) = cost(cell, way)
                {
                    self.offer(balanced, own.saturating_add(step), Closing::Cell(cell, way));
                }
                return;
            }
            [] | [_] => return,
            _ => {}
        }
        let Some(step) = cost(cell, way) else {
            return;
        };
        let place = cell * 2 + usize::from(way > 0);
        let known = &mut self.known[place];
        if known.0 == 0 {
            self.known_touched.push(place);
        }
        known.0 += 1;
        known.1 = known.1.saturating_add(own);
        let (count, sum) = *known;
        if count + 1 < places.len() {
            return;
        }
        // The cell balances a relation once the costs of all its others are known.
        for (relation, sign) in places {
            let left = node(*relation, way * sign);
            let others = match (count == places.len(), self.are_final[left]) {
                (true, _) => sum.saturating_sub(self.costs[left]),
                (false, false) => sum,
                (false, true) => continue,
            };
            let balanced = node(*relation, -way * sign);
            let whole = others.saturating_add(step);
            self.offer(balanced, whole, Closing::Cell(cell, way));
        }
    }

    fn offer(&mut self, at: usize, cost: u64, closing: Closing) {
        // What costs as much as the goal comes after it.
        if !self.are_final[at] && cost < self.costs[at] && cost < self.costs[self.goal] {
            if self.closings[at].is_none() {
                self.touched.push(at);
            }
            self.costs[at] = cost;
            self.closings[at] = Some(closing);
            self.queue.push(Reverse((cost, at)));
        }
    }

    /// Adds the tree below a node to a move.
    fn take(&self, goal: usize, found: &mut Move) -> Option<()> {
        let mut waiting = vec![goal];
        let mut steps = 0;
        while let Some(at) = waiting.pop() {
            steps += 1;
            match self.closings[at] {
                _ if steps > MOST_STEPS => return None,
                None => return None,
                Some(Closing::Cancelled) => {}
                Some(Closing::Cell(cell, way)) => {
                    *found.entry(cell).or_default() += way;
                    for (relation, sign) in self.table.places(cell) {
                        if *relation != at / 2 {
                            waiting.push(node(*relation, way * sign));
                        }
                    }
                }
            }
        }
        Some(())
    }
}

/// A relation whose cells make one more or one less than 0.
fn node(relation: usize, imbalance: i64) -> usize {
    relation * 2 + usize::from(imbalance > 0)
}

fn direction(node: usize) -> i64 {
    if node % 2 == 1 { 1 } else { -1 }
}
