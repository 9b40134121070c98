//! `/api/documents`, `/api/health`, and what holds for every route.

use serde_json::{Value, json};

use sohoi_form::Form;
use sohoi_server::rounds;

use crate::harness::{Server, responses, start};
use crate::round::{FORM, compiled, register, sha256, version};

#[tokio::test]
async fn every_part_is_byte_for_byte_what_its_name_is_the_hash_of() {
    let server = Server::new().await;
    let parts = compiled(register()).parts;
    let client = server.sign_in("an").await;
    for part in [&parts.round, &parts.forms[FORM], &parts.figures] {
        let answer = client.get(&format!("/api/documents/{}", part.hash)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-type"), "application/json");
        assert!(answer.header("cache-control").contains("immutable"));
        assert_eq!(sha256(&answer.bytes), part.hash);
    }
}

#[tokio::test]
async fn a_fresh_device_gets_the_older_form_version_that_a_response_names() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let next = version("2", register());
    let current = next.parts.forms[FORM].hash.clone();
    rounds::load(&*server.app.store, next, true, 0)
        .await
        .expect("it writes");
    let entries = server.device("an", "fresh").await.pull().await;
    let [(response, _, _)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_ne!(response.form_hash, current);
    let client = server.sign_in("an").await;
    let answer = client
        .get(&format!("/api/documents/{}", response.form_hash))
        .await;
    assert_eq!(answer.status, 200);
    let form: Form = answer.json();
    assert_eq!((form.id.as_str(), form.version.as_str()), (FORM, "1"));
    assert_eq!(sha256(&answer.bytes), response.form_hash);
}

#[tokio::test]
async fn unknown_documents_and_strangers_get_none() {
    let server = Server::new().await;
    let hash = compiled(register()).parts.round.hash;
    let path = format!("/api/documents/{hash}");
    let answer = server.stranger().get(&path).await;
    assert_eq!(answer.error(), (401, "unauthenticated".into()));
    let client = server.sign_in("an").await;
    for path in ["/api/documents/00", "/api/documents/..%2f..%2fetc%2fpasswd"] {
        assert_eq!(client.get(path).await.error(), (404, "not_found".into()));
    }
}

#[tokio::test]
async fn health_says_ok_and_the_version() {
    let server = Server::new().await;
    let answer = server.stranger().get("/api/health").await;
    assert_eq!(
        answer.json::<Value>(),
        json!({"status": "ok", "version": env!("CARGO_PKG_VERSION")})
    );
}

#[tokio::test]
async fn unknown_routes_and_methods_are_errors_in_json() {
    let server = Server::new().await;
    let client = server.stranger();
    for path in ["/api", "/api/", "/api/nothing", "/api/sync/more"] {
        assert_eq!(
            client.get(path).await.error(),
            (404, "not_found".into()),
            "{path}"
        );
    }
    assert_eq!(
        client.get("/api/sync").await.error(),
        (405, "malformed".into())
    );
    assert_eq!(
        client.delete("/api/health").await.error(),
        (405, "malformed".into())
    );
}

#[tokio::test]
async fn every_answer_carries_the_headers_that_protect_a_browser() {
    let server = Server::new().await;
    for path in [
        "/api/health",
        "/api/session",
        "/api/nothing",
        "/",
        "/nothing.js",
    ] {
        let answer = server.stranger().get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; "),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{path}");
        if path.starts_with("/api") {
            assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        }
    }
}
