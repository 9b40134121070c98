//! What a person sees: the server's state with this device's ops on top.
//!
//! The fold uses the server's own rules with a judge that lets everything pass, so that the
//! device shows what the server will make of an op, and pulling needs no merge of its own.

use super::{Client, LoggedOp};
use crate::model::{Change, OpResult, Reason, Response, Slot, Why};
use crate::server::{Applied, Context, Judge, apply};

/// A response as a person on this device sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The response. Its `revision` is that of the server's state underneath: what an edit made
    /// in sight of this view names as seen. 0 where the server has none.
    pub response: Response,
    /// How far a draft is whose answers are somebody else's: (answered, asked).
    pub progress: Option<(u32, u32)>,
    /// How many ops on it the server has not acknowledged.
    pub unsent: usize,
    /// Whether it exists on this device only, its start being quarantined by the server.
    pub is_apart: bool,
    /// Whether its answers are not in memory: see [`Client::is_brief`].
    pub is_brief: bool,
}

impl Client {
    /// One response; none where neither the server's state nor an op of this device makes one.
    pub fn view(&self, id: &str) -> Option<View> {
        let held = self.responses.get(id);
        let keys = match held {
            Some(_) => self.index.open(id),
            None => self.index.open_or_apart(id),
        };
        let keys = keys.into_iter();
        let ops: Vec<&LoggedOp> = keys.filter_map(|key| self.ops.get(key)).collect();
        let is_apart = held.is_none() && ops.iter().any(|logged| is_quarantined_start(logged));
        let record = held.map(|held| held.response.clone());
        let response = ops
            .iter()
            .filter(|logged| shows(logged, record.as_ref(), is_apart))
            .fold(record.clone(), |record, logged| self.fold(record, logged))?;
        Some(View {
            response,
            progress: held.and_then(|held| held.progress),
            unsent: ops.iter().filter(|logged| logged.outcome.is_none()).count(),
            is_apart,
            is_brief: held.is_some_and(|held| held.is_brief),
        })
    }

    /// All responses, by id.
    pub fn views(&self) -> impl Iterator<Item = View> {
        let ids = self.response_ids().into_iter();
        ids.filter_map(|id| self.view(&id))
    }

    /// The response as the server holds it, as far as this device has pulled.
    pub fn held(&self, id: &str) -> Option<&Response> {
        self.responses.get(id).map(|held| &held.response)
    }

    fn fold(&self, record: Option<Response>, logged: &LoggedOp) -> Option<Response> {
        let mut lineages = self.device.lineages.iter();
        let lineage = lineages.find(|lineage| lineage.epoch == logged.epoch);
        let own = (self.device.device.as_str(), logged.epoch);
        let (device, epoch) = lineage.map_or(own, |lineage| self.device.name_of(lineage));
        let context = Context {
            author: &self.author,
            role: self.role,
            device,
            epoch,
            revision: record.as_ref().map_or(0, |record| record.revision),
        };
        let Applied { response, .. } = apply(record, &logged.op, &context, &Lenient);
        response
    }
}

/// Whether an op shows on top of the record: it is on its way, or acknowledged with an effect
/// that has not been pulled yet, or of a response that exists only here.
fn shows(logged: &LoggedOp, record: Option<&Response>, is_apart: bool) -> bool {
    let Some(outcome) = &logged.outcome else {
        return true;
    };
    let is_move = matches!(logged.op.change, Change::Move { .. });
    let took_effect = match &outcome.result {
        OpResult::Quarantined { .. } => return is_apart,
        OpResult::Held { .. } | OpResult::Conflict { .. } => !is_move,
        OpResult::Applied | OpResult::NoOp | OpResult::Merged => true,
    };
    took_effect && outcome.revision > record.map_or(0, |record| record.revision)
}

fn is_quarantined_start(logged: &LoggedOp) -> bool {
    let result = logged.outcome.as_ref().map(|outcome| &outcome.result);
    let is_start = matches!(logged.op.change, Change::Start { .. });
    is_start && matches!(result, Some(OpResult::Quarantined { .. }))
}

/// Lets everything pass: the device has checked what it could before it made the op.
struct Lenient;

impl Judge for Lenient {
    fn knows_slot(&self, _: &Slot) -> bool {
        true
    }

    fn may_write(&self, _: &Slot, _: Option<&str>) -> bool {
        true
    }

    fn may_review(&self, _: &Slot) -> bool {
        true
    }

    fn knows_form(&self, _: &Slot, _: &str) -> bool {
        true
    }

    fn cell(&self, _: &Slot, _: &str, _: &str, _: Option<&str>) -> Option<Why> {
        None
    }

    fn whole(&self, _: &Response) -> Vec<Reason> {
        Vec::new()
    }
}
