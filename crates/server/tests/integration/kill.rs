//! The real program is killed again and again while devices push, and so is its database. What it
//! acknowledged is there, once.
//!
//! `SOHOI_KILLS=100` kills that often, and holds the program to the time it may take to be back;
//! `cargo xtask soak` does so. It also kills the database, see `xtask/src/testing/outages.rs`.

// How much was acknowledged, and how soon it was back, is worth reading in a log.
#![allow(clippy::print_stderr)]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use serde_json::json;
use sohoi_server::scope::Reach;
use sohoi_server::store::Database;
use sohoi_sync::{ExchangeResponse, Op, OpResult};

use crate::harness::program::{Program, get, post, sign_in};
use crate::harness::{answer, fill, postgres, start};

/// How many times the server is killed where nobody says.
const KILLS: usize = 10;
const PUSHERS: usize = 20;
/// From the start of the program to its first good answer, where that is held against the clock.
const READY: Duration = Duration::from_secs(2);

/// What pushers and killer share.
#[derive(Default)]
struct Shared {
    /// Where the server listens at the moment.
    address: Mutex<String>,
    /// How many ops were acknowledged in all.
    acknowledged: AtomicU64,
    /// How many answers said that the database is not there.
    unavailable: AtomicU64,
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

/// Without `SOHOI_OUTAGES` nobody kills the database, and there is nothing to see.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a PostgreSQL that somebody kills: `cargo xtask soak`"]
async fn nor_when_the_database_is_killed() {
    let Some(outages) = number("SOHOI_OUTAGES") else {
        return;
    };
    let database = postgres::Database::new().await;
    let name = database.url();
    prepare(&name).await;
    let shared = Arc::<Shared>::default();
    let data = name.clone();
    let pushed = tokio::task::spawn_blocking(move || live_through(outages, &data, &shared));
    let total = look(&name, pushed.await.expect("everybody ends well")).await;
    eprintln!("{total} ops acknowledged over {outages} outages of the database");
}

async fn kill_and_look(name: &str) {
    prepare(name).await;
    let asked = number("SOHOI_KILLS");
    let kills = asked.unwrap_or(KILLS);
    let data = name.to_owned();
    let shared = Arc::<Shared>::default();
    let ended = tokio::task::spawn_blocking(move || torture(kills, &data, &shared));
    let (pushed, mut ready) = ended.await.expect("pushers and killer end well");
    let total = look(name, pushed).await;
    ready.sort();
    let (median, slowest) = (ready[kills / 2], ready[kills - 1]);
    eprintln!(
        "{total} ops acknowledged over {kills} kills under {PUSHERS} pushers; \
         ready again within {median:?} (median), {slowest:?} (longest)"
    );
    assert!(total >= kills as u64 * 20, "{total} ops are no load");
    assert!(
        asked.is_none() || slowest < READY,
        "ready again after {slowest:?}"
    );
}

fn number(variable: &str) -> Option<usize> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().expect("the variable holds a number"))
}

async fn prepare(name: &str) {
    let database: Database = name.parse().expect("every name is one");
    let store = database.open().await.expect("a new database opens");
    fill(&*store).await;
    store.close().await;
}

/// Holds what is in the database against what was pushed; says how many ops were acknowledged.
async fn look(name: &str, pushed: Vec<Pushed>) -> u64 {
    let database: Database = name.parse().expect("every name is one");
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
    total
}

/// Kills and restarts the server under load; says how long it took each time to be ready.
fn torture(kills: usize, database: &str, shared: &Arc<Shared>) -> (Vec<Pushed>, Vec<Duration>) {
    let mut server = serve(database, shared);
    let pushers = start_pushing(&server, shared);
    let mut ready = Vec::new();
    let mut random = 0x2030_0501_u64;
    for _ in 0..kills {
        // After some more acknowledged ops, wherever the next ones are by then.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let goal = shared.acknowledged.load(Ordering::SeqCst) + 20 + random % 30;
        while shared.acknowledged.load(Ordering::SeqCst) < goal {
            thread::yield_now();
        }
        server.kill();
        let begun = Instant::now();
        server = serve(database, shared);
        while !is_well(&server) {
            thread::sleep(Duration::from_millis(1));
        }
        ready.push(begun.elapsed());
    }
    (stop_pushing(pushers, shared), ready)
}

/// Pushes through so many outages of the database: each is seen by answers that say so, and over
/// once ops are acknowledged again.
fn live_through(outages: usize, database: &str, shared: &Arc<Shared>) -> Vec<Pushed> {
    let server = serve(database, shared);
    let pushers = start_pushing(&server, shared);
    for _ in 0..outages {
        let before = shared.unavailable.load(Ordering::SeqCst);
        while shared.unavailable.load(Ordering::SeqCst) == before || is_well(&server) {
            thread::yield_now();
        }
        while !is_well(&server) {
            thread::sleep(Duration::from_millis(1));
        }
        let goal = shared.acknowledged.load(Ordering::SeqCst) + 5 * PUSHERS as u64;
        while shared.acknowledged.load(Ordering::SeqCst) < goal {
            thread::yield_now();
        }
    }
    stop_pushing(pushers, shared)
}

fn is_well(server: &Program) -> bool {
    get(&server.address, "/api/health").is_some_and(|(status, _)| status == 200)
}

fn start_pushing(server: &Program, shared: &Arc<Shared>) -> Vec<JoinHandle<Pushed>> {
    let cookies: Vec<String> = (0..PUSHERS).map(|_| sign_in(&server.address)).collect();
    let start = |(number, cookie): (usize, String)| {
        let shared = Arc::clone(shared);
        thread::spawn(move || push(&format!("pusher-{number}"), &cookie, &shared))
    };
    cookies.into_iter().enumerate().map(start).collect()
}

fn stop_pushing(pushers: Vec<JoinHandle<Pushed>>, shared: &Shared) -> Vec<Pushed> {
    shared.is_over.store(true, Ordering::SeqCst);
    let ended = pushers.into_iter().map(JoinHandle::join);
    ended.map(|pushed| pushed.expect("it ends well")).collect()
}

fn serve(database: &str, shared: &Shared) -> Program {
    let server = Program::serve(database);
    let mut address = shared.address.lock().expect("nobody panicked");
    address.clone_from(&server.address);
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
                // So that those who wait leave the processors to the server that starts.
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            // An answer cut off by the kill acknowledges nothing.
            let Ok(answer) = serde_json::from_str::<ExchangeResponse>(&body) else {
                assert!(status == 200 || status == 503, "{status}: {body}");
                shared
                    .unavailable
                    .fetch_add(u64::from(status == 503), Ordering::SeqCst);
                thread::sleep(Duration::from_millis(10));
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
