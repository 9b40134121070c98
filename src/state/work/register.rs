//! The register as this device sees it: what it says about a response, who comes next, and the
//! associations that it lacks.

use sohoi_sync::client::LoggedOp;
use sohoi_sync::{Role, Scope, Slot, State, SubjectLine, is_provisional, provisional_id};
use sohoi_text::{Query, fold, sort_key};

use super::edit::saved;
use super::{Work, WorkError, WorkLine};
use crate::platform::{clock, ids};

/// Where a question's first answer comes from.
pub(crate) const FROM_REGISTER: &str = "registry";

/// Who comes after a response in its unit.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    /// A subject to be begun or gone on with.
    Subject(WorkLine),
    /// Nobody: what is left is somebody else's.
    Others,
    /// Nobody: everything is handed in.
    Done,
}

/// An association that a person adds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addition {
    /// Its name.
    pub name: String,
    /// The id of its kind of subject.
    pub kind: String,
    /// The id of its unit.
    pub unit: String,
    /// First values of answers, by question.
    pub attributes: Vec<(String, String)>,
}

impl Work {
    /// What the register has for a question that takes its first answer from there; `None` where
    /// it has nothing, or lacks the association.
    pub fn registered(&self, slot: &Slot, question: &str) -> Option<String> {
        let memory = self.0.memory.borrow();
        let line = memory.client.line(&slot.round, &slot.subject)?;
        let is_known = !is_provisional(&line.id);
        line.attributes.get(question).filter(|_| is_known).cloned()
    }

    /// The question that may stay blank because its association has no code yet.
    pub fn excused(&self, slot: &Slot) -> Option<String> {
        if !is_provisional(&slot.subject) {
            return None;
        }
        let mut memory = self.0.memory.borrow_mut();
        let kind = memory.client.line(&slot.round, &slot.subject)?.kind.clone();
        let rounds = memory.rounds();
        let round = rounds.iter().find(|round| round.id == slot.round)?;
        let kind = round.subject_kinds.iter().find(|own| own.id == kind)?;
        kind.code_question.clone()
    }

    /// Who comes next: by name after this one, round about, of the same kind in the same unit.
    pub fn next_in_unit(&self, slot: &Slot) -> Option<Next> {
        let here = self.line(slot)?;
        let is_own_open = is_open(&here);
        let own = here.subject;
        let account = self.account().name;
        let mut lines = self.lines();
        lines.retain(|line| {
            let other = &line.subject;
            let is_beside = other.unit == own.unit && other.kind == own.kind && other.id != own.id;
            is_beside && is_open(line)
        });
        let is_all_done = lines.is_empty();
        lines.retain(|line| {
            let mut responses = line.responses.iter();
            line.responses.is_empty() || responses.any(|response| response.author == account)
        });
        let here = sort_key(&own.name);
        let next = lines.into_iter().min_by_key(|line| {
            let key = sort_key(&line.subject.name);
            (key <= here, key)
        });
        match next {
            Some(line) => Some(Next::Subject(line)),
            None if !is_all_done => Some(Next::Others),
            // The last one of the unit is this one.
            None => (!is_own_open).then_some(Next::Done),
        }
    }

    /// Whether this account adds associations.
    pub fn may_add(&self) -> bool {
        matches!(self.account().role, Role::Field | Role::Coordinator)
    }

    /// Whether this account says what provisional associations are.
    pub fn may_settle(&self) -> bool {
        let role = self.account().role;
        matches!(role, Role::Reviewer | Role::Coordinator | Role::Admin)
    }

    /// The units of the round in the account's scope, in the order of the round.
    pub fn units_in_scope(&self) -> Vec<sohoi_round::Unit> {
        let Some(round) = self.round() else {
            return Vec::new();
        };
        let Scope::Unit(top) = self.account().scope else {
            return Vec::new();
        };
        let above = |id: &str| {
            let unit = round.units.iter().find(|unit| unit.id == id);
            unit.and_then(|unit| unit.parent.clone())
        };
        let is_below = |id: &str| {
            let mut at = Some(id.to_owned());
            // A round has no circle of units; whatever this is, it ends.
            for _ in 0..=round.units.len() {
                let Some(unit) = at else { return false };
                if unit == top {
                    return true;
                }
                at = above(&unit);
            }
            false
        };
        let units = round.units.iter();
        units.filter(|unit| is_below(&unit.id)).cloned().collect()
    }

    /// Lines of the register that may be the one with this name; those of the unit first.
    pub fn alike(&self, name: &str, unit: &str, most: usize) -> Vec<SubjectLine> {
        let query = Query::new(name);
        if query.is_empty() {
            return Vec::new();
        }
        let round = self.round();
        let memory = self.0.memory.borrow();
        let lines = memory.client.lines().filter(|line| {
            let is_of_round = round.as_ref().is_none_or(|round| round.id == line.round);
            is_of_round && query.matches(&fold(&[&line.name, " ", &line.id].concat()))
        });
        let mut found: Vec<SubjectLine> = lines.cloned().collect();
        found.sort_by_key(|line| line.unit != unit);
        found.truncate(most);
        found
    }

    /// Adds an association to the work of this account; gives its id when that is on disk.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn add(&self, addition: Addition) -> Result<String, WorkError> {
        let round = self.round();
        let round = round.ok_or_else(|| WorkError::UnknownForm(addition.kind.clone()))?;
        let id = provisional_id(&ids::response_id());
        let line = SubjectLine {
            id: id.clone(),
            round: round.id.clone(),
            name: addition.name.trim().to_owned(),
            kind: addition.kind,
            unit: addition.unit,
            attributes: addition.attributes.into_iter().collect(),
        };
        let op = {
            let client = &mut self.0.memory.borrow_mut().client;
            client.add(line, &clock::now())
        };
        saved(self.queue(vec![op], Vec::new())).await?;
        Ok(id)
    }

    /// Says which line of the register a provisional association is, a new one or one it has.
    ///
    /// # Errors
    ///
    /// See [`WorkError`].
    pub async fn settle(
        &self,
        line: &SubjectLine,
        code: &str,
        is_new: bool,
    ) -> Result<(), WorkError> {
        let op = {
            let client = &mut self.0.memory.borrow_mut().client;
            client.settle(&line.id, &line.round, code, is_new, &clock::now())
        };
        saved(self.queue(vec![op], Vec::new())).await?;
        Ok(())
    }

    /// What this device said last about a provisional association, and what became of it so far.
    pub fn settling(&self, provisional: &str) -> Option<LoggedOp> {
        let memory = self.0.memory.borrow();
        let attention = memory.client.attention();
        let refused = attention.filter(|logged| logged.op.response == provisional);
        let all = refused.chain(memory.client.settling(provisional));
        let last = all.filter(|logged| logged.op.change.is_about_register());
        last.max_by_key(|logged| logged.key()).cloned()
    }
}

/// Whether nothing of a line is handed in.
fn is_open(line: &WorkLine) -> bool {
    let mut responses = line.responses.iter();
    responses.all(|response| response.state <= State::Returned)
}
