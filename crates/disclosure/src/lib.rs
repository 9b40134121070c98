//! Statistical disclosure control: which cells of a table are hidden before it is published.
//!
//! A count of few persons tells something of each of them, so it is hidden: **primary suppression**.
//! What is printed beside it, and what it all adds up to, would tell it again; so other cells are
//! hidden with it: **complementary suppression** (also called secondary). `docs/disclosure.md` says
//! the rule, where it comes from, and what it does not protect from.
//!
//! **Architecture Invariant:** no I/O, no chance, no clock, and no solver: what is hidden is the same
//! in the browser and on the server. Solvers judge it in tests.
#![deny(missing_docs)]

mod figures;
mod suppress;
mod table;

pub use figures::{Hidden, HiddenFigures, hidden_figures};
pub use suppress::{Rule, Status, Suppression, suppress};
pub use table::{CellId, Kind, NotTheSum, Table};
