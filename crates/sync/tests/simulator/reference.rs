//! What the server must hold, worked out from its log by other means than the cores use.
//!
//! The cores change a cell step by step. Here a version stands if no later one has seen it:
//! one look at all of them, quadratic and plain.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::{Change, OpKey, OpResult, Response, State, Why};

use crate::law::REQUIRED;
use crate::server::{Database, Stored};

/// An answer to one cell, as it arrived.
#[derive(Clone, Debug)]
struct Arrived {
    value: Option<String>,
    key: OpKey,
    revision: u64,
    base: u64,
    after: Vec<OpKey>,
    /// Whether the response was open to answers; otherwise it is a proposal.
    is_open: bool,
    /// Whether it said something else than what counted.
    is_news: bool,
}

impl Arrived {
    fn has_seen(&self, other: &Arrived) -> bool {
        let is_same_lineage =
            self.key.device == other.key.device && self.key.epoch == other.key.epoch;
        other.revision <= self.base || is_same_lineage || self.names(&other.key)
    }

    fn names(&self, key: &OpKey) -> bool {
        names(&self.after, key)
    }
}

/// Whether an op comes after another one by name.
fn names(after: &[OpKey], key: &OpKey) -> bool {
    after
        .iter()
        .any(|last| (&last.device, last.epoch) == (&key.device, key.epoch) && last.n >= key.n)
}

/// One response as the reference sees it.
#[derive(Default)]
struct Model {
    author: String,
    state: State,
    state_revision: u64,
    mover: Option<OpKey>,
    cells: BTreeMap<String, Vec<Arrived>>,
}

/// Compares every record with what the log makes of it.
pub(crate) fn check(database: &Database) {
    let mut models: BTreeMap<&str, Model> = BTreeMap::new();
    let mut log: Vec<&Stored> = database.log.iter().map(|stored| &**stored).collect();
    log.sort_by_key(|stored| stored.turn);
    for stored in log {
        let id = stored.op.response.as_str();
        if matches!(stored.outcome.result, OpResult::Quarantined { .. }) {
            let revision = stored.outcome.revision;
            assert_eq!(
                revision, 0,
                "what is kept apart changes nothing: {stored:?}"
            );
            continue;
        }
        if stored.op.change.is_about_register() {
            continue;
        }
        if let Change::Start { .. } = &stored.op.change {
            let model = Model {
                author: stored.account.clone(),
                state_revision: stored.revision,
                ..Model::default()
            };
            let earlier = models.insert(id, model);
            assert!(earlier.is_none(), "{id} is started once");
            continue;
        }
        let model = models.get_mut(id);
        let model = model.unwrap_or_else(|| panic!("{id} took an op and was never started"));
        match &stored.op.change {
            Change::Answer { .. } => model.answer(stored),
            Change::Move { .. } => model.move_to(stored),
            _ => unreachable!("handled above"),
        }
    }
    let ids: BTreeSet<&str> = database.responses.keys().map(String::as_str).collect();
    assert_eq!(ids, models.keys().copied().collect());
    for (id, model) in models {
        model.compare(&database.responses[id]);
    }
}

impl Model {
    fn answer(&mut self, stored: &Stored) {
        let Change::Answer { cells, .. } = &stored.op.change else {
            unreachable!("called with an answer");
        };
        let is_open = self.state <= State::Returned;
        let mut conflicts = Vec::new();
        let mut proposals = Vec::new();
        for cell in cells {
            let counted = self
                .counted(&cell.path)
                .and_then(|there| there.value.clone());
            let is_news = counted != cell.value;
            let arrived = self.cells.entry(cell.path.clone()).or_default();
            arrived.push(Arrived {
                value: cell.value.clone(),
                key: key(stored),
                revision: stored.revision,
                base: cell.base,
                after: stored.op.after.clone(),
                is_open,
                is_news,
            });
            let standing = self.standing(&cell.path);
            let is_disputed = standing.iter().any(|other| other.value != cell.value);
            if is_open && is_news && is_disputed {
                conflicts.push(cell.path.clone());
            }
            if !is_open && is_news {
                proposals.push(cell.path.clone());
            }
        }
        match &stored.outcome.result {
            OpResult::Conflict { paths } => assert_eq!(paths, &conflicts, "{stored:?}"),
            OpResult::Held { reasons } => {
                assert!(reasons.iter().all(|reason| reason.why == Why::Correction));
                let paths: Vec<_> = reasons.iter().filter_map(|r| r.path.clone()).collect();
                assert_eq!(paths, proposals, "{stored:?}");
            }
            _ => assert!(conflicts.is_empty() && proposals.is_empty(), "{stored:?}"),
        }
    }

    fn move_to(&mut self, stored: &Stored) {
        let Change::Move { to, base, .. } = &stored.op.change else {
            unreachable!("called with a move");
        };
        let by = key(stored);
        let by_others = self
            .mover
            .as_ref()
            .is_some_and(|last| (&last.device, last.epoch) != (&by.device, by.epoch))
            && !self
                .mover
                .as_ref()
                .is_some_and(|last| names(&stored.op.after, last));
        let is_blind = *base < self.state_revision && by_others;
        let takes_back = *to <= self.state || self.state == State::Returned;
        match &stored.outcome.result {
            OpResult::Applied => {
                assert!(
                    LEGAL.contains(&(self.state, *to)),
                    "{:?}: {stored:?}",
                    self.state
                );
                assert!(!(is_blind && takes_back), "undid a move unseen: {stored:?}");
                if *to == State::Submitted {
                    let value = self.counted(REQUIRED).and_then(|there| there.value.clone());
                    assert!(value.is_some(), "submitted and not whole: {stored:?}");
                }
                if *to == State::Approved {
                    let open = self.cells.keys().filter(|path| self.is_disputed(path));
                    assert_eq!(open.count(), 0, "approved with open conflicts: {stored:?}");
                }
                self.state = *to;
                self.state_revision = stored.revision;
                self.mover = Some(by);
            }
            OpResult::Conflict { paths } => {
                assert_eq!(paths, &["state"]);
                assert!(takes_back && is_blind, "{stored:?}");
            }
            OpResult::Held { reasons } => {
                assert!(!reasons.is_empty(), "{stored:?}");
            }
            OpResult::NoOp => assert_eq!(self.state, *to, "{stored:?}"),
            other => panic!("a move is never {other:?}"),
        }
    }

    fn compare(&self, response: &Response) {
        let id = &response.id;
        assert_eq!(response.author, self.author, "{id}");
        assert_eq!(response.state, self.state, "{id}");
        assert_eq!(response.state_revision, self.state_revision, "{id}");
        let paths: BTreeSet<&String> = response.cells.keys().collect();
        let open = self
            .cells
            .iter()
            .filter(|(_, all)| all.iter().any(|one| one.is_open));
        assert_eq!(paths, open.map(|(path, _)| path).collect(), "{id}");
        for (path, cell) in &response.cells {
            let counted = self.counted(path).expect("the cell has an open arrival");
            assert_eq!(cell.counted.op, counted.key, "{id} {path}");
            assert_eq!(cell.counted.value, counted.value, "{id} {path}");
            let standing: BTreeSet<_> = self.standing(path).iter().map(|one| &one.key).collect();
            let versions: BTreeSet<_> = cell.versions().map(|version| &version.op).collect();
            assert_eq!(versions, standing, "{id} {path}");
            assert!(cell.agreed.iter().all(|other| other.value == counted.value));
            assert!(cell.aside.iter().all(|other| other.value != counted.value));
        }
        let proposed: Vec<_> = response
            .corrections
            .iter()
            .map(|correction| (&correction.path, &correction.version.op))
            .collect();
        let mut expected: Vec<_> = self
            .cells
            .keys()
            .flat_map(|path| self.proposals(path))
            .collect();
        expected.sort_by_key(|(_, one)| one.revision);
        let expected: Vec<_> = expected
            .iter()
            .map(|(path, one)| (*path, &one.key))
            .collect();
        assert_eq!(
            proposed.iter().collect::<BTreeSet<_>>(),
            expected.iter().collect::<BTreeSet<_>>(),
            "{id}"
        );
        assert_eq!(proposed.len(), expected.len(), "{id}");
    }

    /// The version that counts: the last one, but for those that say the same as one they have
    /// not seen.
    fn counted(&self, path: &str) -> Option<&Arrived> {
        let arrived = self.cells.get(path)?.iter().filter(|one| one.is_open);
        arrived.reduce(|counted, one| {
            let says_the_same = one.value == counted.value;
            if says_the_same && !one.has_seen(counted) {
                counted
            } else {
                one
            }
        })
    }

    /// The versions that no later one has seen.
    fn standing(&self, path: &str) -> Vec<&Arrived> {
        let all: Vec<&Arrived> = self.cells[path].iter().filter(|one| one.is_open).collect();
        all.iter()
            .enumerate()
            .filter(|(place, one)| !all[place + 1..].iter().any(|later| later.has_seen(one)))
            .map(|(_, one)| *one)
            .collect()
    }

    fn is_disputed(&self, path: &str) -> bool {
        let standing = self.standing(path);
        standing.iter().any(|one| one.value != standing[0].value)
    }

    /// The proposals that neither their own device has replaced nor an answer has seen.
    fn proposals<'a>(&'a self, path: &'a String) -> Vec<(&'a String, &'a Arrived)> {
        let all = &self.cells[path];
        all.iter()
            .enumerate()
            .filter(|(_, one)| !one.is_open && one.is_news)
            .filter(|(place, one)| {
                !all[place + 1..].iter().any(|later| {
                    let is_own =
                        (&later.key.device, later.key.epoch) == (&one.key.device, one.key.epoch);
                    let is_seen = later.base >= one.revision || later.names(&one.key);
                    is_own || (later.is_open && is_seen)
                })
            })
            .map(|(_, one)| (path, one))
            .collect()
    }
}

/// Every move there is.
const LEGAL: [(State, State); 10] = [
    (State::Draft, State::Submitted),
    (State::Returned, State::Submitted),
    (State::Submitted, State::Returned),
    (State::Checked, State::Returned),
    (State::Approved, State::Returned),
    (State::Returned, State::Returned),
    (State::Submitted, State::Checked),
    (State::Submitted, State::Approved),
    (State::Checked, State::Approved),
    (State::Approved, State::Locked),
];

fn key(stored: &Stored) -> OpKey {
    OpKey {
        device: stored.device.clone(),
        epoch: stored.epoch,
        n: stored.op.n,
    }
}
