//! What an answer of the server means for the device.

use super::dirty::Dirty;
use super::{Client, Effect, Key, Lineage, LoggedOp};
use crate::wire::{ExchangeRequest, ExchangeResponse, SyncError};

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
        let mut lineages = self.device.lineages.iter();
        let is_checking = lineages.any(|lineage| !lineage.is_checked);
        let again =
            answer.more || !is_whole || is_checking || (has_moved && self.has_more_to_say());
        if !again {
            // The end of this exchange: at the next one they may have been filled.
            self.waiting.clear();
        }
        Received {
            effects: self.effects(dirty),
            again,
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
        let place = self.device.place_of(&request.device, request.epoch);
        place.filter(|_| request.cursor == self.device.cursor)
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
        self.pass_over_what_another_device_sent(place, request, answer);
        let mut attention = Vec::new();
        for (sent, outcome) in request.ops.iter().zip(&answer.outcomes) {
            let lineage = &mut self.device.lineages[place];
            let is_next = outcome.n == lineage.acknowledged + 1;
            let Some(logged) = self.ops.get_mut((epoch, outcome.n)) else {
                continue;
            };
            if !is_next || outcome.n > answer.acknowledged || logged.op != *sent {
                continue;
            }
            lineage.acknowledged = outcome.n;
            logged.outcome = Some(outcome.clone());
            dirty.op(logged.key());
            self.index.note(logged);
            if logged.needs_attention() {
                attention.push(logged.clone());
            }
        }
        self.leave_a_lineage_the_server_knows_better(place, answer.acknowledged);
        attention
    }

    /// Between the ops of a lineage may lie some that no file brought, because their own device had
    /// sent them: once the server has those, the ones after them are next.
    fn pass_over_what_another_device_sent(
        &mut self,
        place: usize,
        request: &ExchangeRequest,
        answer: &ExchangeResponse,
    ) {
        let lineage = &self.device.lineages[place];
        let next = self.pending_of(lineage).next().map(|logged| logged.op.n);
        let first = request.ops.first().map(|op| op.n);
        if let Some(first) = first.filter(|first| Some(*first) == next)
            && answer.acknowledged >= first.max(1) - 1
        {
            self.device.lineages[place].acknowledged = first.max(1) - 1;
        }
    }

    /// Notes that everything acknowledged so far has been pulled back.
    fn cover(&mut self, dirty: &mut Dirty) {
        for key in self.index.all_open() {
            let Some(logged) = self.ops.get_mut(key) else {
                continue;
            };
            if logged.outcome.is_some() {
                logged.is_covered = true;
                self.index.note(logged);
                dirty.op(key);
            }
        }
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
            .filter(|logged| logged.is_covered && !logged.needs_attention())
            .map(LoggedOp::key)
            .collect();
        for key in keys {
            if let Some(logged) = self.ops.remove(key) {
                self.index.forget(&logged);
                dirty.op(key);
            }
        }
    }
}
