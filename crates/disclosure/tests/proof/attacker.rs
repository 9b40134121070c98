//! Somebody who reads a published table and wants to know a hidden count.
//!
//! They know every shown cell, how cells add up, that counts are whole, and that a printed cell that
//! is hidden is not 0, since zeros are shown. A solver finds the smallest and the largest count that
//! all this leaves possible.

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};
use sohoi_disclosure::CellId;

use crate::sample::Sample;

/// Above every count of a sample, many times over: no limit that a reader has.
const MOST: i32 = 1_000_000;

/// The smallest and the largest count that readers hold possible for an unseen cell.
pub(crate) fn range(
    sample: &Sample,
    is_hidden: &dyn Fn(CellId) -> bool,
    cell: CellId,
) -> (i64, i64) {
    let solve = |direction| {
        let mut problem = Problem::new(direction);
        let table = &sample.table;
        let unknown: Vec<Option<Variable>> = table
            .cells()
            .map(|own| {
                let is_printed = table.kind(own).is_printed();
                let weight = f64::from(u8::from(own == cell));
                (!is_printed || is_hidden(own))
                    .then(|| problem.add_integer_var(weight, (i32::from(is_printed), MOST)))
            })
            .collect();
        for (total, parts) in &sample.totals {
            let mut terms = Vec::new();
            let mut rest = 0.0;
            let signed = parts.iter().map(|part| (*part, 1.0));
            for (own, sign) in signed.chain([(*total, -1.0)]) {
                let place = table.cells().position(|it| it == own).expect("a cell");
                match unknown[place] {
                    Some(variable) => terms.push((variable, sign)),
                    None => rest -= sign * table.value(own) as f64,
                }
            }
            if !terms.is_empty() {
                problem.add_constraint(terms, ComparisonOp::Eq, rest);
            }
        }
        match problem.solve() {
            Ok(outcome) => {
                let solution = outcome.into_solution().expect("no limit was set");
                assert!(solution.objective().is_finite());
                solution.objective().round() as i64
            }
            Err(Error::Unbounded) => i64::from(MOST),
            Err(error) => panic!("{}: {error}", sample.name),
        }
    };
    (
        solve(OptimizationDirection::Minimize),
        solve(OptimizationDirection::Maximize),
    )
}

/// Whether the rule holds for a small count: `smallest` counts are possible, one of them not small.
pub(crate) fn is_protected((low, high): (i64, i64), smallest: i64) -> bool {
    high >= smallest && high - low + 1 >= smallest
}

/// The cells whose small counts are to be protected.
pub(crate) fn small(sample: &Sample, smallest: u64) -> Vec<CellId> {
    let table = &sample.table;
    let is_small = |cell: &CellId| {
        table.kind(*cell).is_narrow() && (1..smallest).contains(&table.value(*cell))
    };
    table.cells().filter(is_small).collect()
}
