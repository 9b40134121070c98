//! What a test does to the browser behind the store's back.

use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(inline_js = r#"
const original = {
  transaction: IDBDatabase.prototype.transaction,
  add: IDBObjectStore.prototype.add,
  put: IDBObjectStore.prototype.put,
  commit: IDBTransaction.prototype.commit,
  error: Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "error"),
};
let recorded = [];

export function restore() {
  IDBDatabase.prototype.transaction = original.transaction;
  IDBObjectStore.prototype.add = original.add;
  IDBObjectStore.prototype.put = original.put;
  IDBTransaction.prototype.commit = original.commit;
  Object.defineProperty(IDBTransaction.prototype, "error", original.error);
}

export function record_durability() {
  recorded = [];
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const transaction = original.transaction.call(this, stores, mode, options);
    if (mode === "readwrite") recorded.push(transaction.durability);
    return transaction;
  };
}

export function recorded_durability() { return recorded; }

// What Chromium does over quota: every request succeeds, then the transaction aborts, and
// there is no error event.
export function abort_after_success(name) {
  let successes = 0, requests = 0;
  const counting = (call) => function (value, key) {
    const request = call.call(this, value, key);
    requests += 1;
    request.addEventListener("success", () => {
      successes += 1;
      if (successes === requests) this.transaction.abort();
    });
    return request;
  };
  IDBObjectStore.prototype.add = counting(original.add);
  IDBObjectStore.prototype.put = counting(original.put);
  IDBTransaction.prototype.commit = function () {};
  Object.defineProperty(IDBTransaction.prototype, "error", {
    configurable: true,
    get() { return new DOMException("no room", name); },
  });
}

export function lose_connection(times) {
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (times > 0) {
      times -= 1;
      throw new DOMException("Connection to Indexed Database server lost", "InvalidStateError");
    }
    return original.transaction.call(this, stores, mode, options);
  };
}

const ended = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

export const remove = (name) => ended(indexedDB.deleteDatabase(name));

export async function upgrade(name, version) {
  const database = await ended(indexedDB.open(name, version));
  database.close();
}

// The database as version 1 of the app left it: without a store that came later.
export async function back_to_first_version_js(name, later) {
  const database = await ended(indexedDB.open(name));
  const stores = [...database.objectStoreNames].filter((store) => store !== later);
  const records = [];
  for (const store of stores) {
    const all = database.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([ended(all.getAllKeys()), ended(all.getAll())]);
    records.push([store, keys, values]);
  }
  database.close();
  await remove(name);
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, keys, values] of records) {
      const made = request.result.createObjectStore(store);
      keys.forEach((key, place) => original.put.call(made, values[place], key));
    }
  };
  (await ended(request)).close();
}

async function write(name, store, key, value) {
  const database = await ended(indexedDB.open(name));
  const transaction = database.transaction(store, "readwrite");
  transaction.objectStore(store).put(value, key);
  await new Promise((resolve) => { transaction.oncomplete = resolve; });
  database.close();
}

export const put_bytes_js = (name, store, key, bytes) => write(name, store, key, bytes.slice());
export const put_text_js = (name, store, key, text) => write(name, store, key, text);

export async function count_js(name, store) {
  const database = await ended(indexedDB.open(name));
  const count = await ended(database.transaction(store).objectStore(store).count());
  database.close();
  return count;
}

export async function is_of_version_js(name, version) {
  const database = await ended(indexedDB.open(name));
  database.close();
  return database.version === version;
}

export async function exists_js(name) {
  const databases = await indexedDB.databases();
  return databases.some((database) => database.name === name);
}

// A connection that ignores the request to close, and a deletion that waits for it.
export async function hold_js(name) {
  const database = await ended(indexedDB.open(name));
  indexedDB.deleteDatabase(name);
  return database;
}

export function let_go(database) { database.close(); }
"#)]
extern "C" {
    pub(crate) fn restore();
    pub(crate) fn record_durability();
    fn recorded_durability() -> Array;
    pub(crate) fn abort_after_success(name: &str);
    pub(crate) fn lose_connection(times: u32);
    pub(crate) fn let_go(held: &JsValue);

    #[wasm_bindgen(catch)]
    async fn remove(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = upgrade)]
    async fn upgrade_js(name: &str, version: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn back_to_first_version_js(name: &str, later: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn put_bytes_js(
        name: &str,
        store: &str,
        key: &str,
        bytes: &[u8],
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn put_text_js(
        name: &str,
        store: &str,
        key: &str,
        text: &str,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn count_js(name: &str, store: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn is_of_version_js(name: &str, version: u32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn exists_js(name: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch)]
    async fn hold_js(name: &str) -> Result<JsValue, JsValue>;
}

/// The durability of every write transaction since [`record_durability`].
pub(crate) fn recorded() -> Vec<String> {
    let seen = recorded_durability().into_iter();
    seen.filter_map(|value| value.as_string()).collect()
}

/// Deletes a database; resolves when it is gone.
pub(crate) async fn delete(name: &str) {
    remove(name).await.expect("deleted");
}

/// Opens a database with a newer version; resolves when every older connection is closed.
pub(crate) async fn upgrade(name: &str, version: u32) {
    upgrade_js(name, version).await.expect("upgraded");
}

/// Makes a database what version 1 of the app left, without a store that came later.
pub(crate) async fn back_to_first_version(name: &str, later: &str) {
    let made = back_to_first_version_js(name, later).await;
    made.expect("made anew");
}

/// Puts bytes that nobody sealed.
pub(crate) async fn put_bytes(name: &str, store: &str, key: &str, bytes: &[u8]) {
    put_bytes_js(name, store, key, bytes).await.expect("put");
}

/// Puts a value that is not bytes.
pub(crate) async fn put_text(name: &str, store: &str, key: &str, text: &str) {
    put_text_js(name, store, key, text).await.expect("put");
}

/// Counts the records of a store.
pub(crate) async fn count(name: &str, store: &str) -> f64 {
    let count = count_js(name, store).await.expect("counted");
    count.as_f64().expect("a number")
}

/// Whether a database has this version.
pub(crate) async fn is_of_version(name: &str, version: u32) -> bool {
    let answer = is_of_version_js(name, version).await;
    answer.expect("opened").is_truthy()
}

/// Whether there is a database.
pub(crate) async fn exists(name: &str) -> bool {
    exists_js(name).await.expect("listed").is_truthy()
}

/// Holds a database so that nobody else can open it.
pub(crate) async fn hold(name: &str) -> JsValue {
    hold_js(name).await.expect("held")
}
