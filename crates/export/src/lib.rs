//! Figures and responses as files.
//!
//! **Architecture Invariant:** no I/O: figures and responses in, bytes out. What is written here is what
//! the pages show, digit for digit: nothing is computed or rounded again.
//!
//! Figures have a *published* form too, in which small counts of persons are hidden
//! (`sohoi_disclosure`): which form a file has is decided by the function that is called.
//!
//! With the feature `office`: workbooks, the report, named lists, and files of responses.
#![deny(missing_docs)]

#[cfg(feature = "office")]
mod about;
#[cfg(feature = "office")]
mod added_up;
mod csv;
mod figures;
#[cfg(feature = "office")]
mod json;
#[cfg(feature = "office")]
mod lists;
mod proposals;
#[cfg(feature = "office")]
mod register;
#[cfg(feature = "office")]
mod report;
#[cfg(feature = "office")]
mod responses;
#[cfg(feature = "office")]
mod xlsx;

#[cfg(feature = "office")]
pub use about::About;
#[cfg(feature = "office")]
pub use added_up::{all_together, made_of};
pub use figures::{FiguresFile, MadeOf, figures_csv, name_of_group, published_csv};
#[cfg(feature = "office")]
pub use figures::{figures_json, figures_xlsx, published_json, published_xlsx};
#[cfg(feature = "office")]
pub use lists::{ListsFile, Missing, Reached, list_csv, lists_xlsx, missing};
#[cfg(feature = "office")]
pub use proposals::{ProposalLine, each_proposal, proposals_csv, proposals_xlsx};
#[cfg(feature = "office")]
pub use register::{register_csv, register_xlsx};
#[cfg(feature = "office")]
pub use report::{Quotation, ReportWish, report_docx};
#[cfg(feature = "office")]
pub use responses::{
    ColumnType, CurrentForm, Listed, ResponseTable, ResponsesFile, TableColumn, dictionary_csv,
    dictionary_json, responses_long_csv, responses_long_json, responses_r, responses_sps,
    responses_table, responses_wide_csv, responses_wide_json, responses_xlsx,
};
#[cfg(feature = "office")]
pub use xlsx::TooLarge;
