//! `POST /api/sync`: changes out.

use std::collections::BTreeMap;

use sohoi_server::cursor::Cursor;
use sohoi_server::feed::PAGE_BYTES;
use sohoi_sync::{Entry, ExchangeResponse, OpResult, Response, State, SyncError};

use crate::harness::{Device, Server, answer, load, move_to, responses, start, subjects, values};
use crate::round::{ROUND, club, register};

#[tokio::test]
async fn a_first_pull_brings_the_round_and_the_lines_in_scope() {
    let server = Server::new().await;
    let cases: [(&str, &[&str]); 5] = [
        ("an", &["C-1", "C-2", "C-3"]),
        ("cam", &["C-4"]),
        ("club", &["C-1"]),
        ("city", &["C-1", "C-2", "C-3", "C-4"]),
        ("root", &["C-1", "C-2", "C-3", "C-4"]),
    ];
    for (name, expected) in cases {
        let entries = server.device(name, "tablet").await.pull().await;
        assert!(
            matches!(&entries[0], Entry::Round { round, demonstration: true } if round.id == ROUND)
        );
        assert_eq!(subjects(&entries), expected, "{name}");
        assert_eq!(entries.len(), expected.len() + 1, "{name}");
    }
}

#[tokio::test]
async fn nothing_new_is_an_empty_page() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.pull().await;
    let answer = an.exchange(&[]).await;
    assert_eq!((answer.entries.len(), answer.more), (0, false));
}

#[tokio::test]
async fn later_pulls_bring_only_the_cells_that_changed() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let mut phone = server.device("an", "phone").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&[("title", "Một"), ("members", "5")]))
        .await;
    phone.pull().await;
    an.send("r-1", answer(&[("members", "6")])).await;
    let entries = phone.pull().await;
    let [(response, false, None)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(values(response), [("members", "6")]);
}

fn subject_gone(id: &str) -> Entry {
    Entry::SubjectGone {
        round: ROUND.to_owned(),
        id: id.to_owned(),
    }
}

/// What a device holds after these entries, by the rules of the protocol.
fn hold(held: &mut BTreeMap<String, Response>, entries: &[Entry]) {
    for (told, whole, _) in responses(entries) {
        let mut next = told.clone();
        if !whole && let Some(before) = held.get(&told.id) {
            let mut cells = before.cells.clone();
            cells.extend(next.cells);
            next.cells = cells;
        }
        held.insert(told.id.clone(), next);
    }
}

#[tokio::test]
async fn pages_are_bounded_and_lose_nothing_though_changes_go_on_between_them() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let long = "dài ".repeat(900);
    let count = 500;
    let mut ops = Vec::new();
    for number in 0..count {
        let id = format!("r-{number}");
        if ops.len() == 400 {
            an.exchange(&std::mem::take(&mut ops)).await;
        }
        ops.push(an.op(&id, start("C-1")));
        ops.push(an.op(
            &id,
            answer(&[("title", &long), ("why", &long), ("members", "1")]),
        ));
    }
    an.exchange(&ops).await;
    let mut phone = server.device("an", "phone").await;
    let mut held = BTreeMap::new();
    let mut pages = 0;
    loop {
        let answered = phone.try_exchange(&[]).await;
        let size = answered.bytes.len();
        assert!(size < PAGE_BYTES + 1024, "{size}");
        let page: ExchangeResponse = answered.json();
        phone.cursor = Some(page.cursor.clone());
        hold(&mut held, &page.entries);
        pages += 1;
        if !page.more {
            break;
        }
        // One that was sent already, and one that is still to come, change in between.
        for number in [pages - 1, count - pages] {
            an.send(
                &format!("r-{number}"),
                answer(&[("members", &pages.to_string())]),
            )
            .await;
        }
    }
    assert!(pages > 2, "{pages}");
    hold(&mut held, &phone.pull().await);
    let mut fresh = BTreeMap::new();
    hold(&mut fresh, &server.device("an", "third").await.pull().await);
    assert_eq!(fresh.len(), count);
    assert_eq!(held, fresh);
}

#[tokio::test]
async fn a_line_that_moves_takes_its_responses_along() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let mut cam = server.device("cam", "tablet-2").await;
    let mut city = server.device("city", "desk").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&[("title", "Một"), ("active", "yes")]))
        .await;
    an.send("r-1", move_to(State::Submitted, 0)).await;
    for device in [&mut an, &mut cam, &mut city] {
        device.pull().await;
    }
    let mut moved = register();
    moved[0] = club("C-1", "ward_2");
    let loaded = load(&*server.app.store, moved).await;
    assert_eq!((loaded.new, loaded.changed, loaded.gone), (0, 1, 0));

    let gone = vec![Entry::ResponseGone("r-1".into()), subject_gone("C-1")];
    assert_eq!(an.pull().await, gone);
    for device in [&mut cam, &mut city] {
        let entries = device.pull().await;
        assert_eq!(subjects(&entries), ["C-1"]);
        let [(response, true, None)] = responses(&entries)[..] else {
            panic!("{entries:?}");
        };
        assert_eq!(values(response), [("active", "yes"), ("title", "Một")]);
    }
    assert_eq!(an.pull().await, [], "it is gone once");
    assert_eq!(
        an.send("r-1", answer(&[("members", "5")])).await,
        crate::harness::quarantined(sohoi_sync::Why::NoRight)
    );
}

#[tokio::test]
async fn a_line_that_leaves_the_register_is_gone_and_comes_back_whole() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-2", start("C-2")).await;
    an.pull().await;
    let mut fewer = register();
    fewer.remove(1);
    load(&*server.app.store, fewer).await;
    assert_eq!(
        an.pull().await,
        [Entry::ResponseGone("r-2".into()), subject_gone("C-2"),]
    );
    load(&*server.app.store, register()).await;
    let entries = an.pull().await;
    assert_eq!(subjects(&entries), ["C-2"]);
    assert_eq!(responses(&entries).len(), 1);
    assert_eq!(
        load(&*server.app.store, register()).await,
        sohoi_server::rounds::Loaded::default(),
        "loading the same again changes nothing"
    );
    assert_eq!(an.pull().await, []);
}

#[track_caller]
fn assert_refetch(answer: &crate::harness::Answer, expected: u64) {
    assert_eq!(answer.error(), (409, "refetch".into()));
    assert_eq!(answer.json::<SyncError>().expected, Some(expected));
}

async fn with_cursor(device: &Device, cursor: &str) -> Device {
    Device {
        client: device.client.clone(),
        device: device.device.clone(),
        epoch: device.epoch,
        n: device.n,
        cursor: Some(cursor.to_owned()),
    }
}

#[tokio::test]
async fn a_cursor_of_another_reader_server_or_hand_is_answered_by_refetch_before_any_op() {
    let server = Server::new().await;
    let elsewhere = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let mut stranger = elsewhere.device("an", "tablet").await;
    stranger.pull().await;
    let mut city = server.device("city", "desk").await;
    city.pull().await;
    let own = an.cursor.clone().expect("it pulled");
    let cursors = [
        city.cursor.clone().expect("it pulled"),
        stranger.cursor.clone().expect("it pulled"),
        own.replace("1.", "2."),
        "nonsense".to_owned(),
        String::new(),
    ];
    for cursor in cursors {
        let mut device = with_cursor(&an, &cursor).await;
        let op = device.op("r-1", answer(&[("title", "Một")]));
        assert_refetch(&device.try_exchange(&[op]).await, 2);
    }
    // Pulling from the start touches nothing that is pending.
    an.cursor = None;
    let result = an.send("r-1", answer(&[("title", "Một")])).await;
    assert_eq!(result, OpResult::Applied);
}

#[tokio::test]
async fn a_cursor_ahead_of_a_database_that_was_put_back_is_answered_by_refetch() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    let mut view = server.app.store.read().await.expect("it reads");
    let told = view.server().await.expect("it reads");
    let own = an.cursor.clone().expect("it pulled");
    let mut cursor = Cursor::open(&own, &told.cursor_key).expect("the server wrote it");
    assert_eq!(cursor.position.at, told.seq, "nothing has happened since");
    cursor.position.at += 1;
    let ahead = with_cursor(&an, &cursor.seal(&told.cursor_key)).await;
    assert_refetch(&ahead.try_exchange(&[]).await, 2);
}
