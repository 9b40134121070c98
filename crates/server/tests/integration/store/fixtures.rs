//! Things to put into a store, and ways to look into it.

use litemap::LiteMap;
use sohoi_server::scope::Reach;
use sohoi_server::store::{Changed, Device, Marks, Store, StoreError, StoredResponse, transact};
use sohoi_sync::{Cell, CellVersion, OpKey, Reason, Response, State, Why};

use crate::harness::slot;

/// The whole feed after a place.
pub(super) async fn walk(store: &dyn Store, reach: &Reach, mut after: u64) -> Vec<(u64, Changed)> {
    let mut view = store.read().await.expect("it reads");
    let mut found = Vec::new();
    loop {
        let feed = view.feed(reach, after, 24).await.expect("it reads");
        found.extend(
            feed.changes
                .into_iter()
                .map(|change| (change.seq, change.what)),
        );
        after = found.last().map_or(after, |(seq, _)| *seq);
        if !feed.more {
            return found;
        }
    }
}

pub(super) fn device(last_n: u64) -> Device {
    Device {
        device: "tablet".into(),
        epoch: 1,
        account: "an".into(),
        last_n,
    }
}

pub(super) async fn put_device(store: &dyn Store, last_n: u64) {
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move { transaction.put_device(&device(last_n), 0).await })
    })
    .await
    .expect("it writes");
}

pub(super) async fn last_n(store: &dyn Store) -> Option<u64> {
    let mut view = store.read().await.expect("it reads");
    let device = view.device("tablet", 1).await.expect("it reads");
    device.map(|device| device.last_n)
}

pub(super) fn response(id: &str, subject: &str, seq: u64) -> StoredResponse {
    let version = CellVersion {
        value: Some("Hội 'đồng hương' <b>\u{1F600}</b>".into()),
        revision: seq,
        author: "an".into(),
        op: OpKey {
            device: "tablet".into(),
            epoch: 1,
            n: 1,
        },
        at: String::new(),
    };
    let cell = Cell {
        counted: version,
        agreed: Vec::new(),
        aside: Vec::new(),
    };
    StoredResponse {
        response: Response {
            id: id.into(),
            slot: slot(subject),
            form_hash: "f".into(),
            author: "an".into(),
            state: State::Draft,
            state_revision: seq,
            moved: None,
            engine: None,
            revision: seq,
            cells: LiteMap::from_iter([("title".to_owned(), cell)]),
            corrections: Vec::new(),
            held: vec![Reason::at("title", Why::Constraint)],
        },
        marks: Marks {
            feed_seq: seq,
            entered_seq: seq,
            progress: (1, 2),
        },
    }
}

pub(super) async fn put_response(store: &dyn Store, response: StoredResponse) {
    transact::<_, StoreError, _>(store, move |transaction| {
        Box::pin(async move { transaction.put_response(&response).await })
    })
    .await
    .expect("it writes");
}
