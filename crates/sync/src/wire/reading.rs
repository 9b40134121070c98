//! Reads what the server answers from a tree: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Object, Read, one_of, read_members, variant};

use super::{
    Account, DocumentRef, Entry, ExchangeResponse, OpOutcome, Role, Scope, SubjectLine, SyncError,
};
use crate::model::Make;

impl Read for Entry {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let entries: [(&str, Make<Self>); 5] = [
            ("round", round),
            ("subject", |held, flaws| {
                Self::Subject(Read::read(held, flaws))
            }),
            ("subject_gone", subject_gone),
            ("response", response),
            ("response_gone", |held, flaws| {
                Self::ResponseGone(Read::read(held, flaws))
            }),
        ];
        let (make, held) = variant(json, &entries, flaws);
        make(held, flaws)
    }
}

fn round(json: Json, flaws: &mut Flaws) -> Entry {
    let mut round = Object::new(json, flaws);
    Entry::Round {
        round: round.take("round"),
        demonstration: round.take("demonstration"),
    }
}

fn subject_gone(json: Json, flaws: &mut Flaws) -> Entry {
    let mut line = Object::new(json, flaws);
    Entry::SubjectGone {
        round: line.take("round"),
        id: line.take("id"),
    }
}

fn response(json: Json, flaws: &mut Flaws) -> Entry {
    let mut response = Object::new(json, flaws);
    Entry::Response {
        response: Box::new(response.take("response")),
        whole: response.take("whole"),
        progress: response.take("progress"),
    }
}

/// The roles by name.
pub(super) const ROLES: [(&str, Role); 6] = [
    ("field", Role::Field),
    ("association", Role::Association),
    ("reviewer", Role::Reviewer),
    ("approver", Role::Approver),
    ("coordinator", Role::Coordinator),
    ("admin", Role::Admin),
];

impl Read for Role {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        one_of(&json, &ROLES, flaws)
    }
}

impl Read for Scope {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let scopes: [(&str, Make<Self>); 2] = [
            ("unit", |held, flaws| Self::Unit(Read::read(held, flaws))),
            ("subject", |held, flaws| {
                Self::Subject(Read::read(held, flaws))
            }),
        ];
        let (make, held) = variant(json, &scopes, flaws);
        make(held, flaws)
    }
}

read_members! {
    ExchangeResponse: outcomes, acknowledged, safe, entries, cursor, more;
    OpOutcome: n, result | revision;
    DocumentRef: id, hash;
    SubjectLine: id, round, name, kind, unit | attributes;
    Account: name, display, role, scope;
    SyncError: code, message, expected;
}
