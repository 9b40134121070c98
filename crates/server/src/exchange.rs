//! One exchange with a device: its ops in, its changes out.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::server::{Admission, Applied, Context, admit, apply, check};
use sohoi_sync::{
    Change, ExchangeRequest, Limits, Op, OpKey, OpOutcome, OpResult, Response, Role, SyncError,
};

use crate::app::App;
use crate::cursor::Cursor;
use crate::devices;
use crate::error::{ApiError, ApiResult};
use crate::feed::{self, Page};
use crate::forms::Forms;
use crate::judge::Facts;
use crate::purge::Purged;
use crate::register;
use crate::scope::{Member, Reach};
use crate::store::people::DeviceReport;
use crate::store::{Device, Reached, Server, StoredOp, StoredResponse, Write, transact};

/// What an exchange is answered with: an `ExchangeResponse`, its entries as JSON already.
pub struct Answer {
    outcomes: Vec<OpOutcome>,
    reached: Reached,
    page: Page,
}

/// Takes the ops in and answers with a page of the feed. `speaker` is the device that asks, `report` what it
/// says of itself.
///
/// # Errors
///
/// What stands in the way of the whole exchange; single ops never do.
pub async fn exchange(
    app: &App,
    account: &Member,
    request: ExchangeRequest,
    speaker: &str,
    report: DeviceReport,
) -> ApiResult<Answer> {
    check(&request, &Limits::default())?;
    let key = (account.name.clone(), request.device.clone());
    app.exchanges
        .attempt(key, app.now())
        .map_err(|seconds| ApiError::RateLimited { seconds })?;
    devices::admit(app, account, speaker, report).await?;
    let device = (request.device.clone(), request.epoch);
    let cursor = request.cursor.clone();
    let outcomes = if request.ops.is_empty() {
        Vec::new()
    } else {
        let account = account.clone();
        let (forms, now) = (app.forms.clone(), app.now());
        transact(&*app.store, move |transaction| {
            Box::pin(async move {
                refuse_outdated_cursor(transaction, &account, &request).await?;
                let pusher = Pusher::of(&account, &request.device, request.epoch);
                push(transaction, &forms, &pusher, &request.ops, now).await
            })
        })
        .await?
    };

    let mut view = app.store.read().await?;
    let reached = view.reached(&device.0, device.1).await?;
    let start = feed::start(&mut *view, &reached.server, account).await?;
    let from = match cursor {
        None => start,
        Some(text) => {
            valid(&text, &reached.server, &start).ok_or_else(|| refetch(reached.acknowledged))?
        }
    };
    let begin = from.position.at;
    let page = feed::page(&mut *view, account, from, reached.server.seq).await?;
    drop(view);
    let span = (begin, page.cursor.position.at);
    devices::note_pull(app, account, &device.0, page.of_others, span).await?;
    Ok(Answer {
        outcomes,
        reached,
        page,
    })
}

impl Answer {
    /// As devices read it: the JSON of an `ExchangeResponse`.
    ///
    /// # Errors
    ///
    /// None that can come about: outcomes and texts always have their JSON.
    pub fn to_json(&self) -> serde_json::Result<Vec<u8>> {
        let mut json = Vec::with_capacity(self.page.entries.len() + 1024);
        json.extend_from_slice(b"{\"outcomes\":");
        serde_json::to_writer(&mut json, &self.outcomes)?;
        let Reached {
            server,
            acknowledged,
            safe,
        } = &self.reached;
        let counts = format!(",\"acknowledged\":{acknowledged},\"safe\":{safe},\"entries\":[");
        json.extend_from_slice(counts.as_bytes());
        json.extend_from_slice(&self.page.entries);
        json.extend_from_slice(b"],\"cursor\":");
        serde_json::to_writer(&mut json, &self.page.cursor.seal(&server.cursor_key))?;
        json.extend_from_slice(format!(",\"more\":{}}}", self.page.more).as_bytes());
        Ok(json)
    }
}

/// Answers `refetch` before anything is taken in, so that the device sends its ops once.
async fn refuse_outdated_cursor(
    view: &mut dyn Write,
    account: &Member,
    request: &ExchangeRequest,
) -> ApiResult<()> {
    let Some(cursor) = &request.cursor else {
        return Ok(());
    };
    let server = view.server().await?;
    let start = feed::start(view, &server, account).await?;
    if valid(cursor, &server, &start).is_some() {
        return Ok(());
    }
    let known = view.device(&request.device, request.epoch).await?;
    Err(refetch(known.map_or(0, |device| device.last_n)))
}

/// The cursor, if it is of this server's epoch and of what the account sees today. One that is
/// ahead of the server's clock is of a time that was lost: somebody put an older copy of the
/// database back, and the numbers from there on are given out again.
fn valid(text: &str, server: &Server, start: &Cursor) -> Option<Cursor> {
    Cursor::open(text, &server.cursor_key).filter(|cursor| {
        let is_of_this_time = cursor.position.at <= server.seq;
        cursor.epoch == start.epoch && cursor.scope == start.scope && is_of_this_time
    })
}

fn refetch(last_n: u64) -> ApiError {
    let message = "cursor: of another server, time or scope; pull from the start";
    SyncError::new("refetch", message)
        .expecting(last_n + 1)
        .into()
}

/// Who brings ops.
#[derive(Clone, Debug)]
pub(crate) struct Pusher {
    /// The account.
    pub(crate) account: String,
    /// What it may do.
    pub(crate) role: Role,
    /// What it may see.
    pub(crate) reach: Reach,
    /// The device.
    pub(crate) device: String,
    /// The device's lineage.
    pub(crate) epoch: u32,
}

impl Pusher {
    pub(crate) fn of(account: &Member, device: &str, epoch: u32) -> Self {
        Self {
            account: account.name.clone(),
            role: account.role,
            reach: Reach::of(account),
            device: device.to_owned(),
            epoch,
        }
    }

    fn key(&self, n: u64) -> OpKey {
        OpKey {
            device: self.device.clone(),
            epoch: self.epoch,
            n,
        }
    }
}

/// Takes ops in, inside the transaction that makes them durable.
pub(crate) async fn push(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    ops: &[Op],
    now: i64,
) -> ApiResult<Vec<OpOutcome>> {
    let (Some(first), Some(last)) = (ops.first(), ops.last()) else {
        return Ok(Vec::new());
    };
    let known = transaction.device(&pusher.device, pusher.epoch).await?;
    let last_n = known.map_or(0, |known| known.last_n);
    // What comes after the last op of the log is not in it.
    let (log, purged) = if first.n > last_n {
        Default::default()
    } else {
        let (device, epoch, to) = (&pusher.device, pusher.epoch, last.n.min(last_n));
        let log = transaction.ops(device, epoch, first.n, to).await?;
        let purged = transaction.purged_ops(device, epoch, first.n, to);
        (log, purged.await?)
    };
    let log: BTreeMap<u64, &StoredOp> = log.iter().map(|stored| (stored.key.n, stored)).collect();
    let mut outcomes = Vec::with_capacity(ops.len());
    for (index, op) in ops.iter().enumerate() {
        // What it said is gone; that it was stored, and what became of it, is known.
        if let Some(outcome) = purged.get(&op.n) {
            outcomes.push(outcome.clone());
            continue;
        }
        let stored = log.get(&op.n).map(|stored| (&stored.op, &stored.outcome));
        match admit(last_n, op, stored) {
            Admission::Replay(outcome) => {
                let stored = log[&op.n];
                let again = if is_another_matter(stored, pusher) {
                    try_again(transaction, forms, pusher, stored, now).await?
                } else {
                    None
                };
                outcomes.push(again.unwrap_or_else(|| outcome.clone()));
            }
            // What follows the first fresh op is fresh: numbers are contiguous.
            Admission::Fresh => {
                outcomes.extend(take_in(transaction, forms, pusher, &ops[index..], now).await?);
                break;
            }
            Admission::Gap { expected } => {
                let message = format!("ops[{index}].n: {}, expected {expected}", op.n);
                return Err(SyncError::new("gap", message).expecting(expected).into());
            }
            Admission::Forked => {
                let message = format!("ops[{index}]: another op {} was stored before", op.n);
                return Err(SyncError::new("forked", message).expecting(op.n).into());
            }
        }
    }
    Ok(outcomes)
}

/// Whether an op that is kept apart was brought by another account: in a work file, say, by somebody
/// who has no right to what it changes.
fn is_another_matter(stored: &StoredOp, pusher: &Pusher) -> bool {
    let is_apart = matches!(stored.outcome.result, OpResult::Quarantined { .. });
    is_apart && stored.account != pusher.account
}

/// Tries an op that changed nothing for one account in the name of another one, who brings it too.
/// Answers the outcome where it is taken in now.
async fn try_again(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    stored: &StoredOp,
    now: i64,
) -> ApiResult<Option<OpOutcome>> {
    let ops = std::slice::from_ref(&stored.op);
    let outcomes = apply_all(transaction, forms, pusher, ops, now).await?;
    let taken = outcomes
        .into_iter()
        .find(|outcome| !matches!(outcome.result, OpResult::Quarantined { .. }));
    if let Some(outcome) = &taken {
        let account = &pusher.account;
        transaction
            .set_outcome(&stored.key, account, outcome)
            .await?;
    }
    Ok(taken)
}

/// Applies fresh ops and stores each with its outcome.
async fn take_in(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    ops: &[Op],
    now: i64,
) -> ApiResult<Vec<OpOutcome>> {
    let outcomes = apply_all(transaction, forms, pusher, ops, now).await?;
    let stored = |(op, outcome): (&Op, &OpOutcome)| StoredOp {
        key: pusher.key(op.n),
        account: pusher.account.clone(),
        op: op.clone(),
        outcome: outcome.clone(),
        received_at: now,
    };
    let stored: Vec<StoredOp> = ops.iter().zip(&outcomes).map(stored).collect();
    transaction.add_ops(&stored).await?;
    for StoredOp { op, outcome, .. } in &stored {
        if let (Change::Move { to, .. }, OpResult::Applied) = (&op.change, &outcome.result) {
            let detail = format!("{} {to:?}", op.response).to_lowercase();
            let actor = &pusher.account;
            transaction
                .audit(now, actor, "move response", &detail)
                .await?;
        }
    }
    if let Some(last) = ops.last() {
        let device = Device {
            device: pusher.device.clone(),
            epoch: pusher.epoch,
            account: pusher.account.clone(),
            last_n: last.n,
        };
        transaction.put_device(&device, now).await?;
    }
    Ok(outcomes)
}

/// Applies ops in order. What one about the register changes, those after it find.
pub(crate) async fn apply_all(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    ops: &[Op],
    now: i64,
) -> ApiResult<Vec<OpOutcome>> {
    let mut outcomes = Vec::with_capacity(ops.len());
    let is_same_thing =
        |a: &Op, b: &Op| !a.change.is_about_register() && !b.change.is_about_register();
    for ops in ops.chunk_by(is_same_thing) {
        let first = match ops.first() {
            Some(first) => register::take_in(transaction, forms, pusher, first, now).await?,
            None => None,
        };
        match first {
            Some(outcome) => outcomes.push(outcome),
            None => outcomes.extend(apply_run(transaction, forms, pusher, ops).await?),
        }
    }
    Ok(outcomes)
}

/// Applies ops about responses in order and stores each response that they changed once.
async fn apply_run(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    ops: &[Op],
) -> ApiResult<Vec<OpOutcome>> {
    let ids: BTreeSet<&str> = ops.iter().map(|op| op.response.as_str()).collect();
    let ids: Vec<&str> = ids.into_iter().collect();
    let known = transaction.responses_named(&ids).await?;
    let records = known.iter().map(|record| &record.response);
    let facts = Facts::gather(transaction, forms, pusher, ops, records).await?;
    let mut records: BTreeMap<String, StoredResponse> = known
        .into_iter()
        .map(|record| (record.response.id.clone(), record))
        .collect();
    let purged = Purged::of(transaction).await?;
    let mut changed = BTreeSet::new();
    let mut outcomes = Vec::with_capacity(ops.len());
    let mut unused = None;
    for op in ops {
        if purged.covers(op, records.contains_key(&op.response)) {
            outcomes.push(Purged::outcome(op.n));
            continue;
        }
        let revision = match unused {
            Some(revision) => revision,
            None => transaction.next_seq().await?,
        };
        let record = records.remove(&op.response);
        let (record, marks) = record.map(|it| (it.response, it.marks)).unzip();
        let applied = apply_one(record, op, pusher, revision, &facts);
        outcomes.push(applied.outcome(op.n));
        unused = (!applied.changed).then_some(revision);
        if applied.changed {
            changed.insert(op.response.as_str());
        }
        if let Some(response) = applied.response {
            let record = StoredResponse::after(marks, response);
            records.insert(op.response.clone(), record);
        }
    }
    for id in &changed {
        if let Some(record) = records.get_mut(*id) {
            record.marks.progress = facts.progress(&record.response);
        }
    }
    let changed: Vec<&StoredResponse> = changed.iter().filter_map(|id| records.get(*id)).collect();
    transaction.put_responses(&changed).await?;
    Ok(outcomes)
}

fn apply_one(
    record: Option<Response>,
    op: &Op,
    pusher: &Pusher,
    revision: u64,
    facts: &Facts,
) -> Applied {
    let context = Context {
        author: &pusher.account,
        role: pusher.role,
        device: &pusher.device,
        epoch: pusher.epoch,
        revision,
    };
    apply(record, op, &context, facts)
}
