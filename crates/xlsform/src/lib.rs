//! Reads XLSForm sheets into form definitions, with every problem located by sheet, row and
//! column.
//!
//! Reading never fails: it returns what could be understood and a list of problems, so that an
//! author sees all of them at once.
//!
//! **Architecture Invariant:** no I/O and no expressions: bytes are handed in, and what stands in
//! a `relevant` or `constraint` cell stays text; `sohoi_form::Engine` parses and checks it.
#![deny(missing_docs)]

mod choices;
mod csv;
mod form;
mod line;
mod problem;
mod sheet;
mod survey;

pub use form::{FormHead, FormProblem, FormSheet, Places, ReadForm, read_form};
pub use problem::CellProblem;
pub use sheet::{Row, Sheet};
