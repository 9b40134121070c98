//! Which questions apply.

use sohoi_form::ProblemKind;

use crate::scenario::Scenario;

#[test]
fn asks_only_where_the_condition_holds() {
    let mut form = Scenario::new(
        "integer a
         integer b required | relevant: ${a} > 3",
    );
    assert!(form.is_relevant("a"));
    assert!(!form.is_relevant("b"));
    assert_eq!(form.problem("b"), None);
    form.answer("a", "4");
    assert!(form.is_relevant("b"));
    assert_eq!(form.problem("b"), Some(ProblemKind::Missing));
    form.answer("a", "3");
    assert!(!form.is_relevant("b"));
    assert_eq!(form.problems(), []);
}

#[test]
fn skips_children_when_the_section_is_irrelevant() {
    let mut form = Scenario::new(
        "section first
         integer a
         section second | relevant: ${a} = 1
         integer b required
         calculate c | calculation: 7
         repeat rows | repeat_count: 2
           integer x required
         end",
    );
    let all = ["b", "c", "rows", "rows/1/x", "rows/2/x"];
    assert!(!form.session.is_section_relevant("second"));
    assert!(all.iter().all(|place| !form.is_relevant(place)));
    assert_eq!(form.value("c"), "");
    assert_eq!(form.problems(), []);
    form.answer("a", "1");
    assert!(form.session.is_section_relevant("second"));
    assert!(all.iter().all(|place| form.is_relevant(place)));
    assert_eq!(form.value("c"), "7");
    assert_eq!(form.problems().len(), 3);
}

#[test]
fn skips_rows_when_the_repeat_is_irrelevant() {
    let mut form = Scenario::new(
        "integer a
         repeat rows | relevant: ${a} = 1 | repeat_count: 2
           integer x
         end
         calculate sum | calculation: sum(${x})
         calculate rows_asked | calculation: count(${rows})",
    );
    form.answer("a", "1");
    form.answer("rows/1/x", "5");
    form.answer("rows/2/x", "6");
    assert_eq!(
        (form.value("sum"), form.value("rows_asked")),
        ("11".into(), "2".into())
    );
    form.answer("a", "0");
    assert!(!form.is_relevant("rows/1/x"));
    assert_eq!(
        (form.value("sum"), form.value("rows_asked")),
        ("0".into(), "0".into())
    );
    assert_eq!(form.session.rows("rows"), ["1", "2"]);
}

#[test]
fn decides_row_by_row() {
    let mut form = Scenario::new(
        "integer founded
         repeat rows | repeat_count: 3
           calculate year | calculation: 2011 + position(..)
           integer x required | relevant: ${year} >= ${founded}
         end",
    );
    form.answer("founded", "2013");
    let asked: Vec<_> = (1..=3)
        .map(|row| form.is_relevant(&format!("rows/{row}/x")))
        .collect();
    assert_eq!(asked, [false, true, true]);
    assert_eq!(form.problems().len(), 2);
}

#[test]
fn keeps_irrelevant_answers_but_shows_expressions_a_blank() {
    let mut form = Scenario::new(
        "select_one yes_no a
         integer b | relevant: ${a} = 'yes'
         calculate c | calculation: coalesce(${b}, 0)
         list yes_no: yes no",
    );
    form.answer("a", "yes");
    form.answer("b", "12");
    assert_eq!(form.value("c"), "12");
    form.answer("a", "no");
    assert_eq!(form.value("b"), "");
    assert_eq!(form.value("c"), "0");
    assert_eq!(form.session.answers().len(), 2);
    form.answer("a", "yes");
    assert_eq!(form.value("c"), "12");
}

#[test]
fn follows_a_chain_of_conditions() {
    let mut form = Scenario::new(
        "integer a
         integer b | relevant: ${a} = 1
         integer c | relevant: ${b} = 1
         integer d | relevant: ${c} = 1",
    );
    for place in ["a", "b", "c", "d"] {
        form.answer(place, "1");
    }
    assert!(form.is_relevant("d"));
    form.answer("a", "2");
    assert!(!form.is_relevant("b") && !form.is_relevant("c") && !form.is_relevant("d"));
}

#[test]
fn an_unanswered_condition_is_false() {
    let form = Scenario::new(
        "integer a
         integer at_most | relevant: ${a} <= 5
         integer other | relevant: ${a} != 5
         integer blank | relevant: ${a} = ''",
    );
    assert!(!form.is_relevant("at_most"));
    assert!(form.is_relevant("other"));
    assert!(form.is_relevant("blank"));
}

#[test]
fn knows_nothing_of_unknown_places() {
    let form = Scenario::new("integer a");
    for place in ["b", "a/1/b", "rows/1/a"] {
        assert!(!form.is_relevant(place), "{place}");
        assert_eq!(form.value(place), "");
        assert_eq!(form.problem(place), None);
        assert_eq!(form.options(place), Vec::<&str>::new());
    }
    assert!(!form.session.is_section_relevant("nowhere"));
}
