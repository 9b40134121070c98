//! Associations that the register lacks, on the device that adds them.

use sohoi_sync::client::Client;
use sohoi_sync::{Change, Entry, OpResult, SubjectLine, Why};

use crate::scenario::{AT, all_applied, device, pull, request, subject, subject_of};

const ID: &str = "new-1";

fn line(id: &str) -> SubjectLine {
    match subject(id) {
        Entry::Subject(line) => line,
        other => panic!("a line: {other:?}"),
    }
}

fn ids(client: &Client) -> Vec<&str> {
    client.lines().map(|line| line.id.as_str()).collect()
}

/// A device that has added an association, not sent.
fn adding() -> Client {
    let mut client = device();
    let logged = client.add(line(ID), AT);
    client.saved(logged.epoch, logged.op.n);
    client
}

#[test]
fn what_is_added_shows_at_once_and_once() {
    let mut client = adding();
    assert_eq!(ids(&client), [ID]);
    assert!(client.line("round", ID).is_some());
    assert!(client.line("another", ID).is_none());
    let sent = request(&client);
    assert!(matches!(sent.ops[0].change, Change::Add { .. }));
    let mut answer = all_applied(&sent);
    answer.more = true;
    client.receive(&sent, &answer);
    assert_eq!(ids(&client), [ID], "its line is on a page still to come");
    pull(
        &mut client,
        vec![subject(ID), subject_of("another", "s")],
        "2",
        false,
    );
    assert_eq!(ids(&client), ["s", ID], "once, from the feed");
}

#[test]
fn what_the_server_keeps_apart_stays_in_sight() {
    let mut client = adding();
    let sent = request(&client);
    let mut answer = all_applied(&sent);
    answer.outcomes[0].result = OpResult::Quarantined {
        reasons: vec![sohoi_sync::Reason::whole(Why::NoRight)],
    };
    let received = client.receive(&sent, &answer);
    assert_eq!(received.attention.len(), 1);
    assert_eq!(ids(&client), [ID]);
}

#[test]
fn a_settled_one_goes_when_the_feed_says_so() {
    let mut client = device();
    pull(&mut client, vec![subject(ID)], "1", false);
    assert!(client.settling(ID).is_none());
    let logged = client.settle(ID, "round", "C-1", true, AT);
    client.saved(logged.epoch, logged.op.n);
    assert_eq!(client.settling(ID), Some(&logged));
    assert_eq!(ids(&client), [ID]);
    let sent = request(&client);
    let mut answer = all_applied(&sent);
    answer.entries = vec![
        Entry::SubjectGone {
            round: "round".to_owned(),
            id: ID.to_owned(),
        },
        subject("C-1"),
    ];
    client.receive(&sent, &answer);
    assert_eq!(ids(&client), ["C-1"]);
    assert!(client.settling(ID).is_none());
}
