//! Blank answers and answers of the wrong type.

use sohoi_form::ProblemKind::WrongType;

use crate::scenario::Scenario;

#[test]
fn a_malformed_answer_is_told_and_counts_as_blank() {
    for (kind, texts) in [
        (
            "integer",
            vec!["x", "1.5", "1e3", "+1", "9007199254740992", "1 000"],
        ),
        ("decimal", vec!["x", "1,5", "1.", ".5", "NaN"]),
        (
            "date",
            vec!["2017-02-29", "30/6/2017", "2017-6-1", "2017-06-31"],
        ),
        ("select_multiple c", vec!["a  b", " a", "a a"]),
    ] {
        let lines = format!("list c: a b\n{kind} q\ncalculate is_blank | calculation: ${{q}} = ''");
        let mut form = Scenario::new(&lines);
        for text in texts {
            form.answer("q", text);
            assert_eq!(form.problem("q"), Some(WrongType), "{kind} {text}");
            assert_eq!(form.value("is_blank"), "true", "{kind} {text}");
            assert_eq!(form.session.answers().values().next().unwrap(), text);
        }
    }
}

#[test]
fn a_blank_answer_is_absent() {
    let mut form = Scenario::new("integer a");
    form.answer("a", "5");
    form.answer("a", "");
    assert!(form.session.answers().is_empty());
    form.answer("a", "5");
    form.clear("a");
    assert!(form.session.answers().is_empty());
}

#[test]
fn sums_do_not_mind_blank_rows() {
    let mut form = Scenario::new(
        "repeat rows | repeat_count: 4
           decimal x
           calculate y | calculation: ${x} * 2
         end
         calculate sum | calculation: sum(${x})
         calculate doubled | calculation: sum(${y})
         calculate least | calculation: min(${x})
         calculate most | calculation: max(${x})
         calculate n | calculation: count(${x})",
    );
    assert_eq!(form.value("sum"), "0");
    assert_eq!(form.value("least"), "");
    assert_eq!(form.value("n"), "0");
    form.answer("rows/2/x", "2.5");
    form.answer("rows/4/x", "-1");
    let values = ["sum", "doubled", "least", "most", "n"].map(|place| form.value(place));
    assert_eq!(values, ["1.5", "3", "-1", "2.5", "2"]);
}
