//! The real program is killed again and again while devices push. What it acknowledged is there,
//! once.

// How much was acknowledged, and how soon it was back, is worth reading in a log.
#![allow(clippy::print_stderr)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use sohoi_server::scope::Reach;
use sohoi_server::store::Database;
use sohoi_sync::{ExchangeResponse, Op, OpResult};

use crate::harness::program::{Program, post, sign_in};
use crate::harness::{answer, fill, postgres, start};

const KILLS: u64 = 10;
const PUSHERS: usize = 4;

/// What pushers and killer share.
struct Shared {
    /// Where the server listens at the moment.
    address: Mutex<String>,
    /// How many ops were acknowledged in all.
    acknowledged: AtomicU64,
    is_over: AtomicBool,
}

/// What a pusher sent and saw acknowledged.
struct Pushed {
    device: String,
    ops: Vec<Op>,
    acknowledged: u64,
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let file = folder.path().join("sohoi.sqlite");
    kill_and_look(file.to_str().expect("it is text")).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs PostgreSQL: see harness/postgres.rs"]
async fn nor_on_postgres() {
    let database = postgres::Database::new().await;
    kill_and_look(&database.url()).await;
}

async fn kill_and_look(name: &str) {
    let database: Database = name.parse().expect("every name is one");
    let store = database.open().await.expect("a new database opens");
    fill(&*store).await;
    store.close().await;

    let shared = Arc::new(Shared {
        address: Mutex::default(),
        acknowledged: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
    });
    let data = name.to_owned();
    let (pushed, slowest) = tokio::task::spawn_blocking(move || torture(&data, &shared))
        .await
        .expect("pushers and killer end well");

    let store = database.open().await.expect("what is left is a database");
    let mut view = store.read().await.expect("it reads");
    let mut total = 0;
    for Pushed {
        device,
        ops,
        acknowledged,
    } in pushed
    {
        total += acknowledged;
        let known = view.device(&device, 1).await.expect("it reads");
        let last_n = known.map_or(0, |known| known.last_n);
        assert!(
            last_n >= acknowledged,
            "{device}: {last_n} of {acknowledged}"
        );
        // The log holds every op up to the last once and as it was sent.
        let log = view
            .ops(&device, 1, 1, u64::MAX >> 1)
            .await
            .expect("it reads");
        let count = usize::try_from(last_n).expect("small");
        assert_eq!(log.len(), count, "{device}");
        for (stored, sent) in log.iter().zip(&ops) {
            assert_eq!(stored.op, *sent, "{device}");
            assert_eq!(stored.outcome.result, OpResult::Applied, "{device}");
        }
        // The response is exactly what these ops make.
        let response = view
            .response(&Reach::Everything, &device)
            .await
            .expect("it reads");
        let response = response.expect("it was started").into_inner().response;
        let members = &response.cells[&"members".to_owned()];
        let cell = &members.counted;
        assert_eq!(cell.op.n, last_n, "{device}");
        assert_eq!(cell.value, Some(last_n.to_string()), "{device}");
        assert_eq!(members.aside, [], "{device}");
    }
    drop(view);
    store.close().await;
    eprintln!("{total} ops acknowledged over {KILLS} kills, ready again within {slowest:?}");
    assert!(total >= KILLS * 20, "{total} ops are no load");
    assert!(
        slowest < Duration::from_secs(20),
        "ready again after {slowest:?}"
    );
}

/// Kills and restarts the server under load; says how long the slowest restart took.
fn torture(database: &str, shared: &Arc<Shared>) -> (Vec<Pushed>, Duration) {
    let mut server = serve(database, shared);
    let cookies: Vec<String> = (0..PUSHERS).map(|_| sign_in(&server.address)).collect();
    let pushers: Vec<_> = cookies
        .into_iter()
        .enumerate()
        .map(|(number, cookie)| {
            let shared = Arc::clone(shared);
            std::thread::spawn(move || push(&format!("pusher-{number}"), &cookie, &shared))
        })
        .collect();
    let mut slowest = Duration::ZERO;
    let mut random = 0x2030_0501_u64;
    for _ in 0..KILLS {
        // After some more acknowledged ops, wherever the next ones are by then.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let goal = shared.acknowledged.load(Ordering::SeqCst) + 20 + random % 30;
        while shared.acknowledged.load(Ordering::SeqCst) < goal {
            std::thread::yield_now();
        }
        server.kill();
        let begun = Instant::now();
        server = serve(database, shared);
        slowest = slowest.max(begun.elapsed());
    }
    shared.is_over.store(true, Ordering::SeqCst);
    let pushed = pushers
        .into_iter()
        .map(|pusher| pusher.join().expect("it ends well"));
    let pushed = pushed.collect();
    server.kill();
    (pushed, slowest)
}

fn serve(database: &str, shared: &Shared) -> Program {
    let server = Program::serve(database);
    shared
        .address
        .lock()
        .expect("nobody panicked")
        .clone_from(&server.address);
    server
}

/// Pushes one op after the other, and each again until it is acknowledged.
fn push(device: &str, cookie: &str, shared: &Shared) -> Pushed {
    let mut ops = Vec::new();
    let mut acknowledged = 0;
    let mut outcomes = BTreeMap::new();
    while !shared.is_over.load(Ordering::SeqCst) {
        let n = acknowledged + 1;
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
        // No cursor: what comes back is of no interest, so nothing of it is asked for twice.
        let body = json!({"protocol": 1, "device": device, "epoch": 1, "ops": [op]}).to_string();
        ops.push(op);
        while acknowledged < n {
            let address = shared.address.lock().expect("nobody panicked").clone();
            let Some((status, _, body)) = post(&address, "/api/sync", cookie, &body) else {
                std::thread::yield_now();
                continue;
            };
            // An answer cut off by the kill acknowledges nothing.
            let Ok(answer) = serde_json::from_str::<ExchangeResponse>(&body) else {
                assert!(status == 200 || status == 503, "{status}: {body}");
                continue;
            };
            let known = outcomes.insert(n, answer.outcomes.clone());
            assert!(known.is_none_or(|known| known == answer.outcomes));
            acknowledged = answer.acknowledged;
            assert_eq!(acknowledged, n, "{device}");
            shared.acknowledged.fetch_add(1, Ordering::SeqCst);
        }
    }
    Pushed {
        device: device.to_owned(),
        ops,
        acknowledged,
    }
}
