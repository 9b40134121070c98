//! Moves from state to state, and what they wait for.

use super::{Applied, Arriving, quarantined, unchanged};
use crate::model::{Moved, OpResult, Reason, Response, State, Why};
use crate::transition;
use crate::wire::TEXT_LIMIT;

/// The parts of a [`Change::Move`](crate::Change::Move).
pub(super) struct Wish<'a> {
    pub(super) to: State,
    pub(super) base: u64,
    pub(super) form_hash: &'a str,
    pub(super) engine: &'a str,
    pub(super) note: Option<&'a str>,
}

impl Arriving<'_> {
    pub(super) fn move_to(&self, mut record: Response, wish: &Wish<'_>) -> Applied {
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
        if transition::undoes(&record, wish.to, wish.base, &key, &self.op.after) {
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
            self.judge.may_submit(&record.slot, &record.author)
        } else {
            self.judge.may_review(&record.slot)
        };
        has_slot && transition::is_made_by(self.context.role, record.state, to)
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
