//! Tallies that travel: whatever the parts, together they are the whole.

use proptest::prelude::*;
use serde_json::json;
use sohoi_json::{from_bytes, to_text};
use sohoi_stats::{Counted, Dimension, Indicator, Ledger, Plan, Tallies, compute};

use crate::forms::{dimensions, engines, indicator, response};
use crate::properties::{indicators, responses, seeded};

/// The tallies of responses.
fn tallies(responses: &[Counted]) -> Tallies {
    let (indicators, dimensions, engines) = (indicators(), dimensions(), engines());
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
    plan.count(responses).tallies()
}

fn merged<'t>(parts: impl IntoIterator<Item = &'t Tallies>) -> Tallies {
    let mut all = Tallies::default();
    parts.into_iter().for_each(|part| all.merge(part));
    all
}

/// The responses that `parts` says are in each of four parts.
fn split(responses: &[Counted], parts: &[usize]) -> Vec<Vec<Counted>> {
    let of = |part: usize| {
        let chosen = responses.iter().zip(parts).filter(|(_, it)| **it == part);
        chosen.map(|(response, _)| response.clone()).collect()
    };
    (0..4).map(of).collect()
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn any_parts_make_the_figures_of_all(
        responses in responses(), parts in prop::collection::vec(0usize..4, 12),
    ) {
        let (indicators, dimensions, engines) = (indicators(), dimensions(), engines());
        let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
        let parts: Vec<Tallies> = split(&responses, &parts).iter().map(|it| tallies(it)).collect();
        let all = merged(&parts);
        prop_assert_eq!(&all, &tallies(&responses));
        let ledger = Ledger::with(&plan, &all).expect("tallies of responses");
        let whole = compute(&indicators, &dimensions, &engines, &responses).expect("sound");
        prop_assert_eq!(ledger.book(), whole);
        prop_assert_eq!(ledger.tallies(), all);
    }

    #[test]
    fn merging_is_associative_and_commutative_and_nothing_is_its_identity(
        responses in responses(), parts in prop::collection::vec(0usize..4, 12),
    ) {
        let parts: Vec<Tallies> = split(&responses, &parts).iter().map(|it| tallies(it)).collect();
        let [a, b, c] = [&parts[0], &parts[1], &parts[2]];
        prop_assert_eq!(merged([a, b]), merged([b, a]));
        prop_assert_eq!(merged([&merged([a, b]), c]), merged([a, &merged([b, c])]));
        prop_assert_eq!(&merged([a]), a);
        prop_assert_eq!(&merged([a, &Tallies::default()]), a);
        prop_assert_eq!(tallies(&[]), Tallies::default());
    }

    #[test]
    fn a_ledger_goes_on_from_tallies(responses in responses(), cut in 0usize..12) {
        let (indicators, dimensions, engines) = (indicators(), dimensions(), engines());
        let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
        let (first, rest) = responses.split_at(cut.min(responses.len()));
        let mut ledger = Ledger::with(&plan, &tallies(first)).expect("tallies of responses");
        let facts = |response: &Counted| {
            plan.facts(&response.form, response.session.answers().clone())
        };
        rest.iter().filter_map(facts).for_each(|facts| ledger.add(&facts));
        prop_assert_eq!(ledger.tallies(), tallies(&responses));
        // What goes leaves nothing behind.
        first.iter().filter_map(facts).for_each(|facts| ledger.remove(&facts));
        prop_assert_eq!(ledger.tallies(), tallies(rest));
    }

    #[test]
    fn reads_what_is_written(responses in responses()) {
        let tallies = tallies(&responses);
        let text = to_text(&tallies);
        prop_assert_eq!(&from_bytes::<Tallies>(text.as_bytes()).expect("tallies"), &tallies);
        let serde: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        prop_assert!(serde.is_object());
    }
}

/// Two indicators over one response: a sum by shore and year, a median by shore.
fn two() -> (Vec<Indicator>, Vec<Dimension>) {
    let catch = json!({"op": "sum", "form": "club", "repeat": "season", "field": "${catch}"});
    let fee = json!({"op": "median", "form": "club", "field": "${fee}"});
    let indicators = vec![
        indicator(json!({"code": "N1", "a": catch, "breakdowns": ["shore", "year"]})),
        indicator(json!({"code": "N2", "a": fee, "breakdowns": ["shore"]})),
    ];
    (indicators, dimensions())
}

/// Their tallies as JSON.
const TALLIES: &str = concat!(
    r#"{"indicators":{"N1":{"a":{"whole":[2,"7000000000"],"by":{"shore":{"coast":[2,"7000000000"]},"#,
    r#""year":{"2019":[1,"3000000000"],"2020":[1,"4000000000"]}}}},"#,
    r#""N2":{"a":{"whole":[1,"2500000000",0,["2500000000"]],"#,
    r#""by":{"shore":{"coast":[1,"2500000000",0,["2500000000"]]}}}}},"#,
    r#""forms":{"club":{"groups":{"kind":{"":1},"shore":{"coast":1}},"#,
    r#""rows":{"season":{"2019":1,"2020":1,"2021":1}}}}}"#,
);

#[test]
fn tallies_are_written_as_they_always_were() {
    let (indicators, dimensions) = two();
    let engines = engines();
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
    let answers = [
        ("shore", "coast"),
        ("fee", "2.5"),
        ("season/1/catch", "3"),
        ("season/2/catch", "4"),
    ];
    let ledger = plan.count(&[response("club", &answers)]);
    assert_eq!(to_text(&ledger.tallies()), TALLIES);
}

#[test]
fn what_no_responses_can_make_is_refused_with_its_place() {
    let (indicators, dimensions) = two();
    let engines = engines();
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound indicators");
    for (from, to, expected) in [
        ("\"N2\":", "\"N9\":", "N9: is no indicator here"),
        (
            "\"shore\":{\"coast\":[2",
            "\"moon\":{\"coast\":[2",
            "N1 a by moon: is no breakdown here",
        ),
        (
            "[2,\"7000000000\"],\"by\"",
            "[2,\"7000000001\"],\"by\"",
            "N1 a by shore: has groups that do not add up to the total",
        ),
        (
            "[1,\"3000000000\"]",
            "[0,\"3000000000\"]",
            "N1 a by year, group \"2019\": is of a number of values that cannot be",
        ),
        (
            "[1,\"2500000000\",0,[\"2500000000\"]],\"by\"",
            "[1,\"2500000000\"],\"by\"",
            "N2 a: has values that do not make its sum",
        ),
        (
            "\"club\":",
            "\"moon\":",
            "moon: is no form of indicators here",
        ),
        (
            "\"season\":",
            "\"moons\":",
            "club by moons: is no breakdown here",
        ),
        (
            "{\"coast\":1}",
            "{\"coast\":0}",
            "club by shore, group \"coast\": is of a number of responses that cannot be",
        ),
        (
            "{\"N1\":{\"a\":",
            "{\"N1\":{\"b\":",
            "N1 b: is no term here",
        ),
    ] {
        assert!(TALLIES.contains(from), "{from}");
        let text = TALLIES.replacen(from, to, 1);
        let tallies: Tallies = from_bytes(text.as_bytes()).expect("tallies");
        match Ledger::with(&plan, &tallies) {
            Err(misfit) => assert!(
                misfit.to_string().starts_with(expected),
                "{misfit}, {expected}"
            ),
            Ok(_) => panic!("{expected}: it is taken in"),
        }
    }
}

#[test]
fn what_is_no_tally_is_not_read() {
    for (from, to) in [
        ("[2,\"7000000000\"]", "[2,7]"),
        ("[2,\"7000000000\"]", "[2,\"+7\"]"),
        ("[2,\"7000000000\"]", "[2,\"07\"]"),
        ("[2,\"7000000000\"]", "[2,\"7.5\"]"),
        ("[2,\"7000000000\"]", "[2,\"7\",0,[],1]"),
        ("[2,\"7000000000\"]", "[-2]"),
        ("[2,\"7000000000\"]", "[1.5]"),
        ("[2,\"7000000000\"]", "{}"),
        ("{\"coast\":1}", "[]"),
    ] {
        let text = TALLIES.replacen(from, to, 1);
        assert_ne!(text, TALLIES, "{from}");
        assert!(from_bytes::<Tallies>(text.as_bytes()).is_err(), "{to}");
    }
}
