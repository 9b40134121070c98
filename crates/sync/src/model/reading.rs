//! Reads what is synchronised from a tree: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Object, Read, one_of, read_members, variant};

use super::{
    Cell, CellEdit, CellVersion, Change, Correction, Moved, Op, OpKey, OpResult, Reason, Response,
    Slot, State, Why,
};

/// Makes a variant of what it holds.
pub(crate) type Make<T> = fn(Json, &mut Flaws) -> T;

impl Read for Change {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let changes: [(&str, Make<Self>); 5] = [
            ("start", start),
            ("answer", answer),
            ("move", move_to),
            ("add", add),
            ("settle", settle),
        ];
        let (make, held) = variant(json, &changes, flaws);
        make(held, flaws)
    }
}

fn start(json: Json, flaws: &mut Flaws) -> Change {
    let mut start = Object::new(json, flaws);
    Change::Start {
        slot: start.take("slot"),
        form_hash: start.take("form_hash"),
    }
}

fn answer(json: Json, flaws: &mut Flaws) -> Change {
    let mut answer = Object::new(json, flaws);
    Change::Answer {
        form_hash: answer.take("form_hash"),
        seen: answer.take("seen"),
        cells: answer.take("cells"),
    }
}

fn move_to(json: Json, flaws: &mut Flaws) -> Change {
    let mut to = Object::new(json, flaws);
    Change::Move {
        to: to.take("to"),
        base: to.take("base"),
        form_hash: to.take("form_hash"),
        engine: to.take("engine"),
        note: to.take("note"),
    }
}

fn add(json: Json, flaws: &mut Flaws) -> Change {
    Change::Add {
        line: Object::new(json, flaws).take("line"),
    }
}

fn settle(json: Json, flaws: &mut Flaws) -> Change {
    let mut settle = Object::new(json, flaws);
    Change::Settle {
        round: settle.take("round"),
        line: settle.take("line"),
        is_new: settle.take("is_new"),
    }
}

impl Read for OpResult {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let results: [(&str, Make<Self>); 6] = [
            ("applied", |_, _| Self::Applied),
            ("no_op", |_, _| Self::NoOp),
            ("merged", |_, _| Self::Merged),
            ("conflict", |held, flaws| Self::Conflict {
                paths: Object::new(held, flaws).take("paths"),
            }),
            ("held", |held, flaws| Self::Held {
                reasons: Object::new(held, flaws).take("reasons"),
            }),
            ("quarantined", |held, flaws| Self::Quarantined {
                reasons: Object::new(held, flaws).take("reasons"),
            }),
        ];
        let (make, held) = variant(json, &results, flaws);
        make(held, flaws)
    }
}

/// The states by name.
pub(super) const STATES: [(&str, State); 6] = [
    ("draft", State::Draft),
    ("returned", State::Returned),
    ("submitted", State::Submitted),
    ("checked", State::Checked),
    ("approved", State::Approved),
    ("locked", State::Locked),
];

impl Read for State {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &STATES, flaws)
    }
}

/// The reasons by name, but for those of newer versions.
pub(super) const WHYS: [(&str, Why); 17] = [
    ("missing", Why::Missing),
    ("wrong_type", Why::WrongType),
    ("not_offered", Why::NotOffered),
    ("constraint", Why::Constraint),
    ("blob_missing", Why::BlobMissing),
    ("open_conflict", Why::OpenConflict),
    ("correction", Why::Correction),
    ("unknown_form", Why::UnknownForm),
    ("unknown_path", Why::UnknownPath),
    ("unknown_slot", Why::UnknownSlot),
    ("unknown_response", Why::UnknownResponse),
    ("id_taken", Why::IdTaken),
    ("too_large", Why::TooLarge),
    ("malformed", Why::Malformed),
    ("no_right", Why::NoRight),
    ("wrong_state", Why::WrongState),
    ("purged", Why::Purged),
];

impl Read for Why {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let word = String::read(json, flaws);
        let known = WHYS.iter().find(|(name, _)| *name == word);
        known.map_or(Self::Other, |(_, why)| *why)
    }
}

read_members! {
    Slot: round, form, subject;
    OpKey: device, epoch, n;
    Op: n, at, response, change | after;
    CellEdit: path, value, base;
    Response: id, slot, form_hash, author, state, state_revision, moved, engine, revision | cells,
        corrections, held;
    Moved: author, op, at, note;
    Cell: counted | agreed, aside;
    CellVersion: value, revision, author, op, at;
    Correction: path, version;
    Reason: path, why;
}
