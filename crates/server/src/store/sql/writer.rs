//! The one task that writes, one transaction after the other.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use sqlx::Pool;
use tokio::sync::{mpsc, oneshot};

use super::dialect::Driver;
use super::turn::Transaction;
use crate::store::{Result, StoreError, Verdict, Work};

/// Work for the writer, and where its caller waits.
pub(super) struct Job {
    pub(super) work: Work,
    pub(super) done: oneshot::Sender<Result<()>>,
}

/// Carries out jobs until nobody can hand in another one. The pool is the writer's own: it opens a
/// connection again where the database closed it.
pub(super) async fn run<DB: Driver>(pool: Pool<DB>, mut jobs: mpsc::Receiver<Job>) {
    while let Some(Job { work, done }) = jobs.recv().await {
        let outcome = carry_out(&pool, work).await;
        if let Err(failure) = &outcome {
            tracing::error!(%failure, "a write was rolled back");
        }
        // Nobody waiting is no reason to undo: the work is done and durable.
        let _ = done.send(outcome);
    }
    pool.close().await;
}

async fn carry_out<DB: Driver>(pool: &Pool<DB>, work: Work) -> Result<()> {
    let mut transaction = pool.begin_with(DB::BEGIN_WRITING).await?;
    let verdict = work_in::<DB>(&mut transaction, work).await;
    match verdict {
        Ok(Verdict::Commit) => transaction.commit().await?,
        Ok(Verdict::Rollback) => transaction.rollback().await?,
        Err(failure) => {
            // The connection may be what failed; then there is nothing left to roll back.
            let _ = transaction.rollback().await;
            return Err(failure);
        }
    }
    Ok(())
}

async fn work_in<DB: Driver>(connection: &mut DB::Connection, work: Work) -> Result<Verdict> {
    let mut view = Transaction::<DB>::begin(connection).await?;
    match AssertUnwindSafe(work(&mut view)).catch_unwind().await {
        Ok(Verdict::Commit) => view.finish().await.map(|()| Verdict::Commit),
        Ok(Verdict::Rollback) => Ok(Verdict::Rollback),
        Err(_) => Err(StoreError::Panicked),
    }
}
