//! The states of a response: which moves there are, who makes them, and when one would undo
//! what somebody else did.

use crate::cell::continues;
use crate::model::{OpKey, Response, State};
use crate::wire::Role;

/// Whether there is a move between these states.
///
/// A return may be repeated to give a better reason; nothing leads out of `Locked`.
pub(crate) fn exists(from: State, to: State) -> bool {
    use State::{Approved, Checked, Draft, Locked, Returned, Submitted};
    match to {
        Draft => false,
        Submitted => matches!(from, Draft | Returned),
        Returned => matches!(from, Returned | Submitted | Checked | Approved),
        Checked => from == Submitted,
        Approved => matches!(from, Submitted | Checked),
        Locked => from == Approved,
    }
}

/// Whether a role makes such moves at all, where it has the right to the slot.
pub(crate) fn is_made_by(role: Role, from: State, to: State) -> bool {
    use Role::{Admin, Approver, Association, Coordinator, Field, Reviewer};
    match to {
        State::Draft => false,
        State::Submitted => matches!(role, Field | Association | Coordinator),
        State::Returned if from == State::Approved => matches!(role, Approver | Coordinator),
        State::Returned | State::Checked => matches!(role, Reviewer | Approver | Coordinator),
        State::Approved => matches!(role, Approver | Coordinator),
        State::Locked => matches!(role, Coordinator | Admin),
    }
}

/// Whether a move made in view of an older state would take back what somebody did meanwhile:
/// it goes backwards, or hands in again what was returned unseen.
///
/// Going forward over a move unseen (approving what has been checked meanwhile) undoes nothing.
///
/// `op` is the move, `after` what its person had seen ([`Op::after`](crate::Op::after)).
pub(crate) fn undoes(
    response: &Response,
    to: State,
    base: u64,
    op: &OpKey,
    after: &[OpKey],
) -> bool {
    let is_current = base >= response.state_revision;
    let is_seen = response.moved.as_ref().is_some_and(|moved| {
        let is_own = moved.op.device == op.device && moved.op.epoch == op.epoch;
        is_own || after.iter().any(|last| continues(last, &moved.op))
    });
    let is_against = to <= response.state || response.state == State::Returned;
    !is_current && !is_seen && is_against
}

/// Whether answers change directly, rather than being proposed as corrections.
pub(crate) fn is_open(state: State) -> bool {
    matches!(state, State::Draft | State::Returned)
}
