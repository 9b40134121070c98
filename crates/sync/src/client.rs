//! The core of a device: numbers ops, keeps what it knows of the server, folds the one onto
//! the other, and says what to write down.
//!
//! The way of an edit: an edit method makes the op and takes it into memory; the storage layer
//! *adds* it in one transaction, which fails where the number is taken or the store's
//! [`DeviceRecord`] no longer [admits](DeviceRecord::admits) it: another tab was faster; when that is complete, [`Client::saved`] lets it be sent. If it fails, the client is made
//! anew from the store with [`Client::new`], and the edit is made again.
//!
//! The way of an exchange, one at a time per store: [`Client::next_request`]; then
//! [`Client::receive`] or [`Client::refuse`]; then *all* its effects in one transaction; and
//! only then the next request. A tab whose store was written by another one makes its client
//! anew first.

mod dirty;
mod edit;
mod feed;
mod fold;
mod index;
mod lineage;
mod receive;
mod record;
mod request;

use std::collections::{BTreeMap, BTreeSet};

use crate::wire::Role;

pub use edit::{TooLong, Verdict};
pub use fold::View;
pub use receive::Received;
pub use record::{
    DeviceRecord, Effect, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp, Records,
    store_key,
};

use index::Index;

/// The key of an op on its own device: epoch and number.
type Key = (u32, u64);

/// One account's work on one device, in memory.
#[derive(Clone, Debug)]
pub struct Client {
    author: String,
    role: Role,
    device: DeviceRecord,
    ops: BTreeMap<Key, LoggedOp>,
    responses: BTreeMap<String, HeldResponse>,
    subjects: BTreeMap<String, HeldSubject>,
    rounds: BTreeMap<String, HeldRound>,
    /// Ops whose transaction is not complete.
    unsaved: BTreeSet<Key>,
    index: Index,
}

impl Client {
    /// Opens what the store of an account holds; [`Records::new`] where it holds nothing yet.
    pub fn new(author: &str, role: Role, records: Records) -> Self {
        let ops = records.ops.into_iter();
        let responses = records.responses.into_iter();
        let subjects = records.subjects.into_iter();
        let rounds = records.rounds.into_iter();
        let mut device = records.device;
        if device.lineages.is_empty() {
            device.lineages.push(Lineage::new(1));
        }
        let mut client = Self {
            author: author.to_owned(),
            role,
            device,
            ops: ops.map(|logged| (logged.key(), logged)).collect(),
            responses: responses
                .map(|held| (held.response.id.clone(), held))
                .collect(),
            subjects: subjects
                .map(|held| (held.subject.id.clone(), held))
                .collect(),
            rounds: rounds.map(|held| (held.round.id.clone(), held)).collect(),
            unsaved: BTreeSet::new(),
            index: Index::default(),
        };
        for logged in client.ops.values() {
            client.index.note(logged);
        }
        client
    }

    /// How far numbering and exchange are.
    pub fn device(&self) -> &DeviceRecord {
        &self.device
    }

    /// The rounds the server announced, by id.
    pub fn rounds(&self) -> impl Iterator<Item = &HeldRound> {
        self.rounds.values()
    }

    /// The lines of the register in scope, by id.
    pub fn subjects(&self) -> impl Iterator<Item = &HeldSubject> {
        self.subjects.values()
    }

    /// One line of the register.
    pub fn subject(&self, id: &str) -> Option<&HeldSubject> {
        self.subjects.get(id)
    }

    /// The ops that the server has not acknowledged, in order.
    pub fn pending(&self) -> impl Iterator<Item = &LoggedOp> {
        self.device
            .lineages
            .iter()
            .flat_map(|lineage| self.pending_of(lineage))
    }

    /// The ops whose result a person has to do something about and has not dismissed.
    pub fn attention(&self) -> impl Iterator<Item = &LoggedOp> {
        self.index.attention().filter_map(|key| self.ops.get(key))
    }

    /// Notes that a person has dealt with the result of an op. Answers what to write down.
    pub fn dismiss(&mut self, epoch: u32, n: u64) -> Vec<Effect> {
        let Some(logged) = self.ops.get_mut(&(epoch, n)) else {
            return Vec::new();
        };
        logged.is_dismissed = true;
        self.index.note(logged);
        vec![Effect::PutOp(logged.clone())]
    }

    /// Notes that the transaction that adds this op is complete: it may be sent.
    pub fn saved(&mut self, epoch: u32, n: u64) {
        self.unsaved.remove(&(epoch, n));
    }

    /// The highest number of the present lineage up to which every op is saved.
    pub fn saved_up_to(&self) -> u64 {
        let lineage = self.device.current();
        let unsaved = self.unsaved.range((lineage.epoch, 0)..);
        unsaved
            .map(|(_, n)| n - 1)
            .next()
            .unwrap_or_else(|| self.last_number(lineage))
    }

    /// The ids of all responses that may have a [view](Self::view).
    pub fn response_ids(&self) -> BTreeSet<String> {
        let held = self.responses.keys();
        held.chain(self.index.responses()).cloned().collect()
    }

    /// The largest [store key](LoggedOp::store_key) of the ops here; 0 where there is none.
    pub fn last_store_key(&self) -> u64 {
        let last = self.ops.last_key_value();
        last.map_or(0, |((epoch, n), _)| store_key(*epoch, *n))
    }

    fn pending_of(&self, lineage: &Lineage) -> impl Iterator<Item = &LoggedOp> {
        let first = (lineage.epoch, lineage.acknowledged + 1);
        let last = (lineage.epoch, u64::MAX);
        self.ops.range(first..=last).map(|(_, logged)| logged)
    }

    /// The last number given under a lineage.
    fn last_number(&self, lineage: &Lineage) -> u64 {
        let held = self
            .ops
            .range((lineage.epoch, 0)..=(lineage.epoch, u64::MAX));
        let last = held.last().map_or(0, |((_, n), _)| *n);
        last.max(lineage.acknowledged)
    }
}
