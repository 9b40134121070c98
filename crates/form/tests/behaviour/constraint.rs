//! What an answer must satisfy.

use sohoi_form::ProblemKind::{Constraint, Missing, WrongType};

use crate::scenario::Scenario;

#[test]
fn judges_answers_and_leaves_blanks_alone() {
    let mut form = Scenario::new("integer a | constraint: . >= 0 and . <= 60");
    assert_eq!(form.problem("a"), None);
    for (text, problem) in [
        ("-1", Some(Constraint)),
        ("0", None),
        ("60", None),
        ("61", Some(Constraint)),
    ] {
        form.answer("a", text);
        assert_eq!(form.problem("a"), problem, "{text}");
    }
    form.clear("a");
    assert_eq!(form.problem("a"), None);
}

#[test]
fn a_required_blank_is_missing_not_broken() {
    let mut form = Scenario::new("integer a required | constraint: . > 0");
    assert_eq!(form.problem("a"), Some(Missing));
    form.answer("a", "0");
    assert_eq!(form.problem("a"), Some(Constraint));
    form.answer("a", "zero");
    assert_eq!(form.problem("a"), Some(WrongType));
}

#[test]
fn looks_again_when_the_other_answer_changes() {
    let mut form = Scenario::new(
        "integer total
         integer part | constraint: . <= ${total}",
    );
    form.answer("part", "5");
    // Nothing is at most a blank.
    assert_eq!(form.problem("part"), Some(Constraint));
    form.answer("total", "4");
    assert_eq!(form.problem("part"), Some(Constraint));
    form.answer("total", "5");
    assert_eq!(form.problem("part"), None);
}

#[test]
fn stays_in_its_row() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 2
           integer total
           integer part | constraint: . <= ${total}
         end",
    );
    form.answer("rows/1/total", "1");
    form.answer("rows/2/total", "9");
    form.answer("rows/1/part", "5");
    form.answer("rows/2/part", "5");
    assert_eq!(form.problems(), [("rows/1/part".to_owned(), Constraint)]);
}

#[test]
fn gathers_rows_from_outside() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 3
           integer documents
         end
         integer accepted | constraint: . <= sum(${documents})",
    );
    form.answer("accepted", "3");
    assert_eq!(form.problem("accepted"), Some(Constraint));
    form.answer("rows/1/documents", "1");
    form.answer("rows/3/documents", "2");
    assert_eq!(form.problem("accepted"), None);
    form.answer("rows/3/documents", "1");
    assert_eq!(form.problem("accepted"), Some(Constraint));
}

#[test]
fn compares_days_and_measures_texts() {
    let mut form = Scenario::new(
        "date founded
         date congress | constraint: . >= ${founded} and . <= date('2017-06-30')
         text name | constraint: string-length(.) >= 5
         text code | constraint: regex(., '^BTN-(T|H|X)-[0-9]{4}$')",
    );
    form.answer("founded", "2010-05-05");
    for (place, text, problem) in [
        ("congress", "2010-05-04", Some(Constraint)),
        ("congress", "2010-05-05", None),
        ("congress", "2017-06-30", None),
        ("congress", "2017-07-01", Some(Constraint)),
        ("name", "Hội", Some(Constraint)),
        ("name", "Hội Đỏ", None),
        ("code", "BTN-X-0001", None),
        ("code", "BTN-X-00012", Some(Constraint)),
        ("code", "xBTN-X-0001", Some(Constraint)),
    ] {
        form.answer(place, text);
        assert_eq!(form.problem(place), problem, "{place} {text}");
    }
}

#[test]
fn is_silent_where_the_question_does_not_apply() {
    let mut form = Scenario::new(
        "integer a
         integer b | relevant: ${a} = 1 | constraint: . > 10",
    );
    form.answer("b", "5");
    assert_eq!(form.problem("b"), None);
    form.answer("a", "1");
    assert_eq!(form.problem("b"), Some(Constraint));
}

#[test]
fn may_name_its_own_question() {
    let mut form = Scenario::new("integer a | constraint: ${a} > 3");
    form.answer("a", "3");
    assert_eq!(form.problem("a"), Some(Constraint));
    form.answer("a", "4");
    assert_eq!(form.problem("a"), None);
}
