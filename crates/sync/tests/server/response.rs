//! What a response says about itself, and who takes responses along.

use serde_json::json;
use sohoi_sync::{Response, Role};

#[test]
fn the_newest_answer_is_the_one_that_was_accepted_last() {
    let cell = |revision: u64, at: &str| {
        json!({"counted": {
            "value": "x", "revision": revision, "author": "a", "at": at,
            "op": {"device": "d", "epoch": 1, "n": revision},
        }})
    };
    let response = |cells: serde_json::Value| -> Response {
        serde_json::from_value(json!({
            "id": "r", "slot": {"round": "r", "form": "f", "subject": "s"}, "form_hash": "h",
            "author": "a", "state": "draft", "state_revision": 1, "revision": 9, "cells": cells,
        }))
        .expect("a response")
    };
    // The clocks of devices differ: what is later by a clock may have been accepted earlier.
    let several = response(json!({
        "q1": cell(3, "2017-06-09T08:00:00Z"), "q2": cell(7, "2017-06-02T08:00:00Z"),
    }));
    assert_eq!(several.answered_at(), Some("2017-06-02T08:00:00Z"));
    assert_eq!(response(json!({})).answered_at(), None);
}

#[test]
fn those_who_review_and_count_take_responses_along() {
    for (role, expected) in [
        (Role::Field, false),
        (Role::Association, false),
        (Role::Reviewer, true),
        (Role::Approver, true),
        (Role::Coordinator, true),
        (Role::Admin, true),
    ] {
        assert_eq!(role.reads_responses(), expected, "{role:?}");
    }
}
