//! `/admin/register`: what people do there, and what stays within their units.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use sohoi_form::Text;
use sohoi_round::{Due, DutyRule};
use sohoi_server::store::{StoreError, StoredAccount, transact};
use sohoi_sync::{Account, Change, Role, Scope, SubjectLine};

use crate::harness::{Answer, Client, PASSWORD, Server};
use crate::round::{ROUND, register};

/// A coordinator of ward 1, beside the one of the city.
async fn of_ward(server: &Server) -> Client {
    let account = Account {
        name: "ward".into(),
        display: "WARD".into(),
        role: Role::Coordinator,
        scope: Scope::Unit("ward_1".into()),
    };
    let password = server
        .app
        .passwords
        .hash(PASSWORD)
        .expect("it is long enough");
    let stored = StoredAccount::new(account, password);
    transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move { transaction.add_account(&stored, 0).await })
    })
    .await
    .expect("it writes");
    server.sign_in("ward").await
}

async fn bring(client: &Client, name: &str, bytes: &[u8]) -> Answer {
    let mut body = Vec::new();
    let head = format!(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: text/csv\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(bytes);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let headers = [
        ("content-type", "multipart/form-data; boundary=b"),
        ("sec-fetch-site", "same-origin"),
    ];
    let path = format!("/admin/register/import?round={ROUND}");
    client
        .send(Method::POST, &path, &headers, Body::from(body))
        .await
}

/// What a hidden field or an address says.
fn said(text: &str, before: &str) -> String {
    let (_, rest) = text
        .split_once(before)
        .unwrap_or_else(|| panic!("{before} in {text}"));
    rest.split(['"', '&']).next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_table_is_looked_at_taken_in_and_undone() {
    let server = Server::new().await;
    let client = server.sign_in("city").await;
    let text = "Mã,Tên,Đơn vị\nN-1,Câu lạc bộ Cờ,Phường 1\nN-2,Hội Nông dân,Phường 2\nN-3,Câu lạc bộ Thơ,Phường 9\n";
    let answer = bring(&client, "hội.csv", text.as_bytes()).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let look = answer.header("location").to_owned();
    let page = client.get(&look).await.text();
    // Each problem with its cell.
    for cell in ["B3", "C4", "Nghị định 45/2010", "Phường 9"] {
        assert!(page.contains(cell), "{cell}: {page}");
    }
    let before = client.get("/admin/register").await.text();
    assert!(!before.contains("N-1"), "nothing is written yet");
    let upload = said(&page, "name=\"upload\" value=\"");
    let fields = [
        ("round", ROUND),
        ("upload", &upload),
        ("column", "id"),
        ("column", "name"),
        ("column", "unit"),
    ];
    let answer = client
        .submit("/admin/register/import/accept", &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = client.get("/admin/register?q=cau+lac+bo+co").await.text();
    assert!(page.contains("N-1") && !page.contains("N-3"), "{page}");
    let page = client.get("/admin/register/import").await.text();
    let batch = said(&page, "name=\"batch\" value=\"");
    let fields = [("round", ROUND), ("batch", &*batch)];
    let answer = client.submit("/admin/register/import/undo", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = client.get("/admin/register?q=N-1").await.text();
    assert!(!page.contains("Câu lạc bộ Cờ"), "{page}");
    // A file that is none is said beside the field.
    let answer = bring(&client, "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("Tệp Excel cũ"), "{}", answer.text());
}

#[tokio::test]
async fn changes_are_dated_and_refused_beside_their_field() {
    let server = Server::new().await;
    let client = server.sign_in("city").await;
    let change = |fields: Vec<(&'static str, &'static str)>| {
        let client = &client;
        async move {
            let fields: Vec<_> = [("round", ROUND)].into_iter().chain(fields).collect();
            client.submit("/admin/register/change", &fields).await
        }
    };
    let rename = vec![
        ("do", "rename"),
        ("id", "C-1"),
        ("name", "Hội <b>Hoa</b>"),
        ("decision", "12/QĐ-UBND"),
    ];
    let answer = change(rename).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = client.get(answer.header("location")).await.text();
    assert!(page.contains("Hội &lt;b&gt;Hoa&lt;/b&gt;"), "{page}");
    assert!(
        page.contains("12/QĐ-UBND") && !page.contains("<b>Hoa"),
        "{page}"
    );
    for (fields, expected) in [
        (
            vec![("do", "rename"), ("id", "C-2"), ("name", "Hội <b>Hoa</b>")],
            "C-1 cùng đơn vị",
        ),
        (
            vec![("do", "rename"), ("id", "C-2"), ("name", "Hội CCB")],
            "Hội Cựu chiến binh",
        ),
        (
            vec![("do", "move"), ("id", "C-2"), ("unit", "nowhere")],
            "Ngoài phạm vi tài khoản",
        ),
        (
            vec![("do", "merge"), ("id", "C-2"), ("into", "C-2")],
            "chọn ít nhất một hội",
        ),
        (
            vec![("do", "dissolve"), ("id", "C-2"), ("on", "hôm qua")],
            "Không phải ngày",
        ),
        (
            vec![
                ("do", "add"),
                ("id", "C-1"),
                ("name", "Hội Mới"),
                ("unit", "ward_1"),
            ],
            "đã cấp",
        ),
    ] {
        let answer = change(fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            answer.text().contains(expected),
            "{expected}: {}",
            answer.text()
        );
    }
    let answer = change(vec![("do", "dissolve"), ("id", "C-2")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = client.get("/admin/register").await.text();
    assert!(!page.contains("C-2"), "{page}");
    let page = client.get("/admin/register?state=ended").await.text();
    assert!(
        page.contains("C-2") && page.contains("Giải thể từ 1/1/1970"),
        "{page}"
    );
    let export = client.get("/admin/register/export.csv").await;
    assert!(export.text().contains("C-1") && !export.text().contains("C-2"));
    let xlsx = client.get("/admin/register/export.xlsx").await;
    assert_eq!(xlsx.status, StatusCode::OK);
}

#[tokio::test]
async fn nobody_keeps_the_register_of_other_units() {
    let server = Server::new().await;
    let client = of_ward(&server).await;
    let page = client.get("/admin/register?state=all").await.text();
    assert!(page.contains("C-1") && !page.contains("C-4"), "{page}");
    assert!(!page.contains("Phường 2"), "{page}");
    let csv = client.get("/admin/register/export.csv").await.text();
    assert!(csv.contains("C-1") && !csv.contains("C-4"), "{csv}");
    for path in [
        "/admin/register/line?id=C-4",
        "/admin/register/change?do=rename&id=C-4",
    ] {
        assert_eq!(
            client.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    for fields in [
        vec![("do", "rename"), ("id", "C-4"), ("name", "X")],
        vec![("do", "dissolve"), ("id", "C-4")],
        vec![("do", "move"), ("id", "C-1"), ("unit", "ward_2")],
        vec![("do", "merge"), ("id", "C-1"), ("into", "C-4")],
        vec![
            ("do", "add"),
            ("id", "Z"),
            ("name", "Z"),
            ("unit", "ward_2"),
        ],
    ] {
        let answer = client.submit("/admin/register/change", &fields).await;
        let status = answer.status;
        let expected = [StatusCode::NOT_FOUND, StatusCode::UNPROCESSABLE_ENTITY];
        assert!(expected.contains(&status), "{fields:?}: {status}");
    }
    // By a table neither: a line of another unit, one moved there, one taken from there.
    let text = "id,name,unit\nC-4,X,ward_2\nC-1,Y,ward_2\nN-1,Z,ward_2\nC-4,W,ward_1\n";
    let answer = bring(&client, "a.csv", text.as_bytes()).await;
    let page = client.get(answer.header("location")).await.text();
    assert!(
        !page.contains("Đồng ý nhập") && !page.contains("dòng không lỗi,"),
        "{page}"
    );
    let upload = said(&page, "name=\"upload\" value=\"");
    let fields = [
        ("upload", &*upload),
        ("column", "id"),
        ("column", "name"),
        ("column", "unit"),
    ];
    client
        .submit("/admin/register/import/accept", &fields)
        .await;
    // Nobody else takes in what somebody brought.
    let other = server.sign_in("city").await;
    let answer = other.submit("/admin/register/import/accept", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    let page = other.get("/admin/register").await.text();
    for name in ["Câu lạc bộ C-1", "Câu lạc bộ C-4"] {
        assert!(page.contains(name), "{name}: {page}");
    }
}

#[tokio::test]
async fn what_the_field_added_is_settled() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    for (id, name) in [
        ("new-1", "Câu lạc bộ C 1"),
        ("new-2", "Hội Nông dân"),
        ("new-3", "Câu lạc bộ Vẽ"),
    ] {
        let line = SubjectLine {
            id: id.into(),
            round: ROUND.into(),
            name: name.into(),
            kind: "club".into(),
            unit: "ward_1".into(),
            attributes: [].into_iter().collect(),
        };
        an.send(id, Change::Add { line }).await;
    }
    let client = server.sign_in("city").await;
    let page = client.get("/admin/register/waiting").await.text();
    assert!(
        page.contains("Là hội đã có: ") && page.contains("(C-1)"),
        "{page}"
    );
    assert!(page.contains("Nghị định 45/2010"), "{page}");
    for (fields, status) in [
        (
            vec![("do", "confirm"), ("id", "new-2"), ("code", "C-8")],
            422,
        ),
        (
            vec![("do", "confirm"), ("id", "new-3"), ("code", "C-1")],
            422,
        ),
        (
            vec![("do", "confirm"), ("id", "new-3"), ("code", "C-8")],
            303,
        ),
        (vec![("do", "join"), ("id", "new-1"), ("into", "C-1")], 303),
        (
            vec![("do", "refuse"), ("id", "new-2"), ("reason", " ")],
            422,
        ),
        (
            vec![
                ("do", "refuse"),
                ("id", "new-2"),
                ("reason", "luật không cho"),
            ],
            303,
        ),
    ] {
        let answer = client.submit("/admin/register/change", &fields).await;
        assert_eq!(
            answer.status.as_u16(),
            status,
            "{fields:?}: {}",
            answer.text()
        );
    }
    let page = client.get("/admin/register/waiting").await.text();
    assert!(page.contains("Không có hội nào chờ xác nhận"), "{page}");
    let page = client.get("/admin/register").await.text();
    assert!(
        page.contains("Câu lạc bộ Vẽ") && page.contains("C-8"),
        "{page}"
    );
}

#[tokio::test]
async fn similar_associations_are_judged_with_a_note() {
    let server = Server::new().await;
    let client = server.sign_in("city").await;
    for (id, name) in [("S-1", "Hội Đông y"), ("S-2", "Câu lạc bộ Đông y")] {
        let fields = [
            ("do", "add"),
            ("id", id),
            ("name", name),
            ("unit", "ward_2"),
        ];
        let answer = client.submit("/admin/register/change", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    }
    let page = client.get("/admin/register/similar").await.text();
    assert!(page.contains("S-1") && page.contains("S-2"), "{page}");
    let fields = [
        ("line", "S-1"),
        ("line", "S-2"),
        ("judged", "dismiss"),
        ("note", "hai việc khác nhau"),
    ];
    let answer = client.submit("/admin/register/similar", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let page = client.get("/admin/register/similar").await.text();
    assert!(!page.contains("S-1"), "{page}");
    let page = client.get("/admin/register/similar?all=yes").await.text();
    assert!(page.contains("hai việc khác nhau"), "{page}");
    let ward = of_ward(&server).await;
    let answer = ward.submit("/admin/register/similar", &fields).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn duties_are_listed_by_unit_as_far_as_an_account_reaches() {
    let server = Server::new().await;
    let rule = DutyRule {
        id: "report".into(),
        name: Text {
            vi: "Báo cáo năm".into(),
            en: "Annual report".into(),
        },
        kind: register()[0].kind.clone(),
        due: Due::Yearly { month: 12, day: 1 },
        remind: Vec::new(),
        then: None,
    };
    transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
        Box::pin(async move { transaction.put_register_duties(ROUND, &[rule]).await })
    })
    .await
    .expect("it writes");
    let client = server.sign_in("city").await;
    let page = client.get("/admin/register/duties?within=12-months").await;
    let count = page.text().matches("Báo cáo năm").count();
    assert!(count > 1, "{}", page.text());
    let file = client
        .get("/admin/register/duties.ics?within=12-months")
        .await
        .text();
    assert_eq!(file.matches("BEGIN:VEVENT").count(), count, "{file}");
    let ward = of_ward(&server).await;
    let file = ward
        .get("/admin/register/duties.ics?within=12-months")
        .await
        .text();
    let own = file.matches("BEGIN:VEVENT").count();
    assert!(0 < own && own < count, "{own} of {count}");
    let page = client
        .get("/admin/register/duties?within=overdue")
        .await
        .text();
    assert!(page.contains("Không có việc nào đến hạn"), "{page}");
}
