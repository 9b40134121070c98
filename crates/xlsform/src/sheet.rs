//! A table with a header row, as spreadsheets export it to CSV.

use crate::csv::split;
use crate::problem::CellProblem;

/// A table with a header row. Cells are trimmed; rows without any text are left out, but count.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    columns: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

impl Sheet {
    /// Reads a CSV file: UTF-8 with or without byte order mark, separated by commas.
    ///
    /// ```
    /// use sohoi_xlsform::Sheet;
    ///
    /// let (sheet, problems) = Sheet::read("id,name\nx,Hội\n".as_bytes());
    /// assert!(problems.is_empty());
    /// let row = sheet.rows().next().unwrap();
    /// assert_eq!((row.number(), row.get("name"), row.get("other")), (2, "Hội", ""));
    /// ```
    pub fn read(bytes: &[u8]) -> (Self, Vec<CellProblem>) {
        let text = match text(bytes) {
            Ok(text) => text,
            Err(problem) => return (Self::default(), vec![problem]),
        };
        let (mut lines, mut problems) = split(text);
        if lines.is_empty() || lines[0].iter().all(String::is_empty) {
            problems.push(CellProblem::of_sheet(
                "has no header: row 1 names the columns",
            ));
            return (Self::default(), problems);
        }
        let columns = lines.remove(0);
        if columns.len() == 1 && columns[0].contains([';', '\t']) {
            problems.push(CellProblem::of_row(
                1,
                "is not separated by commas: export it as CSV with commas",
            ));
            return (Self::default(), problems);
        }
        problems.extend(repeated_columns(&columns));

        let mut rows = Vec::new();
        for (index, cells) in lines.into_iter().enumerate() {
            let number = index as u64 + 2;
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() != columns.len() {
                problems.push(CellProblem::of_row(
                    number,
                    format!(
                        "has {} cells where the header has {}: check its commas and quotes",
                        cells.len(),
                        columns.len()
                    ),
                ));
            }
            rows.push((number, cells));
        }
        (Self { columns, rows }, problems)
    }

    /// The headings in order.
    pub fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The rows below the header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(number, cells)| Row {
            columns: &self.columns,
            number: *number,
            cells,
        })
    }

    /// What is wrong with the header: columns that must be there and are not, and columns that
    /// are neither required nor optional.
    pub fn check_header(&self, required: &[&str], optional: &[&str]) -> Vec<CellProblem> {
        if self.columns.is_empty() {
            return Vec::new();
        }
        let missing = required
            .iter()
            .filter(|name| !self.columns.iter().any(|column| column == *name))
            .map(|name| CellProblem::of_cell(1, *name, "this column is missing"));
        let unknown = self
            .columns
            .iter()
            .filter(|column| {
                !required.contains(&column.as_str()) && !optional.contains(&column.as_str())
            })
            .map(|column| match column.as_str() {
                "" => CellProblem::of_row(1, "a column has no heading"),
                name => CellProblem::of_cell(1, name, "this column is not known"),
            });
        missing.chain(unknown).collect()
    }
}

/// One row of a sheet.
#[derive(Clone, Copy, Debug)]
pub struct Row<'s> {
    columns: &'s [String],
    number: u64,
    cells: &'s [String],
}

impl<'s> Row<'s> {
    /// The row as a spreadsheet counts it; the header is row 1.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The trimmed text under a heading; empty where the column or the cell is absent.
    pub fn get(&self, column: &str) -> &'s str {
        self.columns
            .iter()
            .position(|name| name == column)
            .and_then(|index| self.cells.get(index))
            .map_or("", String::as_str)
    }

    /// Whether the row has as many cells as the header: otherwise nobody knows which cell stands
    /// under which heading.
    pub fn is_whole(&self) -> bool {
        self.cells.len() == self.columns.len()
    }

    /// The row with its first `count` cells only.
    pub(crate) fn first(self, count: usize) -> Self {
        Self {
            cells: &self.cells[..count.min(self.cells.len())],
            ..self
        }
    }

    /// Whether the sheet has a column of this heading.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }

    /// The text under a heading, where there is some.
    pub fn some(&self, column: &str) -> Option<String> {
        Some(self.get(column))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    }

    /// A problem of one cell of this row.
    pub fn problem(&self, column: &str, message: impl Into<String>) -> CellProblem {
        CellProblem::of_cell(self.number, column, message)
    }
}

/// The text of a file, without its byte order mark.
fn text(bytes: &[u8]) -> Result<&str, CellProblem> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(CellProblem::of_sheet(
            "is UTF-16, but must be UTF-8: save it as “CSV UTF-8”",
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()]
                .iter()
                .filter(|&&byte| byte == b'\n')
                .count();
            Err(CellProblem::of_sheet(format!(
                "must be UTF-8, but line {} is not: save it as “CSV UTF-8”",
                line + 1
            )))
        }
    }
}

fn repeated_columns(columns: &[String]) -> Vec<CellProblem> {
    let mut problems = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        if !column.is_empty() && columns[..index].contains(column) {
            problems.push(CellProblem::of_cell(
                1,
                column,
                "this column stands twice in the header",
            ));
        }
    }
    problems
}
