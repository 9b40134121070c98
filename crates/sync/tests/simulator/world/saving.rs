//! How edits get to a device's disk.

use super::World;
use crate::device::Intent;

impl World {
    /// Completes the oldest transaction of a tab, or fails it because the number is taken.
    pub(super) fn finish_one_save(&mut self, place: usize) {
        let Some((intent, logged)) = self.actors[place].saving.pop_front() else {
            return;
        };
        let actor = &mut self.actors[place];
        let store = &mut self.stores[actor.store];
        if store.add(&logged) {
            let was_current = actor.generation + 1 == store.generation;
            if was_current {
                actor.generation = store.generation;
            }
            actor.client.saved(logged.epoch, logged.op.n);
            self.saved.insert(intent.token, actor.store);
            self.tally.saved += 1;
            return;
        }
        self.tally.taken_numbers += 1;
        let lost: Vec<Intent> = std::iter::once(intent)
            .chain(actor.saving.drain(..).map(|(intent, _)| intent))
            .collect();
        actor.reload(store);
        for intent in lost {
            actor.edit(intent);
        }
    }

    pub(super) fn finish_saves(&mut self, place: usize) {
        while !self.actors[place].saving.is_empty() {
            self.finish_one_save(place);
        }
    }

    /// Makes the client anew where another tab has written.
    pub(crate) fn refresh(&mut self, place: usize) {
        self.finish_saves(place);
        let actor = &mut self.actors[place];
        let store = &self.stores[actor.store];
        if actor.generation != store.generation {
            actor.reload(store);
        }
    }
}
