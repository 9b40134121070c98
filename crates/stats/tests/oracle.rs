//! All indicators of the real round, held against figures that an independent program worked out.
//!
//! `tests/oracle` of the repository holds the responses and the expected figures; the program that
//! makes them shares nothing with this crate.

#[path = "oracle/comparison.rs"]
mod comparison;
#[path = "oracle/dataset.rs"]
mod dataset;
#[path = "oracle/expressions.rs"]
mod expressions;
#[path = "oracle/mutants.rs"]
mod mutants;
#[path = "oracle/sensitivity.rs"]
mod sensitivity;

use sohoi_stats::compute;

use comparison::{Expected, differences};
use dataset::Dataset;

#[test]
fn every_indicator_and_breakdown_is_what_the_oracle_says() {
    let data = Dataset::read();
    let expected = Expected::read();
    let round = &data.round;
    let book = compute(
        &round.indicators,
        &round.dimensions,
        &data.engines,
        &data.responses,
    )
    .expect("the round is sound");
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
    let mut data = Dataset::read();
    let round = &data.round;
    let figures = |data: &Dataset| {
        compute(
            &round.indicators,
            &round.dimensions,
            &data.engines,
            &data.responses,
        )
        .expect("the round is sound")
    };
    let before = figures(&data);
    let third = data.responses.len() / 3;
    let mut turned = std::mem::take(&mut data.responses);
    turned.rotate_left(third);
    turned.reverse();
    let engines = &data.engines;
    let after = compute(&round.indicators, &round.dimensions, engines, &turned);
    assert_eq!(after.expect("the round is sound"), before);
}
