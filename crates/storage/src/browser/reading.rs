//! One read transaction.

use js_sys::Uint8Array;
use rexie::{KeyRange, Rexie, Store as TransactionStore, TransactionMode};
use wasm_bindgen::{JsCast, JsValue};

use super::transaction::{Failure, of_exception};
use super::{from_js_key, js_key};
use crate::batch::Key;
use crate::schema::Table;
use crate::snapshot::Record;

/// What is read of a store.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// Every record.
    All,
    /// The record at a key, where there is one.
    At(&'a str),
    /// The records at these keys, where there are any.
    Each(&'a [String]),
    /// Every key, without values.
    Keys,
    /// The first key after this one, without its value.
    After(&'a Key),
}

/// Reads stores one after the other, in one consistent view.
///
/// Nothing but requests of the transaction is awaited, so that it stays open until the last.
pub(super) async fn read(
    database: &Rexie,
    tables: &[Table],
    what: What<'_>,
) -> Result<Vec<(Table, Vec<Record>)>, Failure> {
    let records = read_all(database, tables, what).await;
    records.map_err(|error| read_failure(&error))
}

async fn read_all(
    database: &Rexie,
    tables: &[Table],
    what: What<'_>,
) -> rexie::Result<Vec<(Table, Vec<Record>)>> {
    let names: Vec<&str> = tables.iter().map(|table| table.name()).collect();
    let transaction = database.transaction(&names, TransactionMode::ReadOnly)?;
    let mut found = Vec::with_capacity(tables.len());
    for table in tables {
        let store = transaction.store(table.name())?;
        if let What::Each(keys) = what {
            found.push((*table, each(&store, keys).await?));
            continue;
        }
        let keys = store.get_all_keys(range(what)?, limit(what)).await?;
        let values = match what {
            What::All | What::At(_) => store.get_all(range(what)?, None).await?,
            What::Keys | What::After(_) | What::Each(_) => Vec::new(),
        };
        found.push((*table, records(&keys, &values)));
    }
    Ok(found)
}

async fn each(store: &TransactionStore, keys: &[String]) -> rexie::Result<Vec<Record>> {
    let mut records = Vec::with_capacity(keys.len());
    for key in keys {
        if let Some(value) = store.get(JsValue::from_str(key)).await? {
            records.push((Key::Text(key.clone()), bytes(&value)));
        }
    }
    Ok(records)
}

fn range(what: What<'_>) -> Result<Option<KeyRange>, idb::Error> {
    match what {
        What::All | What::Keys | What::Each(_) => Ok(None),
        What::At(key) => KeyRange::only(&JsValue::from_str(key)).map(Some),
        What::After(key) => KeyRange::lower_bound(&js_key(key), Some(true)).map(Some),
    }
}

fn limit(what: What<'_>) -> Option<u32> {
    matches!(what, What::After(_)).then_some(1)
}

fn records(keys: &[JsValue], values: &[JsValue]) -> Vec<Record> {
    let keys = keys.iter().enumerate();
    keys.map(|(place, key)| (from_js_key(key), values.get(place).and_then(bytes)))
        .collect()
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// What a failed read means: everything that names no better reason is a lost connection,
/// because reading again does no harm.
fn read_failure(error: &rexie::Error) -> Failure {
    match error {
        rexie::Error::IdbError(idb::Error::DomException(exception)) => of_exception(exception),
        _ => Failure::Connection("reading".to_owned()),
    }
}
