//! The published form of figures of districts, held against somebody who reads the file and wants to
//! know what is hidden in it.
#![expect(clippy::print_stdout, reason = "`--nocapture` shows what was measured")]

mod attacker;
#[path = "../../../stats/tests/oracle/dataset.rs"]
mod dataset;
mod district;
mod json;
#[path = "../files/reading.rs"]
mod reading;
mod workbook;
