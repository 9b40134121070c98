//! Several server processes on one PostgreSQL are one server.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use sohoi_sync::{Entry, ExchangeResponse, Op, OpResult};

use crate::harness::program::{Program, post, sign_in};
use crate::harness::{answer, fill, postgres, start, values};

const PUSHERS: usize = 6;
const OPS: u64 = 60;

/// What somebody who pulls holds: the newest revision told, and the last answer of each response.
#[derive(Debug, Default, PartialEq, Eq)]
struct Held {
    revision: u64,
    members: BTreeMap<String, String>,
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn two_processes_on_one_database_order_everything_once() {
    let database = postgres::Database::new().await;
    let store = database.store().await;
    fill(&*store).await;

    let url = database.url();
    let held = tokio::task::spawn_blocking(move || {
        let servers = [Program::serve(&url), Program::serve(&url)];
        // Signed in with one is signed in with the other.
        let cookie = sign_in(&servers[0].address);
        let addresses = servers.each_ref().map(|server| server.address.as_str());
        run(&addresses, &cookie)
    });
    let held = held.await.expect("everybody ends well");

    let mut view = store.read().await.expect("it reads");
    let expected: BTreeMap<String, String> = (0..PUSHERS)
        .map(|number| (device(number), OPS.to_string()))
        .collect();
    for held in held {
        assert_eq!(held.members, expected, "nobody was told less");
        assert_eq!(held.revision, view.server().await.expect("it reads").seq);
    }
    let mut revisions = Vec::new();
    for number in 0..PUSHERS {
        let device = device(number);
        let log = view.ops(&device, 1, 1, OPS * 2).await.expect("it reads");
        assert_eq!(log.len() as u64, OPS, "{device}");
        for stored in log {
            assert_eq!(stored.outcome.result, OpResult::Applied, "{device}");
            revisions.push(stored.outcome.revision);
        }
    }
    revisions.sort_unstable();
    assert!(
        revisions.windows(2).all(|pair| pair[0] < pair[1]),
        "a number is given out once, whoever gives it"
    );
    drop(view);
    store.close().await;
}

fn device(number: usize) -> String {
    format!("pusher-{number}")
}

/// Somebody who pushes, until this is dropped: by the end of the work, or by a panic.
struct Pushing<'p>(&'p AtomicUsize);

impl Drop for Pushing<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Pushes through both servers while somebody pulls from each, until all is pushed and pulled.
fn run(addresses: &[&str], cookie: &str) -> Vec<Held> {
    let pushing = AtomicUsize::new(PUSHERS);
    std::thread::scope(|scope| {
        for number in 0..PUSHERS {
            let pushing = Pushing(&pushing);
            scope.spawn(move || {
                let _pushing = pushing;
                push(&device(number), addresses, cookie);
            });
        }
        // Two that stay with a server each, and one that goes from one to the other.
        let ways = [&addresses[..1], &addresses[1..], addresses];
        let pullers = ways.map(|addresses| {
            let pushing = &pushing;
            scope.spawn(move || pull(addresses, cookie, pushing))
        });
        let held = pullers.map(|puller| puller.join().expect("it ends well"));
        held.into()
    })
}

fn push(device: &str, addresses: &[&str], cookie: &str) {
    for (n, address) in (1..=OPS).zip(addresses.iter().cycle()) {
        let change = match n {
            1 => start("C-1"),
            n => answer(&[("members", &n.to_string())]),
        };
        let op = Op {
            n,
            at: String::new(),
            response: device.to_owned(),
            change,
            after: vec![],
        };
        let body = json!({"protocol": 1, "device": device, "epoch": 1, "ops": [op]}).to_string();
        let (status, _, body) = post(address, "/api/sync", cookie, &body).expect("it is there");
        assert_eq!(status, 200, "{device} {n}: {body}");
        let answer: ExchangeResponse = serde_json::from_str(&body).expect("it is an answer");
        assert_eq!(answer.acknowledged, n, "{device}");
    }
}

fn pull(addresses: &[&str], cookie: &str, pushing: &AtomicUsize) -> Held {
    let mut held = Held::default();
    let mut cursor = None;
    for address in addresses.iter().cycle() {
        let is_last = pushing.load(Ordering::SeqCst) == 0;
        let body = json!({
            "protocol": 1, "device": "reader", "epoch": 1, "ops": [], "cursor": cursor,
        });
        let answer = post(address, "/api/sync", cookie, &body.to_string());
        let (status, _, body) = answer.expect("it is there");
        assert_eq!(status, 200, "{body}");
        let answer: ExchangeResponse = serde_json::from_str(&body).expect("it is an answer");
        for entry in answer.entries {
            let Entry::Response { response, .. } = entry else {
                continue;
            };
            assert!(
                response.revision > held.revision,
                "in order, and nothing twice"
            );
            held.revision = response.revision;
            for (_, value) in values(&response)
                .iter()
                .filter(|(path, _)| *path == "members")
            {
                held.members
                    .insert(response.id.clone(), (*value).to_owned());
            }
        }
        cursor = Some(answer.cursor);
        if is_last && !answer.more {
            break;
        }
    }
    held
}

#[tokio::test]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn connections_that_the_database_ended_are_made_anew() {
    let database = postgres::Database::new().await;
    let store = database.store().await;
    fill(&*store).await;
    for _ in 0..3 {
        let mut views = Vec::new();
        for _ in 0..4 {
            views.push(store.read().await.expect("it reads"));
        }
        let ended = sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity \
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .execute(&mut database.connection().await)
        .await
        .expect("they are ended");
        assert!(ended.rows_affected() >= 5, "readers and the writer");
        for mut view in views {
            assert!(
                view.server().await.is_err(),
                "a snapshot ends with its connection"
            );
        }
        let mut view = store.read().await.expect("it reads");
        let before = view.server().await.expect("it reads").seq;
        crate::harness::load(&*store, crate::round::register()).await;
        let mut view = store.read().await.expect("it reads");
        assert!(view.server().await.expect("it reads").seq >= before);
    }
    store.close().await;
}
