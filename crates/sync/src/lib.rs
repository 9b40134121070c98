//! The sync protocol: ops, cells, states, wire types, and the cores of client and server.
//!
//! **Architecture Invariant:** sync never interprets answers, does no I/O, and knows no clock:
//! time is carried and shown, never compared.
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
    Slot, State, Why,
};
pub use wire::{
    Account, BLOB_LIMIT, DocumentRef, Entry, ExchangeRequest, ExchangeResponse, Limits, OpOutcome,
    PROTOCOL, Role, Scope, SubjectLine, SyncError, TEXT_LIMIT,
};
