//! What to send next.

use super::{Client, Lineage, LoggedOp};
use crate::model::{Change, Op};
use crate::wire::{ExchangeRequest, Limits, PROTOCOL};

impl Client {
    /// The next request: saved pending ops in order, as many as the limits let in, and the
    /// cursor. It has no ops where there is nothing to send; it pulls all the same.
    pub fn next_request(&self, limits: &Limits) -> ExchangeRequest {
        let lineage = self.next_lineage();
        let (device, epoch) = self.device.name_of(lineage);
        ExchangeRequest {
            protocol: PROTOCOL,
            device: device.to_owned(),
            epoch,
            ops: self.batch(lineage, limits),
            cursor: self.device.cursor.clone(),
        }
    }

    /// Whether there is something to say to the server: ops to send, or a lineage to compare.
    pub(super) fn has_more_to_say(&self) -> bool {
        self.device
            .lineages
            .iter()
            .any(|lineage| self.has_to_say(lineage))
    }

    /// The oldest lineage that has something to say, else the present one.
    fn next_lineage(&self) -> &Lineage {
        let mut lineages = self.device.lineages.iter();
        lineages
            .find(|lineage| self.has_to_say(lineage))
            .unwrap_or(self.device.current())
    }

    fn has_to_say(&self, lineage: &Lineage) -> bool {
        !lineage.is_checked || self.sendable(lineage).next().is_some()
    }

    /// The pending ops up to the first one that is not saved or not the next number.
    fn sendable(&self, lineage: &Lineage) -> impl Iterator<Item = &LoggedOp> {
        let waits = self.waiting.contains(&lineage.epoch);
        let pending = self.pending_of(lineage).filter(move |_| !waits);
        let first = self
            .pending_of(lineage)
            .next()
            .map_or(1, |logged| logged.op.n);
        pending
            .zip(first..)
            .take_while(|(logged, n)| {
                logged.op.n == *n && self.unsaved.binary_search(&logged.key()).is_err()
            })
            .map(|(logged, _)| logged)
    }

    fn batch(&self, lineage: &Lineage, limits: &Limits) -> Vec<Op> {
        let mut bytes = 0;
        self.sendable(lineage)
            .take(limits.ops.max(1))
            .enumerate()
            .take_while(|(index, logged)| {
                bytes += text_bytes(&logged.op);
                *index == 0 || bytes <= limits.bytes
            })
            .map(|(_, logged)| logged.op.clone())
            .collect()
    }
}

/// About how many bytes an op takes as text.
fn text_bytes(op: &Op) -> usize {
    const NAMES: usize = 48;
    let change = match &op.change {
        Change::Start { slot, form_hash } => {
            slot.round.len() + slot.form.len() + slot.subject.len() + form_hash.len()
        }
        Change::Answer {
            form_hash, cells, ..
        } => {
            let cells = cells.iter();
            let texts = cells
                .map(|cell| NAMES + cell.path.len() + cell.value.as_ref().map_or(0, String::len));
            form_hash.len() + texts.sum::<usize>()
        }
        Change::Move {
            form_hash,
            engine,
            note,
            ..
        } => form_hash.len() + engine.len() + note.as_ref().map_or(0, String::len),
        Change::Add { line } => line.bytes(),
        Change::Settle { round, line, .. } => round.len() + line.len(),
    };
    2 * NAMES + op.response.len() + op.at.len() + change
}
