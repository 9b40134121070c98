//! The register of a day as a file that an import takes.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sohoi_export::{TooLarge, register_csv, register_xlsx};
use sohoi_register::{Register, export::table};

/// The rows of the lines that stand in these units (nothing: in all), the header first.
pub fn rows(register: &Register, units: Option<&BTreeSet<String>>) -> Vec<Vec<String>> {
    let mut rows = table(register);
    if let Some(units) = units {
        // The unit is the fourth of the columns that every table has.
        let header: Vec<Vec<String>> = rows.drain(..1).collect();
        rows.retain(|row| row.get(3).is_some_and(|unit| units.contains(unit)));
        rows.splice(0..0, header);
    }
    rows
}

/// As CSV that a spreadsheet opens as it was meant.
pub fn csv(rows: &[Vec<String>]) -> Vec<u8> {
    register_csv(rows)
}

/// As a workbook.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn xlsx(rows: &[Vec<String>], name: &str, made_on: NaiveDate) -> Result<Vec<u8>, TooLarge> {
    register_xlsx(rows, name, made_on)
}
