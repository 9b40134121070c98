//! Stored forms and rounds that the program cannot use, as after going back to an older one.

use sohoi_server::forms::Forms;
use sohoi_server::store::{Store, StoreError, StoredRound, transact};
use sohoi_sync::{Change, OpResult, Why};

use crate::harness::{Server, answer, quarantined, slot, start};
use crate::round::ROUND;

/// A form whose condition no program can read.
const BROKEN: &str = r#"{"id": "club", "version": "9", "title": {"vi": "", "en": ""},
    "sections": [{"id": "s", "title": {"vi": "", "en": ""}, "questions": [
        {"name": "title", "type": "text", "label": {"vi": "", "en": ""}, "relevant": "((("}]}],
    "choice_lists": {}}"#;

async fn add_form(store: &dyn Store, hash: &'static str, json: &'static str) {
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move { transaction.add_form(ROUND, hash, json).await })
    })
    .await
    .expect("it writes");
}

async fn broken(store: &dyn Store) -> Vec<String> {
    let mut view = store.read().await.expect("it reads");
    Forms::broken(&mut *view).await.expect("it reads")
}

#[tokio::test]
async fn each_is_named_with_its_flaw_and_what_to_do() {
    let server = Server::new().await;
    let store = &*server.app.store;
    assert_eq!(broken(store).await, [""; 0]);
    add_form(store, "f-cut", "{\"id\"").await;
    add_form(store, "f-flawed", BROKEN).await;
    let [cut, flawed] = &broken(store).await[..] else {
        panic!("two are broken");
    };
    for (text, parts) in [
        (cut, ["form version f-cut of round clubs-2030", "EOF"]),
        (flawed, ["form version f-flawed", "title, relevant: "]),
    ] {
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
        assert!(text.contains("sohoi-server quarantine --retry"), "{text}");
    }
}

#[tokio::test]
async fn work_under_a_broken_version_waits_apart_and_everything_else_goes_on() {
    let server = Server::new().await;
    add_form(&*server.app.store, "f-flawed", BROKEN).await;
    let mut an = server.device("an", "tablet").await;
    let begun = Change::Start {
        slot: slot("C-2"),
        form_hash: "f-flawed".into(),
    };
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-2", begun),
        an.op("r-1", answer(&[("title", "Một")])),
    ];
    let results: Vec<OpResult> = an
        .exchange(&ops)
        .await
        .outcomes
        .into_iter()
        .map(|outcome| outcome.result)
        .collect();
    let expected = [
        OpResult::Applied,
        quarantined(Why::UnknownForm),
        OpResult::Applied,
    ];
    assert_eq!(results, expected);
}

#[tokio::test]
async fn a_round_that_cannot_be_read_is_named_and_holds_up_no_other() {
    let server = Server::new().await;
    let store = &*server.app.store;
    transact::<_, StoreError, _>(store, |transaction| {
        Box::pin(async move {
            let json = "{\"id\": \"older\"}";
            transaction
                .add_document("d-older", "older", json, 0)
                .await?;
            let round = StoredRound {
                id: "older".into(),
                document: "d-older".into(),
                forms: Default::default(),
                demonstration: false,
                units_version: String::new(),
                seq: transaction.next_seq().await?,
            };
            transaction.put_round(&round).await
        })
    })
    .await
    .expect("it writes");
    let [text] = &broken(store).await[..] else {
        panic!("one is broken");
    };
    assert!(text.contains("round older"), "{text}");
    assert!(text.contains("sohoi-server round load"), "{text}");
    let mut an = server.device("an", "tablet").await;
    assert_eq!(an.send("r-1", start("C-1")).await, OpResult::Applied);
}
