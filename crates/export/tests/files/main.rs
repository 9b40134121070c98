//! The files, as spreadsheets and other programs read them.

mod definition;
mod figures;
mod json;
mod lists;
mod proposals;
mod reading;
mod report;
mod responses;
mod small;
mod syntax;
mod workbook;
