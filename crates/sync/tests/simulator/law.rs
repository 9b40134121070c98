//! The simulated server's knowledge of register, forms and rights.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::server::{Judge, Line, Registrar};
use sohoi_sync::{Reason, Response, Role, Slot, SubjectLine, Why};

use crate::register::Register;

pub(crate) const ROUND: &str = "round";
pub(crate) const FORM: &str = "form";
pub(crate) const SUBJECTS: [&str; 4] = ["s1", "s2", "s3", "s4"];
/// Paths of the form; `REQUIRED` must be answered before a submit.
pub(crate) const PATHS: [&str; 4] = ["q1", "q2", "rows/1/a", "rows/2/a"];
pub(crate) const REQUIRED: &str = "q1";
pub(crate) const FORMS: [&str; 2] = ["form-v1", "form-v2"];
pub(crate) const UNKNOWN_FORM: &str = "form-never-published";
pub(crate) const UNKNOWN_PATH: &str = "no-such-question";

/// Who may do what; part of the server's durable state.
#[derive(Clone, Debug)]
pub(crate) struct Law {
    pub(crate) accounts: BTreeMap<String, Rights>,
}

#[derive(Clone, Debug)]
pub(crate) struct Rights {
    pub(crate) role: Role,
    pub(crate) subjects: BTreeSet<String>,
    /// Whether drafts of others in scope are assigned to it.
    pub(crate) is_assigned: bool,
    /// Grows with every change of the above.
    pub(crate) version: u64,
}

impl Rights {
    /// Whether a line is in scope: every subject that was there from the start is a unit of its
    /// own, and what people add lies in one of these.
    pub(crate) fn reach(&self, line: &SubjectLine) -> bool {
        self.subjects.contains(&line.unit)
    }
}

/// The law as it is for one account.
pub(crate) struct Bench<'a> {
    pub(crate) account: &'a str,
    pub(crate) rights: &'a Rights,
    pub(crate) register: &'a Register,
}

impl Bench<'_> {
    fn has(&self, slot: &Slot) -> bool {
        let line = self.register.here(&slot.subject);
        line.is_some_and(|line| self.rights.reach(line))
    }
}

impl Registrar for Bench<'_> {
    fn line(&self, round: &str, id: &str) -> Line {
        if round == ROUND {
            self.register.line(id)
        } else {
            Line::Unknown
        }
    }

    fn knows_place(&self, line: &SubjectLine) -> bool {
        SUBJECTS.contains(&line.unit.as_str()) && line.round == ROUND
    }

    fn may_add(&self, line: &SubjectLine) -> bool {
        self.rights.reach(line)
    }

    fn may_settle(&self, line: &SubjectLine) -> bool {
        self.rights.role == Role::Coordinator && self.rights.reach(line)
    }

    fn listed(&self, provisional: &SubjectLine, code: &str) -> SubjectLine {
        SubjectLine {
            id: code.to_owned(),
            ..provisional.clone()
        }
    }
}

impl Judge for Bench<'_> {
    fn knows_slot(&self, slot: &Slot) -> bool {
        let is_here = self.register.here(&slot.subject).is_some();
        is_here && slot.form == FORM && slot.round == ROUND
    }

    fn today(&self, slot: &Slot) -> Slot {
        match self.register.line(&slot.subject) {
            Line::Became(line) => Slot {
                subject: line,
                ..slot.clone()
            },
            _ => slot.clone(),
        }
    }

    fn may_write(&self, slot: &Slot, started_by: Option<&str>) -> bool {
        let is_theirs = started_by.is_none_or(|author| author == self.account);
        self.has(slot) && (is_theirs || self.rights.is_assigned)
    }

    fn may_review(&self, slot: &Slot) -> bool {
        self.has(slot)
    }

    fn knows_form(&self, _: &Slot, form_hash: &str) -> bool {
        FORMS.contains(&form_hash)
    }

    fn cell(&self, _: &Slot, _: &str, path: &str, _: Option<&str>) -> Option<Why> {
        (!PATHS.contains(&path)).then_some(Why::UnknownPath)
    }

    fn whole(&self, response: &Response) -> Vec<Reason> {
        match response.value(REQUIRED) {
            Some(_) => Vec::new(),
            None => vec![Reason::at(REQUIRED, Why::Missing)],
        }
    }
}
