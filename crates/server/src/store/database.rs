//! Which database the data are in, as people name it.

use std::convert::Infallible;
use std::fmt;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use super::postgres::PostgresStore;
use super::sqlite::SqliteStore;
use super::{Result, Store};

/// A database by its name: a URL of PostgreSQL, or the path of an SQLite file.
#[derive(Clone, PartialEq, Eq)]
pub enum Database {
    /// A PostgreSQL database; the URL may hold a password.
    Postgres(String),
    /// An SQLite file.
    Sqlite(PathBuf),
}

impl Database {
    /// Opens it, makes it where that is possible, and brings its schema up to date.
    ///
    /// # Errors
    ///
    /// Where it cannot be opened, or not trusted to keep what it acknowledges.
    pub async fn open(&self) -> Result<Arc<dyn Store>> {
        Ok(match self {
            Self::Postgres(url) => Arc::new(PostgresStore::open(url).await?),
            Self::Sqlite(file) => {
                if let Some(folder) = file.parent() {
                    fs::create_dir_all(folder).map_err(sqlx::Error::Io)?;
                }
                Arc::new(SqliteStore::open(file).await?)
            }
        })
    }
}

impl FromStr for Database {
    type Err = Infallible;

    fn from_str(name: &str) -> Result<Self, Infallible> {
        let is_postgres = ["postgres://", "postgresql://"]
            .iter()
            .any(|scheme| name.starts_with(scheme));
        Ok(if is_postgres {
            Self::Postgres(name.to_owned())
        } else {
            Self::Sqlite(name.into())
        })
    }
}

/// Without what may be a secret.
impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Postgres(_) => f.write_str("Postgres(…)"),
            Self::Sqlite(file) => f.debug_tuple("Sqlite").field(file).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_postgres_and_everything_else_a_file() {
        let database = |name: &str| name.parse::<Database>().expect("every name is one");
        for name in ["postgres://u:p@host/db", "postgresql:///db"] {
            assert_eq!(database(name), Database::Postgres(name.into()));
        }
        for name in ["data/sohoi.sqlite", "postgres", "/x/postgres://"] {
            assert_eq!(database(name), Database::Sqlite(name.into()));
        }
    }

    #[test]
    fn no_password_gets_into_a_log() {
        let database = Database::Postgres("postgres://u:secret@host/db".into());
        assert!(!format!("{database:?}").contains("secret"));
    }
}
