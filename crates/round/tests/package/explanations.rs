//! What asks for a word of explanation while the delivered forms are filled in: just over and just
//! under every threshold, blank, and zero.

use std::sync::{Arc, LazyLock};

use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::compile;

use crate::small_package;

static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| {
    let round = compile(&small_package()).expect("a whole package").round;
    Engine::compile(round.forms[0].clone()).expect("a whole form")
});

/// The answers of a district association founded long ago; a question that is answered again counts
/// the last time.
const DISTRICT: &str = "level=district founded_date=2005-03-01";
const COMMUNE: &str = "level=commune founded_date=2005-03-01";

fn session(answers: &[&str]) -> Session {
    let pairs = answers
        .iter()
        .flat_map(|answers| answers.split_whitespace());
    let answers: Answers = pairs
        .map(|pair| {
            let (place, value) = pair.split_once('=').expect("place=value");
            let path: Path = place.parse().expect("a place");
            (path, value.replace('+', " "))
        })
        .collect();
    Session::new(Arc::clone(&ENGINE), answers)
}

/// The places that ask for an explanation.
fn asked(answers: &[&str]) -> String {
    let asked = session(answers).explanations().into_iter();
    let asked: Vec<String> = asked.map(|(path, _)| path.to_string()).collect();
    asked.join(" ")
}

fn assert_cases(whose: &str, cases: &[(&str, &str)]) {
    for (answers, expected) in cases {
        assert_eq!(asked(&[whose, answers]), *expected, "{whose}: {answers}");
    }
}

/// Members by year from 2012 on, `-` where nothing is entered.
fn members(counts: &str) -> String {
    let counts = counts
        .split(' ')
        .zip(1..)
        .filter(|(count, _)| *count != "-");
    let answers = counts.map(|(count, row)| format!("membership_year/{row}/members_total={count}"));
    answers.collect::<Vec<_>>().join(" ")
}

#[test]
fn an_empty_sheet_asks_for_no_explanation() {
    assert_eq!(asked(&[]), "");
    assert_eq!(asked(&[DISTRICT]), "");
    assert_eq!(asked(&[COMMUNE]), "");
}

#[test]
fn members_that_jump_by_more_than_half_from_one_year_to_the_next() {
    let cases = [
        ("100 150 150 150 150 150", ""),
        ("100 151 151 151 151 151", "2 end"),
        ("100 50 50 50 50 100", "6"),
        ("100 50 50 50 50 75", ""),
        ("100 49 70 70 70 70", "2"),
        ("10 15 22 33 49 73", "end"),
        ("10 15 23 33 49 73", "3 end"),
        // Nothing can be said of a year that is not entered, nor of growth from zero.
        ("100 - 300 - 100 100", ""),
        ("- 151 151 151 151 151", ""),
        ("0 500 500 500 500 500", ""),
        ("500 0 0 0 0 500", "2"),
        ("100 100 100 100 100 -", ""),
    ];
    for (counts, expected) in cases {
        let expected: Vec<String> = expected
            .split_whitespace()
            .map(|place| match place {
                "end" => "why_members_change".to_owned(),
                row => format!("membership_year/{row}/why_members_jump"),
            })
            .collect();
        let found = asked(&[DISTRICT, &members(counts)]);
        assert_eq!(found, expected.join(" "), "{counts}");
    }
}

#[test]
fn members_of_the_last_year_against_the_first() {
    let cases = [
        // Communes are asked for the first year and the last only.
        (COMMUNE, "100 - - - - 70", false),
        (COMMUNE, "100 - - - - 69", true),
        (COMMUNE, "100 - - - - 150", false),
        (COMMUNE, "100 - - - - 151", true),
        (COMMUNE, "7 - - - - 5", false),
        (COMMUNE, "7 - - - - 4", true),
        (COMMUNE, "0 - - - - 151", false),
        (COMMUNE, "100 - - - - 0", true),
        (COMMUNE, "100 - - - - -", false),
        (COMMUNE, "- - - - - 151", false),
        // The first year is that of the founding.
        (
            "level=commune founded_date=2014-05-01",
            "9 9 100 - - 151",
            true,
        ),
        (
            "level=commune founded_date=2014-05-01",
            "9 9 100 - - 150",
            false,
        ),
        (
            "level=commune founded_date=2017-05-01",
            "9 - - - - 151",
            false,
        ),
    ];
    for (whose, counts, is_asked) in cases {
        let expected = if is_asked { "why_members_change" } else { "" };
        assert_eq!(
            asked(&[whose, &members(counts)]),
            expected,
            "{whose}: {counts}"
        );
    }
}

#[test]
fn expenditure_without_income() {
    let zero = "finance_year/2/inc_state_regular=0 finance_year/2/inc_state_task=0 \
                finance_year/2/inc_fees=0 finance_year/2/inc_donations=0 finance_year/2/inc_services=0";
    let why = "finance_year/2/why_spent_without_income";
    let cases = [
        ("finance_year/2/exp_total=0.1", why),
        ("finance_year/2/exp_total=0", ""),
        ("", ""),
        ("finance_year/2/exp_total=5 finance_year/2/inc_fees=0.1", ""),
        ("finance_year/3/exp_total=5", ""),
    ];
    for (answers, expected) in cases {
        assert_eq!(asked(&[DISTRICT, zero, answers]), expected, "{answers}");
        // Communes are not asked for their expenditure.
        assert_eq!(asked(&[COMMUNE, zero, answers]), "", "{answers}");
    }
    let without_one = zero.replace("finance_year/2/inc_donations=0", "");
    let spent = "finance_year/2/exp_total=5";
    assert_eq!(
        asked(&[DISTRICT, &without_one, spent]),
        "",
        "not all is entered"
    );
}

#[test]
fn special_status_without_support_and_payroll_without_posts() {
    let special = "why_special_unsupported";
    let posts = "why_payroll_without_posts";
    assert_cases(
        DISTRICT,
        &[
            ("special_status=yes state_support_kinds=none", special),
            ("special_status=yes state_support_kinds=office", ""),
            ("special_status=yes", ""),
            ("special_status=no state_support_kinds=none", ""),
            ("state_support_kinds=none", ""),
            ("state_support_kinds=payroll+office staff_payroll=0", posts),
            ("state_support_kinds=payroll staff_payroll=1", ""),
            ("state_support_kinds=payroll", ""),
            ("state_support_kinds=office staff_payroll=0", ""),
        ],
    );
    // Communes are not asked for posts.
    assert_cases(
        COMMUNE,
        &[("state_support_kinds=payroll staff_payroll=0", "")],
    );
}

#[test]
fn figures_that_include_lower_levels() {
    assert_cases(
        DISTRICT,
        &[
            ("figures_scope=includes_lower", "why_lower_included"),
            ("figures_scope=own_only", ""),
        ],
    );
    assert_cases(COMMUNE, &[("figures_scope=includes_lower", "")]);
}

#[test]
fn critique_that_was_accepted_without_exception() {
    let critique = "activity_fields=scientific_critique";
    let documents = |counts: [&str; 6]| {
        let rows = counts
            .iter()
            .zip(1..)
            .filter(|(count, _)| !count.is_empty());
        let answers = rows.map(|(count, row)| format!("activity_year/{row}/critique_docs={count}"));
        answers.collect::<Vec<_>>().join(" ")
    };
    let all = documents(["1", "0", "2", "0", "0", "1"]);
    let cases = [
        (all.as_str(), "critique_accepted=4", true),
        (&all, "critique_accepted=3", false),
        (&all, "critique_accepted=5", false),
        (&all, "critique_accepted=0", false),
        (&all, "", false),
        (&documents(["0"; 6]), "critique_accepted=0", false),
        // As long as a year is blank, nobody knows what all of them are.
        (
            &documents(["1", "0", "2", "0", "", "1"]),
            "critique_accepted=4",
            false,
        ),
        ("", "critique_accepted=4", false),
    ];
    for (documents, accepted, is_asked) in cases {
        let expected = if is_asked { "why_all_accepted" } else { "" };
        let found = asked(&[DISTRICT, critique, documents, accepted]);
        assert_eq!(found, expected, "{documents} {accepted}");
    }
    // Years before the founding are not waited for.
    let young = "level=district founded_date=2015-03-01";
    let documents = documents(["", "", "", "1", "2", "0"]);
    let found = asked(&[young, critique, &documents, "critique_accepted=3"]);
    assert_eq!(found, "why_all_accepted");
}

#[test]
fn ratings_that_are_all_on_one_level() {
    let levels = [
        ("5", "excellent", "excellent"),
        ("4", "good", "good"),
        ("3", "normal", "fair"),
        ("2", "slow", "average"),
        ("1", "very_slow", "weak"),
    ];
    for (first, (guidance, ..)) in levels.iter().enumerate() {
        for (second, (_, speed, _)) in levels.iter().enumerate() {
            for (third, (.., quality)) in levels.iter().enumerate() {
                let answers = format!(
                    "state_guidance_rating={guidance} innovation_speed={speed} quality_self_rating={quality}"
                );
                let is_same = first == second && second == third;
                let expected = if is_same { "why_same_ratings" } else { "" };
                assert_eq!(asked(&[COMMUNE, &answers]), expected, "{answers}");
            }
        }
    }
    let partly = "state_guidance_rating=5 innovation_speed=excellent";
    assert_eq!(asked(&[COMMUNE, partly]), "");
}

#[test]
fn an_explanation_stands_in_nobodys_way() {
    let without = session(&[DISTRICT, "figures_scope=includes_lower"]);
    let why = Path::top("why_lower_included");
    assert_eq!(without.explanations(), [(why.clone(), false)]);
    assert_eq!(without.problem(&why), None);
    let mut with = without;
    with.set(&why, Some("Chưa có sổ riêng"));
    assert_eq!(with.explanations(), [(why, true)]);
}
