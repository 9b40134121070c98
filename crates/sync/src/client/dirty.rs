//! Which records a call touched, and what to write of them.

use super::{Client, Effect, Key};
use crate::sorted;

/// The keys of the records that a call touched, each once.
#[derive(Default)]
pub(super) struct Dirty {
    ops: Vec<Key>,
    responses: Vec<String>,
    subjects: Vec<(String, String)>,
    rounds: Vec<String>,
}

impl Dirty {
    pub(super) fn is_empty(&self) -> bool {
        self.ops.is_empty()
            && self.responses.is_empty()
            && self.subjects.is_empty()
            && self.rounds.is_empty()
    }

    pub(super) fn op(&mut self, key: Key) {
        sorted::insert(&mut self.ops, key);
    }

    pub(super) fn response(&mut self, id: &str) {
        sorted::insert(&mut self.responses, id.to_owned());
    }

    pub(super) fn subject(&mut self, round: &str, id: &str) {
        sorted::insert(&mut self.subjects, (round.to_owned(), id.to_owned()));
    }

    pub(super) fn round(&mut self, id: &str) {
        sorted::insert(&mut self.rounds, id.to_owned());
    }
}

impl Client {
    /// What to write: every touched record as it is now, or its removal.
    pub(super) fn effects(&self, dirty: Dirty) -> Vec<Effect> {
        let mut effects = vec![Effect::PutDevice(self.device.clone())];
        effects.extend(dirty.ops.into_iter().map(|key| match self.ops.get(key) {
            Some(logged) => Effect::PutOp(logged.clone()),
            None => Effect::RemoveOp {
                epoch: key.0,
                n: key.1,
            },
        }));
        effects.extend(dirty.responses.into_iter().map(|id| {
            let held = self.responses.get(&id).cloned();
            held.map_or(Effect::RemoveResponse(id), |held| {
                Effect::PutResponse(Box::new(held))
            })
        }));
        effects.extend(dirty.subjects.into_iter().map(|(round, id)| {
            let held = self.subjects.get((&round, &id)).cloned();
            held.map_or(Effect::RemoveSubject { round, id }, Effect::PutSubject)
        }));
        effects.extend(dirty.rounds.into_iter().map(|id| {
            let held = self.rounds.get(&id).cloned();
            held.map_or(Effect::RemoveRound(id), Effect::PutRound)
        }));
        effects
    }
}
