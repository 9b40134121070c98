//! Who gets to see what of a response.

use sohoi_sync::server::{Position, Viewer, entry_for};
use sohoi_sync::{Entry, Response, Role, Scope, State};

use crate::scenario::Scenario;

fn unit() -> Scope {
    Scope::Unit("unit".to_owned())
}

fn viewer<'a>(account: &'a str, role: Role, scope: &'a Scope) -> Viewer<'a> {
    Viewer {
        account,
        role,
        scope,
        is_assigned: false,
    }
}

/// The response of an entry, whether it is whole, and the progress told.
type Shown = (Response, bool, Option<(u32, u32)>);

fn shown(response: &Response, since: u64, viewer: &Viewer<'_>) -> Option<Shown> {
    match entry_for(response.clone(), since, viewer, Some((1, 9)))? {
        Entry::Response {
            response,
            whole,
            progress,
        } => Some((*response, whole, progress)),
        other => panic!("an entry of a response: {other:?}"),
    }
}

#[test]
fn the_answers_of_a_draft_go_to_its_author_its_association_and_assignees() {
    let mut draft = Scenario::draft();
    draft.answer("an@a", &[("q", Some("1"), 0)]);
    let mut returned = Scenario::submitted();
    returned.move_to("bich@z", State::Returned, 3);
    let submitted = Scenario::submitted();
    let (unit, own) = (unit(), Scope::Subject("subject".to_owned()));
    let other = Scope::Subject("another".to_owned());
    let assigned = Viewer {
        is_assigned: true,
        ..viewer("binh", Role::Field, &unit)
    };
    let cases = [
        ("the author", viewer("an", Role::Field, &unit), true),
        ("a colleague", viewer("binh", Role::Field, &unit), false),
        ("an assignee", assigned, true),
        (
            "the association",
            viewer("hoi", Role::Association, &own),
            true,
        ),
        (
            "another association",
            viewer("hoi2", Role::Association, &other),
            false,
        ),
        ("a reviewer", viewer("bich", Role::Reviewer, &unit), false),
        (
            "a coordinator",
            viewer("chi", Role::Coordinator, &unit),
            false,
        ),
    ];
    for (name, viewer, sees_drafts) in cases {
        for open in [&draft, &returned] {
            let (response, whole, progress) = shown(open.response(), 0, &viewer).expect(name);
            assert_eq!(!response.cells.is_empty(), sees_drafts, "{name}");
            assert_eq!(progress.is_none(), sees_drafts, "{name}");
            assert!(whole, "{name}");
            assert_eq!(response.state, open.response().state, "{name}");
        }
        let (response, ..) = shown(submitted.response(), 0, &viewer).expect(name);
        assert_eq!(
            response.cells.len(),
            1,
            "{name}: submitting opens it to the scope"
        );
    }
}

#[test]
fn what_a_colleague_may_not_see_is_left_out_altogether() {
    let mut scenario = Scenario::draft();
    scenario.answer("an@a", &[("q2", Some("secret"), 0)]);
    scenario.move_to("an@a", State::Submitted, 1);
    let unit = unit();
    let entry = entry_for(
        scenario.response().clone(),
        0,
        &viewer("binh", Role::Field, &unit),
        None,
    );
    let json = serde_json::to_string(&entry).expect("entries become JSON");
    assert!(
        !json.contains("secret") && !json.contains("missing"),
        "{json}"
    );
}

#[test]
fn an_entry_holds_the_cells_that_changed_since() {
    let mut scenario = Scenario::draft();
    scenario.answer("an@a", &[("q1", Some("1"), 0), ("q2", Some("1"), 0)]);
    scenario.answer("an@a", &[("q2", Some("2"), 2)]);
    scenario.answer("an@b", &[("q1", Some("1"), 0)]);
    let unit = unit();
    let viewer = viewer("an", Role::Field, &unit);
    let paths = |since| {
        let (response, whole, _) = shown(scenario.response(), since, &viewer)?;
        Some((
            response
                .cells
                .keys()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
            whole,
        ))
    };
    assert_eq!(paths(0), Some(("q1 q2".to_owned(), true)));
    assert_eq!(paths(1), Some(("q1 q2".to_owned(), false)));
    assert_eq!(paths(2), Some(("q1 q2".to_owned(), false)));
    assert_eq!(
        paths(3),
        Some(("q1".to_owned(), false)),
        "somebody agreed at 4"
    );
    assert_eq!(paths(4), None);
}

#[test]
fn an_entry_is_whole_after_a_move() {
    let scenario = Scenario::submitted();
    let unit = unit();
    let viewer = viewer("chi", Role::Coordinator, &unit);
    let (response, whole, _) = shown(scenario.response(), 2, &viewer).expect("it moved at 3");
    assert!(whole);
    assert_eq!(
        response.cells.len(),
        1,
        "answered before, seen for the first time now"
    );
}

#[test]
fn a_delta_keeps_its_base_until_the_last_page() {
    let start = Position::default();
    let second = start.after(8, true);
    assert_eq!(second, Position { since: 0, at: 8 });
    let third = second.after(12, true);
    assert_eq!(third, Position { since: 0, at: 12 });
    assert_eq!(third.after(15, false), Position { since: 15, at: 15 });
}
