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

mod carry;
mod dirty;
mod edit;
mod feed;
mod fold;
mod index;
mod lineage;
mod receive;
mod record;
mod request;
mod shelf;
mod whole;

use crate::model::Change;
use crate::sorted;
use crate::wire::{Role, SubjectLine};

pub use carry::{
    Bringing, CarriedLog, CarriedWork, FileFlaw, PhotoRef, WORK_FILE_LIMIT, WorkFile,
    WorkFileContent,
};
pub use edit::{TooLong, Verdict};
pub use fold::View;
pub use receive::Received;
pub use record::{
    DeviceRecord, Effect, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp, Origin, Records,
    store_key,
};

use index::Index;
use shelf::Shelf;

/// The key of an op on its own device: epoch and number.
type Key = (u32, u64);

/// One account's work on one device, in memory.
#[derive(Clone, Debug)]
pub struct Client {
    author: String,
    role: Role,
    device: DeviceRecord,
    ops: Shelf<LoggedOp>,
    responses: Shelf<HeldResponse>,
    subjects: Shelf<HeldSubject>,
    rounds: Shelf<HeldRound>,
    /// Ops whose transaction is not complete, in order.
    unsaved: Vec<Key>,
    /// Epochs of carried lineages that wait: the server lacks ops before them which only their own
    /// device has. Asked about again at the next exchange.
    waiting: Vec<u32>,
    index: Index,
}

impl Client {
    /// Opens what the store of an account holds; [`Records::new`] where it holds nothing yet.
    pub fn new(author: &str, role: Role, records: Records) -> Self {
        let mut device = records.device;
        if device.lineages.is_empty() {
            device.lineages.push(Lineage::of_this_device(1));
        }
        let mut client = Self {
            author: author.to_owned(),
            role,
            device,
            ops: Shelf::new(records.ops),
            responses: Shelf::new(records.responses),
            subjects: Shelf::new(records.subjects),
            rounds: Shelf::new(records.rounds),
            unsaved: Vec::new(),
            waiting: Vec::new(),
            index: Index::default(),
        };
        for logged in client.ops.iter() {
            client.index.note(logged);
        }
        client
    }

    /// Takes over that the account may do something else now.
    pub fn set_role(&mut self, role: Role) {
        self.role = role;
    }

    /// How far numbering and exchange are.
    pub fn device(&self) -> &DeviceRecord {
        &self.device
    }

    /// The rounds the server announced, by id.
    pub fn rounds(&self) -> impl Iterator<Item = &HeldRound> {
        self.rounds.iter()
    }

    /// The lines of the register in scope, by round and id.
    pub fn subjects(&self) -> impl Iterator<Item = &HeldSubject> {
        self.subjects.iter()
    }

    /// One line of the register of a round.
    pub fn subject(&self, round: &str, id: &str) -> Option<&HeldSubject> {
        self.subjects.get((round, id))
    }

    /// The associations that this device added and the feed does not bring: on their way, or kept
    /// apart by the server.
    pub fn added(&self) -> impl Iterator<Item = &SubjectLine> {
        let keys = self.index.register().into_iter();
        let ops = keys.filter_map(|key| self.ops.get(key));
        ops.filter_map(|logged| match &logged.op.change {
            Change::Add { line } => Some(line),
            _ => None,
        })
        .filter(|line| self.subject(&line.round, &line.id).is_none())
    }

    /// The lines that a person on this device sees: the register in scope, then what this device
    /// [added](Self::added).
    pub fn lines(&self) -> impl Iterator<Item = &SubjectLine> {
        let held = self.subjects.iter().map(|held| &held.subject);
        held.chain(self.added())
    }

    /// One of these [lines](Self::lines).
    pub fn line(&self, round: &str, id: &str) -> Option<&SubjectLine> {
        let held = self.subject(round, id).map(|held| &held.subject);
        held.or_else(|| {
            self.added()
                .find(|line| line.round == round && line.id == id)
        })
    }

    /// What this device said last about a provisional association, until the feed has it.
    pub fn settling(&self, provisional: &str) -> Option<&LoggedOp> {
        let keys = self.index.open(provisional).into_iter().rev();
        let mut ops = keys.filter_map(|key| self.ops.get(key));
        ops.find(|logged| matches!(logged.op.change, Change::Settle { .. }))
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
        let keys = self.index.attention();
        keys.filter_map(|key| self.ops.get(key))
    }

    /// Notes that a person has dealt with the result of an op. Answers what to write down.
    pub fn dismiss(&mut self, epoch: u32, n: u64) -> Vec<Effect> {
        let Some(logged) = self.ops.get_mut((epoch, n)) else {
            return Vec::new();
        };
        logged.is_dismissed = true;
        self.index.note(logged);
        vec![Effect::PutOp(logged.clone())]
    }

    /// Notes that the transaction that adds this op is complete: it may be sent.
    pub fn saved(&mut self, epoch: u32, n: u64) {
        sorted::remove(&mut self.unsaved, &(epoch, n));
    }

    /// The highest number of the present lineage up to which every op is saved.
    pub fn saved_up_to(&self) -> u64 {
        let lineage = self.device.current();
        let mut unsaved = self.unsaved.iter();
        unsaved
            .find(|(epoch, _)| *epoch == lineage.epoch)
            .map_or_else(|| self.last_number(lineage), |(_, n)| n - 1)
    }

    /// The ids of all responses that may have a [view](Self::view), each once, in order.
    pub fn response_ids(&self) -> Vec<String> {
        let held = self.responses.iter();
        let mut ids: Vec<String> = held.map(|held| held.response.id.clone()).collect();
        for id in self.index.responses() {
            sorted::insert(&mut ids, id.to_owned());
        }
        ids
    }

    /// The largest [store key](LoggedOp::store_key) of the ops here; 0 where there is none.
    pub fn last_store_key(&self) -> u64 {
        let last = self.ops.iter().next_back();
        last.map_or(0, LoggedOp::store_key)
    }

    fn pending_of(&self, lineage: &Lineage) -> impl Iterator<Item = &LoggedOp> {
        let first = (lineage.epoch, lineage.acknowledged + 1);
        let last = (lineage.epoch, u64::MAX);
        self.ops.range(first..=last)
    }

    /// The last number given under a lineage.
    fn last_number(&self, lineage: &Lineage) -> u64 {
        let keys = (lineage.epoch, 0)..=(lineage.epoch, u64::MAX);
        let last = self.ops.range(keys).next_back();
        let last = last.map_or(0, |logged| logged.op.n);
        last.max(lineage.acknowledged)
    }
}
