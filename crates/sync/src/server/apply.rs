//! What an op does to the record of its response.

mod answer;
mod moving;

use litemap::LiteMap;

use crate::model::{Change, Op, OpKey, OpResult, Reason, Response, Slot, State, Why};
use crate::server::admission::is_id;
use crate::wire::{OpOutcome, Role};

use moving::Wish;

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

    /// The slot as it is called today: another one where its provisional association turned out
    /// to be a line of the register.
    fn today(&self, slot: &Slot) -> Slot {
        slot.clone()
    }

    /// Whether the account may fill in this slot; `started_by` is the account that started the
    /// response, absent while it is being started.
    fn may_write(&self, slot: &Slot, started_by: Option<&str>) -> bool;

    /// Whether the account may hand in a response in this slot that `author` started: whoever may
    /// fill it in, unless the judge asks for more.
    fn may_submit(&self, slot: &Slot, author: &str) -> bool {
        self.may_write(slot, Some(author))
    }

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
        (Change::Start { slot, form_hash }, record) => {
            arriving.start(record, &judge.today(slot), form_hash)
        }
        // No record holds the register: see `enter`.
        (Change::Add { .. } | Change::Settle { .. }, record) => {
            unchanged(record, quarantined(Why::Malformed))
        }
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
            cells: LiteMap::new(),
            corrections: Vec::new(),
            held: Vec::new(),
        };
        self.changed(response, OpResult::Applied)
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
