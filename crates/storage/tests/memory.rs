//! The store in memory keeps the contract.
#![cfg(not(target_arch = "wasm32"))]

#[path = "shared/contract.rs"]
mod contract;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use sohoi_storage::{MemoryStore, Snapshot, StorageError, Store, Table};
use sohoi_sync::Role;
use sohoi_sync::client::{Client, store_key};

/// Nothing in memory ever waits, so one poll is the whole run.
fn run<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the store in memory waited"),
    }
}

macro_rules! keeps {
    ($($claim:ident),* $(,)?) => {$(
        #[test]
        fn $claim() {
            run(contract::$claim(&MemoryStore::new()));
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

#[test]
fn a_failure_that_was_asked_for_happens_once_and_writes_nothing() {
    let store = MemoryStore::new();
    store.fail_next(StorageError::Quota);
    let batch = contract::adding(&contract::op(1, "a"));
    assert_eq!(run(store.commit(&batch)), Err(StorageError::Quota));
    assert_eq!(run(store.load()).map(|found| found.ops), Ok(vec![]));
    assert_eq!(run(store.commit(&batch)), Ok(()));
    assert_eq!(store.commits(), 1);
}

#[test]
fn damaged_records_are_named_and_the_others_load() {
    let store = MemoryStore::new();
    let mut expected = contract::whole();
    run(store.commit(&contract::batch_of(&expected))).expect("committed");
    store.damage(Table::Responses, "r1", b"\xff");
    let second = store_key(2, 2).to_string();
    store.damage(Table::Ops, &second, b"{\"epoch\":2}");
    store.damage(Table::Rounds, "r", b"[");

    let mut found = run(store.load()).expect("loaded");
    let named: Vec<_> = std::mem::take(&mut found.damaged)
        .iter()
        .map(|damaged| format!("{}/{}", damaged.table.name(), damaged.key))
        .collect();
    assert_eq!(
        named,
        [
            "rounds/r".to_owned(),
            "responses/r1".to_owned(),
            format!("ops/{second}")
        ]
    );
    expected.responses.clear();
    expected.rounds.clear();
    expected.ops.remove(1);
    assert_eq!(found, expected);
}

#[test]
fn a_damaged_brief_is_read_from_the_response_itself() {
    let store = MemoryStore::new();
    let mut expected = contract::whole();
    expected.responses[0].response = contract::answered("r1");
    run(store.commit(&contract::batch_of(&expected))).expect("committed");
    store.damage(Table::Briefs, "r1", b"\xff");
    assert_eq!(run(store.outline()), Ok(expected.clone()));

    store.damage(Table::Responses, "r1", b"\xff");
    let found = run(store.outline()).expect("loaded");
    assert!(found.responses.is_empty());
    let [damaged] = &found.damaged[..] else {
        panic!("it is named once: {:?}", found.damaged);
    };
    assert_eq!((damaged.table, &*damaged.key), (Table::Responses, "r1"));
    let (whole, damaged) = run(store.responses(&["r1".to_owned()])).expect("read");
    assert_eq!((whole.len(), damaged.len()), (0, 1));
}

#[test]
fn a_new_database_starts_with_a_device_of_its_own() {
    let store = MemoryStore::new();
    let (records, repairs) = run(store.load()).expect("loaded").into_records("fresh");
    assert_eq!(records.device.device, "fresh");
    run(store.commit(&repairs)).expect("committed");
    let (again, repairs) = run(store.load()).expect("loaded").into_records("other");
    assert_eq!(again, records);
    assert!(repairs.is_empty());
}

#[test]
fn no_new_op_takes_the_number_of_one_that_cannot_be_read() {
    for damaged in [1, 2, 10] {
        let store = MemoryStore::new();
        run(store.commit(&contract::batch_of(&contract::whole()))).expect("committed");
        store.damage(Table::Ops, &store_key(2, damaged).to_string(), b"?");

        let (records, repairs) = run(store.load()).expect("loaded").into_records("fresh");
        run(store.commit(&repairs)).expect("committed");
        let mut client = Client::new("hoi", Role::Association, records);
        let op = client.answer("r1", 0, [("a".to_owned(), None)], "f0", "now");
        let op = op.expect("short enough");
        assert_eq!(op.key(), (3, 1), "{damaged}");
        run(store.commit(&contract::adding(&op))).expect("committed");

        let (_, repairs) = run(store.load()).expect("loaded").into_records("fresh");
        assert!(repairs.is_empty(), "the lineage is made once");
    }
}

#[test]
fn unsent_ops_outlive_a_damaged_device_record() {
    let store = MemoryStore::new();
    run(store.commit(&contract::batch_of(&contract::whole()))).expect("committed");
    store.damage(Table::Meta, "device", b"?");

    let (records, repairs) = run(store.load()).expect("loaded").into_records("fresh");
    run(store.commit(&repairs)).expect("committed");
    let client = Client::new("hoi", Role::Association, records);
    let pending: Vec<_> = client
        .pending()
        .map(|op| (op.key(), op.op.change.clone()))
        .collect();
    let unsent = |n, value| contract::op(n, value).op.change;
    assert_eq!(
        pending,
        [((3, 1), unsent(1, "a")), ((3, 2), unsent(10, "c"))]
    );

    let Snapshot { device, ops, .. } = run(store.load()).expect("loaded");
    assert_eq!(device.map(|device| device.device).as_deref(), Some("fresh"));
    let keys: Vec<_> = ops.iter().map(|op| op.key()).collect();
    assert_eq!(keys, [(2, 2), (3, 1), (3, 2)]);
}
