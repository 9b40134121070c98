//! `POST /api/sync`: ops in.

use std::collections::BTreeSet;

use sohoi_server::{quarantine, rounds};
use sohoi_sync::{
    Change, ExchangeResponse, OpResult, Reason, Slot, State, SyncError, TEXT_LIMIT, Why,
};

use crate::harness::{
    Server, answer, answer_upon, load, move_to, quarantined, responses, slot, start, values,
};
use crate::round::{FORM, club, form_hash, register, version};

#[tokio::test]
async fn ops_sent_again_are_answered_again_and_happen_once() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-1", answer(&[("title", "Một"), ("members", "12")])),
        an.op("r-1", answer(&[("nowhere", "x")])),
    ];
    let first: ExchangeResponse = an.try_exchange(&ops).await.json();
    assert_eq!(first.acknowledged, 3);
    for part in [&ops[..], &ops[..1], &ops[1..], &ops[2..]] {
        let again: ExchangeResponse = an.try_exchange(part).await.json();
        let from = usize::try_from(part[0].n - 1).expect("small");
        assert_eq!(again.outcomes, first.outcomes[from..from + part.len()]);
        assert_eq!(again.acknowledged, 3);
        assert_eq!(again.entries, first.entries);
    }
    // Old ones together with a new one.
    let mut more = ops.to_vec();
    more.push(an.op("r-1", answer(&[("members", "13")])));
    let last: ExchangeResponse = an.try_exchange(&more).await.json();
    assert_eq!(last.outcomes[..3], first.outcomes);
    assert_eq!(last.outcomes[3].result, OpResult::Applied);
    assert_eq!(last.acknowledged, 4);
}

#[tokio::test]
async fn a_gap_names_the_number_expected_and_takes_nothing_in() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    an.n = 4;
    let op = an.op("r-1", answer(&[("title", "Một")]));
    let refusal = an.try_exchange(&[op]).await;
    assert_eq!(refusal.error(), (409, "gap".into()));
    assert_eq!(refusal.json::<SyncError>().expected, Some(2));
    assert_eq!(an.exchange(&[]).await.acknowledged, 1);
}

#[tokio::test]
async fn another_op_under_a_used_number_is_a_fork() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&[("title", "Một")])).await;
    let mut clone = server.device("an", "tablet").await;
    let ops = [
        clone.op("r-1", start("C-1")),
        clone.op("r-1", answer(&[("title", "Hai")])),
        clone.op("r-1", answer(&[("members", "3")])),
    ];
    let refusal = clone.try_exchange(&ops).await;
    assert_eq!(refusal.error(), (409, "forked".into()));
    assert_eq!(refusal.json::<SyncError>().expected, Some(2));
    // In a lineage of its own the work arrives.
    clone.epoch = 2;
    clone.n = 0;
    let result = clone.send("r-1", answer(&[("members", "3")])).await;
    assert_eq!(result, OpResult::Merged);
}

#[tokio::test]
async fn who_takes_the_number_of_another_device_disturbs_nobody() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let mut thief = server.device("ba", "tablet").await;
    let op = thief.op("r-9", start("C-2"));
    let refusal = thief.try_exchange(&[op]).await;
    assert_eq!(refusal.error(), (409, "forked".into()));
    let result = an.send("r-1", answer(&[("title", "Một")])).await;
    assert_eq!(result, OpResult::Applied, "the owner goes on undisturbed");
}

/// A work file: another account brings what a device could not send, and the device comes later.
#[tokio::test]
async fn ops_that_another_account_brings_happen_once() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-1", answer(&[("title", "Một"), ("members", "12")])),
    ];
    let carrier = server.device("ba", "tablet").await;
    let brought: ExchangeResponse = carrier.try_exchange(&ops).await.json();
    assert_eq!(brought.acknowledged, 2);
    let twice: ExchangeResponse = carrier.try_exchange(&ops).await.json();
    assert_eq!(twice.outcomes, brought.outcomes, "brought twice");

    let own: ExchangeResponse = an.try_exchange(&ops).await.json();
    assert_eq!(own.outcomes, brought.outcomes, "sent by the device itself");
    assert_eq!(own.acknowledged, 2);
    // Its person has seen what was typed on it, whoever brought that.
    let result = an.send("r-1", answer(&[("members", "13")])).await;
    assert_eq!(result, OpResult::Applied);
    let seen = server.device("city", "desk").await.pull().await;
    let authors: Vec<&str> = responses(&seen)
        .into_iter()
        .map(|(response, ..)| response.author.as_str())
        .collect();
    assert_eq!(authors, ["ba"], "who was signed in");
}

#[tokio::test]
async fn what_was_kept_apart_for_one_account_is_tried_again_for_another() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let ops = [
        an.op("r-1", start("C-1")),
        an.op("r-1", answer(&[("members", "12")])),
    ];
    let results = |answer: ExchangeResponse| {
        let outcomes = answer.outcomes.into_iter();
        outcomes.map(|outcome| outcome.result).collect::<Vec<_>>()
    };
    let stranger = server.device("cam", "tablet").await;
    let refused: ExchangeResponse = stranger.try_exchange(&ops).await.json();
    let apart = [quarantined(Why::NoRight), quarantined(Why::UnknownResponse)];
    assert_eq!(results(refused), apart);

    let own: ExchangeResponse = an.try_exchange(&ops).await.json();
    assert_eq!(results(own), [OpResult::Applied, OpResult::Applied]);
    let late: ExchangeResponse = stranger.try_exchange(&ops).await.json();
    assert_eq!(results(late), [OpResult::Applied, OpResult::Applied]);
    assert_eq!(quarantine::retry(&*server.app.store, 0).await.unwrap(), 0);
}

#[tokio::test]
async fn what_cannot_take_effect_is_kept_whole_and_blocks_nothing() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let at = |path: &str, why| OpResult::Quarantined {
        reasons: vec![Reason::at(path, why)],
    };
    let unknown_form = |subject| Change::Start {
        slot: slot(subject),
        form_hash: "0".repeat(64),
    };
    let elsewhere = Change::Start {
        slot: Slot {
            round: "another".into(),
            ..slot("C-1")
        },
        form_hash: form_hash(),
    };
    let long = "x".repeat(TEXT_LIMIT + 1);
    let cases = [
        ("r-1", start("C-1"), OpResult::Applied),
        ("r-2", unknown_form("C-1"), quarantined(Why::UnknownForm)),
        (
            "r-2",
            answer(&[("title", "x")]),
            quarantined(Why::UnknownResponse),
        ),
        ("r-3", start("C-99"), quarantined(Why::UnknownSlot)),
        ("r-3", elsewhere, quarantined(Why::UnknownSlot)),
        ("r-4", start("C-4"), quarantined(Why::NoRight)),
        ("../r", start("C-1"), quarantined(Why::Malformed)),
        (
            "r-1",
            answer(&[("nowhere", "x")]),
            at("nowhere", Why::UnknownPath),
        ),
        (
            "r-1",
            answer(&[("members", "many")]),
            at("members", Why::WrongType),
        ),
        (
            "r-1",
            answer(&[("members", "99999999999999999999")]),
            at("members", Why::WrongType),
        ),
        (
            "r-1",
            answer(&[("active", "perhaps")]),
            at("active", Why::NotOffered),
        ),
        (
            "r-1",
            answer(&[("title", &long)]),
            at("title", Why::TooLarge),
        ),
        (
            "r-1",
            move_to(State::Approved, 0),
            quarantined(Why::NoRight),
        ),
        (
            "r-1",
            answer(&[("title", "'; drop table ops; --<script>")]),
            OpResult::Applied,
        ),
    ];
    let mut ops = Vec::new();
    for (response, change, _) in &cases {
        ops.push(an.op(response, change.clone()));
    }
    let outcomes = an.exchange(&ops).await.outcomes;
    for ((response, change, expected), outcome) in cases.iter().zip(&outcomes) {
        assert_eq!(outcome.result, *expected, "{response} {change:?}");
    }
    let mut view = server.app.store.read().await.expect("it reads");
    let kept = view.quarantine().await.expect("it reads");
    let kept: Vec<_> = kept.into_iter().map(|stored| stored.op).collect();
    let expected: Vec<_> = ops
        .iter()
        .zip(&outcomes)
        .filter(|(_, outcome)| matches!(outcome.result, OpResult::Quarantined { .. }))
        .map(|(op, _)| op.clone())
        .collect();
    assert_eq!(kept.len(), 12);
    assert_eq!(kept, expected);
    let entries = server.device("an", "other").await.pull().await;
    let [(response, true, None)] = responses(&entries)[..] else {
        panic!("only the one response that could be started: {entries:?}");
    };
    assert_eq!(
        values(response),
        [("title", "'; drop table ops; --<script>")]
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_stays_in_the_draft_with_its_edit_and_holds_the_submit() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let long = "ở".repeat(4_001);
    let typed = [("active", "yes"), ("members", "40"), ("title", &long)];
    assert_eq!(an.send("r-1", answer(&typed)).await, OpResult::Applied);
    let entries = server.device("an", "other").await.pull().await;
    let [(response, true, None)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(values(response), typed);
    let reasons = vec![Reason::at("title", Why::TooLarge)];
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    assert_eq!(result, OpResult::Held { reasons });
    an.send("r-1", answer(&[("title", "Một")])).await;
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    assert_eq!(result, OpResult::Applied);
}

#[tokio::test]
async fn a_submit_that_is_not_whole_is_held_with_its_places() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&[("members", "-4"), ("active", "no")]))
        .await;
    let reasons = vec![
        Reason::at("title", Why::Missing),
        Reason::at("members", Why::Constraint),
        Reason::at("why", Why::Missing),
    ];
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    assert_eq!(result, OpResult::Held { reasons });
    an.send(
        "r-1",
        answer(&[("title", "Một"), ("members", "4"), ("active", "yes")]),
    )
    .await;
    let result = an.send("r-1", move_to(State::Submitted, 0)).await;
    assert_eq!(result, OpResult::Applied);
}

#[tokio::test]
async fn two_people_at_one_question_leave_both_answers() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let mut club = server.device("club", "phone").await;
    an.send("r-1", start("C-1")).await;
    club.pull().await;
    an.send("r-1", answer(&[("members", "41")])).await;
    let conflict = OpResult::Conflict {
        paths: vec!["members".into()],
    };
    let result = club.send("r-1", answer(&[("members", "44")])).await;
    assert_eq!(result, conflict);
    let entries = an.pull().await;
    let [(response, _, _)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    let cell = &response.cells[&"members".to_owned()];
    assert_eq!(cell.counted.value.as_deref(), Some("44"));
    assert_eq!(cell.aside[0].value.as_deref(), Some("41"));
    // A person who saw both settles it.
    let seen = response.cell_revision("members");
    let result = an
        .send("r-1", answer_upon(seen, &[("members", "43")]))
        .await;
    assert_eq!(result, OpResult::Applied);
}

#[tokio::test]
async fn a_response_goes_from_draft_to_approved_by_those_who_may() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let mut review = server.device("review", "desk-1").await;
    let mut city = server.device("city", "desk-2").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&[("title", "Một"), ("active", "yes")]))
        .await;
    assert_eq!(
        an.send("r-1", move_to(State::Submitted, 0)).await,
        OpResult::Applied
    );
    let now = u64::MAX >> 12;
    assert_eq!(
        review.send("r-1", move_to(State::Approved, now)).await,
        quarantined(Why::NoRight)
    );
    assert_eq!(
        review.send("r-1", move_to(State::Checked, now)).await,
        OpResult::Applied
    );
    let late = OpResult::Held {
        reasons: vec![Reason::at("members", Why::Correction)],
    };
    assert_eq!(an.send("r-1", answer(&[("members", "5")])).await, late);
    assert_eq!(
        city.send("r-1", move_to(State::Approved, now)).await,
        OpResult::Applied
    );
    let entries = server.device("city", "desk-3").await.pull().await;
    let [(response, _, _)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(response.state, State::Approved);
    assert_eq!(response.value("members"), None);
    assert_eq!(response.corrections[0].path, "members");
}

#[tokio::test]
async fn gzip_is_understood() {
    use std::io::Write as _;
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let op = an.op("r-1", start("C-1"));
    let body = an.request(&[op]).to_string();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gzip.write_all(body.as_bytes()).expect("it is in memory");
    let bytes = gzip.finish().expect("it is in memory");
    let answer = an
        .client
        .post_bytes("/api/sync", &[("content-encoding", "gzip")], bytes)
        .await;
    assert_eq!(answer.json::<ExchangeResponse>().acknowledged, 1);
}

#[tokio::test]
async fn work_about_an_unknown_club_is_taken_in_once_the_club_is_known() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    // The register of the server lags behind, too: it has no club 9 yet.
    let ops = [
        an.op("r-9", start("C-9")),
        an.op("r-9", answer(&[("title", "Chín")])),
        an.op("r-9", answer(&[("nowhere", "x")])),
        an.op("r-1", start("C-1")),
    ];
    an.exchange(&ops).await;
    let store = &*server.app.store;
    assert_eq!(quarantine::retry(store, 0).await.expect("it writes"), 0);
    let mut more = register();
    more.push(club("C-9", "ward_1"));
    load(store, more).await;
    assert_eq!(quarantine::retry(store, 0).await.expect("it writes"), 2);
    assert_eq!(quarantine::retry(store, 0).await.expect("it writes"), 0);
    let entries = an.pull().await;
    let [(response, true, None)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(
        (response.id.as_str(), response.author.as_str()),
        ("r-9", "an")
    );
    assert_eq!(values(response), [("title", "Chín")]);
    // Sent again, the ops are answered with what has become of them.
    let again: ExchangeResponse = an.try_exchange(&ops).await.json();
    let results: Vec<_> = again.outcomes.into_iter().map(|it| it.result).collect();
    assert_eq!(results[..2], [OpResult::Applied, OpResult::Applied]);
    assert!(matches!(results[2], OpResult::Quarantined { .. }));
}

#[tokio::test]
async fn work_under_an_unknown_form_version_waits_for_the_version() {
    let server = Server::new().await;
    let store = &*server.app.store;
    let mut an = server.device("an", "tablet").await;
    let next = version("2", register());
    let form_hash = next.parts.forms[FORM].hash.clone();
    let begun = Change::Start {
        slot: slot("C-2"),
        form_hash,
    };
    an.send("r-1", start("C-1")).await;
    let result = an.send("r-2", begun).await;
    assert_eq!(result, quarantined(Why::UnknownForm));
    assert_eq!(quarantine::retry(store, 0).await.expect("it writes"), 0);
    let loaded = rounds::load(store, next, true, 0).await.expect("it writes");
    assert!(loaded.is_other_document);
    assert_eq!(quarantine::retry(store, 0).await.expect("it writes"), 1);
    // What was begun under the older version goes on under it.
    let result = an.send("r-1", answer(&[("title", "Một")])).await;
    assert_eq!(result, OpResult::Applied);
    let entries = server.device("an", "other").await.pull().await;
    let versions: BTreeSet<&str> = responses(&entries)
        .iter()
        .map(|(response, _, _)| response.form_hash.as_str())
        .collect();
    assert_eq!(versions.len(), 2);
}
