//! `/admin`: who gets which page, in which language.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::harness::{PASSWORD, Server};

#[tokio::test]
async fn strangers_sign_in_first_and_come_back() {
    let server = Server::new().await;
    let answer = server.stranger().get("/admin/accounts?q=an").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let way = "/admin/sign-in?back=%2Fadmin%2Faccounts%3Fq%3Dan";
    assert_eq!(answer.header("location"), way);
    let form = server.stranger().get(way).await;
    assert!(
        form.text()
            .contains(r#"name="back" value="/admin/accounts?q=an""#),
        "{}",
        form.text()
    );
    let mut client = server.stranger();
    let fields = [
        ("name", "root"),
        ("password", PASSWORD),
        ("back", "/admin/accounts?q=an"),
    ];
    let answer = client.submit("/admin/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/admin/accounts?q=an");
    client.cookie = answer.cookie();
    let answer = client.get("/admin/accounts?q=an").await;
    assert_eq!(answer.status, StatusCode::OK);
    // It is the app's session, too, until one signs out here.
    assert_eq!(client.get("/api/session").await.status, StatusCode::OK);
    let answer = client.submit("/admin/sign-out", &[]).await;
    assert_eq!(answer.header("location"), "/admin/sign-in");
    assert_eq!(client.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_wrong_password_is_said_on_the_page_and_the_name_is_kept() {
    let server = Server::new().await;
    let fields = [("name", "ro\"ot"), ("password", "wrong password")];
    let answer = server.stranger().submit("/admin/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let text = answer.text();
    assert!(
        text.contains("Tên đăng nhập hoặc mật khẩu chưa đúng"),
        "{text}"
    );
    assert!(text.contains(r#"value="ro&quot;ot""#), "{text}");
    assert!(!text.contains("wrong password"), "{text}");
}

#[tokio::test]
async fn each_role_gets_its_pages_and_a_polite_no_to_others() {
    let server = Server::new().await;
    let cases = [
        ("root", StatusCode::OK, StatusCode::OK),
        ("city", StatusCode::OK, StatusCode::FORBIDDEN),
        ("review", StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
        ("an", StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
        ("club", StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
    ];
    for (name, overview, accounts) in cases {
        let client = server.sign_in(name).await;
        let answer = client.get("/admin").await;
        assert_eq!(answer.status, overview, "{name}");
        let text = answer.text();
        let leads_to_accounts = text.contains(r#"href="/admin/accounts""#);
        assert_eq!(leads_to_accounts, name == "root", "{text}");
        let answer = client.get("/admin/accounts").await;
        assert_eq!(answer.status, accounts, "{name}");
        let text = answer.text();
        let is_refused = text.contains("Trang này dành cho người khác");
        assert_eq!(is_refused, name != "root", "{text}");
        assert!(text.contains(&name.to_uppercase()), "{text}");
    }
}

#[tokio::test]
async fn accounts_are_found_without_diacritics() {
    let server = Server::new().await;
    let client = server.sign_in("root").await;
    let all = client.get("/admin/accounts").await.text();
    assert!(all.contains("7 tài khoản"), "{all}");
    for (typed, expected) in [
        ("THANH pho", "3 trong 7"),
        ("ca lac bo", "1 trong 7"),
        ("cam", "1 trong 7"),
    ] {
        let typed = typed.replace(' ', "+");
        let text = client
            .get(&format!("/admin/accounts?q={typed}"))
            .await
            .text();
        assert!(text.contains(expected), "{typed}: {text}");
    }
}

#[tokio::test]
async fn the_language_is_chosen_by_the_address_and_remembered() {
    let server = Server::new().await;
    let client = server.stranger();
    let answer = client.get("/admin/sign-in?lang=en").await;
    assert!(answer.text().contains(r#"<html lang="en">"#));
    assert!(answer.cookie().unwrap().starts_with("sohoi_lang=en"));
    let mut client = client;
    client.cookie = answer.cookie();
    assert!(
        client
            .get("/admin/sign-in")
            .await
            .text()
            .contains("Sign in")
    );
    let answer = client.get("/admin/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("There is no such page"));
}

#[tokio::test]
async fn a_form_of_another_page_changes_nothing() {
    let server = Server::new().await;
    let client = server.sign_in("root").await;
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = client
        .send(Method::POST, "/admin/sign-out", &headers, Body::empty())
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("không đến từ trang quản trị"));
    assert_eq!(client.get("/admin").await.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_no_form_is_refused_as_a_page() {
    let server = Server::new().await;
    let headers = [("content-type", "application/json")];
    let answer = server
        .stranger()
        .send(Method::POST, "/admin/sign-in", &headers, Body::from("{}"))
        .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("Không đọc được nội dung đã gửi"));
    let fields = [("name", &*"x".repeat(300_000))];
    let answer = server.stranger().submit("/admin/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.header("content-type").starts_with("text/html"));
}

#[tokio::test]
async fn the_style_is_asked_for_anew_only_when_it_changed() {
    let server = Server::new().await;
    let client = server.stranger();
    let answer = client.get("/admin/style.css").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header("content-type").starts_with("text/css"));
    let known = [("if-none-match", answer.header("etag"))];
    let answer = client
        .send(Method::GET, "/admin/style.css", &known, Body::empty())
        .await;
    assert_eq!(answer.status, StatusCode::NOT_MODIFIED);
}
