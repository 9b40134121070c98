//! Reads what the server answers from a tree: see [`sohoi_json`].

use sohoi_json::{Flaws, Json, Object, Read, one_of, variant};

use super::{
    Account, DocumentRef, Entry, ExchangeResponse, OpOutcome, Role, Scope, SubjectLine, SyncError,
};
use crate::model::Make;

#[cfg(target_arch = "wasm32")]
sohoi_json::deserialize_by_reading!(Account, ExchangeResponse, SyncError);

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
        progress: progress(response.take("progress")),
    }
}

/// A pair, as serde writes one.
pub(crate) fn progress(counts: Option<Vec<u32>>) -> Option<(u32, u32)> {
    match counts?[..] {
        [answered, asked] => Some((answered, asked)),
        _ => None,
    }
}

impl Read for Role {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        const ROLES: [(&str, Role); 5] = [
            ("field", Role::Field),
            ("association", Role::Association),
            ("reviewer", Role::Reviewer),
            ("coordinator", Role::Coordinator),
            ("admin", Role::Admin),
        ];
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

impl Read for ExchangeResponse {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut answer = Object::new(json, flaws);
        Self {
            outcomes: answer.take("outcomes"),
            acknowledged: answer.take("acknowledged"),
            safe: answer.take("safe"),
            entries: answer.take("entries"),
            cursor: answer.take("cursor"),
            more: answer.take("more"),
        }
    }
}

impl Read for OpOutcome {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut outcome = Object::new(json, flaws);
        Self {
            n: outcome.take("n"),
            revision: outcome.take_or_default("revision"),
            result: outcome.take("result"),
        }
    }
}

impl Read for DocumentRef {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut round = Object::new(json, flaws);
        Self {
            id: round.take("id"),
            hash: round.take("hash"),
            forms: round.take_or_default("forms"),
        }
    }
}

impl Read for SubjectLine {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut line = Object::new(json, flaws);
        Self {
            id: line.take("id"),
            round: line.take("round"),
            name: line.take("name"),
            kind: line.take("kind"),
            unit: line.take("unit"),
            attributes: line.take_or_default("attributes"),
        }
    }
}

impl Read for Account {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut account = Object::new(json, flaws);
        Self {
            name: account.take("name"),
            display: account.take("display"),
            role: account.take("role"),
            scope: account.take("scope"),
        }
    }
}

impl Read for SyncError {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut error = Object::new(json, flaws);
        Self {
            code: error.take("code"),
            message: error.take("message"),
            expected: error.take("expected"),
        }
    }
}
