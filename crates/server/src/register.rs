//! The register of a round: its events are kept, and its lines of today follow from them.
//!
//! [`Keeper`] is the only way in: commands, pages, devices and the files of rounds note events through it,
//! and the table `register`, which the feed serves, is brought in step in the same transaction.

pub mod change;
mod devices;
pub mod duties;
pub mod export;
mod file;
pub mod import;
mod keep;
pub mod similar;
pub mod tables;
mod today;
mod undo;

pub(crate) use devices::take_in;
pub(crate) use file::take_in_file;
pub use keep::{Draft, Keeper, Moved, NoteError};
pub use today::{catch_up, day_of};
pub use undo::{InTheWay, UndoError, undo};
