//! What the answers of a server do.

use sohoi_sync::client::{Client, Effect, Records};
use sohoi_sync::{Entry, OpResult, Reason, Role, State, Why};

use crate::scenario::{
    AT, ID, VERDICT, all_applied, answer, device, entry, exchange, numbers, pull, put_ops,
    removed_subject, request, response, slot, subject, subject_of, value, with_ops,
};

#[test]
fn acknowledged_ops_are_kept_and_not_sent_again() {
    let mut client = with_ops(3);
    let received = exchange(&mut client);
    assert_eq!(put_ops(&received), [(1, 1), (1, 2), (1, 3)]);
    assert!(!received.again);
    assert_eq!(client.pending().count(), 0);
    assert!(request(&client).ops.is_empty());
    assert_eq!(client.device().current().acknowledged, 3);
}

#[test]
fn only_what_is_durable_and_answered_is_acknowledged() {
    let mut client = with_ops(3);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.acknowledged = 2;
    client.receive(&sent, &answered);
    assert_eq!(numbers(&request(&client)), [3]);

    let mut client = with_ops(3);
    let sent = client.next_request(&sohoi_sync::Limits { ops: 1, bytes: 0 });
    let mut answered = all_applied(&sent);
    answered.acknowledged = 3;
    let received = client.receive(&sent, &answered);
    assert_eq!(
        numbers(&request(&client)),
        [2, 3],
        "their results are still to come"
    );
    assert!(received.again);
}

#[test]
fn results_count_in_order_and_for_the_op_that_was_sent() {
    let mut client = with_ops(3);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.outcomes.remove(1);
    client.receive(&sent, &answered);
    assert_eq!(
        numbers(&request(&client)),
        [2, 3],
        "no result for the second yet"
    );

    let mut client = with_ops(3);
    let mut sent = request(&client);
    sent.ops[1].at = "another time".to_owned();
    client.receive(&sent, &all_applied(&sent));
    assert_eq!(numbers(&request(&client)), [2, 3], "that was another op");
}

#[test]
fn an_answer_counts_once_however_often_it_arrives() {
    let mut client = with_ops(3);
    let sent = request(&client);
    let answered = all_applied(&sent);
    client.receive(&sent, &answered);
    let after = client.device().clone();
    assert_eq!(client.receive(&sent, &answered), Default::default());
    assert_eq!(client.device(), &after);
}

#[test]
fn an_effect_that_is_not_pulled_yet_goes_on_showing() {
    let mut client = with_ops(2);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.more = true;
    let received = client.receive(&sent, &answered);
    assert!(received.again);
    assert_eq!(client.pending().count(), 0);
    assert_eq!(
        value(&client, "q").as_deref(),
        Some("1"),
        "the page with it is still to come"
    );

    let mut whole = response(2, &[("q", "8", 2)]);
    whole.revision = 2;
    pull(&mut client, vec![entry(whole, true)], "2", true);
    assert_eq!(
        value(&client, "q").as_deref(),
        Some("8"),
        "the server's word, once it is here"
    );
    pull(
        &mut client,
        vec![Entry::ResponseGone(ID.to_owned())],
        "3",
        false,
    );
    assert_eq!(
        client.view(ID),
        None,
        "and nothing lingers after the last page"
    );
}

#[test]
fn results_that_ask_for_a_person_are_told_once_and_kept_until_dismissed() {
    let mut client = with_ops(2);
    let moved = client.move_to(ID, State::Submitted, 0, VERDICT, None, AT);
    let moved = moved.expect("no note");
    client.saved(moved.epoch, moved.op.n);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    let reasons = vec![Reason::at("q2", Why::Missing)];
    answered.outcomes[2].result = OpResult::Held { reasons };
    let received = client.receive(&sent, &answered);
    assert_eq!(received.attention.len(), 1);
    assert_eq!(client.attention().count(), 1);
    let effects = client.dismiss(1, 3);
    assert!(matches!(&effects[..], [Effect::PutOp(logged)] if logged.is_dismissed));
    assert_eq!(client.attention().count(), 0);
    assert!(client.dismiss(7, 7).is_empty());
}

#[test]
fn a_held_submit_does_not_show_as_submitted() {
    let mut client = with_ops(1);
    let moved = client.move_to(ID, State::Submitted, 0, VERDICT, None, AT);
    let moved = moved.expect("no note");
    client.saved(moved.epoch, moved.op.n);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.more = true;
    let reasons = vec![Reason::at("q", Why::Missing)];
    answered.outcomes[1].result = OpResult::Held { reasons };
    client.receive(&sent, &answered);
    assert_eq!(client.view(ID).expect("shown").response.state, State::Draft);
}

#[test]
fn a_response_whose_start_is_quarantined_stays_visible_on_its_device() {
    let mut client = with_ops(2);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    for (outcome, why) in answered
        .outcomes
        .iter_mut()
        .zip([Why::UnknownForm, Why::UnknownResponse])
    {
        outcome.revision = 0;
        outcome.result = OpResult::Quarantined {
            reasons: vec![Reason::whole(why)],
        };
    }
    client.receive(&sent, &answered);
    let view = client.view(ID).expect("nothing typed disappears");
    assert!(view.is_apart);
    assert_eq!(view.response.value("q"), Some("1"));
    assert_eq!(client.views().count(), 1);
}

#[test]
fn a_quarantined_answer_never_shows_as_taken() {
    let mut client = with_ops(3);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.more = true;
    answered.outcomes[2].revision = 0;
    answered.outcomes[2].result = OpResult::Quarantined {
        reasons: vec![Reason::at("q", Why::WrongType)],
    };
    client.receive(&sent, &answered);
    assert_eq!(
        value(&client, "q").as_deref(),
        Some("1"),
        "the page is still to come"
    );
    assert_eq!(client.attention().count(), 1);
}

#[test]
fn changed_cells_join_what_is_held() {
    let mut client = device();
    pull(
        &mut client,
        vec![entry(response(3, &[("q", "1", 2), ("p", "2", 3)]), true)],
        "3",
        false,
    );
    pull(
        &mut client,
        vec![entry(response(5, &[("q", "4", 5)]), false)],
        "5",
        false,
    );
    assert_eq!(value(&client, "q").as_deref(), Some("4"));
    assert_eq!(value(&client, "p").as_deref(), Some("2"));
    pull(
        &mut client,
        vec![entry(response(6, &[("q", "4", 5)]), true)],
        "6",
        false,
    );
    assert_eq!(value(&client, "p"), None, "whole means whole");
}

#[test]
fn changes_of_something_unknown_make_the_device_fetch_everything() {
    let mut client = device();
    pull(&mut client, vec![subject("s1")], "1", false);
    let received = pull(
        &mut client,
        vec![entry(response(5, &[]), false)],
        "5",
        false,
    );
    assert!(received.again);
    assert_eq!(client.device().cursor, None);
    assert_eq!(client.subjects().count(), 1, "what is here stays in use");
    let received = pull(&mut client, vec![entry(response(5, &[]), true)], "5", false);
    assert!(!received.again);
    assert_eq!(
        client.subjects().count(),
        0,
        "and goes once everything is here"
    );
}

#[test]
fn rows_that_leave_the_scope_leave_the_device() {
    let mut client = device();
    let entries = vec![subject("s1"), subject("s2"), entry(response(3, &[]), true)];
    pull(&mut client, entries, "3", false);
    let gone = vec![
        Entry::ResponseGone(ID.to_owned()),
        Entry::SubjectGone {
            round: "round".to_owned(),
            id: "s2".to_owned(),
        },
    ];
    let received = pull(&mut client, gone, "4", false);
    assert!(
        received
            .effects
            .contains(&Effect::RemoveResponse(ID.to_owned()))
    );
    assert!(received.effects.contains(&removed_subject("round", "s2")));
    assert_eq!(client.view(ID), None);
    assert!(client.subject("round", "s1").is_some() && client.subject("round", "s2").is_none());
}

#[test]
fn rounds_with_the_same_codes_have_registers_of_their_own() {
    let mut client = device();
    let (round, other) = ("round", "another");
    let entries = vec![subject_of(round, "s1"), subject_of(other, "s1")];
    let received = pull(&mut client, entries, "1", false);
    let put = received.effects.iter().filter_map(|effect| match effect {
        Effect::PutSubject(held) => Some(held.subject.round.as_str()),
        _ => None,
    });
    assert_eq!(put.collect::<Vec<_>>(), [other, round]);
    assert_eq!(client.subjects().count(), 2);

    let gone = Entry::SubjectGone {
        round: round.to_owned(),
        id: "s1".to_owned(),
    };
    let received = pull(&mut client, vec![gone], "2", false);
    assert!(received.effects.contains(&removed_subject(round, "s1")));
    assert!(client.subject(round, "s1").is_none());
    let left = client.subject(other, "s1").expect("the other stays");
    assert_eq!(left.subject.round, other);
}

#[test]
fn ops_go_only_when_a_verified_backup_covers_them() {
    let mut client = with_ops(4);
    exchange(&mut client);
    let sent = request(&client);
    let mut answered = all_applied(&sent);
    answered.acknowledged = 4;
    answered.safe = 3;
    let received = client.receive(&sent, &answered);
    let removed = |n| Effect::RemoveOp { epoch: 1, n };
    for n in 1..=3 {
        assert!(received.effects.contains(&removed(n)), "{n}");
    }
    assert!(!received.effects.contains(&removed(4)));
    assert_eq!(answer(&mut client, "q", "9").key(), (1, 5), "numbers go on");
}

#[test]
fn a_fresh_start_from_the_store_knows_everything() {
    let mut store = Records::new("device");
    let mut client = with_ops(3);
    let received = exchange(&mut client);
    for effect in received.effects {
        match effect {
            Effect::PutDevice(device) => store.device = device,
            Effect::PutOp(logged) => store.ops.push(logged),
            other => panic!("nothing else was brought: {other:?}"),
        }
    }
    let mut fresh = Client::new("an", Role::Field, store);
    assert_eq!(fresh.device(), client.device());
    assert_eq!(fresh.start("response-2", slot(), "form", AT).key(), (1, 4));
}
