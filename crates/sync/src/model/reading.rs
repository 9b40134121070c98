//! Reads what is synchronised from a tree: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Object, Read, one_of, variant};

use super::{
    Cell, CellEdit, CellVersion, Change, Correction, Moved, Op, OpKey, OpResult, Reason, Response,
    Slot, State, Why,
};

/// Makes a variant of what it holds.
pub(crate) type Make<T> = fn(Json, &mut Flaws) -> T;

impl Read for Change {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let changes: [(&str, Make<Self>); 3] =
            [("start", start), ("answer", answer), ("move", move_to)];
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

impl Read for State {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        const STATES: [(&str, State); 6] = [
            ("draft", State::Draft),
            ("returned", State::Returned),
            ("submitted", State::Submitted),
            ("checked", State::Checked),
            ("approved", State::Approved),
            ("locked", State::Locked),
        ];
        one_of(&json, &STATES, flaws)
    }
}

impl Read for Why {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        const WHYS: [(&str, Why); 16] = [
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
        ];
        let word = String::read(json, flaws);
        let known = WHYS.iter().find(|(name, _)| *name == word);
        known.map_or(Self::Other, |(_, why)| *why)
    }
}

impl Read for Slot {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut slot = Object::new(json, flaws);
        Self {
            round: slot.take("round"),
            form: slot.take("form"),
            subject: slot.take("subject"),
        }
    }
}

impl Read for OpKey {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut key = Object::new(json, flaws);
        Self {
            device: key.take("device"),
            epoch: key.take("epoch"),
            n: key.take("n"),
        }
    }
}

impl Read for Op {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut op = Object::new(json, flaws);
        Self {
            n: op.take("n"),
            at: op.take("at"),
            response: op.take("response"),
            change: op.take("change"),
        }
    }
}

impl Read for CellEdit {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut cell = Object::new(json, flaws);
        Self {
            path: cell.take("path"),
            value: cell.take("value"),
            base: cell.take("base"),
        }
    }
}

impl Read for Response {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut response = Object::new(json, flaws);
        Self {
            id: response.take("id"),
            slot: response.take("slot"),
            form_hash: response.take("form_hash"),
            author: response.take("author"),
            state: response.take("state"),
            state_revision: response.take("state_revision"),
            moved: response.take("moved"),
            engine: response.take("engine"),
            revision: response.take("revision"),
            cells: response.take_or_default("cells"),
            corrections: response.take_or_default("corrections"),
            held: response.take_or_default("held"),
        }
    }
}

impl Read for Moved {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut moved = Object::new(json, flaws);
        Self {
            author: moved.take("author"),
            op: moved.take("op"),
            at: moved.take("at"),
            note: moved.take("note"),
        }
    }
}

impl Read for Cell {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut cell = Object::new(json, flaws);
        Self {
            counted: cell.take("counted"),
            agreed: cell.take_or_default("agreed"),
            aside: cell.take_or_default("aside"),
        }
    }
}

impl Read for CellVersion {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut version = Object::new(json, flaws);
        Self {
            value: version.take("value"),
            revision: version.take("revision"),
            author: version.take("author"),
            op: version.take("op"),
            at: version.take("at"),
        }
    }
}

impl Read for Correction {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut correction = Object::new(json, flaws);
        Self {
            path: correction.take("path"),
            version: correction.take("version"),
        }
    }
}

impl Read for Reason {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut reason = Object::new(json, flaws);
        Self {
            path: reason.take("path"),
            why: reason.take("why"),
        }
    }
}
