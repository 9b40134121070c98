//! The simulated server: the cores around an in-memory store with real transactions.

use std::collections::BTreeMap;
use std::rc::Rc;

use sohoi_sync::server::{
    Admission, Applied, Context, Position, Viewer, admit, apply, check, enter, entry_for,
    restored_revision,
};
use sohoi_sync::{
    DocumentRef, Entry, ExchangeRequest, ExchangeResponse, Limits, Op, OpOutcome, OpResult,
    Response, Scope, SyncError,
};

use crate::law::{Bench, Law, ROUND, Rights};
use crate::register::Register;

/// One op in the server's log.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) account: String,
    pub(crate) device: String,
    pub(crate) epoch: u32,
    /// The revision it was offered; its own if it changed anything.
    pub(crate) revision: u64,
    pub(crate) op: Op,
    pub(crate) outcome: OpOutcome,
    /// When it was judged: with its arrival, or later for another account.
    pub(crate) turn: u64,
}

/// What is durable on the server.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    /// Changes with every restore.
    pub(crate) epoch: u32,
    pub(crate) revision: u64,
    pub(crate) turns: u64,
    /// Ops tried again and taken in.
    pub(crate) tried_again: u64,
    pub(crate) law: Law,
    pub(crate) register: Register,
    pub(crate) responses: BTreeMap<String, Response>,
    /// The revision at which a response came into the scope that it is in, where that is not its
    /// first.
    pub(crate) entered: BTreeMap<String, u64>,
    /// Every op in the order of arrival.
    pub(crate) log: Vec<Rc<Stored>>,
    /// Places in `log` by device and epoch, in order of number.
    pub(crate) lineages: BTreeMap<(String, u32), Vec<usize>>,
}

/// Where the server dies while it answers a request, if it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crash {
    No,
    BeforeCommit,
    AfterCommit,
}

/// The server: its durable state and its verified backup.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    pub(crate) database: Database,
    pub(crate) verified: Option<Database>,
    /// Entries a page.
    pub(crate) page: usize,
}

impl Server {
    pub(crate) fn new(law: Law, page: usize) -> Self {
        let database = Database {
            epoch: 1,
            revision: 0,
            turns: 0,
            tried_again: 0,
            law,
            register: Register::new(),
            responses: BTreeMap::new(),
            entered: BTreeMap::new(),
            log: Vec::new(),
            lineages: BTreeMap::new(),
        };
        Self {
            database,
            verified: None,
            page,
        }
    }

    /// Answers a request; nothing if it dies on the way.
    pub(crate) fn handle(
        &mut self,
        account: &str,
        request: &ExchangeRequest,
        crash: Crash,
    ) -> Option<Result<ExchangeResponse, SyncError>> {
        let mut transaction = self.database.clone();
        let outcomes = match transaction.push(account, request) {
            Ok(outcomes) => outcomes,
            Err(error) => return Some(Err(error)),
        };
        if crash == Crash::BeforeCommit {
            return None;
        }
        self.database = transaction;
        if crash == Crash::AfterCommit {
            return None;
        }
        Some(Ok(self.answer(account, request, outcomes)))
    }

    fn answer(
        &self,
        account: &str,
        request: &ExchangeRequest,
        outcomes: Vec<OpOutcome>,
    ) -> ExchangeResponse {
        let database = &self.database;
        let at = database.position(account, request).unwrap_or_default();
        let (entries, position, more) = database.page(account, at, self.page);
        let verified = self.verified.as_ref();
        ExchangeResponse {
            outcomes,
            acknowledged: database.last(&request.device, request.epoch),
            safe: verified.map_or(0, |backup| backup.last(&request.device, request.epoch)),
            entries,
            cursor: database.cursor(account, position),
            more,
        }
    }

    /// Goes back to an older state, as after the loss of a disk.
    pub(crate) fn restore(&mut self, backup: Database) {
        let law = self.database.law.clone();
        let epoch = self.database.epoch + 1;
        self.database = Database {
            epoch,
            revision: restored_revision(epoch),
            law,
            ..backup
        };
    }
}

impl Database {
    pub(crate) fn rights(&self, account: &str) -> &Rights {
        &self.law.accounts[account]
    }

    /// Every entry an account may see, as a device that pulls from the start gets them.
    pub(crate) fn everything(&self, account: &str) -> Vec<Entry> {
        self.page(account, Position::default(), usize::MAX).0
    }

    fn push(
        &mut self,
        account: &str,
        request: &ExchangeRequest,
    ) -> Result<Vec<OpOutcome>, SyncError> {
        check(request, &Limits::default())?;
        let last = self.last(&request.device, request.epoch);
        if self.position(account, request).is_none() {
            return Err(SyncError::new("refetch", "cursor").expecting(last + 1));
        }
        request
            .ops
            .iter()
            .map(|op| self.push_one(account, request, op))
            .collect()
    }

    fn push_one(
        &mut self,
        account: &str,
        request: &ExchangeRequest,
        op: &Op,
    ) -> Result<OpOutcome, SyncError> {
        let last = self.last(&request.device, request.epoch);
        let stored = self.stored(&request.device, request.epoch, op.n);
        let by_another = stored.is_some_and(|stored| stored.account != account);
        let stored = stored.map(|stored| (&stored.op, &stored.outcome));
        let kept_apart = match admit(last, op, stored) {
            Admission::Replay(outcome) if by_another && is_quarantined(outcome) => {
                Some(outcome.clone())
            }
            Admission::Replay(outcome) => return Ok(outcome.clone()),
            Admission::Gap { expected } => {
                return Err(SyncError::new("gap", "ops").expecting(expected));
            }
            Admission::Forked => return Err(SyncError::new("forked", "ops").expecting(op.n)),
            Admission::Fresh => None,
        };
        let rights = self.law.accounts[account].clone();
        let context = Context {
            author: account,
            role: rights.role,
            device: &request.device,
            epoch: request.epoch,
            revision: self.revision + 1,
        };
        let register = self.register.clone();
        let bench = Bench {
            account,
            rights: &rights,
            register: &register,
        };
        if let Some((result, entered)) = enter(op, &bench) {
            let outcome = OpOutcome {
                n: op.n,
                revision: 0,
                result,
            };
            if let Some(earlier) = &kept_apart
                && is_quarantined(&outcome)
            {
                return Ok(earlier.clone());
            }
            self.enter(&op.response, entered);
            self.log(account, request, context.revision, op, &outcome);
            return Ok(outcome);
        }
        let record = self.responses.get(&op.response).cloned();
        let applied: Applied = apply(record, op, &context, &bench);
        let outcome = applied.outcome(op.n);
        if let Some(earlier) = &kept_apart
            && is_quarantined(&outcome)
        {
            return Ok(earlier.clone());
        }
        if applied.changed {
            self.revision += 1;
            let response = applied.response.expect("what changed is there");
            self.responses.insert(response.id.clone(), response);
        }
        self.log(account, request, context.revision, op, &outcome);
        Ok(outcome)
    }

    /// Keeps what became of an op; of one that was kept apart before, what became of it now.
    fn log(
        &mut self,
        account: &str,
        request: &ExchangeRequest,
        revision: u64,
        op: &Op,
        outcome: &OpOutcome,
    ) {
        self.turns += 1;
        let key = (request.device.clone(), request.epoch);
        let places = self.lineages.entry(key).or_default();
        let earlier = usize::try_from(op.n - 1).expect("a few ops");
        if let Some(place) = places.get(earlier) {
            self.tried_again += 1;
            let stored = Rc::make_mut(&mut self.log[*place]);
            stored.account = account.to_owned();
            stored.revision = revision;
            stored.outcome = outcome.clone();
            stored.turn = self.turns;
            return;
        }
        places.push(self.log.len());
        self.log.push(Rc::new(Stored {
            account: account.to_owned(),
            device: request.device.clone(),
            epoch: request.epoch,
            revision,
            op: op.clone(),
            outcome: outcome.clone(),
            turn: self.turns,
        }));
    }

    /// What is stored under a number.
    pub(crate) fn stored(&self, device: &str, epoch: u32, n: u64) -> Option<&Stored> {
        let places = self.lineages.get(&(device.to_owned(), epoch))?;
        let place = places.get(usize::try_from(n.checked_sub(1)?).ok()?)?;
        Some(&self.log[*place])
    }

    pub(crate) fn last(&self, device: &str, epoch: u32) -> u64 {
        let places = self.lineages.get(&(device.to_owned(), epoch));
        places.map_or(0, |places| places.len() as u64)
    }

    fn cursor(&self, account: &str, position: Position) -> String {
        let version = self.rights(account).version;
        let Position { since, at } = position;
        format!("{}:{version}:{since}:{at}", self.epoch)
    }

    /// Where a request's cursor stands; none where it is of another time or scope.
    fn position(&self, account: &str, request: &ExchangeRequest) -> Option<Position> {
        let Some(cursor) = &request.cursor else {
            return Some(Position::default());
        };
        let parts: Vec<u64> = cursor
            .split(':')
            .map(|part| part.parse().unwrap())
            .collect();
        let is_current =
            parts[0] == u64::from(self.epoch) && parts[1] == self.rights(account).version;
        is_current.then(|| Position {
            since: parts[2],
            at: parts[3],
        })
    }

    fn page(&self, account: &str, position: Position, size: usize) -> (Vec<Entry>, Position, bool) {
        let rights = self.rights(account);
        let mut entries = Vec::new();
        if position == Position::default() {
            entries.push(round());
        }
        let register = &self.register;
        let scope = Scope::Unit("simulated".to_owned());
        let viewer = Viewer {
            account,
            role: rights.role,
            scope: &scope,
            is_assigned: rights.is_assigned,
        };
        let mut newer: Vec<&Response> = self
            .responses
            .values()
            .filter(|response| response.revision > position.at)
            .filter(|response| {
                let line = register.here(&response.slot.subject);
                line.is_some_and(|line| rights.reach(line))
            })
            .collect();
        newer.sort_by_key(|response| response.revision);
        let more = newer.len() > size;
        newer.truncate(size);
        let last = match newer.last() {
            Some(response) if more => response.revision,
            _ => self.revision,
        };
        entries.extend(register.entries(rights, position.at, last, &self.responses));
        let progress = Some((1, 4));
        let shown = newer.into_iter();
        entries.extend(shown.filter_map(|response| {
            let entered = self.entered.get(&response.id).copied().unwrap_or(0);
            let is_new_here = entered > position.since;
            let since = if is_new_here { 0 } else { position.since };
            entry_for(response.clone(), since, &viewer, progress)
        }));
        (entries, position.after(last, more), more)
    }
}

fn is_quarantined(outcome: &OpOutcome) -> bool {
    matches!(outcome.result, OpResult::Quarantined { .. })
}

fn round() -> Entry {
    Entry::Round {
        round: DocumentRef {
            id: ROUND.to_owned(),
            hash: "document".to_owned(),
        },
        demonstration: true,
    }
}
