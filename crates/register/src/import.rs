//! Tables of associations that people bring: what each row would change, and what is wrong with it.
//!
//! The caller reads CSV or XLSX into cells of text, the header first. Nothing is changed here: a
//! [`Preview`] is shown, and its [`events`](Preview::events) are noted as one batch that can be undone.

mod columns;
mod found;
mod preview;

pub use columns::{Column, propose};
pub use found::{CellFlaw, CellProblem, Field, Outcome, Preview, PreviewRow, Stamp};
pub use preview::{Meaning, ReadValue, preview};

use sohoi_text::composed;

use crate::legacy::{Legacy, converted, detect};

/// A table in Unicode, its cells trimmed and their letters composed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The rows, the header first, blank rows too: row 1 is the header, as spreadsheets count.
    pub rows: Vec<Vec<String>>,
    /// The columns that were in an old encoding, from 0, and in which.
    pub legacy: Vec<(usize, Legacy)>,
}

impl Table {
    /// Reads cells, each column in the encoding that it shows.
    pub fn new(rows: Vec<Vec<String>>) -> Self {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        let below = rows.get(1..).unwrap_or_default();
        let legacy: Vec<(usize, Legacy)> = (0..columns)
            .filter_map(|column| {
                let cells = below.iter().filter_map(|row| row.get(column));
                Some((column, detect(cells.map(String::as_str))?))
            })
            .collect();
        // Headers are few words: where they do not tell, they are as the columns below them.
        let header = rows.first().map(Vec::as_slice).unwrap_or_default();
        let of_header = detect(header.iter().map(String::as_str));
        let of_header = of_header.or(legacy.first().map(|(_, encoding)| *encoding));
        let read = |(row, cells): (usize, Vec<String>)| {
            let cells = cells.into_iter().enumerate().map(|(column, cell)| {
                let own = legacy.iter().find(|(own, _)| *own == column);
                let encoding = if row == 0 {
                    of_header
                } else {
                    own.map(|(_, encoding)| *encoding)
                };
                let cell = composed(cell.trim());
                encoding.map_or(cell.clone(), |encoding| converted(&cell, encoding))
            });
            cells.collect()
        };
        let rows = rows.into_iter().enumerate().map(read).collect();
        Self { rows, legacy }
    }
}
