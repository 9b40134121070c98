//! Files with work that people carry from device to device, to the same or to another account's,
//! once or again and again, fresh or months old.

use sohoi_sync::client::CarriedWork;

use super::World;
use crate::reading;

impl World {
    /// Somebody writes a work file, or takes one in.
    pub(super) fn carry(&mut self, place: usize) {
        // A store that was set back may give a number to two ops: that a file then brings one of
        // them twice is known, and no worse than what the clone itself does.
        if self.faults.set_back > 0 {
            return;
        }
        if self.files.is_empty() || self.random.percent(40) {
            self.write_file(place);
        } else {
            let file = self.random.below(self.files.len());
            self.take_file_in(place, file);
        }
    }

    fn write_file(&mut self, place: usize) {
        self.refresh(place);
        let everything = self.random.percent(40);
        let work = self.actors[place].client.carry_out(everything);
        if work.ops().next().is_some() {
            self.tally.files_written += 1;
            self.files.push(reading::written(&work));
        }
    }

    fn take_file_in(&mut self, place: usize, file: usize) {
        let store = self.actors[place].store;
        // The app waits for the exchange to end.
        if self.locks[store].is_some() {
            return;
        }
        self.refresh(place);
        let work: CarriedWork = reading::as_device(&self.files[file]);
        assert!(work.is_in_order());
        let mut client = self.actors[place].client.clone();
        let bringing = client.bring_in(&work);
        let again = client.clone().bring_in(&work);
        assert_eq!(again.new_ops, 0, "taking in twice brings nothing");
        assert!(again.effects.is_empty(), "taking in twice changes nothing");
        if self.random.percent(self.faults.device_crash) {
            self.crash(place);
            return;
        }
        let actor = &mut self.actors[place];
        let store = &mut self.stores[store];
        store.commit(&bringing.effects);
        actor.client = client;
        actor.generation = store.generation;
        self.tally.carried_ops += bringing.new_ops as u64;
        if bringing.new_ops == 0 {
            self.tally.files_known += 1;
        }
        if self.random.percent(self.faults.device_crash) {
            self.crash(place);
        }
    }
}
