//! What must be answered before submitting.

use sohoi_form::ProblemKind::{Constraint, Missing, WrongType};

use crate::scenario::Scenario;

#[test]
fn is_missing_until_answered() {
    let hash = "ab".repeat(32);
    for (kind, answer) in [
        ("text", "x"),
        ("integer", "0"),
        ("decimal", "0.0"),
        ("date", "2017-06-30"),
        ("select_one yes_no", "no"),
        ("select_multiple yes_no", "yes no"),
        ("acknowledge", "OK"),
        ("image", &hash),
    ] {
        let mut form = Scenario::new(&format!("list yes_no: yes no\n{kind} a required\n{kind} b"));
        assert_eq!(form.problems(), [("a".to_owned(), Missing)], "{kind}");
        form.answer("a", answer);
        assert_eq!(form.problems(), [], "{kind}");
        form.answer("a", "");
        assert_eq!(form.problems(), [("a".to_owned(), Missing)], "{kind}");
    }
}

#[test]
fn spaces_are_no_answer() {
    let mut form = Scenario::new("text a required");
    form.answer("a", "  \n");
    assert_eq!(form.problem("a"), Some(Missing));
}

#[test]
fn an_acknowledgement_says_ok() {
    let mut form = Scenario::new("acknowledge a required");
    form.answer("a", "yes");
    assert_eq!(form.problem("a"), Some(WrongType));
    form.answer("a", "OK");
    assert_eq!(form.problem("a"), None);
}

#[test]
fn counts_once_a_row() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 2
           integer x required
         end",
    );
    form.answer("rows/2/x", "1");
    assert_eq!(form.problems(), [("rows/1/x".to_owned(), Missing)]);
}

#[test]
fn what_nobody_can_know_yet_may_stay_blank_and_must_still_be_right() {
    let mut form = Scenario::new("text code required | constraint: . = 'C-1'\ntext name required");
    form.session.excuse("code");
    form.session.excuse("no such question");
    assert_eq!(form.problems(), [("name".to_owned(), Missing)]);
    form.answer("code", "wrong");
    assert_eq!(form.problem("code"), Some(Constraint));
    form.answer("code", "");
    assert_eq!(form.problem("code"), None);
}
