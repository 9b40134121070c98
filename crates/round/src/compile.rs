//! From the authoring files of a package to one compiled round, or every problem in them.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::round::{Round, Subject};

/// The files of a package by their path inside it, e.g. `forms/hqc_a/survey.csv`.
pub type PackageFiles = BTreeMap<String, Vec<u8>>;

/// A compiled package: the round that devices get, and the register that is served by scope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompiledRound {
    /// The hash of the compiled round's JSON (SHA-256, hex): its identity.
    pub hash: String,
    /// The JSON itself, byte for byte what was hashed.
    pub json: String,
    /// The same, parsed.
    pub round: Round,
    /// The hash of each form's JSON by form id: the identity of the form version.
    pub form_hashes: BTreeMap<String, String>,
    /// The lines of the register.
    pub register: Vec<Subject>,
}

/// A flaw of a package, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageProblem {
    /// The path of the file inside the package.
    pub file: String,
    /// The row as a spreadsheet counts it (the header is row 1), where known.
    pub row: Option<u64>,
    /// The name of the column or key, where known.
    pub column: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for PackageProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

/// Reads, checks and compiles a package.
///
/// # Errors
///
/// Every problem of every file; nothing is compiled unless there is none.
pub fn compile(files: &PackageFiles) -> Result<CompiledRound, Vec<PackageProblem>> {
    let _ = files;
    unimplemented!()
}
