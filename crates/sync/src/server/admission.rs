//! Which ops of a request are new, which were stored before, and which cannot be.

use crate::model::Op;
use crate::wire::{ExchangeRequest, Limits, OpOutcome, PROTOCOL, SyncError};

/// What the log of a device lineage says about an arriving op.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Admission<'a> {
    /// It is the next one.
    Fresh,
    /// It was stored before: answer this again and do nothing.
    Replay(&'a OpOutcome),
    /// Ops between are missing: answer `gap`.
    Gap {
        /// The number expected next.
        expected: u64,
    },
    /// Another op was stored under this number: the device's store was cloned or set back.
    Forked,
}

/// Compares an op with the log of its device lineage.
///
/// `last` is the last number stored, 0 for a lineage never seen; `stored` is what the log holds
/// under the op's own number, looked up when `op.n <= last`.
pub fn admit<'a>(last: u64, op: &Op, stored: Option<(&Op, &'a OpOutcome)>) -> Admission<'a> {
    if op.n > last + 1 {
        return Admission::Gap { expected: last + 1 };
    }
    if op.n == last + 1 {
        return Admission::Fresh;
    }
    match stored {
        Some((same, outcome)) if same == op => Admission::Replay(outcome),
        _ => Admission::Forked,
    }
}

/// Checks the shape of a request: protocol, lineage, size and numbering.
///
/// # Errors
///
/// `unsupported_protocol`, `too_large` or `malformed`, with the place.
pub fn check(request: &ExchangeRequest, limits: &Limits) -> Result<(), SyncError> {
    if request.protocol != PROTOCOL {
        let message = format!(
            "protocol {}: this server speaks {PROTOCOL}",
            request.protocol
        );
        return Err(SyncError::new("unsupported_protocol", message));
    }
    if !is_id(&request.device) {
        return Err(malformed(
            "device: not an identifier of at most 64 letters, digits and hyphens",
        ));
    }
    if request.epoch == 0 {
        return Err(malformed("epoch: epochs count from 1"));
    }
    if request.ops.len() > limits.ops {
        let message = format!("ops: {} of at most {}", request.ops.len(), limits.ops);
        return Err(SyncError::new("too_large", message));
    }
    let first = request.ops.first().map_or(1, |op| op.n);
    if first == 0 || first > LAST_NUMBER {
        return Err(malformed(format!(
            "ops[0].n: {first}: numbers count from 1"
        )));
    }
    for (index, (op, expected)) in request.ops.iter().zip(first..).enumerate() {
        if op.n != expected {
            let message = format!("ops[{index}].n: {} where {expected} follows", op.n);
            return Err(malformed(message));
        }
    }
    Ok(())
}

/// The revision above which a server counts on after it was restored from a backup.
///
/// `minutes` is the time of the restore in minutes since 2020. Revisions that the lost time gave
/// out all lie below, so a base from that time never names something of the new time.
pub fn restored_revision(minutes: u32) -> u64 {
    u64::from(minutes) << 25
}

/// The largest number a JSON reader of any language keeps exactly.
const LAST_NUMBER: u64 = 1 << 53;

fn malformed(message: impl Into<String>) -> SyncError {
    SyncError::new("malformed", message)
}

/// Whether a text may be the id of a device or a response.
pub(super) fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
