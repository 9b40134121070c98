//! Databases in the PostgreSQL that `cargo xtask test native` starts.
//!
//! Tests that need it are ignored, so that `cargo test` works without one. To run them by hand, name
//! a server on which one may make databases, nothing else in it is touched:
//!
//! ```text
//! SOHOI_TEST_POSTGRES=postgres://postgres@localhost \
//!     cargo test -p sohoi-server --test integration -- --include-ignored
//! ```

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use sohoi_server::store::Store;
use sohoi_server::store::postgres::PostgresStore;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};

/// The variable that names the server, without a database.
const SERVER: &str = "SOHOI_TEST_POSTGRES";

/// A new database. It goes with the server, or when the tests run again.
pub(crate) struct Database {
    server: String,
    name: String,
}

impl Database {
    pub(crate) async fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let server = std::env::var(SERVER).unwrap_or_else(|_| {
            panic!(
                "{SERVER} is not set. `cargo xtask test native` starts a PostgreSQL for the tests; \
                 or name one of your own: {SERVER}=postgres://postgres@localhost"
            )
        });
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let database = Self {
            server,
            name: format!("sohoi_test_{}_{number}", std::process::id()),
        };
        let name = &database.name;
        let mut admin = database.admin().await;
        for statement in [
            format!("drop database if exists {name} with (force)"),
            // Another order of texts than that of their bytes, as operators have it.
            format!(
                "create database {name} template template0 encoding 'UTF8' \
                 locale_provider icu icu_locale 'vi' locale 'C'"
            ),
        ] {
            admin
                .execute(AssertSqlSafe(statement))
                .await
                .expect("databases can be made");
        }
        admin.close().await.expect("it closes");
        database
    }

    pub(crate) fn url(&self) -> String {
        format!("{}/{}", self.server, self.name)
    }

    pub(crate) async fn store(&self) -> Arc<dyn Store> {
        let store = PostgresStore::open(&self.url()).await;
        Arc::new(store.expect("a new database opens"))
    }

    /// A connection past the store.
    pub(crate) async fn connection(&self) -> PgConnection {
        let connection = PgConnection::connect(&self.url()).await;
        connection.expect("the database is there")
    }

    async fn admin(&self) -> PgConnection {
        let connection = PgConnection::connect(&format!("{}/postgres", self.server)).await;
        connection.unwrap_or_else(|flaw| panic!("{SERVER}: {flaw}"))
    }
}
