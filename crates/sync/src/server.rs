//! The core of the server: pure functions that it calls inside its write transaction.
//!
//! For each request: [`check`] it; compare its cursor (`refetch` is answered first, with the
//! number expected next); [`admit`] each op; [`apply`] the fresh ones in order to the records
//! as they stand in the transaction, [`enter`] those about the register, and store record, op and outcome; commit; then read the
//! feed with [`entry_for`] and answer. Nothing is acknowledged before the commit.

mod admission;
mod apply;
mod feed;
mod register;

pub use admission::{Admission, admit, check, restored_revision};
pub use apply::{Applied, Context, Judge, apply};
pub use feed::{Position, Viewer, entry_for};
pub use register::{Entered, Line, Registrar, enter};
