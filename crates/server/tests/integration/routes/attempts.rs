//! Attempts that must fail, made from what the table says.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes};
use axum::http::Method;
use sohoi_server::http::{Access, Entry, Family, Taken};

use super::{Kind, admitted, methods};
use crate::bad_input::gzip;
use crate::harness::{Client, Server, accounts};

/// Who makes an attempt.
#[derive(Clone, Debug)]
pub(super) enum Who {
    Stranger,
    /// Whom the route lets in.
    Admitted,
    /// Somebody by name.
    Named(String),
    /// Somebody whose session has ended meanwhile.
    Overdue,
    /// Somebody with a cookie that the server never gave.
    Forger,
}

/// What is sent along.
#[derive(Clone, Debug)]
pub(super) enum Sending {
    Whole(Vec<u8>),
    /// So many chunks of a KiB, without saying how many there will be.
    Chunks(usize),
}

/// Counts what was read of a body.
pub(super) struct Read(Arc<AtomicUsize>);

impl Read {
    pub(super) fn bytes(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Sending {
    /// A body that arrives piece by piece, and how much of it was read.
    pub(super) fn open(self) -> (Body, Read) {
        let count = Arc::new(AtomicUsize::new(0));
        let read = Read(Arc::clone(&count));
        let pieces: Vec<Bytes> = match self {
            Self::Whole(bytes) => {
                let bytes = Bytes::from(bytes);
                let starts = (0..bytes.len()).step_by(KIB);
                starts
                    .map(|start| bytes.slice(start..bytes.len().min(start + KIB)))
                    .collect()
            }
            Self::Chunks(count) => vec![Bytes::from_static(&[b' '; KIB]); count],
        };
        let pieces = pieces.into_iter().map(move |piece| {
            count.fetch_add(piece.len(), Ordering::SeqCst);
            Ok::<_, std::io::Error>(piece)
        });
        (Body::from_stream(futures_util::stream::iter(pieces)), read)
    }
}

const KIB: usize = 1024;

/// A request that must be refused.
pub(super) struct Attempt {
    pub(super) kind: Kind,
    pub(super) method: Method,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) body: Sending,
    /// The status of the refusal.
    pub(super) status: u16,
    /// How much of the body may be read at most.
    pub(super) reads: usize,
    who: Who,
}

impl Attempt {
    /// Whoever makes it.
    pub(super) async fn client(&self, server: &Server, entry: &Entry) -> Client {
        match &self.who {
            Who::Stranger => server.stranger(),
            Who::Admitted => admitted(server, entry).await,
            Who::Named(name) => server.sign_in(name).await,
            Who::Overdue => {
                let client = admitted(server, entry).await;
                server.wait(90 * 24 * 60 * 60 * 1000);
                client
            }
            Who::Forger => {
                let mut client = admitted(server, entry).await;
                let cookie = client.cookie.take().expect("it is signed in");
                let (name, _) = cookie.split_once('=').expect("it has a value");
                client.cookie = Some(format!("{name}={}", "0".repeat(64)));
                client
            }
        }
    }
}

/// Everything that must be tried of a route.
pub(super) fn attempts(family: &Family, entry: &Entry) -> Vec<Attempt> {
    let mut all = wrong_methods(family, entry);
    let attempt = |kind, who, status| Attempt {
        kind,
        method: entry.method().clone(),
        headers: media_type(entry),
        // Whoever may not is told before the body is read.
        body: Sending::Chunks(usize::from(entry.is_change())),
        status,
        reads: 0,
        who,
    };
    if entry.is_change() {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
        ] {
            let mut attempt = attempt(Kind::ForeignOrigin, Who::Admitted, 403);
            attempt.headers.push((name, value.to_owned()));
            all.push(attempt);
        }
    }
    if matches!(entry.access(), Access::SignedIn | Access::Roles(_)) {
        all.push(attempt(Kind::NoSession, Who::Stranger, 401));
        all.push(attempt(Kind::ForgedSession, Who::Forger, 401));
        all.push(attempt(Kind::ExpiredSession, Who::Overdue, 401));
        let others = accounts().into_iter();
        let others = others.filter(|account| !entry.access().admits(account.role));
        all.extend(others.map(|other| attempt(Kind::OtherRole, Who::Named(other.name), 403)));
    }
    if entry.access() == Access::Token {
        let root = Who::Named("root".to_owned());
        all.push(attempt(Kind::SessionInPlaceOfToken, root, 401));
        for shown in ["", "Bearer ", "Basic Og==", "Bearer sohoi_0"] {
            let mut attempt = attempt(Kind::WrongToken, Who::Stranger, 401);
            attempt.headers.push(("authorization", shown.to_owned()));
            all.push(attempt);
        }
    }
    all.extend(bodies(entry));
    all
}

/// The methods that the path does not know.
fn wrong_methods(family: &Family, entry: &Entry) -> Vec<Attempt> {
    let known = methods(family, entry.path());
    let all = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::PATCH,
        Method::DELETE,
    ];
    let others = all.into_iter().filter(|method| !known.contains(method));
    others
        .map(|method| Attempt {
            kind: Kind::WrongMethod,
            method,
            headers: Vec::new(),
            body: Sending::Chunks(1),
            status: 405,
            reads: 0,
            who: Who::Admitted,
        })
        .collect()
}

/// Bodies that are not what they should be.
fn bodies(entry: &Entry) -> Vec<Attempt> {
    let Some(taken) = entry.taken() else {
        return Vec::new();
    };
    let attempt = |kind, body, status, reads| Attempt {
        kind,
        method: entry.method().clone(),
        headers: media_type(entry),
        body,
        status,
        reads,
        who: Who::Admitted,
    };
    let most = match taken {
        Taken::Json { limits, .. } | Taken::Form { limits, .. } => limits.unpacked,
        Taken::Parts { most } | Taken::Bytes { most } => most,
    };
    // Ten times what may come would be sent; the piece that is too much is the last one read.
    let endless = Sending::Chunks(10 * most.div_ceil(KIB));
    let mut all = vec![attempt(Kind::TooLarge, endless, 413, most + KIB)];
    let mut announced = attempt(Kind::TooLargeAsAnnounced, Sending::Chunks(1), 413, 0);
    let length = (most + 1).to_string();
    announced.headers.push(("content-length", length));
    all.push(announced);
    if let Taken::Json { limits, .. } = taken {
        let deep = "[".repeat(limits.depth + 1).into_bytes();
        all.push(attempt(Kind::TooDeep, Sending::Whole(deep), 400, KIB));
        for nonsense in [&b"{"[..], b"[]", b"\xff", b"", b"{}{}"] {
            let nonsense = Sending::Whole(nonsense.to_vec());
            all.push(attempt(Kind::Nonsense, nonsense, 400, KIB));
        }
        let bomb = gzip(&vec![b' '; 10 * limits.unpacked]);
        assert!(
            bomb.len() < limits.travelling,
            "it gets past the first limit"
        );
        let reads = bomb.len();
        let mut bomb = attempt(Kind::Bomb, Sending::Whole(bomb), 413, reads);
        bomb.headers.push(("content-encoding", "gzip".to_owned()));
        all.push(bomb);
    }
    if !matches!(taken, Taken::Bytes { .. }) {
        for media_type in ["text/plain", "multipart/form-data", ""] {
            let mut other = attempt(Kind::OtherMediaType, Sending::Chunks(1), 400, 0);
            other.headers = vec![("content-type", media_type.to_owned())];
            all.push(other);
        }
    }
    all
}

fn media_type(entry: &Entry) -> Vec<(&'static str, String)> {
    let name = match entry.taken() {
        None => return Vec::new(),
        Some(Taken::Json { .. }) => "application/json",
        Some(Taken::Form { .. }) => "application/x-www-form-urlencoded",
        Some(Taken::Parts { .. }) => "multipart/form-data; boundary=x",
        Some(Taken::Bytes { .. }) => "application/octet-stream",
    };
    vec![("content-type", name.to_owned())]
}
