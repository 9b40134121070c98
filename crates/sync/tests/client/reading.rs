//! Devices read and write every word of the protocol: see the simulator for whole messages.

use std::fmt::Debug;

use serde::Serialize;
use sohoi_json::{Read, Write, from_bytes, to_text};
use sohoi_sync::{Account, OpResult, Reason, Role, Scope, State, Why};

fn is_read_back<T: Serialize + Read + Write + PartialEq + Debug>(
    values: impl IntoIterator<Item = T>,
) {
    for value in values {
        let json = serde_json::to_string(&value).expect("values become JSON");
        assert_eq!(to_text(&value), json);
        assert_eq!(from_bytes(json.as_bytes()), Ok(value), "{json}");
    }
}

#[test]
fn every_word_is_read() {
    use State::{Approved, Checked, Draft, Locked, Returned, Submitted};
    is_read_back([Draft, Returned, Submitted, Checked, Approved, Locked]);
    is_read_back([
        Why::Missing,
        Why::WrongType,
        Why::NotOffered,
        Why::Constraint,
        Why::BlobMissing,
        Why::OpenConflict,
        Why::Correction,
        Why::UnknownForm,
        Why::UnknownPath,
        Why::UnknownSlot,
        Why::UnknownResponse,
        Why::IdTaken,
        Why::TooLarge,
        Why::Malformed,
        Why::NoRight,
        Why::WrongState,
        Why::Other,
    ]);
    let reasons = vec![Reason::at("a", Why::Missing), Reason::whole(Why::NoRight)];
    is_read_back([
        OpResult::Applied,
        OpResult::NoOp,
        OpResult::Merged,
        OpResult::Conflict {
            paths: vec!["a".to_owned()],
        },
        OpResult::Held {
            reasons: reasons.clone(),
        },
        OpResult::Quarantined { reasons },
    ]);
}

#[test]
fn every_kind_of_account_is_read() {
    let account = |role, scope| Account {
        name: "an".to_owned(),
        display: "Một cán bộ".to_owned(),
        role,
        scope,
    };
    is_read_back([
        account(Role::Field, Scope::Unit("u".to_owned())),
        account(Role::Association, Scope::Subject("s".to_owned())),
        account(Role::Reviewer, Scope::Unit("u".to_owned())),
        account(Role::Coordinator, Scope::Unit("u".to_owned())),
        account(Role::Admin, Scope::Unit("u".to_owned())),
    ]);
}

#[test]
fn what_is_not_whole_is_not_read() {
    for (json, member) in [
        (
            r#"{"name": "an", "display": "An", "role": "king", "scope": {"unit": "u"}}"#,
            "role",
        ),
        (
            r#"{"name": "an", "display": "An", "role": "field", "scope": {"planet": "u"}}"#,
            "scope",
        ),
        (
            r#"{"name": "an", "role": "field", "scope": {"unit": "u"}}"#,
            "display",
        ),
    ] {
        let flaw = from_bytes::<Account>(json.as_bytes()).expect_err(json);
        assert_eq!(flaw.member, member);
    }
}
