//! Answers under another version of their form.

use std::sync::Arc;

use sohoi_form::Path;

use crate::scenario::Scenario;

const EARLIER: &str = "list c: 1 2
    integer kept
    select_one c retyped
    integer gone
    integer moved
    repeat rows | repeat_count: 2
      integer inner
    end";
const NOW: &str = "list c: 1 2
    integer kept
    integer retyped
    integer new
    repeat rows | repeat_count: 2
      decimal inner
      integer moved
    end";

#[test]
fn versions_are_joined_by_name_and_type() {
    let mut earlier = Scenario::new(EARLIER);
    for (place, text) in [
        ("kept", "5"),
        ("retyped", "2"),
        ("gone", "7"),
        ("moved", "3"),
    ] {
        earlier.answer(place, text);
    }
    earlier.answer("rows/1/inner", "4");
    let now = Scenario::new(NOW);
    let engine = now.session.engine();
    let mut retyped = engine.form().retyped(earlier.session.engine().form());
    retyped.sort_unstable();
    assert_eq!(retyped, ["inner", "moved", "retyped"]);
    let under = earlier.session.under(engine);
    assert!(Arc::ptr_eq(under.engine(), engine));
    assert_eq!(under.value(&Path::top("kept")).to_text(), "5");
    for blank in ["retyped", "new", "rows/1/inner"] {
        let path: Path = blank.parse().unwrap();
        assert_eq!(under.value(&path).to_text(), "", "{blank}");
    }
    // What is in no question of the other version stays, as it does in a session of any version.
    let left: Vec<String> = under.answers().keys().map(Path::to_string).collect();
    assert_eq!(left, ["gone", "kept"]);
}

#[test]
fn under_the_same_version_nothing_is_left_out() {
    let mut earlier = Scenario::new(EARLIER);
    earlier.answer("retyped", "2");
    let same = earlier.session.under(earlier.session.engine());
    assert_eq!(same.answers(), earlier.session.answers());
    // The same form, compiled apart.
    let apart = Scenario::new(EARLIER);
    let same = earlier.session.under(apart.session.engine());
    assert_eq!(same.answers(), earlier.session.answers());
}
