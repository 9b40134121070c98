//! Invitations: making them, coming in by them, and what they do not open.

mod guessing;
mod pages;
mod standing;

use axum::http::StatusCode;
use serde_json::json;
use sohoi_invitation::Code;
use sohoi_server::forms::Forms;
use sohoi_server::invitations::{self, Made, MakeError, Order, Whom};
use sohoi_server::scope::Reach;
use sohoi_sync::{Account, OpResult, Role, Scope, State, Why};

use crate::harness::{
    Answer, Client, Device, Server, answer, move_to, quarantined, responses, start, subjects,
};
use crate::round::{FORM, ROUND};

const DAY: i64 = 24 * 60 * 60 * 1000;

/// Makes invitations for ten days in the name of the city.
async fn try_make(server: &Server, whom: Whom, reach: Reach) -> Result<Made, MakeError> {
    let store = &*server.app.store;
    let mut view = store.read().await.expect("it reads");
    let stored = view.rounds().await.expect("it reads").remove(0);
    let round = Forms::default().round(&mut *view, &stored.document).await;
    drop(view);
    let round = round.expect("it reads").expect("it is there");
    let now = server.app.now();
    let order = Order {
        by: "city".into(),
        reach,
        whom,
        ends_at: now + 10 * DAY,
    };
    invitations::make(store, &server.app.passwords, &round, order, now).await
}

async fn code_for(server: &Server, subject: &str) -> Code {
    let made = try_make(server, Whom::Subject(subject.into()), Reach::Everything).await;
    let [invited] = &made.expect("it is made").invited[..] else {
        panic!("one was wanted")
    };
    assert_eq!(invited.line.id, subject);
    invited.code.clone()
}

async fn show(client: &Client, code: &str) -> Answer {
    client
        .post("/api/invitations/redeem", &json!({"code": code}))
        .await
}

/// Comes in by a code.
async fn let_in(server: &Server, code: &Code) -> (Client, Account) {
    let mut client = server.stranger();
    let answer = show(&client, &code.grouped()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    client.cookie = answer.cookie();
    (client, answer.json())
}

async fn device_of(server: &Server, code: &Code, device: &str) -> Device {
    let (client, _) = let_in(server, code).await;
    Device {
        client,
        device: device.to_owned(),
        epoch: 1,
        n: 0,
        cursor: None,
    }
}

#[tokio::test]
async fn a_code_opens_one_line_of_the_register_until_its_last_day() {
    let server = Server::new().await;
    let code = code_for(&server, "C-2").await;
    let mut client = server.stranger();
    let answer = show(&client, &code.grouped().to_lowercase()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(answer.header("set-cookie").contains("Max-Age=864000"));
    client.cookie = answer.cookie();
    let account: Account = answer.json();
    assert_eq!(
        account.name,
        format!("invited-{}", code.id().to_lowercase())
    );
    assert_eq!(account.display, "Câu lạc bộ C-2");
    assert_eq!(account.role, Role::Association);
    assert_eq!(account.scope, Scope::Subject("C-2".into()));

    let mut device = Device {
        client,
        device: "phone".into(),
        epoch: 1,
        n: 0,
        cursor: None,
    };
    let seen = device.pull().await;
    assert_eq!(subjects(&seen), ["C-2"]);
    server.wait(10 * DAY - 1);
    assert_eq!(device.try_exchange(&[]).await.status, StatusCode::OK);
    server.wait(1);
    assert_eq!(device.try_exchange(&[]).await.status, 401);
}

#[tokio::test]
async fn an_association_fills_in_submits_and_answers_what_is_returned() {
    let server = Server::new().await;
    let code = code_for(&server, "C-1").await;
    let mut own = device_of(&server, &code, "phone").await;
    assert_eq!(own.send("r", start("C-1")).await, OpResult::Applied);
    let whole = answer(&[("title", "Câu lạc bộ C-1"), ("active", "yes")]);
    assert_eq!(own.send("r", whole).await, OpResult::Applied);
    let submit = move_to(State::Submitted, 1);
    assert_eq!(own.send("r", submit).await, OpResult::Applied);

    let mut review = server.device("review", "laptop").await;
    let entries = review.pull().await;
    let (seen, ..) = responses(&entries)[0];
    let back = move_to(State::Returned, seen.state_revision);
    assert_eq!(review.send("r", back).await, OpResult::Applied);

    let entries = own.pull().await;
    let told = responses(&entries);
    let (returned, ..) = told.last().expect("it came back");
    assert_eq!(returned.state, State::Returned);
    let mended = answer(&[("members", "12")]);
    assert!(matches!(
        own.send("r", mended).await,
        OpResult::Applied | OpResult::Merged
    ));
}

#[tokio::test]
async fn what_an_invitation_is_not_for_stays_closed() {
    let server = Server::new().await;
    let code = code_for(&server, "C-2").await;
    let mut device = device_of(&server, &code, "phone").await;
    let refused = quarantined(Why::NoRight);
    for subject in ["C-1", "C-4", "C-9"] {
        let result = device.send(&format!("r-{subject}"), start(subject)).await;
        assert!(
            matches!(result, OpResult::Quarantined { .. }),
            "{subject}: {result:?}"
        );
    }
    assert_eq!(device.send("r", start("C-1")).await, refused);
    let (client, account) = (
        device.client,
        format!("invited-{}", code.id().to_lowercase()),
    );
    assert_eq!(
        client.get("/api/session").await.json::<Account>().name,
        account
    );
    for password in ["", "        ", code.secret(), &code.grouped()] {
        let body = json!({"name": account, "password": password});
        let answer = server.stranger().post("/api/session", &body).await;
        assert_eq!(answer.error(), (401, "unauthenticated".into()));
    }
}

#[tokio::test]
async fn a_new_invitation_goes_on_with_what_was_sent() {
    let server = Server::new().await;
    let first = code_for(&server, "C-2").await;
    let mut lost = device_of(&server, &first, "lost").await;
    lost.send("r", start("C-2")).await;
    lost.send("r", answer(&[("members", "7")])).await;

    let second = code_for(&server, "C-2").await;
    let (_, account) = let_in(&server, &second).await;
    assert_eq!(
        account.name,
        format!("invited-{}", first.id().to_lowercase())
    );
    let third = code_for(&server, "C-2").await;
    let mut new = device_of(&server, &third, "new").await;
    let entries = new.pull().await;
    let (response, ..) = responses(&entries)[0];
    assert_eq!(response.id, "r");
    let result = new.send("r", answer(&[("active", "yes")])).await;
    assert_eq!(result, OpResult::Merged);
    // Taking the first one back ends the session of the browser that was lost, and no other.
    revoke(&server, &first, Reach::Everything)
        .await
        .expect("it is there");
    assert_eq!(lost.try_exchange(&[]).await.status, 401);
    assert_eq!(new.try_exchange(&[]).await.status, 200);
}

async fn revoke(
    server: &Server,
    code: &Code,
    reach: Reach,
) -> Result<(), invitations::RevokeError> {
    let (store, id) = (&*server.app.store, code.id().to_owned());
    let revoked = invitations::revoke(store, "city".into(), reach, id, server.app.now()).await;
    revoked.map(|invitation| assert_eq!(invitation.slot.form, FORM))
}

#[tokio::test]
async fn a_unit_gets_those_that_it_lacks() {
    let server = Server::new().await;
    let used = code_for(&server, "C-1").await;
    let_in(&server, &used).await;
    let mut field = server.device("an", "tablet").await;
    field.send("r", start("C-3")).await;
    field
        .send("r", answer(&[("title", "C-3"), ("active", "yes")]))
        .await;
    field.send("r", move_to(State::Submitted, 1)).await;
    let make = |unit: &'static str| try_make(&server, Whom::Unit(unit.into()), Reach::Everything);
    let ids = |made: &Made| {
        let lines = made.invited.iter().map(|one| one.line.id.clone());
        lines.collect::<Vec<String>>()
    };
    let made = make("ward_1").await.expect("it is made");
    assert_eq!((ids(&made), made.left_out), (vec!["C-2".to_owned()], 2));
    let made = make("city").await.expect("it is made");
    assert_eq!((ids(&made), made.left_out), (vec!["C-4".to_owned()], 3));
    let made = make("city").await.expect("it is made");
    assert_eq!((ids(&made), made.left_out), (vec![], 4));
    // What nobody used until its last day is made again.
    server.wait(10 * DAY);
    let made = make("city").await.expect("it is made");
    assert_eq!(ids(&made), ["C-1", "C-2", "C-4"]);
}

#[tokio::test]
async fn nobody_makes_or_revokes_one_out_of_reach() {
    let server = Server::new().await;
    let reach = || Reach::Unit("ward_1".into());
    for whom in [
        Whom::Subject("C-4".into()),
        Whom::Subject("C-9".into()),
        Whom::Unit("ward_2".into()),
        Whom::Unit("city".into()),
    ] {
        let made = try_make(&server, whom.clone(), reach()).await;
        assert!(matches!(made, Err(MakeError::Unknown(_))), "{whom:?}");
    }
    assert!(
        try_make(&server, Whom::Unit("ward_1".into()), reach())
            .await
            .is_ok()
    );
    let code = code_for(&server, "C-4").await;
    assert!(revoke(&server, &code, reach()).await.is_err());
    let_in(&server, &code).await;
    let mut view = server.app.store.read().await.expect("it reads");
    let seen = view.invitations(&reach(), ROUND).await.expect("it reads");
    let seen: Vec<&str> = seen
        .iter()
        .map(|one| one.get().slot.subject.as_str())
        .collect();
    assert_eq!(seen, ["C-1", "C-2", "C-3"]);
}
