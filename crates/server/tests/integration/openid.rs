//! Signing in by an OpenID provider that does not answer. What one that answers may do is in
//! `tests/e2e/openid.test.mjs`, with a real one.

use std::sync::Arc;

use axum::http::StatusCode;
use sohoi_server::auth::Carried;
use sohoi_server::http;
use sohoi_server::openid::{Identity, OpenId, Settings};
use sohoi_server::store::link::{Entering, Link, Whom};
use sohoi_server::store::{StoreError, transact};

use crate::harness::Server;

const BACK: &str = "/admin/sign-in/openid/return";

/// A server that knows a provider at which nobody is.
async fn server() -> Server {
    let mut server = Server::new().await;
    let issuer = "http://127.0.0.1:1";
    let settings = Settings::new(issuer, "sohoi", None, "Tỉnh", "http://127.0.0.1:2");
    let openid = OpenId::new(settings.expect("they are right")).expect("it is made");
    server.app.openid = Some(Arc::new(openid));
    server.router = http::router(server.app.clone());
    server
}

/// A sign-in that began in a browser with this cookie.
async fn begun(server: &Server, state: &str, browser: &str, expires_at: i64) {
    let entering = Entering {
        state: Carried::of(state).hash(),
        browser: Carried::of(browser).hash(),
        nonce: "n".into(),
        verifier: "v".into(),
        back: "/admin".into(),
        expires_at,
    };
    transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move { transaction.add_entering(&entering, 0).await })
    })
    .await
    .expect("it writes");
}

#[tokio::test]
async fn a_sign_in_ends_after_its_time_and_is_good_once() {
    let server = server().await;
    let mut browser = server.stranger();
    browser.cookie = Some("sohoi_entering=own".into());
    let path = format!("{BACK}?state=s&code=c");
    let now = server.app.now();
    begun(&server, "s", "own", now + 1_000).await;
    // The provider is away: it was the right browser in time.
    assert_eq!(browser.get(&path).await.status, StatusCode::BAD_GATEWAY);
    assert_eq!(browser.get(&path).await.status, StatusCode::BAD_REQUEST);
    begun(&server, "s", "own", now + 1_000).await;
    server.wait(1_000);
    assert_eq!(browser.get(&path).await.status, StatusCode::BAD_REQUEST);
    begun(&server, "s", "of another", now + 9_000).await;
    assert_eq!(browser.get(&path).await.status, StatusCode::BAD_REQUEST);
    let answer = browser.get(BACK).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("đã quá lâu"), "{}", answer.text());
}

#[tokio::test]
async fn so_many_are_begun_from_an_address() {
    let server = server().await;
    let stranger = server.stranger();
    for _ in 0..60 {
        let begun = stranger.get("/admin/sign-in/openid").await;
        assert_eq!(begun.status, StatusCode::BAD_GATEWAY);
    }
    let begun = stranger.get("/admin/sign-in/openid").await;
    assert_eq!(begun.status, StatusCode::TOO_MANY_REQUESTS);
    server.wait(60_000);
    let begun = stranger.get("/admin/sign-in/openid").await;
    assert_eq!(begun.status, StatusCode::BAD_GATEWAY);
    // Passwords work without the provider.
    server.sign_in("root").await;
}

#[tokio::test]
async fn without_a_provider_there_is_no_such_way() {
    let server = Server::new().await;
    let stranger = server.stranger();
    for path in ["/admin/sign-in/openid", BACK] {
        assert_eq!(stranger.get(path).await.status, StatusCode::NOT_FOUND);
    }
    let page = stranger.get("/admin/sign-in").await.text();
    assert!(!page.contains("openid"), "{page}");
    let root = server.sign_in("root").await;
    let linked = root
        .submit("/admin/accounts/an/link", &[("whom", "x")])
        .await;
    assert_eq!(linked.status, StatusCode::NOT_FOUND);
    let page = root.get("/admin/accounts/an").await.text();
    assert!(!page.contains("/link"), "{page}");
}

#[tokio::test]
async fn only_administrators_link_and_each_person_once() {
    let server = server().await;
    let city = server.sign_in("city").await;
    let path = "/admin/accounts/an/link";
    assert_eq!(city.submit(path, &[("whom", "s-1")]).await.status, 403);
    let root = server.sign_in("root").await;
    assert_eq!(root.submit(path, &[("whom", "s-1")]).await.status, 303);
    let again = root
        .submit("/admin/accounts/ba/link", &[("whom", "s-1")])
        .await;
    assert!(
        again.text().contains("Một tài khoản khác đã nối"),
        "{}",
        again.text()
    );
    let blank = root.submit(path, &[("whom", " ")]).await;
    assert!(
        blank.text().contains("Xin nhập thư điện tử"),
        "{}",
        blank.text()
    );
    let nobody = root
        .submit("/admin/accounts/nobody/link", &[("whom", "s-2")])
        .await;
    assert_eq!(nobody.status, 404);
    let an = server.sign_in("an").await;
    assert_eq!(an.get("/api/session").await.status, 200);
    assert_eq!(
        root.submit("/admin/accounts/an/unlink", &[]).await.status,
        303
    );
    assert_eq!(an.get("/api/session").await.status, 401, "its sessions end");
}

#[tokio::test]
async fn an_account_is_found_by_the_subject_first() {
    let server = Server::new().await;
    let link = |whom| Link {
        issuer: "a".into(),
        whom,
    };
    let links = [
        ("an", link(Whom::Email("x@a".into()))),
        ("ba", link(Whom::Subject("s-1".into()))),
    ];
    transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move {
            for (name, link) in links {
                assert!(transaction.put_link(name, &link).await?);
            }
            Ok(())
        })
    })
    .await
    .expect("it writes");
    let mut view = server.app.store.read().await.expect("it reads");
    let email = Some("x@a".to_owned());
    for (issuer, subject, email, expected) in [
        ("a", "s-1", email.clone(), Some("ba")),
        ("a", "s-2", email.clone(), Some("an")),
        ("a", "s-2", None, None),
        ("b", "s-1", email, None),
    ] {
        let who = Identity {
            issuer: issuer.into(),
            subject: subject.into(),
            email,
        };
        let found = view.linked(&who).await.expect("it reads");
        assert_eq!(found.as_deref(), expected, "{who:?}");
    }
}
