//! Files that people bring, as tables of texts: XLSX workbooks and CSV of any separator and encoding.
//!
//! Nothing of a file is trusted: sizes are counted before anything is kept, formulas are never computed (their
//! last values are read), and what cannot be a cell of a register is a problem with its place.

mod csv;
mod xlsx;

use sohoi_register::Charset;
use sohoi_register::import::{Column, Table, propose};

/// The largest file, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;
/// The most rows below the header.
pub const MOST_ROWS: usize = 150_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 200;
/// How many rows may stand above the header: titles, a letterhead.
const ROWS_ABOVE: usize = 15;

/// A file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// The cells, the header in row 0 wherever it stood; rows have the numbers of the spreadsheet.
    pub table: Table,
    /// The row of the header, as a spreadsheet counts it.
    pub header: usize,
    /// How a text file was read.
    pub charset: Option<Charset>,
    /// Which sheet of a workbook it is.
    pub sheet: Option<String>,
    /// Cells whose formula failed (row as a spreadsheet counts it, column from 0), and with what.
    pub failed: Vec<(usize, usize, String)>,
}

/// Why a file is no table at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileFlaw {
    /// There is nothing in it.
    #[error("the file has no rows")]
    Empty,
    /// It has more bytes than can be taken in; a packed file is measured unpacked.
    #[error("the file is too large")]
    TooLarge,
    /// It has more rows than can be taken in.
    #[error("the file has more than {MOST_ROWS} rows: divide it")]
    TooManyRows,
    /// It has more columns than can be taken in.
    #[error("the file has more than {MOST_COLUMNS} columns: delete those that are not needed")]
    TooManyColumns,
    /// It is a workbook of before 2007, or one with a password.
    #[error("an old or locked workbook: save it as .xlsx without a password")]
    OldWorkbook,
    /// It is a damaged workbook.
    #[error("the workbook is damaged: open it, save it as .xlsx and try again")]
    Damaged,
    /// It is something else.
    #[error("neither a workbook (.xlsx) nor a table as text (.csv)")]
    NoTable,
}

/// What a file holds.
///
/// # Errors
///
/// Why it is no table.
pub fn read(bytes: &[u8], attributes: &[(&str, &str)]) -> Result<ReadFile, FileFlaw> {
    if bytes.len() > LARGEST {
        return Err(FileFlaw::TooLarge);
    }
    let mut raw = match bytes {
        [] => return Err(FileFlaw::Empty),
        [b'P', b'K', 3 | 5, ..] => xlsx::read(bytes)?,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(FileFlaw::OldWorkbook),
        _ => csv::read(bytes)?,
    };
    if raw
        .rows
        .iter()
        .all(|row| row.iter().all(|cell| cell.trim().is_empty()))
    {
        return Err(FileFlaw::Empty);
    }
    let header = header(&raw.rows, attributes);
    // Rows above it become blank ones, which nobody reads; so all keep their numbers.
    let cells = std::mem::take(&mut raw.rows[header]);
    raw.rows[..header].iter_mut().for_each(Vec::clear);
    raw.rows[0] = cells;
    raw.failed.retain(|(row, ..)| *row > header + 1);
    Ok(ReadFile {
        table: Table::new(raw.rows),
        header: header + 1,
        charset: raw.charset,
        sheet: raw.sheet,
        failed: raw.failed,
    })
}

/// The letters by which spreadsheets name a column, counted from 0: `A`, `Z`, `AA`.
pub fn column_letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(
            b'A' + u8::try_from(rest % 26).unwrap_or_default(),
        ));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[derive(Debug, Default)]
struct Raw {
    rows: Vec<Vec<String>>,
    charset: Option<Charset>,
    sheet: Option<String>,
    failed: Vec<(usize, usize, String)>,
}

/// The row whose cells say most; of several the first.
fn header(rows: &[Vec<String>], attributes: &[(&str, &str)]) -> usize {
    let count = |row: &Vec<String>| {
        // In whatever encoding: only headings of this row are looked at.
        let read = Table::new(vec![row.clone()]);
        let columns = propose(&read.rows[0], attributes);
        columns
            .iter()
            .filter(|column| **column != Column::Ignored)
            .count()
    };
    let first = rows
        .iter()
        .position(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let first = first.unwrap_or_default();
    let mut best = (0, first);
    for (place, row) in rows.iter().enumerate().take(ROWS_ABOVE).skip(first) {
        let count = count(row);
        if count > best.0 {
            best = (count, place);
        }
    }
    best.1
}

#[cfg(test)]
mod tests;
