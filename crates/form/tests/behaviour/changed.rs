//! What an edit says it changed.

use sohoi_form::Changed;

use crate::scenario::{Scenario, places};

#[test]
fn names_what_changed_and_nothing_else() {
    let mut form = Scenario::new(
        "integer a
         integer untouched required
         calculate big | calculation: if(${a} > 10, 'yes', 'no')
         integer b | relevant: ${big} = 'yes'
         integer c | constraint: . < ${a}",
    );
    // The calculation gives the same, so nothing follows from it.
    assert_eq!(places(&form.answer("a", "1")), ["a"]);
    assert_eq!(places(&form.answer("a", "2")), ["a"]);
    assert_eq!(places(&form.answer("c", "5")), ["c"]);
    // Only the problem of c changes.
    assert_eq!(places(&form.answer("a", "7")), ["a", "c"]);
    assert_eq!(places(&form.answer("a", "11")), ["a", "big", "b"]);
}

#[test]
fn nothing_changes_when_nothing_is_new() {
    let mut form = Scenario::new("integer a");
    assert_eq!(form.clear("a"), Changed::default());
    form.answer("a", "1");
    assert_eq!(form.answer("a", "1"), Changed::default());
    // Another text of the same value is another text.
    assert_eq!(places(&form.answer("a", "01")), ["a"]);
}

#[test]
fn says_when_a_section_opens_or_closes() {
    let mut form = Scenario::new(
        "section one
         integer a
         section two | relevant: ${a} > 1
         integer b",
    );
    assert!(!form.answer("a", "1").sections);
    let changed = form.answer("a", "2");
    assert!(changed.sections);
    assert_eq!(places(&changed), ["a", "b"]);
    assert!(!form.answer("a", "3").sections);
    assert!(form.answer("a", "0").sections);
}

#[test]
fn lists_places_in_document_order() {
    let mut form = Scenario::new(
        "calculate first | calculation: ${a} + 1
         integer a
         repeat rows | relevant: ${a} > 0 | repeat_count: 2
           calculate x | calculation: ${a}
           calculate y | calculation: ${a}
         end
         calculate last | calculation: ${a}",
    );
    assert_eq!(
        places(&form.answer("a", "1")),
        [
            "first", "a", "rows", "rows/1/x", "rows/1/y", "rows/2/x", "rows/2/y", "last"
        ]
    );
}
