//! A column program gives what its expression gives row by row.

use proptest::prelude::*;
use serde_json::json;
use sohoi_stats::{Columns, Indicator, Plan, RowByRow};

use crate::expressions::{condition, field, row_field};
use crate::yard::{dimensions, engines, facts, indicator, one_by_one, responses, seeded};

/// Indicators of each aggregate from random expressions, the terms sharing them.
fn indicators() -> impl Strategy<Value = Vec<Indicator>> {
    let tests = prop::sample::select(vec![None, Some("${year} = 2020"), Some("${year} <= 2020")]);
    let ops = prop::sample::select(vec!["sum", "mean", "median"]);
    let of_response = (ops.clone(), field(), prop::option::of(condition()))
        .prop_map(|(op, field, own)| json!({"op": op, "field": field, "where": own}));
    let of_rows = (ops, row_field(), prop::option::of(condition()), tests).prop_map(
        |(op, (field, repeat), own, test)| {
            let test = test.filter(|_| repeat == "season");
            json!({"op": op, "repeat": repeat, "field": field, "where": own, "row_where": test})
        },
    );
    let counts = condition().prop_map(|own| json!({"op": "count", "where": own}));
    let rows = prop::sample::select(vec!["season", "trips"]);
    let row_counts = (rows, condition())
        .prop_map(|(repeat, own)| json!({"op": "count", "repeat": repeat, "where": own}));
    let term = prop_oneof![3 => of_response, 3 => of_rows, 4 => counts, 1 => row_counts];
    prop::collection::vec(term, 1..5).prop_map(|terms| {
        terms
            .into_iter()
            .enumerate()
            .map(|(code, term)| indicator(code, term))
            .collect()
    })
}

proptest! {
    #![proptest_config(seeded(400))]

    #[test]
    fn programs_give_what_responses_give_one_by_one(indicators in indicators(), responses in responses(10)) {
        let dimensions = dimensions();
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let bytes = plan.write_columns(&responses);
        let columns = Columns::read(&bytes).expect("columns as written");
        let expected = one_by_one(&plan, &responses);
        let fitted = plan.fit(&columns).expect("every column");
        for (place, response) in responses.iter().enumerate() {
            prop_assert_eq!(fitted.facts("yard", place), Some(facts(&plan, response)));
        }
        prop_assert_eq!(fitted.facts("yard", responses.len()), None);
        let found = fitted.ledger();
        prop_assert!(found == expected, "found {found:#?}\nexpected {expected:#?}");
        for place in 0..indicators.len() {
            prop_assert_eq!(found.table(place, &|_| true), expected.table(place, &|_| true));
        }
    }
}

proptest! {
    #![proptest_config(seeded(6))]

    /// With thousands of responses whole numbers and texts are too many to be looked at one by one.
    #[test]
    fn programs_give_the_same_of_many_responses(
        indicators in prop::collection::vec(indicators(), 8),
        some in responses(40),
    ) {
        let indicators = indicators.into_iter().flatten().enumerate().map(|(code, indicator)| {
            Indicator { code: format!("N{code}"), ..indicator }
        });
        let indicators = indicators.collect::<Vec<_>>();
        let responses = some.iter().cycle().take(some.len() * 11).cloned().collect::<Vec<_>>();
        let dimensions = dimensions();
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let bytes = plan.write_columns(&responses);
        let columns = Columns::read(&bytes).expect("columns as written");
        let found = plan.fit(&columns).expect("every column").ledger();
        prop_assert!(found == one_by_one(&plan, &responses));
    }
}

#[test]
fn what_columns_may_not_be_enough_for_is_named() {
    for (text, expected) in [
        ("${boats} >= 2 and ${kind} != 'barge'", None),
        ("${boats} + ${crew} > ${fee}", None),
        ("not(selected(${tags}, 'none'))", None),
        (
            "decimal-date-time(${built}) >= decimal-date-time(${launched})",
            None,
        ),
        ("${kind} = ${size}", None),
        ("sum(${miles}) > 3", Some(RowByRow::Gathers)),
        ("count(${trips}) > 3", Some(RowByRow::Gathers)),
        ("round(${fee}, 1) = 2", Some(RowByRow::ManyValues)),
        ("concat(${kind}, ${size}) = 'x'", Some(RowByRow::ManyValues)),
    ] {
        let indicators = [indicator(0, json!({"op": "count", "where": text}))];
        let dimensions = dimensions();
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("a sound indicator");
        let found = plan.row_by_row();
        let expected = expected.map(|why| (text.to_owned(), why));
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{text}");
    }
}
