//! One write transaction, strict, and the truth about how it ended.

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbRequest, IdbTransaction};

use super::failure::{Failure, of_exception, of_transaction};
use super::{js_key, names};
use crate::batch::{Action, Batch};
use crate::schema::Table;

#[wasm_bindgen]
extern "C" {
    /// `IDBDatabase` with the options that web-sys hides behind an unstable flag.
    type StrictDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction(
        this: &StrictDatabase,
        stores: &Array,
        mode: &str,
        options: &JsValue,
    ) -> Result<IdbTransaction, JsValue>;

    /// `IDBTransaction` with `commit`, which web-sys has only as a deprecated name.
    type Committing;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &Committing) -> Result<(), JsValue>;
}

/// A batch as JavaScript values: everything a transaction needs, made before it opens.
pub(super) struct Prepared {
    tables: Array,
    steps: Vec<(Table, Step)>,
}

enum Step {
    Put(JsValue, JsValue),
    Add(JsValue, JsValue),
    Delete(JsValue),
}

impl Prepared {
    /// Copies a batch to the JavaScript side.
    pub(super) fn new(batch: &Batch) -> Self {
        let steps = batch.writes.iter().map(|write| {
            let key = js_key(&write.key);
            let step = match &write.action {
                Action::Put(bytes) => Step::Put(js_bytes(bytes), key),
                Action::Add(bytes) => Step::Add(js_bytes(bytes), key),
                Action::Delete => Step::Delete(key),
            };
            (write.table, step)
        });
        Self {
            tables: names(&batch.tables()),
            steps: steps.collect(),
        }
    }
}

/// Writes everything in one strict transaction. `Ok` only after its `complete` event: over quota
/// Chromium reports every request as a success and aborts afterwards.
///
/// Once polled the first time the transaction lives by itself; dropping the future does not
/// take it back.
pub(super) async fn write(database: &IdbDatabase, prepared: &Prepared) -> Result<(), Failure> {
    let transaction = begin(database, &prepared.tables).map_err(|error| of_transaction(&error))?;
    // The browser's own functions are the listeners, set before any request: there is no Rust
    // closure that could be dropped too early, or throw.
    let ended = Promise::new(&mut |resolve: Function, reject: Function| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    let ended = JsFuture::from(ended);
    let requests = match request_all(&transaction, prepared) {
        Ok(requests) => requests,
        Err(error) => {
            // A request that cannot even be made: take back those before it.
            drop(transaction.abort());
            drop(ended.await);
            return Err(of_transaction(&error));
        }
    };
    match ended.await {
        Ok(_) => Ok(()),
        Err(_) => Err(match reason(&transaction, &requests) {
            Some(exception) => of_exception(&exception),
            None => Failure::Connection("the transaction was aborted".to_owned()),
        }),
    }
}

/// Why a transaction was aborted. Firefox tells it of the request that failed and calls every other
/// error, that of the transaction too, `AbortError`; over quota Chromium fails no request and tells
/// it of the transaction.
fn reason(transaction: &IdbTransaction, requests: &[IdbRequest]) -> Option<DomException> {
    let mut errors = requests
        .iter()
        .filter_map(|request| request.error().ok().flatten());
    let first = errors.find(|error| error.name() != "AbortError");
    first.or_else(|| transaction.error())
}

fn begin(database: &IdbDatabase, tables: &Array) -> Result<IdbTransaction, JsValue> {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let database: &StrictDatabase = database.unchecked_ref();
    database.transaction(tables, "readwrite", &options)
}

/// Makes every request, then says that no more will come.
fn request_all(
    transaction: &IdbTransaction,
    prepared: &Prepared,
) -> Result<Vec<IdbRequest>, JsValue> {
    let mut requests = Vec::with_capacity(prepared.steps.len());
    for (table, step) in &prepared.steps {
        let store = transaction.object_store(table.name())?;
        requests.push(match step {
            Step::Put(value, key) => store.put_with_key(value, key)?,
            Step::Add(value, key) => store.add_with_key(value, key)?,
            Step::Delete(key) => store.delete(key)?,
        });
    }
    transaction.unchecked_ref::<Committing>().commit()?;
    Ok(requests)
}

fn js_bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}
