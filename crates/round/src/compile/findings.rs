//! The problems found so far, by file.

use sohoi_xlsform::{CellProblem, Sheet};

use crate::compile::{PackageFiles, PackageProblem};

/// The problems found so far.
#[derive(Default)]
pub(super) struct Findings {
    problems: Vec<PackageProblem>,
}

impl Findings {
    /// Adds a problem of one file.
    pub(super) fn add(&mut self, file: &str, problem: CellProblem) {
        self.problems.push(PackageProblem {
            file: file.to_owned(),
            row: problem.row,
            column: problem.column,
            message: problem.message,
        });
    }

    /// Adds a problem unless one was already found in the same cell or of the whole row, from
    /// which it may only follow.
    pub(super) fn add_consequence(&mut self, file: &str, problem: CellProblem) {
        let is_known = self.problems.iter().any(|known| {
            known.file == file
                && known.row == problem.row
                && (known.column == problem.column || known.column.is_none())
        });
        if !is_known {
            self.add(file, problem);
        }
    }

    /// The bytes of a file that must be there.
    pub(super) fn file<'f>(&mut self, files: &'f PackageFiles, path: &str) -> Option<&'f [u8]> {
        let bytes = files.get(path).map(Vec::as_slice);
        if bytes.is_none() {
            self.add(path, CellProblem::of_sheet("the file is missing"));
        }
        bytes
    }

    /// A table that must be there, with its header checked; empty where it cannot be read.
    pub(super) fn sheet(
        &mut self,
        files: &PackageFiles,
        path: &str,
        required: &[&str],
        optional: &[&str],
    ) -> Sheet {
        let Some(bytes) = self.file(files, path) else {
            return Sheet::default();
        };
        let (sheet, problems) = Sheet::read(bytes);
        for problem in problems
            .into_iter()
            .chain(sheet.check_header(required, optional))
        {
            self.add(path, problem);
        }
        sheet
    }

    /// How many problems were found.
    pub(super) fn count(&self) -> usize {
        self.problems.len()
    }

    /// The problems in the order of files and rows, if there are any.
    pub(super) fn into_result(mut self) -> Result<(), Vec<PackageProblem>> {
        if self.problems.is_empty() {
            return Ok(());
        }
        self.problems.sort();
        self.problems.dedup();
        Err(self.problems)
    }
}
