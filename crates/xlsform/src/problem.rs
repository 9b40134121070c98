//! What is wrong with a sheet, and where.

/// A flaw of one sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellProblem {
    /// The row as a spreadsheet counts it (the header is row 1), where known.
    pub row: Option<u64>,
    /// The heading of the column, where known.
    pub column: Option<String>,
    /// What is wrong and what to do, in English, for the author of the sheet.
    pub message: String,
}

impl CellProblem {
    /// A flaw of the whole sheet.
    pub fn of_sheet(message: impl Into<String>) -> Self {
        Self {
            row: None,
            column: None,
            message: message.into(),
        }
    }

    /// A flaw of a whole row.
    pub fn of_row(row: u64, message: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            column: None,
            message: message.into(),
        }
    }

    /// A flaw of one cell.
    pub fn of_cell(row: u64, column: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            column: Some(column.into()),
            message: message.into(),
        }
    }
}
