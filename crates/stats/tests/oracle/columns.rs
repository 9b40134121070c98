//! The figures of the real round from columns: every indicator and breakdown, to the last digit.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use sohoi_form::{Answers, Session};
use sohoi_stats::{Book, Counted, Ledger, Plan};

use crate::book;
use crate::dataset::Dataset;

fn plan() -> Plan<'static> {
    let Dataset { round, engines, .. } = Dataset::shared();
    Plan::new(&round.indicators, &round.dimensions, engines).expect("the round is sound")
}

/// The book of the responses one by one; `compute` makes it from columns.
fn one_by_one(responses: &[Counted]) -> Book {
    let plan = plan();
    let mut ledger = Ledger::new(&plan);
    let facts = responses.iter();
    facts
        .filter_map(|response| plan.facts_of(&response.session))
        .for_each(|facts| ledger.add(&facts));
    let all = 0..Dataset::shared().round.indicators.len();
    Book {
        indicators: all.map(|place| ledger.table(place, &|_| true)).collect(),
    }
}

#[test]
fn responses_one_by_one_give_the_book_of_the_oracle() {
    let responses = &Dataset::shared().responses;
    let found = one_by_one(responses);
    assert_eq!(found.indicators.len(), 94);
    assert!(found == book(responses));
}

#[test]
fn columns_are_enough_for_every_indicator() {
    assert_eq!(plan().row_by_row(), []);
}

/// Responses whose answers come from several others: combinations that nobody gave, blanks and answers
/// that do not apply among them.
fn shuffled() -> impl Strategy<Value = Vec<Counted>> {
    let all = &Dataset::shared().responses;
    let one = (
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        any::<u64>(),
    )
        .prop_map(|(own, other, chance)| {
            let own = own.get(all);
            let same_form = all
                .iter()
                .filter(|other| other.form == own.form)
                .collect::<Vec<_>>();
            let other = other.get(&same_form).session.answers();
            let mut answers = own.session.answers().clone();
            let mut chance = chance;
            for (path, value) in other {
                // The next number of a linear congruential generator (Knuth's MMIX).
                chance = chance
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                match chance >> 61 {
                    0 | 1 => drop(answers.insert(path.clone(), value.clone())),
                    2 => drop(answers.remove(path)),
                    _ => {}
                }
            }
            Counted {
                id: String::new(),
                form: own.form.clone(),
                session: Session::new(
                    Arc::clone(own.session.engine()),
                    Answers::from_iter(answers),
                ),
            }
        });
    prop::collection::vec(one, 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8,
        rng_seed: RngSeed::Fixed(17),
        ..ProptestConfig::default()
    })]

    #[test]
    fn responses_one_by_one_give_the_book_of_columns(responses in shuffled()) {
        prop_assert_eq!(one_by_one(&responses), book(&responses));
    }
}
