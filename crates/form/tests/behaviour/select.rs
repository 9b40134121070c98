//! Choices.

use sohoi_form::ProblemKind::{Constraint, NotOffered, WrongType};

use crate::scenario::Scenario;

#[test]
fn takes_choices_of_the_list_only() {
    let mut form = Scenario::new(
        "list c: a b none
         select_one c one
         select_multiple c many | constraint: not(selected(., 'none') and count-selected(.) > 1)",
    );
    for (place, text, problem) in [
        ("one", "a", None),
        ("one", "z", Some(NotOffered)),
        ("one", "a b", Some(WrongType)),
        ("many", "a", None),
        ("many", "b a", None),
        ("many", "a z", Some(NotOffered)),
        ("many", "none", None),
        ("many", "a none", Some(Constraint)),
        ("many", "a,b", Some(NotOffered)),
    ] {
        form.answer(place, text);
        assert_eq!(form.problem(place), problem, "{place} {text}");
    }
    assert_eq!(form.options("one"), ["a", "b", "none"]);
}

#[test]
fn tells_expressions_what_is_selected() {
    let mut form = Scenario::new(
        "list c: a b c
         select_multiple c many
         calculate n | calculation: count-selected(${many})
         integer x | relevant: selected(${many}, 'b')",
    );
    assert_eq!(form.value("n"), "0");
    form.answer("many", "a c");
    assert_eq!(form.value("n"), "2");
    assert!(!form.is_relevant("x"));
    form.answer("many", "a b c");
    assert!(form.is_relevant("x"));
}
