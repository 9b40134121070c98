//! Which ops are folded onto which response, and which ones a person must see.

use std::collections::{BTreeMap, BTreeSet};

use super::{Key, LoggedOp};
use crate::model::OpResult;

/// Keys of ops by what they are needed for.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// Not acknowledged, or acknowledged and not pulled back yet; by response.
    open: BTreeMap<String, BTreeSet<Key>>,
    /// Quarantined; by response.
    apart: BTreeMap<String, BTreeSet<Key>>,
    attention: BTreeSet<Key>,
}

impl Index {
    /// Files an op anew after it came or changed.
    pub(super) fn note(&mut self, logged: &LoggedOp) {
        self.forget(logged);
        let key = logged.key();
        let response = &logged.op.response;
        if !logged.is_covered {
            insert(&mut self.open, response, key);
        }
        let result = logged.outcome.as_ref().map(|outcome| &outcome.result);
        if matches!(result, Some(OpResult::Quarantined { .. })) {
            insert(&mut self.apart, response, key);
        }
        if logged.needs_attention() {
            self.attention.insert(key);
        }
    }

    /// Takes an op out.
    pub(super) fn forget(&mut self, logged: &LoggedOp) {
        let key = logged.key();
        remove(&mut self.open, &logged.op.response, key);
        remove(&mut self.apart, &logged.op.response, key);
        self.attention.remove(&key);
    }

    /// The responses that have ops not pulled back, or quarantined ones.
    pub(super) fn responses(&self) -> impl Iterator<Item = &String> {
        self.open.keys().chain(self.apart.keys())
    }

    /// The ops of a response that are not pulled back, in order.
    pub(super) fn open(&self, response: &str) -> impl Iterator<Item = &Key> {
        self.open.get(response).into_iter().flatten()
    }

    /// The ops of a response that are not pulled back or are quarantined, in order.
    pub(super) fn open_or_apart(&self, response: &str) -> BTreeSet<Key> {
        let apart = self.apart.get(response).into_iter().flatten();
        self.open(response).chain(apart).copied().collect()
    }

    /// All ops that are not pulled back, in order of number.
    pub(super) fn all_open(&self) -> BTreeSet<Key> {
        self.open.values().flatten().copied().collect()
    }

    /// The ops whose result a person must see.
    pub(super) fn attention(&self) -> impl Iterator<Item = &Key> {
        self.attention.iter()
    }
}

fn insert(map: &mut BTreeMap<String, BTreeSet<Key>>, response: &str, key: Key) {
    map.entry(response.to_owned()).or_default().insert(key);
}

fn remove(map: &mut BTreeMap<String, BTreeSet<Key>>, response: &str, key: Key) {
    if let Some(keys) = map.get_mut(response) {
        keys.remove(&key);
        if keys.is_empty() {
            map.remove(response);
        }
    }
}
