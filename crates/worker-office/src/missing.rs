//! Which lines of the register have no response that counts, and how far theirs is.

use sohoi_export::{Missing, Reached};
use sohoi_sync::{State, is_provisional};

use crate::counting::Counting;
use crate::holdings::Holdings;

/// The lines of the register without a response that counts. What the register lacks so far is not
/// among them.
pub(crate) fn missing<'h>(holdings: &'h Holdings, counting: &Counting<'_>) -> Vec<Missing<'h>> {
    let lines = holdings.subjects.iter();
    let lines = lines.filter(|line| !is_provisional(&line.id));
    let responses = holdings.responses.iter();
    sohoi_export::missing(
        lines.map(|line| Missing {
            id: &line.id,
            name: &line.name,
            kind: &line.kind,
            unit: &line.unit,
            reached: Reached::Nothing,
        }),
        responses.map(|own| (own.slot.subject.as_str(), reached(own.state))),
        |subject| counting.subjects.contains_key(subject),
    )
}

fn reached(state: State) -> Reached {
    match state {
        State::Draft => Reached::Draft,
        State::Returned => Reached::Returned,
        State::Submitted => Reached::Submitted,
        State::Checked | State::Approved | State::Locked => Reached::Checked,
    }
}
