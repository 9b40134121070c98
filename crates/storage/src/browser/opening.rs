//! Opening a database that is there; it never makes or upgrades one.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory};

use super::failure::of_opening;
use crate::error::StorageError;

/// Opens the database of exactly this version.
///
/// Where there is none, or an older one, everything stays as it was.
pub(super) async fn open(name: &str, version: u32) -> Result<IdbDatabase, StorageError> {
    let request = factory()?.open_with_u32(name, version);
    let request = request.map_err(|error| of_opening(&error))?;
    // The browser's own functions are the listeners: there is no closure to keep.
    let opened = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onupgradeneeded(Some(&reject));
    });
    if JsFuture::from(opened).await.is_ok() {
        let database = request.result().map_err(|error| of_opening(&error))?;
        return Ok(database.unchecked_into());
    }
    if let Some(upgrade) = request.transaction() {
        drop(upgrade.abort());
    }
    Err(match request.error() {
        Ok(Some(exception)) => of_opening(&exception),
        _ => StorageError::Closed("there is no database of this version".to_owned()),
    })
}

/// The browser's databases: those of a page and of a worker are the same.
pub(super) fn factory() -> Result<IdbFactory, StorageError> {
    let factory = Reflect::get(&js_sys::global(), &JsValue::from_str("indexedDB"));
    let factory = factory.map_err(|error| of_opening(&error))?;
    if factory.is_falsy() {
        return Err(StorageError::Unavailable(
            "there is no IndexedDB".to_owned(),
        ));
    }
    Ok(factory.unchecked_into())
}
