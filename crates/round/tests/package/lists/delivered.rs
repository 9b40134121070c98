//! The lists of the delivered round take whom the rules mean.

use std::collections::BTreeMap;

use sohoi_form::Engine;
use sohoi_round::{Listing, OnList, compile};

use super::answered;
use crate::small_package;

#[test]
fn the_delivered_lists_take_who_the_rules_mean() {
    let round = compile(&small_package()).expect("a whole package").round;
    let form = round.forms.iter().find(|form| form.id == "hqc_a");
    let engine = Engine::compile(form.expect("the form").clone()).expect("compiles");
    let listing = Listing::new(&round.lists, [&engine].into_iter());
    let named = |answers: &[(&str, &str)]| -> BTreeMap<&str, OnList> {
        let listed = listing.of(&answered(&engine, answers)).into_iter();
        listed
            .map(|(place, row)| (round.lists[place as usize].id.as_str(), row))
            .collect()
    };
    let is_on = |list: &str, answers: &[(&str, &str)]| named(answers).contains_key(list);
    // Term of five years: due on 30/6/2017 still holds, the day before does not.
    let held = |day| {
        [
            ("ever_congress", "yes"),
            ("founded_date", "2001-01-01"),
            ("term_years", "5"),
            ("last_congress_date", day),
        ]
    };
    assert!(!is_on("congress", &held("2012-06-30")));
    assert!(is_on("congress", &held("2012-06-29")));
    let founded = |day| [("ever_congress", "no"), ("founded_date", day)];
    assert!(is_on("congress", &founded("2017-03-31")), "91 days");
    assert!(!is_on("congress", &founded("2017-04-01")), "90 days");

    let violation = |status| {
        [
            ("inspections_count", "1"),
            ("violations_found", "yes"),
            ("violation_types", "charter"),
            ("violation_status", status),
        ]
    };
    for (status, expected) in [
        ("fixed_timely", false),
        ("fixed_late", false),
        ("in_progress", true),
        ("not_yet", true),
    ] {
        assert_eq!(
            is_on("violations", &violation(status)),
            expected,
            "{status}"
        );
    }
    let not_asked = [
        ("inspections_count", "0"),
        ("violations_found", "yes"),
        ("violation_status", "not_yet"),
    ];
    assert!(
        !is_on("violations", &not_asked),
        "what does not apply does not count"
    );

    let reports = |day, years| [("founded_date", day), ("annual_report_years", years)];
    for (day, years, expected) in [
        ("2001-01-01", "none", true),
        ("2001-01-01", "y2012 y2013 y2014", true),
        ("2001-01-01", "y2014 y2015", false),
        ("2001-01-01", "y2016", false),
        ("2015-12-31", "none", true),
        ("2016-01-01", "none", false),
    ] {
        assert_eq!(
            is_on("reports", &reports(day, years)),
            expected,
            "{day} {years}"
        );
    }

    assert!(is_on("similar", &[("similar_types", "elderly red_cross")]));
    assert!(!is_on("similar", &[("similar_types", "none")]));
    assert!(!is_on("similar", &[]));

    // What is to be done depends on what is known.
    let mut late = held("2010-01-01").to_vec();
    late.extend([
        ("congress_extension", "no"),
        ("congress_late_reasons", "merging funds"),
    ]);
    assert_eq!(named(&late)["congress"].steps, [1, 2, 4]);
    late.extend([("congress_plan_date", "2017-09-09")]);
    let row = &named(&late)["congress"];
    assert_eq!(row.steps, [1, 3, 4]);
    assert_eq!(
        row.cells,
        ["2010-01-01", "5", "29", "merging funds", "no", "2017-09-09"]
    );
}
