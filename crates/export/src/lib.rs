//! Figures as files.
//!
//! **Architecture Invariant:** no I/O: figures in, bytes out. What is written here is what the
//! pages show, digit for digit: nothing is computed or rounded again.
#![deny(missing_docs)]

mod csv;
mod figures;

pub use figures::{FiguresFile, figures_csv};
