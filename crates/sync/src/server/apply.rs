//! What an op does to the record of its response.

use std::collections::BTreeSet;

use crate::cell::{self, Arrival};
use crate::model::{
    CellEdit, CellVersion, Change, Moved, Op, OpKey, OpResult, Reason, Response, Slot, State, Why,
};
use crate::server::admission::is_id;
use crate::transition;
use crate::wire::{OpOutcome, Role, TEXT_LIMIT};

/// Who brings an op, and the revision it will have.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The account that is signed in.
    pub author: &'a str,
    /// What the account may do.
    pub role: Role,
    /// The device.
    pub device: &'a str,
    /// The device's lineage.
    pub epoch: u32,
    /// The revision that this op takes if it changes anything: above every one before it.
    pub revision: u64,
}

/// What the server knows about forms, register and rights, and this crate does not.
pub trait Judge {
    /// Whether the register has the subject and the round the form.
    fn knows_slot(&self, slot: &Slot) -> bool;

    /// Whether the account may fill in this slot; `started_by` is the account that started the
    /// response, absent while it is being started.
    fn may_write(&self, slot: &Slot, started_by: Option<&str>) -> bool;

    /// Whether the slot is in the scope in which the account checks, returns and approves.
    fn may_review(&self, slot: &Slot) -> bool;

    /// Whether the form version is known and belongs to the slot.
    fn knows_form(&self, slot: &Slot, form_hash: &str) -> bool;

    /// What is wrong with a value at a path under a known form version: path, type, size.
    fn cell(&self, slot: &Slot, form_hash: &str, path: &str, value: Option<&str>) -> Option<Why>;

    /// What stands in the way of submitting the response as it is, under its `form_hash`.
    fn whole(&self, response: &Response) -> Vec<Reason>;
}

/// What became of an op.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// The record after the op; absent where there is none.
    pub response: Option<Response>,
    /// What to store with the op and answer, now and at every replay.
    pub result: OpResult,
    /// Whether the record changed, so that it is to be stored and the revision is used up.
    pub changed: bool,
}

impl Applied {
    /// The outcome of the op with number `n`, as stored and answered.
    pub fn outcome(&self, n: u64) -> OpOutcome {
        let revision = match &self.response {
            Some(response) if self.changed => response.revision,
            _ => 0,
        };
        OpOutcome {
            n,
            revision,
            result: self.result.clone(),
        }
    }
}

/// Applies a fresh op to the record of its response.
///
/// Never fails: an op that cannot take effect is `Held` or `Quarantined`, and the caller
/// stores it whole with that result.
pub fn apply(
    record: Option<Response>,
    op: &Op,
    context: &Context<'_>,
    judge: &dyn Judge,
) -> Applied {
    let arriving = Arriving { op, context, judge };
    match (&op.change, record) {
        (Change::Start { slot, form_hash }, record) => arriving.start(record, slot, form_hash),
        (_, None) => unchanged(None, quarantined(Why::UnknownResponse)),
        (
            Change::Answer {
                form_hash,
                seen,
                cells,
            },
            Some(record),
        ) => arriving.answer(record, form_hash, *seen, cells),
        (
            Change::Move {
                to,
                base,
                form_hash,
                engine,
                note,
            },
            Some(record),
        ) => {
            let wish = Wish {
                to: *to,
                base: *base,
                form_hash,
                engine,
                note: note.as_deref(),
            };
            arriving.move_to(record, &wish)
        }
    }
}

/// An op on its way into a record.
struct Arriving<'a> {
    op: &'a Op,
    context: &'a Context<'a>,
    judge: &'a dyn Judge,
}

/// The parts of a [`Change::Move`].
struct Wish<'a> {
    to: State,
    base: u64,
    form_hash: &'a str,
    engine: &'a str,
    note: Option<&'a str>,
}

impl Arriving<'_> {
    fn start(&self, record: Option<Response>, slot: &Slot, form_hash: &str) -> Applied {
        if let Some(record) = record {
            let is_same = record.slot == *slot && record.author == self.context.author;
            let result = if is_same {
                OpResult::NoOp
            } else {
                quarantined(Why::IdTaken)
            };
            return unchanged(Some(record), result);
        }
        let refusal = if !is_id(&self.op.response) {
            Some(Why::Malformed)
        } else if !self.judge.knows_slot(slot) {
            Some(Why::UnknownSlot)
        } else if !self.judge.may_write(slot, None) {
            Some(Why::NoRight)
        } else if !self.judge.knows_form(slot, form_hash) {
            Some(Why::UnknownForm)
        } else {
            None
        };
        if let Some(why) = refusal {
            return unchanged(None, quarantined(why));
        }
        let response = Response {
            id: self.op.response.clone(),
            slot: slot.clone(),
            form_hash: form_hash.to_owned(),
            author: self.context.author.to_owned(),
            state: State::Draft,
            state_revision: self.context.revision,
            moved: None,
            engine: None,
            revision: self.context.revision,
            cells: Default::default(),
            corrections: Vec::new(),
            held: Vec::new(),
        };
        self.changed(response, OpResult::Applied)
    }

    fn answer(
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
            cell::settle(&mut record.corrections, &edit.path, &version, edit.base);
            let there = record.cells.remove(&edit.path);
            let (cell, arrival) = cell::arrive(there, version, edit.base);
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
        let mut paths = BTreeSet::new();
        let refusal = |edit: &CellEdit| {
            let value = edit.value.as_deref();
            if !paths.insert(edit.path.clone()) {
                Some(Why::Malformed)
            } else if value.is_some_and(|value| value.len() > TEXT_LIMIT) {
                Some(Why::TooLarge)
            } else {
                self.judge.cell(slot, form_hash, &edit.path, value)
            }
        };
        let whys: Vec<Option<Why>> = edits.iter().map(refusal).collect();
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
            cell.counted.revision > seen && !is_own && !is_edited(path)
        })
    }

    fn move_to(&self, mut record: Response, wish: &Wish<'_>) -> Applied {
        if wish.note.is_some_and(|note| note.len() > TEXT_LIMIT) {
            return unchanged(Some(record), quarantined(Why::TooLarge));
        }
        if !self.may_move(&record, wish.to) {
            return unchanged(Some(record), quarantined(Why::NoRight));
        }
        if record.state == wish.to && !brings_another_note(&record, wish.note) {
            return unchanged(Some(record), OpResult::NoOp);
        }
        let key = self.key();
        if transition::undoes(&record, wish.to, wish.base, self.context.author, &key) {
            let paths = vec!["state".to_owned()];
            return unchanged(Some(record), OpResult::Conflict { paths });
        }
        if !transition::exists(record.state, wish.to) {
            return unchanged(Some(record), quarantined(Why::WrongState));
        }
        if wish.to == State::Submitted {
            if !self.judge.knows_form(&record.slot, wish.form_hash) {
                return unchanged(Some(record), quarantined(Why::UnknownForm));
            }
            wish.form_hash.clone_into(&mut record.form_hash);
            let reasons = self.judge.whole(&record);
            if !reasons.is_empty() {
                record.held.clone_from(&reasons);
                return self.changed(record, OpResult::Held { reasons });
            }
            record.held.clear();
            record.engine = Some(wish.engine.to_owned());
        }
        if wish.to == State::Approved {
            let conflicts = record.open_conflicts();
            let reasons: Vec<Reason> = conflicts
                .map(|path| Reason::at(path, Why::OpenConflict))
                .collect();
            if !reasons.is_empty() {
                return unchanged(Some(record), OpResult::Held { reasons });
            }
        }
        record.state = wish.to;
        record.state_revision = self.context.revision;
        record.moved = Some(Moved {
            author: self.context.author.to_owned(),
            op: key,
            at: self.op.at.clone(),
            note: wish.note.map(str::to_owned),
        });
        self.changed(record, OpResult::Applied)
    }

    fn may_move(&self, record: &Response, to: State) -> bool {
        let has_slot = if to == State::Submitted {
            self.judge.may_write(&record.slot, Some(&record.author))
        } else {
            self.judge.may_review(&record.slot)
        };
        has_slot && transition::is_made_by(self.context.role, record.state, to)
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

    fn key(&self) -> OpKey {
        OpKey {
            device: self.context.device.to_owned(),
            epoch: self.context.epoch,
            n: self.op.n,
        }
    }

    fn changed(&self, mut response: Response, result: OpResult) -> Applied {
        response.revision = self.context.revision;
        Applied {
            response: Some(response),
            result,
            changed: true,
        }
    }
}

fn unchanged(response: Option<Response>, result: OpResult) -> Applied {
    Applied {
        response,
        result,
        changed: false,
    }
}

fn quarantined(why: Why) -> OpResult {
    OpResult::Quarantined {
        reasons: vec![Reason::whole(why)],
    }
}

/// Whether a move to the state the response is in says something that is not said yet.
fn brings_another_note(record: &Response, note: Option<&str>) -> bool {
    let said = record
        .moved
        .as_ref()
        .and_then(|moved| moved.note.as_deref());
    note.is_some() && note != said
}
