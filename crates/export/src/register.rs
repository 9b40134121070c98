//! The register as a table of the shape that an import takes.

use chrono::NaiveDate;

use crate::csv::Csv;
use crate::xlsx::{Book, Looks, TooLarge};

/// Writes rows of texts as CSV, the header first. No cell is a formula.
pub fn register_csv(rows: &[Vec<String>]) -> Vec<u8> {
    let mut csv = Csv::new();
    for row in rows {
        row.iter().for_each(|cell| csv.text(cell));
        csv.end_row();
    }
    csv.into_bytes()
}

/// Writes rows of texts as a workbook of one sheet of this name, the header first and always in sight. No cell
/// is a formula or a number: codes keep their zeros.
///
/// # Errors
///
/// Where a sheet cannot hold it.
pub fn register_xlsx(
    rows: &[Vec<String>],
    name: &str,
    made_on: NaiveDate,
) -> Result<Vec<u8>, TooLarge> {
    let looks = Looks::new();
    let mut book = Book::new(name, made_on);
    let mut sheet = book.sheet(name);
    let too_many = |flaw: std::num::TryFromIntError| TooLarge(flaw.to_string());
    for (row, cells) in rows.iter().enumerate() {
        let row = u32::try_from(row).map_err(too_many)?;
        for (column, cell) in cells.iter().enumerate() {
            let column = u16::try_from(column).map_err(too_many)?;
            let look = match row {
                0 => &looks.heading,
                _ => &looks.plain,
            };
            sheet.text(row, column, cell, look);
        }
    }
    for (width, column) in [16.0, 48.0, 16.0, 24.0].into_iter().zip(0..) {
        sheet.width(column, width);
    }
    sheet.keep_in_sight(1, 0, (0, 0));
    book.add(sheet)?;
    book.into_bytes()
}
