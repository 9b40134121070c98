//! The store over SQL: a pool that reads, and one task that writes. What the databases differ in is
//! [`Dialect`](dialect::Dialect).

use async_trait::async_trait;
use sqlx::Pool;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use self::dialect::{Ask, Driver};
use self::writer::Job;
use super::{Read, Result, Store, StoreError, Work};

mod audit;
mod branches;
pub(super) mod dialect;
mod feed;
mod invitations;
mod links;
mod many;
mod people;
mod purge;
mod read;
mod register;
mod rows;
mod scope;
mod turn;
mod view;
mod write;
mod writer;

pub(super) use turn::found;

/// How many snapshots may be open at once.
pub(super) const READERS: u32 = 8;

/// How many writes may wait before callers wait to hand theirs in.
const WAITING_WRITES: usize = 64;

/// A store in an SQL database.
pub struct SqlStore<DB: Driver> {
    readers: Pool<DB>,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl<DB: Driver> SqlStore<DB> {
    /// On a database whose schema is up to date. `writer` is a pool of one connection.
    pub(super) fn over(readers: Pool<DB>, writer: Pool<DB>) -> Self {
        let (jobs, waiting) = mpsc::channel(WAITING_WRITES);
        let writer = tokio::spawn(writer::run(writer, waiting));
        Self {
            readers,
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(writer)),
        }
    }

    /// On a database that is only read: it refuses every write as closed.
    pub(super) fn to_be_read(readers: Pool<DB>) -> Self {
        Self {
            readers,
            jobs: Mutex::new(None),
            writer: Mutex::new(None),
        }
    }
}

#[async_trait]
impl<DB: Driver> Store for SqlStore<DB> {
    async fn read(&self) -> Result<Box<dyn Read>> {
        // In a task of its own: a request dropped while the transaction begins would otherwise
        // leave it open on a pooled connection, whose next reader would see the past.
        let begun = tokio::spawn(begin_reading(self.readers.clone()));
        let transaction = begun.await.map_err(|_| StoreError::Closed)??;
        Ok(Box::new(view::Snapshot(transaction)))
    }

    async fn look(&self) -> Result<Box<dyn Read>> {
        Ok(Box::new(view::Glance(self.readers.acquire().await?)))
    }

    async fn write(&self, work: Work) -> Result<()> {
        let jobs = self.jobs.lock().await.clone().ok_or(StoreError::Closed)?;
        let (done, outcome) = oneshot::channel();
        jobs.send(Job { work, done })
            .await
            .map_err(|_| StoreError::Closed)?;
        outcome.await.map_err(|_| StoreError::Closed)?
    }

    async fn give_back(&self) -> Result<()> {
        let mut connection = self.readers.acquire().await?;
        for sql in DB::GIVE_BACK {
            let row = Ask::<DB>::new(&mut connection, sql).first().await?;
            // SQLite answers so, and not by an error, where a reader kept it from writing the file anew.
            if let Some(row) = row
                && rows::number(&row, "busy")? != 0
            {
                return Err(StoreError::Busy);
            }
        }
        Ok(())
    }

    async fn close(&self) {
        self.jobs.lock().await.take();
        if let Some(writer) = self.writer.lock().await.take()
            && let Err(failure) = writer.await
        {
            tracing::error!(%failure, "the writer did not end well");
        }
        self.readers.close().await;
    }
}

/// Begins a snapshot. A connection that the database ended meanwhile shows so when something is asked
/// over it, and is not used again: then another one does.
async fn begin_reading<DB: Driver>(pool: Pool<DB>) -> sqlx::Result<sqlx::Transaction<'static, DB>> {
    let mut left = READERS;
    loop {
        match pool.begin_with(DB::BEGIN_READING).await {
            Err(failure) if left == 0 || matches!(failure, sqlx::Error::PoolTimedOut) => {
                return Err(failure);
            }
            Err(_) => left -= 1,
            begun => return begun,
        }
    }
}
