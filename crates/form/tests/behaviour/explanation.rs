//! A text that the form wishes as an explanation asks for a word and stands in nobody's way.

use sohoi_form::Path;

use crate::scenario::Scenario;

const FORM: &str = "
integer age
text why | appearance: explanation | relevant: ${age} > 100
repeat rows | repeat_count: 3
  integer x
  text why_x | appearance: explanation | relevant: ${x} > 2 * indexed-repeat(${x}, ${rows}, position(..) - 1)
end
text word | relevant: ${age} > 100
";

fn explanations(scenario: &Scenario) -> Vec<(String, bool)> {
    let all = scenario.session.explanations().into_iter();
    all.map(|(path, is_given)| (path.to_string(), is_given))
        .collect()
}

#[test]
fn is_asked_for_where_its_condition_holds() {
    let mut scenario = Scenario::new(FORM);
    assert_eq!(explanations(&scenario), []);
    scenario.answer("age", "101");
    scenario.answer("rows/1/x", "5");
    scenario.answer("rows/2/x", "11");
    scenario.answer("rows/3/x", "22");
    let both = [
        ("why".to_owned(), false),
        ("rows/2/why_x".to_owned(), false),
    ];
    assert_eq!(explanations(&scenario), both);
    scenario.answer("age", "100");
    assert_eq!(explanations(&scenario), both[1..]);
}

#[test]
fn follows_the_row_before_it() {
    let mut scenario = Scenario::new(FORM);
    scenario.answer("rows/2/x", "11");
    assert_eq!(explanations(&scenario), []);
    let changed = scenario.answer("rows/1/x", "5");
    assert!(
        changed
            .paths
            .contains(&"rows/2/why_x".parse::<Path>().unwrap())
    );
    assert_eq!(
        explanations(&scenario),
        [("rows/2/why_x".to_owned(), false)]
    );
}

#[test]
fn is_no_problem_where_it_is_blank_and_stays_where_the_condition_goes() {
    let mut scenario = Scenario::new(FORM);
    scenario.answer("age", "101");
    assert_eq!(scenario.problems(), []);
    scenario.answer("why", "counted twice");
    assert_eq!(explanations(&scenario), [("why".to_owned(), true)]);
    scenario.answer("age", "99");
    assert_eq!(explanations(&scenario), []);
    scenario.answer("age", "102");
    assert_eq!(explanations(&scenario), [("why".to_owned(), true)]);
}
