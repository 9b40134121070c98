//! The dataset notices mistakes: change any piece of any indicator, and a figure changes.

use std::collections::BTreeSet;

use sohoi_stats::{Dimension, IndicatorTable, check, compute};

use crate::comparison::{Expected, differences};
use crate::dataset::Dataset;
use crate::mutants::{dimension_mutants, indicator_mutants};

/// Changes that cannot change a figure, whatever the responses: code, what was changed, why.
const WITHOUT_EFFECT: &[(&str, &str, &str)] = &[
    (
        "PL02",
        "a: where: only ${founding_members} >= ${founding_min}",
        FOUNDERS,
    ),
    (
        "PL02",
        "a: where: ${founded_year} becomes ${first_year} at 43",
        FOUNDERS,
    ),
    (
        "PL08",
        "a: where: only ${reg_database} = 'digital'",
        "only home-affairs units are asked",
    ),
    (
        "DH05",
        "a: where: only ${congress_plan_date} != ''",
        PUNCTUAL,
    ),
    (
        "DH05",
        "a: where: ${congress_status} becomes ${fields_n} at 0",
        PUNCTUAL,
    ),
    (
        "DH06",
        "a: where: only ${congress_extension} = 'no'",
        PUNCTUAL,
    ),
    (
        "DH06",
        "a: where: ${congress_status} becomes ${fields_n} at 0",
        PUNCTUAL,
    ),
    (
        "CL07",
        "a: where: only ${figures_scope} != 'includes_lower'",
        SHORT,
    ),
    (
        "CL07",
        "b: where: only ${figures_scope} != 'includes_lower'",
        SHORT,
    ),
    ("LD02", "a: no where", "a median skips blanks anyway"),
    (
        "LD02",
        "a: where: ${dissem_delay_days} becomes ${plan_score} at 0",
        "the score is never blank",
    ),
];
const FOUNDERS: &str = "only associations founded since 2010 are asked for their founders";
const PUNCTUAL: &str = "only associations that are not on time are asked";
const SHORT: &str = "the short form does not ask for expenditure";

#[test]
fn every_changed_piece_of_an_indicator_is_noticed() {
    let data = Dataset::shared();
    let expected = Expected::read();
    let round = &data.round;
    let mut changed = Vec::new();
    let mut mutants = Vec::new();
    for indicator in &round.indicators {
        for (what, mut mutant) in indicator_mutants(indicator, round) {
            mutant.code = format!("mutant {}", mutants.len());
            changed.push((indicator.code.as_str(), what));
            mutants.push(mutant);
        }
    }
    assert!(
        mutants.len() > 10 * round.indicators.len(),
        "only {} changes",
        mutants.len()
    );
    let problems = check(&mutants, &round.dimensions, &data.engines);
    assert_eq!(problems, [], "changes that are no indicators show nothing");
    let book = compute(&mutants, &round.dimensions, &data.engines, &data.responses);
    let unnoticed = changed
        .iter()
        .zip(book.expect("just checked").indicators)
        .filter(|((code, _), table)| is_expected(table, code, &expected))
        .map(|((code, what), _)| format!("{code}: {what}"))
        .collect::<BTreeSet<_>>();
    let without_effect = WITHOUT_EFFECT
        .iter()
        .map(|(code, what, _)| format!("{code}: {what}"))
        .collect::<BTreeSet<_>>();
    assert_eq!(unnoticed, without_effect, "of {} changes", mutants.len());
}

#[test]
fn every_other_question_of_a_breakdown_is_noticed() {
    let data = Dataset::shared();
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
