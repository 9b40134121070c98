//! One open connection to a database that rexie has made or upgraded.
//!
//! rexie 0.6 hides the handle it opens, and offers neither strict durability nor the `close`
//! event. So it keeps the schema; reading and writing have a handle of their own, which can never
//! create or upgrade anything.

use std::cell::Cell;
use std::rc::Rc;

use futures_channel::oneshot;
use gloo_timers::callback::Timeout;
use rexie::{ObjectStore, Rexie};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, IdbDatabase};

use super::failure::of_opening;
use super::opening::open;
use crate::error::StorageError;
use crate::schema::Schema;

/// How long another tab may take to close an older version before a person is asked to help.
const BLOCKED_AFTER_MS: u32 = 4_000;

/// An open connection.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) database: IdbDatabase,
    is_open: Rc<Cell<bool>>,
    _on_close: Closure<dyn FnMut(Event)>,
    _on_version_change: Closure<dyn FnMut(Event)>,
}

impl Connection {
    /// Opens the database, and makes or upgrades it where it has to.
    pub(super) async fn open(name: String, schema: Schema) -> Result<Self, StorageError> {
        let (sender, receiver) = oneshot::channel();
        let first = Rc::new(Cell::new(Some(sender)));
        let late = Rc::clone(&first);
        let _patience = Timeout::new(BLOCKED_AFTER_MS, move || {
            tell(&late, Err(StorageError::Blocked));
        });
        // On a task of its own: if the upgrade were dropped half-way while blocked, the browser
        // would later upgrade to a database without stores.
        spawn_local(async move { tell(&first, open_now(name, schema).await) });
        let opened = receiver.await;
        opened.unwrap_or_else(|_| Err(StorageError::Closed("opening ended".to_owned())))
    }

    /// Whether neither the browser nor another tab's upgrade nor we have closed it.
    pub(super) fn is_open(&self) -> bool {
        self.is_open.get()
    }

    /// The object stores there are.
    pub(super) fn store_names(&self) -> Vec<String> {
        let names = self.database.object_store_names();
        (0..names.length()).filter_map(|at| names.get(at)).collect()
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.is_open.set(false);
        self.database.set_onclose(None);
        self.database.set_onversionchange(None);
        self.database.close();
    }
}

async fn open_now(name: String, schema: Schema) -> Result<Connection, StorageError> {
    let builder = schema.stores.iter().fold(
        Rexie::builder(&name).version(schema.version),
        |builder, table| builder.add_object_store(ObjectStore::new(table.name())),
    );
    let made = builder.build().await.map_err(of_making)?;
    // As long as rexie's connection lasts nobody deletes or upgrades what it has made.
    let opened = open(&name, schema.version).await;
    made.close();
    Ok(watched(opened?))
}

/// Marks the connection closed when the browser takes it away, and closes it politely when
/// another tab wants to upgrade or delete the database.
fn watched(database: IdbDatabase) -> Connection {
    let is_open = Rc::new(Cell::new(true));
    let closed = Rc::clone(&is_open);
    let on_close = Closure::new(move |_: Event| closed.set(false));
    database.set_onclose(Some(on_close.as_ref().unchecked_ref()));
    let gone = Rc::clone(&is_open);
    let handle = database.clone();
    let on_version_change = Closure::new(move |_: Event| {
        gone.set(false);
        handle.close();
    });
    database.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
    Connection {
        database,
        is_open,
        _on_close: on_close,
        _on_version_change: on_version_change,
    }
}

type Opened = Result<Connection, StorageError>;

/// Tells how opening ended, the first time it is called. Where nobody waits any more, the value
/// is dropped, and with it the connection.
fn tell(first: &Cell<Option<oneshot::Sender<Opened>>>, opened: Opened) {
    if let Some(sender) = first.take() {
        drop(sender.send(opened));
    }
}

/// Why rexie could not make, upgrade or open a database.
fn of_making(error: rexie::Error) -> StorageError {
    let rexie::Error::IdbError(error) = error else {
        return StorageError::Failed("opening".to_owned());
    };
    match error {
        idb::Error::IndexedDbNotFound(_) => {
            StorageError::Unavailable("there is no IndexedDB".to_owned())
        }
        idb::Error::DomException(exception) => of_opening(&exception),
        idb::Error::IndexedDbOpenFailed(value)
        | idb::Error::ObjectStoreCreateFailed(value)
        | idb::Error::ObjectStoreDeleteFailed(value) => of_opening(&value),
        _ => StorageError::Failed("opening".to_owned()),
    }
}
