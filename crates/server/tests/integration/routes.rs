//! The table of routes, and what each of them refuses: said by the table, tried on all of it.

use std::collections::BTreeSet;
use std::path::Path;

use axum::http::Method;
use serde_json::Value;
use sohoi_server::http::{Access, Entry, Family, Taken, openapi, table};

use crate::harness::{Answer, Client, Server, accounts};

mod attempts;

use attempts::{Attempt, attempts};

/// The kinds of attempts that must fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    WrongMethod,
    ForeignOrigin,
    NoSession,
    ForgedSession,
    ExpiredSession,
    OtherRole,
    SessionInPlaceOfToken,
    WrongToken,
    TooLarge,
    TooLargeAsAnnounced,
    Bomb,
    TooDeep,
    OtherMediaType,
    Nonsense,
}

/// What must be tried of an entry, by what the table says of it.
fn required(entry: &Entry) -> BTreeSet<Kind> {
    let mut kinds = BTreeSet::from([Kind::WrongMethod]);
    if entry.is_change() {
        kinds.insert(Kind::ForeignOrigin);
    }
    match entry.access() {
        Access::Open => {}
        Access::SignedIn => kinds.extend(SESSION),
        Access::Roles(_) => {
            kinds.extend(SESSION);
            kinds.insert(Kind::OtherRole);
        }
        Access::Token => kinds.extend([Kind::SessionInPlaceOfToken, Kind::WrongToken]),
    }
    match entry.taken() {
        None => {}
        Some(Taken::Json { .. }) => {
            kinds.extend(BODY);
            kinds.extend([
                Kind::Bomb,
                Kind::TooDeep,
                Kind::OtherMediaType,
                Kind::Nonsense,
            ]);
        }
        Some(Taken::Form { .. } | Taken::Parts { .. }) => {
            kinds.extend(BODY);
            kinds.insert(Kind::OtherMediaType);
        }
        Some(Taken::Bytes { .. }) => kinds.extend(BODY),
    }
    kinds
}

const SESSION: [Kind; 3] = [Kind::NoSession, Kind::ForgedSession, Kind::ExpiredSession];
const BODY: [Kind; 2] = [Kind::TooLarge, Kind::TooLargeAsAnnounced];

#[test]
fn every_route_says_what_it_is_for_and_what_it_answers() {
    let mut seen = BTreeSet::new();
    for family in table() {
        for entry in family.entries() {
            let name = name(entry);
            assert!(
                entry.path().starts_with(family.root()),
                "{name} is not below {}",
                family.root()
            );
            assert!(!entry.what().is_empty(), "{name}: .about(…) is missing");
            assert!(!entry.what().ends_with('.'), "{name}");
            let good = entry
                .all_answers()
                .iter()
                .any(|answer| answer.status.as_u16() < 400);
            assert!(good, "{name}: what it gives is missing");
            assert!(seen.insert(name.clone()), "{name} is there twice");
        }
    }
    assert!(seen.len() > 10, "the table has its routes");
}

/// How the document is renewed: this names the variable that makes the test write it.
const RENEW: &str = "SOHOI_RENEW_OPENAPI";

#[test]
fn the_openapi_document_is_that_of_the_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let document = openapi(&table());
    let made = format!("{document:#}\n");
    if std::env::var_os(RENEW).is_some() {
        std::fs::write(&path, &made).expect("docs/ can be written to");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    if serde_json::from_str::<Value>(&kept).ok() != Some(document) {
        let mut lines = kept.lines().zip(made.lines()).enumerate();
        let differs = lines.find(|(_, (kept, made))| kept != made);
        panic!(
            "docs/openapi.json is not what the table of routes says, first here: {differs:?}; \
             {RENEW}=1 cargo test -p sohoi-server --test integration openapi writes it anew"
        );
    }
}

#[tokio::test]
async fn every_route_refuses_what_it_must() {
    for family in table() {
        for entry in family.entries() {
            let attempts = attempts(&family, entry);
            let kinds: BTreeSet<Kind> = attempts.iter().map(|attempt| attempt.kind).collect();
            assert_eq!(kinds, required(entry), "{} is tried in full", name(entry));
            let server = Server::new().await;
            for attempt in attempts {
                try_out(&server, &family, entry, attempt).await;
            }
        }
    }
}

/// Makes an attempt and sees it refused.
async fn try_out(server: &Server, family: &Family, entry: &Entry, attempt: Attempt) {
    let client = attempt.client(server, entry).await;
    let path = filled(entry.path());
    let headers: Vec<(&str, &str)> = attempt
        .headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let (body, read) = attempt.body.open();
    let answer = client
        .send(attempt.method.clone(), &path, &headers, body)
        .await;
    let what = format!("{}: {:?}: {}", name(entry), attempt.kind, answer.text());
    check(family, &answer, attempt.status, &what);
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    if attempt.status == 405 {
        let allowed = answer.header("allow");
        assert!(allowed.contains(entry.method().as_str()), "{what}");
        assert!(!allowed.contains(attempt.method.as_str()), "{what}");
    }
    let read = read.bytes();
    assert!(read <= attempt.reads, "{what}: {read} bytes were read");
}

/// Sees a refusal told as its family tells them.
fn check(family: &Family, answer: &Answer, status: u16, what: &str) {
    if (family.root(), status) == ("/admin", 401) {
        // Strangers are shown where to sign in.
        assert_eq!(answer.status.as_u16(), 303, "{what}");
        let place = answer.header("location");
        assert!(place.starts_with("/admin/sign-in"), "{what}: {place}");
        return;
    }
    assert_eq!(answer.status.as_u16(), status, "{what}");
    if family.root() == "/admin" {
        assert!(
            answer.header("content-type").starts_with("text/html"),
            "{what}"
        );
        return;
    }
    let error: Value = answer.json();
    let code = match family.root() {
        "/odata" => &error["error"]["code"],
        _ => &error["code"],
    };
    assert!(code.is_string(), "{what}");
}

/// Whom a route lets in, signed in.
async fn admitted(server: &Server, entry: &Entry) -> Client {
    let accounts = accounts();
    let account = accounts
        .iter()
        .find(|account| entry.access().admits(account.role));
    match account {
        Some(account) => server.sign_in(&account.name).await,
        None => server.stranger(),
    }
}

fn name(entry: &Entry) -> String {
    format!("{} {}", entry.method(), entry.path())
}

/// A path with something in its places.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{hash}" => "0".repeat(64),
            "{*path}" => "Figures".to_owned(),
            _ if part.starts_with('{') => "x".to_owned(),
            _ => part.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// The methods that the table has for a path.
fn methods(family: &Family, path: &str) -> Vec<Method> {
    let entries = family.entries().iter();
    entries
        .filter(|entry| entry.path() == path)
        .map(|entry| entry.method().clone())
        .collect()
}
