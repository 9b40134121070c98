//! The store in a real browser: the contract, and what only a browser can do to it.
#![cfg(target_arch = "wasm32")]

#[path = "shared/contract.rs"]
mod contract;
#[path = "shared/hooks.rs"]
mod hooks;

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use contract::{adding, batch_of, op, whole};
use gloo_timers::future::TimeoutFuture;
use sohoi_storage::{
    BrowserStore, DeviceStore, KnownAccount, StorageError, Store, Verifier, account_database,
    delete_account, load_account, unsent_of,
};
use sohoi_sync::client::Effect;
use sohoi_sync::{Account, Role, Scope};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// An empty store under a name of its own.
async fn empty(name: &str) -> BrowserStore {
    hooks::restore();
    hooks::delete(&account_database(name)).await;
    BrowserStore::open(name).await.expect("opened")
}

macro_rules! keeps {
    ($($claim:ident),* $(,)?) => {$(
        #[wasm_bindgen_test]
        async fn $claim() {
            contract::$claim(&empty(stringify!($claim)).await).await;
        }
    )*};
}

keeps!(
    gives_back_everything_that_was_put,
    notes_come_change_and_go,
    outlines_responses_and_reads_them_whole_one_by_one,
    a_brief_never_takes_the_place_of_answers,
    writes_nothing_of_a_batch_whose_op_number_is_taken,
    keeps_photos_apart,
    keeps_copies_of_photos_apart_from_its_own,
    tells_whether_another_tab_has_written,
    removes_what_the_core_lets_go,
    keeps_lines_of_two_rounds_with_the_same_codes_apart,
    the_last_of_two_writes_to_a_record_stands,
    reads_ops_in_the_order_of_their_numbers,
);

#[wasm_bindgen_test]
async fn every_write_is_strict() {
    let store = empty("strict").await;
    hooks::record_durability();
    store.commit(&adding(&op(1, "a"))).await.expect("committed");
    let mut batch = sohoi_storage::Batch::new();
    batch.put_exchanged_at("2017-09-06T08:00:00+07:00");
    store.commit(&batch).await.expect("committed");
    let seen = hooks::recorded();
    hooks::restore();
    assert_eq!(seen, ["strict", "strict"]);
}

#[wasm_bindgen_test]
async fn success_of_every_request_is_not_yet_saved() {
    let store = empty("quota").await;
    store.commit(&adding(&op(1, "a"))).await.expect("committed");
    hooks::abort_after_success("QuotaExceededError");
    let mut batch = adding(&op(2, "b"));
    batch.put_blob("aa", vec![0; 1000]);
    let result = store.commit(&batch).await;
    hooks::restore();

    assert_eq!(result, Err(StorageError::Quota));
    assert_eq!(store.load().await.expect("loaded").ops, [op(1, "a")]);
    assert_eq!(store.blob("aa").await, Ok(None));
    store
        .commit(&batch)
        .await
        .expect("committed after room was made");
    assert_eq!(store.load().await.expect("loaded").ops.len(), 2);
}

#[wasm_bindgen_test]
async fn opens_again_after_it_was_closed() {
    let store = empty("reopen").await;
    store.commit(&adding(&op(1, "a"))).await.expect("committed");
    store.close();
    store.commit(&adding(&op(2, "b"))).await.expect("committed");
    assert_eq!(store.load().await.expect("loaded").ops.len(), 2);
}

#[wasm_bindgen_test]
async fn a_lost_connection_is_opened_three_times_and_then_told() {
    let store = empty("lost").await;
    hooks::lose_connection(3);
    store
        .commit(&adding(&op(1, "a")))
        .await
        .expect("committed at the fourth attempt");
    hooks::lose_connection(4);
    let result = store.commit(&adding(&op(2, "b"))).await;
    hooks::restore();
    assert!(matches!(result, Err(StorageError::Closed(_))), "{result:?}");
    assert_eq!(store.load().await.expect("loaded").ops, [op(1, "a")]);
    store.commit(&adding(&op(2, "b"))).await.expect("committed");
}

#[wasm_bindgen_test]
async fn two_tabs_never_overwrite_each_others_ops() {
    let first = empty("tabs").await;
    let second = BrowserStore::open("tabs").await.expect("opened");
    first
        .commit(&adding(&op(1, "first")))
        .await
        .expect("committed");
    assert_eq!(
        second.commit(&adding(&op(1, "second"))).await,
        Err(StorageError::Outdated)
    );
    second
        .commit(&adding(&op(2, "second")))
        .await
        .expect("committed");
    let ops = first.load().await.expect("loaded").ops;
    assert_eq!(ops, [op(1, "first"), op(2, "second")]);
}

#[wasm_bindgen_test]
async fn gives_way_to_a_newer_app_and_says_so() {
    let store = empty("newer").await;
    store.commit(&adding(&op(1, "a"))).await.expect("committed");
    // Resolves only when every connection of the store has closed itself.
    hooks::upgrade(&account_database("newer"), 3).await;
    assert_eq!(
        store.commit(&adding(&op(2, "b"))).await,
        Err(StorageError::NewerSchema)
    );
    assert_eq!(store.load().await, Err(StorageError::NewerSchema));
    let opened = BrowserStore::open("newer").await;
    assert_eq!(opened.err(), Some(StorageError::NewerSchema));
    assert!(hooks::count(&account_database("newer"), "ops").await > 0.5);
}

#[wasm_bindgen_test]
async fn says_when_another_tab_does_not_let_go() {
    let name = account_database("blocked");
    drop(empty("blocked").await);
    let held = hooks::hold(&name).await;
    let opened = BrowserStore::open("blocked").await;
    assert_eq!(opened.err(), Some(StorageError::Blocked));
    hooks::let_go(&held);
    let store = BrowserStore::open("blocked").await.expect("opened");
    store.commit(&adding(&op(1, "a"))).await.expect("committed");
}

#[wasm_bindgen_test]
async fn has_every_store_ever_shipped() {
    let store = empty("schema").await;
    let names = store.table_names().await.expect("open");
    let shipped = [
        "blobs",
        "briefs",
        "documents",
        "meta",
        "ops",
        "responses",
        "rounds",
        "subjects",
    ];
    assert_eq!(names, shipped);
}

#[wasm_bindgen_test]
async fn a_database_from_before_there_were_briefs_is_outlined_and_gets_them() {
    let name = account_database("first");
    let mut expected = whole();
    expected.responses[0].response = contract::answered("r1");
    let store = empty("first").await;
    store.commit(&batch_of(&expected)).await.expect("committed");
    store.close();
    hooks::back_to_first_version(&name, "briefs").await;

    let store = BrowserStore::open("first").await.expect("upgraded");
    assert_eq!(store.outline().await, Ok(expected.clone()));
    expected.responses[0] = expected.responses[0].brief();
    assert_eq!(store.outline().await, Ok(expected));
}

#[wasm_bindgen_test]
async fn a_program_beside_the_page_reads_what_the_page_reads() {
    let store = empty("beside").await;
    store.commit(&batch_of(&whole())).await.expect("committed");
    assert_eq!(load_account("beside").await, store.load().await);
    // It holds nobody up: resolves only when every other connection is closed.
    hooks::upgrade(&account_database("beside"), 3).await;
    assert_eq!(load_account("beside").await, Err(StorageError::NewerSchema));
}

#[wasm_bindgen_test]
async fn a_program_beside_the_page_neither_makes_nor_upgrades_a_database() {
    let name = account_database("untouched");
    let store = empty("untouched").await;
    store.commit(&batch_of(&whole())).await.expect("committed");
    store.close();
    hooks::back_to_first_version(&name, "briefs").await;
    let loaded = load_account("untouched").await;
    assert!(matches!(loaded, Err(StorageError::Closed(_))), "{loaded:?}");
    assert!(hooks::is_of_version(&name, 1).await);

    hooks::delete(&name).await;
    let loaded = load_account("untouched").await;
    assert!(matches!(loaded, Err(StorageError::Closed(_))), "{loaded:?}");
    assert!(!hooks::exists(&name).await);
}

#[wasm_bindgen_test]
async fn damaged_records_are_named_and_the_others_load() {
    let store = empty("damaged").await;
    let mut expected = whole();
    store.commit(&batch_of(&expected)).await.expect("committed");
    let name = account_database("damaged");
    hooks::put_bytes(&name, "responses", "r1", &[0xff, 0x00]).await;
    hooks::put_text(&name, "subjects", r#"["r","S-1"]"#, "not bytes").await;

    let mut found = store.load().await.expect("loaded");
    let named: Vec<_> = std::mem::take(&mut found.damaged)
        .iter()
        .map(|damaged| format!("{}/{}", damaged.table.name(), damaged.key))
        .collect();
    assert_eq!(named, [r#"subjects/["r","S-1"]"#, "responses/r1"]);
    expected.responses.clear();
    expected.subjects.remove(0);
    assert_eq!(found, expected);
}

#[wasm_bindgen_test]
async fn a_commit_whose_future_is_dropped_is_written_all_the_same() {
    let store = empty("dropped").await;
    {
        let batch = adding(&op(1, "a"));
        let mut commit = pin!(store.commit(&batch));
        let polled = commit
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        assert!(polled.is_pending());
    }
    TimeoutFuture::new(50).await;
    assert_eq!(store.load().await.expect("loaded").ops, [op(1, "a")]);
}

#[wasm_bindgen_test]
async fn ten_thousand_responses_load_whole() {
    let store = empty("many").await;
    let template = whole().responses.remove(0);
    let mut batch = sohoi_storage::Batch::new();
    for index in 0..10_000 {
        let mut stored = template.clone();
        stored.response.id = format!("r{index:05}");
        batch.effect(&Effect::PutResponse(Box::new(stored)));
    }
    store.commit(&batch).await.expect("committed");
    for found in [store.load().await, store.outline().await] {
        let found = found.expect("loaded").responses;
        assert_eq!(found.len(), 10_000);
        assert_eq!(found[9_999].response.id, "r09999");
    }
}

#[wasm_bindgen_test]
async fn the_device_remembers_who_signed_in() {
    hooks::restore();
    hooks::delete(sohoi_storage::DEVICE_DATABASE).await;
    let device = DeviceStore::open().await.expect("opened");
    assert_eq!(device.current().await, Ok(None));
    assert_eq!(device.device("d1").await.as_deref(), Ok("d1"));
    assert_eq!(device.device("d2").await.as_deref(), Ok("d1"));

    let (first, second) = (known("bacbinh", "2017-09-01"), known("tinh", "2017-09-02"));
    device.choose(&first, None).await.expect("chosen");
    device.choose(&second, None).await.expect("chosen");
    assert_eq!(device.current().await, Ok(Some("tinh".to_owned())));
    assert_eq!(device.accounts().await, Ok(vec![second, first]));

    device.leave().await.expect("left");
    assert_eq!(device.current().await, Ok(None));
    assert_eq!(
        device.accounts().await.map(|accounts| accounts.len()),
        Ok(2)
    );
}

#[wasm_bindgen_test]
async fn what_opens_an_account_stands_beside_it_and_goes_with_it() {
    hooks::restore();
    hooks::delete(sohoi_storage::DEVICE_DATABASE).await;
    let device = DeviceStore::open().await.expect("opened");
    let account = known("bacbinh", "2017-09-01");
    device.choose(&account, None).await.expect("chosen");
    assert_eq!(device.verifier("bacbinh").await, Ok(None));

    let verifier = Verifier {
        stretched: "210000.00.ff".to_owned(),
        wrong: 0,
        last_wrong: 0,
    };
    device
        .choose(&account, Some(&verifier))
        .await
        .expect("chosen");
    // What the server says of an account, and opening it, leave that alone.
    device
        .remember(&known("bacbinh", "2017-09-02"))
        .await
        .expect("remembered");
    device.choose(&account, None).await.expect("chosen");
    assert_eq!(device.verifier("bacbinh").await, Ok(Some(verifier.clone())));
    let tried = Verifier {
        wrong: 3,
        last_wrong: 1_504_231_200_000,
        ..verifier
    };
    device.put_verifier("bacbinh", &tried).await.expect("put");
    assert_eq!(device.verifier("bacbinh").await, Ok(Some(tried)));

    device
        .choose(&known("tinh", "2017-09-03"), None)
        .await
        .expect("chosen");
    device.forget("bacbinh").await.expect("forgotten");
    assert_eq!(device.current().await, Ok(Some("tinh".to_owned())));
    assert_eq!(device.verifier("bacbinh").await, Ok(None));
    device.forget("tinh").await.expect("forgotten");
    assert_eq!(device.current().await, Ok(None));
    assert_eq!(device.accounts().await, Ok(Vec::new()));
}

#[wasm_bindgen_test]
async fn an_account_is_deleted_whole_and_its_unsent_changes_are_counted_before() {
    let store = empty("wiped").await;
    let mut sent = op(1, "a");
    sent.outcome = whole().ops.iter().find_map(|op| op.outcome.clone());
    assert!(sent.outcome.is_some(), "the example has an acknowledged op");
    for op in [&sent, &op(2, "b"), &op(3, "c")] {
        store.commit(&adding(op)).await.expect("committed");
    }
    assert_eq!(unsent_of("wiped").await, Ok(2));
    // The connection that is open here closes itself.
    delete_account("wiped").await.expect("deleted");
    assert!(!hooks::exists(&account_database("wiped")).await);
    assert!(unsent_of("wiped").await.is_err());
    delete_account("wiped").await.expect("nothing to delete");
}

fn known(name: &str, last_used: &str) -> KnownAccount {
    KnownAccount {
        account: Account {
            name: name.to_owned(),
            display: "Một cán bộ".to_owned(),
            role: Role::Field,
            scope: Scope::Unit("u".to_owned()),
        },
        last_used: last_used.to_owned(),
    }
}
