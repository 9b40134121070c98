//! The simulated server's register: the lines it began with, and what people did to it.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::server::{Entered, Line};
use sohoi_sync::{Change, Entry, OpResult, Response, SubjectLine, is_provisional};

use crate::law::{ROUND, Rights, SUBJECTS};
use crate::server::Database;

/// The register with the revision at which each line came or ended.
#[derive(Clone, Debug)]
pub(crate) struct Register {
    lines: BTreeMap<String, (u64, SubjectLine)>,
    /// Provisional lines that ended: since when they were, until when, what they became.
    settled: BTreeMap<String, Settled>,
}

#[derive(Clone, Debug)]
struct Settled {
    since: u64,
    until: u64,
    was: SubjectLine,
    became: String,
}

impl Register {
    pub(crate) fn new() -> Self {
        let lines = SUBJECTS.map(|id| (id.to_owned(), (0, line(id, id))));
        Self {
            lines: lines.into(),
            settled: BTreeMap::new(),
        }
    }

    pub(crate) fn here(&self, id: &str) -> Option<&SubjectLine> {
        self.lines.get(id).map(|(_, line)| line)
    }

    pub(crate) fn line(&self, id: &str) -> Line {
        match (self.here(id), self.settled.get(id)) {
            (Some(line), _) => Line::Here(line.clone()),
            (None, Some(settled)) => Line::Became(settled.became.clone()),
            (None, None) => Line::Unknown,
        }
    }

    /// Changes of the register after a revision and up to another, for one account.
    pub(crate) fn entries(
        &self,
        rights: &Rights,
        after: u64,
        up_to: u64,
        responses: &BTreeMap<String, Response>,
    ) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (id, settled) in &self.settled {
            let was_there = settled.since <= after && (after + 1..=up_to).contains(&settled.until);
            if was_there && rights.reach(&settled.was) {
                let about = responses.values();
                let about = about.filter(|response| response.slot.subject == settled.became);
                entries.extend(about.map(|response| Entry::ResponseGone(response.id.clone())));
                entries.push(Entry::SubjectGone {
                    round: ROUND.to_owned(),
                    id: id.clone(),
                });
            }
        }
        let lines = self.lines.values();
        let newer = lines.filter(|(since, line)| {
            let is_on_page = (after + 1..=up_to).contains(since) || (after == 0 && *since == 0);
            is_on_page && rights.reach(line)
        });
        entries.extend(newer.map(|(_, line)| Entry::Subject(line.clone())));
        entries
    }
}

impl Database {
    /// Writes down what an op did to the register.
    pub(crate) fn enter(&mut self, provisional: &str, entered: Entered) {
        let (line, is_new) = match entered {
            Entered::Nothing => return,
            Entered::Added(line) => {
                let revision = self.next_revision();
                self.register
                    .lines
                    .insert(line.id.clone(), (revision, line));
                return;
            }
            Entered::Listed(line) => (line, true),
            Entered::Joined(line) => (line, false),
        };
        let revision = self.next_revision();
        let (since, was) = self.register.lines.remove(provisional).expect("it is here");
        let settled = Settled {
            since,
            until: revision,
            was,
            became: line.id.clone(),
        };
        self.register
            .settled
            .insert(provisional.to_owned(), settled);
        if is_new {
            self.register
                .lines
                .insert(line.id.clone(), (revision, line.clone()));
        }
        let about: Vec<String> = self
            .responses
            .values()
            .filter(|response| {
                let subject = &response.slot.subject;
                subject == provisional || *subject == line.id
            })
            .map(|response| response.id.clone())
            .collect();
        for id in about {
            let revision = self.next_revision();
            self.entered.insert(id.clone(), revision);
            let response = self.responses.get_mut(&id).expect("just found");
            response.slot.subject = line.id.clone();
            response.revision = revision;
        }
    }

    fn next_revision(&mut self) -> u64 {
        self.revision += 1;
        self.revision
    }
}

/// Works the register out of the log by other means, and holds every response against it: it is
/// about the line that its provisional association became.
pub(crate) fn check(database: &Database) {
    let mut added = BTreeSet::new();
    let mut became: BTreeMap<&str, &str> = BTreeMap::new();
    let mut started: BTreeMap<&str, &str> = BTreeMap::new();
    for stored in &database.log {
        let is_kept_apart = matches!(stored.outcome.result, OpResult::Quarantined { .. });
        let id = stored.op.response.as_str();
        match &stored.op.change {
            Change::Add { .. } if !is_kept_apart => {
                added.insert(id);
            }
            Change::Settle { line, .. } if stored.outcome.result == OpResult::Applied => {
                assert!(became.insert(id, line).is_none(), "{id} is settled once");
            }
            Change::Start { slot, .. } if !is_kept_apart => {
                started.entry(id).or_insert(&slot.subject);
            }
            _ => {}
        }
    }
    let lines = database.register.lines.keys().map(String::as_str);
    let provisional: BTreeSet<&str> = lines.filter(|id| is_provisional(id)).collect();
    added.retain(|id| !became.contains_key(id));
    assert_eq!(
        provisional, added,
        "what was added is provisional until settled"
    );
    for (id, subject) in started {
        let today = became.get(subject).unwrap_or(&subject);
        let response = &database.responses[id];
        assert_eq!(response.slot.subject, **today, "{id}");
        assert!(
            database.register.here(today).is_some(),
            "{today} has its line"
        );
    }
}

/// A line in a unit.
pub(crate) fn line(id: &str, unit: &str) -> SubjectLine {
    SubjectLine {
        id: id.to_owned(),
        round: ROUND.to_owned(),
        name: id.to_uppercase(),
        kind: "association".to_owned(),
        unit: unit.to_owned(),
        attributes: litemap::LiteMap::new(),
    }
}
