//! The one task that writes, one transaction after the other.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use sqlx::{Connection as _, SqliteConnection};
use tokio::sync::mpsc;

use super::Job;
use super::write::Transaction;
use crate::store::{Result, StoreError, Verdict, Work};

/// Carries out jobs until nobody can hand in another one.
pub(super) async fn run(mut connection: SqliteConnection, mut jobs: mpsc::Receiver<Job>) {
    while let Some(Job { work, done }) = jobs.recv().await {
        let outcome = carry_out(&mut connection, work).await;
        if let Err(failure) = &outcome {
            tracing::error!(%failure, "a write was rolled back");
        }
        // Nobody waiting is no reason to undo: the work is done and durable.
        let _ = done.send(outcome);
    }
    if let Err(failure) = connection.close().await {
        tracing::error!(%failure, "the database did not close well");
    }
}

/// One transaction. It takes the write lock at its start: a lock asked for in the middle can be
/// refused at once, whatever the busy timeout says.
async fn carry_out(connection: &mut SqliteConnection, work: Work) -> Result<()> {
    let mut transaction = connection.begin_with("begin immediate").await?;
    let verdict = {
        let mut view = Transaction::new(&mut transaction);
        match AssertUnwindSafe(work(&mut view)).catch_unwind().await {
            Ok(Verdict::Commit) => view.finish().await.map(|()| Verdict::Commit),
            Ok(Verdict::Rollback) => Ok(Verdict::Rollback),
            Err(_) => Err(StoreError::Panicked),
        }
    };
    match verdict {
        Ok(Verdict::Commit) => transaction.commit().await?,
        Ok(Verdict::Rollback) => transaction.rollback().await?,
        Err(failure) => {
            transaction.rollback().await?;
            return Err(failure);
        }
    }
    Ok(())
}
