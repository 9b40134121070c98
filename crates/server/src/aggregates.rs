//! From the responses here to an aggregate.

use std::sync::Arc;

use sohoi_aggregate::{Aggregate, BrokenKey, Frame, Part, Purpose, subjects_in_order};
use sohoi_form::Engine;
use sohoi_round::Round;
use sohoi_stats::{Plan, RegisterProgress};

use crate::figures::{CountedResponses, progress};
use crate::store::StoredRound;

/// A round as aggregates see it.
///
/// # Errors
///
/// Where a key of the round cannot be read.
pub fn frame<'r>(round: &'r Round, stored: &StoredRound) -> Result<Frame<'r>, BrokenKey> {
    let forms = stored.forms.iter();
    let forms = forms.map(|(id, hash)| (id.as_str(), hash.as_str()));
    Frame::new(round, forms, stored.demonstration)
}

/// The aggregate of the responses here that count.
pub fn own(
    frame: &Frame<'_>,
    found: &CountedResponses,
    plan: &Plan<'_>,
    purpose: &Purpose<'_>,
) -> Aggregate {
    let responses = found.responses.iter();
    let subjects = subjects_in_order(responses.map(|own| own.slot.subject.as_str()));
    let part = Part {
        tallies: plan.count(&found.counted).tallies(),
        responses: found.responses.len() as u64,
        progress: &progress_of(found, &subjects),
        subjects,
    };
    frame.aggregate(part, purpose)
}

/// The engines of a round by themselves.
pub fn engines(found: &CountedResponses) -> Vec<Arc<Engine>> {
    found.engines.iter().map(|(_, it)| Arc::clone(it)).collect()
}

/// How much of the register here these subjects are, which are in order.
pub fn progress_of(found: &CountedResponses, subjects: &[String]) -> RegisterProgress {
    let is_counted = |subject: &str| {
        let place = subjects.binary_search_by(|own| own.as_str().cmp(subject));
        place.is_ok()
    };
    progress(&found.round, &found.subjects, &is_counted)
}

/// A time (milliseconds UTC) as `2017-07-01T08:00:00Z`.
pub fn second(milliseconds: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
