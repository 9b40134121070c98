//! A store in memory, with the same contract: for tests of what stands on storage.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};

use sohoi_sync::client::HeldResponse;

use crate::batch::{Action, Batch, Key, Write, key_of_copy, meta, parted};
use crate::error::StorageError;
use crate::schema::{ACCOUNT, Table};
use crate::snapshot::{Damaged, Head, Snapshot, opened, parse};
use crate::store::Store;

type Records = BTreeMap<Table, BTreeMap<Key, Vec<u8>>>;

/// A store in memory.
#[derive(Debug, Default)]
pub struct MemoryStore {
    records: RefCell<Records>,
    failures: RefCell<VecDeque<StorageError>>,
    commits: Cell<usize>,
}

impl MemoryStore {
    /// An empty store.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the next commit fail; called several times, the next ones in turn.
    pub fn fail_next(&self, error: StorageError) {
        self.failures.borrow_mut().push_back(error);
    }

    /// How many commits succeeded.
    pub fn commits(&self) -> usize {
        self.commits.get()
    }

    /// Overwrites a stored value with bytes that nobody sealed.
    pub fn damage(&self, table: Table, key: &str, bytes: &[u8]) {
        let key = match table {
            Table::Ops => key.parse().map_or(Key::Text(key.to_owned()), Key::Number),
            _ => Key::Text(key.to_owned()),
        };
        let mut records = self.records.borrow_mut();
        records
            .entry(table)
            .or_default()
            .insert(key, bytes.to_vec());
    }

    fn blob_keys(&self) -> (Vec<String>, Vec<String>) {
        let records = self.records.borrow();
        let blobs = records.get(&Table::Blobs).into_iter().flatten();
        parted(blobs.map(|(key, _)| key.to_string()))
    }

    fn value(&self, table: Table, key: &str) -> Option<Vec<u8>> {
        let records = self.records.borrow();
        records
            .get(&table)?
            .get(&Key::Text(key.to_owned()))
            .cloned()
    }
}

impl Store for MemoryStore {
    async fn read(&self, tables: &[Table]) -> Result<Snapshot, StorageError> {
        let stores = self.records.borrow();
        let wanted = stores.iter().filter(|(table, _)| tables.contains(table));
        Ok(Snapshot::of(wanted.map(|(table, records)| {
            let records = records.iter();
            let records = records.map(|(key, bytes)| (key.clone(), Some(bytes.clone())));
            (*table, records.collect())
        })))
    }

    async fn responses(
        &self,
        ids: &[String],
    ) -> Result<(Vec<HeldResponse>, Vec<Damaged>), StorageError> {
        let records = ids.iter().filter_map(|id| {
            let bytes = self.value(Table::Responses, id)?;
            Some((Key::Text(id.clone()), Some(bytes)))
        });
        let found = Snapshot::of([(Table::Responses, records.collect())]);
        Ok((found.responses, found.damaged))
    }

    async fn head(&self, last_op: u64) -> Result<Head, StorageError> {
        let device = self.value(Table::Meta, meta::DEVICE);
        let records = self.records.borrow();
        let mut ops = records.get(&Table::Ops).into_iter().flatten();
        Ok(Head {
            device: device.and_then(|bytes| parse(Some(bytes)).ok()),
            has_later_ops: ops.any(|(key, _)| *key > Key::Number(last_op)),
        })
    }

    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        if let Some(error) = self.failures.borrow_mut().pop_front() {
            return Err(error);
        }
        let mut next = self.records.borrow().clone();
        for write in &batch.writes {
            apply(&mut next, write.clone())?;
        }
        self.records.replace(next);
        self.commits.set(self.commits.get() + 1);
        Ok(())
    }

    async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let bytes = self.value(Table::Blobs, hash);
        let bytes = bytes.or_else(|| self.value(Table::Blobs, &key_of_copy(hash)));
        Ok(bytes.and_then(|bytes| opened(Some(bytes)).ok()))
    }

    async fn blob_hashes(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.blob_keys().0)
    }

    async fn copied_hashes(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.blob_keys().1)
    }
}

fn apply(records: &mut Records, write: Write) -> Result<(), StorageError> {
    let Write { table, key, action } = write;
    if !ACCOUNT.stores.contains(&table) {
        return Err(StorageError::Failed(format!("no store {}", table.name())));
    }
    let records = records.entry(table).or_default();
    match action {
        Action::Delete => {
            records.remove(&key);
        }
        Action::Add(_) if records.contains_key(&key) => return Err(StorageError::Outdated),
        Action::Put(bytes) | Action::Add(bytes) => {
            records.insert(key, bytes);
        }
    }
    Ok(())
}
