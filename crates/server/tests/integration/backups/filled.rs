//! New stores of either kind, something in every table, and all that is in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use sohoi_server::store::purge::Purge;
use sohoi_server::store::sqlite::{SqliteStore, tables};
use sohoi_server::store::table::{Basin, Value};
use sohoi_server::store::{Result, Settled, Store, StoreError, StoredToken, transact};
use sohoi_sync::Why;
use tempfile::TempDir;

use crate::harness::{Server, answer, fill, load, move_to, postgres, quarantined, start};
use crate::round::{ROUND, club, register};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Sqlite,
    Postgres,
}

/// A new store, and a folder that goes with it.
pub(super) struct New {
    pub(super) store: Arc<dyn Store>,
    pub(super) folder: TempDir,
}

impl New {
    pub(super) async fn of(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("there is a folder");
        let store = match kind {
            Kind::Postgres => postgres::Database::new().await.store().await,
            Kind::Sqlite => {
                let store = SqliteStore::open(&folder.path().join("test.sqlite")).await;
                Arc::new(store.expect("a new database opens"))
            }
        };
        Self { store, folder }
    }
}

/// Puts something into every table, with texts and numbers that are easily spoilt on the way.
pub(super) async fn fill_all(store: &Arc<dyn Store>) {
    fill(&**store).await;
    let server = Server::on(Arc::clone(store));
    let mut device = server.device("an", "tablet").await;
    device.send("r-1", start("C-1")).await;
    let hash = "ab".repeat(32);
    let odd = answer(&[("title", "'\u{0}\u{FFFF}\u{1F600}"), ("page", &hash)]);
    device.send("r-1", odd).await;
    device
        .send("r-1", move_to(sohoi_sync::State::Submitted, 0))
        .await;
    let apart = device.send("r-2", start("nowhere")).await;
    assert_eq!(apart, quarantined(Why::UnknownSlot));
    let mut moved = register();
    moved[3] = club("C-4", "ward_1");
    load(&**store, moved).await;
    transact::<_, StoreError, _>(&**store, move |transaction| {
        Box::pin(async move {
            let blob: Vec<u8> = (0..=255).collect();
            transaction.add_blob(&hash, &blob, "an", -1).await?;
            let token = StoredToken {
                name: "nul\0".into(),
                round: ROUND.into(),
                unit: "city".into(),
                reads_responses: true,
                created_at: i64::MIN,
                expires_at: Some(i64::MAX),
                revoked_at: None,
            };
            transaction.add_token(&token, b"\0\xff").await?;
            let settled = Settled {
                round: ROUND.into(),
                provisional: "new-1".into(),
                line: "C-2".into(),
                is_new: false,
                account: "an".into(),
                seq: 3,
            };
            transaction.settle(&settled).await?;
            let purge = Purge {
                round: "another".into(),
                at: 7,
                responses: 0,
                kept: [("tệp".to_owned(), "ab".to_owned())].into(),
            };
            transaction.purge(&purge).await
        })
    })
    .await
    .expect("it writes");
}

/// Every row of every table that belongs to the data and not to this copy of them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Contents(BTreeMap<String, Vec<String>>);

impl Contents {
    pub(super) fn rows(&self) -> u64 {
        self.0.values().map(|rows| rows.len() as u64).sum()
    }
}

/// What is noted of a backup or a restore itself is left out.
pub(super) async fn contents(store: &dyn Store) -> Contents {
    let model = New::of(Kind::Sqlite).await;
    let tables = tables(&model.folder.path().join("test.sqlite")).await;
    let mut view = store.read().await.expect("it reads");
    let mut contents = BTreeMap::new();
    for table in tables.expect("the tables are ours") {
        let mut rows = Rows::default();
        view.pour(&table, &mut rows).await.expect("it pours");
        assert_eq!(
            view.count(&table).await.expect("it counts"),
            rows.0.len() as u64
        );
        if !["server", "backups", "covered"].contains(&table.name()) {
            rows.0
                .retain(|row| !row.contains("command line\")), Text(Some(\"restore"));
            rows.0
                .retain(|row| !row.contains("command line\")), Text(Some(\"backup"));
            rows.0.sort_unstable();
            contents.insert(table.name().to_owned(), rows.0);
        }
    }
    Contents(contents)
}

#[derive(Default)]
struct Rows(Vec<String>);

#[async_trait]
impl Basin for Rows {
    async fn take(&mut self, row: &[Value]) -> Result<()> {
        self.0.push(format!("{row:?}"));
        Ok(())
    }
}
