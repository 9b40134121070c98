//! The responses of the oracle, tallied in parts and put together again.

use std::collections::BTreeMap;

use sohoi_form::Path;
use sohoi_json::{from_bytes, to_text};
use sohoi_stats::{Book, Counted, Ledger, Plan, Tallies};

use crate::comparison::{Expected, differences};
use crate::dataset::Dataset;

/// Tallies each part apart, sends the tallies as text, and makes the figures of all.
fn of_parts(parts: &[Vec<Counted>]) -> Book {
    let Dataset { round, engines, .. } = Dataset::shared();
    let plan = Plan::new(&round.indicators, &round.dimensions, engines).expect("it is sound");
    let mut all = Tallies::default();
    for part in parts {
        let text = to_text(&plan.count(part).tallies());
        all.merge(&from_bytes(text.as_bytes()).expect("tallies"));
    }
    Ledger::with(&plan, &all)
        .expect("tallies of responses")
        .book()
}

/// The responses by what each answers to a question.
fn by(question: &str) -> Vec<Vec<Counted>> {
    let mut parts = BTreeMap::<String, Vec<Counted>>::new();
    for response in &Dataset::shared().responses {
        let answers = response.session.answers();
        let part = answers.get(&Path::top(question));
        parts
            .entry(part.cloned().unwrap_or_default())
            .or_default()
            .push(response.clone());
    }
    parts.into_values().collect()
}

#[track_caller]
fn is_expected(book: &Book) {
    let expected = Expected::read();
    assert_eq!(book.indicators.len(), expected.codes().len());
    let tables = book.indicators.iter();
    let differences: Vec<String> = tables
        .flat_map(|table| differences(table, expected.table(&table.code)))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn districts_put_together_are_what_the_oracle_says() {
    let parts = by("district");
    assert!(parts.len() >= 10, "{} districts", parts.len());
    is_expected(&of_parts(&parts));
}

#[test]
fn single_responses_and_uneven_parts_put_together_are_what_the_oracle_says() {
    let responses = &Dataset::shared().responses;
    let singles: Vec<Vec<Counted>> = responses.iter().map(|it| vec![it.clone()]).collect();
    is_expected(&of_parts(&singles));
    let mut uneven = vec![Vec::new(), responses[..7].to_vec(), responses[7..].to_vec()];
    uneven.rotate_left(1);
    is_expected(&of_parts(&uneven));
}
