//! `/api/session`.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::json;
use sohoi_server::app::Transport;
use sohoi_server::auth::Limit;
use sohoi_sync::{Account, Role, Scope};

use crate::harness::{PASSWORD, Server};

#[tokio::test]
async fn signing_in_gives_the_account_and_a_cookie_that_works_until_signing_out() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let answer = client.get("/api/session").await;
    assert_eq!(
        answer.json::<Account>(),
        Account {
            name: "an".into(),
            display: "AN".into(),
            role: Role::Field,
            scope: Scope::Unit("ward_1".into()),
        }
    );
    let answer = client.delete("/api/session").await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    let answer = client.get("/api/session").await;
    assert_eq!(answer.error(), (401, "unauthenticated".into()));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let server = Server::new().await;
    let mut texts = Vec::new();
    for name in ["an", "nobody", "' or 1=1 --", ""] {
        let body = json!({"name": name, "password": "wrong password"});
        let answer = server.stranger().post("/api/session", &body).await;
        assert_eq!(answer.error(), (401, "unauthenticated".into()));
        assert_eq!(answer.cookie(), None);
        texts.push(answer.text());
    }
    texts.dedup();
    assert_eq!(texts.len(), 1, "{texts:?}");
}

#[tokio::test]
async fn a_session_ends_after_ninety_days() {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    server.wait(90 * DAY - 1);
    assert_eq!(client.get("/api/session").await.status, StatusCode::OK);
    server.wait(1);
    assert_eq!(
        client.get("/api/session").await.error(),
        (401, "unauthenticated".into())
    );
}

#[tokio::test]
async fn guessing_is_slowed_down_for_one_name_and_not_for_others() {
    let server = Server::new().await;
    let guess = |name, password| {
        let client = server.stranger();
        async move {
            let body = json!({"name": name, "password": password});
            client.post("/api/session", &body).await
        }
    };
    for _ in 0..5 {
        assert_eq!(guess("an", "wrong password").await.status, 401);
    }
    let answer = guess("an", PASSWORD).await;
    assert_eq!(answer.error(), (429, "rate_limited".into()));
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(guess("ba", PASSWORD).await.status, 200);
    server.wait(60_000);
    assert_eq!(guess("an", PASSWORD).await.status, 200);
}

#[tokio::test]
async fn the_token_is_not_in_the_database() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let cookie = client.cookie.clone().expect("a cookie came");
    let (_, token) = cookie.split_once('=').expect("it has a value");
    server.app.store.close().await;
    let file = std::fs::read(server.folder().join("sohoi.sqlite")).expect("it is there");
    let holds = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("Câu lạc bộ C-1"), "the search finds what is there");
    assert!(!holds(token));
    assert!(!holds(PASSWORD));
}

#[tokio::test]
async fn foreign_pages_change_nothing() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let cases = [
        [("sec-fetch-site", "cross-site")],
        [("sec-fetch-site", "same-site")],
        [("origin", "https://evil.example")],
        [("origin", "null")],
    ];
    for headers in cases {
        for (method, path) in [
            (Method::POST, "/api/sync"),
            (Method::POST, "/api/session"),
            (Method::DELETE, "/api/session"),
            (Method::PUT, "/api/blobs/00"),
        ] {
            let answer = client.send(method, path, &headers, Body::empty()).await;
            assert_eq!(
                answer.error(),
                (403, "forbidden".into()),
                "{headers:?} {path}"
            );
        }
    }
    assert_eq!(client.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn behind_a_proxy_guesses_count_by_the_address_that_it_tells() {
    let guess = async |server: &Server, address: &str, password: &str| {
        let body = json!({"name": "an", "password": password}).to_string();
        let headers = [("x-forwarded-for", address)];
        let client = server.stranger();
        client.post_bytes("/api/session", &headers, body).await
    };
    let behind = Server::new().await.reached_by(Transport::BehindTls);
    let plain = Server::new().await;
    for server in [&behind, &plain] {
        for round in 0..5 {
            // What comes before the last entry is hearsay and helps nobody to more guesses.
            let address = format!("198.51.100.{round}, 203.0.113.7");
            assert_eq!(guess(server, &address, "wrong password").await.status, 401);
        }
        assert_eq!(guess(server, "203.0.113.7", PASSWORD).await.status, 429);
    }
    assert_eq!(guess(&behind, "203.0.113.8", PASSWORD).await.status, 200);
    assert_eq!(guess(&plain, "203.0.113.8", PASSWORD).await.status, 429);
}

#[tokio::test]
async fn cookies_and_browsers_are_bound_to_tls_where_there_is_some() {
    for (transport, is_secure) in [
        (Transport::Plain, false),
        (Transport::Tls, true),
        (Transport::BehindTls, true),
    ] {
        let server = Server::new().await.reached_by(transport);
        let body = json!({"name": "an", "password": PASSWORD});
        let answer = server.stranger().post("/api/session", &body).await;
        let cookie = answer.header("set-cookie");
        assert_eq!(cookie.ends_with("; Secure"), is_secure, "{transport:?}");
        assert_eq!(cookie.starts_with("__Host-"), is_secure, "{transport:?}");
        let header = answer.header("strict-transport-security");
        assert_eq!(header.is_empty(), !is_secure, "{transport:?}");
    }
}

#[tokio::test]
async fn a_cookie_from_before_tls_opens_nothing_and_is_taken_back() {
    let plain = Server::new().await;
    let mut client = plain.sign_in("an").await;
    let secure = Server::on(plain.app.store.clone()).reached_by(Transport::Tls);
    client.move_to(&secure);
    let answer = client.get("/api/session").await;
    assert_eq!(answer.error(), (401, "unauthenticated".into()));
    let taken_back = answer.header("set-cookie");
    assert!(taken_back.starts_with("sohoi_session=; "), "{taken_back}");
    assert!(taken_back.contains("Max-Age=0"), "{taken_back}");
    // Signing in gives the new one and takes back the old one.
    let body = json!({"name": "an", "password": PASSWORD});
    let answer = client.post("/api/session", &body).await;
    let cookies: Vec<&str> = answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|cookie| cookie.to_str().expect("it is text"))
        .collect();
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    assert!(cookies[0].starts_with("__Host-sohoi_session="));
    assert!(cookies[1].starts_with("sohoi_session=; "));
    client.cookie = answer.cookie();
    let answer = client.get("/api/session").await;
    assert_eq!((answer.status, answer.cookie()), (StatusCode::OK, None));
}

#[tokio::test]
async fn a_device_that_exchanges_without_end_waits_and_others_do_not() {
    let server = Server::new().await;
    let client = server.sign_in("an").await;
    let other = server.sign_in("ba").await;
    let exchange = |device: &str| json!({"protocol": 1, "device": device, "epoch": 1, "ops": []});
    let tablet = exchange("tablet");
    for _ in 0..Limit::EXCHANGES.free {
        assert_eq!(client.post("/api/sync", &tablet).await.status, 200);
    }
    let answer = client.post("/api/sync", &tablet).await;
    assert_eq!(answer.error(), (429, "rate_limited".into()));
    assert_eq!(answer.header("retry-after"), "60");
    let second = exchange("second");
    assert_eq!(client.post("/api/sync", &second).await.status, 200);
    assert_eq!(other.post("/api/sync", &tablet).await.status, 200);
    server.wait(Limit::EXCHANGES.window_ms);
    assert_eq!(client.post("/api/sync", &tablet).await.status, 200);
}
