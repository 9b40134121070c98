//! Answers to selects.

use crate::sheet::{Sheet, all};

#[test]
fn tells_what_is_selected() {
    all(&[
        ("selected(${fields}, 'health')", true),
        ("selected(${fields}, 'none')", false),
        ("selected(${level}, 'district')", true),
        ("selected('ab cd', 'a')", false),
        ("selected('ab  cd', ' cd ')", true),
        ("selected('', '')", true),
        ("selected('a', '')", false),
        ("selected(${fields}, concat('leg', 'al'))", true),
    ]);
}

#[test]
fn counts_what_is_selected() {
    all(&[
        ("count-selected(${fields})", 3.0),
        ("count-selected(${level})", 1.0),
        ("count-selected('')", 0.0),
        ("count-selected(' a  b ')", 2.0),
    ]);
    all(&[
        ("selected-at(${fields}, 0)", "economy"),
        ("selected-at(${fields}, 2)", "legal"),
        ("selected-at(${fields}, 3)", ""),
        ("selected-at(${fields}, -1)", ""),
    ]);
}

#[test]
fn none_excludes_the_rest() {
    let rule = "not(selected(., 'none') and count-selected(.) > 1)";
    for (answer, holds) in [("none", true), ("a b", true), ("a none", false)] {
        let sheet = Sheet::with_current(answer);
        assert_eq!(sheet.expression(rule).is_true(&sheet), holds, "{answer}");
    }
}
