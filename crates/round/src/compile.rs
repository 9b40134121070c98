//! From the authoring files of a package to one compiled round, or every problem in them.

mod branch;
mod claims;
mod closing;
mod duty;
mod entry;
mod findings;
mod forms;
mod free_text;
mod indicators;
mod lists;
mod manifest;
mod map;
mod publication;
mod publish;
mod register;
mod report;
mod seal;
mod similar;
mod tables;
mod times;
mod units;

use std::collections::BTreeMap;
use std::fmt;

use self::findings::Findings;
use crate::branch::BranchRule;
use crate::round::{Round, Subject};

pub use publish::{Document, Parts};
pub use times::UnitTime;

/// The files of a package by their path inside it, e.g. `forms/hqc_a/survey.csv`.
pub type PackageFiles = BTreeMap<String, Vec<u8>>;

/// A compiled package: the round that devices get, and the register that is served by scope.
#[derive(Clone, Debug, PartialEq)]
pub struct CompiledRound {
    /// The round, whole.
    pub round: Round,
    /// The documents it is published as.
    pub parts: Parts,
    /// The lines of the register.
    pub register: Vec<Subject>,
    /// The units with the days on which they are there.
    pub units: Vec<UnitTime>,
    /// Which subjects belong to the Party and which to the State; no part of what devices get.
    pub branches: Vec<BranchRule>,
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
/// that `round.toml` names `forms/<id>/survey.csv` and `forms/<id>/choices.csv`. Where `round.toml` has
/// a `[report]`, its outline is in `report.csv`.
///
/// # Errors
///
/// Every problem of every file, in the order of files and rows; nothing is compiled unless there
/// is none. What can only be judged by a whole form (the expressions of indicators, most values of
/// the register) is judged once that form has no problems of its own.
pub fn compile(files: &PackageFiles) -> Result<CompiledRound, Vec<PackageProblem>> {
    let mut found = Findings::default();
    let mut manifest = manifest::read(files, &mut found);
    let forms = forms::read(files, &manifest, &mut found);
    let times = units::read(files, &manifest, &mut found);
    let cutoff = manifest.cutoff();
    let units = times::on(cutoff, &times);
    let before = found.count();
    let indicators = indicators::read(files, &manifest, &forms, &mut found);
    // What indicators with problems are called is not known yet.
    let named = (found.count() == before).then_some(&indicators[..]);
    let register = register::read(files, &manifest, &forms, (&times, cutoff), &mut found);
    map::check(&manifest, &forms, &mut found);
    claims::check(&manifest, &forms, &mut found);
    seal::check(&manifest, &units, &mut found);
    free_text::check(&manifest, &forms, &mut found);
    duty::check(&manifest, &forms, &mut found);
    similar::check(&manifest, &forms, &mut found);
    let report = report::read(files, &mut manifest, &units, named, &mut found);
    found.into_result()?;

    let branches = std::mem::take(&mut manifest.branches);
    let round = manifest.into_round(forms, units, indicators, report);
    Ok(CompiledRound {
        parts: round.parts(),
        round,
        register,
        units: times,
        branches,
    })
}
