//! Responses whose answers are not in memory.

use sohoi_sync::client::{Client, Effect, HeldResponse, Records};
use sohoi_sync::{Entry, Role, State};

use crate::scenario::{ID, VERDICT, device, entry, pull, request, response, value, with_ops};

/// The records of a device, as far as an exchange has written them down.
fn written(effects: &[Effect]) -> Records {
    let mut records = Records::new("device");
    for effect in effects {
        match effect {
            Effect::PutDevice(device) => records.device = device.clone(),
            Effect::PutOp(logged) => records.ops.push(logged.clone()),
            Effect::PutResponse(held) => records.responses.push(held.as_ref().clone()),
            other => panic!("not written here: {other:?}"),
        }
    }
    records
}

/// A device that has a response in this state, and the same made anew from its brief.
fn begun_anew(state: State) -> (HeldResponse, Client) {
    let mut before = response(4, &[("a", "1", 2), ("b", "2", 4)]);
    before.state = state;
    let received = pull(&mut device(), vec![entry(before, true)], "4", false);
    let mut records = written(&received.effects);
    let whole = records.responses[0].clone();
    records.responses[0] = whole.brief();
    (whole, Client::new("an", Role::Field, records))
}

fn later(whole: bool) -> Entry {
    let mut later = response(6, &[("b", "3", 6)]);
    later.state = State::Submitted;
    entry(later, whole)
}

#[test]
fn a_brief_has_everything_but_answers_that_nobody_disputes() {
    let mut whole = response(4, &[("a", "1", 2), ("b", "2", 4)]);
    let other = whole.cells[&"a".to_owned()].counted.clone();
    whole
        .cells
        .get_mut("b")
        .expect("it is there")
        .aside
        .push(other);
    let held = HeldResponse {
        response: whole.clone(),
        progress: Some((2, 3)),
        generation: 1,
        is_brief: false,
    };
    let brief = held.brief();
    assert!(brief.is_brief);
    assert_eq!(brief.response.open_conflicts().collect::<Vec<_>>(), ["b"]);
    assert_eq!(brief.response.cells.len(), 1);
    assert_eq!(brief.brief(), brief);
    whole.cells.remove("a");
    assert_eq!(brief.response, whole);
    let disputed_only = HeldResponse {
        response: whole,
        ..held
    };
    assert!(!disputed_only.brief().is_brief, "nothing was left out");
}

#[test]
fn what_is_being_filled_in_is_wanted_whole_and_what_is_through_is_not() {
    for (state, wanted) in [
        (State::Draft, true),
        (State::Returned, true),
        (State::Submitted, false),
        (State::Approved, false),
    ] {
        let (whole, mut client) = begun_anew(state);
        let view = client.view(ID).expect("it is shown");
        assert!(view.is_brief && view.response.cells.is_empty(), "{state:?}");
        assert_eq!(client.wanted_whole() == [ID], wanted, "{state:?}");
        client.hold(whole);
        assert!(!client.is_brief(ID));
        assert_eq!(value(&client, "b").as_deref(), Some("2"));
        assert!(client.wanted_whole().is_empty());
    }
}

#[test]
fn what_has_ops_on_their_way_is_wanted_whole() {
    let mut client = with_ops(2);
    let asked = request(&client);
    let mut records = Records::new("device");
    records.device = client.device().clone();
    records.ops = client.pending().cloned().collect();
    let mut submitted = response(4, &[("a", "1", 2)]);
    submitted.state = State::Submitted;
    let received = pull(&mut client, vec![entry(submitted, true)], "4", false);
    records.responses = written(&received.effects).responses;
    records.responses[0] = records.responses[0].brief();
    let client = Client::new("an", Role::Field, records);
    assert!(!asked.ops.is_empty());
    assert_eq!(client.wanted_whole(), [ID]);
}

#[test]
fn changed_answers_join_those_of_a_response_that_was_read_whole_first() {
    let (whole, mut client) = begun_anew(State::Submitted);
    assert_eq!(client.wanted_by(&[later(false)]), [ID]);
    assert!(client.wanted_by(&[later(true)]).is_empty());
    client.hold(whole);
    assert!(client.wanted_by(&[later(false)]).is_empty());
    let received = pull(&mut client, vec![later(false)], "6", false);
    assert!(!received.again);
    assert_eq!(value(&client, "a").as_deref(), Some("1"));
    assert_eq!(value(&client, "b").as_deref(), Some("3"));
}

#[test]
fn changed_answers_never_take_the_place_of_answers_that_were_not_read() {
    let (_, mut client) = begun_anew(State::Submitted);
    let received = pull(&mut client, vec![later(false)], "6", false);
    let is_response = |effect: &Effect| matches!(effect, Effect::PutResponse(_));
    assert!(!received.effects.iter().any(is_response));
    assert!(received.again, "everything is fetched anew");
    assert_eq!(client.device().cursor, None);
}

#[test]
fn a_response_that_moved_on_meanwhile_stays() {
    let (whole, mut client) = begun_anew(State::Submitted);
    pull(&mut client, vec![later(true)], "6", false);
    client.hold(whole);
    assert_eq!(value(&client, "b").as_deref(), Some("3"));
}

#[test]
fn a_brief_can_be_moved_on() {
    let (_, mut client) = begun_anew(State::Submitted);
    let moved = client.move_to(ID, State::Draft, 1, VERDICT, None, "now");
    assert!(moved.is_ok());
    assert_eq!(client.wanted_whole(), [ID], "an op is on its way");
}
