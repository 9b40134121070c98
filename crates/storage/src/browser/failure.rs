//! What the browser's exceptions mean.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::DomException;

use crate::error::StorageError;

/// How a transaction failed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The connection is gone: open it again and repeat.
    Connection(String),
    /// Repeating changes nothing.
    Final(StorageError),
}

/// What something thrown by a call on an open database means.
pub(super) fn of_transaction(error: &JsValue) -> Failure {
    match error.dyn_ref() {
        Some(exception) => of_exception(exception),
        None => Failure::Final(StorageError::Failed("no exception".to_owned())),
    }
}

/// What the exception of a transaction or a request means.
pub(super) fn of_exception(exception: &DomException) -> Failure {
    let words = words(exception);
    match exception.name().as_str() {
        "QuotaExceededError" => Failure::Final(StorageError::Quota),
        "ConstraintError" => Failure::Final(StorageError::Outdated),
        // Closed under us, by the browser ("Connection to Indexed Database server lost",
        // "Internal error …") or by another tab's upgrade.
        "InvalidStateError" | "AbortError" | "UnknownError" | "TimeoutError" => {
            Failure::Connection(words)
        }
        _ => Failure::Final(StorageError::Failed(words)),
    }
}

/// Why a database could not be opened.
pub(super) fn of_opening(error: &JsValue) -> StorageError {
    let Some(exception) = error.dyn_ref::<DomException>() else {
        return StorageError::Unavailable("opening".to_owned());
    };
    let words = words(exception);
    match exception.name().as_str() {
        "VersionError" => StorageError::NewerSchema,
        "QuotaExceededError" => StorageError::Quota,
        "SecurityError" | "NotAllowedError" | "InvalidAccessError" => {
            StorageError::Unavailable(words)
        }
        _ => StorageError::Closed(words),
    }
}

/// An exception in the browser's words.
fn words(exception: &DomException) -> String {
    [exception.name(), exception.message()].join(": ")
}
