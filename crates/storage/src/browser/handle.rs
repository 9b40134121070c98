//! A database that is opened when it is needed and opened again when it was closed under us.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use futures_util::future::{try_join, try_join_all};
use js_sys::Uint8Array;
use rexie::{KeyRange, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};

use super::connection::Connection;
use super::transaction::{Failure, Prepared, of_exception, write};
use super::{from_js_key, js_key};
use crate::batch::{Batch, Key};
use crate::error::StorageError;
use crate::schema::{Schema, Table};
use crate::snapshot::Record;

/// How often a lost connection is opened again for one request before a person is told.
const HEALS: usize = 3;

/// A database that heals its connection.
#[derive(Debug)]
pub(super) struct Handle {
    name: String,
    schema: Schema,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl Handle {
    pub(super) fn new(name: String, schema: Schema) -> Self {
        Self {
            name,
            schema,
            connection: RefCell::new(None),
        }
    }

    /// The open connection; opens one where there is none.
    pub(super) async fn connection(&self) -> Result<Rc<Connection>, StorageError> {
        if let Some(connection) = self.connection.borrow().as_ref()
            && connection.is_open()
        {
            return Ok(Rc::clone(connection));
        }
        let opened = Rc::new(Connection::open(self.name.clone(), self.schema).await?);
        self.connection.replace(Some(Rc::clone(&opened)));
        Ok(opened)
    }

    /// Closes the connection; the next use opens it again.
    pub(super) fn close(&self) {
        self.connection.replace(None);
    }

    /// Writes a batch in one strict transaction.
    pub(super) async fn commit(&self, batch: &Batch) -> Result<(), StorageError> {
        if batch.is_empty() {
            return Ok(());
        }
        let prepared = &Prepared::new(batch);
        self.healing(|connection| async move { write(&connection.writer, prepared).await })
            .await
    }

    /// Every record of some stores, in one consistent view.
    pub(super) async fn all(
        &self,
        tables: &[Table],
    ) -> Result<Vec<(Table, Vec<Record>)>, StorageError> {
        self.healing(|connection| async move {
            let names: Vec<_> = tables.iter().map(|table| table.name()).collect();
            let transaction = connection
                .reader()
                .transaction(&names, TransactionMode::ReadOnly);
            let transaction = transaction.map_err(read_failure)?;
            // All requests are made before the first is awaited.
            let stores = tables.iter().map(|table| {
                let store = transaction.store(table.name());
                async move {
                    let store = store?;
                    let pair = try_join(store.get_all_keys(None, None), store.get_all(None, None));
                    pair.await
                        .map(|(keys, values)| (*table, records(&keys, &values)))
                }
            });
            try_join_all(stores).await.map_err(read_failure)
        })
        .await
    }

    /// The values at some keys of a store, in one consistent view.
    pub(super) async fn some(
        &self,
        table: Table,
        keys: &[&str],
    ) -> Result<Vec<Option<Vec<u8>>>, StorageError> {
        self.healing(|connection| async move {
            let names = [table.name()];
            let transaction = connection
                .reader()
                .transaction(&names, TransactionMode::ReadOnly);
            let store = transaction.and_then(|transaction| transaction.store(table.name()));
            let store = &store.map_err(read_failure)?;
            let values = keys.iter().map(|key| async move {
                let value = store.get(js_key(&Key::Text((*key).to_owned()))).await?;
                Ok(value.as_ref().and_then(bytes))
            });
            try_join_all(values).await.map_err(read_failure)
        })
        .await
    }

    /// The keys of a store.
    pub(super) async fn keys(&self, table: Table) -> Result<Vec<Key>, StorageError> {
        self.healing(|connection| async move {
            let names = [table.name()];
            let transaction = connection
                .reader()
                .transaction(&names, TransactionMode::ReadOnly);
            let store = transaction.and_then(|transaction| transaction.store(table.name()));
            let keys = store.map_err(read_failure)?.get_all_keys(None, None).await;
            Ok(keys
                .map_err(read_failure)?
                .iter()
                .map(from_js_key)
                .collect())
        })
        .await
    }

    /// Whether a store has a record after `key`.
    pub(super) async fn has_after(&self, table: Table, key: &Key) -> Result<bool, StorageError> {
        self.healing(|connection| async move {
            let range = KeyRange::lower_bound(&js_key(key), Some(true));
            let range = range.map_err(|error| read_failure(error.into()))?;
            let names = [table.name()];
            let transaction = connection
                .reader()
                .transaction(&names, TransactionMode::ReadOnly);
            let store = transaction.and_then(|transaction| transaction.store(table.name()));
            let store = store.map_err(read_failure)?;
            let found = store.get_all_keys(Some(range), Some(1)).await;
            Ok(!found.map_err(read_failure)?.is_empty())
        })
        .await
    }

    /// Runs `work`; where the connection turns out to be lost, opens it again and repeats.
    async fn healing<T, F, W>(&self, work: W) -> Result<T, StorageError>
    where
        W: Fn(Rc<Connection>) -> F,
        F: Future<Output = Result<T, Failure>>,
    {
        let mut heals = 0;
        loop {
            let connection = self.connection().await?;
            match work(connection).await {
                Ok(value) => return Ok(value),
                Err(Failure::Final(error)) => return Err(error),
                Err(Failure::Connection(words)) if heals == HEALS => {
                    return Err(StorageError::Closed(words));
                }
                Err(Failure::Connection(_)) => {
                    heals += 1;
                    self.close();
                }
            }
        }
    }
}

fn records(keys: &[JsValue], values: &[JsValue]) -> Vec<Record> {
    let pairs = keys.iter().zip(values);
    pairs
        .map(|(key, value)| (from_js_key(key), bytes(value)))
        .collect()
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// What a failed read means: everything that names no better reason is a lost connection,
/// because reading again does no harm.
fn read_failure(error: rexie::Error) -> Failure {
    match error {
        rexie::Error::IdbError(idb::Error::DomException(exception)) => of_exception(&exception),
        other => Failure::Connection(other.to_string()),
    }
}
