//! The server's disk is lost, an older copy is put back, and the devices fill the gap.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::to_value;
use sohoi_server::backup;
use sohoi_server::scope::Reach;
use sohoi_server::store::{Store, StoredOp};
use sohoi_sync::client::{Client as Core, Records};
use sohoi_sync::{ExchangeResponse, Limits, Role, SyncError};

use super::NOW;
use super::filled::{Kind, New};
use crate::harness::{Client, Server, fill, slot};
use crate::round::form_hash;

/// A device: the core that runs in browsers, over a connection to a server.
pub(crate) struct Tablet {
    pub(crate) core: Core,
    client: Client,
    answered: u64,
}

impl Tablet {
    pub(crate) async fn new(server: &Server, account: &str, device: &str) -> Self {
        Self {
            core: Core::new(account, Role::Field, Records::new(device)),
            client: server.sign_in(account).await,
            answered: 0,
        }
    }

    pub(crate) fn start(&mut self, response: &str, subject: &str) {
        let op = self.core.start(response, slot(subject), &form_hash(), "");
        self.core.saved(op.epoch, op.op.n);
    }

    /// Answers with a value that was not given before.
    pub(crate) fn answer(&mut self, response: &str) {
        self.answered += 1;
        let seen = self
            .core
            .view(response)
            .map_or(0, |view| view.response.revision);
        let value = Some(self.answered.to_string());
        let answers = vec![("members".to_owned(), value)];
        let op = self.core.answer(response, seen, answers, &form_hash(), "");
        let op = op.expect("it is short");
        self.core.saved(op.epoch, op.op.n);
    }

    /// Exchanges until nothing is left to send or to pull; answers how many requests that took.
    pub(crate) async fn exchange(&mut self) -> usize {
        for requests in 1..20 {
            let request = self.core.next_request(&Limits::default());
            let body = to_value(&request).expect("it is JSON");
            let answer = self.client.post("/api/sync", &body).await;
            let again = if answer.status.is_success() {
                let answer: ExchangeResponse = answer.json();
                self.core.receive(&request, &answer).again
            } else {
                let error: SyncError = answer.json();
                assert_eq!(answer.status.as_u16(), 409, "{error:?}");
                self.core.refuse(&request, &error).again
            };
            if !again && self.core.pending().next().is_none() {
                return requests;
            }
        }
        panic!("the queue does not empty");
    }
}

/// All ops of the devices, and the last answer of each response.
async fn state(store: &dyn Store) -> (Vec<StoredOp>, BTreeMap<String, String>) {
    let mut view = store.read().await.expect("it reads");
    let mut ops = Vec::new();
    for device in view.devices().await.expect("it reads") {
        let log = view.ops(&device.device, device.epoch, 1, 1000).await;
        ops.extend(log.expect("it reads"));
    }
    let responses = view.responses(&Reach::Everything).await.expect("it reads");
    let members = responses.into_iter().map(|stored| {
        let response = stored.into_inner().response;
        let members = &response.cells[&"members".to_owned()];
        assert!(members.aside.is_empty(), "{}", response.id);
        (
            response.id.clone(),
            members.counted.value.clone().expect("it has one"),
        )
    });
    (ops, members.collect())
}

async fn an_older_copy_is_refilled(kind: Kind) {
    let place = New::of(kind).await;
    fill(&*place.store).await;
    let server = Server::on(Arc::clone(&place.store));
    let mut tablets = Vec::new();
    for number in 0..5 {
        let account = ["an", "ba", "cam"][number % 3];
        let subject = ["C-1", "C-2", "C-4"][number % 3];
        let mut tablet = Tablet::new(&server, account, &format!("tablet-{number}")).await;
        tablet.start(&format!("r-{number}"), subject);
        tablet.answer(&format!("r-{number}"));
        tablet.exchange().await;
        tablets.push(tablet);
    }
    let file = place.folder.path().join("backup");
    backup::make(&*place.store, &file, NOW)
        .await
        .expect("it is made");

    // Some hear of the backup and let go of what it covers; all go on, and only some of it arrives.
    for (number, tablet) in tablets.iter_mut().enumerate() {
        let response = format!("r-{number}");
        if number % 2 == 0 {
            tablet.exchange().await;
            assert_eq!(tablet.core.device().current().safe, 2);
        }
        for _ in 0..3 {
            tablet.answer(&response);
        }
        tablet.exchange().await;
        if number == 4 {
            // A new response, of which the backup knows nothing.
            tablet.start("r-new", "C-3");
            tablet.answer("r-new");
            tablet.exchange().await;
        }
        tablet.answer(&response);
    }
    let (lost, _) = state(&*place.store).await;
    assert_eq!(lost.len(), 5 * 5 + 2);

    // The disk is gone; a new server stands on what the backup holds.
    drop(server);
    let place = New::of(kind).await;
    backup::restore(&*place.store, &file, NOW + 60_000)
        .await
        .expect("it is restored");
    let (restored, _) = state(&*place.store).await;
    assert_eq!(restored.len(), 5 * 2);
    let server = Server::on(Arc::clone(&place.store));
    for tablet in &mut tablets {
        tablet.client.move_to(&server);
        let requests = tablet.exchange().await;
        assert!(requests <= 6, "{requests} requests");
    }
    for tablet in &mut tablets {
        tablet.exchange().await;
        assert_eq!(tablet.core.pending().count(), 0);
    }

    // Everything that was ever acknowledged is there once, as it was sent, and what came after.
    let (found, members) = state(&*place.store).await;
    assert_eq!(found.len(), lost.len() + 5);
    for op in &lost {
        let same = found.iter().filter(|found| found.key == op.key);
        let same: Vec<_> = same.map(|found| (&found.op, &found.account)).collect();
        assert_eq!(same, [(&op.op, &op.account)]);
    }
    for (number, tablet) in tablets.iter().enumerate() {
        let id = format!("r-{number}");
        assert_eq!(members[&id], tablet.answered.to_string(), "{id}");
        let view = tablet.core.view(&id).expect("it is on the device");
        let cell = &view.response.cells[&"members".to_owned()];
        assert_eq!(cell.counted.value, Some(tablet.answered.to_string()));
        assert_eq!(
            tablet.core.device().current().epoch,
            1,
            "no lineage had to begin"
        );
        assert_eq!(
            tablet.core.device().current().safe,
            2,
            "the backup covers what it did"
        );
    }
}

#[tokio::test]
async fn devices_refill_an_older_copy_on_sqlite() {
    an_older_copy_is_refilled(Kind::Sqlite).await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn devices_refill_an_older_copy_on_postgres() {
    an_older_copy_is_refilled(Kind::Postgres).await;
}
