//! IndexedDB behind traits: schema, commit, reading.
//!
//! One database per account, one small one for the device. Everything written goes through one
//! [`commit`](Store::commit), which says `Ok` only when the browser has flushed it to disk.
//!
//! **Architecture Invariant:** storage knows no page, no clock and no randomness, and decides
//! nothing: what to write is for the sync core and its driver to say.
#![deny(missing_docs)]
#![cfg_attr(
    not(target_arch = "wasm32"),
    allow(dead_code, reason = "natively only the store in memory is built")
)]

mod batch;
#[cfg(target_arch = "wasm32")]
mod browser;
mod error;
mod memory;
mod queue;
mod record;
mod schema;
mod seal;
mod snapshot;
mod store;

pub use batch::Batch;
#[cfg(target_arch = "wasm32")]
pub use browser::{BrowserStore, DeviceStore, delete_account, load_account, unsent_of};
pub use error::StorageError;
pub use memory::MemoryStore;
pub use queue::{SaveQueue, Ticket};
pub use record::{KnownAccount, Verifier};
pub use schema::{DEVICE_DATABASE, Table, account_database};
pub use seal::{open, seal};
pub use snapshot::{Damaged, Head, Snapshot};
pub use store::Store;
