//! Which records a call touched, and what to write of them.

use std::collections::BTreeSet;

use super::{Client, Effect, Key};

/// The keys of the records that a call touched.
#[derive(Default)]
pub(super) struct Dirty {
    pub(super) ops: BTreeSet<Key>,
    pub(super) responses: BTreeSet<String>,
    pub(super) subjects: BTreeSet<String>,
    pub(super) rounds: BTreeSet<String>,
}

impl Client {
    /// What to write: every touched record as it is now, or its removal.
    pub(super) fn effects(&self, dirty: Dirty) -> Vec<Effect> {
        let device = std::iter::once(Effect::PutDevice(self.device.clone()));
        let ops = dirty.ops.into_iter().map(|key| match self.ops.get(&key) {
            Some(logged) => Effect::PutOp(logged.clone()),
            None => Effect::RemoveOp {
                epoch: key.0,
                n: key.1,
            },
        });
        let responses = dirty.responses.into_iter().map(|id| {
            let held = self.responses.get(&id).cloned();
            held.map_or(Effect::RemoveResponse(id), |held| {
                Effect::PutResponse(Box::new(held))
            })
        });
        let subjects = dirty.subjects.into_iter().map(|id| {
            let held = self.subjects.get(&id).cloned();
            held.map_or(Effect::RemoveSubject(id), Effect::PutSubject)
        });
        let rounds = dirty.rounds.into_iter().map(|id| {
            let held = self.rounds.get(&id).cloned();
            held.map_or(Effect::RemoveRound(id), Effect::PutRound)
        });
        device
            .chain(ops)
            .chain(responses)
            .chain(subjects)
            .chain(rounds)
            .collect()
    }
}
