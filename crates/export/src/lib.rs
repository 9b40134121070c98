//! Figures and responses as files.
//!
//! **Architecture Invariant:** no I/O: figures and responses in, bytes out. What is written here is what
//! the pages show, digit for digit: nothing is computed or rounded again.
#![deny(missing_docs)]

mod about;
mod csv;
mod figures;
mod responses;
mod xlsx;

pub use about::About;
pub use figures::{FiguresFile, figures_csv, figures_xlsx};
pub use responses::{
    CurrentForm, Listed, ResponsesFile, dictionary_csv, responses_long_csv, responses_wide_csv,
    responses_xlsx,
};
pub use xlsx::TooLarge;
