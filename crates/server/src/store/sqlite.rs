//! The store in one SQLite file.
//!
//! WAL with `synchronous=FULL`: a commit that was reported survives a power loss (with `NORMAL`
//! the last commits may not). Both are checked when the file is opened, not only asked for.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteQueryResult,
    SqliteSynchronous,
};
use sqlx::{Sqlite, SqliteConnection};

use super::sql::dialect::Dialect;
use super::sql::{READERS, SqlStore, found};
use super::table::{Kind, Table};
use super::{Result, StoreError};

/// A store in one SQLite file.
pub type SqliteStore = SqlStore<Sqlite>;

impl Dialect for Sqlite {
    const BEGIN_READING: &'static str = "begin";
    // The lock comes with the start: one asked for in the middle can be refused at once, whatever
    // the busy timeout says.
    const BEGIN_WRITING: &'static str = "begin immediate; savepoint job";
    // The first writes what is left into the log, the second from there into the file.
    const GIVE_BACK: &'static [&'static str] = &["vacuum", "pragma wal_checkpoint(truncate)"];

    /// SQLite takes `$1` for a name, and looks through all names for each value: of a thousand that
    /// is most of the time. What has no name is not looked for.
    fn place(_: usize) -> String {
        "?".to_owned()
    }

    fn affected(result: &SqliteQueryResult) -> u64 {
        result.rows_affected()
    }
}

impl SqliteStore {
    /// Opens or creates the file and brings its schema up to date.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened, migrated, or trusted to keep what it acknowledges.
    pub async fn open(file: &Path) -> Result<Self> {
        Self::open_with(file, SqliteJournalMode::Wal).await
    }

    /// The same for a file that is to travel: everything is in it, and nothing beside it.
    ///
    /// # Errors
    ///
    /// As for [`SqliteStore::open`].
    pub async fn open_alone(file: &Path) -> Result<Self> {
        Self::open_with(file, SqliteJournalMode::Delete).await
    }

    /// Opens a file of any version for reading only and leaves it as it is.
    ///
    /// # Errors
    ///
    /// Where the file cannot be opened.
    pub async fn open_to_read(file: &Path) -> Result<Self> {
        let options = SqliteConnectOptions::new().filename(file).read_only(true);
        let readers = pool(READERS, options).await?;
        let mut connection = readers.acquire().await?;
        check_integrity(&mut connection).await?;
        Ok(Self::to_be_read(readers))
    }

    async fn open_with(file: &Path, journal: SqliteJournalMode) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(journal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // What a request with 500 ops writes stays in memory until the commit (in KiB, if negative).
            .pragma("cache_size", "-8000")
            // Several such requests go into the log (16 MiB) before the file itself is written and
            // waited for once more.
            .pragma("wal_autocheckpoint", "4000")
            .busy_timeout(Duration::from_secs(10));
        let writer = pool(1, options.clone()).await?;
        let mut connection = writer.acquire().await?;
        verify(&mut connection, journal).await?;
        sqlx::migrate!("migrations/sqlite")
            .run(&mut *connection)
            .await?;
        found::<Sqlite>(&mut connection).await?;
        drop(connection);
        Ok(Self::over(pool(READERS, options).await?, writer))
    }
}

async fn pool(most: u32, options: SqliteConnectOptions) -> Result<SqlitePool> {
    let pool = SqlitePoolOptions::new()
        .max_connections(most)
        .test_before_acquire(false);
    Ok(pool.connect_with(options).await?)
}

/// Checks that the connection keeps what it acknowledges.
async fn verify(connection: &mut SqliteConnection, wanted: SqliteJournalMode) -> Result<()> {
    let wanted = match wanted {
        SqliteJournalMode::Wal => "wal",
        _ => "delete",
    };
    let journal: String = sqlx::query_scalar("pragma journal_mode")
        .fetch_one(&mut *connection)
        .await?;
    if journal != wanted {
        return Err(StoreError::Unsafe(format!(
            "journal_mode is {journal}, not {wanted}"
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

/// Lets SQLite look through the whole file.
async fn check_integrity(connection: &mut SqliteConnection) -> Result<()> {
    let found: String = sqlx::query_scalar("pragma integrity_check(1)")
        .fetch_one(connection)
        .await?;
    match found.as_str() {
        "ok" => Ok(()),
        _ => Err(StoreError::Unsafe(found)),
    }
}

/// The tables in a file, each after those that it refers to. What SQLite and the migrations keep
/// for themselves is none of them.
///
/// # Errors
///
/// Where the file cannot be read or is none of this project's.
pub async fn tables(file: &Path) -> Result<Vec<Table>> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let pool = pool(1, options).await?;
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select t.name, c.name, c.type from sqlite_schema t, pragma_table_info(t.name) c \
         where t.type = 'table' and t.name not like 'sqlite\\_%' escape '\\' \
           and t.name <> '_sqlx_migrations' order by t.rowid, c.cid",
    )
    .fetch_all(&pool)
    .await?;
    pool.close().await;
    let of_one_table = |one: &(String, _, _), other: &(String, _, _)| one.0 == other.0;
    let tables = columns.chunk_by(of_one_table).map(|columns| {
        let name = &columns[0].0;
        let columns = columns.iter().map(|(_, column, declared)| {
            let kind = match declared.to_ascii_lowercase().as_str() {
                "text" => Kind::Text,
                "integer" => Kind::Number,
                "blob" => Kind::Bytes,
                _ => return None,
            };
            Some((column.clone(), kind))
        });
        columns
            .collect::<Option<_>>()
            .and_then(|columns| Table::new(name, columns))
            .ok_or_else(|| StoreError::Unsafe(format!("table {name:?} is none of ours")))
    });
    tables.collect()
}
