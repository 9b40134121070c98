//! What no app of ours would send. Each is a clear error, and leaves nothing behind.

use std::io::Write as _;

use axum::body::Body;
use axum::http::Method;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

use crate::harness::{Server, answer, start};

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("it is in memory");
    encoder.finish().expect("it is in memory")
}

fn request(changes: &[(&str, Value)]) -> Vec<u8> {
    let mut request = json!({"protocol": 1, "device": "tablet", "epoch": 1, "ops": []});
    for (name, value) in changes {
        request[*name] = value.clone();
    }
    request.to_string().into_bytes()
}

fn op(n: Value) -> Value {
    json!({"n": n, "at": "", "response": "r-1", "change": {"answer": {"form_hash": "",
        "seen": 0, "cells": []}}})
}

/// Name, headers, body; status, and a word of the message by which the place is found.
type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], Vec<u8>, u16, &'c str);

#[tokio::test]
async fn every_malformed_exchange_is_a_clear_error_that_changes_nothing() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let whole = gzip(&request(&[]));
    let deep = "[".repeat(100_000);
    let bomb = gzip(&vec![b' '; 5 * 1024 * 1024]);
    assert!(bomb.len() < 256 * 1024);
    let many: Vec<Value> = (1..=501).map(|n| op(json!(n))).collect();
    let plain: &[(&str, &str)] = &[];
    let packed: &[(&str, &str)] = &[("content-encoding", "gzip")];
    let cases: Vec<Case<'_>> = vec![
        ("nothing", plain, vec![], 400, "EOF"),
        ("no JSON", plain, b"hello".to_vec(), 400, "line 1 column 1"),
        (
            "half of it",
            plain,
            b"{\"protocol\":1,\"dev".to_vec(),
            400,
            "EOF",
        ),
        (
            "no text",
            plain,
            vec![0xff, 0xfe, b'{'],
            400,
            "line 1 column 1",
        ),
        (
            "another shape",
            plain,
            b"[1,2]".to_vec(),
            400,
            "integer `2`",
        ),
        (
            "a field missing",
            plain,
            b"{\"protocol\":1}".to_vec(),
            400,
            "missing field `device`",
        ),
        (
            "a type wrong",
            plain,
            request(&[("epoch", json!("one"))]),
            400,
            "epoch",
        ),
        (
            "a number too large",
            plain,
            request(&[("epoch", json!(1e300))]),
            400,
            "epoch: ",
        ),
        (
            "a number below zero",
            plain,
            request(&[("epoch", json!(-1))]),
            400,
            "epoch: ",
        ),
        (
            "something after it",
            plain,
            [request(&[]), b"x".to_vec()].concat(),
            400,
            "trailing characters",
        ),
        (
            "deep",
            plain,
            deep.clone().into_bytes(),
            400,
            "deeper than 32",
        ),
        (
            "deep and packed",
            packed,
            gzip(deep.as_bytes()),
            400,
            "deeper than 32",
        ),
        (
            "half a gzip",
            packed,
            whole[..whole.len() / 2].to_vec(),
            400,
            "gzip",
        ),
        ("a gzip with a flaw", packed, flawed(&whole), 400, ""),
        ("no gzip", packed, request(&[]), 400, "gzip"),
        ("a bomb", packed, bomb, 413, "4194304 bytes unpacked"),
        (
            "large and packed",
            packed,
            vec![7; 256 * 1024 + 1],
            413,
            "262144 bytes",
        ),
        (
            "large",
            plain,
            vec![b' '; 4 * 1024 * 1024 + 1],
            413,
            "4194304 bytes",
        ),
        (
            "an unknown encoding",
            &[("content-encoding", "br")],
            request(&[]),
            400,
            "only gzip",
        ),
        (
            "another protocol",
            plain,
            request(&[("protocol", json!(2))]),
            426,
            "protocol 2",
        ),
        (
            "no device",
            plain,
            request(&[("device", json!(""))]),
            400,
            "device",
        ),
        (
            "a path as device",
            plain,
            request(&[("device", json!("../x"))]),
            400,
            "device",
        ),
        (
            "epoch 0",
            plain,
            request(&[("epoch", json!(0))]),
            400,
            "epoch",
        ),
        (
            "op 0",
            plain,
            request(&[("ops", json!([op(json!(0))]))]),
            400,
            "ops[0].n",
        ),
        (
            "numbers with a gap",
            plain,
            request(&[("ops", json!([op(json!(1)), op(json!(3))]))]),
            400,
            "ops[1].n",
        ),
        (
            "an op far ahead",
            plain,
            request(&[("ops", json!([op(json!(u64::MAX))]))]),
            400,
            "ops[0].n",
        ),
        (
            "too many ops",
            plain,
            request(&[("ops", json!(many))]),
            413,
            "501 of at most 500",
        ),
        (
            "an unknown change",
            plain,
            request(&[(
                "ops",
                json!([{"n": 1, "at": "", "response": "r", "change": {"erase": {}}}]),
            )]),
            400,
            "erase",
        ),
    ];
    for (name, headers, body, status, place) in cases {
        let answer = client.post_bytes("/api/sync", headers, body).await;
        let (found, code) = answer.error();
        assert_eq!(found, status, "{name}: {}", answer.text());
        assert!(answer.text().contains(place), "{name}: {}", answer.text());
        let expected = match status {
            413 => "too_large",
            426 => "unsupported_protocol",
            _ => "malformed",
        };
        assert_eq!(code, expected, "{name}");
    }
    let mut view = server.app.store.read().await.expect("it reads");
    assert_eq!(view.device("tablet", 1).await.expect("it reads"), None);
    assert!(view.quarantine().await.expect("it reads").is_empty());
}

/// The same with a byte of the checksum turned.
fn flawed(gzip: &[u8]) -> Vec<u8> {
    let mut gzip = gzip.to_vec();
    let place = gzip.len() - 6;
    gzip[place] ^= 0x55;
    gzip
}

#[tokio::test]
async fn a_body_of_another_kind_is_refused() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    for headers in [&[][..], &[("content-type", "text/plain")]] {
        let body = Body::from(request(&[]));
        let answer = client.send(Method::POST, "/api/sync", headers, body).await;
        assert_eq!(answer.error(), (400, "malformed".into()));
    }
}

#[tokio::test]
async fn a_stranger_is_answered_before_the_body_is_read() {
    let server = Server::new().await;
    // A body that never comes: reading it would never end.
    let (_never, body) = tokio::io::duplex(16);
    let stream = futures_util::stream::unfold(body, |mut body| async move {
        let mut bytes = [0; 16];
        let read = tokio::io::AsyncReadExt::read(&mut body, &mut bytes).await;
        Some((read.map(|count| bytes[..count].to_vec()), body))
    });
    let headers = [("content-type", "application/json")];
    let answer = server
        .stranger()
        .send(
            Method::POST,
            "/api/sync",
            &headers,
            Body::from_stream(stream),
        )
        .await;
    assert_eq!(answer.error(), (401, "unauthenticated".into()));
}

#[tokio::test]
async fn malformed_sign_ins_are_errors() {
    let server = Server::new().await;
    let client = server.stranger();
    let cases: [(&[u8], u16); 6] = [
        (b"", 400),
        (b"{}", 400),
        (b"{\"name\":1,\"password\":2}", 400),
        (b"{\"name\":\"an\"}", 400),
        (b"[[[[[[[[]]]]]]]]", 400),
        (&[b'x'; 17 * 1024], 413),
    ];
    for (body, status) in cases {
        let answer = client.post_bytes("/api/session", &[], body.to_vec()).await;
        assert_eq!(answer.error().0, status);
    }
}

#[tokio::test]
async fn the_next_exchange_works_after_all_that() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    for body in [&b"{"[..], b"[[[[", b"\0"] {
        an.client.post_bytes("/api/sync", &[], body).await;
    }
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-1", answer(&[("title", "Một")])),
    ];
    assert_eq!(an.exchange(&ops).await.acknowledged, 2);
}
