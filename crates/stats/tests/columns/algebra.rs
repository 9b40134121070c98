//! Parts make the whole, whatever way they are cut and put together.

use proptest::prelude::*;
use serde_json::json;
use sohoi_stats::{Columns, Counted, Indicator, Ledger, Plan};

use crate::yard::{dimensions, engines, facts, indicator, one_by_one, responses, seeded};

fn indicators() -> Vec<Indicator> {
    [
        json!({"op": "count", "where": "${boats} >= 2"}),
        json!({"op": "sum", "field": "${fee}"}),
        json!({"op": "mean", "field": "${crew} * ${fee}"}),
        json!({"op": "median", "field": "${crew}"}),
        json!({"op": "sum", "repeat": "season", "field": "${catch} * ${price}", "row_where": "${year} = 2020"}),
        json!({"op": "median", "repeat": "trips", "field": "${miles}"}),
    ]
    .into_iter()
    .enumerate()
    .map(|(code, term)| indicator(code, term))
    .collect()
}

fn from_columns<'p>(plan: &'p Plan<'p>, responses: &[Counted]) -> Ledger<'p> {
    let bytes = plan.write_columns(responses);
    let columns = Columns::read(&bytes).expect("columns as written");
    plan.fit(&columns).expect("every column").ledger()
}

proptest! {
    #![proptest_config(seeded(64))]

    #[test]
    fn any_split_put_together_again_is_the_whole(
        responses in responses(16),
        parts in prop::collection::vec(0_usize..4, 16),
    ) {
        let (indicators, dimensions) = (indicators(), dimensions());
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let mut together = Ledger::new(&plan);
        for part in 0..4 {
            let own = responses.iter().zip(&parts).filter(|(_, it)| **it == part);
            let own = own.map(|(response, _)| response.clone()).collect::<Vec<_>>();
            together.merge(&from_columns(&plan, &own));
        }
        prop_assert!(together == from_columns(&plan, &responses));
    }

    #[test]
    fn merging_is_associative_and_commutative_with_identity(
        a in responses(6), b in responses(6), c in responses(6),
    ) {
        let (indicators, dimensions) = (indicators(), dimensions());
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let of = |responses: &[&[Counted]]| {
            let mut ledger = Ledger::new(&plan);
            responses.iter().for_each(|own| ledger.merge(&from_columns(&plan, own)));
            ledger
        };
        let mut right = of(&[&b]);
        right.merge(&of(&[&c]));
        let mut grouped = of(&[&a]);
        grouped.merge(&right);
        prop_assert!(of(&[&a, &b, &c]) == grouped);
        prop_assert!(of(&[&a, &b]) == of(&[&b, &a]));
        let mut alone = of(&[&a]);
        alone.merge(&Ledger::new(&plan));
        prop_assert!(alone == of(&[&a]) && alone == from_columns(&plan, &a));
    }

    #[test]
    fn what_changes_after_columns_is_as_from_scratch(
        responses in responses(10), others in responses(10),
    ) {
        let (indicators, dimensions) = (indicators(), dimensions());
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let mut ledger = from_columns(&plan, &responses);
        let mut now = responses.clone();
        for (place, other) in others.iter().enumerate() {
            match now.get_mut(place) {
                Some(before) => {
                    ledger.replace(Some(&facts(&plan, before)), Some(&facts(&plan, other)));
                    *before = other.clone();
                }
                None => {
                    ledger.add(&facts(&plan, other));
                    now.push(other.clone());
                }
            }
        }
        while now.len() > 4 {
            ledger.remove(&facts(&plan, &now.remove(0)));
        }
        prop_assert!(ledger == from_columns(&plan, &now));
        prop_assert!(ledger == one_by_one(&plan, &now));
    }
}
