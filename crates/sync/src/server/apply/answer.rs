//! Answers: the cell rule while a response is open, corrections afterwards.

use super::{Applied, Arriving, unchanged};
use crate::cell::{self, Arrival, Sight, continues};
use crate::model::{CellEdit, CellVersion, OpResult, Reason, Response, Why};
use crate::sorted;
use crate::transition;
use crate::wire::TEXT_LIMIT;

impl Arriving<'_> {
    pub(super) fn answer(
        &self,
        mut record: Response,
        form_hash: &str,
        seen: u64,
        edits: &[CellEdit],
    ) -> Applied {
        let reasons = self.refuse_answer(&record, form_hash, edits);
        if !reasons.is_empty() {
            return unchanged(Some(record), OpResult::Quarantined { reasons });
        }
        if !transition::is_open(record.state) {
            return self.propose(record, edits);
        }
        let has_moved_on = self.has_moved_on(&record, seen, edits);
        let mut is_known = true;
        let mut is_applied = false;
        let mut conflicts = Vec::new();
        for edit in edits {
            let version = self.version(edit);
            let sight = Sight {
                base: edit.base,
                after: &self.op.after,
            };
            cell::settle(&mut record.corrections, &edit.path, &version, sight);
            let there = record.cells.get(&edit.path).cloned();
            let (cell, arrival) = cell::arrive(there, version, sight);
            record.cells.insert(edit.path.clone(), cell);
            is_known &= arrival == Arrival::Known;
            is_applied |= arrival == Arrival::Accepted;
            if arrival == Arrival::Conflict {
                conflicts.push(edit.path.clone());
            }
        }
        if is_known {
            return unchanged(Some(record), OpResult::NoOp);
        }
        form_hash.clone_into(&mut record.form_hash);
        let is_answered = |path: &str| edits.iter().any(|edit| edit.path == path);
        let still_holds = |reason: &Reason| !reason.path.as_deref().is_some_and(is_answered);
        record.held.retain(still_holds);
        let result = if !conflicts.is_empty() {
            OpResult::Conflict { paths: conflicts }
        } else if !is_applied {
            OpResult::NoOp
        } else if has_moved_on {
            OpResult::Merged
        } else {
            OpResult::Applied
        };
        self.changed(record, result)
    }

    /// Keeps answers that arrive after a submit as corrections.
    fn propose(&self, mut record: Response, edits: &[CellEdit]) -> Applied {
        let before = record.corrections.clone();
        let mut reasons = Vec::new();
        for edit in edits {
            let there = record.cells.get(&edit.path);
            let version = self.version(edit);
            let arrival = cell::propose(there, &mut record.corrections, &edit.path, version);
            if arrival == Arrival::Accepted {
                reasons.push(Reason::at(&edit.path, Why::Correction));
            }
        }
        let result = if reasons.is_empty() {
            OpResult::NoOp
        } else {
            OpResult::Held { reasons }
        };
        if record.corrections == before {
            unchanged(Some(record), result)
        } else {
            self.changed(record, result)
        }
    }

    fn refuse_answer(&self, record: &Response, form_hash: &str, edits: &[CellEdit]) -> Vec<Reason> {
        let slot = &record.slot;
        if !self.judge.may_write(slot, Some(&record.author)) {
            return vec![Reason::whole(Why::NoRight)];
        }
        if !self.judge.knows_form(slot, form_hash) {
            return vec![Reason::whole(Why::UnknownForm)];
        }
        let mut paths = Vec::new();
        let whys = edits.iter().map(|edit| {
            let value = edit.value.as_deref();
            if !sorted::insert(&mut paths, edit.path.as_str()) {
                Some(Why::Malformed)
            } else if value.is_some_and(|value| value.len() > TEXT_LIMIT) {
                Some(Why::TooLarge)
            } else {
                self.judge.cell(slot, form_hash, &edit.path, value)
            }
        });
        let reasons = edits.iter().zip(whys);
        reasons
            .filter_map(|(edit, why)| Some(Reason::at(&edit.path, why?)))
            .collect()
    }

    /// Whether somebody else changed other cells since the person looked.
    fn has_moved_on(&self, record: &Response, seen: u64, edits: &[CellEdit]) -> bool {
        let is_edited = |path: &str| edits.iter().any(|edit| edit.path == path);
        let key = self.key();
        record.cells.iter().any(|(path, cell)| {
            let by = &cell.counted.op;
            let is_own = by.device == key.device && by.epoch == key.epoch;
            let is_seen = is_own || self.op.after.iter().any(|last| continues(last, by));
            cell.counted.revision > seen && !is_seen && !is_edited(path)
        })
    }

    fn version(&self, edit: &CellEdit) -> CellVersion {
        CellVersion {
            value: edit.value.clone(),
            revision: self.context.revision,
            author: self.context.author.to_owned(),
            op: self.key(),
            at: self.op.at.clone(),
        }
    }
}
