//! `/admin/invitations`: within the reach of whoever asks.

use axum::http::StatusCode;
use sohoi_invitation::Code;
use sohoi_server::store::{StoreError, transact};
use sohoi_sync::Scope;

use super::{code_for, let_in, show};
use crate::harness::{Answer, Client, Server};

const PAGE: &str = "/admin/invitations";

/// The codes on a sheet, by name.
fn printed(sheet: &Answer) -> Vec<(String, Code)> {
    let text = sheet.text();
    let slips = text.split("data-link=").skip(1);
    let between = |text: &str, start: &str| {
        let (_, rest) = text.split_once(start).expect("it is on the slip");
        rest.split('<').next().unwrap_or_default().to_owned()
    };
    let read = |slip: &str| {
        let name = between(slip, "<h2>");
        let code = Code::read(&between(slip, "class=\"code\">"));
        (name, code.expect("it is a code"))
    };
    slips.map(read).collect()
}

/// Somebody who invites in ward 1 only.
async fn coordinator_of_ward(server: &Server) -> Client {
    let mut stored = server
        .app
        .store
        .read()
        .await
        .expect("it reads")
        .account("city")
        .await
        .expect("it reads")
        .expect("it is there");
    stored.account.name = "ward".into();
    stored.account.scope = Scope::Unit("ward_1".into());
    transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move { transaction.add_account(&stored, 0).await })
    })
    .await
    .expect("it writes");
    server.sign_in("ward").await
}

async fn make(client: &Client, fields: &[(&str, &str)]) -> Answer {
    client.submit(PAGE, fields).await
}

#[tokio::test]
async fn a_unit_is_invited_and_the_page_tells_what_became_of_it() {
    let server = Server::new().await;
    let city = server.sign_in("city").await;
    let page = city.get(&format!("{PAGE}?unit=ward_1")).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("Câu lạc bộ C-1"));
    assert!(!page.text().contains("Câu lạc bộ C-4"));
    assert!(page.text().contains("Chưa có"));

    let fields = [("unit", "ward_1"), ("until", "2030-12-31")];
    let sheet = make(&city, &fields).await;
    assert_eq!(sheet.status, StatusCode::OK, "{}", sheet.text());
    assert_eq!(sheet.header("cache-control"), "no-store");
    let codes = printed(&sheet);
    let names: Vec<&str> = codes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["Câu lạc bộ C-1", "Câu lạc bộ C-2", "Câu lạc bộ C-3"]
    );
    assert!(sheet.text().contains("Dùng đến hết ngày 31/12/2030"));
    let_in(&server, &codes[0].1).await;

    let again = make(&city, &fields).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = city.get(again.header("location")).await.text();
    assert!(page.contains("Không tạo mã nào"), "{page}");
    assert!(page.contains("đã vào"), "{page}");
    assert!(page.contains("chưa dùng, đến hết 31/12/2030"), "{page}");
    for (_, code) in &codes {
        assert!(
            !page.contains(code.secret()),
            "a page shows no secret later"
        );
    }
}

#[tokio::test]
async fn one_association_gets_a_new_code_and_one_is_taken_back() {
    let server = Server::new().await;
    let first = code_for(&server, "C-2").await;
    let city = server.sign_in("city").await;
    let fields = [
        ("unit", "ward_1"),
        ("until", "31/12/2030"),
        ("subject", "C-2"),
    ];
    let codes = printed(&make(&city, &fields).await);
    let [(_, second)] = &codes[..] else {
        panic!("{codes:?}")
    };
    let answer = show(&server.stranger(), &first.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_revoked".into()));

    let id = second.id();
    let asked = city
        .get(&format!("{PAGE}/revoke?id={id}&unit=ward_1"))
        .await;
    assert!(asked.text().contains("Câu lạc bộ C-2"), "{}", asked.text());
    let fields = [("id", id), ("unit", "ward_1")];
    let answer = city.submit(&format!("{PAGE}/revoke"), &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = city.get(answer.header("location")).await.text();
    assert!(page.contains("Đã thu hồi mã."), "{page}");
    let answer = show(&server.stranger(), &second.grouped()).await;
    assert_eq!(answer.error(), (410, "invitation_revoked".into()));
}

#[tokio::test]
async fn what_was_typed_wrongly_is_said_beside_it_and_kept() {
    let server = Server::new().await;
    let city = server.sign_in("city").await;
    for until in ["", "1969-01-01", "hôm nay", "2030-02-31"] {
        let answer = make(&city, &[("unit", "ward_1"), ("until", until)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{until}");
        let text = answer.text();
        assert!(text.contains("Xin chọn một ngày"), "{text}");
        assert!(text.contains(&format!("value=\"{until}\"")), "{text}");
    }
}

#[tokio::test]
async fn a_locked_code_is_told_to_whoever_invites() {
    let server = Server::new().await;
    let code = code_for(&server, "C-2").await;
    let id = code.id().to_owned();
    for _ in 0..10 {
        let (store, id) = (&*server.app.store, id.clone());
        transact::<_, StoreError, _>(store, move |transaction| {
            Box::pin(async move { transaction.count_failure(&id, 10, 5).await })
        })
        .await
        .expect("it writes");
    }
    let city = server.sign_in("city").await;
    let page = city.get(&format!("{PAGE}?unit=ward_1")).await.text();
    assert!(
        page.contains("bị khóa vì có người nhập sai 10 lần"),
        "{page}"
    );
}

#[tokio::test]
async fn nobody_invites_beyond_their_own_unit() {
    let server = Server::new().await;
    let code = code_for(&server, "C-4").await;
    let ward = coordinator_of_ward(&server).await;
    for path in [
        format!("{PAGE}?unit=ward_2"),
        format!("{PAGE}?unit=city"),
        format!("{PAGE}?unit=nowhere"),
        format!("{PAGE}/revoke?id={}", code.id()),
    ] {
        assert_eq!(
            ward.get(&path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for fields in [
        [("unit", "ward_2"), ("until", "2030-12-31"), ("subject", "")],
        [
            ("unit", "ward_1"),
            ("until", "2030-12-31"),
            ("subject", "C-4"),
        ],
    ] {
        let answer = make(&ward, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{fields:?}");
    }
    let fields = [("id", code.id()), ("unit", "ward_1")];
    let answer = ward.submit(&format!("{PAGE}/revoke"), &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let_in(&server, &code).await;
    let own = ward.get(PAGE).await.text();
    assert!(own.contains("Phường 1"), "{own}");
    assert!(!own.contains("Phường 2") && !own.contains("C-4"), "{own}");
}
