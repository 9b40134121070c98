//! From figures back to responses and answers, worked out by hand.

use serde_json::{Value, json};
use sohoi_stats::{Given, GivenToTerm, Place, Plan, Term, place_behind};

use crate::forms::{dimensions, engine, engines, indicator, response};

/// What a response gives to a term, or to one group of it.
fn given(
    term: &Value,
    within: Option<(&str, &str)>,
    answers: &[(&str, &str)],
) -> Option<GivenToTerm> {
    let indicators = [indicator(
        json!({"a": term, "breakdowns": within.iter().map(|(by, _)| by).collect::<Vec<_>>()}),
    )];
    let (dimensions, engines) = (dimensions(), engines());
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("a sound indicator");
    let answers = response("club", answers).session.into_answers();
    let facts = plan
        .facts("club", answers)
        .expect("the form of the indicator");
    let within = within.map(|(by, group)| {
        let mut dimensions = dimensions.iter();
        (
            dimensions.find(|own| own.id == by).expect("a dimension"),
            group,
        )
    });
    let Given { a, b } = plan.given(0, within, &facts)?;
    assert_eq!(b, None);
    a
}

#[test]
fn a_response_gives_what_it_adds_to_the_figure() {
    let count = json!({"op": "count", "form": "club", "where": "${boats} > 2"});
    let fees = json!({"op": "sum", "form": "club", "field": "${fee}"});
    let catch = json!({"op": "sum", "form": "club", "repeat": "season", "field": "${catch}",
        "row_where": "${s_year} = 2020"});
    let rows = json!({"op": "count", "form": "club", "repeat": "season"});
    let some = |values: &[&str], row: Option<&str>| {
        Some(GivenToTerm {
            values: values.iter().map(|own| (*own).to_owned()).collect(),
            row: row.map(str::to_owned),
        })
    };
    let caught = [("season/2/catch", "20"), ("season/3/catch", "5")];
    for (term, within, answers, expected) in [
        (&count, None, &[("boats", "3")][..], some(&["1"], None)),
        (&count, None, &[("boats", "2")], None),
        (
            &count,
            Some(("shore", "hills")),
            &[("boats", "3"), ("shore", "hills")],
            some(&["1"], None),
        ),
        (
            &count,
            Some(("shore", "coast")),
            &[("boats", "3"), ("shore", "hills")],
            None,
        ),
        (
            &count,
            Some(("shore", "")),
            &[("boats", "3")],
            some(&["1"], None),
        ),
        (&fees, None, &[("fee", "0.5")], some(&["0.5"], None)),
        (&fees, None, &[("fee", "0")], some(&["0"], None)),
        // A blank value is counted nowhere.
        (&fees, None, &[("boats", "3")], None),
        (&catch, None, &caught, some(&["20"], Some("2"))),
        // The row's own key replaces the condition.
        (
            &catch,
            Some(("year", "2021")),
            &caught,
            some(&["5"], Some("3")),
        ),
        (&catch, Some(("year", "2019")), &caught, None),
        (&rows, None, &[], some(&["3"], Some("1"))),
    ] {
        assert_eq!(
            given(term, within, answers),
            expected,
            "{term} {within:?} {answers:?}"
        );
    }
}

#[test]
fn the_first_answer_that_a_term_looks_at_is_found() {
    let place = |repeat: Option<&str>, question: &str| {
        Some(Place {
            section: "all".to_owned(),
            repeat: repeat.map(str::to_owned),
            question: question.to_owned(),
        })
    };
    for (form, term, expected) in [
        ("club", json!({"op": "count"}), None),
        ("club", json!({"op": "count", "where": "1 = 1"}), None),
        (
            "club",
            json!({"op": "count", "where": "${boats} > 2"}),
            place(None, "boats"),
        ),
        // What is measured comes before what is chosen by.
        (
            "club",
            json!({"op": "sum", "field": "${fee} + ${gift}", "where": "${boats} > 2"}),
            place(None, "fee"),
        ),
        // A calculation stands for what it is made of.
        (
            "club",
            json!({"op": "count", "where": "${grade} = 'large'"}),
            place(None, "boats"),
        ),
        (
            "office",
            json!({"op": "count", "where": "${office_shore} = 'hills'"}),
            place(None, "place"),
        ),
        (
            "club",
            json!({"op": "sum", "repeat": "season", "field": "${catch}"}),
            place(Some("season"), "catch"),
        ),
    ] {
        let mut own = term.clone();
        own["form"] = json!(form);
        let term: Term = indicator(json!({"a": own})).a;
        assert_eq!(
            place_behind(&term, engine(form).form()),
            expected,
            "{term:?}"
        );
    }
}
