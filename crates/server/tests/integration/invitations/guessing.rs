//! Wrong codes: what they are answered with, how often they may be tried, and what they leave.

use axum::body::Body;
use axum::http::Method;
use serde_json::json;
use sohoi_invitation::Code;
use sohoi_server::app::Transport;

use super::{code_for, let_in, show};
use crate::harness::{Answer, Server};

/// Another code with the same public part.
fn guess(code: &Code, number: u8) -> Code {
    let bytes = [number; Code::BYTES];
    let other = Code::of_random(bytes).grouped().replace('-', "");
    let start = format!("{}{}", code.id(), &other[5..18]);
    let letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars();
    let mut whole = letters.map(|check| format!("{start}{check}"));
    let found = whole.find_map(|typed| Code::read(&typed).ok());
    found.expect("one of them is its check character")
}

/// Tries from one of many addresses.
async fn from(server: &Server, address: &str, code: &str) -> Answer {
    let headers = [
        ("content-type", "application/json"),
        ("x-forwarded-for", address),
    ];
    let body = Body::from(json!({"code": code}).to_string());
    let path = "/api/invitations/redeem";
    server
        .stranger()
        .send(Method::POST, path, &headers, body)
        .await
}

#[tokio::test]
async fn wrong_codes_are_answered_alike() {
    let server = Server::new().await.reached_by(Transport::BehindTls);
    let code = code_for(&server, "C-1").await;
    let unknown = Code::of_random([9; Code::BYTES]);
    let mistyped = code.grouped().replacen(&code.id()[..1], "Đ", 1);
    let texts = [
        guess(&code, 1).grouped(),
        unknown.grouped(),
        mistyped,
        "' or 1=1 --".into(),
        String::new(),
    ];
    let mut answers = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let answer = from(&server, &format!("10.0.0.{number}"), text).await;
        assert_eq!(answer.error(), (401, "unauthenticated".into()), "{text}");
        assert_eq!(answer.cookie(), None);
        answers.push(answer.text());
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
}

#[tokio::test]
async fn a_wrong_code_is_written_down_whether_or_not_it_is_of_an_invitation() {
    let server = Server::new().await;
    let code = code_for(&server, "C-1").await;
    for (text, known) in [(guess(&code, 1), 1), (Code::of_random([9; 12]), 1)] {
        show(&server.stranger(), &text.grouped()).await;
        let mut view = server.app.store.read().await.expect("it reads");
        let stored = view.invitation(code.id()).await.expect("it reads");
        assert_eq!(stored.expect("it is there").invitation.failures, known);
    }
}

#[tokio::test]
async fn the_tenth_wrong_secret_locks_the_code_wherever_it_comes_from() {
    let server = Server::new().await.reached_by(Transport::BehindTls);
    let code = code_for(&server, "C-1").await;
    let other = code_for(&server, "C-2").await;
    for number in 0..10 {
        let address = format!("10.0.0.{number}");
        let answer = from(&server, &address, &guess(&code, number).grouped()).await;
        assert_eq!(answer.error(), (401, "unauthenticated".into()));
    }
    let answer = from(&server, "10.0.1.1", &code.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_locked".into()));
    // Who does not know the secret is not told so, and others are not concerned.
    let answer = from(&server, "10.0.1.2", &guess(&code, 77).grouped()).await;
    assert_eq!(answer.error(), (401, "unauthenticated".into()));
    let answer = from(&server, "10.0.1.3", &other.grouped()).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn nine_wrong_secrets_lock_nothing() {
    let server = Server::new().await.reached_by(Transport::BehindTls);
    let code = code_for(&server, "C-1").await;
    for number in 0..9 {
        from(
            &server,
            &format!("10.0.0.{number}"),
            &guess(&code, number).grouped(),
        )
        .await;
    }
    let answer = from(&server, "10.0.1.1", &code.grouped()).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn the_sixth_guess_in_a_minute_waits_and_what_is_mistyped_costs_nothing() {
    let server = Server::new().await.reached_by(Transport::BehindTls);
    let codes = [
        code_for(&server, "C-1").await,
        code_for(&server, "C-2").await,
    ];
    for _ in 0..20 {
        assert_eq!(from(&server, "10.0.0.1", "ABCDE").await.status, 401);
    }
    for number in 0..5 {
        let tried = guess(&codes[usize::from(number % 2)], number);
        assert_eq!(
            from(&server, "10.0.0.1", &tried.grouped()).await.status,
            401
        );
    }
    let answer = from(&server, "10.0.0.1", &codes[0].grouped()).await;
    assert_eq!(answer.error(), (429, "rate_limited".into()));
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(
        from(&server, "10.0.0.2", &codes[0].grouped()).await.status,
        200
    );
    server.wait(60_000);
    assert_eq!(
        from(&server, "10.0.0.1", &codes[1].grouped()).await.status,
        200
    );
}

#[tokio::test]
async fn no_secret_is_in_the_database() {
    let server = Server::new().await;
    let code = code_for(&server, "C-1").await;
    let (client, _) = let_in(&server, &code).await;
    let cookie = client.cookie.expect("a cookie came");
    let (_, token) = cookie.split_once('=').expect("it has a value");
    server.app.store.close().await;
    let file = std::fs::read(server.folder().join("sohoi.sqlite")).expect("it is there");
    let holds = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds(code.id()), "the search finds what is there");
    assert!(!holds(code.secret()));
    assert!(!holds(&code.grouped()[6..]));
    assert!(!holds(token));
}
