//! A device's store: transactions that happen whole or not at all.

use std::collections::BTreeMap;

use sohoi_sync::client::{
    DeviceRecord, Effect, HeldResponse, HeldRound, HeldSubject, LoggedOp, Records,
};

use crate::reading::from_disk;

/// What is durable on a device.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pub(crate) device: DeviceRecord,
    pub(crate) ops: BTreeMap<(u32, u64), LoggedOp>,
    responses: BTreeMap<String, HeldResponse>,
    subjects: BTreeMap<(String, String), HeldSubject>,
    rounds: BTreeMap<String, HeldRound>,
    /// Grows with every transaction: how a tab sees that another one wrote.
    pub(crate) generation: u64,
}

impl Store {
    pub(crate) fn new(device: &str) -> Self {
        Self {
            device: Records::new(device).device,
            ops: BTreeMap::new(),
            responses: BTreeMap::new(),
            subjects: BTreeMap::new(),
            rounds: BTreeMap::new(),
            generation: 0,
        }
    }

    /// Adds an op under the present lineage; answers whether its number was free.
    pub(crate) fn add(&mut self, logged: &LoggedOp) -> bool {
        if !self.device.admits(logged) || self.ops.contains_key(&logged.key()) {
            return false;
        }
        self.generation += 1;
        self.ops.insert(logged.key(), logged.clone());
        true
    }

    pub(crate) fn commit(&mut self, effects: &[Effect]) {
        self.generation += 1;
        for effect in effects {
            self.write(effect.clone());
        }
    }

    /// What is there, as another tab reads it.
    pub(crate) fn load(&self) -> Records {
        Records {
            device: self.device.clone(),
            ops: self.ops.values().cloned().collect(),
            responses: self.responses.values().cloned().collect(),
            subjects: self.subjects.values().cloned().collect(),
            rounds: self.rounds.values().cloned().collect(),
        }
    }

    /// What a fresh start of the app reads, through JSON as on disk.
    pub(crate) fn load_from_disk(&self) -> Records {
        let records = self.load();
        Records {
            device: from_disk(&records.device),
            ops: records.ops.iter().map(from_disk).collect(),
            responses: records.responses.iter().map(from_disk).collect(),
            subjects: records.subjects.iter().map(from_disk).collect(),
            rounds: records.rounds.iter().map(from_disk).collect(),
        }
    }

    fn write(&mut self, effect: Effect) {
        match effect {
            Effect::PutDevice(device) => self.device = device,
            Effect::PutOp(logged) => {
                self.ops.insert(logged.key(), logged);
            }
            Effect::RemoveOp { epoch, n } => {
                self.ops.remove(&(epoch, n));
            }
            Effect::PutResponse(held) => {
                self.responses.insert(held.response.id.clone(), *held);
            }
            Effect::RemoveResponse(id) => {
                self.responses.remove(&id);
            }
            Effect::PutSubject(held) => {
                let key = (held.subject.round.clone(), held.subject.id.clone());
                self.subjects.insert(key, held);
            }
            Effect::RemoveSubject { round, id } => {
                self.subjects.remove(&(round, id));
            }
            Effect::PutRound(held) => {
                self.rounds.insert(held.round.id.clone(), held);
            }
            Effect::RemoveRound(id) => {
                self.rounds.remove(&id);
            }
        }
    }
}
