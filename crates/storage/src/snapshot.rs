//! Everything an account's database holds, read at once.

use std::fmt;

use litemap::LiteMap;
use sohoi_json::{Read, from_bytes};
use sohoi_sync::client::{
    DeviceRecord, Effect, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp, Records,
};

use crate::batch::{Batch, Key, NOTE, key_of_subject, meta};
use crate::schema::Table;
use crate::seal::open;

/// Everything an account's database holds, but for the bytes of photos.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// How far numbering and exchange are; absent in a new database.
    pub device: Option<DeviceRecord>,
    /// When everything was last exchanged whole, by this device's clock (RFC 3339).
    pub exchanged_at: Option<String>,
    /// The rounds the server announced, by id.
    pub rounds: Vec<HeldRound>,
    /// Documents by hash.
    pub documents: LiteMap<String, String>,
    /// The register in scope, by round and id.
    pub subjects: Vec<HeldSubject>,
    /// Responses as the server holds them, by id.
    pub responses: Vec<HeldResponse>,
    /// Ops by epoch and number.
    pub ops: Vec<LoggedOp>,
    /// What people wrote beside responses, by key.
    pub notes: LiteMap<String, String>,
    /// Records that cannot be read. They are left where they are; all others are here.
    pub damaged: Vec<Damaged>,
}

impl Snapshot {
    /// Takes the damaged records of a store out of the list, and gives their keys.
    pub(crate) fn take_damaged(&mut self, table: Table) -> Vec<String> {
        let (taken, left): (Vec<_>, Vec<_>) = std::mem::take(&mut self.damaged)
            .into_iter()
            .partition(|damaged| damaged.table == table);
        self.damaged = left;
        taken.into_iter().map(|damaged| damaged.key).collect()
    }

    /// What the sync core starts from where nothing will be written: nothing is repaired.
    pub fn into_read_only(self) -> Records {
        let mut records = Records::new("");
        records.rounds = self.rounds;
        records.subjects = self.subjects;
        records.responses = self.responses;
        records.ops = self.ops;
        if let Some(device) = self.device {
            records.device = device;
        }
        records
    }

    /// What the sync core starts from, and what has to be written before it does: in a new
    /// database the device's record, with `fresh` as its id; after damage a new lineage, so
    /// that no new op takes the number of one that cannot be read.
    pub fn into_records(mut self, fresh: &str) -> (Records, Batch) {
        let mut repairs = Batch::new();
        let damaged = std::mem::take(&mut self.damaged);
        let is_new = self.device.is_none();
        let mut records = self.into_read_only();
        if is_new {
            fresh.clone_into(&mut records.device.device);
            let last_epoch = records.ops.iter().map(|op| op.epoch).max();
            if let Some(epoch) = last_epoch {
                records.device.lineages = vec![Lineage::of_this_device(epoch + 1)];
                number_anew(&mut records.ops, epoch + 1, &mut repairs);
            }
            repairs.effect(&Effect::PutDevice(records.device.clone()));
        }
        let current = records.device.current().epoch;
        let is_lost = |damaged: &Damaged| damaged.epoch() == Some(current);
        if damaged.iter().any(is_lost) {
            let next = Lineage::of_this_device(records.device.free_epoch());
            records.device.lineages.push(next);
            repairs.effect(&Effect::PutDevice(records.device.clone()));
        }
        (records, repairs)
    }
}

/// Gives the ops without an outcome the numbers 1, 2, … of `epoch`. Whether the server has them
/// under the lost name of this device nobody knows any more; sent again they say the same.
fn number_anew(ops: &mut [LoggedOp], epoch: u32, repairs: &mut Batch) {
    let pending = ops.iter_mut().filter(|op| op.outcome.is_none());
    for (op, n) in pending.zip(1..) {
        repairs.effect(&Effect::RemoveOp {
            epoch: op.epoch,
            n: op.op.n,
        });
        op.epoch = epoch;
        op.op.n = n;
        repairs.effect(&Effect::PutOp(op.clone()));
    }
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The store it is in.
    pub table: Table,
    /// Its key.
    pub key: String,
    /// What is wrong with it, in English.
    pub what: String,
}

impl Damaged {
    /// The epoch of the op it was, if it was one.
    fn epoch(&self) -> Option<u32> {
        let number: u64 = self.key.parse().ok().filter(|_| self.table == Table::Ops)?;
        u32::try_from(number >> 40).ok()
    }
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}: {}", self.table.name(), self.key, self.what)
    }
}

/// How far numbering and exchange are on disk: how a tab sees that another one has written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The device's record; absent in a new database.
    pub device: Option<DeviceRecord>,
    /// Whether there are ops after the one asked about.
    pub has_later_ops: bool,
}

/// A record as it lies in a store; `None` where the value is not bytes.
pub(crate) type Record = (Key, Option<Vec<u8>>);

impl Snapshot {
    /// What records say, store by store; those that cannot be read are set aside.
    pub(crate) fn of(stores: impl IntoIterator<Item = (Table, Vec<Record>)>) -> Self {
        let mut found = Self::default();
        for (table, records) in stores {
            for (key, bytes) in records {
                if let Err(what) = found.read_one(table, &key, bytes) {
                    found.damaged.push(Damaged {
                        table,
                        key: key.to_string(),
                        what,
                    });
                }
            }
        }
        found
    }

    fn read_one(&mut self, table: Table, key: &Key, bytes: Option<Vec<u8>>) -> Result<(), String> {
        match table {
            Table::Meta => match key.to_string().as_str() {
                meta::DEVICE => {
                    let device: DeviceRecord = parse(bytes)?;
                    if device.lineages.is_empty() {
                        return Err("has no lineage".to_owned());
                    }
                    self.device = Some(device);
                }
                meta::EXCHANGED_AT => self.exchanged_at = Some(parse(bytes)?),
                name => {
                    if let Some(key) = name.strip_prefix(NOTE) {
                        self.notes.insert(key.to_owned(), text(bytes)?);
                    }
                }
            },
            Table::Documents => {
                self.documents.insert(key.to_string(), text(bytes)?);
            }
            Table::Rounds => {
                let held: HeldRound = parse(bytes)?;
                same_key(key, &held.round.id)?;
                self.rounds.push(held);
            }
            Table::Subjects => {
                let held: HeldSubject = parse(bytes)?;
                same_key(key, &key_of_subject(&held.subject.round, &held.subject.id))?;
                self.subjects.push(held);
            }
            Table::Responses | Table::Briefs => {
                let held: HeldResponse = parse(bytes)?;
                same_key(key, &held.response.id)?;
                self.responses.push(held);
            }
            Table::Ops => {
                let op: LoggedOp = parse(bytes)?;
                same_key(key, &op.store_key().to_string())?;
                self.ops.push(op);
            }
            Table::Blobs | Table::Accounts => {}
        }
        Ok(())
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Opens and parses one value.
pub(crate) fn parse<T: Read>(bytes: Option<Vec<u8>>) -> Result<T, String> {
    from_bytes(&opened(bytes)?).map_err(|error| error.to_string())
}

/// Opens the text of one value.
fn text(bytes: Option<Vec<u8>>) -> Result<String, String> {
    String::from_utf8(opened(bytes)?).map_err(|error| error.to_string())
}

/// Opens one value.
pub(crate) fn opened(bytes: Option<Vec<u8>>) -> Result<Vec<u8>, String> {
    let sealed = bytes.ok_or("not bytes")?;
    open(sealed).ok_or_else(|| "sealed by something else".to_owned())
}

fn same_key(key: &Key, id: &str) -> Result<(), String> {
    if key.to_string() == id {
        Ok(())
    } else {
        Err(format!("holds {id}"))
    }
}
