//! Reading files back, by programs that share nothing with what wrote them.

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};

/// The rows of a CSV file.
pub(crate) fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(bytes)
        .records()
        .map(|record| {
            record
                .expect("valid CSV")
                .iter()
                .map(str::to_owned)
                .collect()
        })
        .collect()
}

/// A workbook.
pub(crate) struct Book(Xlsx<Cursor<Vec<u8>>>);

impl Book {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Self(Xlsx::new(Cursor::new(bytes)).expect("a workbook"))
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    pub(crate) fn sheet(&mut self, name: &str) -> Range<Data> {
        self.0.worksheet_range(name).expect("a sheet")
    }

    /// How many cells of all sheets hold a formula.
    pub(crate) fn formulas(&mut self) -> usize {
        self.names()
            .iter()
            .map(|name| {
                let formulas = self.0.worksheet_formula(name).expect("a sheet");
                formulas.used_cells().count()
            })
            .sum()
    }
}

/// What stands in a cell, by row and column from 0.
pub(crate) fn at(sheet: &Range<Data>, row: u32, column: u32) -> Data {
    sheet.get_value((row, column)).cloned().unwrap_or_default()
}
