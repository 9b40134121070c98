//! The store in one SQLite file: a pool that reads, one connection that writes.
//!
//! WAL with `synchronous=FULL`: a commit that was reported survives a power loss (with `NORMAL`
//! the last commits may not). Both are checked when the file is opened, not only asked for.

use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use async_trait::async_trait;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Connection, SqliteConnection};
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::task::JoinHandle;

use super::{Read, Result, Store, StoreError, Work};

mod feed;
mod read;
mod rows;
mod scope;
mod write;
mod writer;

/// How many snapshots may be open at once.
const READERS: u32 = 8;

/// How many writes may wait before callers wait to hand theirs in.
const WAITING_WRITES: usize = 64;

/// A store in one SQLite file.
pub struct SqliteStore {
    readers: SqlitePool,
    jobs: Mutex<Option<mpsc::Sender<Job>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

/// Work for the writer, and where its caller waits.
struct Job {
    work: Work,
    done: oneshot::Sender<Result<()>>,
}

impl SqliteStore {
    /// Opens or creates the file and brings its schema up to date.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened, migrated, or trusted to keep what it acknowledges.
    pub async fn open(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::from_str("sqlite:")?
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10));
        let mut connection = SqliteConnection::connect_with(&options).await?;
        verify(&mut connection).await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut connection)
            .await?;
        write::found(&mut connection).await?;

        let readers = SqlitePoolOptions::new()
            .max_connections(READERS)
            .connect_with(options)
            .await?;
        let (jobs, waiting) = mpsc::channel(WAITING_WRITES);
        let writer = tokio::spawn(writer::run(connection, waiting));
        Ok(Self {
            readers,
            jobs: Mutex::new(Some(jobs)),
            writer: Mutex::new(Some(writer)),
        })
    }
}

#[async_trait]
impl Store for SqliteStore {
    async fn read(&self) -> Result<Box<dyn Read>> {
        // In a task of its own: a request dropped while the transaction begins would otherwise
        // leave it open on a pooled connection, whose next reader would see the past.
        let pool = self.readers.clone();
        let begun = tokio::spawn(async move { pool.begin().await });
        let transaction = begun.await.map_err(|_| StoreError::Closed)??;
        Ok(Box::new(read::Snapshot(transaction)))
    }

    async fn write(&self, work: Work) -> Result<()> {
        let jobs = self.jobs.lock().await.clone().ok_or(StoreError::Closed)?;
        let (done, outcome) = oneshot::channel();
        jobs.send(Job { work, done })
            .await
            .map_err(|_| StoreError::Closed)?;
        outcome.await.map_err(|_| StoreError::Closed)?
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

/// Checks that the connection keeps what it acknowledges.
async fn verify(connection: &mut SqliteConnection) -> Result<()> {
    let journal: String = sqlx::query_scalar("pragma journal_mode")
        .fetch_one(&mut *connection)
        .await?;
    if journal != "wal" {
        return Err(StoreError::Unsafe(format!(
            "journal_mode is {journal}, not wal"
        )));
    }
    let synchronous: i64 = sqlx::query_scalar("pragma synchronous")
        .fetch_one(&mut *connection)
        .await?;
    if synchronous != 2 {
        return Err(StoreError::Unsafe(format!(
            "synchronous is {synchronous}, not 2 (FULL)"
        )));
    }
    let foreign_keys: i64 = sqlx::query_scalar("pragma foreign_keys")
        .fetch_one(&mut *connection)
        .await?;
    if foreign_keys != 1 {
        return Err(StoreError::Unsafe("foreign_keys is off".into()));
    }
    Ok(())
}
