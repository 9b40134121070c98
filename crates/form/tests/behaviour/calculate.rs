//! What follows from the answers.

use sohoi_expr::Value;

use crate::scenario::{Scenario, path};

#[test]
fn follows_answers_at_once() {
    let mut form = Scenario::new(
        "integer a
         integer b
         calculate sum | calculation: ${a} + ${b}
         calculate twice | calculation: ${sum} * 2",
    );
    form.answer("a", "2");
    assert_eq!(form.value("twice"), "");
    form.answer("b", "3");
    assert_eq!(form.value("sum"), "5");
    assert_eq!(form.value("twice"), "10");
    form.clear("a");
    assert_eq!(form.value("twice"), "");
}

#[test]
fn does_not_care_which_question_stands_first() {
    let mut form = Scenario::new(
        "calculate last | calculation: ${middle} + 1
         calculate middle | calculation: ${a} + 1
         integer a",
    );
    form.answer("a", "1");
    assert_eq!(form.value("last"), "3");
}

#[test]
fn a_result_that_is_no_number_is_blank() {
    let mut form = Scenario::new(
        "integer a
         integer b
         calculate ratio | calculation: ${a} div ${b}
         calculate known | calculation: if(${ratio} = '', 'unknown', 'known')",
    );
    assert_eq!(form.value("known"), "unknown");
    form.answer("a", "0");
    form.answer("b", "0");
    assert_eq!(form.session.value(&path("ratio")), Value::Blank);
    assert_eq!(form.value("known"), "unknown");
    form.answer("b", "4");
    assert_eq!(form.value("known"), "known");
}

#[test]
fn keeps_the_kind_of_its_result() {
    let form = Scenario::new(
        "calculate day | calculation: date('2017-06-30')
         calculate truth | calculation: 1 = 1
         calculate text | calculation: concat(1, 2)
         calculate number | calculation: 1 + 2",
    );
    let value = |place| form.session.value(&path(place));
    assert!(matches!(value("day"), Value::Date(_)));
    assert_eq!(value("truth"), Value::Boolean(true));
    assert_eq!(value("text"), Value::text("12"));
    assert_eq!(value("number"), Value::Number(3.0));
}

#[test]
fn is_blank_where_it_is_irrelevant() {
    let mut form = Scenario::new(
        "integer a
         calculate b | relevant: ${a} > 1 | calculation: 5
         calculate c | calculation: coalesce(${b}, 0) + 1",
    );
    assert_eq!(form.value("c"), "1");
    form.answer("a", "2");
    assert_eq!(form.value("b"), "5");
    assert_eq!(form.value("c"), "6");
}

#[test]
fn is_never_stored_and_never_set() {
    let form = "integer a
                calculate b | calculation: ${a} + 1";
    let mut form = Scenario::with_answers(form, &[("a", "1"), ("b", "99")]);
    assert_eq!(form.value("b"), "2");
    assert_eq!(form.answer("b", "50"), Default::default());
    assert_eq!(form.value("b"), "2");
}

#[test]
fn looks_at_days() {
    let mut form = Scenario::new(
        "date founded
         calculate year | calculation: int(format-date(${founded}, '%Y'))
         calculate age | calculation: int((decimal-date-time('2017-06-30') - decimal-date-time(${founded})) div 365.25)",
    );
    form.answer("founded", "2012-07-01");
    assert_eq!(form.value("year"), "2012");
    assert_eq!(form.value("age"), "4");
    form.answer("founded", "2012-06-29");
    assert_eq!(form.value("age"), "5");
}
