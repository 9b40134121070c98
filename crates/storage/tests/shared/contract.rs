//! What every store promises, whatever it is made of. Each claim takes an empty store.

use litemap::LiteMap;
use sohoi_storage::{Batch, Head, Snapshot, StorageError, Store};
use sohoi_sync::client::{
    DeviceRecord, Effect, HeldResponse, HeldRound, HeldSubject, Lineage, LoggedOp, store_key,
};
use sohoi_sync::{
    Cell, CellEdit, CellVersion, Change, DocumentRef, Op, OpKey, OpOutcome, OpResult, Reason,
    Response, Slot, State, SubjectLine, Why,
};

pub(crate) async fn gives_back_everything_that_was_put(store: &impl Store) {
    assert_eq!(store.load().await, Ok(Snapshot::default()));
    let expected = whole();
    store.commit(&batch_of(&expected)).await.expect("committed");
    assert_eq!(store.load().await, Ok(expected));
}

pub(crate) async fn notes_come_change_and_go(store: &impl Store) {
    let put = |notes: &[(&str, &str)]| {
        let mut batch = Batch::new();
        for (key, text) in notes {
            batch.put_note(key, text);
        }
        batch
    };
    let first = put(&[("report/a", "Có 5 hội."), ("device", "một")]);
    store.commit(&first).await.expect("committed");
    let mut second = put(&[("report/a", "Có 6 hội.")]);
    second.remove_note("device");
    second.remove_note("never there");
    store.commit(&second).await.expect("committed");
    let notes = LiteMap::from_iter([("report/a".to_owned(), "Có 6 hội.".to_owned())]);
    let expected = Snapshot {
        notes,
        ..Snapshot::default()
    };
    assert_eq!(store.load().await, Ok(expected));
}

pub(crate) async fn outlines_responses_and_reads_them_whole_one_by_one(store: &impl Store) {
    let mut expected = whole();
    let second = HeldResponse {
        response: answered("r2"),
        ..expected.responses[0].clone()
    };
    expected.responses.push(second.clone());
    store.commit(&batch_of(&expected)).await.expect("committed");
    assert_eq!(store.load().await, Ok(expected.clone()));

    expected.responses[1] = second.brief();
    assert!(expected.responses[1].is_brief);
    assert_eq!(store.outline().await, Ok(expected.clone()));
    let ids = ["r2".to_owned(), "unknown".to_owned()];
    assert_eq!(store.responses(&ids).await, Ok((vec![second], vec![])));

    let mut batch = Batch::new();
    batch.effect(&Effect::RemoveResponse("r2".to_owned()));
    store.commit(&batch).await.expect("committed");
    expected.responses.pop();
    assert_eq!(store.outline().await, Ok(expected));
}

pub(crate) async fn a_brief_never_takes_the_place_of_answers(store: &impl Store) {
    let held = HeldResponse {
        response: answered("r1"),
        ..whole().responses.remove(0)
    };
    for held in [&held, &held.brief()] {
        let mut batch = Batch::new();
        batch.effect(&Effect::PutResponse(Box::new(held.clone())));
        store.commit(&batch).await.expect("committed");
    }
    assert_eq!(store.load().await.expect("loaded").responses, [held]);
}

pub(crate) async fn tells_whether_another_tab_has_written(store: &impl Store) {
    assert_eq!(store.head(0).await, Ok(Head::default()));
    let expected = whole();
    store.commit(&batch_of(&expected)).await.expect("committed");
    for (last_op, has_later_ops) in [
        (store_key(2, 1), true),
        (store_key(2, 9), true),
        (store_key(2, 10), false),
        (store_key(3, 1), false),
    ] {
        let device = expected.device.clone();
        let head = Head {
            device,
            has_later_ops,
        };
        assert_eq!(store.head(last_op).await, Ok(head), "{last_op}");
    }
}

pub(crate) async fn writes_nothing_of_a_batch_whose_op_number_is_taken(store: &impl Store) {
    let first = op(1, "a");
    store.commit(&adding(&first)).await.expect("committed");

    let mut batch = Batch::new();
    batch.effect(&Effect::PutDevice(device()));
    batch.add_op(&op(2, "b"));
    batch.put_blob("ff", vec![1]);
    batch.add_op(&op(1, "c"));
    assert_eq!(store.commit(&batch).await, Err(StorageError::Outdated));

    let found = store.load().await.expect("loaded");
    assert_eq!(found.ops, [first]);
    assert_eq!(found.device, None);
    assert_eq!(store.blob("ff").await, Ok(None));
}

pub(crate) async fn keeps_photos_apart(store: &impl Store) {
    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let mut batch = Batch::new();
    batch.add_op(&op(1, "a"));
    batch.put_blob("aa11", bytes.clone());
    batch.put_blob("bb22", Vec::new());
    store.commit(&batch).await.expect("committed");

    assert_eq!(store.blob("aa11").await, Ok(Some(bytes)));
    assert_eq!(store.blob("bb22").await, Ok(Some(Vec::new())));
    assert_eq!(store.blob("cc33").await, Ok(None));
    let hashes = store.blob_hashes().await.expect("read");
    assert_eq!(hashes, ["aa11", "bb22"]);
}

pub(crate) async fn keeps_copies_of_photos_apart_from_its_own(store: &impl Store) {
    let mut batch = Batch::new();
    batch.put_blob("aa11", vec![1]);
    batch.put_copy("aa11", vec![1, 2]);
    batch.put_copy("bb22", vec![3]);
    store.commit(&batch).await.expect("committed");
    assert_eq!(store.blob("aa11").await, Ok(Some(vec![1])), "its own first");
    assert_eq!(store.blob("bb22").await, Ok(Some(vec![3])));
    let own = store.blob_hashes().await.expect("read");
    let copies = store.copied_hashes().await.expect("read");
    assert_eq!(
        (own.join(" "), copies.join(" ")),
        ("aa11".into(), "aa11 bb22".into())
    );

    let mut batch = Batch::new();
    batch.remove_copy("aa11");
    batch.remove_copy("bb22");
    store.commit(&batch).await.expect("committed");
    assert_eq!(store.blob("aa11").await, Ok(Some(vec![1])), "its own stays");
    assert_eq!(store.blob("bb22").await, Ok(None));
}

pub(crate) async fn removes_what_the_core_lets_go(store: &impl Store) {
    store.commit(&batch_of(&whole())).await.expect("committed");
    let mut batch = Batch::new();
    batch.effect(&removed_subject("r", "S-1"));
    batch.effect(&Effect::RemoveResponse("r1".to_owned()));
    batch.effect(&Effect::RemoveRound("r".to_owned()));
    batch.effect(&Effect::RemoveOp { epoch: 2, n: 1 });
    batch.effect(&Effect::RemoveOp { epoch: 2, n: 99 });
    store.commit(&batch).await.expect("committed");

    let found = store.load().await.expect("loaded");
    let mut expected = whole();
    expected.subjects.remove(0);
    expected.responses.clear();
    expected.rounds.clear();
    expected.ops.remove(0);
    assert_eq!(found, expected);
}

pub(crate) async fn keeps_lines_of_two_rounds_with_the_same_codes_apart(store: &impl Store) {
    let of_round = |round: &str| {
        let mut held = whole().subjects.remove(0);
        held.subject.round = round.to_owned();
        held
    };
    // Whatever ids are made of, no two pairs of them may meet in one key.
    let rounds = ["r", "r/S-1", "r\",\"S-1"];
    let mut batch = Batch::new();
    for round in rounds {
        batch.effect(&Effect::PutSubject(of_round(round)));
    }
    store.commit(&batch).await.expect("committed");
    let found = store.load().await.expect("loaded");
    assert_eq!((found.subjects.len(), found.damaged.len()), (3, 0));

    let mut batch = Batch::new();
    batch.effect(&removed_subject("r", "S-1"));
    store.commit(&batch).await.expect("committed");
    let found = store.load().await.expect("loaded").subjects;
    let left: Vec<&str> = found
        .iter()
        .map(|held| held.subject.round.as_str())
        .collect();
    assert_eq!(left.len(), 2);
    assert!(left.contains(&rounds[1]) && left.contains(&rounds[2]));
}

fn removed_subject(round: &str, id: &str) -> Effect {
    Effect::RemoveSubject {
        round: round.to_owned(),
        id: id.to_owned(),
    }
}

pub(crate) async fn the_last_of_two_writes_to_a_record_stands(store: &impl Store) {
    let mut batch = adding(&op(1, "a"));
    batch.effect(&Effect::PutOp(op(1, "b")));
    batch.effect(&Effect::RemoveOp { epoch: 2, n: 1 });
    batch.add_op(&op(1, "c"));
    store.commit(&batch).await.expect("committed");
    assert_eq!(store.load().await.expect("loaded").ops, [op(1, "c")]);
}

pub(crate) async fn reads_ops_in_the_order_of_their_numbers(store: &impl Store) {
    for (epoch, n) in [(10, 1), (2, 1), (2, 9), (2, 10), (2, 100), (2, 3), (1, 7)] {
        let op = LoggedOp {
            epoch,
            ..op(n, "a")
        };
        store.commit(&adding(&op)).await.expect("committed");
    }
    let ops = store.load().await.expect("loaded").ops;
    let keys: Vec<_> = ops.iter().map(LoggedOp::key).collect();
    let expected = [(1, 7), (2, 1), (2, 3), (2, 9), (2, 10), (2, 100), (10, 1)];
    assert_eq!(keys, expected);
}

/// A batch with one new op.
pub(crate) fn adding(op: &LoggedOp) -> Batch {
    let mut batch = Batch::new();
    batch.add_op(op);
    batch
}

/// An op of epoch 2 that answers one question.
pub(crate) fn op(n: u64, value: &str) -> LoggedOp {
    let op = Op {
        n,
        at: "2017-09-06T08:00:00+07:00".to_owned(),
        response: "r1".to_owned(),
        change: Change::Answer {
            form_hash: "f0".to_owned(),
            seen: 0,
            cells: vec![CellEdit {
                path: "rows/1/name".to_owned(),
                value: Some(value.to_owned()),
                base: 0,
            }],
        },
        after: vec![],
    };
    LoggedOp {
        epoch: 2,
        op,
        outcome: None,
        is_covered: false,
        is_dismissed: false,
    }
}

fn device() -> DeviceRecord {
    DeviceRecord {
        device: "0b7f".to_owned(),
        lineages: vec![Lineage {
            epoch: 2,
            acknowledged: 2,
            safe: 1,
            is_checked: true,
            origin: None,
        }],
        cursor: Some("c:1:9".to_owned()),
        generation: 3,
        is_refetching: true,
    }
}

/// A snapshot with something in every store.
pub(crate) fn whole() -> Snapshot {
    let subject = |id: &str| HeldSubject {
        subject: SubjectLine {
            id: id.to_owned(),
            round: "r".to_owned(),
            name: "Hội Người cao tuổi xã Phan Rí Thành".to_owned(),
            kind: "association".to_owned(),
            unit: "u".to_owned(),
            attributes: LiteMap::from_iter([("name".to_owned(), "ễộử".to_owned())]),
        },
        generation: 3,
    };
    let mut acknowledged = op(2, "b");
    acknowledged.outcome = Some(OpOutcome {
        n: 2,
        revision: 0,
        result: OpResult::Held {
            reasons: vec![Reason::at("name", Why::Missing)],
        },
    });
    Snapshot {
        device: Some(device()),
        exchanged_at: Some("2017-09-06T08:00:00+07:00".to_owned()),
        rounds: vec![HeldRound {
            round: DocumentRef {
                id: "r".to_owned(),
                hash: "d0".to_owned(),
            },
            demonstration: true,
            generation: 3,
        }],
        documents: LiteMap::from_iter([("d0".to_owned(), "{\"id\":\"r\"}".to_owned())]),
        subjects: vec![subject("S-1"), subject("S-2")],
        responses: vec![HeldResponse {
            response: response(),
            progress: Some((3, 90)),
            generation: 2,
            is_brief: false,
        }],
        ops: vec![op(1, "a"), acknowledged, op(10, "c")],
        notes: LiteMap::from_iter([("report/r/u/vi/size".to_owned(), "{\"ễ\"}".to_owned())]),
        damaged: vec![],
    }
}

/// A response with an answer that nobody disputes.
pub(crate) fn answered(id: &str) -> Response {
    let mut response = response();
    response.id = id.to_owned();
    let counted = CellVersion {
        value: Some("ễộử".to_owned()),
        revision: 7,
        author: "hoi".to_owned(),
        op: OpKey {
            device: "0b7f".to_owned(),
            epoch: 2,
            n: 1,
        },
        at: "2017-09-06T08:00:00+07:00".to_owned(),
    };
    let cell = Cell {
        counted,
        agreed: vec![],
        aside: vec![],
    };
    response.cells.insert("rows/1/name".to_owned(), cell);
    response
}

fn response() -> Response {
    Response {
        id: "r1".to_owned(),
        slot: Slot {
            round: "r".to_owned(),
            form: "f".to_owned(),
            subject: "S-1".to_owned(),
        },
        form_hash: "f0".to_owned(),
        author: "hoi".to_owned(),
        state: State::Returned,
        state_revision: 4,
        moved: None,
        engine: None,
        revision: 9,
        cells: LiteMap::new(),
        corrections: vec![],
        held: vec![],
    }
}

/// The batch that writes a whole snapshot.
pub(crate) fn batch_of(snapshot: &Snapshot) -> Batch {
    let mut batch = Batch::new();
    let device = snapshot.device.iter().cloned().map(Effect::PutDevice);
    let rounds = snapshot.rounds.iter().cloned().map(Effect::PutRound);
    let subjects = snapshot.subjects.iter().cloned().map(Effect::PutSubject);
    let responses = snapshot.responses.iter().cloned();
    let responses = responses.map(|held| Effect::PutResponse(Box::new(held)));
    for effect in device.chain(rounds).chain(subjects).chain(responses) {
        batch.effect(&effect);
    }
    for (hash, json) in &snapshot.documents {
        batch.put_document(hash, json);
    }
    if let Some(at) = &snapshot.exchanged_at {
        batch.put_exchanged_at(at);
    }
    for (key, text) in &snapshot.notes {
        batch.put_note(key, text);
    }
    for op in &snapshot.ops {
        batch.add_op(op);
    }
    batch
}
