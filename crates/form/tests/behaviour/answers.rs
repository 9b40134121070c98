//! Stored answers and places.

use sohoi_form::{Changed, NotAPath, Path};

use crate::scenario::{Scenario, path};

#[test]
fn keeps_answers_at_places_it_does_not_know() {
    let mut form = Scenario::with_answers(
        "integer a
         repeat rows | repeat_count: 2
           integer x
         end",
        &[
            ("old", "1"),
            ("rows/3/x", "5"),
            ("rows/01/x", "6"),
            ("other/1/x", "7"),
            ("x", "8"),
        ],
    );
    assert_eq!(form.session.answers().len(), 5);
    assert_eq!(form.problems(), []);
    assert_eq!(form.answer("older", "2"), Changed::default());
    assert_eq!(form.answer("rows/0/x", "2"), Changed::default());
    assert_eq!(form.session.answers().len(), 7);
    assert_eq!(form.session.clone().into_answers().len(), 7);
    for place in [
        "rows/3/x",
        "rows/01/x",
        "rows/0/x",
        "rows/+1/x",
        "x",
        "rows/1/a",
    ] {
        assert_eq!(form.value(place), "", "{place}");
    }
}

#[test]
fn reads_stored_answers_as_if_they_were_entered() {
    let lines = "integer a
                 repeat rows | repeat_count: 2
                   integer x
                 end
                 calculate sum | calculation: ${a} + sum(${x})";
    let stored = [("a", "1"), ("rows/1/x", "2"), ("rows/2/x", "3")];
    let opened = Scenario::with_answers(lines, &stored);
    let mut entered = Scenario::new(lines);
    for (place, text) in stored {
        entered.answer(place, text);
    }
    assert_eq!(opened.value("sum"), "6");
    assert_eq!(entered.value("sum"), "6");
    assert_eq!(opened.session.answers(), entered.session.answers());
}

#[test]
fn paths_print_and_parse() {
    for text in ["a", "rows/1/x", "hội/12/tên"] {
        assert_eq!(path(text).to_string(), text);
    }
    assert_eq!(path("rows/1/x"), Path::in_row("rows", "1", "x"));
    for text in [
        "", "/", "a/", "a/b", "/1/x", "rows//x", "rows/1/", "a/b/c/d",
    ] {
        assert_eq!(text.parse::<Path>(), Err(NotAPath), "{text:?}");
    }
}
