//! IndexedDB behind traits: schema, commit, reading.
#![deny(missing_docs)]

mod error;

pub use error::StorageError;
