//! All indicators of the real round, held against figures that an independent program worked out.
//!
//! `tests/oracle` of the repository holds the responses and the expected figures; the program that
//! makes them shares nothing with this crate.

#[path = "oracle/columns.rs"]
mod columns;
#[path = "oracle/comparison.rs"]
mod comparison;
#[path = "oracle/dataset.rs"]
mod dataset;
#[path = "oracle/expressions.rs"]
mod expressions;
#[path = "oracle/mutants.rs"]
mod mutants;
#[path = "oracle/parts.rs"]
mod parts;
#[path = "oracle/sensitivity.rs"]
mod sensitivity;

use sohoi_stats::{Book, Counted, compute};

use comparison::{Expected, differences};
use dataset::Dataset;

#[test]
fn every_indicator_and_breakdown_is_what_the_oracle_says() {
    let book = book(&Dataset::shared().responses);
    let expected = Expected::read();
    assert_eq!(
        book.indicators.len(),
        expected.codes().len(),
        "every indicator is expected"
    );
    let differences = book
        .indicators
        .iter()
        .flat_map(|table| differences(table, expected.table(&table.code)))
        .collect::<Vec<_>>();
    assert!(
        differences.is_empty(),
        "{} differences:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

#[test]
fn the_order_of_responses_changes_no_figure() {
    let responses = &Dataset::shared().responses;
    let mut turned = responses.clone();
    turned.rotate_left(responses.len() / 3);
    turned.reverse();
    assert_eq!(book(&turned), book(responses));
}

fn book(responses: &[Counted]) -> Book {
    let Dataset { round, engines, .. } = Dataset::shared();
    compute(&round.indicators, &round.dimensions, engines, responses).expect("the round is sound")
}
