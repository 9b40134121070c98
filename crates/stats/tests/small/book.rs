//! Figures of small sets of responses, worked out by hand.

use serde_json::{Value, json};
use sohoi_form::{Engine, Path, QuestionType, Session};
use sohoi_stats::{Book, Counted, Figure, IndicatorTable, compute};

use crate::forms::{dimensions, engine, engines, indicator, response};

/// Four clubs, of which one has no shore, and two offices.
fn responses() -> Vec<Counted> {
    vec![
        response(
            "club",
            &[
                ("shore", "hills"),
                ("kind", "rod"),
                ("boats", "3"),
                ("fee", "0.1"),
                ("season/1/catch", "10"),
                ("season/2/catch", "20"),
                ("season/3/catch", "40"),
            ],
        ),
        response(
            "club",
            &[
                ("shore", "coast"),
                ("kind", "net"),
                ("boats", "8"),
                ("fee", "0.2"),
                ("gift", "2.5"),
                ("season/1/catch", "5"),
                ("season/3/catch", "6"),
                ("trips/1/miles", "4"),
            ],
        ),
        response(
            "club",
            &[
                ("shore", "coast"),
                ("kind", "rod"),
                ("boats", "6"),
                ("gift", "100"),
                ("fee", "0.25"),
            ],
        ),
        // The shore does not apply, so it is no group, though it was answered once.
        response(
            "club",
            &[
                ("inland", "yes"),
                ("shore", "marsh"),
                ("kind", "net"),
                ("season/2/catch", "1"),
            ],
        ),
        response(
            "office",
            &[
                ("place", "coast"),
                ("licences/1/issued", "4"),
                ("licences/3/issued", "3"),
            ],
        ),
        response("office", &[("place", "hills"), ("licences/3/issued", "7")]),
    ]
}

fn book(essentials: &Value, responses: &[Counted]) -> Book {
    compute(
        &[indicator(essentials.clone())],
        &dimensions(),
        &engines(),
        responses,
    )
    .expect("sound")
}

fn table(essentials: Value) -> IndicatorTable {
    book(&essentials, &responses()).indicators.remove(0)
}

/// `value = a / b`, with `-` for what is absent.
fn shown(figure: &Figure) -> String {
    let [value, a, b] =
        [&figure.value, &figure.a, &figure.b].map(|part| part.as_deref().unwrap_or("-"));
    format!("{value} = {a} / {b}")
}

fn rows(table: &IndicatorTable) -> Vec<(&str, String)> {
    let rows = &table.breakdowns[0].rows;
    rows.iter()
        .map(|(group, figure)| (group.as_str(), shown(figure)))
        .collect()
}

#[test]
fn totals_follow_the_rules_of_their_calculation() {
    let count = json!({"op": "count", "form": "club"});
    let rods = json!({"op": "count", "form": "club", "where": "${kind} = 'rod'"});
    let none = json!({"op": "count", "form": "club", "where": "${boats} > 100"});
    let boats = json!({"op": "sum", "form": "club", "field": "${boats}"});
    let catch = |year: u32| {
        json!({
            "op": "sum", "form": "club", "repeat": "season", "field": "${catch}",
            "row_where": format!("${{s_year}} = {year}"),
        })
    };
    for (essentials, expected) in [
        (json!({"a": count}), "4 = 4 / -"),
        (json!({"a": rods}), "2 = 2 / -"),
        (json!({"a": none}), "0 = 0 / -"),
        (
            json!({"calc": "pct", "a": rods, "b": count, "digits": 1}),
            "50.0 = 2 / 4",
        ),
        (
            json!({"calc": "pct_complement", "a": boats, "b": count, "digits": 1}),
            "-325.0 = 17 / 4",
        ),
        (
            json!({"calc": "pct", "a": rods, "b": none, "digits": 1}),
            "- = 2 / 0",
        ),
        (
            json!({"calc": "ratio", "a": boats, "b": rods, "digits": 1}),
            "8.5 = 17 / 2",
        ),
        (
            json!({"calc": "ratio", "scale": 1000, "a": rods, "b": boats, "digits": 1}),
            "117.6 = 2 / 17",
        ),
        (
            json!({"calc": "growth_pct", "a": catch(2021), "b": catch(2019), "digits": 1}),
            "206.7 = 46 / 15",
        ),
        (
            json!({"calc": "growth_pct", "a": catch(2020), "b": catch(2021), "digits": 2}),
            "-54.35 = 21 / 46",
        ),
        // 100 * ((46 / 15)^(1 / 2) - 1) = 75.1190…
        (
            json!({"calc": "cagr_pct", "years": 2, "a": catch(2021), "b": catch(2019), "digits": 2}),
            "75.12 = 46 / 15",
        ),
        (
            json!({"calc": "cagr_pct", "years": 4.5, "a": none, "b": rods, "digits": 2}),
            "-100.00 = 0 / 2",
        ),
        (
            json!({"calc": "cagr_pct", "years": 4.5, "a": none, "b": none, "digits": 2}),
            "- = 0 / 0",
        ),
        (
            json!({"a": {"op": "sum", "form": "club", "field": "${fee}"}, "digits": 1}),
            "0.6 = 0.55 / -",
        ),
        (
            json!({"a": {"op": "mean", "form": "club", "field": "${fee}"}, "digits": 3}),
            "0.183 = 0.183 / -",
        ),
        (
            json!({"a": {"op": "median", "form": "club", "field": "${fee}"}, "digits": 1}),
            "0.2 = 0.2 / -",
        ),
        (
            json!({"a": {"op": "median", "form": "club", "field": "${boats}", "where": "${boats} > 3"}}),
            "7 = 7 / -",
        ),
        (
            json!({"a": {"op": "mean", "form": "club", "field": "${boats}", "where": "${boats} > 9"}}),
            "- = - / -",
        ),
        (
            json!({"a": {"op": "sum", "form": "club", "field": "${boats}", "where": "${boats} > 9"}}),
            "0 = 0 / -",
        ),
        (
            json!({"a": {"op": "sum", "form": "club", "field": "${boats} + ${fee}"}, "digits": 2}),
            "17.55 = 17.55 / -",
        ),
    ] {
        assert_eq!(
            shown(&table(essentials.clone()).total),
            expected,
            "{essentials}"
        );
    }
}

#[test]
fn irrelevant_answers_do_not_count() {
    let gifts = table(json!({"a": {"op": "sum", "form": "club", "field": "${gift}"}, "digits": 1}));
    assert_eq!(shown(&gifts.total), "2.5 = 2.5 / -");
}

#[test]
fn every_choice_is_a_group_in_order_and_the_blank_one_comes_last() {
    let clubs = table(json!({"a": {"op": "count", "form": "club"}, "breakdowns": ["shore"]}));
    assert_eq!(
        rows(&clubs),
        [
            ("hills", "1 = 1 / -".to_owned()),
            ("coast", "2 = 2 / -".to_owned()),
            ("marsh", "0 = 0 / -".to_owned()),
            ("", "1 = 1 / -".to_owned()),
        ]
    );
    let kinds = table(json!({"a": {"op": "count", "form": "club"}, "breakdowns": ["kind"]}));
    assert_eq!(
        rows(&kinds),
        [
            ("rod", "2 = 2 / -".to_owned()),
            ("net", "2 = 2 / -".to_owned())
        ]
    );
}

#[test]
fn a_group_without_values_has_no_mean_and_no_percentage() {
    let fees = json!({"op": "mean", "form": "club", "field": "${fee}"});
    let table = table(json!({"a": fees, "digits": 2, "breakdowns": ["shore"]}));
    assert_eq!(
        rows(&table),
        [
            ("hills", "0.10 = 0.10 / -".to_owned()),
            ("coast", "0.23 = 0.23 / -".to_owned()),
            ("marsh", "- = - / -".to_owned()),
            ("", "- = - / -".to_owned()),
        ]
    );
}

#[test]
fn each_form_gives_the_group_by_its_own_question() {
    let table = table(json!({
        "calc": "pct", "digits": 1, "breakdowns": ["shore"],
        "a": {"op": "count", "form": "club"},
        "b": {
            "op": "sum", "form": "office", "repeat": "licences", "field": "${issued}",
            "row_where": "${l_year} = 2021",
        },
    }));
    assert_eq!(shown(&table.total), "40.0 = 4 / 10");
    assert_eq!(
        rows(&table),
        [
            ("hills", "14.3 = 1 / 7".to_owned()),
            ("coast", "66.7 = 2 / 3".to_owned()),
            ("marsh", "- = 0 / 0".to_owned()),
            ("", "- = 1 / 0".to_owned()),
        ]
    );
}

#[test]
fn a_breakdown_by_year_replaces_the_row_condition_and_keeps_the_other() {
    let table = table(json!({
        "breakdowns": ["year"],
        "a": {
            "op": "sum", "form": "club", "repeat": "season", "field": "${catch}",
            "row_where": "${s_year} = 2019", "where": "${kind} != 'net'",
        },
    }));
    assert_eq!(shown(&table.total), "10 = 10 / -");
    assert_eq!(
        rows(&table),
        [
            ("2019", "10 = 10 / -".to_owned()),
            ("2020", "20 = 20 / -".to_owned()),
            ("2021", "40 = 40 / -".to_owned()),
        ]
    );
}

#[test]
fn years_are_named_where_nobody_has_answered() {
    let essentials = json!({
        "calc": "growth_pct", "breakdowns": ["year"],
        "a": {"op": "sum", "form": "club", "repeat": "season", "field": "${catch}"},
        "b": {"op": "sum", "form": "office", "repeat": "licences", "field": "${issued}"},
    });
    let table = book(&essentials, &[]).indicators.remove(0);
    assert_eq!(
        rows(&table),
        ["2019", "2020", "2021"].map(|year| (year, "- = 0 / 0".to_owned()))
    );
}

#[test]
fn a_count_over_a_repeat_counts_its_rows() {
    let count = json!({"op": "count", "form": "club", "repeat": "season"});
    assert_eq!(shown(&table(json!({"a": count})).total), "12 = 12 / -");
    let count = json!({
        "op": "count", "form": "club", "repeat": "season", "row_where": "${s_year} >= 2020",
    });
    let table = table(json!({"a": count, "breakdowns": ["year"]}));
    assert_eq!(shown(&table.total), "8 = 8 / -");
    assert_eq!(
        rows(&table),
        ["2019", "2020", "2021"].map(|year| (year, "4 = 4 / -".to_owned()))
    );
}

#[test]
fn responses_of_other_forms_count_nowhere() {
    let mut responses = responses();
    responses[0].form = "unknown".to_owned();
    let clubs = book(&json!({"a": {"op": "count", "form": "club"}}), &responses);
    assert_eq!(shown(&clubs.indicators[0].total), "3 = 3 / -");
}

#[test]
fn answers_of_another_version_are_read_under_the_form_of_the_round() {
    let mut responses = responses();
    let mut older = engine("club").form().clone();
    older.version = "0".to_owned();
    older.sections[0]
        .questions
        .retain(|question| question.name == "boats");
    let older = Engine::compile(older).expect("sound");
    for response in responses
        .iter_mut()
        .filter(|response| response.form == "club")
    {
        response.session = Session::new(older.clone(), response.session.answers().clone());
    }
    let essentials = json!({
        "a": {"op": "sum", "form": "club", "field": "${boats}", "where": "${kind} = 'rod'"},
    });
    assert_eq!(
        shown(&book(&essentials, &responses).indicators[0].total),
        "9 = 9 / -"
    );
}

#[test]
fn an_answer_to_a_question_that_was_of_another_type_does_not_count() {
    let mut responses = responses();
    let mut older = engine("club").form().clone();
    older.version = "0".to_owned();
    for question in &mut older.sections[0].questions {
        if question.name == "boats" {
            question.kind = QuestionType::Text;
        }
    }
    let older = Engine::compile(older).expect("sound");
    let boats = json!({"a": {"op": "sum", "form": "club", "field": "${boats}"}});
    let clubs: Vec<usize> = (0..responses.len())
        .filter(|place| responses[*place].form == "club")
        .collect();
    let all = book(&boats, &responses).indicators[0].total.clone();
    let first = &mut responses[clubs[0]];
    let said = first.session.value(&Path::top("boats")).to_number();
    assert!(said > 0.0);
    first.session = Session::new(older, first.session.answers().clone());
    let now = book(&boats, &responses).indicators[0].total.clone();
    let number = |figure: &Figure| figure.value.as_deref().unwrap().parse::<f64>().unwrap();
    assert_eq!(number(&now), number(&all) - said);
}

#[test]
fn a_broken_indicator_gives_no_figures_at_all() {
    let broken = indicator(json!({"a": {"op": "count", "form": "moon"}}));
    let problems = compute(&[broken], &dimensions(), &engines(), &responses()).expect_err("broken");
    assert_eq!(problems.len(), 1);
}
