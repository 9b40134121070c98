//! Edits, their numbers and bases, and what is shown.

use sohoi_sync::client::{Client, TooLong};
use sohoi_sync::{Limits, State, TEXT_LIMIT};

use crate::scenario::{
    AT, ID, VERDICT, answer, bases, device, entry, numbers, pull, refusal, request, response, slot,
    value, with_ops,
};

#[test]
fn ops_are_numbered_without_gaps_from_one() {
    let mut client = device();
    assert_eq!(client.start(ID, slot(), "form", AT).key(), (1, 1));
    assert_eq!(answer(&mut client, "q", "1").key(), (1, 2));
    assert_eq!(answer(&mut client, "q", "2").key(), (1, 3));
}

#[test]
fn an_op_is_not_sent_before_it_is_saved_nor_what_follows_it() {
    let mut client = device();
    let start = client.start(ID, slot(), "form", AT);
    answer(&mut client, "q", "1");
    assert!(request(&client).ops.is_empty());
    assert_eq!(client.saved_up_to(), 0);
    client.saved(start.epoch, start.op.n);
    assert_eq!(numbers(&request(&client)), [1, 2]);
    assert_eq!(client.saved_up_to(), 2);
}

#[test]
fn a_number_is_not_used_again_after_its_op_was_acknowledged_or_the_lineage_left() {
    let mut client = with_ops(3);
    let [_, second, third] = client
        .pending()
        .cloned()
        .collect::<Vec<_>>()
        .try_into()
        .unwrap();
    let mut record = client.device().clone();
    assert!(record.admits(&second) && record.admits(&third));
    record.lineages[0].acknowledged = 2;
    assert!(!record.admits(&second) && record.admits(&third));
    let sent = request(&client);
    client.refuse(&sent, &refusal("forked", 3));
    assert!(!client.device().admits(&third), "that lineage is left");
}

#[test]
fn what_is_typed_shows_at_once_over_what_was_pulled() {
    let mut client = device();
    pull(
        &mut client,
        vec![entry(response(4, &[("q", "1", 4), ("p", "7", 3)]), true)],
        "4",
        false,
    );
    assert_eq!(value(&client, "q").as_deref(), Some("1"));
    let logged = answer(&mut client, "q", "2");
    assert_eq!(bases(&logged), [4]);
    assert_eq!(value(&client, "q").as_deref(), Some("2"));
    assert_eq!(value(&client, "p").as_deref(), Some("7"));
    assert_eq!(client.view(ID).expect("shown").unsent, 1);
    assert_eq!(client.held(ID).expect("held").value("q"), Some("1"));
}

#[test]
fn what_was_pulled_behind_the_screen_counts_as_unseen() {
    let mut client = device();
    pull(
        &mut client,
        vec![entry(response(4, &[("q", "1", 4)]), true)],
        "4",
        false,
    );
    pull(
        &mut client,
        vec![entry(response(6, &[("q", "5", 6)]), false)],
        "6",
        false,
    );
    let answers = [("q".to_owned(), Some("2".to_owned()))];
    let logged = client.answer(ID, 4, answers, "form", AT).expect("short");
    assert_eq!(bases(&logged), [4]);
    let view = client.view(ID).expect("shown").response;
    assert_eq!(view.value("q"), Some("2"));
    assert_eq!(
        view.open_conflicts().collect::<Vec<_>>(),
        ["q"],
        "as the server will say"
    );
}

#[test]
fn an_edit_over_pending_ones_names_what_the_server_had() {
    let mut client = with_ops(3);
    pull(&mut client, vec![], "0", false);
    assert_eq!(bases(&answer(&mut client, "q", "9")), [0]);
    assert_eq!(value(&client, "q").as_deref(), Some("9"));
    assert_eq!(
        client
            .view(ID)
            .expect("shown")
            .response
            .open_conflicts()
            .count(),
        0
    );
}

#[test]
fn the_last_value_of_a_path_named_twice_stands() {
    let mut client = with_ops(1);
    let answers = [("q", "1"), ("p", "2"), ("q", "3")];
    let answers = answers.map(|(path, value)| (path.to_owned(), Some(value.to_owned())));
    let logged = client.answer(ID, 0, answers, "form", AT).expect("short");
    assert_eq!(bases(&logged).len(), 2);
    assert_eq!(value(&client, "q").as_deref(), Some("3"));
}

#[test]
fn a_text_that_no_server_takes_makes_no_op() {
    let mut client = with_ops(1);
    let long = "x".repeat(TEXT_LIMIT + 1);
    let answers = [("q".to_owned(), Some(long.clone()))];
    let error = client.answer(ID, 0, answers, "form", AT);
    assert_eq!(
        error,
        Err(TooLong {
            path: Some("q".to_owned())
        })
    );
    let error = client.move_to(ID, State::Submitted, 0, VERDICT, Some(long), AT);
    assert_eq!(error, Err(TooLong { path: None }));
    assert_eq!(client.pending().count(), 1);
}

#[test]
fn a_submit_shows_and_later_answers_show_as_corrections() {
    let mut client = with_ops(2);
    let moved = client.move_to(ID, State::Submitted, 0, VERDICT, None, AT);
    moved.expect("no note");
    answer(&mut client, "q", "2");
    let view = client.view(ID).expect("shown").response;
    assert_eq!(view.state, State::Submitted);
    assert_eq!(view.value("q"), Some("1"));
    assert_eq!(view.corrections.len(), 1);
}

#[test]
fn requests_keep_to_their_limits_but_one_op_always_goes() {
    let client = with_ops(5);
    let sent = |ops, bytes| numbers(&client.next_request(&Limits { ops, bytes }));
    assert_eq!(sent(500, 1 << 20), [1, 2, 3, 4, 5]);
    assert_eq!(sent(2, 1 << 20), [1, 2]);
    assert_eq!(sent(500, 1), [1]);
    assert_eq!(sent(0, 0), [1]);
    let some = sent(500, 600).len();
    assert!((2..5).contains(&some), "{some}");
}

#[test]
fn nothing_is_shown_of_a_response_that_nobody_started() {
    let mut client = device();
    answer(&mut client, "q", "1");
    assert_eq!(client.view(ID), None);
    assert_eq!(client.views().count(), 0);
}

#[test]
fn a_device_without_a_lineage_gets_one() {
    let mut records = sohoi_sync::client::Records::new("device");
    records.device.lineages.clear();
    let client = Client::new("an", sohoi_sync::Role::Field, records);
    assert_eq!(client.device().current().epoch, 1);
}
