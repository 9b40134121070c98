//! From the authoring files of a package to one compiled round, or every problem in them.

mod entry;
mod findings;
mod forms;
mod indicators;
mod manifest;
mod register;
mod tables;
mod units;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use self::findings::Findings;
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
/// A package has `round.toml`, `units.csv`, `indicators.csv`, `register.csv`, and for every form
/// that `round.toml` names `forms/<id>/survey.csv` and `forms/<id>/choices.csv`.
///
/// # Errors
///
/// Every problem of every file, in the order of files and rows; nothing is compiled unless there
/// is none. What can only be judged by a whole form (the expressions of indicators, most values of
/// the register) is judged once that form has no problems of its own.
pub fn compile(files: &PackageFiles) -> Result<CompiledRound, Vec<PackageProblem>> {
    let mut found = Findings::default();
    let manifest = manifest::read(files, &mut found);
    let forms = forms::read(files, &manifest, &mut found);
    let units = units::read(files, &manifest, &mut found);
    let indicators = indicators::read(files, &manifest, &forms, &mut found);
    let register = register::read(files, &manifest, &forms, &units, &mut found);
    found.into_result()?;

    let form_hashes = forms
        .values()
        .map(|form| (form.definition.id.clone(), hash(&json(&form.definition))))
        .collect();
    let round = manifest.into_round(forms, units, indicators);
    let json = json(&round);
    Ok(CompiledRound {
        hash: hash(&json),
        json,
        round,
        form_hashes,
        register,
    })
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("maps have text keys and no value refuses to serialise")
}

/// SHA-256 as lower-case hex.
fn hash(text: &str) -> String {
    use std::fmt::Write as _;

    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
