//! The schemas of the two databases are one schema.

use sohoi_server::store::Store as _;
use sohoi_server::store::sqlite::{SqliteStore, tables};
use sohoi_server::store::table::{Kind, Table};
use sqlx::{Connection as _, Executor as _, SqliteConnection};

use crate::harness::postgres;

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn both_databases_have_the_same_tables() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    let store = SqliteStore::open(&file).await.expect("it opens");
    store.close().await;
    let mut expected = tables(&file).await.expect("the tables are ours");

    let database = postgres::Database::new().await;
    database.store().await.close().await;
    let columns: Vec<(String, String, String)> = sqlx::query_as(
        "select table_name::text, column_name::text, data_type::text \
         from information_schema.columns \
         where table_schema = 'public' and table_name <> '_sqlx_migrations' \
         order by table_name collate \"C\", ordinal_position",
    )
    .fetch_all(&mut database.connection().await)
    .await
    .expect("it reads");
    let found = columns.chunk_by(|one, other| one.0 == other.0);
    let found: Vec<Table> = found
        .map(|columns| {
            let kinds = columns.iter().map(|(_, column, declared)| {
                let kind = match declared.as_str() {
                    "text" => Kind::Text,
                    "bigint" => Kind::Number,
                    "bytea" => Kind::Bytes,
                    other => panic!("{column}: {other} is no type of ours"),
                };
                (column.clone(), kind)
            });
            Table::new(&columns[0].0, kinds.collect()).expect("the names are plain")
        })
        .collect();
    expected.sort_by(|one, other| one.name().cmp(other.name()));
    assert_eq!(found, expected);
}

#[tokio::test]
async fn sqlite_lets_nobody_delete_an_op() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    SqliteStore::open(&file)
        .await
        .expect("it opens")
        .close()
        .await;
    let url = format!("sqlite:{}", file.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("it opens");
    assert!(is_kept(&mut connection).await);
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn postgres_lets_nobody_delete_an_op() {
    let database = postgres::Database::new().await;
    database.store().await.close().await;
    assert!(is_kept(&mut database.connection().await).await);
}

/// Puts an op in and tries to delete it.
async fn is_kept<'c, C>(connection: &'c mut C) -> bool
where
    for<'e> &'e mut C: sqlx::Executor<'e>,
{
    let added = connection
        .execute(
            "insert into ops (device, epoch, n, account, response, revision, received_at, op, \
             result, quarantined) values ('d', 1, 1, 'a', 'r', 0, 0, '{}', '{}', 0)",
        )
        .await;
    assert!(added.is_ok());
    connection.execute("delete from ops").await.is_err()
}

#[tokio::test]
async fn sqlite_lets_nobody_change_the_audit() {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("test.sqlite");
    SqliteStore::open(&file)
        .await
        .expect("it opens")
        .close()
        .await;
    let url = format!("sqlite:{}", file.display());
    let mut connection = SqliteConnection::connect(&url).await.expect("it opens");
    let changes = ["update audit set detail = 'x'", "delete from audit"];
    stays(&mut connection, &changes).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn postgres_lets_nobody_change_the_audit() {
    let database = postgres::Database::new().await;
    database.store().await.close().await;
    let changes = [
        "update audit set detail = 'x'",
        "delete from audit",
        "truncate audit",
    ];
    stays(&mut database.connection().await, &changes).await;
}

/// Puts a row into the audit and tries to change it; each change is refused by name.
async fn stays<'c, C>(connection: &'c mut C, changes: &[&'static str])
where
    for<'e> &'e mut C: sqlx::Executor<'e>,
{
    let added = connection
        .execute("insert into audit (id, at, actor, action, detail) values (1, 1, 'a', 'b', 'c')")
        .await;
    assert!(added.is_ok());
    for change in changes {
        let refused = connection.execute(*change).await;
        let refused = refused.err().map(|flaw| flaw.to_string());
        let refused = refused.unwrap_or_else(|| panic!("{change} is done"));
        assert!(refused.contains("the audit is never"), "{refused}");
    }
}
