//! Which lines of the register have no response that counts, and how far theirs is.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_export::{Missing, Reached};
use sohoi_sync::{State, is_provisional};

use crate::figures::CountedResponses;
use crate::scope::Scoped;
use crate::store::StoredResponse;

/// The lines of the register without a response that counts, of all responses within reach. What
/// the register lacks so far is not among them.
pub(super) fn missing<'f>(
    found: &'f CountedResponses,
    every: &[Scoped<StoredResponse>],
) -> Vec<Missing<'f>> {
    let mut furthest = BTreeMap::<&str, Reached>::new();
    let responses = every.iter().map(|own| &own.get().response);
    for response in responses.filter(|own| own.slot.round == found.round.id) {
        let reached = reached(response.state);
        let own = furthest.entry(&response.slot.subject).or_insert(reached);
        *own = reached.max(*own);
    }
    let responses = found.responses.iter();
    let counted: BTreeSet<&str> = responses.map(|own| own.slot.subject.as_str()).collect();
    found
        .subjects
        .iter()
        .filter(|line| !is_provisional(&line.id) && !counted.contains(line.id.as_str()))
        .map(|line| Missing {
            id: &line.id,
            name: &line.name,
            kind: &line.kind,
            unit: &line.unit,
            reached: furthest
                .get(line.id.as_str())
                .copied()
                .unwrap_or(Reached::Nothing),
        })
        .collect()
}

fn reached(state: State) -> Reached {
    match state {
        State::Draft => Reached::Draft,
        State::Returned => Reached::Returned,
        State::Submitted => Reached::Submitted,
        State::Checked | State::Approved | State::Locked => Reached::Checked,
    }
}
