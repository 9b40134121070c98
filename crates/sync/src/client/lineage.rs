//! Which numbers the server has, and what to do where it disagrees.

use super::dirty::Dirty;
use super::{Client, Key, Lineage, LoggedOp};
use crate::sorted;

impl Client {
    /// Begins a new lineage where the server holds ops of the present one that this store does
    /// not: it was set back to an older copy, and new ops must not take their numbers. Ops that
    /// are pending go first under the old one: the server tells whether it knows them.
    pub(super) fn leave_a_lineage_the_server_knows_better(
        &mut self,
        place: usize,
        acknowledged: u64,
    ) {
        let lineage = &self.device.lineages[place];
        let is_current = lineage.epoch == self.device.current().epoch;
        let is_behind = acknowledged > lineage.acknowledged;
        if is_current && is_behind && self.pending_of(lineage).next().is_none() {
            self.begin_lineage();
        }
    }

    /// Begins to number under a name that was never used.
    pub(super) fn begin_lineage(&mut self) -> u32 {
        let epoch = self.device.free_epoch();
        self.device.lineages.push(Lineage::of_this_device(epoch));
        epoch
    }

    /// Makes ops pending again from a number on, because the server does not hold them (any
    /// more). Where some of them are gone from here too, the others get a new lineage: the
    /// numbers between can never be filled. Those of another device wait instead: it has what is
    /// missing, and fills the gap when it comes. Answers whether anything changed.
    pub(super) fn go_back(&mut self, place: usize, expected: u64, dirty: &mut Dirty) -> bool {
        let lineage = &self.device.lineages[place];
        let (epoch, acknowledged) = (lineage.epoch, lineage.acknowledged);
        let first_pending = self.pending_of(lineage).next().map(LoggedOp::key);
        let wanted = expected..=acknowledged;
        let has_all = wanted.clone().all(|n| self.ops.get((epoch, n)).is_some());
        let is_past_the_queue = first_pending.is_some_and(|(_, n)| n > acknowledged + 1);
        if !has_all || is_past_the_queue {
            if self.device.lineages[place].origin.is_none() {
                return self.renumber(place, expected, dirty);
            }
            return sorted::insert(&mut self.waiting, epoch);
        }
        if wanted.is_empty() {
            return false;
        }
        for n in wanted {
            self.reopen((epoch, n), dirty);
        }
        self.device.lineages[place].acknowledged = expected.max(1) - 1;
        true
    }

    /// Gives the ops of a lineage from a number on new numbers in a new lineage. Answers
    /// whether there were any.
    pub(super) fn renumber(&mut self, place: usize, from: u64, dirty: &mut Dirty) -> bool {
        let epoch = self.device.lineages[place].epoch;
        let keys: Vec<Key> = self
            .ops
            .range((epoch, from)..=(epoch, u64::MAX))
            .map(LoggedOp::key)
            .collect();
        if keys.is_empty() {
            return false;
        }
        let next = self.begin_lineage();
        for (key, n) in keys.into_iter().zip(1..) {
            let Some(mut logged) = self.ops.remove(key) else {
                continue;
            };
            self.index.forget(&logged);
            dirty.op(key);
            logged.epoch = next;
            logged.op.n = n;
            let key = logged.key();
            self.ops.put(logged);
            self.reopen(key, dirty);
        }
        self.unsaved.retain(|key| key.0 != epoch || key.1 < from);
        let lineage = &mut self.device.lineages[place];
        lineage.acknowledged = lineage.acknowledged.min(from.max(1) - 1);
        true
    }

    /// Makes an op pending again.
    pub(super) fn reopen(&mut self, key: Key, dirty: &mut Dirty) {
        if let Some(logged) = self.ops.get_mut(key) {
            logged.outcome = None;
            logged.is_covered = false;
            self.index.note(logged);
            dirty.op(key);
        }
    }
}
