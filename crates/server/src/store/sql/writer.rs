//! The one task that writes. Jobs that wait share a transaction, one after the other, each behind a
//! savepoint of its own: so that the disk, and on PostgreSQL the other processes, are waited for once.
//!
//! A job that fails, panics or says rollback undoes itself, and the others stand. Nobody is told
//! anything before the transaction has ended: who was refused may have been refused because of what
//! another job wrote. Where the end fails, all are told so.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::FutureExt as _;
use sqlx::Pool;
use sqlx::pool::PoolConnection;
use tokio::sync::{mpsc, oneshot};

use super::dialect::Driver;
use super::turn::Transaction;
use crate::store::{Result, StoreError, Verdict, Work};

/// How many jobs share a transaction at most.
const MOST: usize = 64;

/// After how long a transaction takes no further job: the first one waits for it.
const LONGEST: Duration = Duration::from_millis(20);

/// Work for the writer, and where its caller waits.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) done: oneshot::Sender<Result<()>>,
}

/// Whoever waits for a job that was carried out, and what became of it so far.
type Told = (oneshot::Sender<Result<()>>, Result<()>);

/// Carries out jobs until nobody can hand in another one. The pool is the writer's own: it opens a
/// connection again where the database closed it.
pub(super) async fn run<DB: Driver>(pool: Pool<DB>, mut jobs: mpsc::Receiver<Job>) {
    while let Some(first) = jobs.recv().await {
        let mut carried = Vec::new();
        let ended = together(&pool, first, &mut jobs, &mut carried).await;
        let failure = ended.err().map(Arc::new);
        if let Some(failure) = &failure {
            tracing::error!(%failure, jobs = carried.len(), "a transaction was rolled back");
        }
        for (done, outcome) in carried {
            let outcome = match (&failure, outcome) {
                (Some(failure), Ok(())) => Err(StoreError::Together(Arc::clone(failure))),
                (_, outcome) => outcome,
            };
            // Nobody waiting is no reason to undo: the work is done and durable.
            let _ = done.send(outcome);
        }
    }
    pool.close().await;
}

/// Carries out a job and those that wait behind it, in one transaction that is durable afterwards.
async fn together<DB: Driver>(
    pool: &Pool<DB>,
    first: Job,
    jobs: &mut mpsc::Receiver<Job>,
    carried: &mut Vec<Told>,
) -> Result<()> {
    let mut connection = match begin(pool).await {
        Ok(connection) => connection,
        Err(failure) => {
            carried.push((first.done, Ok(())));
            return Err(failure);
        }
    };
    let ended = match all::<DB>(&mut connection, first, jobs, carried).await {
        Ok(true) => DB::raw(&mut connection, "commit").await,
        Ok(false) => DB::raw(&mut connection, "rollback").await,
        Err(failure) => {
            give_up(connection).await;
            return Err(failure);
        }
    };
    if let Err(failure) = ended {
        give_up(connection).await;
        return Err(failure.into());
    }
    Ok(())
}

/// Waits for the writer's turn.
async fn begin<DB: Driver>(pool: &Pool<DB>) -> Result<PoolConnection<DB>> {
    // Nothing was asked over a connection that turns out to be dead: another one is as good.
    for _ in 0..2 {
        let mut connection = pool.acquire().await?;
        match DB::raw(&mut connection, DB::BEGIN_WRITING).await {
            Ok(()) => return Ok(connection),
            Err(failure) => {
                give_up(connection).await;
                if !is_of_the_connection(&failure) {
                    return Err(failure.into());
                }
            }
        }
    }
    let mut connection = pool.acquire().await?;
    DB::raw(&mut connection, DB::BEGIN_WRITING).await?;
    Ok(connection)
}

/// Whether a failure says that the connection is gone rather than that something was refused: class
/// 57P of PostgreSQL is that the database ended it.
fn is_of_the_connection(failure: &sqlx::Error) -> bool {
    match failure {
        sqlx::Error::Database(refusal) => {
            let code = refusal.code();
            code.is_some_and(|code| code.starts_with("57P"))
        }
        _ => true,
    }
}

/// Ends a transaction that went wrong. The connection may be what failed, so it is not used again.
async fn give_up<DB: Driver>(mut connection: PoolConnection<DB>) {
    let _ = DB::raw(&mut connection, "rollback").await;
    let _ = connection.close().await;
}

/// Carries out jobs up to the last statement before the commit; says whether there is anything to
/// commit. Fails where none of them can stand.
async fn all<DB: Driver>(
    connection: &mut DB::Connection,
    first: Job,
    jobs: &mut mpsc::Receiver<Job>,
    carried: &mut Vec<Told>,
) -> Result<bool> {
    let begun = Instant::now();
    let mut transaction = match Transaction::<DB>::begun(connection).await {
        Ok(transaction) => transaction,
        Err(failure) => {
            carried.push((first.done, Ok(())));
            return Err(failure);
        }
    };
    let mut is_anything_kept = false;
    let mut next = Some(first);
    while let Some(Job { work, done }) = next {
        let verdict = AssertUnwindSafe(work(&mut transaction))
            .catch_unwind()
            .await;
        let (outcome, is_kept) = match verdict {
            Ok(Verdict::Commit) => match transaction.keep_job().await {
                Ok(()) => (Ok(()), true),
                Err(failure) => (Err(failure), false),
            },
            Ok(Verdict::Rollback) => (Ok(()), false),
            Err(_) => (Err(StoreError::Panicked), false),
        };
        if let Err(failure) = &outcome {
            tracing::error!(%failure, "a write was rolled back");
        }
        carried.push((done, outcome));
        is_anything_kept |= is_kept;
        if !is_kept {
            transaction.undo_job().await?;
        }
        let may_go_on = carried.len() < MOST && begun.elapsed() < LONGEST;
        next = may_go_on.then(|| jobs.try_recv().ok()).flatten();
    }
    if is_anything_kept {
        transaction.finish().await?;
    }
    Ok(is_anything_kept)
}
