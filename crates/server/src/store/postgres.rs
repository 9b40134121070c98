//! The store in a PostgreSQL database, which several server processes may share.
//!
//! Writers of all processes take turns: each begins by locking the row with the server's clock. So
//! numbers become visible in their order, and whoever reads the feed skips none.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions, PgQueryResult};
use sqlx::{Executor as _, PgConnection, Postgres};

use super::sql::dialect::Dialect;
use super::sql::{READERS, SqlStore, found};
use super::{Result, StoreError};

/// A store in a PostgreSQL database.
pub type PostgresStore = SqlStore<Postgres>;

/// The oldest version that the tests run on, as PostgreSQL numbers it.
const OLDEST: i64 = 150_000;

/// What every connection asks for. A process that fell silent in the middle of a transaction, say
/// behind a cable that was pulled, must not keep the others waiting.
///
/// Every join of ours is by a key that has an index. While nothing is known yet of how many rows there
/// are, PostgreSQL would rather hash a whole register for a single response.
const SETTINGS: [(&str, &str); 6] = [
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("synchronous_commit", "on"),
    ("idle_in_transaction_session_timeout", "120s"),
    ("lock_timeout", "30s"),
    ("client_min_messages", "warning"),
];

impl Dialect for Postgres {
    const BEGIN_READING: &'static str = "begin isolation level repeatable read, read only";
    const BEGIN_WRITING: &'static str = "begin isolation level read committed; \
        select 1 from server for update; savepoint job";
    // Writes the tables anew: what was deleted is in no file of theirs any more.
    const GIVE_BACK: &'static [&'static str] = &[
        "vacuum full responses",
        "vacuum full ops",
        "vacuum full blobs",
        "vacuum full blob_uses",
        "vacuum full invitations",
        "vacuum full accounts",
        "vacuum full sign_ins",
        "vacuum full known_devices",
    ];

    fn affected(result: &PgQueryResult) -> u64 {
        result.rows_affected()
    }

    /// PostgreSQL keeps every character but NUL. It becomes two characters, of which the first one
    /// stands for no character anywhere, and then for itself is doubled in the same way.
    fn to_column(text: &str) -> Cow<'_, str> {
        if !text.as_bytes().contains(&0) && !text.contains(ESCAPE) {
            return Cow::Borrowed(text);
        }
        let mut column = String::with_capacity(text.len() + 8);
        for char in text.chars() {
            match char {
                '\0' => column.extend([ESCAPE, '0']),
                ESCAPE => column.extend([ESCAPE, '1']),
                char => column.push(char),
            }
        }
        Cow::Owned(column)
    }

    fn from_column(text: String) -> String {
        if !text.contains(ESCAPE) {
            return text;
        }
        let escaped = |part: &str| match part.strip_prefix('0') {
            Some(rest) => format!("\0{rest}"),
            None => format!("{ESCAPE}{}", part.strip_prefix('1').unwrap_or(part)),
        };
        let mut parts = text.split(ESCAPE);
        let plain = parts.next().unwrap_or_default().to_owned();
        parts.fold(plain, |read, part| read + &escaped(part))
    }
}

/// A noncharacter of Unicode, which no text of people has.
const ESCAPE: char = '\u{FFFF}';

impl PostgresStore {
    /// Connects to the database that a URL names, `postgres://…`, and brings its schema up to date.
    /// Several processes may do so at the same time.
    ///
    /// What the URL leaves out comes from the variables of libpq (`PGHOST`, `PGPASSWORD`, …) and
    /// from the password file.
    ///
    /// # Errors
    ///
    /// Where it cannot be reached, migrated, or trusted to keep what it acknowledges.
    pub async fn open(url: &str) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("sohoi-server")
            .options(SETTINGS);
        let writer = pool(1, options.clone()).await?;
        let mut connection = writer.acquire().await?;
        verify(&mut connection).await?;
        sqlx::migrate!("migrations/postgres")
            .run(&mut *connection)
            .await?;
        found::<Postgres>(&mut connection).await?;
        drop(connection);
        Ok(Self::over(pool(READERS, options).await?, writer))
    }
}

/// How long a request waits for a connection, one that has to be made anew too. Whoever asks is then
/// told to come again: while the database is away nobody waits in line for it.
const PATIENCE: Duration = Duration::from_secs(5);

async fn pool(most: u32, options: PgConnectOptions) -> Result<PgPool> {
    let pool = PgPoolOptions::new()
        .max_connections(most)
        // Whether a connection is still there shows when a transaction begins on it.
        .test_before_acquire(false)
        .acquire_timeout(PATIENCE)
        .after_connect(|connection, _| {
            Box::pin(async move {
                // Several times as fast as its own way to pack long texts, where it was built with it.
                let packing = "set default_toast_compression = 'lz4'";
                let _ = connection.execute(packing).await;
                Ok(())
            })
        });
    Ok(pool.connect_with(options).await?)
}

/// Checks that the database keeps what it acknowledges.
async fn verify(connection: &mut PgConnection) -> Result<()> {
    let version: String = setting(connection, "server_version_num").await?;
    if version.parse().is_ok_and(|version: i64| version < OLDEST) {
        return Err(StoreError::Unsafe(format!(
            "PostgreSQL {version} is too old; 15 is the oldest that is tested"
        )));
    }
    for (name, wanted) in [
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("server_encoding", "UTF8"),
    ] {
        let found = setting(connection, name).await?;
        if found != wanted {
            return Err(StoreError::Unsafe(format!(
                "{name} is {found}, not {wanted}"
            )));
        }
    }
    Ok(())
}

async fn setting(connection: &mut PgConnection, name: &str) -> Result<String> {
    let value = sqlx::query_scalar("select current_setting($1)");
    Ok(value.bind(name).fetch_one(connection).await?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_comes_back_from_a_column(text in "[a0-1\u{0}\u{FFFE}\u{FFFF}ữ]{0,12}") {
            let column = Postgres::to_column(&text).into_owned();
            prop_assert!(!column.contains('\0'));
            prop_assert_eq!(Postgres::from_column(column), text);
        }
    }
}
