//! Associations that the register lacks: added by devices, settled by those who review.

use sohoi_sync::{Change, Entry, OpResult, Reason, State, SubjectLine, Why};

use crate::harness::{
    Device, Server, answer, load, move_to, quarantined, responses, start, subjects, values,
};
use crate::round::{ROUND, club, register};

const ID: &str = "new-0191f0a1";

fn line(id: &str, name: &str, unit: &str) -> SubjectLine {
    SubjectLine {
        id: id.into(),
        round: ROUND.into(),
        name: name.into(),
        kind: "club".into(),
        unit: unit.into(),
        attributes: [("title".to_owned(), name.to_owned())]
            .into_iter()
            .collect(),
    }
}

fn add(id: &str, unit: &str) -> Change {
    Change::Add {
        line: line(id, "Câu lạc bộ mới", unit),
    }
}

fn settle(code: &str, is_new: bool) -> Change {
    Change::Settle {
        round: ROUND.into(),
        line: code.into(),
        is_new,
    }
}

fn held(why: Why) -> OpResult {
    OpResult::Held {
        reasons: vec![Reason::whole(why)],
    }
}

/// Adds an association, starts on it and answers, all in one exchange, as after days offline.
async fn added(device: &mut Device) {
    let ops = [
        device.op(ID, add(ID, "ward_1")),
        device.op("r1", start(ID)),
        device.op(
            "r1",
            answer(&[("title", "Câu lạc bộ mới"), ("active", "yes")]),
        ),
    ];
    let answer = device.exchange(&ops).await;
    let results = answer.outcomes.into_iter().map(|outcome| outcome.result);
    assert!(results.eq([OpResult::Applied, OpResult::Applied, OpResult::Applied]));
}

#[tokio::test]
async fn what_one_device_adds_others_in_the_scope_see_and_nobody_else() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    for (account, sees) in [
        ("ba", true),
        ("city", true),
        ("cam", false),
        ("club", false),
    ] {
        let mut device = server.device(account, account).await;
        let entries = device.pull().await;
        assert_eq!(subjects(&entries).contains(&ID), sees, "{account}");
        assert_eq!(!responses(&entries).is_empty(), sees, "{account}");
    }
}

#[tokio::test]
async fn only_those_who_fill_in_add_and_only_in_their_own_unit() {
    let server = Server::new().await;
    let cases = [
        ("an", add("new-1", "ward_1"), OpResult::Applied),
        ("city", add("new-2", "ward_2"), OpResult::Applied),
        ("an", add("new-3", "ward_2"), quarantined(Why::NoRight)),
        ("an", add("new-4", "nowhere"), quarantined(Why::UnknownSlot)),
        ("review", add("new-5", "ward_1"), quarantined(Why::NoRight)),
        ("club", add("new-6", "ward_1"), quarantined(Why::NoRight)),
    ];
    for (place, (account, change, expected)) in cases.into_iter().enumerate() {
        let mut device = server.device(account, &format!("device-{place}")).await;
        let id = format!("new-{}", place + 1);
        assert_eq!(device.send(&id, change).await, expected, "{account}");
    }
    let mut an = server.device("an", "an-1").await;
    let unmarked = an.send("C-9", add("C-9", "ward_1")).await;
    assert_eq!(
        unmarked,
        quarantined(Why::Malformed),
        "a code is not for devices to give"
    );
    let nameless = Change::Add {
        line: line("new-9", " ", "ward_1"),
    };
    assert_eq!(
        an.send("new-9", nameless).await,
        quarantined(Why::Malformed)
    );
    let same = an.send("new-1", add("new-1", "ward_1")).await;
    assert_eq!(same, OpResult::NoOp, "the same under another number");
    let other = Change::Add {
        line: line("new-1", "Khác", "ward_1"),
    };
    assert_eq!(an.send("new-1", other).await, quarantined(Why::IdTaken));
}

#[tokio::test]
async fn a_confirmed_association_has_a_code_and_keeps_every_answer() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    an.pull().await;
    let mut city = server.device("city", "city-1").await;
    assert_eq!(city.send(ID, settle("C-4", true)).await, held(Why::IdTaken));
    assert_eq!(city.send(ID, settle("C-5", true)).await, OpResult::Applied);
    assert_eq!(city.send(ID, settle("C-5", true)).await, OpResult::NoOp);
    let other = OpResult::Conflict {
        paths: vec!["line".into()],
    };
    assert_eq!(city.send(ID, settle("C-6", true)).await, other);

    let entries = an.pull().await;
    assert_eq!(subjects(&entries), ["C-5"]);
    let gone = Entry::SubjectGone {
        round: ROUND.into(),
        id: ID.into(),
    };
    assert!(entries.contains(&gone));
    let told = responses(&entries);
    let (response, is_whole, _) = told[0];
    assert_eq!(response.slot.subject, "C-5");
    assert!(is_whole);
    assert_eq!(
        values(response),
        [("active", "yes"), ("title", "Câu lạc bộ mới")]
    );
    // The field device was away: what it started meanwhile follows, and so does what it adds again.
    assert_eq!(an.send("r2", start(ID)).await, OpResult::Applied);
    assert_eq!(an.send(ID, add(ID, "ward_1")).await, OpResult::NoOp);
    let entries = an.pull().await;
    assert!(!subjects(&entries).contains(&ID));
    let mut fresh = server.device("an", "an-2").await;
    let entries = fresh.pull().await;
    let slots = responses(&entries)
        .into_iter()
        .map(|told| told.0.slot.subject.as_str());
    assert!(
        slots.eq(["C-5", "C-5"]),
        "both stay, as a possible duplicate"
    );
}

#[tokio::test]
async fn the_same_as_a_line_of_another_place_takes_the_response_along() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    an.pull().await;
    let mut cam = server.device("cam", "cam-1").await;
    cam.pull().await;
    let mut review = server.device("review", "review-1").await;
    assert_eq!(
        review.send(ID, settle("C-9", false)).await,
        held(Why::UnknownSlot)
    );
    assert_eq!(
        review.send(ID, settle("C-4", false)).await,
        OpResult::Applied
    );
    // Scope follows the register: an has lost it, cam has it.
    let entries = an.pull().await;
    assert!(entries.contains(&Entry::ResponseGone("r1".into())));
    assert!(responses(&entries).is_empty());
    let entries = cam.pull().await;
    assert_eq!(responses(&entries)[0].0.slot.subject, "C-4");
}

#[tokio::test]
async fn who_added_an_association_does_not_learn_of_the_responses_that_its_line_has() {
    let server = Server::new().await;
    let mut cam = server.device("cam", "cam-1").await;
    cam.send("r-of-cam", start("C-4")).await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    an.pull().await;
    let mut city = server.device("city", "city-1").await;
    city.send(ID, settle("C-4", false)).await;
    cam.send("r-later", start("C-4")).await;
    let entries = an.pull().await;
    let gone = entries.iter().filter_map(|entry| match entry {
        Entry::ResponseGone(id) => Some(id.as_str()),
        _ => None,
    });
    assert!(gone.eq(["r1"]), "only what it was told of before");
}

#[tokio::test]
async fn those_who_fill_in_do_not_confirm() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    assert_eq!(
        an.send(ID, settle("C-5", true)).await,
        quarantined(Why::NoRight)
    );
    let mut city = server.device("city", "city-1").await;
    let unknown = city.send("new-none", settle("C-5", true)).await;
    assert_eq!(unknown, quarantined(Why::UnknownSlot));
}

#[tokio::test]
async fn the_file_of_the_register_ends_nothing_that_people_added() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    added(&mut an).await;
    assert_eq!(load(&*server.app.store, register()).await.gone, 0);
    let mut city = server.device("city", "city-1").await;
    city.send(ID, settle("C-5", true)).await;
    assert_eq!(load(&*server.app.store, register()).await.gone, 0);
    // From now on the file has it and decides.
    let mut whole = register();
    whole.push(club("C-5", "ward_1"));
    let loaded = load(&*server.app.store, whole).await;
    assert_eq!((loaded.new, loaded.changed, loaded.gone), (0, 1, 0));
}

#[tokio::test]
async fn an_answer_that_differs_from_the_register_moves_no_scope() {
    let server = Server::new().await;
    let mut an = server.device("an", "an-1").await;
    let ops = [
        an.op("r1", start("C-1")),
        an.op("r1", answer(&[("title", "Phường 2"), ("active", "yes")])),
    ];
    an.exchange(&ops).await;
    assert_eq!(
        an.send("r1", move_to(State::Submitted, 1 << 40)).await,
        OpResult::Applied
    );
    for (account, sees) in [("ba", true), ("club", true), ("cam", false)] {
        let mut device = server.device(account, account).await;
        let entries = device.pull().await;
        assert_eq!(!responses(&entries).is_empty(), sees, "{account}");
    }
}
