//! Which lines of the register have no response that counts, and how far theirs is.

use std::collections::BTreeSet;

use sohoi_export::{Missing, Reached};
use sohoi_sync::{State, is_provisional};

use crate::figures::CountedResponses;
use crate::scope::Scoped;
use crate::store::StoredResponse;

/// The lines of the register without a response that counts, of all responses within reach. What
/// the register lacks so far is not among them.
pub(super) fn missing<'f>(
    found: &'f CountedResponses,
    every: &'f [Scoped<StoredResponse>],
) -> Vec<Missing<'f>> {
    let responses = found.responses.iter();
    let counted: BTreeSet<&str> = responses.map(|own| own.slot.subject.as_str()).collect();
    let lines = found.subjects.iter();
    let lines = lines.filter(|line| !is_provisional(&line.id));
    let responses = every.iter().map(|own| &own.get().response);
    let responses = responses.filter(|own| own.slot.round == found.round.id);
    sohoi_export::missing(
        lines.map(|line| Missing {
            id: &line.id,
            name: &line.name,
            kind: &line.kind,
            unit: &line.unit,
            reached: Reached::Nothing,
        }),
        responses.map(|own| (own.slot.subject.as_str(), reached(own.state))),
        |subject| counted.contains(subject),
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
