//! How requests and answers travel, and what each side does with them.

use std::collections::BTreeSet;

use sohoi_sync::client::Received;

use super::World;
use crate::network::{Message, Way};
use crate::reading;
use crate::server::Crash;

impl World {
    /// Sends a request, if no tab of the store waits for an answer.
    pub(crate) fn begin_exchange(&mut self, place: usize) {
        let store = self.actors[place].store;
        if self.locks[store].is_some() {
            return;
        }
        self.locks[store] = Some(place);
        if self.stores[store].generation != self.actors[place].generation {
            self.refresh(place);
        }
        self.send(place);
    }

    pub(super) fn send(&mut self, place: usize) {
        let actor = &mut self.actors[place];
        let request = actor.client.next_request(&self.limits);
        actor.waiting_for = Some(request.clone());
        let json = reading::written(&request);
        self.tally.requests += 1;
        self.messages.push(Message {
            actor: place,
            life: actor.life,
            request,
            way: Way::Up(json),
        });
    }

    /// Lets any one message arrive, if it is not lost.
    pub(super) fn deliver_one(&mut self) {
        if self.messages.is_empty() {
            return;
        }
        let index = self.random.below(self.messages.len());
        if self.random.percent(self.faults.duplicate) {
            self.tally.duplicated += 1;
            self.messages.push(self.messages[index].clone());
        }
        let message = self.messages.swap_remove(index);
        if self.random.percent(self.faults.drop) {
            self.tally.dropped += 1;
            return;
        }
        self.deliver(message);
    }

    pub(super) fn deliver(&mut self, message: Message) {
        match &message.way {
            Way::Up(json) => {
                let crash = match self.random.percent(self.faults.server_crash) {
                    false => Crash::No,
                    true => *self.random.pick(&[Crash::BeforeCommit, Crash::AfterCommit]),
                };
                self.tally.server_crashes += u64::from(crash != Crash::No);
                if let Some(answer) = self.serve(message.actor, json, crash) {
                    self.messages.push(Message {
                        way: Way::Down(answer),
                        ..message
                    });
                }
            }
            Way::Down(_) => {
                self.take(message);
            }
        }
    }

    /// The server's side of a request: JSON in, JSON out.
    pub(crate) fn serve(
        &mut self,
        actor: usize,
        json: &str,
        crash: Crash,
    ) -> Option<Result<String, String>> {
        let account = self.actors[actor].account.clone();
        let request = serde_json::from_str(json).expect("requests are read back");
        let answer = self.server.handle(&account, &request, crash)?;
        Some(match answer {
            Ok(answer) => Ok(serde_json::to_string(&answer).expect("answers become JSON")),
            Err(error) => {
                *self.tally.refusals.entry(error.code.clone()).or_default() += 1;
                Err(serde_json::to_string(&error).expect("errors become JSON"))
            }
        })
    }

    /// A tab takes an answer in, unless nobody waits or it dies on the way. Answers whether it
    /// wants to go on at once.
    pub(crate) fn take(&mut self, message: Message) -> bool {
        let place = message.actor;
        let store = self.actors[place].store;
        if self.actors[place].life != message.life {
            return false;
        }
        let is_awaited = self.actors[place].waiting_for.as_ref() == Some(&message.request);
        if !is_awaited {
            // A late one: most programs never look at it; the core must bear that they do.
            let is_taken = self.locks[store].is_some_and(|holder| holder != place);
            if is_taken || self.random.percent(50) {
                return false;
            }
            self.tally.late_answers += 1;
        }
        self.refresh(place);
        let Way::Down(answer) = &message.way else {
            return false;
        };
        let received = self.receive(place, &message, answer);
        // What was being saved was begun before, and IndexedDB keeps the order.
        self.finish_saves(place);
        if self.random.percent(self.faults.device_crash) {
            self.crash(place);
            return false;
        }
        self.persist(place, &received);
        if is_awaited {
            self.actors[place].waiting_for = None;
            self.locks[store] = None;
        }
        if self.random.percent(self.faults.device_crash) {
            self.crash(place);
            return false;
        }
        received.again
    }

    pub(super) fn receive(
        &mut self,
        place: usize,
        message: &Message,
        answer: &Result<String, String>,
    ) -> Received {
        let client = &mut self.actors[place].client;
        let received = match answer {
            Ok(json) => {
                let answer = reading::as_device(json);
                client.receive(&message.request, &answer)
            }
            Err(json) => {
                let error = reading::as_device(json);
                client.refuse(&message.request, &error)
            }
        };
        for logged in &received.attention {
            assert!(logged.needs_attention(), "{logged:?}");
        }
        received
    }

    pub(super) fn persist(&mut self, place: usize, received: &Received) {
        if received.effects.is_empty() {
            return;
        }
        let actor = &mut self.actors[place];
        let store = &mut self.stores[actor.store];
        let was_current = actor.generation == store.generation;
        let before: BTreeSet<String> = store.ops.values().map(|op| op.op.at.clone()).collect();
        store.commit(&received.effects);
        let after: BTreeSet<&String> = store.ops.values().map(|op| &op.op.at).collect();
        let pruned = before.iter().filter(|token| !after.contains(token)).count();
        self.tally.pruned += pruned as u64;
        if was_current {
            actor.generation = store.generation;
        }
    }
}
