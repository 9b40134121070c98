//! Which lines of the register have no response that counts, and how far theirs is.

use litemap::LiteMap;
use sohoi_export::{Missing, Reached};
use sohoi_sync::{State, is_provisional};

use crate::counting::Counting;
use crate::holdings::Holdings;

/// The lines of the register without a response that counts. What the register lacks so far is not
/// among them.
pub(crate) fn missing<'h>(holdings: &'h Holdings, counting: &Counting<'_>) -> Vec<Missing<'h>> {
    let mut furthest = LiteMap::<&str, Reached>::new();
    for response in &holdings.responses {
        let reached = reached(response.state);
        let subject = response.slot.subject.as_str();
        if furthest.get(subject).is_none_or(|own| *own < reached) {
            furthest.insert(subject, reached);
        }
    }
    holdings
        .subjects
        .iter()
        .filter(|line| !is_provisional(&line.id))
        .filter(|line| !counting.subjects.contains_key(line.id.as_str()))
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
