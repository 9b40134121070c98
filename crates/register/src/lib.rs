//! The register of associations: who is in it on which day, how changes come in, what they owe.
//!
//! A register is the sum of dated [`Event`]s: nothing is overwritten, and [`History::as_of`] tells
//! the lines of any day. Tables that people bring are read by [`import`], cell by cell; associations
//! that resemble each other are proposed by [`similar::similar`]; what each association owes by when is
//! computed by [`duties::duties`] from rules of the round.
//!
//! **Architecture Invariant:** no I/O, no clock: days and texts are handed in. A refusal is data; what
//! people read of it is written elsewhere.
#![deny(missing_docs)]

mod bytes;
mod checks;
pub mod duties;
mod event;
mod excluded;
pub mod export;
mod history;
pub mod import;
mod legacy;
mod refusal;
mod register;
pub mod similar;
mod units;

pub use bytes::{Charset, decoded};
pub use event::{Change, Event};
pub use excluded::{Excluded, excluded};
pub use history::History;
pub use legacy::{Legacy, converted, detect};
pub use refusal::{NotNoted, Refusal};
pub use register::{Line, Register, Standing};
pub use units::{DatedUnit, UnitFlaw, Units};
