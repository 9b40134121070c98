//! Comparisons, case by case, and what holds for all of them.

use proptest::prelude::*;
use sohoi_form::Text;

use super::*;
use crate::book::{Breakdown, IndicatorTable};
use crate::counted::Population;
use crate::indicator::{Aggregate, Direction, Term};
use crate::seeded::seeded;

const BY: &str = "shore";

fn indicator(code: &str, calc: Calculation) -> Indicator {
    let text = |text: &str| Text {
        vi: text.to_owned(),
        en: text.to_owned(),
    };
    Indicator {
        code: code.to_owned(),
        theme: "t".to_owned(),
        name: text("name"),
        unit: text("%"),
        calc,
        a: Term {
            op: Aggregate::Count,
            form: "f".to_owned(),
            repeat: None,
            field: None,
            row_where: None,
            r#where: Some(["${", code, "} = 1"].concat()),
        },
        b: None,
        years: None,
        scale: None,
        digits: 1,
        breakdowns: vec![BY.to_owned()],
        direction: Direction::Up,
        weak_point: false,
        headline: false,
        report_section: String::new(),
        seed: Vec::new(),
        note: None,
    }
}

fn figure(value: &str, a: &str, b: &str) -> Figure {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Figure {
        value: some(value),
        a: some(a),
        b: some(b),
        quartiles: None,
    }
}

/// The total, and by group.
fn own(indicator: &Indicator, total: Figure, groups: &[(&str, Figure)]) -> MomentFigures {
    let rows = groups.iter();
    let rows = rows.map(|(group, figure)| ((*group).to_owned(), figure.clone()));
    let breakdown = Breakdown {
        dimension: BY.to_owned(),
        rows: rows.collect(),
    };
    MomentFigures {
        computed: indicator.computation(),
        table: IndicatorTable {
            code: indicator.code.clone(),
            total,
            breakdowns: Vec::from_iter((!groups.is_empty()).then_some(breakdown)),
        },
    }
}

fn moment(figures: Vec<MomentFigures>, responses: &[(&str, &str)]) -> Moment {
    let responses = responses.iter().map(|(id, answers)| MomentResponse {
        id: (*id).to_owned(),
        subject: ["s-", id].concat(),
        answers: (*answers).to_owned(),
    });
    Moment {
        population: Population::Provisional,
        by: Some(BY.to_owned()),
        figures,
        responses: responses.collect(),
    }
}

fn side<'a>(moment: &'a Moment, place: Option<&'a str>) -> Side<'a> {
    Side { moment, place }
}

fn codes(found: &Comparison<'_>) -> Vec<String> {
    let rows = found.rows.iter();
    rows.map(|row| row.indicator.code.clone()).collect()
}

#[test]
fn a_difference_is_that_of_the_printed_values() {
    let share = indicator("N01", Calculation::Pct);
    for (left, right, difference) in [
        ("61.5", "61.8", Some("0.3")),
        ("61.8", "61.5", Some("-0.3")),
        ("60.0", "65.0", Some("5.0")),
        ("9.95", "10.0", Some("0.05")),
        ("12", "1012", Some("1000")),
        ("-3", "4", Some("7")),
        ("7", "7", Some("0")),
        ("0.10", "0.10", Some("0.00")),
        // More digits than a double holds.
        ("9007199254740993", "9007199254740994", Some("1")),
        ("", "4", None),
        ("4", "", None),
        ("", "", None),
    ] {
        let row = Compared {
            indicator: &share,
            left: figure(left, "1", "2"),
            right: figure(right, "1", "2"),
        };
        assert_eq!(row.difference().as_deref(), difference, "{left} {right}");
        assert_eq!(row.is_same(), left == right, "{left} {right}");
    }
}

#[test]
fn a_share_moves_where_what_it_is_made_of_does() {
    for (calc, is_same) in [
        (Calculation::Pct, false),
        (Calculation::PctComplement, false),
        (Calculation::Ratio, true),
        (Calculation::Value, true),
    ] {
        let own = indicator("N01", calc);
        let row = Compared {
            indicator: &own,
            left: figure("50.0", "1", "2"),
            right: figure("50.0", "2", "4"),
        };
        assert_eq!(row.is_same(), is_same, "{calc:?}");
        assert_eq!(row.difference().as_deref(), Some("0.0"));
    }
}

#[test]
fn only_what_both_sides_compute_alike_is_compared() {
    let all = ["N01", "N02", "N03", "N04"].map(|code| indicator(code, Calculation::Value));
    let here = |indicator: &Indicator| own(indicator, figure("1", "1", ""), &[]);
    let mut otherwise = here(&all[1]);
    otherwise.computed = "0".repeat(16);
    let unknown = here(&indicator("X09", Calculation::Value));
    let left = moment(vec![here(&all[2]), otherwise, here(&all[0])], &[]);
    let right = moment(
        vec![
            here(&all[0]),
            here(&all[1]),
            here(&all[2]),
            here(&all[3]),
            unknown,
        ],
        &[],
    );
    let found = compare(&all, side(&left, None), side(&right, None));
    assert_eq!(codes(&found), ["N01", "N03"], "in the order of the round");
    // N02 is computed otherwise, N04 was not there, X09 is not in this round.
    assert_eq!((found.apart, found.whole_only), (3, 0));
    // Both of them as they were, when the round has changed since.
    let mut changed = all.clone();
    changed[0].a.r#where = None;
    let found = compare(&changed, side(&left, None), side(&left, None));
    assert_eq!(codes(&found), ["N03"]);
    assert_eq!(found.apart, 2);
}

#[test]
fn places_are_compared_where_indicators_are_broken_down_by_them() {
    let all = ["N01", "N02"].map(|code| indicator(code, Calculation::Value));
    let value = |value: &str| figure(value, value, "");
    let groups = [("west", value("3")), ("east", value("4"))];
    let now = moment(
        vec![
            own(&all[0], value("7"), &groups),
            own(&all[1], value("9"), &[]),
        ],
        &[],
    );
    for (left, right, values, whole_only) in [
        (None, None, vec![("7", "7"), ("9", "9")], 0),
        (Some("west"), Some("east"), vec![("3", "4")], 1),
        (Some("west"), None, vec![("3", "7")], 1),
        (None, Some("nowhere"), vec![("7", "")], 1),
    ] {
        let found = compare(&all, side(&now, left), side(&now, right));
        let rows = found.rows.iter().map(|row| {
            let text = |figure: &Figure| figure.value.clone().unwrap_or_default();
            (text(&row.left), text(&row.right))
        });
        let wanted = values.iter();
        let wanted: Vec<_> = wanted
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect();
        assert_eq!(rows.collect::<Vec<_>>(), wanted, "{left:?} {right:?}");
        assert_eq!(found.whole_only, whole_only);
    }
    // By another dimension no place is the same.
    let other = Moment {
        by: Some("kind".to_owned()),
        ..now.clone()
    };
    let found = compare(&all, side(&other, Some("west")), side(&now, Some("west")));
    assert_eq!((found.rows.len(), found.whole_only), (0, 2));
}

#[test]
fn a_computation_is_told_by_everything_but_words() {
    let own = indicator("N01", Calculation::Value);
    let same = Indicator {
        code: "other".to_owned(),
        name: indicator("x", Calculation::Value).unit,
        headline: true,
        breakdowns: Vec::new(),
        ..own.clone()
    };
    assert_eq!(same.computation(), own.computation());
    let changes: [fn(&mut Indicator); 8] = [
        |own| own.calc = Calculation::Ratio,
        |own| own.a.op = Aggregate::Sum,
        |own| own.a.form = "g".to_owned(),
        |own| own.a.field = Some(String::new()),
        |own| own.b = Some(own.a.clone()),
        |own| own.years = Some(5.0),
        |own| own.scale = Some(1),
        |own| own.digits = 0,
    ];
    for (place, change) in changes.iter().enumerate() {
        let mut other = own.clone();
        change(&mut other);
        assert_ne!(other.computation(), own.computation(), "{place}");
    }
}

#[test]
fn responses_are_new_changed_or_gone() {
    let then = moment(Vec::new(), &[("a", "1"), ("b", "1"), ("c", "1")]);
    let now = moment(Vec::new(), &[("d", "1"), ("c", "2"), ("a", "1")]);
    let ids = |responses: &[&MomentResponse]| -> Vec<String> {
        responses.iter().map(|own| own.id.clone()).collect()
    };
    let found = moved(&then, &now);
    assert_eq!(ids(&found.new), ["d"]);
    assert_eq!(ids(&found.changed), ["c"]);
    assert_eq!(ids(&found.gone), ["b"]);
    assert_eq!(moved(&now, &now), Moved::default());
}

fn responses() -> impl Strategy<Value = Vec<(String, String)>> {
    let responses = prop::collection::btree_map("[a-f]", "[12]", 0..6);
    responses.prop_map(|responses| responses.into_iter().collect())
}

proptest! {
    #![proptest_config(seeded())]

    #[test]
    fn a_comparison_turned_round_has_the_opposite_differences(
        left in -10i64.pow(12)..10i64.pow(12), right in -10i64.pow(12)..10i64.pow(12),
    ) {
        let own = indicator("N01", Calculation::Value);
        let row = |left: i64, right: i64| {
            let text = |tenths: i64| {
                let sign = if tenths < 0 { "-" } else { "" };
                format!("{sign}{}.{}", tenths.abs() / 10, tenths.abs() % 10)
            };
            let row = Compared {
                indicator: &own,
                left: figure(&text(left), "", ""),
                right: figure(&text(right), "", ""),
            };
            row.difference().expect("both have a value")
        };
        let there = row(left, right);
        let tenths: i64 = there.replace('.', "").parse().expect("digits");
        prop_assert_eq!(tenths, right - left);
        let back: i64 = row(right, left).replace('.', "").parse().expect("digits");
        prop_assert_eq!(back, -tenths);
    }

    #[test]
    fn what_is_new_one_way_is_gone_the_other(then in responses(), now in responses()) {
        let of = |responses: &[(String, String)]| {
            let texts: Vec<_> = responses.iter().map(|(id, answers)| (id.as_str(), answers.as_str())).collect();
            moment(Vec::new(), &texts)
        };
        let (then, now) = (of(&then), of(&now));
        let (there, back) = (moved(&then, &now), moved(&now, &then));
        let ids = |responses: &[&MomentResponse]| -> Vec<String> {
            responses.iter().map(|own| own.id.clone()).collect()
        };
        prop_assert_eq!(ids(&there.new), ids(&back.gone));
        prop_assert_eq!(ids(&there.gone), ids(&back.new));
        prop_assert_eq!(ids(&there.changed), ids(&back.changed));
        prop_assert_eq!(then.responses.len() + there.new.len() - there.gone.len(), now.responses.len());
    }
}
