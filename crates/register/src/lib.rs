//! The register of associations: who is in it on which day, how changes come in, what they owe.
//!
//! A register is the sum of dated [`Event`]s: nothing is overwritten, and [`History::as_of`] tells
//! the lines of any day. Tables that people bring are read by [`Import`], cell by cell; associations
//! that resemble each other are proposed by [`proposals`]; what each association owes by when is
//! computed by [`duties`] from rules of the round.
//!
//! **Architecture Invariant:** no I/O, no clock: days and texts are handed in. A refusal is data; what
//! people read of it is written elsewhere.
#![deny(missing_docs)]

mod event;
mod excluded;
mod history;
mod refusal;
mod legacy;
mod register;
mod units;

pub use event::{Change, Event};
pub use excluded::{Excluded, excluded};
pub use history::History;
pub use legacy::{Legacy, converted, detect};
pub use refusal::{NotNoted, Refusal};
pub use register::{Line, Register, Standing};
pub use units::{DatedUnit, UnitFlaw, Units};
