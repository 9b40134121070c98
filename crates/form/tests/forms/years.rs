//! An association founded in any year can be filled in and submitted.

use sohoi_form::{Answers, Path, ProblemKind, Session};

use crate::instrument::engine;
use crate::presets::{LEVELS, association, text};
use crate::walk::{fill, places};

#[test]
fn an_empty_sheet_misses_what_is_required_and_nothing_else() {
    for id in ["hqc_a", "hqc_b"] {
        let session = Session::new(engine(id), Answers::new());
        let problems = session.problems();
        assert!(!problems.is_empty(), "{id}");
        assert!(
            problems
                .iter()
                .all(|problem| problem.kind == ProblemKind::Missing)
        );
        assert_eq!(session.total_progress().problems, problems.len());
        assert_eq!(session.total_progress().answered, 0);
    }
}

#[test]
fn an_association_of_every_year_and_level_can_be_submitted() {
    let engine = engine("hqc_a");
    for year in 2005..=2017 {
        for level in LEVELS {
            for founded in [format!("{year}-01-01"), format!("{year}-06-30")] {
                let mut session = association(&engine, level, &founded);
                fill(&mut session);
                let whose = format!("{level}, {founded}");
                assert_eq!(session.problems(), [], "{whose}");
                let progress = session.total_progress();
                assert_eq!(progress.answered, progress.asked, "{whose}");
                assert_eq!(text(&session, "fields_n"), "9", "{whose}");
                asks_activities_from_the_first_year(&session, year);
                computes_every_score(&session, &whose);
            }
        }
    }
}

/// All nine fields are chosen, so every column is asked in every year of the association's life.
fn asks_activities_from_the_first_year(session: &Session, founded: i32) {
    for (row, year) in (1..).zip(2012..=2017) {
        for column in ["econ_supported", "humanitarian_value", "legal_advice_cases"] {
            let path = Path::in_row("activity_year", row.to_string(), column);
            assert_eq!(session.is_relevant(&path), year >= founded, "{path}");
        }
    }
}

fn computes_every_score(session: &Session, whose: &str) {
    for score in [
        "score_tu_nguyen",
        "score_tu_quan",
        "score_tu_trang_trai",
        "score_3tu",
    ] {
        let value = session.value(&Path::top(score)).to_number();
        assert!((0.0..=100.0).contains(&value), "{whose}: {score} = {value}");
    }
    assert_ne!(text(session, "m_last"), "", "{whose}");
}

#[test]
fn every_kind_of_authority_can_be_submitted() {
    let engine = engine("hqc_b");
    let kinds = engine.form().choice_lists.get("unit_kind").unwrap();
    assert_eq!(kinds.len(), 8);
    for kind in kinds {
        let mut session = Session::new(engine.clone(), Answers::new());
        session.set(&Path::top("unit_kind"), Some(&kind.name));
        fill(&mut session);
        assert_eq!(session.problems(), [], "{}", kind.name);
        let is_home = kind.name.starts_with("home");
        assert_eq!(session.is_section_relevant("b4"), is_home, "{}", kind.name);
        let is_party = kind.name.starts_with("party");
        assert_eq!(session.is_section_relevant("b6"), is_party, "{}", kind.name);
        assert_eq!(text(&session, "inspect_years"), "6", "{}", kind.name);
    }
}

#[test]
fn the_short_form_asks_communes_for_two_years_of_money_and_members() {
    let engine = engine("hqc_a");
    let asked = |session: &Session, repeat: &str| -> Vec<String> {
        places(session)
            .into_iter()
            .filter(|(path, _)| session.is_relevant(path))
            .filter_map(|(path, _)| path.row)
            .filter(|(name, _)| name == repeat)
            .map(|(_, row)| row)
            .collect::<std::collections::BTreeSet<_>>()
            .into_iter()
            .collect()
    };
    for (level, founded, members, money) in [
        ("commune", "2005-03-01", vec!["1", "6"], vec!["1", "5"]),
        ("commune", "2014-03-01", vec!["3", "6"], vec!["3", "5"]),
        ("commune", "2017-03-01", vec!["6"], vec!["6"]),
        (
            "district",
            "2014-03-01",
            vec!["3", "4", "5", "6"],
            vec!["3", "4", "5", "6"],
        ),
    ] {
        let session = association(&engine, level, founded);
        assert_eq!(
            asked(&session, "membership_year"),
            members,
            "{level} {founded}"
        );
        assert_eq!(asked(&session, "finance_year"), money, "{level} {founded}");
    }
}
