//! Expressions from outside the form: indicators and checks.

use sohoi_expr::Value;

use crate::scenario::Scenario;

const FORM: &str = "
    integer a
    repeat rows | repeat_count: 3
      calculate year | calculation: 2011 + position(..)
      integer x
    end";

#[test]
fn looks_at_one_row_or_at_the_whole_sheet() {
    let mut form = Scenario::new(FORM);
    form.answer("a", "100");
    form.answer("rows/1/x", "5");
    form.answer("rows/3/x", "7");
    let engine = form.session.engine().clone();
    for (text, repeat, row, expected) in [
        ("${a} + 1", None, None, Value::Number(101.0)),
        ("sum(${x})", None, None, Value::Number(12.0)),
        ("${x}", Some("rows"), Some("1"), Value::Number(5.0)),
        ("${x}", Some("rows"), Some("2"), Value::Blank),
        ("${x} + ${a}", Some("rows"), Some("3"), Value::Number(107.0)),
        (
            "${year} = 2014",
            Some("rows"),
            Some("3"),
            Value::Boolean(true),
        ),
        ("position(..)", Some("rows"), Some("2"), Value::Number(2.0)),
        // Rows that are not there, or not named.
        ("${x}", Some("rows"), Some("4"), Value::Blank),
        ("${x}", Some("rows"), Some("one"), Value::Blank),
        ("${x}", Some("rows"), None, Value::Blank),
        // Arithmetic with a blank is blank.
        ("${x} + 1", Some("rows"), Some("2"), Value::Blank),
        ("0 div 0", None, None, Value::Blank),
    ] {
        let reference = engine.reference(text, repeat).unwrap();
        let value = form.session.evaluate(&reference, row);
        assert_eq!(value, expected, "{text} in {row:?}");
        assert_eq!(form.session.holds(&reference, row), expected.to_boolean());
    }
}

#[test]
fn says_what_is_wrong_with_it() {
    let form = Scenario::new(FORM);
    let engine = form.session.engine();
    for (text, repeat, offset, message) in [
        ("${b}", None, Some(0), "no question `b`"),
        ("1 +", None, Some(3), "expected a value"),
        ("${x}", None, Some(0), "asked once a row"),
        ("position(..)", None, Some(0), "outside a repeat"),
        (". > 1", None, Some(0), "only a constraint"),
        ("name", None, Some(0), "stands alone"),
        ("${x}", Some("a"), None, "no repeat `a`"),
        ("${x}", Some("nothing"), None, "no repeat `nothing`"),
    ] {
        let problem = engine.reference(text, repeat).unwrap_err();
        assert_eq!(problem.offset, offset, "{text}");
        assert!(
            problem.message.contains(message),
            "{text}: {}",
            problem.message
        );
    }
}

#[test]
fn finds_questions_and_their_repeats() {
    let form = Scenario::new(FORM);
    let engine = form.session.engine();
    assert_eq!(engine.question("x").unwrap().name, "x");
    assert_eq!(engine.question("rows").unwrap().questions.len(), 2);
    assert!(engine.question("nothing").is_none());
    assert_eq!(engine.repeat_of("x"), Some("rows"));
    assert_eq!(engine.repeat_of("a"), None);
    assert_eq!(engine.repeat_of("rows"), None);
}
