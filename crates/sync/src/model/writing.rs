//! Writes what is synchronised as JSON: see [`sohoi_json`].

use sohoi_json::{Members, Write, write_members, write_one_of};

use super::reading::{STATES, WHYS};
use super::{
    Cell, CellEdit, CellVersion, Change, Correction, Moved, Op, OpKey, OpResult, Reason, Response,
    Slot, State, Why,
};

impl Write for Change {
    fn write(&self, out: &mut String) {
        match self {
            Self::Start { slot, form_hash } => {
                let mut start = Members::of_variant("start", out);
                start.put("slot", slot);
                start.put("form_hash", form_hash);
            }
            Self::Answer {
                form_hash,
                seen,
                cells,
            } => {
                let mut answer = Members::of_variant("answer", out);
                answer.put("form_hash", form_hash);
                answer.put("seen", seen);
                answer.put("cells", cells);
            }
            Self::Move {
                to,
                base,
                form_hash,
                engine,
                note,
            } => {
                let mut move_to = Members::of_variant("move", out);
                move_to.put("to", to);
                move_to.put("base", base);
                move_to.put("form_hash", form_hash);
                move_to.put("engine", engine);
                move_to.put_unless_blank("note", note);
            }
            Self::Add { line } => Members::of_variant("add", out).put("line", line),
            Self::Settle {
                round,
                line,
                is_new,
            } => {
                let mut settle = Members::of_variant("settle", out);
                settle.put("round", round);
                settle.put("line", line);
                settle.put("is_new", is_new);
            }
        }
    }
}

impl Write for OpResult {
    fn write(&self, out: &mut String) {
        match self {
            Self::Applied => "applied".write(out),
            Self::NoOp => "no_op".write(out),
            Self::Merged => "merged".write(out),
            Self::Conflict { paths } => Members::of_variant("conflict", out).put("paths", paths),
            Self::Held { reasons } => Members::of_variant("held", out).put("reasons", reasons),
            Self::Quarantined { reasons } => {
                Members::of_variant("quarantined", out).put("reasons", reasons);
            }
        }
    }
}

impl Write for State {
    fn write(&self, out: &mut String) {
        write_one_of(self, &STATES, "", out);
    }
}

impl Write for Why {
    fn write(&self, out: &mut String) {
        write_one_of(self, &WHYS, "other", out);
    }
}

write_members! {
    Slot: round, form, subject;
    OpKey: device, epoch, n;
    Op: n, at, response, change, [after];
    CellEdit: path, value, base;
    Response: id, slot, form_hash, author, state, state_revision, [moved], [engine], revision,
        [cells], [corrections], [held];
    Moved: author, op, at, [note];
    Cell: counted, [agreed], [aside];
    CellVersion: value, revision, author, op, at;
    Correction: path, version;
    Reason: [path], why;
}
