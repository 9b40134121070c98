//! The cell rule and what surrounds it.

use sohoi_sync::{OpResult, Reason, State, TEXT_LIMIT, Why};

use crate::scenario::{Scenario, conflict, held, quarantined};

/// (path, value, base) each.
type Cells<'a> = &'a [(&'a str, Option<&'a str>, u64)];

const APPLIED: OpResult = OpResult::Applied;
const NO_OP: OpResult = OpResult::NoOp;

/// (device, value, base) of each arrival, what became of the last one, and the cell after it.
/// The draft is started at revision 1, so the arrivals take 2, 3, 4 …
type Case<'a> = (&'a str, &'a [(&'a str, &'a str, u64)], OpResult, &'a str);

#[test]
fn a_version_replaces_what_it_has_seen_and_stands_beside_the_rest() {
    let apart = || conflict(&["q"]);
    #[rustfmt::skip]
    let cases: Vec<Case> = vec![
        ("the first answer", &[("b", "x", 0)], APPLIED, "x:b1"),
        ("clearing nothing", &[("b", "", 0)], NO_OP, "-:b1"),
        ("an answer over one that was seen", &[("b", "x", 0), ("c", "y", 2)], APPLIED, "y:c1"),
        ("clearing one that was seen", &[("b", "x", 0), ("c", "", 2)], APPLIED, "-:c1"),
        ("a screen newer than the cell", &[("b", "x", 0), ("c", "y", 9)], APPLIED, "y:c1"),
        ("the same again, seen", &[("b", "x", 0), ("c", "x", 2)], NO_OP, "x:c1"),
        ("the same, unseen", &[("b", "x", 0), ("c", "x", 0)], NO_OP, "x:b1 =x:c1"),
        ("another, unseen", &[("b", "x", 0), ("c", "y", 0)], apart(), "y:c1 !x:b1"),
        ("clearing unseen", &[("b", "x", 0), ("c", "", 0)], apart(), "-:c1 !x:b1"),
        ("over something cleared unseen", &[("b", "", 0), ("c", "y", 0)], apart(), "y:c1 !-:b1"),
        ("one's own unseen answer", &[("b", "x", 0), ("b", "y", 0)], APPLIED, "y:b2"),
        ("one's own, the same", &[("b", "x", 0), ("b", "x", 0)], NO_OP, "x:b2"),
        ("one's own, with another's between",
            &[("b", "x", 0), ("c", "y", 2), ("b", "z", 0)], apart(), "z:b2 !y:c1"),
        ("one's own of a conflict, the conflict still unseen",
            &[("b", "x", 0), ("c", "y", 0), ("c", "z", 0)], apart(), "z:c2 !x:b1"),
        ("one's own set aside",
            &[("b", "x", 0), ("c", "y", 0), ("b", "z", 0)], apart(), "z:b2 !y:c1"),
        ("three who saw nothing",
            &[("b", "x", 0), ("c", "y", 0), ("d", "z", 0)], apart(), "z:d1 !y:c1 !x:b1"),
        ("the third agrees with the first",
            &[("b", "x", 0), ("c", "y", 0), ("d", "x", 0)], apart(), "x:d1 =x:b1 !y:c1"),
        ("the third agrees with the second",
            &[("b", "x", 0), ("c", "y", 0), ("d", "y", 0)], NO_OP, "y:c1 =y:d1 !x:b1"),
        ("who agreed is not talked over unseen",
            &[("b", "x", 0), ("c", "x", 0), ("b", "y", 0)], apart(), "y:b2 !x:c1"),
        ("who agreed and was seen is",
            &[("b", "x", 0), ("c", "x", 0), ("b", "y", 3)], APPLIED, "y:b2"),
        ("settling by the value that counts",
            &[("b", "x", 0), ("c", "y", 0), ("d", "y", 3)], APPLIED, "y:d1"),
        ("settling by the one set aside",
            &[("b", "x", 0), ("c", "y", 0), ("d", "x", 3)], APPLIED, "x:d1"),
        ("settling by a third",
            &[("b", "x", 0), ("c", "y", 0), ("d", "z", 3)], APPLIED, "z:d1"),
        ("settling what has grown meanwhile",
            &[("b", "x", 0), ("c", "y", 0), ("d", "z", 0), ("e", "y", 3)], apart(), "y:e1 !z:d1"),
        ("seeing only the first of two",
            &[("b", "x", 0), ("c", "y", 0), ("d", "z", 2)], apart(), "z:d1 !y:c1"),
    ];
    for (name, arrivals, result, cell) in cases {
        let mut scenario = Scenario::draft();
        let mut last = NO_OP;
        for (device, value, base) in arrivals {
            let value = (!value.is_empty()).then_some(*value);
            last = scenario.answer(&format!("an@{device}"), &[("q", value, *base)]);
        }
        assert_eq!(scenario.cell("q"), cell, "{name}");
        assert_eq!(last, result, "{name}");
    }
}

#[test]
fn a_device_has_seen_its_own_answer_whoever_brought_it() {
    let mut scenario = Scenario::draft();
    scenario.answer("hoi@b", &[("q", Some("x"), 0)]);
    let result = scenario.answer("an@b", &[("q", Some("y"), 0)]);
    assert_eq!(result, OpResult::Applied);
    assert_eq!(scenario.cell("q"), "y:b2");
}

#[test]
fn each_cell_of_an_edit_has_its_own_fate() {
    let mut scenario = Scenario::draft();
    scenario.answer("an@b", &[("q1", Some("x"), 0), ("q2", Some("x"), 0)]);
    let cells = [
        ("q1", Some("y"), 0),
        ("q2", Some("y"), 2),
        ("q3", Some("y"), 0),
    ];
    assert_eq!(scenario.answer("an@c", &cells), conflict(&["q1"]));
    assert_eq!(scenario.cell("q1"), "y:c1 !x:b1");
    assert_eq!(scenario.cell("q2"), "y:c1");
    assert_eq!(scenario.cell("q3"), "y:c1");
}

#[test]
fn an_edit_is_merged_when_somebody_else_changed_other_cells_unseen() {
    let mut scenario = Scenario::draft();
    scenario.answer("an@b", &[("q1", Some("x"), 0)]);
    assert_eq!(
        scenario.answer("an@c", &[("q2", Some("y"), 0)]),
        OpResult::Merged
    );
    assert_eq!(
        scenario.answer_with("an@d", "form-v1", 3, &[("q3", Some("z"), 0)]),
        APPLIED,
        "everything was on the screen"
    );
    assert_eq!(
        scenario.answer("an@d", &[("q4", Some("z"), 4)]),
        APPLIED,
        "one's own edits are no news"
    );
}

#[test]
fn answers_after_a_submit_are_proposed_and_change_nothing_that_counts() {
    for (state, path) in [
        (State::Submitted, vec![]),
        (State::Checked, vec![State::Checked]),
        (State::Approved, vec![State::Checked, State::Approved]),
        (State::Locked, vec![State::Approved, State::Locked]),
    ] {
        let mut scenario = Scenario::submitted();
        for to in path {
            let base = scenario.revision;
            assert_eq!(scenario.move_to("chi@z", to, base), APPLIED);
        }
        let result = scenario.answer("an@b", &[("q", Some("2"), 0), ("q2", Some("7"), 0)]);
        let why = Why::Correction;
        assert_eq!(result, held(&[("q", why), ("q2", why)]), "{state:?}");
        assert_eq!(scenario.response().state, state);
        assert_eq!(scenario.cell("q"), "1:a2", "{state:?}");
        assert_eq!(scenario.cell("q2"), "nothing", "{state:?}");
        assert_eq!(scenario.corrections("q"), ["2:b1"], "{state:?}");
    }
}

#[test]
fn a_device_replaces_and_takes_back_its_own_proposals_only() {
    let mut scenario = Scenario::submitted();
    scenario.answer("an@b", &[("q", Some("2"), 0)]);
    scenario.answer("an@c", &[("q", Some("3"), 4)]);
    assert_eq!(scenario.corrections("q"), ["2:b1", "3:c1"]);
    scenario.answer("an@b", &[("q", Some("4"), 4)]);
    assert_eq!(scenario.corrections("q"), ["3:c1", "4:b2"]);
    assert_eq!(scenario.answer("an@b", &[("q", Some("1"), 4)]), NO_OP);
    assert_eq!(scenario.corrections("q"), ["3:c1"], "back to what counts");
    assert_eq!(scenario.answer("an@d", &[("q", Some("1"), 4)]), NO_OP);
    assert_eq!(scenario.corrections("q"), ["3:c1"]);
}

#[test]
fn a_correction_stays_until_an_answer_that_saw_it() {
    let mut scenario = Scenario::submitted();
    scenario.answer("an@b", &[("q", Some("2"), 0)]);
    scenario.answer("hoi@c", &[("q", Some("3"), 0)]);
    assert_eq!(scenario.move_to("bich@z", State::Returned, 3), APPLIED);
    assert_eq!(
        scenario.corrections("q"),
        ["2:b1", "3:c1"],
        "a return settles nothing"
    );
    assert_eq!(
        scenario.response().cell_revision("q"),
        5,
        "what an edit in sight of all names"
    );
    scenario.answer("an@a", &[("q", Some("9"), 4)]);
    assert_eq!(
        scenario.corrections("q"),
        ["3:c1"],
        "one was not on the screen"
    );
    scenario.answer("an@b", &[("q", Some("2"), 7)]);
    assert_eq!(scenario.cell("q"), "2:b2");
    assert!(scenario.corrections("q").is_empty());
}

#[test]
fn what_cannot_be_judged_is_kept_apart_whole() {
    let long = "x".repeat(TEXT_LIMIT + 1);
    let too_long = [("q", Some(long.as_str()), 0)];
    let whole = quarantined;
    let at = |path, why| OpResult::Quarantined {
        reasons: vec![Reason::at(path, why)],
    };
    #[rustfmt::skip]
    let cases: Vec<(&str, &str, Cells, OpResult)> = vec![
        ("an@b", "form-v1", &[("q", Some("1"), 0), ("other", Some("1"), 0)], at("other", Why::UnknownPath)),
        ("an@b", "form-v1", &[("q", Some("not a number"), 0)], at("q", Why::WrongType)),
        ("an@b", "form-v1", &too_long, at("q", Why::TooLarge)),
        ("an@b", "form-v1", &[("q", Some("1"), 0), ("q", Some("2"), 0)], at("q", Why::Malformed)),
        ("an@b", "form-v9", &[("q", Some("1"), 0)], whole(Why::UnknownForm)),
        ("xa@b", "form-v1", &[("q", Some("1"), 0)], whole(Why::NoRight)),
    ];
    for (who, form, cells, expected) in cases {
        let mut scenario = Scenario::draft();
        let result = scenario.answer_with(who, form, 0, cells);
        assert_eq!(result, expected);
        assert_eq!(
            scenario.cell("q"),
            "nothing",
            "not even its good cells: {expected:?}"
        );
        assert_eq!(
            scenario.answer("an@b", &[("q", Some("1"), 0)]),
            APPLIED,
            "what follows is not held up"
        );
    }
}

#[test]
fn a_text_of_the_longest_length_is_taken() {
    let mut scenario = Scenario::draft();
    let longest = "x".repeat(TEXT_LIMIT);
    assert_eq!(
        scenario.answer("an@b", &[("q", Some(&longest), 0)]),
        APPLIED
    );
}

#[test]
fn an_edit_of_no_cells_changes_nothing() {
    let mut scenario = Scenario::draft();
    assert_eq!(scenario.answer("an@b", &[]), NO_OP);
    assert_eq!(scenario.revision, 1);
}
