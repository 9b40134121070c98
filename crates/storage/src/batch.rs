//! Writes that happen together or not at all.

use sohoi_json::{Write as WriteJson, to_text};
use sohoi_sync::client::{Effect, HeldResponse, LoggedOp, store_key};

use crate::record::{KnownAccount, Verifier};
use crate::schema::Table;
use crate::seal::seal;

/// Names of the single records in [`Table::Meta`].
pub(crate) mod meta {
    pub(crate) const DEVICE: &str = "device";
    pub(crate) const EXCHANGED_AT: &str = "exchanged_at";
    pub(crate) const DEVICE_ID: &str = "device_id";
    pub(crate) const CURRENT: &str = "current";
}

/// The key of a record.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key {
    Number(u64),
    Text(String),
}

/// What happens to a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Written, whatever was there.
    Put(Vec<u8>),
    /// Written where nothing was there; otherwise the whole batch is
    /// [`Outdated`](crate::StorageError::Outdated).
    Add(Vec<u8>),
    /// Removed.
    Delete,
}

/// One step of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Write {
    pub(crate) table: Table,
    pub(crate) key: Key,
    pub(crate) action: Action,
}

/// Writes that happen together or not at all, in the order they were added.
///
/// Values are sealed as they come in, so that nothing is left to compute when the transaction
/// opens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    pub(crate) writes: Vec<Write>,
}

impl Batch {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty()
    }

    /// Adds everything of another batch, after what is here.
    pub fn append(&mut self, other: Self) {
        self.writes.extend(other.writes);
    }

    /// The stores the batch touches, each once.
    pub fn tables(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        for write in &self.writes {
            if !tables.contains(&write.table) {
                tables.push(write.table);
            }
        }
        tables
    }

    /// Adds a new op. Its number must be free: two tabs can never overwrite each other's ops.
    pub fn add_op(&mut self, op: &LoggedOp) {
        let action = Action::Add(sealed(op));
        self.one(Table::Ops, Key::Number(op.store_key()), action);
    }

    /// Writes what the sync core asks for.
    pub fn effect(&mut self, effect: &Effect) {
        match effect {
            Effect::PutDevice(device) => self.put_meta(meta::DEVICE, device),
            Effect::PutOp(op) => {
                let action = Action::Put(sealed(op));
                self.one(Table::Ops, Key::Number(op.store_key()), action);
            }
            Effect::RemoveOp { epoch, n } => {
                let key = Key::Number(store_key(*epoch, *n));
                self.one(Table::Ops, key, Action::Delete);
            }
            Effect::PutResponse(held) => {
                let id = &held.response.id;
                // Answers that were not read are not overwritten.
                if !held.is_brief {
                    self.put(Table::Responses, id, held.as_ref());
                }
                self.put(Table::Briefs, id, &held.brief());
            }
            Effect::RemoveResponse(id) => {
                self.remove(Table::Responses, id);
                self.remove(Table::Briefs, id);
            }
            Effect::PutSubject(held) => self.put(
                Table::Subjects,
                &key_of_subject(&held.subject.round, &held.subject.id),
                held,
            ),
            Effect::RemoveSubject { round, id } => {
                self.remove(Table::Subjects, &key_of_subject(round, id));
            }
            Effect::PutRound(held) => self.put(Table::Rounds, &held.round.id, held),
            Effect::RemoveRound(id) => self.remove(Table::Rounds, id),
        }
    }

    /// Adds the brief of a response that was stored before there were briefs.
    pub(crate) fn add_brief(&mut self, held: &HeldResponse) {
        let action = Action::Add(sealed(&held.brief()));
        self.one(Table::Briefs, Key::Text(held.response.id.clone()), action);
    }

    /// Sets when everything was last exchanged whole.
    pub fn put_exchanged_at(&mut self, at: &str) {
        self.put_meta(meta::EXCHANGED_AT, &at);
    }

    /// Puts a document under the hash of its bytes.
    pub fn put_document(&mut self, hash: &str, json: &str) {
        let action = Action::Put(seal(json.as_bytes().to_vec()));
        self.one(Table::Documents, Key::Text(hash.to_owned()), action);
    }

    /// Puts what somebody wrote beside responses, as text.
    pub fn put_note(&mut self, key: &str, text: &str) {
        let action = Action::Put(seal(text.as_bytes().to_vec()));
        self.one(Table::Meta, Key::Text([NOTE, key].concat()), action);
    }

    /// Takes such a note away.
    pub fn remove_note(&mut self, key: &str) {
        self.remove(Table::Meta, &[NOTE, key].concat());
    }

    /// Puts a photo or page under the hash of its bytes.
    pub fn put_blob(&mut self, hash: &str, bytes: Vec<u8>) {
        let action = Action::Put(seal(bytes));
        self.one(Table::Blobs, Key::Text(hash.to_owned()), action);
    }

    /// Puts a photo that the server handed out, under the hash of its bytes. Such a copy can be
    /// dropped at any time; what [`put_blob`](Self::put_blob) wrote stays.
    pub fn put_copy(&mut self, hash: &str, bytes: Vec<u8>) {
        let action = Action::Put(seal(bytes));
        self.one(Table::Blobs, Key::Text(key_of_copy(hash)), action);
    }

    /// Drops the copy of a photo.
    pub fn remove_copy(&mut self, hash: &str) {
        self.remove(Table::Blobs, &key_of_copy(hash));
    }

    /// Sets the id of the device (device database).
    pub(crate) fn put_device_id(&mut self, id: &str) {
        self.put_meta(meta::DEVICE_ID, &id);
    }

    /// Sets or clears the account that works on the device (device database).
    pub(crate) fn put_current(&mut self, account: Option<&str>) {
        self.put_meta(meta::CURRENT, &account);
    }

    /// Puts an account that signed in (device database).
    pub(crate) fn put_account(&mut self, known: &KnownAccount) {
        self.put(Table::Accounts, &known.account.name, known);
    }

    /// Puts what an account is opened by (device database).
    pub(crate) fn put_verifier(&mut self, account: &str, verifier: &Verifier) {
        self.put_meta(&key_of_verifier(account), verifier);
    }

    /// Takes away an account and what it is opened by (device database).
    pub(crate) fn remove_account(&mut self, account: &str) {
        self.remove(Table::Accounts, account);
        self.remove(Table::Meta, &key_of_verifier(account));
    }

    fn put_meta(&mut self, name: &str, value: &dyn WriteJson) {
        self.put(Table::Meta, name, value);
    }

    fn put(&mut self, table: Table, key: &str, value: &dyn WriteJson) {
        let action = Action::Put(sealed(value));
        self.one(table, Key::Text(key.to_owned()), action);
    }

    fn remove(&mut self, table: Table, key: &str) {
        self.one(table, Key::Text(key.to_owned()), Action::Delete);
    }

    fn one(&mut self, table: Table, key: Key, action: Action) {
        self.writes.push(Write { table, key, action });
    }
}

/// The key of a line of the register: its code says which line only within its round.
pub(crate) fn key_of_subject(round: &str, id: &str) -> String {
    to_text(&[round, id][..])
}

/// The key in [`Table::Meta`] of what an account is opened by. No other name begins like that.
pub(crate) fn key_of_verifier(account: &str) -> String {
    let mut key = String::from("verifier:");
    key.push_str(account);
    key
}

/// What stands before the key of a note in [`Table::Meta`]. No other name begins with it.
pub(crate) const NOTE: &str = "note:";

/// What stands before the hash in the key of a copy. No hash begins with it.
const COPY: &str = "~";

/// The key of a photo that the server handed out: apart from those of this device.
pub(crate) fn key_of_copy(hash: &str) -> String {
    [COPY, hash].concat()
}

/// Parts the keys of photos into those of this device and those that the server handed out.
pub(crate) fn parted(keys: impl Iterator<Item = String>) -> (Vec<String>, Vec<String>) {
    let (mut own, mut copies) = (Vec::new(), Vec::new());
    for key in keys {
        match key.strip_prefix(COPY) {
            Some(hash) => copies.push(hash.to_owned()),
            None => own.push(key),
        }
    }
    (own, copies)
}

fn sealed(value: &dyn WriteJson) -> Vec<u8> {
    let mut json = String::new();
    value.write(&mut json);
    seal(json.into_bytes())
}
