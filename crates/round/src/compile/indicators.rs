//! Reads `indicators.csv` and checks every indicator and dimension against the forms.

mod check;
mod dimensions;
mod line;

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_form::Engine;
use sohoi_stats::{Dimension, Indicator};
use sohoi_xlsform::{CellProblem, Row};

use crate::compile::PackageFiles;
use crate::compile::findings::Findings;
use crate::compile::forms::Forms;
use crate::compile::manifest::{self, Manifest};
use crate::compile::tables::Ids;

const FILE: &str = "indicators.csv";

/// Reads the indicators.
pub(super) fn read(
    files: &PackageFiles,
    manifest: &Manifest,
    forms: &Forms,
    found: &mut Findings,
) -> Vec<Indicator> {
    let before = found.count();
    dimensions::check(manifest, forms, found);
    let sheet = found.sheet(
        files,
        FILE,
        &line::REQUIRED_COLUMNS,
        &line::OPTIONAL_COLUMNS,
    );
    let mut problems = Vec::new();
    let mut codes = Ids::default();
    let mut indicators = Vec::new();
    let mut rows = BTreeMap::new();
    for row in sheet.rows().filter(Row::is_whole) {
        match codes.take(row, "code") {
            Ok(code) => {
                rows.insert(code, row.number());
            }
            Err(problem) => problems.push(problem),
        }
        let indicator = line::indicator(row, &mut problems);
        if manifest.is_readable {
            check::check(row, &indicator, manifest, forms, &mut problems);
        }
        indicators.push(indicator);
    }
    for problem in problems {
        found.add(FILE, problem);
    }

    // The statistics say again what was said above, so they are asked last.
    if found.count() == before {
        check_by_computing(&indicators, manifest, forms, &rows, found);
    }
    let coverage = &manifest.coverage_indicator;
    if !coverage.value.is_empty() && !rows.contains_key(&coverage.value) {
        let message = format!("indicators.csv has no indicator `{}`", coverage.value);
        found.add(
            manifest::FILE,
            CellProblem::of_cell(coverage.row, "coverage_indicator", message),
        );
    }
    indicators
}

/// Computes the indicators of no response at all: what the statistics refuse to compute is a
/// flaw, even one that nobody thought of above.
fn check_by_computing(
    indicators: &[Indicator],
    manifest: &Manifest,
    forms: &Forms,
    rows: &BTreeMap<String, u64>,
    found: &mut Findings,
) {
    let engines: Vec<Arc<Engine>> = forms
        .values()
        .filter_map(|form| form.engine.clone())
        .collect();
    if !manifest.is_readable || engines.len() != manifest.forms.len() {
        return;
    }
    let dimensions: Vec<Dimension> = manifest
        .dimensions
        .iter()
        .map(|dimension| dimension.value.clone())
        .collect();
    let Err(problems) = sohoi_stats::compute(indicators, &dimensions, &engines, &[]) else {
        return;
    };
    for problem in problems {
        if let Some(row) = rows.get(&problem.code) {
            let place = CellProblem::of_cell(*row, problem.property, problem.message);
            found.add_consequence(FILE, place);
        } else {
            let dimensions = &manifest.dimensions;
            let dimension = dimensions
                .iter()
                .find(|found| found.value.id == problem.code);
            let place = CellProblem {
                row: dimension.map(|dimension| dimension.row),
                column: Some(format!(
                    "dimension.{}",
                    problem.property.replacen("source", "question", 1)
                )),
                message: problem.message,
            };
            found.add_consequence(manifest::FILE, place);
        }
    }
}
