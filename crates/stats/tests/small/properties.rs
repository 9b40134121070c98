//! What holds for all responses: parts add up, order does not matter.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;
use sohoi_stats::{Book, Counted, Indicator, IndicatorTable, compute};

use crate::forms::{dimensions, engines, indicator, response};

/// Sums and counts first, then what does not add up.
pub(crate) fn indicators() -> Vec<Indicator> {
    let count = json!({"op": "count", "form": "club", "where": "${boats} >= 2"});
    let fees = |op: &str| json!({"op": op, "form": "club", "field": "${fee}"});
    let catch = json!({
        "op": "sum", "form": "club", "repeat": "season", "field": "${catch} * ${price}",
    });
    [
        json!({"a": count, "breakdowns": ["shore", "kind"]}),
        json!({"a": fees("sum"), "digits": 6, "breakdowns": ["shore", "kind"]}),
        json!({"a": catch, "digits": 6, "breakdowns": ["shore", "kind", "year"]}),
        json!({"a": fees("mean"), "digits": 3, "breakdowns": ["shore", "kind"]}),
        json!({"a": fees("median"), "digits": 3, "breakdowns": ["shore", "kind"]}),
        json!({"calc": "pct", "a": count, "b": fees("sum"), "digits": 2, "breakdowns": ["shore"]}),
        json!({"calc": "growth_pct", "a": catch, "b": fees("sum"), "digits": 1, "breakdowns": ["shore"]}),
    ]
    .into_iter()
    .enumerate()
    .map(|(position, mut essentials)| {
        essentials["code"] = json!(format!("N{position}"));
        indicator(essentials)
    })
    .collect()
}

const ADDING_UP: usize = 3;

fn book(responses: &[Counted]) -> Book {
    compute(&indicators(), &dimensions(), &engines(), responses).expect("sound indicators")
}

/// An exact decimal in units of 10^-9.
fn units(decimal: &str) -> i128 {
    let (sign, digits) = decimal
        .strip_prefix('-')
        .map_or((1, decimal), |digits| (-1, digits));
    let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
    let digits = format!("{whole}{places:0<9}");
    sign * digits.parse::<i128>().expect("digits")
}

fn exact(table: &IndicatorTable) -> i128 {
    units(
        table
            .total
            .a
            .as_deref()
            .expect("sums and counts are always there"),
    )
}

pub(crate) fn responses() -> impl Strategy<Value = Vec<Counted>> {
    let shore = prop::option::of(prop::sample::select(vec!["hills", "coast", "marsh"]));
    let kind = prop::option::of(prop::sample::select(vec!["rod", "net"]));
    let boats = prop::option::of(0u32..5);
    let cents = prop::option::of(-500i64..100_000);
    let row = (prop::option::of(0u32..1000), prop::option::of(0u32..10_000));
    let club = (shore, kind, boats, cents, prop::collection::vec(row, 3)).prop_map(
        |(shore, kind, boats, cents, rows)| {
            let mut answers = BTreeMap::new();
            let mut answer = |path: String, value: Option<String>| {
                answers.extend(value.map(|value| (path, value)));
            };
            let decimal = |hundredths: i64| {
                let sign = if hundredths < 0 { "-" } else { "" };
                format!(
                    "{sign}{}.{:02}",
                    hundredths.abs() / 100,
                    hundredths.abs() % 100
                )
            };
            answer("shore".into(), shore.map(str::to_owned));
            answer("kind".into(), kind.map(str::to_owned));
            answer("boats".into(), boats.map(|it| it.to_string()));
            answer("fee".into(), cents.map(decimal));
            for (row, (catch, price)) in rows.into_iter().enumerate() {
                answer(
                    format!("season/{}/catch", row + 1),
                    catch.map(|it| it.to_string()),
                );
                answer(
                    format!("season/{}/price", row + 1),
                    price.map(|it| decimal(it.into())),
                );
            }
            let answers = answers
                .iter()
                .map(|(path, value)| (path.as_str(), value.as_str()))
                .collect::<Vec<_>>();
            response("club", &answers)
        },
    );
    prop::collection::vec(club, 0..12)
}

pub(crate) fn seeded() -> ProptestConfig {
    ProptestConfig {
        cases: 64,
        rng_seed: RngSeed::Fixed(17),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn the_groups_of_sums_and_counts_add_up_to_the_total(responses in responses()) {
        for table in &book(&responses).indicators[..ADDING_UP] {
            for breakdown in &table.breakdowns {
                let parts = breakdown.rows.iter().map(|(_, figure)| {
                    units(figure.a.as_deref().expect("sums and counts are always there"))
                });
                prop_assert_eq!(parts.sum::<i128>(), exact(table), "{}", breakdown.dimension);
            }
        }
    }

    #[test]
    fn the_order_of_responses_does_not_matter(responses in responses(), turn in 0usize..12) {
        let mut turned = responses.clone();
        turned.rotate_left(turn.min(responses.len()));
        prop_assert_eq!(book(&turned), book(&responses));
        turned.reverse();
        prop_assert_eq!(book(&turned), book(&responses));
    }

    #[test]
    fn any_split_adds_up_to_the_whole(responses in responses(), parts in prop::collection::vec(0usize..4, 12)) {
        let whole = book(&responses);
        let mut sums = [0; ADDING_UP];
        for part in 0..4 {
            let chosen = responses.iter().zip(&parts).filter(|(_, it)| **it == part);
            let chosen = chosen.map(|(response, _)| response.clone()).collect::<Vec<_>>();
            for (sum, table) in sums.iter_mut().zip(&book(&chosen).indicators) {
                *sum += exact(table);
            }
        }
        for (sum, table) in sums.iter().zip(&whole.indicators) {
            prop_assert_eq!(*sum, exact(table));
        }
    }

    #[test]
    fn a_group_is_the_total_of_its_own_responses(responses in responses()) {
        let whole = book(&responses);
        for (position, table) in whole.indicators.iter().enumerate() {
            for (group, figure) in &table.breakdowns[0].rows {
                let own = responses.iter().filter(|response| {
                    let shore = sohoi_form::Path::top("shore");
                    response.session.answers().get(&shore).map_or("", String::as_str) == group
                });
                let own = book(&own.cloned().collect::<Vec<_>>());
                prop_assert_eq!(&own.indicators[position].total, figure);
            }
        }
    }
}
