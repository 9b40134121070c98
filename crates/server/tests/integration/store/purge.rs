//! What a purge promises: nothing of a round's responses stays, and nothing else goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use axum::body::Body;
use axum::http::Method;
use serde_json::Value as Json;
use sohoi_server::figures::{FiguresError, counted};
use sohoi_server::forms::Forms;
use sohoi_server::purge::{PurgeError, purge};
use sohoi_server::scope::Reach;
use sohoi_server::store::sqlite::{SqliteStore, tables};
use sohoi_server::store::table::{Basin, Value};
use sohoi_server::store::{
    Invitation, Result, Store, StoreError, StoredAccount, StoredInvitation, StoredToken, Used,
    transact,
};
use sohoi_stats::Population;
use sohoi_sync::{Account, OpResult, Role, Scope, State, Why};

use super::fixtures::{put_response, response};
use crate::backups::refill::Tablet;
use crate::harness::{Server, answer, fill, move_to, quarantined, slot, start};
use crate::round::{ROUND, sha256};

const PHOTO: &[u8] = b"a photo with PLANTED in it";
const SHARED: &[u8] = b"a photo of two rounds";

/// Deletes what there is now of the round.
async fn do_purge(store: &dyn Store) {
    let doomed = store.read().await.expect("it reads").doomed(ROUND).await;
    let kept = BTreeMap::from([("figures".to_owned(), "ab".repeat(32))]);
    purge(store, ROUND.into(), doomed.expect("it counts"), kept, 5_000)
        .await
        .expect("it is deleted");
}

/// Every row of every table as text, by the table.
async fn everything(store: &dyn Store) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("there is a folder");
    let file = folder.path().join("model.sqlite");
    let model = SqliteStore::open(&file).await.expect("it opens");
    model.close().await;
    let mut view = store.read().await.expect("it reads");
    let mut found = Vec::new();
    for table in tables(&file).await.expect("the tables are ours") {
        let mut rows = Rows::default();
        view.pour(&table, &mut rows).await.expect("it pours");
        let rows = rows.0.into_iter();
        found.extend(rows.map(|row| (table.name().to_owned(), row)));
    }
    found
}

#[derive(Default)]
struct Rows(Vec<String>);

#[async_trait]
impl Basin for Rows {
    async fn take(&mut self, row: &[Value]) -> Result<()> {
        let texts = row.iter().map(|value| match value {
            Value::Text(text) => text.clone().unwrap_or_default(),
            Value::Number(number) => format!("{number:?}"),
            Value::Bytes(bytes) => {
                String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned()
            }
        });
        self.0.push(texts.collect::<Vec<_>>().join(" | "));
        Ok(())
    }
}

/// An invitation that was used, and what came in by it.
async fn invite(store: &dyn Store) {
    let account = Account {
        name: "invited-aaaaa".into(),
        display: "Hội PLANTED".into(),
        role: Role::Association,
        scope: Scope::Subject("C-2".into()),
    };
    let stored = StoredInvitation {
        invitation: Invitation {
            id: "AAAAA".into(),
            slot: slot("C-2"),
            made_by: "city".into(),
            made_at: 1,
            ends_at: i64::MAX,
            used: None,
            revoked_at: None,
            failures: 0,
            locked_at: None,
        },
        secret: "hash PLANTED".into(),
    };
    let token = StoredToken {
        name: "sheet".into(),
        round: ROUND.into(),
        unit: "city".into(),
        reads_responses: true,
        created_at: 0,
        expires_at: None,
        revoked_at: None,
    };
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move {
            let stored_account = StoredAccount::new(account, "PLANTED".into());
            transaction.add_account(&stored_account, 0).await?;
            transaction.add_invitation(&stored).await?;
            let used = Used {
                at: 2,
                account: "invited-aaaaa".into(),
            };
            transaction.use_invitation("AAAAA", &used, b"sess").await?;
            transaction
                .add_session(b"sess", "invited-aaaaa", 2, i64::MAX)
                .await?;
            transaction.add_token(&token, b"hash").await?;
            Ok(())
        })
    })
    .await
    .expect("it writes");
}

pub(super) async fn a_purge_leaves_nothing_of_a_round_but_that_it_was(store: Arc<dyn Store>) {
    fill(&*store).await;
    let server = Server::on(Arc::clone(&store));
    let mut an = server.device("an", "tablet").await;
    for photo in [PHOTO, SHARED] {
        let path = format!("/api/blobs/{}", sha256(photo));
        let body = Body::from(photo.to_vec());
        let sent = an.client.send(Method::PUT, &path, &[], body).await;
        assert_eq!(sent.status, 204);
    }
    let photo = sha256(PHOTO);
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-1", answer(&[("title", "PLANTED 1"), ("page", &photo)])),
        an.op("r-1", answer(&[("page", &sha256(SHARED))])),
        an.op("r-1", answer(&[("active", "yes")])),
        an.op("r-1", move_to(State::Submitted, u64::MAX >> 12)),
        an.op("r-1", answer(&[("title", "PLANTED correction")])),
        // In quarantine, with what follows it.
        an.op("r-2", start("nowhere")),
        an.op("r-2", answer(&[("title", "PLANTED apart")])),
    ];
    an.exchange(&ops).await;
    let mut ba = server.device("ba", "other").await;
    ba.send("r-1", answer(&[("title", "PLANTED conflict")]))
        .await;
    // Another round, which names one of the photos.
    let mut other = response("r-9", "X-1", 900);
    other.response.slot.round = "another".into();
    let cells = &mut other.response.cells;
    let title = cells.get_mut("title").expect("it is there");
    title.counted.value = Some(sha256(SHARED));
    put_response(&*store, other).await;
    invite(&*store).await;
    let planted = everything(&*store).await;
    let places = |rows: &[(String, String)]| {
        let planted = rows.iter().filter(|(_, row)| row.contains("PLANTED"));
        let mut tables: Vec<String> = planted.map(|(table, _)| table.clone()).collect();
        tables.dedup();
        tables
    };
    let tables = ["accounts", "ops", "responses", "blobs", "invitations"];
    assert_eq!(
        places(&planted),
        tables,
        "the test plants what it looks for"
    );

    do_purge(&*store).await;
    store.give_back().await.expect("the space is given back");
    let rows = everything(&*store).await;
    // The hash of a password that nobody knows says nothing of anybody.
    let left: Vec<&(String, String)> = rows
        .iter()
        .filter(|(table, row)| table != "audit" && table != "accounts" && row.contains("PLANTED"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
    for (table, row) in &rows {
        let is_about = |text: &str| row.contains(text);
        assert!(!is_about("Hội PLANTED"), "{table}: {row}");
        let keeps_ids = ["audit", "forms", "documents"].contains(&table.as_str());
        assert!(keeps_ids || !is_about("r-1 "), "{table}: {row}");
        if [
            "ops",
            "sessions",
            "known_devices",
            "invitations",
            "sign_ins",
        ]
        .contains(&table.as_str())
        {
            assert!(!is_about("invited-aaaaa"), "{table}: {row}");
        }
    }
    let mut view = store.read().await.expect("it reads");
    let left = view.responses_about("another", "X-1").await;
    assert_eq!(left.expect("it reads").len(), 1, "another round stays");
    assert!(view.has_blob(&sha256(SHARED)).await.expect("it reads"));
    assert!(!view.has_blob(&photo).await.expect("it reads"));
    assert!(view.quarantine().await.expect("it reads").is_empty());
    let known = view.account("invited-aaaaa").await.expect("it reads");
    let known = known.expect("the name stays");
    assert_eq!(known.account.scope, Scope::Subject(String::new()));
    assert!(known.suspended_at.is_some());
    assert!(
        view.tokens().await.expect("it reads")[0]
            .revoked_at
            .is_some()
    );
    let told = view.purges().await.expect("it reads");
    assert_eq!((told[0].round.as_str(), told[0].responses), (ROUND, 1));
    let stored = view.rounds().await.expect("it reads").remove(0);
    let none = counted(
        &mut *view,
        &Forms::default(),
        &stored,
        Population::Approved,
        &Reach::Everything,
    )
    .await;
    assert!(
        matches!(&none, Err(FiguresError::Incomplete(why)) if why.contains("were deleted on")),
        "figures of nothing are no figures"
    );
    // Ops of before are known, whatever they said.
    drop(view);
    let again: Json = an.try_exchange(&ops).await.json();
    assert_eq!(again["code"], "refetch", "everybody pulls anew: {again}");
    an.cursor = None;
    let again = an.exchange(&ops).await;
    let results: Vec<OpResult> = again.outcomes.into_iter().map(|it| it.result).collect();
    assert_eq!(results[..6], vec![OpResult::Applied; 6]);
    assert_eq!(
        results[6..],
        [quarantined(Why::Purged), quarantined(Why::Purged)]
    );
    assert_eq!(again.acknowledged, 8);
}

pub(super) async fn a_device_is_told_and_keeps_its_work(store: Arc<dyn Store>) {
    fill(&*store).await;
    let server = Server::on(Arc::clone(&store));
    let mut tablet = Tablet::new(&server, "an", "018f-tablet").await;
    tablet.start("r-1", "C-1");
    tablet.answer("r-1");
    tablet.exchange().await;
    let mut watcher = Tablet::new(&server, "city", "018f-desk").await;
    watcher.exchange().await;
    assert!(watcher.core.view("r-1").is_some());
    // Typed away from the network, before anybody says that the round is over.
    tablet.answer("r-1");
    tablet.start("r-2", "C-2");
    tablet.answer("r-2");

    do_purge(&*store).await;
    watcher.exchange().await;
    assert!(watcher.core.view("r-1").is_none(), "it is gone elsewhere");
    tablet.exchange().await;
    let outcomes = tablet.core.attention().filter_map(|op| op.outcome.clone());
    let apart: Vec<OpResult> = outcomes.map(|outcome| outcome.result).collect();
    assert_eq!(apart, vec![quarantined(Why::Purged); 3]);
    let kept = tablet.core.view("r-2").expect("what was typed stays here");
    let values: Vec<_> = kept.response.answers().collect();
    assert_eq!(values, [("members", "3")]);
    let mut view = store.read().await.expect("it reads");
    let aside = view.quarantine().await.expect("it reads");
    assert_eq!(aside.len(), 3, "and whole on the server");
    drop(view);
    // Another purge takes that along, and the device is told the same.
    do_purge(&*store).await;
    let mut view = store.read().await.expect("it reads");
    assert!(view.quarantine().await.expect("it reads").is_empty());
    drop(view);
    tablet.exchange().await;
    assert!(tablet.core.view("r-2").is_some());
}

pub(super) async fn a_purge_of_other_responses_than_were_seen_does_nothing(store: Arc<dyn Store>) {
    fill(&*store).await;
    let server = Server::on(Arc::clone(&store));
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let doomed = store.read().await.expect("it reads").doomed(ROUND).await;
    let doomed = doomed.expect("it counts");
    an.send("r-1", answer(&[("title", "later")])).await;
    let refused = purge(&*store, ROUND.into(), doomed, BTreeMap::new(), 5_000).await;
    assert!(matches!(refused, Err(PurgeError::Changed)), "{refused:?}");
    let mut view = store.read().await.expect("it reads");
    assert!(view.response_exists("r-1").await.expect("it reads"));
    assert!(view.purges().await.expect("it reads").is_empty());
}
