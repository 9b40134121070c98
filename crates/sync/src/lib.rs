//! The sync protocol: ops, cells, states, wire types, and the cores of client and server.
//!
//! **Architecture Invariant:** sync never interprets answers, does no I/O, and knows no clock:
//! time is carried and shown, never compared.
//!
//! Natively JSON is read by serde, which refuses early and names the place. In the browser, where
//! a reader for each type is too much code, it is read from a tree ([`sohoi_json`]); the simulator
//! holds the two against each other.
#![deny(missing_docs)]

mod cell;
pub mod client;
mod model;
pub mod server;
mod sorted;
mod transition;
mod wire;

pub use model::{
    Cell, CellEdit, CellVersion, Change, Correction, Moved, Op, OpKey, OpResult, Reason, Response,
    Slot, State, Why, is_provisional, provisional_id,
};
pub use wire::{
    Account, BLOB_LIMIT, DocumentRef, Entry, ExchangeRequest, ExchangeResponse, Limits, OpOutcome,
    PROTOCOL, Role, Scope, SubjectLine, SyncError, TEXT_LIMIT,
};
