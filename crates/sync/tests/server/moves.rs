//! The states and who may change them.

use sohoi_sync::{OpResult, Role, State, Why};

use crate::scenario::{Scenario, conflict, held, quarantined};

use State::{Approved, Checked, Draft, Locked, Returned, Submitted};

const APPLIED: OpResult = OpResult::Applied;
const STATES: [State; 6] = [Draft, Returned, Submitted, Checked, Approved, Locked];

/// A whole response in any state.
fn in_state(state: State) -> Scenario {
    let way: &[State] = match state {
        Draft => &[],
        Submitted => &[Submitted],
        Returned => &[Submitted, Returned],
        Checked => &[Submitted, Checked],
        Approved => &[Submitted, Approved],
        Locked => &[Submitted, Approved, Locked],
    };
    let mut scenario = Scenario::draft();
    scenario.answer("an@a", &[("q", Some("1"), 0)]);
    for to in way {
        let who = if *to == Submitted { "an@a" } else { "chi@z" };
        let base = scenario.revision;
        assert_eq!(scenario.move_to(who, *to, base), APPLIED, "{state:?}");
    }
    scenario
}

#[test]
fn each_role_makes_its_own_moves_and_no_other() {
    let fills = |from, to| matches!((from, to), (Draft | Returned, Submitted));
    let reviews = |from, to| {
        matches!(
            (from, to),
            (Submitted, Checked) | (Submitted | Checked, Returned)
        )
    };
    let approves = |from, to| {
        matches!(
            (from, to),
            (Submitted | Checked, Approved) | (Approved, Returned)
        )
    };
    let locks = |from, to| (from, to) == (Approved, Locked);
    for from in STATES {
        for to in STATES.into_iter().filter(|to| *to != from) {
            for (name, role) in Scenario::empty().roles {
                let is_allowed = match (name, role) {
                    ("xa" | "la", _) => false,
                    (_, Role::Field | Role::Association) => fills(from, to),
                    (_, Role::Reviewer) => reviews(from, to),
                    (_, Role::Approver) => reviews(from, to) || approves(from, to),
                    (_, Role::Coordinator) => {
                        fills(from, to)
                            || reviews(from, to)
                            || approves(from, to)
                            || locks(from, to)
                    }
                    (_, Role::Admin) => locks(from, to),
                };
                let mut scenario = in_state(from);
                let base = scenario.revision;
                let result = scenario.move_to(&format!("{name}@m"), to, base);
                if is_allowed {
                    assert_eq!(result, APPLIED, "{name}: {from:?} to {to:?}");
                    assert_eq!(scenario.response().state, to);
                    assert_eq!(scenario.response().state_revision, scenario.revision);
                } else {
                    assert!(
                        matches!(result, OpResult::Quarantined { .. }),
                        "{name}: {from:?} to {to:?}: {result:?}"
                    );
                    assert_eq!(scenario.response().state, from);
                }
            }
        }
    }
}

#[test]
fn a_refused_move_says_whether_right_or_way_is_missing() {
    let mut scenario = in_state(Draft);
    let result = scenario.move_to("an@a", Approved, 1);
    assert_eq!(result, quarantined(Why::NoRight));
    let result = scenario.move_to("chi@z", Approved, 1);
    assert_eq!(result, quarantined(Why::WrongState));
}

#[test]
fn a_submit_that_is_not_whole_is_held_until_it_is_made_again() {
    let mut scenario = Scenario::draft();
    let result = scenario.move_to("an@a", Submitted, 1);
    assert_eq!(result, held(&[("q", Why::Missing)]));
    assert_eq!(scenario.response().state, Draft);
    assert_eq!(scenario.response().held.len(), 1);
    scenario.answer("an@a", &[("q2", Some("1"), 0)]);
    assert_eq!(
        scenario.response().held.len(),
        1,
        "another answer does not help"
    );
    scenario.answer("an@a", &[("q", Some("1"), 0)]);
    assert_eq!(
        scenario.response().state,
        Draft,
        "answering alone submits nothing"
    );
    assert!(
        scenario.response().held.is_empty(),
        "nothing known against it any more"
    );
    assert_eq!(scenario.move_to("an@a", Submitted, 1), APPLIED);
    assert_eq!(scenario.response().engine.as_deref(), Some("1"));
}

#[test]
fn open_conflicts_do_not_stop_a_submit_but_an_approval() {
    let mut scenario = Scenario::draft();
    scenario.answer("an@a", &[("q", Some("1"), 0)]);
    scenario.answer("hoi@b", &[("q", Some("2"), 0)]);
    assert_eq!(scenario.move_to("an@a", Submitted, 1), APPLIED);
    let result = scenario.move_to("chi@z", Approved, 4);
    assert_eq!(result, held(&[("q", Why::OpenConflict)]));
    assert_eq!(scenario.response().state, Submitted);
    scenario.move_to("chi@z", Returned, 4);
    scenario.answer("an@a", &[("q", Some("2"), 3)]);
    scenario.move_to("an@a", Submitted, 5);
    let base = scenario.revision;
    assert_eq!(scenario.move_to("chi@z", Approved, base), APPLIED);
}

#[test]
fn a_move_to_where_it_is_already_does_nothing() {
    let mut scenario = in_state(Submitted);
    assert_eq!(scenario.move_to("hoi@b", Submitted, 1), OpResult::NoOp);
    let mut scenario = in_state(Returned);
    assert_eq!(scenario.move_to("bich@b", Returned, 3), OpResult::NoOp);
}

#[test]
fn a_move_made_unseen_undoes_nobodys_move() {
    // (the state now, who wants what in view of the submit at revision 3, what becomes of it)
    let cases = [
        (Returned, "hoi@b", Submitted, conflict(&["state"])),
        (Checked, "bich@b", Returned, conflict(&["state"])),
        (Approved, "chi@b", Checked, conflict(&["state"])),
        (Approved, "chi@b", Returned, conflict(&["state"])),
        (Locked, "chi@b", Returned, conflict(&["state"])),
        (Checked, "chi@b", Approved, APPLIED),
    ];
    for (now, who, to, expected) in cases {
        let mut scenario = in_state(now);
        assert_eq!(scenario.move_to(who, to, 3), expected, "{now:?} to {to:?}");
        let state = if expected == APPLIED { to } else { now };
        assert_eq!(scenario.response().state, state, "{now:?} to {to:?}");
    }
}

#[test]
fn a_device_that_moves_on_and_back_offline_knows_its_own_moves() {
    let mut scenario = in_state(Submitted);
    assert_eq!(scenario.move_to("chi@b", Checked, 3), APPLIED);
    assert_eq!(scenario.move_to("chi@b", Returned, 3), APPLIED);
    assert_eq!(scenario.response().state, Returned);
}

#[test]
fn a_return_can_be_repeated_with_a_better_reason() {
    let mut scenario = in_state(Submitted);
    scenario.move_with("bich@b", Returned, 3, Some("q is wrong"));
    let moved = scenario.response().moved.clone().expect("it was moved");
    assert_eq!(
        (moved.author.as_str(), moved.note.as_deref()),
        ("bich", Some("q is wrong"))
    );
    let again = scenario.move_with("bich@b", Returned, 4, Some("q is too high"));
    assert_eq!(again, APPLIED);
    let unseen = scenario.move_with("chi@c", Returned, 3, Some("something else"));
    assert_eq!(
        unseen,
        conflict(&["state"]),
        "the reason that stands was not on the screen"
    );
    let moved = scenario.response().moved.clone().expect("it was moved");
    assert_eq!(moved.note.as_deref(), Some("q is too high"));
}
