//! Figures and responses as files.
//!
//! **Architecture Invariant:** no I/O: figures and responses in, bytes out. What is written here is what
//! the pages show, digit for digit: nothing is computed or rounded again.
//!
//! With the feature `office`: workbooks, the report, and files of responses.
#![deny(missing_docs)]

#[cfg(feature = "office")]
mod about;
mod csv;
mod figures;
#[cfg(feature = "office")]
mod proposals;
#[cfg(feature = "office")]
mod report;
#[cfg(feature = "office")]
mod responses;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub use about::About;
#[cfg(feature = "office")]
pub use figures::figures_xlsx;
pub use figures::{FiguresFile, figures_csv};
#[cfg(feature = "office")]
pub use proposals::{proposals_csv, proposals_xlsx};
#[cfg(feature = "office")]
pub use report::{ReportWish, report_docx};
#[cfg(feature = "office")]
pub use responses::{
    CurrentForm, Listed, ResponsesFile, dictionary_csv, responses_long_csv, responses_wide_csv,
    responses_xlsx,
};
#[cfg(feature = "office")]
pub use xlsx::TooLarge;
