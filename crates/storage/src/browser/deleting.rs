//! Deleting what an account has on this device.

use js_sys::{Function, Promise};
use wasm_bindgen_futures::JsFuture;

use super::failure::of_opening;
use super::opening::factory;
use crate::error::StorageError;
use crate::schema::account_database;

/// Deletes the database of an account, with everything in it. Other tabs close theirs when they hear of it,
/// and it waits for them. Where there is none, nothing happens.
///
/// # Errors
///
/// Any [`StorageError`]; then it is still there.
pub async fn delete_account(account: &str) -> Result<(), StorageError> {
    let request = factory()?.delete_database(&account_database(account));
    let request = request.map_err(|error| of_opening(&error))?;
    let deleted = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    match JsFuture::from(deleted).await {
        Ok(_) => Ok(()),
        Err(error) => Err(match request.error() {
            Ok(Some(exception)) => of_opening(&exception),
            _ => of_opening(&error),
        }),
    }
}
