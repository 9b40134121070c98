//! `gap`, `forked`, `refetch`, and stores or servers that were set back.

use sohoi_sync::client::{Client, Effect, Received};
use sohoi_sync::{Limits, Role, SyncError};

use crate::scenario::{
    ID, all_applied, answer, entry, exchange, numbers, pull, put_ops, refusal, removed_subject,
    request, response, subject, value, with_ops,
};

/// The lineages as (epoch, acknowledged).
fn lineages(client: &Client) -> Vec<(u32, u64)> {
    let lineages = client.device().lineages.iter();
    lineages.map(|it| (it.epoch, it.acknowledged)).collect()
}

#[test]
fn a_gap_is_filled_from_the_number_expected() {
    let mut client = with_ops(5);
    exchange(&mut client);
    answer(&mut client, "q", "9");
    let sent = request(&client);
    assert_eq!(numbers(&sent), [6]);
    let received = client.refuse(&sent, &refusal("gap", 3));
    assert!(received.again);
    assert_eq!(put_ops(&received), [(1, 3), (1, 4), (1, 5)]);
    assert_eq!(numbers(&request(&client)), [3, 4, 5, 6]);
}

#[test]
fn a_gap_that_cannot_be_filled_moves_the_rest_to_a_new_lineage() {
    let mut client = with_ops(5);
    exchange(&mut client);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    (answered.acknowledged, answered.safe) = (5, 4);
    answered.entries = vec![entry(response(5, &[("q", "4", 5)]), true)];
    client.receive(&sent, &answered);
    answer(&mut client, "q", "9");
    let sent = request(&client);
    let received = client.refuse(&sent, &refusal("gap", 2));
    assert!(received.again);
    let next = request(&client);
    assert_eq!(
        (next.epoch, numbers(&next)),
        (2, vec![1, 2]),
        "5 and 6 under new numbers"
    );
    assert_eq!(value(&client, "q").as_deref(), Some("9"));
}

#[test]
fn a_fork_gives_new_numbers_from_the_first_op_that_differs() {
    let mut client = with_ops(5);
    let sent = request(&client);
    let received = client.refuse(&sent, &refusal("forked", 3));
    assert!(received.again);
    assert_eq!(lineages(&client), [(1, 0), (2, 0)]);
    for n in 3..=5 {
        assert!(
            received.effects.contains(&Effect::RemoveOp { epoch: 1, n }),
            "{n}"
        );
    }
    let first = request(&client);
    assert_eq!(
        (first.epoch, numbers(&first)),
        (1, vec![1, 2]),
        "the server has these: ask"
    );
    let mut answered = all_applied(&first);
    answered.entries = vec![entry(response(2, &[("q", "1", 2)]), true)];
    client.receive(&first, &answered);
    let second = request(&client);
    assert_eq!((second.epoch, numbers(&second)), (2, vec![1, 2, 3]));
    assert_eq!(
        second.ops[2].change, sent.ops[4].change,
        "nothing but the numbers changed"
    );
    assert_eq!(value(&client, "q").as_deref(), Some("4"));
    assert_eq!(answer(&mut client, "q", "5").key(), (2, 4));
    let late = client.refuse(&sent, &refusal("forked", 3));
    assert_eq!(late, Received::default(), "told twice, done once");
}

#[test]
fn a_refetch_keeps_what_is_pending_and_what_is_shown() {
    let mut client = with_ops(2);
    exchange(&mut client);
    let entries = vec![subject("s1"), entry(response(9, &[("p", "1", 9)]), true)];
    pull(&mut client, entries, "9", false);
    answer(&mut client, "q", "7");
    let sent = request(&client);
    let received = client.refuse(&sent, &refusal("refetch", 3));
    assert!(received.again);
    assert_eq!(client.device().cursor, None);
    assert_eq!(numbers(&request(&client)), [3]);
    assert_eq!(value(&client, "p").as_deref(), Some("1"));
    assert_eq!(client.subjects().count(), 1);

    let next = request(&client);
    let mut answered = all_applied(&next);
    answered.more = true;
    answered.entries = vec![subject("s2")];
    client.receive(&next, &answered);
    assert_eq!(
        client.subjects().count(),
        2,
        "nothing goes before everything is here"
    );
    let received = pull(&mut client, vec![], "12", false);
    let ids: Vec<_> = client
        .subjects()
        .map(|held| held.subject.id.as_str())
        .collect();
    assert_eq!(ids, ["s2"]);
    assert!(received.effects.contains(&removed_subject("round", "s1")));
    assert!(
        received
            .effects
            .contains(&Effect::RemoveResponse(ID.to_owned()))
    );
}

#[test]
fn a_server_set_back_is_filled_again() {
    // Told by the refusal of the cursor …
    let mut client = with_ops(5);
    exchange(&mut client);
    let sent = request(&client);
    client.refuse(&sent, &refusal("refetch", 2));
    assert_eq!(numbers(&request(&client)), [2, 3, 4, 5]);
    // … or by nothing but the number it acknowledges.
    let mut client = with_ops(5);
    exchange(&mut client);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.acknowledged = 1;
    let received = client.receive(&sent, &answered);
    assert!(received.again);
    assert_eq!(numbers(&request(&client)), [2, 3, 4, 5]);
}

#[test]
fn earlier_lineages_are_compared_after_a_refetch_too() {
    let mut client = with_ops(3);
    let sent = request(&client);
    client.refuse(&sent, &refusal("forked", 3));
    exchange(&mut client);
    exchange(&mut client);
    assert_eq!(lineages(&client), [(1, 2), (2, 1)]);
    let sent = request(&client);
    client.refuse(&sent, &refusal("refetch", 2));
    let probe = request(&client);
    assert_eq!((probe.epoch, numbers(&probe)), (1, vec![]));
    let mut answered = all_applied(&probe);
    answered.acknowledged = 1;
    assert!(client.receive(&probe, &answered).again);
    let refill = request(&client);
    assert_eq!((refill.epoch, numbers(&refill)), (1, vec![2]));
}

#[test]
fn a_store_set_back_numbers_anew() {
    let mut client = with_ops(3);
    exchange(&mut client);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.acknowledged = 7;
    client.receive(&sent, &answered);
    assert_eq!(answer(&mut client, "q", "9").key(), (2, 1));
}

#[test]
fn a_number_without_its_predecessor_is_given_anew() {
    let mut client = with_ops(3);
    exchange(&mut client);
    let fourth = answer(&mut client, "q", "4");
    // Another tab took number 4 away; this one knows nothing of it.
    let mut records = sohoi_sync::client::Records::new("device");
    records.device = client.device().clone();
    let mut fifth = fourth.clone();
    fifth.op.n = 5;
    records.ops = vec![fifth];
    let mut client = Client::new("an", Role::Field, records);
    let sent = request(&client);
    assert_eq!(numbers(&sent), [5]);
    assert!(client.refuse(&sent, &refusal("gap", 4)).again);
    let next = request(&client);
    assert_eq!((next.epoch, numbers(&next)), (2, vec![1]));
}

#[test]
fn other_errors_and_late_refusals_change_nothing() {
    let mut client = with_ops(3);
    let sent = request(&client);
    for code in [
        "unavailable",
        "rate_limited",
        "unauthenticated",
        "malformed",
    ] {
        let error = SyncError::new(code, "");
        assert_eq!(client.refuse(&sent, &error), Received::default(), "{code}");
    }
    client.receive(&sent, &all_applied(&sent));
    let before = client.device().clone();
    assert_eq!(
        client.refuse(&sent, &refusal("refetch", 1)),
        Received::default()
    );
    assert_eq!(client.device(), &before);
    assert!(client.next_request(&Limits::default()).ops.is_empty());
}
