//! What an answer of the server means for the device.

use std::collections::BTreeSet;

use super::{Client, Effect, HeldResponse, HeldRound, HeldSubject, Key, Lineage, LoggedOp};
use crate::model::Response;
use crate::wire::{Entry, ExchangeRequest, ExchangeResponse, SyncError};

/// What an answer of the server asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// What to write down, in one transaction, before the next request.
    pub effects: Vec<Effect>,
    /// Whether to send the next request right away.
    pub again: bool,
    /// The ops whose results a person has to do something about, new ones only.
    pub attention: Vec<LoggedOp>,
}

impl Client {
    /// Takes in the answer to a request.
    ///
    /// An answer to a request that another answer has overtaken changes nothing; what it would
    /// have brought comes with the next one.
    pub fn receive(&mut self, request: &ExchangeRequest, answer: &ExchangeResponse) -> Received {
        let Some(place) = self.place_of(request) else {
            return Received::default();
        };
        let before = self.device.lineages[place].acknowledged;
        let mut dirty = Dirty::default();
        let attention = self.take_outcomes(place, request, answer, &mut dirty);
        let mut is_whole = true;
        for entry in &answer.entries {
            is_whole &= self.take_entry(entry, &mut dirty);
        }
        if is_whole {
            self.device.cursor = Some(answer.cursor.clone());
        } else {
            self.begin_refetch();
        }
        if is_whole && !answer.more {
            self.cover(&mut dirty);
            self.sweep(&mut dirty);
        }
        self.prune(place, &mut dirty);
        let has_moved = self.device.lineages[place].acknowledged != before;
        let is_checking = self
            .device
            .lineages
            .iter()
            .any(|lineage| !lineage.is_checked);
        Received {
            effects: self.effects(dirty),
            again: answer.more || !is_whole || is_checking || (has_moved && self.has_more_to_say()),
            attention,
        }
    }

    /// Takes in a refusal of a request: `gap`, `forked` and `refetch` change what is sent next.
    /// Any other leaves everything as it is.
    pub fn refuse(&mut self, request: &ExchangeRequest, error: &SyncError) -> Received {
        let Some(place) = self.place_of(request) else {
            return Received::default();
        };
        let mut dirty = Dirty::default();
        let again = match (error.code.as_str(), error.expected) {
            ("gap", Some(expected)) => {
                self.device.lineages[place].is_checked = true;
                self.go_back(place, expected, &mut dirty)
            }
            ("forked", differing) => {
                let first = request.ops.first().map(|op| op.n);
                self.device.lineages[place].is_checked = true;
                differing
                    .or(first)
                    .is_some_and(|n| self.renumber(place, n, &mut dirty))
            }
            ("refetch", expected) => {
                self.begin_refetch();
                for lineage in &mut self.device.lineages {
                    lineage.is_checked = false;
                }
                if let Some(expected) = expected {
                    self.device.lineages[place].is_checked = true;
                    self.go_back(place, expected, &mut dirty);
                }
                true
            }
            _ => return Received::default(),
        };
        Received {
            effects: self.effects(dirty),
            again,
            attention: Vec::new(),
        }
    }

    /// The lineage a request was made for, unless the request is out of date.
    fn place_of(&self, request: &ExchangeRequest) -> Option<usize> {
        let is_ours = request.device == self.device.device && request.cursor == self.device.cursor;
        let mut lineages = self.device.lineages.iter();
        lineages
            .position(|lineage| lineage.epoch == request.epoch)
            .filter(|_| is_ours)
    }

    /// Notes results, and how far the server's log of the lineage goes. Ops that the server
    /// holds and whose results are not in this answer stay pending until a replay brings them.
    fn take_outcomes(
        &mut self,
        place: usize,
        request: &ExchangeRequest,
        answer: &ExchangeResponse,
        dirty: &mut Dirty,
    ) -> Vec<LoggedOp> {
        let lineage = &mut self.device.lineages[place];
        lineage.is_checked = true;
        lineage.safe = answer.safe;
        let epoch = lineage.epoch;
        if answer.acknowledged < lineage.acknowledged {
            self.go_back(place, answer.acknowledged + 1, dirty);
            return Vec::new();
        }
        let mut attention = Vec::new();
        for (sent, outcome) in request.ops.iter().zip(&answer.outcomes) {
            let lineage = &mut self.device.lineages[place];
            let is_next = outcome.n == lineage.acknowledged + 1;
            let Some(logged) = self.ops.get_mut(&(epoch, outcome.n)) else {
                continue;
            };
            if !is_next || outcome.n > answer.acknowledged || logged.op != *sent {
                continue;
            }
            lineage.acknowledged = outcome.n;
            logged.outcome = Some(outcome.clone());
            dirty.ops.insert(logged.key());
            self.index.note(logged);
            if logged.needs_attention() {
                attention.push(logged.clone());
            }
        }
        self.leave_a_lineage_the_server_knows_better(place, answer.acknowledged);
        attention
    }

    /// Begins a new lineage where the server holds ops of the present one that this store does
    /// not: it was set back to an older copy, and new ops must not take their numbers. Ops that
    /// are pending go first under the old one: the server tells whether it knows them.
    fn leave_a_lineage_the_server_knows_better(&mut self, place: usize, acknowledged: u64) {
        let lineage = &self.device.lineages[place];
        let is_current = place + 1 == self.device.lineages.len();
        let is_behind = acknowledged > lineage.acknowledged;
        if is_current && is_behind && self.pending_of(lineage).next().is_none() {
            let next = Lineage::new(lineage.epoch + 1);
            self.device.lineages.push(next);
        }
    }

    /// Makes ops pending again from a number on, because the server does not hold them (any
    /// more). Where some of them are gone from here too, the others get a new lineage: the
    /// numbers between can never be filled. Answers whether anything changed.
    fn go_back(&mut self, place: usize, expected: u64, dirty: &mut Dirty) -> bool {
        let lineage = &self.device.lineages[place];
        let (epoch, acknowledged) = (lineage.epoch, lineage.acknowledged);
        let first_pending = self.pending_of(lineage).next().map(LoggedOp::key);
        let wanted = expected..=acknowledged;
        let has_all = wanted.clone().all(|n| self.ops.contains_key(&(epoch, n)));
        let is_past_the_queue = first_pending.is_some_and(|(_, n)| n > acknowledged + 1);
        if !has_all || is_past_the_queue {
            return self.renumber(place, expected, dirty);
        }
        if wanted.is_empty() {
            return false;
        }
        for n in wanted {
            self.reopen((epoch, n), dirty);
        }
        self.device.lineages[place].acknowledged = expected.max(1) - 1;
        true
    }

    /// Gives the ops of a lineage from a number on new numbers in a new lineage. Answers
    /// whether there were any.
    fn renumber(&mut self, place: usize, from: u64, dirty: &mut Dirty) -> bool {
        let epoch = self.device.lineages[place].epoch;
        let keys: Vec<Key> = self
            .ops
            .range((epoch, from)..=(epoch, u64::MAX))
            .map(|(key, _)| *key)
            .collect();
        if keys.is_empty() {
            return false;
        }
        let next = self.device.current().epoch + 1;
        self.device.lineages.push(Lineage::new(next));
        for (key, n) in keys.into_iter().zip(1..) {
            let Some(mut logged) = self.ops.remove(&key) else {
                continue;
            };
            self.index.forget(&logged);
            dirty.ops.insert(key);
            logged.epoch = next;
            logged.op.n = n;
            let key = logged.key();
            self.ops.insert(key, logged);
            self.reopen(key, dirty);
        }
        self.unsaved.retain(|key| key.0 != epoch || key.1 < from);
        let lineage = &mut self.device.lineages[place];
        lineage.acknowledged = lineage.acknowledged.min(from.max(1) - 1);
        true
    }

    /// Makes an op pending again.
    fn reopen(&mut self, key: Key, dirty: &mut Dirty) {
        if let Some(logged) = self.ops.get_mut(&key) {
            logged.outcome = None;
            logged.is_covered = false;
            self.index.note(logged);
            dirty.ops.insert(key);
        }
    }

    /// Fetches everything anew; what is here stays in use until that is through.
    fn begin_refetch(&mut self) {
        self.device.cursor = None;
        self.device.generation += 1;
        self.device.is_refetching = true;
    }

    /// Takes in an entry of the feed. Answers whether it could: changed cells of a response
    /// that is not here cannot be taken in.
    fn take_entry(&mut self, entry: &Entry, dirty: &mut Dirty) -> bool {
        let generation = self.device.generation;
        match entry {
            Entry::Round {
                round,
                demonstration,
            } => {
                dirty.rounds.insert(round.id.clone());
                let held = HeldRound {
                    round: round.clone(),
                    demonstration: *demonstration,
                    generation,
                };
                self.rounds.insert(round.id.clone(), held);
            }
            Entry::Subject { subject } => {
                dirty.subjects.insert(subject.id.clone());
                let held = HeldSubject {
                    subject: subject.clone(),
                    generation,
                };
                self.subjects.insert(subject.id.clone(), held);
            }
            Entry::SubjectGone { id } => {
                dirty.subjects.insert(id.clone());
                self.subjects.remove(id);
            }
            Entry::ResponseGone { id } => {
                dirty.responses.insert(id.clone());
                self.responses.remove(id);
            }
            Entry::Response {
                response,
                whole,
                progress,
            } => {
                let earlier = self.responses.get(&response.id).map(|held| &held.response);
                let response = match (whole, earlier) {
                    (true, _) => (**response).clone(),
                    (false, Some(earlier)) => with_changes(earlier, response),
                    (false, None) => return false,
                };
                dirty.responses.insert(response.id.clone());
                let held = HeldResponse {
                    response,
                    progress: *progress,
                    generation,
                };
                self.responses.insert(held.response.id.clone(), held);
            }
        }
        true
    }

    /// Notes that everything acknowledged so far has been pulled back.
    fn cover(&mut self, dirty: &mut Dirty) {
        for key in self.index.all_open() {
            let Some(logged) = self.ops.get_mut(&key) else {
                continue;
            };
            if logged.outcome.is_some() {
                logged.is_covered = true;
                self.index.note(logged);
                dirty.ops.insert(key);
            }
        }
    }

    /// Removes what an earlier fetch brought and the present one, now through, did not.
    fn sweep(&mut self, dirty: &mut Dirty) {
        if !self.device.is_refetching {
            return;
        }
        self.device.is_refetching = false;
        let now = self.device.generation;
        let old_rounds = self
            .rounds
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty.rounds.extend(old_rounds.map(|(id, _)| id.clone()));
        self.rounds.retain(|_, held| held.generation == now);
        let old_subjects = self
            .subjects
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty
            .subjects
            .extend(old_subjects.map(|(id, _)| id.clone()));
        self.subjects.retain(|_, held| held.generation == now);
        let old_responses = self
            .responses
            .iter()
            .filter(|(_, held)| held.generation != now);
        dirty
            .responses
            .extend(old_responses.map(|(id, _)| id.clone()));
        self.responses.retain(|_, held| held.generation == now);
    }

    /// Removes ops that a verified backup covers and nobody has to see.
    fn prune(&mut self, place: usize, dirty: &mut Dirty) {
        let Lineage {
            epoch,
            safe,
            acknowledged,
            ..
        } = self.device.lineages[place];
        let covered = self.ops.range((epoch, 0)..=(epoch, safe.min(acknowledged)));
        let keys: Vec<Key> = covered
            .filter(|(_, logged)| logged.is_covered && !logged.needs_attention())
            .map(|(key, _)| *key)
            .collect();
        for key in keys {
            if let Some(logged) = self.ops.remove(&key) {
                self.index.forget(&logged);
                dirty.ops.insert(key);
            }
        }
    }

    fn effects(&self, dirty: Dirty) -> Vec<Effect> {
        let device = std::iter::once(Effect::PutDevice(self.device.clone()));
        let ops = dirty.ops.into_iter().map(|key| match self.ops.get(&key) {
            Some(logged) => Effect::PutOp(logged.clone()),
            None => Effect::RemoveOp {
                epoch: key.0,
                n: key.1,
            },
        });
        let responses = dirty.responses.into_iter().map(|id| {
            let held = self.responses.get(&id).cloned();
            held.map_or(Effect::RemoveResponse(id), |held| {
                Effect::PutResponse(Box::new(held))
            })
        });
        let subjects = dirty.subjects.into_iter().map(|id| {
            let held = self.subjects.get(&id).cloned();
            held.map_or(Effect::RemoveSubject(id), Effect::PutSubject)
        });
        let rounds = dirty.rounds.into_iter().map(|id| {
            let held = self.rounds.get(&id).cloned();
            held.map_or(Effect::RemoveRound(id), Effect::PutRound)
        });
        device
            .chain(ops)
            .chain(responses)
            .chain(subjects)
            .chain(rounds)
            .collect()
    }
}

/// The keys of the records that a call touched.
#[derive(Default)]
struct Dirty {
    ops: BTreeSet<Key>,
    responses: BTreeSet<String>,
    subjects: BTreeSet<String>,
    rounds: BTreeSet<String>,
}

/// A response with the changed cells of a later entry.
fn with_changes(earlier: &Response, later: &Response) -> Response {
    let mut response = later.clone();
    let mut cells = earlier.cells.clone();
    cells.append(&mut response.cells);
    response.cells = cells;
    response
}
