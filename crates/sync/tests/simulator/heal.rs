//! What must hold once the faults stop: every queue empties, every device converges.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::{Entry, Response};

use crate::check;
use crate::network::{Message, Way};
use crate::server::Crash;
use crate::world::World;

/// How often each device may exchange until everything is in order.
const EXCHANGES: usize = 3;

/// Stops all faults, lets every device exchange, and checks the end.
pub(crate) fn heal(world: &mut World) {
    stop_faults(world);
    for _ in 0..EXCHANGES {
        for place in 0..world.actors.len() {
            exchange(world, place);
        }
    }
    for place in 0..world.actors.len() {
        world.refresh(place);
    }
    world.is_healed = true;
    check::nothing_is_lost_or_doubled(world);
    check::server_equals_reference(&world.server.database);
    everything_saved_is_on_the_server(world);
    for place in 0..world.actors.len() {
        queue_is_empty(world, place);
        device_has_converged(world, place);
        device_is_what_its_store_says(world, place);
    }
    world.tally.tried_again = world.server.database.tried_again;
    world.count_results();
}

fn stop_faults(world: &mut World) {
    let faults = &mut world.faults;
    faults.drop = 0;
    faults.duplicate = 0;
    faults.timeout = 0;
    faults.device_crash = 0;
    faults.server_crash = 0;
    // What is still on its way arrives late at the server and finds nobody waiting at home.
    for message in std::mem::take(&mut world.messages) {
        if let Way::Up(json) = &message.way
            && world.random.percent(50)
        {
            world.serve(message.actor, json, Crash::No);
        }
    }
    for place in 0..world.actors.len() {
        world.actors[place].waiting_for = None;
        world.refresh(place);
    }
    world.locks.fill(None);
}

/// One exchange of one tab: it goes on while the core says so.
fn exchange(world: &mut World, place: usize) {
    let most = most_requests(world, place);
    for requests in 1.. {
        assert!(
            requests <= most,
            "the exchange of tab {place} takes {requests} requests"
        );
        world.begin_exchange(place);
        let message = world.messages.pop().expect("just sent");
        assert!(world.messages.is_empty(), "one at a time");
        let Way::Up(json) = &message.way else {
            unreachable!("a request goes up");
        };
        let answer = world.serve(message.actor, json, Crash::No);
        let way = Way::Down(answer.expect("nothing fails any more"));
        let goes_on = world.take(Message { way, ..message });
        if !goes_on {
            let most = &mut world.tally.most_requests_to_heal;
            *most = requests.max(*most);
            return;
        }
    }
}

/// What an exchange may take: the ops in batches, the feed in pages, for each lineage a word of
/// its own, and a few refusals that the core can answer.
fn most_requests(world: &World, place: usize) -> u64 {
    let actor = &world.actors[place];
    let ops = world.stores[actor.store]
        .ops
        .len()
        .div_ceil(world.limits.ops);
    let pages = world
        .server
        .database
        .responses
        .len()
        .div_ceil(world.server.page);
    let lineages = 2 * actor.client.device().lineages.len();
    (ops + pages + lineages + 3) as u64
}

fn everything_saved_is_on_the_server(world: &World) {
    let tokens = world.server.database.tokens();
    for token in world.saved.keys() {
        assert!(tokens.contains(token), "saved and lost: {token}");
    }
}

fn queue_is_empty(world: &World, place: usize) {
    let stuck: Vec<_> = world.actors[place].client.pending().collect();
    assert!(stuck.is_empty(), "tab {place} is stuck with {stuck:#?}");
}

/// A device holds exactly what the server shows to its account: nothing missing, nothing
/// stale, nothing outside its scope.
fn device_has_converged(world: &World, place: usize) {
    let actor = &world.actors[place];
    let mut responses: BTreeMap<String, (Response, Option<(u32, u32)>)> = BTreeMap::new();
    let mut subjects = BTreeSet::new();
    for entry in world.server.database.everything(&actor.account) {
        match entry {
            Entry::Response {
                response, progress, ..
            } => {
                responses.insert(response.id.clone(), (*response, progress));
            }
            Entry::Subject(subject) => {
                subjects.insert(subject.id);
            }
            _ => {}
        }
    }
    let held: BTreeSet<String> = actor
        .client
        .subjects()
        .map(|held| held.subject.id.clone())
        .collect();
    assert_eq!(held, subjects, "the register on tab {place}");
    assert_eq!(actor.client.rounds().count(), 1, "the round on tab {place}");
    let views: BTreeMap<String, (Response, Option<(u32, u32)>)> = actor
        .client
        .views()
        .filter(|view| !view.is_apart)
        .map(|view| (view.response.id.clone(), (view.response, view.progress)))
        .collect();
    assert_eq!(views, responses, "the responses on tab {place}");
    assert!(!actor.client.device().is_refetching);
}

/// What is in memory is what the next start will read.
fn device_is_what_its_store_says(world: &World, place: usize) {
    let actor = &world.actors[place];
    let mut fresh = actor.clone();
    fresh.restart(&world.stores[actor.store]);
    assert!(actor.client.views().eq(fresh.client.views()));
    assert!(actor.client.attention().eq(fresh.client.attention()));
    assert_eq!(actor.client.device(), fresh.client.device());
}
