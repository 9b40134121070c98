//! Which ops are folded onto which response, and which ones a person must see.

use super::{Key, LoggedOp};
use crate::model::OpResult;
use crate::sorted;

/// Keys of ops by what they are needed for.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    open: Filed,
    apart: Filed,
    attention: Vec<Key>,
    /// Ops that add to the register and are not pulled back, or are quarantined.
    register: Vec<Key>,
}

impl Index {
    /// Files an op anew after it came or changed.
    pub(super) fn note(&mut self, logged: &LoggedOp) {
        self.forget(logged);
        let key = logged.key();
        let response = &logged.op.response;
        if !logged.is_covered {
            self.open.insert(response, key);
        }
        let result = logged.outcome.as_ref().map(|outcome| &outcome.result);
        if matches!(result, Some(OpResult::Quarantined { .. })) {
            self.apart.insert(response, key);
        }
        if logged.needs_attention() {
            sorted::insert(&mut self.attention, key);
        }
        let is_apart = matches!(result, Some(OpResult::Quarantined { .. }));
        if logged.op.change.is_about_register() && (is_apart || !logged.is_covered) {
            sorted::insert(&mut self.register, key);
        }
    }

    /// Takes an op out.
    pub(super) fn forget(&mut self, logged: &LoggedOp) {
        let key = logged.key();
        self.open.remove(&logged.op.response, key);
        self.apart.remove(&logged.op.response, key);
        sorted::remove(&mut self.attention, &key);
        sorted::remove(&mut self.register, &key);
    }

    /// The ops about the register that are not pulled back or are quarantined, in order.
    pub(super) fn register(&self) -> Vec<Key> {
        self.register.clone()
    }

    /// The responses that have ops not pulled back, or quarantined ones; some come several times.
    pub(super) fn responses(&self) -> impl Iterator<Item = &str> {
        let filed = self.open.0.iter().chain(&self.apart.0);
        filed.map(|(response, _)| response.as_str())
    }

    /// The ops of a response that are not acknowledged, or acknowledged and not pulled back yet,
    /// in order.
    pub(super) fn open(&self, response: &str) -> Vec<Key> {
        self.open.of(response).collect()
    }

    /// The ops of a response that are not pulled back or are quarantined, in order.
    pub(super) fn open_or_apart(&self, response: &str) -> Vec<Key> {
        let mut keys = self.open(response);
        for key in self.apart.of(response) {
            sorted::insert(&mut keys, key);
        }
        keys
    }

    /// All ops that are not pulled back.
    pub(super) fn all_open(&self) -> Vec<Key> {
        self.open.0.iter().map(|(_, key)| *key).collect()
    }

    /// The ops whose result a person must see, in order of number.
    pub(super) fn attention(&self) -> impl Iterator<Item = Key> {
        self.attention.iter().copied()
    }
}

/// Keys of ops by response, in the order of both.
#[derive(Clone, Debug, Default)]
struct Filed(Vec<(String, Key)>);

impl Filed {
    fn insert(&mut self, response: &str, key: Key) {
        if let Err(place) = self.find(response, key) {
            self.0.insert(place, (response.to_owned(), key));
        }
    }

    fn remove(&mut self, response: &str, key: Key) {
        if let Ok(place) = self.find(response, key) {
            self.0.remove(place);
        }
    }

    fn of(&self, response: &str) -> impl Iterator<Item = Key> {
        let first = self.find(response, (0, 0)).unwrap_or_else(|place| place);
        let filed = self.0[first..].iter();
        filed
            .take_while(move |(there, _)| there == response)
            .map(|(_, key)| *key)
    }

    fn find(&self, response: &str, key: Key) -> Result<usize, usize> {
        self.0
            .binary_search_by(|(there, own)| (there.as_str(), *own).cmp(&(response, key)))
    }
}
