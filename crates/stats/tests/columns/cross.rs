//! Two dimensions at a time: a row of a cross table is the breakdown of the responses in it.

use proptest::prelude::*;
use serde_json::json;
use sohoi_stats::{Columns, Counted, Plan};

use crate::yard::{dimensions, engines, indicator, one_by_one, responses, seeded};

proptest! {
    #![proptest_config(seeded(48))]

    #[test]
    fn a_row_is_the_breakdown_of_the_responses_in_it(responses in responses(14)) {
        let indicators = [
            json!({"op": "count", "where": "${boats} >= 2"}),
            json!({"op": "mean", "field": "${fee} * ${crew}"}),
            json!({"op": "median", "field": "${crew}"}),
            json!({"op": "sum", "repeat": "season", "field": "${price}", "row_where": "${year} = 2020"}),
            json!({"op": "median", "repeat": "season", "field": "${catch}", "row_where": "${year} = 2020"}),
            json!({"op": "median", "repeat": "trips", "field": "${miles}", "where": "${kind} != 'canoe'"}),
        ];
        let indicators = indicators.into_iter().enumerate().map(|(code, term)| indicator(code, term));
        let indicators = indicators.collect::<Vec<_>>();
        let dimensions = dimensions();
        let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
        let bytes = plan.write_columns(&responses);
        let columns = Columns::read(&bytes).expect("columns as written");
        let fitted = plan.fit(&columns).expect("every column");
        let ledger = fitted.ledger();
        for (place, indicator) in indicators.iter().enumerate() {
            let whole = ledger.table(place, &|_| true);
            let group_of = |response: &Counted, dimension: &str| {
                response.session.value(&sohoi_form::Path::top(dimension)).to_text().into_owned()
            };
            for first in ["kind", "echo"] {
                for second in &indicator.breakdowns {
                    let table = fitted.cross(&ledger, place, [first, second]);
                    if first == second {
                        prop_assert!(table.is_none());
                        continue;
                    }
                    let table = table.expect("a table");
                    let turned = fitted.cross(&ledger, place, [second, first]).expect("a table");
                    for (row, group) in table.rows.iter().enumerate() {
                        let own = responses.iter().filter(|it| group_of(it, first) == *group);
                        let own = own.cloned().collect::<Vec<_>>();
                        let own = one_by_one(&plan, &own).table(place, &|id| id == second);
                        for (column, name) in table.columns.iter().enumerate() {
                            let figure = &table.figures[row][column];
                            prop_assert_eq!(figure, &turned.figures[column][row]);
                            let mut expected = own.breakdowns[0].rows.iter();
                            match expected.find(|(group, _)| group == name) {
                                Some((_, expected)) => prop_assert_eq!(figure, expected),
                                // Nobody in this row has the group.
                                None => prop_assert!(matches!(figure.a.as_deref(), None | Some("0"))),
                            }
                        }
                    }
                    let columns = whole.breakdowns.iter().find(|it| it.dimension == *second);
                    let names = columns.expect("a breakdown").rows.iter().map(|(group, _)| group);
                    prop_assert_eq!(&names.cloned().collect::<Vec<_>>(), &table.columns);
                }
            }
        }
    }
}

#[test]
fn what_a_term_cannot_be_told_apart_by_has_no_table() {
    let indicators = [
        indicator(0, json!({"op": "count"})),
        indicator(1, json!({"op": "count", "repeat": "season"})),
    ];
    let dimensions = dimensions();
    let plan = Plan::new(&indicators, &dimensions, engines()).expect("sound indicators");
    let columns = Columns::read(&[]).expect("no tables");
    let fitted = plan.fit(&columns).expect("no responses");
    let ledger = fitted.ledger();
    for (place, dimensions, is_there) in [
        (0, ["kind", "size"], true),
        (0, ["kind", "row"], false),
        (1, ["kind", "row"], true),
        (1, ["row", "row"], false),
        (0, ["kind", "colour"], false),
        (2, ["kind", "size"], false),
    ] {
        let table = fitted.cross(&ledger, place, dimensions);
        assert_eq!(table.is_some(), is_there, "{place} {dimensions:?}");
    }
}
