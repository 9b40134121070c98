//! The real program is killed again and again while devices push. What it acknowledged is there,
//! once.

// How much was acknowledged, and how soon it was back, is worth reading in a log.
#![allow(clippy::print_stderr)]

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::json;
use sohoi_server::scope::Reach;
use sohoi_server::store::Store;
use sohoi_server::store::sqlite::SqliteStore;
use sohoi_sync::{ExchangeResponse, Op, OpResult};

use crate::harness::{PASSWORD, answer, fill, start};

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
    let store = SqliteStore::open(&file)
        .await
        .expect("a new database opens");
    fill(&store).await;
    store.close().await;

    let shared = Arc::new(Shared {
        address: Mutex::default(),
        acknowledged: AtomicU64::new(0),
        is_over: AtomicBool::new(false),
    });
    let data = folder.path().to_owned();
    let (pushed, slowest) = tokio::task::spawn_blocking(move || torture(&data, &shared))
        .await
        .expect("pushers and killer end well");

    let store = SqliteStore::open(&file)
        .await
        .expect("what is left is a database");
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
fn torture(data: &Path, shared: &Arc<Shared>) -> (Vec<Pushed>, Duration) {
    let mut server = serve(data, shared);
    let cookies: Vec<String> = (0..PUSHERS).map(|_| sign_in(shared)).collect();
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
        server.kill().expect("it is killed");
        server.wait().expect("it is gone");
        let begun = Instant::now();
        server = serve(data, shared);
        slowest = slowest.max(begun.elapsed());
    }
    shared.is_over.store(true, Ordering::SeqCst);
    let pushed = pushers
        .into_iter()
        .map(|pusher| pusher.join().expect("it ends well"));
    let pushed = pushed.collect();
    server.kill().expect("it is killed");
    server.wait().expect("it is gone");
    (pushed, slowest)
}

/// Starts the program and waits until it says where it listens.
fn serve(data: &Path, shared: &Shared) -> Child {
    let mut server = Command::new(env!("CARGO_BIN_EXE_sohoi-server"))
        .arg("--data")
        .arg(data)
        .args(["serve", "--listen", "127.0.0.1:0", "--app", "/nowhere"])
        .env("RUST_LOG", "error")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    BufReader::new(server.stdout.take().expect("it is piped"))
        .read_line(&mut line)
        .expect("it says where it listens");
    let address = line.trim().strip_prefix("listening on http://");
    *shared.address.lock().expect("nobody panicked") = address.expect("it listens").to_owned();
    server
}

/// One request on a connection of its own; `None` where the server went away meanwhile.
fn post(shared: &Shared, path: &str, cookie: &str, body: &str) -> Option<(u16, String, String)> {
    let address = shared.address.lock().expect("nobody panicked").clone();
    let mut stream = TcpStream::connect(address).ok()?;
    let request = format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncookie: {cookie}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(request.as_bytes()).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let answer = String::from_utf8(answer).ok()?;
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, head.to_owned(), body.to_owned()))
}

fn sign_in(shared: &Shared) -> String {
    let body = json!({"name": "an", "password": PASSWORD}).to_string();
    let (_, head, _) = post(shared, "/api/session", "", &body).expect("the server is there");
    let cookie = head
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "));
    let cookie = cookie.expect("a cookie comes").split(';').next();
    cookie.expect("it has a value").to_owned()
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
            let Some((status, _, body)) = post(shared, "/api/sync", cookie, &body) else {
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
