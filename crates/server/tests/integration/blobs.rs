//! `/api/blobs`.

use axum::body::Body;
use axum::http::Method;
use sohoi_sync::{OpResult, Reason, State, Why};

use crate::harness::{Answer, Client, Server, answer, move_to, start};
use crate::round::sha256;

const PAGE: &[u8] = b"\x89PNG a signed page";

async fn put(client: &Client, hash: &str, bytes: &[u8]) -> Answer {
    let path = format!("/api/blobs/{hash}");
    let body = Body::from(bytes.to_vec());
    client.send(Method::PUT, &path, &[], body).await
}

#[tokio::test]
async fn bytes_are_taken_in_under_their_own_hash_only() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let hash = sha256(PAGE);
    assert_eq!(put(&client, &hash, PAGE).await.status, 204);
    assert_eq!(put(&client, &hash, PAGE).await.status, 204, "again");
    let other = sha256(b"something else");
    for (name, bytes) in [
        (other.as_str(), PAGE),
        (&hash.to_uppercase(), PAGE),
        ("..%2f..%2fetc", PAGE),
        (&hash[1..], PAGE),
    ] {
        let answer = put(&client, name, bytes).await;
        assert_eq!(answer.error(), (400, "malformed".into()), "{name}");
    }
    let answer = client.get(&format!("/api/blobs/{hash}")).await;
    assert_eq!(answer.bytes, PAGE);
    assert_eq!(answer.header("content-disposition"), "attachment");
    assert_eq!(answer.header("cache-control"), "no-store");
    let answer = client.get(&format!("/api/blobs/{other}")).await;
    assert_eq!(answer.error(), (404, "not_found".into()));
}

#[tokio::test]
async fn strangers_neither_bring_nor_get_bytes() {
    let server = Server::new().await;
    let hash = sha256(PAGE);
    let stranger = server.stranger();
    assert_eq!(put(&stranger, &hash, PAGE).await.error().0, 401);
    assert_eq!(
        stranger.get(&format!("/api/blobs/{hash}")).await.error().0,
        401
    );
}

#[tokio::test]
async fn bytes_beyond_the_limit_are_refused() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let bytes = vec![7; 8 * 1024 * 1024 + 1];
    let answer = put(&client, &sha256(&bytes), &bytes).await;
    assert_eq!(answer.error(), (413, "too_large".into()));
}

#[tokio::test]
async fn a_blob_is_for_those_who_see_the_answers_that_name_it() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let hash = sha256(PAGE);
    assert_eq!(put(&an.client, &hash, PAGE).await.status, 204);
    an.send("r-1", start("C-1")).await;
    an.send(
        "r-1",
        answer(&[("title", "Một"), ("active", "yes"), ("page", &hash)]),
    )
    .await;
    let path = format!("/api/blobs/{hash}");
    let seen_by = async |expected: &[(&str, u16)]| {
        for (name, status) in expected {
            let client = server.sign_in(name).await;
            assert_eq!(client.get(&path).await.status, *status, "{name}");
        }
    };
    // A draft: its author, and the club that it is about.
    seen_by(&[
        ("an", 200),
        ("club", 200),
        ("ba", 404),
        ("city", 404),
        ("cam", 404),
    ])
    .await;
    an.send("r-1", move_to(State::Submitted, 0)).await;
    seen_by(&[
        ("an", 200),
        ("club", 200),
        ("ba", 200),
        ("city", 200),
        ("cam", 404),
    ])
    .await;
}

#[tokio::test]
async fn a_submit_waits_for_its_blobs() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let hash = sha256(PAGE);
    an.send("r-1", start("C-1")).await;
    an.send(
        "r-1",
        answer(&[("title", "Một"), ("active", "yes"), ("page", &hash)]),
    )
    .await;
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    let reasons = vec![Reason::at("page", Why::BlobMissing)];
    assert_eq!(result, OpResult::Held { reasons });
    assert_eq!(put(&an.client, &hash, PAGE).await.status, 204);
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    assert_eq!(result, OpResult::Applied);
}
