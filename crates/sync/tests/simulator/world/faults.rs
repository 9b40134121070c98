//! What goes wrong, and how often.

use std::collections::BTreeSet;

use super::World;
use crate::device::Actor;
use crate::law::SUBJECTS;
use crate::random::Random;

/// Percentages, drawn anew for each seed.
#[derive(Clone, Debug)]
pub(crate) struct Faults {
    pub(crate) drop: u32,
    pub(crate) duplicate: u32,
    pub(crate) timeout: u32,
    pub(crate) device_crash: u32,
    pub(crate) server_crash: u32,
    pub(crate) restore: u32,
    pub(crate) rescope: u32,
    /// A store falls back to an older copy, or is copied to a second machine.
    pub(crate) set_back: u32,
    /// Whether backups are verified, so that devices prune.
    pub(crate) has_backups: bool,
}

impl World {
    pub(super) fn fail(&mut self, place: usize) {
        let faults = self.faults.clone();
        if self.random.percent(faults.timeout) {
            self.give_up(place);
        }
        if self.random.percent(faults.device_crash) {
            self.crash(place);
        }
        if self.random.percent(faults.rescope) {
            self.rescope();
        }
        if self.random.percent(10) {
            self.snapshots.push(self.server.database.clone());
            if faults.has_backups {
                self.server.verified = Some(self.server.database.clone());
                self.snapshots.clear();
                self.snapshots.push(self.server.database.clone());
            }
        }
        if self.random.percent(faults.restore) {
            self.restore();
        }
        if self.random.percent(faults.set_back) {
            self.set_back(place);
        }
    }

    pub(super) fn give_up(&mut self, place: usize) {
        let actor = &mut self.actors[place];
        if actor.waiting_for.take().is_some() && self.locks[actor.store] == Some(place) {
            self.locks[actor.store] = None;
        }
    }

    pub(crate) fn crash(&mut self, place: usize) {
        self.tally.device_crashes += 1;
        let actor = &mut self.actors[place];
        if self.locks[actor.store] == Some(place) {
            self.locks[actor.store] = None;
        }
        actor.restart(&self.stores[actor.store]);
    }

    pub(super) fn rescope(&mut self) {
        self.tally.rescopes += 1;
        let account = *self.random.pick(&["an", "binh", "chi"]);
        let subject = (*self.random.pick(&SUBJECTS)).to_owned();
        let toggles_assignment = self.random.percent(20);
        let accounts = &mut self.server.database.law.accounts;
        let rights = accounts.get_mut(account).expect("one of the three");
        rights.version += 1;
        if toggles_assignment {
            rights.is_assigned = !rights.is_assigned;
        } else if !rights.subjects.remove(&subject) {
            rights.subjects.insert(subject);
        }
    }

    pub(super) fn restore(&mut self) {
        let is_from_nothing = self.snapshots.is_empty() && self.server.verified.is_none();
        if is_from_nothing || self.tally.restores == 2 {
            return;
        }
        self.tally.restores += 1;
        let index = self.random.below(self.snapshots.len());
        let backup = self.snapshots[index].clone();
        self.snapshots.truncate(index + 1);
        self.server.restore(backup);
    }

    /// A store falls back to an older copy of itself, or an older copy begins a life beside it.
    pub(super) fn set_back(&mut self, place: usize) {
        let store = self.actors[place].store;
        let older = self.copies.iter().filter(|(of, _)| *of == store);
        let Some(copy) = older.map(|(_, copy)| copy).next_back().cloned() else {
            self.copies.push((store, self.stores[store].clone()));
            return;
        };
        self.copies.retain(|(of, _)| *of != store);
        if self.random.percent(50) && self.actors.len() < 6 {
            self.tally.clones += 1;
            let account = self.actors[place].account.clone();
            let role = self.actors[place].role;
            let beside = self.stores.len();
            self.actors.push(Actor::new(beside, &account, role, &copy));
            self.stores.push(copy);
            self.locks.push(None);
            return;
        }
        self.tally.set_backs += 1;
        let generation = self.stores[store].generation + 1;
        self.stores[store] = copy;
        self.stores[store].generation = generation;
        self.forget_what_the_disk_lost(store);
        for place in 0..self.actors.len() {
            if self.actors[place].store == store {
                self.crash(place);
            }
        }
    }

    /// A disk that falls back loses what was shown as saved: no protocol brings back what only
    /// that disk had. What the server has had meanwhile must stay.
    pub(super) fn forget_what_the_disk_lost(&mut self, store: usize) {
        let kept: BTreeSet<String> = self.stores[store]
            .ops
            .values()
            .chain(self.stores.iter().flat_map(|other| other.ops.values()))
            .map(|logged| logged.op.at.clone())
            .collect();
        let on_server: BTreeSet<String> = self.server.database.tokens();
        self.saved
            .retain(|token, of| *of != store || kept.contains(token) || on_server.contains(token));
    }
}

pub(super) fn faults(random: &mut Random) -> Faults {
    let mut rate = |most: usize| random.below(most + 1) as u32;
    let mut faults = Faults {
        drop: rate(30),
        duplicate: rate(25),
        timeout: rate(80),
        device_crash: rate(15),
        server_crash: rate(20),
        restore: 0,
        rescope: rate(20),
        set_back: 0,
        has_backups: false,
    };
    // Losing the server's disk and a device's disk at once is beyond every promise.
    match random.below(3) {
        0 => faults.restore = 12,
        1 => faults.set_back = 25,
        _ => {}
    }
    faults.has_backups = random.percent(50) && faults.set_back == 0;
    faults
}
