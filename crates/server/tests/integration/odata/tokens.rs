//! Who may read what.

use axum::body::Body;
use axum::http::Method;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sohoi_server::auth::Limit;
use sohoi_server::store::{StoreError, StoredToken, transact};

use super::harness::{Reader, TRICKY, add, error, filled, of_unit};
use crate::commands::Data;
use crate::harness::{Answer, Server};

async fn asked(server: &Server, method: Method, authorization: Option<&str>) -> Answer {
    let headers: Vec<_> = authorization
        .iter()
        .map(|it| ("authorization", *it))
        .collect();
    let client = server.stranger();
    client
        .send(method, "/odata/v4/", &headers, Body::empty())
        .await
}

fn basic(name: &str, secret: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{secret}")))
}

#[tokio::test]
async fn a_token_opens_the_feed_as_password_and_as_bearer_and_nothing_else_does() {
    let server = filled().await;
    let secret = add(&server, of_unit("excel", "city")).await;
    for authorization in [
        basic("excel", &secret),
        basic("", &secret),
        basic("anybody", &secret),
        format!("Bearer {secret}"),
    ] {
        let answer = asked(&server, Method::GET, Some(&authorization)).await;
        assert_eq!(answer.status, 200, "{authorization}");
    }
    let answer = asked(&server, Method::GET, None).await;
    assert_eq!(error(&answer).0, 401);
    assert!(
        answer
            .header("www-authenticate")
            .starts_with("Basic realm=")
    );
    // Whoever is signed in has no token by that, and a token is no session.
    let signed_in = server.sign_in("root").await;
    assert_eq!(error(&signed_in.get("/odata/v4/Figures").await).0, 401);
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str())];
    let stranger = server.stranger();
    let answer = stranger
        .send(Method::GET, "/api/session", &headers, Body::empty())
        .await;
    assert_eq!(answer.error().0, 401);
}

#[tokio::test]
async fn nothing_can_be_changed_through_the_feed() {
    let server = filled().await;
    let bearer = format!("Bearer {}", add(&server, of_unit("excel", "city")).await);
    for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
        let answer = asked(&server, method, Some(&bearer)).await;
        assert_eq!(error(&answer).0, 405);
        assert_eq!(answer.header("allow"), "GET,HEAD");
    }
    let answer = asked(&server, Method::HEAD, Some(&bearer)).await;
    assert_eq!(answer.status, 200);
}

#[tokio::test]
async fn an_expired_and_a_revoked_token_open_nothing() {
    let server = filled().await;
    let now = server.app.now();
    let token = StoredToken {
        expires_at: Some(now + 1_000),
        ..of_unit("short", "city")
    };
    let short = format!("Bearer {}", add(&server, token).await);
    let other = format!("Bearer {}", add(&server, of_unit("other", "city")).await);
    server.wait(999);
    assert_eq!(asked(&server, Method::GET, Some(&short)).await.status, 200);
    server.wait(1);
    let answer = asked(&server, Method::GET, Some(&short)).await;
    let (status, code, message) = error(&answer);
    assert_eq!((status, code.as_str()), (401, "unauthenticated"));
    assert!(message.contains("expired"), "{message}");

    assert_eq!(asked(&server, Method::GET, Some(&other)).await.status, 200);
    let revoke = |name: &'static str| {
        transact::<_, StoreError, _>(&*server.app.store, move |transaction| {
            Box::pin(async move { transaction.revoke_token(name, 5).await })
        })
    };
    assert!(revoke("other").await.expect("it writes"));
    assert!(!revoke("other").await.expect("it writes"), "only once");
    assert!(!revoke("nobody").await.expect("it writes"));
    let answer = asked(&server, Method::GET, Some(&other)).await;
    assert!(error(&answer).2.contains("revoked"));
}

#[tokio::test]
async fn wrong_tokens_are_throttled_and_right_ones_are_not() {
    let server = filled().await;
    let right = format!("Bearer {}", add(&server, of_unit("excel", "city")).await);
    let wrong = format!("Bearer sohoi_{}", "0".repeat(64));
    for number in 0..Limit::GUESSES.free {
        let name = format!("somebody-{number}");
        let shown = if number % 2 == 0 {
            wrong.clone()
        } else {
            basic(&name, "x")
        };
        let answer = asked(&server, Method::GET, Some(&shown)).await;
        assert_eq!(
            error(&answer),
            (401, "unauthenticated".into(), "the token is wrong".into())
        );
    }
    let answer = asked(&server, Method::GET, Some(&wrong)).await;
    assert_eq!(error(&answer).0, 429);
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(asked(&server, Method::GET, Some(&right)).await.status, 200);
    // People who sign in are not concerned.
    server.sign_in("an").await;
    server.wait(Limit::GUESSES.window_ms);
    assert_eq!(
        error(&asked(&server, Method::GET, Some(&wrong)).await).0,
        401
    );
}

/// Population and value of an indicator's total.
async fn totals(reader: &Reader<'_>, indicator: &str) -> Vec<(String, Value)> {
    let path = format!("Figures?$filter=indicator eq '{indicator}' and dimension eq ''");
    let rows = reader.rows(&path, "100").await;
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    rows.iter()
        .map(|row| (text(&row["population"]), row["value"].clone()))
        .collect()
}

#[tokio::test]
async fn a_wards_token_sees_its_ward_and_no_other() {
    let server = filled().await;
    for (unit, approved, provisional, responses) in [
        ("city", Some(10), 442, vec!["r-1", "r-2", "r-3", "r-4"]),
        ("ward_1", Some(10), 42, vec!["r-1", "r-2", "r-3"]),
        ("ward_2", Some(0), 400, vec!["r-4"]),
    ] {
        let reader = Reader::new(&server, unit, true).await;
        let expected = [
            (
                "approved".to_owned(),
                approved.map_or(Value::Null, Value::from),
            ),
            ("provisional".to_owned(), provisional.into()),
        ];
        assert_eq!(totals(&reader, "CL02").await, expected, "{unit}");
        let rows = reader.rows("Responses_club", "100").await;
        let ids: Vec<&str> = rows
            .iter()
            .filter_map(|row| row["meta_response"].as_str())
            .collect();
        assert_eq!(ids, responses, "{unit}");
    }
    let token = StoredToken {
        reads_responses: true,
        ..of_unit("another", "ward_2")
    };
    let secret = add(&server, token).await;
    let ward = Reader {
        server: &server,
        secret,
    };
    for path in ["Figures", "Indicators", "Responses_club", "$metadata"] {
        let text = ward.ask(path).await.text();
        assert!(
            !text.contains("C-1") && !text.contains("=1+1"),
            "{path}: {text}"
        );
    }
}

#[tokio::test]
async fn single_responses_are_for_those_who_may_read_them() {
    let server = filled().await;
    let figures = Reader::new(&server, "city", false).await;
    for path in ["Responses_club", "Responses_none", "Responses_club/$count"] {
        assert_eq!(figures.refused(path).await.0, 403, "{path}");
    }
    let service: Value = figures.ask("").await.json();
    assert!(!service.to_string().contains("Responses"), "{service}");
    assert!(!figures.ask("$metadata").await.text().contains("Responses"));
    let all = Reader::new(&server, "city", true).await;
    let service: Value = all.ask("").await.json();
    let sets = service["value"].as_array().expect("a list");
    let sets: Vec<&str> = sets.iter().filter_map(|set| set["url"].as_str()).collect();
    assert_eq!(sets, ["Indicators", "Figures", "Responses_club"]);
    assert_eq!(all.refused("Responses_none").await.0, 404);
    let rows = all
        .rows("Responses_club?$filter=meta_response eq 'r-2'", "9")
        .await;
    assert_eq!(rows[0]["title"], TRICKY);
    assert_eq!(rows[0]["members"], 20);
    assert_eq!(rows[0]["years_1_meetings"], 7);
    assert_eq!(rows[0]["years_2_meetings"], Value::Null);
    assert_eq!(rows[0]["meta_state"], "submitted");
}

#[tokio::test]
async fn what_changed_is_seen_at_once() {
    let server = filled().await;
    let reader = Reader::new(&server, "city", false).await;
    let before = totals(&reader, "CL01").await;
    assert_eq!(totals(&reader, "CL01").await, before);
    let mut city = server.device("city", "desk-2").await;
    let now = u64::MAX >> 12;
    city.send(
        "r-4",
        crate::harness::move_to(sohoi_sync::State::Approved, now),
    )
    .await;
    let after = totals(&reader, "CL01").await;
    assert_eq!((&before[0].1, &after[0].1), (&1.into(), &2.into()));
}

#[test]
fn tokens_are_made_listed_and_taken_back_by_the_command_line() {
    let data = Data::new();
    let add = |words: &[&'static str]| [&["token", "add", "--name"], words].concat();
    let complaint = data.refuses(&add(&["Excel", "--unit", "binh_thuan"]));
    assert!(complaint.contains("no round is loaded"), "{complaint}");
    data.load_round();
    let secret = data.does(&add(&["Excel Sở", "--unit", "binh_thuan", "--responses"]));
    assert_eq!(secret.trim().len(), "sohoi_".len() + 64, "{secret}");
    let other = data.does(&add(&[
        "La Gi",
        "--unit",
        "la_gi",
        "--expires",
        "9000-01-31",
    ]));
    assert_ne!(secret, other);
    for (words, expected) in [
        (
            &["Excel Sở", "--unit", "la_gi"][..],
            "there is or was a token Excel Sở",
        ),
        (&["x", "--unit", "nowhere"], "no unit nowhere"),
        (
            &["x", "--unit", "la_gi", "--round", "none"],
            "no round none",
        ),
        (
            &["x", "--unit", "la_gi", "--expires", "2020-01-01"],
            "is over",
        ),
        (&["x", "--unit", "la_gi", "--expires", "soon"], "--expires"),
        (&["", "--unit", "la_gi"], "cannot be the name"),
        (&["a\nb", "--unit", "la_gi"], "cannot be the name"),
    ] {
        let complaint = data.refuses(&add(words));
        assert!(complaint.contains(expected), "{words:?}: {complaint}");
    }
    assert_eq!(
        data.does(&["token", "revoke", "La Gi"]),
        "token La Gi revoked\n"
    );
    let complaint = data.refuses(&["token", "revoke", "La Gi"]);
    assert!(complaint.contains("no token La Gi"), "{complaint}");
    let complaint = data.refuses(&add(&["La Gi", "--unit", "la_gi"]));
    assert!(complaint.contains("there is or was"), "{complaint}");
    let listed = data.does(&["token", "list"]);
    assert_eq!(
        listed,
        "Excel Sở\tct17-2017\tbinh_thuan\tfigures and responses\tvalid\n\
         La Gi\tct17-2017\tla_gi\tfigures\trevoked\n"
    );
    assert!(!listed.contains("sohoi_"));
}
