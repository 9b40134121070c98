//! The store in a browser's IndexedDB.

mod connection;
mod deleting;
mod device;
mod failure;
mod handle;
mod loading;
mod opening;
mod reading;
mod writing;

use js_sys::Array;
use sohoi_sync::client::HeldResponse;
use wasm_bindgen::JsValue;

use crate::batch::{Batch, Key, key_of_copy, meta, parted};
use crate::error::StorageError;
use crate::schema::{ACCOUNT, Table, account_database};
use crate::snapshot::{Damaged, Head, Snapshot, opened, parse};
use crate::store::Store;
use handle::Handle;
use reading::What;

pub use deleting::delete_account;
pub use device::DeviceStore;
pub use loading::{load_account, unsent_of};

/// An account's database in IndexedDB.
#[derive(Debug)]
pub struct BrowserStore {
    handle: Handle,
}

impl BrowserStore {
    /// Opens the database of an account; makes it where there is none.
    ///
    /// # Errors
    ///
    /// [`StorageError::Blocked`] while another tab holds an older version open,
    /// [`StorageError::NewerSchema`] where a newer app was here first; else any other.
    pub async fn open(account: &str) -> Result<Self, StorageError> {
        let handle = Handle::new(account_database(account), ACCOUNT);
        handle.connection().await?;
        Ok(Self { handle })
    }

    /// The object stores there are.
    ///
    /// # Errors
    ///
    /// Any [`StorageError`].
    pub async fn table_names(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.handle.connection().await?.store_names())
    }

    /// Closes the connection. The next use opens it again.
    pub fn close(&self) {
        self.handle.close();
    }

    async fn snapshot(&self, tables: &[Table], what: What<'_>) -> Result<Snapshot, StorageError> {
        Ok(Snapshot::of(self.handle.read(tables, what).await?))
    }
}

impl Store for BrowserStore {
    async fn read(&self, tables: &[Table]) -> Result<Snapshot, StorageError> {
        self.snapshot(tables, What::All).await
    }

    async fn responses(
        &self,
        ids: &[String],
    ) -> Result<(Vec<HeldResponse>, Vec<Damaged>), StorageError> {
        let found = self.snapshot(&[Table::Responses], What::Each(ids)).await?;
        Ok((found.responses, found.damaged))
    }

    async fn head(&self, last_op: u64) -> Result<Head, StorageError> {
        let device = self.handle.value(Table::Meta, meta::DEVICE).await?;
        let after = Key::Number(last_op);
        let later = self.handle.read(&[Table::Ops], What::After(&after)).await?;
        Ok(Head {
            device: device.and_then(|bytes| parse(Some(bytes)).ok()),
            has_later_ops: later.iter().any(|(_, records)| !records.is_empty()),
        })
    }

    async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        self.handle.commit(batch).await
    }

    async fn blob(&self, hash: &str) -> Result<Option<Vec<u8>>, StorageError> {
        let mut bytes = self.handle.value(Table::Blobs, hash).await?;
        if bytes.is_none() {
            let copy = key_of_copy(hash);
            bytes = self.handle.value(Table::Blobs, &copy).await?;
        }
        Ok(bytes.and_then(|bytes| opened(Some(bytes)).ok()))
    }

    async fn blob_hashes(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.blob_keys().await?.0)
    }

    async fn copied_hashes(&self) -> Result<Vec<String>, StorageError> {
        Ok(self.blob_keys().await?.1)
    }
}

impl BrowserStore {
    /// The hashes of this device's photos, and of those that the server handed out.
    async fn blob_keys(&self) -> Result<(Vec<String>, Vec<String>), StorageError> {
        let stores = self.handle.read(&[Table::Blobs], What::Keys).await?;
        let records = stores.into_iter().flat_map(|(_, records)| records);
        Ok(parted(records.map(|(key, _)| key.to_string())))
    }
}

/// The names of stores, as a transaction takes them.
fn names(tables: &[Table]) -> Array {
    let names = tables.iter().map(|table| JsValue::from_str(table.name()));
    names.collect()
}

/// A key as IndexedDB takes it. Op numbers stay exact far beyond any device's life.
fn js_key(key: &Key) -> JsValue {
    match key {
        #[expect(clippy::cast_precision_loss, reason = "numbers below 2^53")]
        Key::Number(number) => JsValue::from_f64(*number as f64),
        Key::Text(text) => JsValue::from_str(text),
    }
}

/// A key as IndexedDB gives it.
fn from_js_key(key: &JsValue) -> Key {
    match (key.as_f64(), key.as_string()) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "keys that were op numbers"
        )]
        (Some(number), _) if number >= 0.0 && number.fract() == 0.0 => Key::Number(number as u64),
        (_, Some(text)) => Key::Text(text),
        // The app has no others.
        _ => Key::Text("?".to_owned()),
    }
}
