//! Who may see what, written from docs/api.md, docs/protocol.md and docs/odata.md alone. It knows
//! nothing of how the server finds it out.

use std::collections::BTreeMap;

use sohoi_sync::{Account, Response, Role, Scope, State, SubjectLine};

/// Everything there is, whoever may see it.
#[derive(Clone, Debug, Default)]
pub(super) struct Truth {
    /// Round → unit → the unit above.
    pub(super) units: BTreeMap<String, BTreeMap<String, Option<String>>>,
    pub(super) lines: Vec<SubjectLine>,
    pub(super) responses: Vec<Response>,
    /// Hash → who brought the bytes.
    pub(super) blobs: BTreeMap<String, String>,
}

impl Truth {
    /// A unit and everything below it, by the tree of the round.
    pub(super) fn is_within(&self, round: &str, unit: &str, above: &str) -> bool {
        let parent = |unit| self.units.get(round)?.get(unit);
        let mut climb = parent(unit).map(|_| unit);
        while let Some(here) = climb {
            if here == above {
                return true;
            }
            climb = parent(here).and_then(Option::as_deref);
        }
        false
    }

    /// Lines of the register: those of the account's scope; administrators see everything.
    pub(super) fn sees_line(&self, who: &Account, line: &SubjectLine) -> bool {
        who.role == Role::Admin
            || match &who.scope {
                Scope::Subject(id) => line.id == *id,
                Scope::Unit(unit) => self.is_within(&line.round, &line.unit, unit),
            }
    }

    /// Responses: those about a line that the account sees; administrators see everything.
    pub(super) fn sees_response(&self, who: &Account, response: &Response) -> bool {
        let line = self.line_of(response);
        who.role == Role::Admin || line.is_some_and(|line| self.sees_line(who, line))
    }

    /// Answers of a draft or a returned response: only its author and the association.
    pub(super) fn sees_answers(&self, who: &Account, response: &Response) -> bool {
        let is_open = matches!(response.state, State::Draft | State::Returned);
        let is_own = response.author == who.name
            || who.scope == Scope::Subject(response.slot.subject.clone());
        self.sees_response(who, response) && (!is_open || is_own)
    }

    /// Bytes: who brought them, and who sees the answers of a response that names them.
    pub(super) fn sees_blob(&self, who: &Account, hash: &str) -> bool {
        let named = |response: &&Response| names(response, hash);
        self.blobs.get(hash).is_some_and(|by| *by == who.name)
            || (self.blobs.contains_key(hash)
                && (self.responses.iter().filter(named))
                    .any(|response| self.sees_answers(who, response)))
    }

    /// What a token of a unit reads of a round: what was handed in within the unit.
    pub(super) fn handed_in(&self, round: &str, unit: &str) -> Vec<&Response> {
        let is_in = |response: &&Response| {
            let line = self.line_of(response);
            response.slot.round == round
                && !matches!(response.state, State::Draft | State::Returned)
                && line.is_some_and(|line| self.is_within(round, &line.unit, unit))
        };
        self.responses.iter().filter(is_in).collect()
    }

    /// The valid line that a response is about.
    pub(super) fn line_of(&self, response: &Response) -> Option<&SubjectLine> {
        let slot = &response.slot;
        let is_it = |line: &&SubjectLine| line.round == slot.round && line.id == slot.subject;
        self.lines.iter().find(is_it)
    }
}

/// Whether a version of an answer is a text.
pub(super) fn names(response: &Response, text: &str) -> bool {
    let versions = response.cells.values().flat_map(|cell| cell.versions());
    let proposed = response.corrections.iter().map(|one| &one.version);
    versions
        .chain(proposed)
        .any(|version| version.value.as_deref() == Some(text))
}
