//! Who sees the answers of a draft.

use sohoi_sync::{Change, OpResult, State, Why};

use crate::harness::{Server, answer, move_to, quarantined, responses, start, values};
use crate::round::form_hash;

const ANSWERS: [(&str, &str); 2] = [("active", "yes"), ("title", "Một")];

#[tokio::test]
async fn a_drafts_answers_go_to_its_author_and_its_club_only() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&ANSWERS)).await;
    // Of all questions two have to be answered: `why` is not relevant.
    let progress = Some((2, 2));
    let draft = [
        ("an", true, None),
        ("club", true, None),
        ("ba", false, progress),
        ("review", false, progress),
        ("city", false, progress),
        ("root", false, progress),
    ];
    for (name, sees, progress) in draft {
        let entries = server.device(name, "other").await.pull().await;
        let [(response, true, told)] = responses(&entries)[..] else {
            panic!("{name}: {entries:?}");
        };
        assert_eq!(response.state, State::Draft);
        assert_eq!(told, progress, "{name}");
        let expected: &[_] = if sees { &ANSWERS } else { &[] };
        assert_eq!(values(response), expected, "{name}");
    }
    let entries = server.device("cam", "other").await.pull().await;
    assert!(responses(&entries).is_empty(), "another ward sees nothing");
}

#[tokio::test]
async fn submitting_shows_the_answers_whole_and_returning_takes_them_back() {
    let server = Server::new().await;
    let mut an = server.device("an", "tablet").await;
    let mut ba = server.device("ba", "other").await;
    let mut city = server.device("city", "desk").await;
    an.send("r-1", start("C-1")).await;
    an.send("r-1", answer(&ANSWERS)).await;
    ba.pull().await;
    an.send("r-1", move_to(State::Submitted, 0)).await;
    let entries = ba.pull().await;
    let [(response, true, None)] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(values(response), ANSWERS);
    let back = Change::Move {
        to: State::Returned,
        base: response.state_revision,
        form_hash: form_hash(),
        engine: String::new(),
        note: Some("thiếu số hội viên".into()),
    };
    city.send("r-1", back).await;
    let entries = ba.pull().await;
    let [(response, true, Some(_))] = responses(&entries)[..] else {
        panic!("{entries:?}");
    };
    assert_eq!(values(response), []);
    let entries = an.pull().await;
    let (response, _, _) = *responses(&entries).last().expect("it changed");
    assert_eq!(response.state, State::Returned);
    let moved = response.moved.as_ref().expect("it was moved");
    assert_eq!(moved.note.as_deref(), Some("thiếu số hội viên"));
}

#[tokio::test]
async fn a_draft_is_handed_in_by_its_author_its_club_or_a_coordinator() {
    let cases = [
        ("an", true),
        ("ba", false),
        ("cam", false),
        ("club", true),
        ("city", true),
        ("review", false),
        ("root", false),
    ];
    for (name, may) in cases {
        let server = Server::new().await;
        let mut an = server.device("an", "tablet").await;
        an.send("r-1", start("C-1")).await;
        an.send("r-1", answer(&ANSWERS)).await;
        let mut other = server.device(name, "other").await;
        let result = other.send("r-1", move_to(State::Submitted, 0)).await;
        let expected = if may {
            OpResult::Applied
        } else {
            quarantined(Why::NoRight)
        };
        assert_eq!(result, expected, "{name}");
    }
}
