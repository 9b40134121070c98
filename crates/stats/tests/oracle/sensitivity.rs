//! The dataset notices mistakes: change any piece of any indicator, and a figure changes.

use sohoi_stats::{Dimension, IndicatorTable, check, compute};

use crate::comparison::{Expected, differences};
use crate::dataset::Dataset;
use crate::mutants::{dimension_mutants, indicator_mutants};

/// Changes that cannot change a figure, whatever the responses: code, what was changed, why.
const WITHOUT_EFFECT: &[(&str, &str, &str)] = &[];

#[test]
fn every_changed_piece_of_an_indicator_is_noticed() {
    let data = Dataset::read();
    let expected = Expected::read();
    let round = &data.round;
    let mut labels = Vec::new();
    let mut mutants = Vec::new();
    let mut refused = 0;
    for indicator in &round.indicators {
        for (what, mut mutant) in indicator_mutants(indicator, round) {
            mutant.code = format!("mutant {}", labels.len());
            let problems = check(
                std::slice::from_ref(&mutant),
                &round.dimensions,
                &data.engines,
            );
            // What the check of a round refuses never becomes a figure.
            if problems.is_empty() {
                labels.push((indicator.code.as_str(), what));
                mutants.push(mutant);
            } else {
                refused += 1;
            }
        }
    }
    let book = compute(&mutants, &round.dimensions, &data.engines, &data.responses)
        .expect("checked one by one");
    assert!(
        mutants.len() > 10 * round.indicators.len(),
        "only {} changes",
        mutants.len()
    );
    assert!(
        refused * 20 < mutants.len(),
        "{refused} changes are no indicators at all"
    );
    let unnoticed = labels
        .iter()
        .zip(book.indicators)
        .filter(|((code, what), _)| {
            !WITHOUT_EFFECT
                .iter()
                .any(|(known, change, _)| known == code && change == what)
        })
        .filter(|((code, _), table)| is_expected(table, code, &expected))
        .map(|((code, what), _)| format!("{code}: {what}"))
        .collect::<Vec<_>>();
    assert!(
        unnoticed.is_empty(),
        "{} of {} changes go unnoticed:\n{}",
        unnoticed.len(),
        mutants.len(),
        unnoticed.join("\n")
    );
}

#[test]
fn every_other_question_of_a_breakdown_is_noticed() {
    let data = Dataset::read();
    let expected = Expected::read();
    let round = &data.round;
    let mut unnoticed = Vec::new();
    let mut noticed = 0;
    for (position, dimension) in round.dimensions.iter().enumerate() {
        for (what, mutant) in dimension_mutants(dimension, round) {
            let form = what.split(':').next().unwrap_or_default().to_owned();
            let mut dimensions = round.dimensions.clone();
            dimensions[position] = mutant;
            // One indicator of that form is enough: all share the dimension.
            let of_form = |dimension: &Dimension| {
                round.indicators.iter().find(|it| {
                    let terms = [&it.a].into_iter().chain(&it.b);
                    it.breakdowns.contains(&dimension.id)
                        && terms.clone().any(|term| term.form == form)
                })
            };
            let Some(indicator) = of_form(dimension) else {
                unnoticed.push(format!("{}: no indicator uses it for {form}", dimension.id));
                continue;
            };
            let one = std::slice::from_ref(indicator);
            let is_unnoticed = match compute(one, &dimensions, &data.engines, &data.responses) {
                Ok(book) => is_expected(&book.indicators[0], &indicator.code, &expected),
                Err(_) => false,
            };
            if is_unnoticed {
                unnoticed.push(format!("{}: {what}", dimension.id));
            } else {
                noticed += 1;
            }
        }
    }
    assert!(unnoticed.is_empty(), "unnoticed:\n{}", unnoticed.join("\n"));
    assert!(noticed > 100, "only {noticed} changes");
}

fn is_expected(table: &IndicatorTable, code: &str, expected: &Expected) -> bool {
    let mut table = table.clone();
    table.code = code.to_owned();
    differences(&table, expected.table(code)).is_empty()
}
