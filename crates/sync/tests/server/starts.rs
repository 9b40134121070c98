//! Responses begin.

use sohoi_sync::server::{Context, apply};
use sohoi_sync::{Change, OpResult, State, Why};

use crate::scenario::{FORM, ID, Scenario, quarantined, slot};

#[test]
fn a_start_makes_a_draft_of_its_author() {
    let scenario = Scenario::draft();
    let response = scenario.response();
    assert_eq!(response.id, ID);
    assert_eq!(response.author, "an");
    assert_eq!(response.state, State::Draft);
    assert_eq!((response.revision, response.state_revision), (1, 1));
}

#[test]
fn the_same_start_again_does_nothing_and_another_one_is_kept_apart() {
    let mut scenario = Scenario::draft();
    assert_eq!(scenario.start("an@b"), OpResult::NoOp);
    assert_eq!(scenario.start("hoi@c"), quarantined(Why::IdTaken));
    let mut other = slot();
    other.round = "another".to_owned();
    assert_eq!(
        scenario.start_with("an@b", other, FORM),
        quarantined(Why::IdTaken)
    );
}

#[test]
fn a_quarantined_start_takes_what_follows_with_it() {
    let mut unknown = slot();
    unknown.subject = "nobody".to_owned();
    let cases = [
        ("an@a", slot(), "form-v9", Why::UnknownForm),
        ("an@a", unknown, FORM, Why::UnknownSlot),
        ("xa@a", slot(), FORM, Why::NoRight),
    ];
    for (who, slot, form, why) in cases {
        let mut scenario = Scenario::empty();
        assert_eq!(scenario.start_with(who, slot, form), quarantined(why));
        let gone = quarantined(Why::UnknownResponse);
        assert_eq!(scenario.answer(who, &[("q", Some("1"), 0)]), gone);
        assert_eq!(scenario.move_to(who, State::Submitted, 0), gone);
        assert!(scenario.record.is_none());
        assert_eq!(scenario.revision, 0);
    }
}

#[test]
fn an_id_that_is_none_is_kept_apart() {
    for id in ["", "a/b", "đơn", &"a".repeat(65)] {
        let op = sohoi_sync::Op {
            n: 1,
            at: String::new(),
            response: id.to_owned(),
            change: Change::Start {
                slot: slot(),
                form_hash: FORM.to_owned(),
            },
            after: Vec::new(),
        };
        let context = Context {
            author: "an",
            role: sohoi_sync::Role::Field,
            device: "a",
            epoch: 1,
            revision: 1,
        };
        let applied = apply(None, &op, &context, &crate::scenario::bench("an"));
        assert_eq!(applied.result, quarantined(Why::Malformed), "{id}");
    }
}
