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

/// The password that a page shows once.
fn secret(text: &str) -> String {
    let (_, rest) = text.split_once(r#"id="secret">"#).expect("it is shown");
    rest.split('<').next().expect("it ends").to_owned()
}

/// Whether somebody gets in with this password, as the API answers.
async fn enter(server: &Server, name: &str, password: &str) -> (u16, String) {
    let body = serde_json::json!({"name": name, "password": password});
    let answer = server.stranger().post("/api/session", &body).await;
    match answer.status {
        StatusCode::OK => (200, String::new()),
        _ => answer.error(),
    }
}

#[tokio::test]
async fn an_administrator_adds_an_account_which_gets_in_with_the_password_shown() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    let mut fields = vec![
        ("name", "Tổng"),
        ("display", ""),
        ("role", "coordinator"),
        ("where", "phuong"),
        ("branches", "party"),
        ("do", "save"),
    ];
    let answer = root.submit("/admin/accounts/new", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = answer.text();
    for part in [
        r#"value="Tổng""#,
        "Xin nhập tên hiển thị.",
        "Xin tìm và chọn một đơn vị",
        r#"value="unit:ward_1""#,
        r#"value="party" checked"#,
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    fields[1].1 = "Phường 2";
    fields.push(("scope", "unit:ward_2"));
    let text = root.submit("/admin/accounts/new", &fields).await.text();
    assert!(text.contains("Tên này không dùng được"), "{text}");
    fields[0].1 = "an";
    let text = root.submit("/admin/accounts/new", &fields).await.text();
    assert!(text.contains("Đã có tài khoản tên này"), "{text}");
    fields[0].1 = "phuong2";
    let answer = root.submit("/admin/accounts/new", &fields).await;
    assert_eq!(answer.status, StatusCode::OK);
    let password = secret(&answer.text());
    assert_eq!(enter(&server, "phuong2", &password).await.0, 200);
    let mut view = server.app.store.read().await.unwrap();
    let stored = view.account("phuong2").await.unwrap().unwrap();
    assert_eq!(stored.branches.word(), "party");
    let page = root.get("/admin/accounts/phuong2").await.text();
    assert!(!page.contains(&password), "it is shown once: {page}");
    assert!(page.contains("Đã vào"), "its sign-in is there: {page}");
}

#[tokio::test]
async fn a_suspended_account_is_out_at_once_and_learns_why_by_its_password() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    let an = server.sign_in("an").await;
    let answer = root.submit("/admin/accounts/an/suspend", &[]).await;
    assert_eq!(
        answer.header("location"),
        "/admin/accounts/an?said=suspended"
    );
    assert_eq!(an.get("/api/session").await.status, 401);
    assert_eq!(
        enter(&server, "an", PASSWORD).await,
        (403, "suspended".into())
    );
    let wrong = enter(&server, "an", "wrong password").await;
    assert_eq!(wrong, enter(&server, "nobody", "wrong password").await);
    let fields = [("name", "an"), ("password", PASSWORD)];
    let answer = server.stranger().submit("/admin/sign-in", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("đang tạm khóa"), "{}", answer.text());
    root.submit("/admin/accounts/an/resume", &[]).await;
    assert_eq!(enter(&server, "an", PASSWORD).await.0, 200);
    // The old session stays ended.
    assert_eq!(an.get("/api/session").await.status, 401);
}

#[tokio::test]
async fn a_new_password_ends_sessions_and_the_last_administrator_stays() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    let an = server.sign_in("an").await;
    let text = root.submit("/admin/accounts/an/reset", &[]).await.text();
    assert_eq!(an.get("/api/session").await.status, 401);
    assert_eq!(enter(&server, "an", PASSWORD).await.0, 401);
    assert_eq!(enter(&server, "an", &secret(&text)).await.0, 200);
    let text = root
        .submit("/admin/accounts/root/suspend", &[])
        .await
        .text();
    assert!(text.contains("người quản trị cuối cùng"), "{text}");
    assert_eq!(root.get("/admin").await.status, StatusCode::OK);
    for path in ["suspend", "resume", "reset", "move"] {
        let path = format!("/admin/accounts/nobody/{path}");
        let answer = root.submit(&path, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn what_is_done_to_accounts_stands_in_the_audit() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    root.submit("/admin/accounts/an/suspend", &[]).await;
    let fields = [
        ("display", "AN"),
        ("role", "reviewer"),
        ("scope", "unit:ward_2"),
        ("branches", "state"),
    ];
    let answer = root.submit("/admin/accounts/an/move", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let text = root.get("/admin/audit?actor=root").await.text();
    for part in [
        "Tạm khóa tài khoản",
        "an: reviewer, unit ward_2, branches state",
        "Đăng nhập",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let text = root.get("/admin/audit?action=suspend+account").await.text();
    assert!(!text.contains("branches state"), "{text}");
}

#[tokio::test]
async fn a_device_is_stopped_and_let_in_again() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    let mut an = server
        .device("an", "00000000-0000-4000-8000-00000000000a")
        .await;
    an.exchange(&[]).await;
    let path = format!("/admin/devices/{}", an.device);
    let list = root.get("/admin/devices").await.text();
    assert!(list.contains(&path), "{list}");
    root.submit(&format!("{path}/revoke"), &[]).await;
    assert_eq!(an.try_exchange(&[]).await.error(), (403, "revoked".into()));
    root.submit(&format!("{path}/allow"), &[]).await;
    an.exchange(&[]).await;
    for what in ["revoke", "wipe", "allow"] {
        let answer = root.submit(&format!("/admin/devices/x/{what}"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{what}");
    }
}

#[tokio::test]
async fn a_device_is_told_to_forget_its_data_and_the_audit_says_so() {
    let server = Server::new().await;
    let root = server.sign_in("root").await;
    let mut an = server
        .device("an", "00000000-0000-4000-8000-00000000000a")
        .await;
    an.exchange(&[]).await;
    let path = format!("/admin/devices/{}", an.device);
    assert!(root.get(&path).await.text().contains("/wipe\""));
    let answer = root.submit(&format!("{path}/wipe"), &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = root.get(&path).await.text();
    assert!(
        page.contains("Chờ xóa dữ liệu") && page.contains("chưa"),
        "{page}"
    );
    // Told as often as it asks, written down once.
    for _ in 0..2 {
        assert_eq!(an.try_exchange(&[]).await.error(), (403, "wipe".into()));
    }
    // Each stands in its row and among what can be looked for.
    let audit = root.get("/admin/audit").await.text();
    for action in ["Xóa dữ liệu trên máy", "Máy đã nhận lệnh xóa"] {
        assert_eq!(audit.matches(action).count(), 2, "{action}: {audit}");
    }
    // It may be taken back.
    root.submit(&format!("{path}/allow"), &[]).await;
    an.exchange(&[]).await;
    // Whoever is no administrator decides nothing.
    let reviewer = server.sign_in("review").await;
    let answer = reviewer.submit(&format!("{path}/wipe"), &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    an.exchange(&[]).await;
}

#[tokio::test]
async fn a_device_loses_what_its_account_sees_no_more() {
    use sohoi_round::{Branch, BranchRule};
    let server = Server::new().await;
    let mut round = crate::round::compiled(crate::round::register());
    round.branches = vec![BranchRule {
        branch: Branch::Party,
        attribute: "title".into(),
        values: vec!["Câu lạc bộ C-1".into()],
    }];
    sohoi_server::rounds::load(&*server.app.store, round, true, 0)
        .await
        .expect("it loads");
    let root = server.sign_in("root").await;
    let mut device = server
        .device("review", "00000000-0000-4000-8000-00000000000b")
        .await;
    let lines = |entries: &[sohoi_sync::Entry]| {
        let lines = entries.iter().filter_map(|entry| match entry {
            sohoi_sync::Entry::Subject(line) => Some(line.id.clone()),
            _ => None,
        });
        lines.collect::<Vec<_>>()
    };
    assert_eq!(lines(&device.pull().await).len(), 4);
    let fields = [
        ("display", "REVIEW"),
        ("role", "reviewer"),
        ("scope", "unit:city"),
        ("branches", "state"),
    ];
    root.submit("/admin/accounts/review/move", &fields).await;
    assert_eq!(
        device.try_exchange(&[]).await.error(),
        (409, "refetch".into())
    );
    device.cursor = None;
    assert_eq!(lines(&device.pull().await), ["C-2", "C-3", "C-4"]);
}
