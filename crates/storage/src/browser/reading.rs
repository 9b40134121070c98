//! One read transaction.

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest};

use super::failure::{Failure, of_exception, of_transaction};
use super::{from_js_key, js_key, names};
use crate::batch::Key;
use crate::schema::Table;
use crate::snapshot::Record;

/// What is read of a store.
#[derive(Clone, Copy)]
pub(super) enum What<'a> {
    /// Every record.
    All,
    /// The records at these keys, where there are any.
    Each(&'a [String]),
    /// Every key, without values.
    Keys,
    /// The first key after this one, without its value.
    After(&'a Key),
}

/// Reads stores in one consistent view, in their order.
///
/// Everything is asked for at once, so that the transaction lasts until the last answer.
pub(super) async fn read(
    database: &IdbDatabase,
    tables: &[Table],
    what: What<'_>,
) -> Result<Vec<(Table, Vec<Record>)>, Failure> {
    let asked = ask(database, tables, what).map_err(|error| of_transaction(&error))?;
    let mut found = Vec::with_capacity(tables.len());
    for (table, asked) in tables.iter().zip(asked) {
        found.push((*table, asked.records().await?));
    }
    Ok(found)
}

/// What was asked of a store.
enum Asked {
    /// Keys, and the values in the same order.
    Lists(Pending, Option<Pending>),
    /// The value of each key.
    Each(Vec<(String, Pending)>),
}

fn ask(database: &IdbDatabase, tables: &[Table], what: What<'_>) -> Result<Vec<Asked>, JsValue> {
    let transaction = database.transaction_with_str_sequence(&names(tables))?;
    let mut asked = Vec::with_capacity(tables.len());
    for table in tables {
        asked.push(ask_store(&transaction.object_store(table.name())?, what)?);
    }
    Ok(asked)
}

fn ask_store(store: &IdbObjectStore, what: What<'_>) -> Result<Asked, JsValue> {
    Ok(match what {
        What::All => Asked::Lists(
            Pending::of(store.get_all_keys()?),
            Some(Pending::of(store.get_all()?)),
        ),
        What::Keys => Asked::Lists(Pending::of(store.get_all_keys()?), None),
        What::After(key) => {
            let range = IdbKeyRange::lower_bound_with_open(&js_key(key), true)?;
            let first = store.get_all_keys_with_key_and_limit(&range, 1)?;
            Asked::Lists(Pending::of(first), None)
        }
        What::Each(keys) => {
            let mut each = Vec::with_capacity(keys.len());
            for key in keys {
                let value = store.get(&JsValue::from_str(key))?;
                each.push((key.clone(), Pending::of(value)));
            }
            Asked::Each(each)
        }
    })
}

impl Asked {
    async fn records(self) -> Result<Vec<Record>, Failure> {
        match self {
            Self::Lists(keys, values) => {
                let keys: Array = keys.result().await?.unchecked_into();
                let values: Array = match values {
                    Some(values) => values.result().await?.unchecked_into(),
                    None => Array::new(),
                };
                let records = keys.iter().zip(0..);
                let records = records.map(|(key, at)| (from_js_key(&key), bytes(&values.get(at))));
                Ok(records.collect())
            }
            Self::Each(each) => {
                let mut records = Vec::with_capacity(each.len());
                for (key, value) in each {
                    let value = value.result().await?;
                    if !value.is_undefined() {
                        records.push((Key::Text(key), bytes(&value)));
                    }
                }
                Ok(records)
            }
        }
    }
}

/// A request and the end of it.
struct Pending {
    request: IdbRequest,
    ended: JsFuture,
}

impl Pending {
    fn of(request: IdbRequest) -> Self {
        let ended = Promise::new(&mut |resolve: Function, reject: Function| {
            request.set_onsuccess(Some(&resolve));
            request.set_onerror(Some(&reject));
        });
        Self {
            request,
            ended: JsFuture::from(ended),
        }
    }

    /// Everything that names no better reason is a lost connection, because reading again does
    /// no harm.
    async fn result(self) -> Result<JsValue, Failure> {
        let is_there = self.ended.await.is_ok();
        match (is_there, self.request.error()) {
            (true, _) => self
                .request
                .result()
                .map_err(|error| of_transaction(&error)),
            (false, Ok(Some(exception))) => Err(of_exception(&exception)),
            (false, _) => Err(Failure::Connection("reading".to_owned())),
        }
    }
}

fn bytes(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}
