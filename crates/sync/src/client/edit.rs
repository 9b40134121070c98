//! Edits: each makes one numbered op.

use super::{Client, LoggedOp};
use crate::model::{CellEdit, Change, Op, OpKey, Slot, State};
use crate::sorted;
use crate::wire::{SubjectLine, TEXT_LIMIT};

/// A text is longer than [`TEXT_LIMIT`]; no op was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The path of the answer; absent where it is the note of a move.
    pub path: Option<String>,
}

/// What a response was judged with when a person moved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// The form version.
    pub form_hash: &'a str,
    /// The version of the form engine.
    pub engine: &'a str,
}

impl Client {
    /// Starts a response for a slot. `response` is a fresh UUIDv7; `at` the device's time.
    ///
    /// Answers the op to be added to the store.
    pub fn start(&mut self, response: &str, slot: Slot, form_hash: &str, at: &str) -> LoggedOp {
        let form_hash = form_hash.to_owned();
        self.make(response, Change::Start { slot, form_hash }, at)
    }

    /// Sets or clears answers of one response in one edit.
    ///
    /// `seen` is the [revision](crate::Response::revision) of the view the person had on
    /// screen, so that what was pulled meanwhile counts as unseen. Where a path comes twice,
    /// the last value stands. Answers the op to be added to the store.
    ///
    /// # Errors
    ///
    /// [`TooLong`] with the path.
    pub fn answer(
        &mut self,
        response: &str,
        seen: u64,
        answers: impl IntoIterator<Item = (String, Option<String>)>,
        form_hash: &str,
        at: &str,
    ) -> Result<LoggedOp, TooLong> {
        let held = self.responses.get(response).map(|held| &held.response);
        let mut cells: Vec<CellEdit> = Vec::new();
        for (path, value) in answers {
            if value.as_ref().is_some_and(|value| value.len() > TEXT_LIMIT) {
                return Err(TooLong { path: Some(path) });
            }
            if let Some(earlier) = cells.iter_mut().find(|cell| cell.path == path) {
                earlier.value = value;
                continue;
            }
            let base = held.map_or(0, |held| held.cell_revision(&path).min(seen));
            cells.push(CellEdit { path, value, base });
        }
        let change = Change::Answer {
            form_hash: form_hash.to_owned(),
            seen,
            cells,
        };
        Ok(self.make(response, change, at))
    }

    /// Moves a response to another state: submits, returns, checks, approves, locks.
    ///
    /// `seen` as for [`answer`](Self::answer). Answers the op to be added to the store.
    ///
    /// # Errors
    ///
    /// [`TooLong`] for the note.
    pub fn move_to(
        &mut self,
        response: &str,
        to: State,
        seen: u64,
        verdict: Verdict<'_>,
        note: Option<String>,
        at: &str,
    ) -> Result<LoggedOp, TooLong> {
        if note.as_ref().is_some_and(|note| note.len() > TEXT_LIMIT) {
            return Err(TooLong { path: None });
        }
        let held = self.responses.get(response);
        let change = Change::Move {
            to,
            base: held.map_or(0, |held| held.response.state_revision.min(seen)),
            form_hash: verdict.form_hash.to_owned(),
            engine: verdict.engine.to_owned(),
            note,
        };
        Ok(self.make(response, change, at))
    }

    /// Adds an association that the register lacks; the line's id is a fresh
    /// [`provisional_id`](crate::provisional_id). Answers the op to be added to the store.
    pub fn add(&mut self, line: SubjectLine, at: &str) -> LoggedOp {
        let id = line.id.clone();
        self.make(&id, Change::Add { line }, at)
    }

    /// Says which line of a round's register a provisional association is, a new one or one that
    /// is there. Answers the op to be added to the store.
    pub fn settle(
        &mut self,
        provisional: &str,
        round: &str,
        line: &str,
        is_new: bool,
        at: &str,
    ) -> LoggedOp {
        let change = Change::Settle {
            round: round.to_owned(),
            line: line.to_owned(),
            is_new,
        };
        self.make(provisional, change, at)
    }

    fn make(&mut self, response: &str, change: Change, at: &str) -> LoggedOp {
        let lineage = self.device.current();
        let op = Op {
            n: self.last_number(lineage) + 1,
            at: at.to_owned(),
            response: response.to_owned(),
            change,
            after: self.seen_of_others(response, lineage.epoch),
        };
        let logged = LoggedOp {
            epoch: lineage.epoch,
            op,
            outcome: None,
            is_covered: false,
            is_dismissed: false,
        };
        sorted::insert(&mut self.unsaved, logged.key());
        self.index.note(&logged);
        self.ops.put(logged.clone());
        logged
    }

    /// The last op on a response of each other lineage that shows and has no revision here yet.
    fn seen_of_others(&self, response: &str, current: u32) -> Vec<OpKey> {
        let mut seen: Vec<OpKey> = Vec::new();
        let others = self.index.open(response).into_iter();
        for (epoch, n) in others.filter(|(epoch, _)| *epoch != current) {
            let mut lineages = self.device.lineages.iter();
            let Some(lineage) = lineages.find(|lineage| lineage.epoch == epoch) else {
                continue;
            };
            let (device, epoch) = self.device.name_of(lineage);
            // Ops come in order: a later one of the same lineage stands for those before it.
            if let Some(last) = seen.last_mut()
                && (last.device.as_str(), last.epoch) == (device, epoch)
            {
                last.n = n;
                continue;
            }
            let device = device.to_owned();
            seen.push(OpKey { device, epoch, n });
        }
        seen
    }
}
