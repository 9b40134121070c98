//! Questions by dimensions, worked out by hand.

use std::sync::Arc;

use proptest::prelude::*;
use sohoi_stats::{Pivot, Plan, QuestionFigures, QuestionPlan, QuestionTable, Which};

use crate::forms::{dimensions, engines, indicator, response};
use crate::properties::seeded;

/// The table of a question of clubs, by dimensions where there are any.
fn table(
    name: &str,
    (rows, columns): (Option<&str>, Option<&str>),
    responses: &[&[(&str, &str)]],
) -> QuestionTable {
    let indicators = [indicator(
        serde_json::json!({"a": {"op": "count", "form": "club"}}),
    )];
    let (dimensions, engines) = (dimensions(), engines());
    let plan = Plan::new(&indicators, &dimensions, &engines).expect("sound");
    let dimension = |id: Option<&str>| dimensions.iter().find(|own| Some(&*own.id) == id);
    let question = QuestionPlan::new(&plan, &engines[0], name).expect("a question");
    let mut pivot = Pivot::new(dimension(rows), dimension(columns));
    for answers in responses {
        let answers = response("club", answers).session.into_answers();
        let session = sohoi_form::Session::new(Arc::clone(&engines[0]), answers);
        let facts = plan.facts_of(&session);
        pivot.add(facts.as_ref(), &question.replies(&session));
    }
    pivot.table(&plan, &question)
}

fn counts(figures: &QuestionFigures) -> Vec<(&str, &str, &str)> {
    let counts = figures.counts.iter();
    counts
        .map(|(name, figure)| {
            assert_eq!(figure.b, Some(figures.answered.to_string()));
            let share = figure.value.as_deref().unwrap_or("-");
            (name.as_str(), figure.a.as_deref().unwrap_or("-"), share)
        })
        .collect()
}

fn standing(figures: &QuestionFigures) -> (u32, u32, u32) {
    (figures.answered, figures.blank, figures.not_asked)
}

#[test]
fn what_is_blank_and_what_does_not_apply_are_told_apart() {
    let table = table(
        "shore",
        (Some("kind"), None),
        &[
            &[("shore", "coast"), ("kind", "rod")],
            &[("shore", "coast"), ("kind", "rod")],
            &[("shore", "hills"), ("kind", "net")],
            &[("kind", "net")],
            // What was answered before it stopped to apply is no answer.
            &[("inland", "yes"), ("shore", "marsh"), ("kind", "net")],
        ],
    );
    assert_eq!(standing(&table.whole.total), (3, 1, 1));
    let shares = [
        ("hills", "1", "33.33"),
        ("coast", "2", "66.67"),
        ("marsh", "0", "0.00"),
    ];
    assert_eq!(counts(&table.whole.total), shares);
    assert_eq!(table.whole.total.spread, None);
    let rows = table.rows.iter();
    let rows: Vec<_> = rows
        .map(|(group, line)| (group.as_str(), standing(&line.total)))
        .collect();
    assert_eq!(rows, [("rod", (2, 0, 0)), ("net", (1, 1, 1))]);
    assert_eq!(table.columns, [""; 0]);
}

#[test]
fn numbers_have_a_sum_a_mean_and_quartiles_by_groups_down_and_across() {
    let responses: &[&[(&str, &str)]] = &[
        &[("boats", "1"), ("shore", "hills"), ("kind", "rod")],
        &[("boats", "2"), ("shore", "hills"), ("kind", "rod")],
        &[("boats", "7"), ("shore", "hills"), ("kind", "net")],
        &[("boats", "40"), ("shore", "coast"), ("kind", "net")],
        &[("boats", "không rõ"), ("kind", "net")],
    ];
    let table = table("boats", (Some("shore"), Some("kind")), responses);
    assert_eq!(table.columns, ["rod", "net"]);
    let groups: Vec<_> = table.rows.iter().map(|(group, _)| &**group).collect();
    // Whoever has no group stands below.
    assert_eq!(groups, ["hills", "coast", "marsh", ""]);
    // What is no number is blank, as in indicators.
    assert_eq!(standing(&table.rows[3].1.total), (0, 1, 0));
    let hills = &table.rows[0].1;
    let spread = hills.total.spread.as_ref().expect("numbers");
    let text = |text: &Option<String>| text.clone().expect("a number");
    assert_eq!(spread.count, 3);
    assert_eq!(
        [&spread.sum, &spread.mean, &spread.least, &spread.lower].map(text),
        ["10", "3.33", "1", "1.5"]
    );
    assert_eq!(
        [&spread.median, &spread.upper, &spread.most].map(text),
        ["2", "4.5", "7"]
    );
    let sums = |figures: &QuestionFigures| figures.spread.clone().and_then(|own| own.sum);
    let cells: Vec<_> = hills.cells.iter().map(sums).collect();
    assert_eq!(cells, [Some("3".to_owned()), Some("7".to_owned())]);
    let foot: Vec<_> = table.whole.cells.iter().map(sums).collect();
    assert_eq!(foot, [Some("3".to_owned()), Some("47".to_owned())]);
    assert_eq!(sums(&table.rows[2].1.total), None);
}

#[test]
fn rows_of_a_repeat_stand_under_their_years() {
    let table = table(
        "catch",
        (Some("year"), Some("shore")),
        &[
            &[
                ("season/1/catch", "5"),
                ("season/2/catch", "0"),
                ("shore", "coast"),
            ],
            &[("season/1/catch", "10"), ("shore", "hills")],
        ],
    );
    let rows: Vec<_> = table
        .rows
        .iter()
        .map(|(year, line)| {
            let sum = line.total.spread.as_ref().and_then(|own| own.sum.clone());
            (year.as_str(), standing(&line.total), sum)
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("2019", (2, 0, 0), Some("15".to_owned())),
            ("2020", (1, 1, 0), Some("0".to_owned())),
            ("2021", (0, 2, 0), None),
        ]
    );
    assert_eq!(table.columns, ["hills", "coast", "marsh"]);
}

#[test]
fn texts_are_counted_and_calculations_have_the_choices_that_they_give() {
    let responses: &[&[(&str, &str)]] = &[
        &[("motto", "Biển là nhà"), ("boats", "9")],
        &[("boats", "2")],
        &[("boats", "3")],
    ];
    let motto = table("motto", (None, None), responses);
    assert_eq!(standing(&motto.whole.total), (1, 2, 0));
    assert_eq!(motto.whole.total.counts, []);
    let grade = table("grade", (None, None), responses);
    assert_eq!(
        counts(&grade.whole.total),
        [("large", "1", "33.33"), ("small", "2", "66.67")]
    );
}

#[test]
fn the_replies_behind_a_count_are_found() {
    let (dimensions, engines) = (dimensions(), engines());
    let plan = Plan::new(&[], &dimensions, &engines).expect("sound");
    let question = QuestionPlan::new(&plan, &engines[0], "gift").expect("a question");
    for (answers, which, expected) in [
        (
            &[("kind", "net"), ("gift", "2.5")][..],
            Which::Answered,
            true,
        ),
        (&[("kind", "net"), ("gift", "2.5")], Which::Blank, false),
        (&[("kind", "net")], Which::Blank, true),
        (&[("kind", "rod")], Which::Blank, false),
        (&[("kind", "rod")], Which::NotAsked, true),
        (
            &[("kind", "net"), ("gift", "2.5")],
            Which::With("2.5"),
            false,
        ),
    ] {
        let session = response("club", answers).session;
        let answers = session.into_answers();
        let session = sohoi_form::Session::new(Arc::clone(&engines[0]), answers);
        let replies = question.replies(&session);
        assert_eq!(replies.len(), 1);
        assert_eq!(replies[0].is(which), expected, "{which:?}");
        assert_eq!(question.path(&replies[0]).to_string(), "gift");
    }
    assert_eq!(question.section(), "all");
    assert!(QuestionPlan::new(&plan, &engines[0], "season").is_none());
    assert!(QuestionPlan::new(&plan, &engines[0], "no such").is_none());
    for name in ["-answered", "-blank", "-unasked", "rod"] {
        assert_eq!(Which::from_name(name).name(), name);
    }
}

/// Quartiles of R, `quantile(c(…), c(.25, .5, .75), type = 7)`, and the same of Python,
/// `statistics.quantiles([…], n=4, method="inclusive")`.
#[test]
fn quartiles_are_those_of_other_programs() {
    for (numbers, quartiles) in QUARTILES {
        let responses: Vec<Vec<(&str, &str)>> =
            numbers.iter().map(|own| vec![("fee", *own)]).collect();
        let responses: Vec<&[(&str, &str)]> = responses.iter().map(Vec::as_slice).collect();
        let table = table("fee", (None, None), &responses);
        let spread = table.whole.total.spread.expect("numbers");
        let own = [spread.lower, spread.median, spread.upper];
        let own = own.map(|own| own.expect("a number"));
        assert_eq!(own, **quartiles, "{numbers:?}");
    }
}

const QUARTILES: &[(&[&str], &[&str; 3])] = &[
    (&["7"], &["7", "7", "7"]),
    (&["1", "2"], &["1.25", "1.5", "1.75"]),
    (&["1", "2", "3"], &["1.5", "2", "2.5"]),
    (&["1", "2", "3", "4"], &["1.75", "2.5", "3.25"]),
    (
        &[
            "6", "7", "15", "36", "39", "40", "41", "42", "43", "47", "49",
        ],
        &["25.5", "40", "42.5"],
    ),
    (
        &["7", "15", "36", "39", "40", "41"],
        &["20.25", "37.5", "39.75"],
    ),
    (&["5", "5", "5", "5"], &["5", "5", "5"]),
    (&["-3", "0", "10"], &["-1.5", "0", "5"]),
    (&["0.5", "12.25", "3", "8.75", "1"], &["1", "3", "8.75"]),
    (
        &["1200", "35", "0", "0", "47.5", "980", "12"],
        &["6", "35", "513.75"],
    ),
    (
        &["267", "212", "155", "187", "148", "89", "392", "361"],
        &["153.25", "199.5", "290.5"],
    ),
    (
        &["360", "276", "338", "142", "56", "13", "127", "196", "382"],
        &["127", "196", "338"],
    ),
    (
        &[
            "429.5", "258.25", "880.25", "513.5", "821.5", "325", "655.75", "866.5", "700.75",
            "967.75", "741.5", "411", "140.75",
        ],
        &["411", "655.75", "821.5"],
    ),
    (
        &[
            "282", "31", "71", "100", "77", "361", "272", "286", "351", "107", "169", "276", "63",
            "366", "327", "35", "158", "209", "41", "259",
        ],
        &["75.5", "189", "283"],
    ),
];

/// Numbers of clubs by a shore and a kind, both of which may be absent.
fn fleets() -> impl Strategy<Value = Vec<(i32, usize, usize)>> {
    prop::collection::vec((-50..50i32, 0usize..4, 0usize..3), 0..14)
}

fn table_of(fleets: &[(i32, usize, usize)], by: (Option<&str>, Option<&str>)) -> QuestionTable {
    let texts: Vec<String> = fleets.iter().map(|own| own.0.to_string()).collect();
    let responses: Vec<Vec<(&str, &str)>> = fleets
        .iter()
        .zip(&texts)
        .map(|((_, shore, kind), boats)| {
            vec![
                ("boats", boats.as_str()),
                ("shore", ["hills", "coast", "marsh", ""][*shore]),
                ("kind", ["rod", "net", ""][*kind]),
            ]
        })
        .collect();
    let responses: Vec<&[(&str, &str)]> = responses.iter().map(Vec::as_slice).collect();
    table("boats", by, &responses)
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn cells_add_up_and_quartiles_lie_in_order(fleets in fleets()) {
        let table = table_of(&fleets, (Some("shore"), Some("kind")));
        let sum = |figures: &QuestionFigures| -> i64 {
            let sum = figures.spread.as_ref().and_then(|own| own.sum.clone());
            sum.map_or(0, |sum| sum.parse().expect("a whole number"))
        };
        let of = |figures: &QuestionFigures| (sum(figures), i64::from(figures.answered));
        let add = |one: (i64, i64), other: (i64, i64)| (one.0 + other.0, one.1 + other.1);
        let all = (fleets.iter().map(|own| i64::from(own.0)).sum(), fleets.len() as i64);
        prop_assert_eq!(of(&table.whole.total), all);
        let rows = table.rows.iter().map(|(_, line)| of(&line.total));
        prop_assert_eq!(rows.fold((0, 0), add), all);
        prop_assert_eq!(table.whole.cells.iter().map(of).fold((0, 0), add), all);
        for (_, line) in &table.rows {
            prop_assert_eq!(line.cells.iter().map(of).fold((0, 0), add), of(&line.total));
        }
        let lines = table.rows.iter().map(|(_, line)| line);
        for figures in lines.flat_map(|line| line.cells.iter().chain([&line.total])) {
            let Some(spread) = &figures.spread else { continue };
            let steps = [&spread.least, &spread.lower, &spread.median, &spread.upper, &spread.most];
            let steps = steps.map(|own| own.as_ref().expect("a number").parse::<f64>().expect("a number"));
            prop_assert!(steps.is_sorted(), "{steps:?}");
        }
    }

    #[test]
    fn the_order_of_responses_does_not_matter(fleets in fleets(), turn in 0usize..14) {
        let mut turned = fleets.clone();
        turned.rotate_left(turn.min(fleets.len()));
        turned.reverse();
        let by = (Some("kind"), Some("shore"));
        prop_assert_eq!(table_of(&turned, by), table_of(&fleets, by));
    }

    #[test]
    fn a_column_is_the_table_of_its_group(fleets in fleets()) {
        let table = table_of(&fleets, (Some("shore"), Some("kind")));
        for (place, kind) in table.columns.iter().enumerate() {
            let own: Vec<_> = fleets.iter().copied().filter(|own| ["rod", "net", ""][own.2] == kind).collect();
            let alone = table_of(&own, (Some("shore"), None));
            prop_assert_eq!(&alone.whole.total, &table.whole.cells[place]);
            for (group, line) in &table.rows {
                let own = alone.rows.iter().find(|(own, _)| own == group);
                let none = QuestionFigures::default();
                prop_assert_eq!(own.map_or(&none, |(_, line)| &line.total), &line.cells[place]);
            }
        }
    }

    /// The median is the one of indicators, whatever the quartiles do.
    #[test]
    fn the_median_is_that_of_indicators(fleets in fleets()) {
        let engines = engines();
        let median = indicator(serde_json::json!({
            "digits": 2, "a": {"op": "median", "form": "club", "field": "${boats}"},
        }));
        let texts: Vec<String> = fleets.iter().map(|own| own.0.to_string()).collect();
        let responses: Vec<_> = texts.iter().map(|own| response("club", &[("boats", own)])).collect();
        let book = sohoi_stats::compute(&[median], &[], &engines, &responses).expect("sound");
        let spread = table_of(&fleets, (None, None)).whole.total.spread;
        let own = spread.and_then(|own| own.median).map(|own| own.parse::<f64>().expect("a number"));
        let wanted = book.indicators[0].total.value.as_ref().map(|own| own.parse::<f64>().expect("a number"));
        prop_assert_eq!(own, wanted);
    }
}
