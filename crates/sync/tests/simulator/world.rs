//! Everything there is, and one step after the other.

mod carrying;
mod exchange;
mod faults;
mod people;
mod saving;

use std::collections::BTreeMap;

use sohoi_sync::{Change, Limits, OpResult, Role};

use crate::check;
use crate::device::Actor;
use crate::law::{Law, Rights, SUBJECTS};
use crate::network::Message;
use crate::random::Random;
use crate::server::{Database, Server};
use crate::store::Store;
use crate::tally::Tally;
use faults::{Faults, faults};

/// Everything there is.
pub(crate) struct World {
    pub(crate) random: Random,
    pub(crate) faults: Faults,
    pub(crate) server: Server,
    /// Older states of the server, none older than its verified backup.
    pub(crate) snapshots: Vec<Database>,
    pub(crate) stores: Vec<Store>,
    /// Older states of stores.
    pub(crate) copies: Vec<(usize, Store)>,
    /// Which tab exchanges, by store.
    pub(crate) locks: Vec<Option<usize>>,
    pub(crate) actors: Vec<Actor>,
    pub(crate) messages: Vec<Message>,
    /// Ops that were shown as saved, by token: the store they were saved in.
    pub(crate) saved: BTreeMap<String, usize>,
    /// Work files that lie about, as JSON.
    pub(crate) files: Vec<String>,
    pub(crate) limits: Limits,
    pub(crate) tally: Tally,
    /// Whether the faults have stopped and everybody has exchanged.
    pub(crate) is_healed: bool,
    responses: u64,
    tokens: u64,
}

impl World {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let law = law(&mut random);
        let page = 1 + random.below(6);
        let mut world = Self {
            faults: faults(&mut random),
            server: Server::new(law, page),
            snapshots: Vec::new(),
            stores: Vec::new(),
            copies: Vec::new(),
            locks: Vec::new(),
            actors: Vec::new(),
            messages: Vec::new(),
            saved: BTreeMap::new(),
            files: Vec::new(),
            limits: Limits {
                ops: 1 + random.below(12),
                bytes: 1 << 20,
            },
            tally: Tally::default(),
            is_healed: false,
            responses: 0,
            tokens: 0,
            random,
        };
        // Two accounts in one scope, one of them on two devices, one device with two tabs.
        world.add_device("an", 1);
        let tabs = 1 + world.random.below(2);
        world.add_device("binh", tabs);
        if world.random.percent(70) {
            world.add_device("an", 1);
        }
        if world.random.percent(70) {
            world.add_device("chi", 1);
        }
        world
    }

    fn add_device(&mut self, account: &str, tabs: usize) {
        let place = self.stores.len();
        self.stores.push(Store::new(&format!("device-{place}")));
        self.locks.push(None);
        let role = self.server.database.rights(account).role;
        for _ in 0..tabs {
            let actor = Actor::new(place, account, role, &self.stores[place]);
            self.actors.push(actor);
        }
    }

    pub(crate) fn run(&mut self) {
        let steps = 150 + self.random.below(250);
        for _ in 0..steps {
            self.tally.steps += 1;
            let actor = self.random.below(self.actors.len());
            self.step(actor);
            check::shows_what_is_pending(self, &self.actors[actor]);
            if self.random.percent(8) {
                check::nothing_is_lost_or_doubled(self);
            }
            if self.random.percent(2) {
                check::server_equals_reference(&self.server.database);
            }
        }
        check::server_equals_reference(&self.server.database);
    }

    fn step(&mut self, actor: usize) {
        match self.random.below(100) {
            0..30 => self.edit(actor),
            30..50 => self.finish_one_save(actor),
            50..66 => self.begin_exchange(actor),
            66..90 => self.deliver_one(),
            90..93 => self.carry(actor),
            _ => self.fail(actor),
        }
    }

    /// Counts what became of the ops on the server.
    pub(crate) fn count_results(&mut self) {
        for stored in &self.server.database.log {
            let name = match stored.outcome.result {
                OpResult::Applied => "applied",
                OpResult::NoOp => "no-op",
                OpResult::Merged => "merged",
                OpResult::Conflict { .. } => "conflict",
                OpResult::Held { .. } => "held",
                OpResult::Quarantined { .. } => "quarantined",
            };
            *self.tally.results.entry(name).or_default() += 1;
            let about_register = match stored.op.change {
                Change::Add { .. } => Some("added"),
                Change::Settle { is_new: true, .. } => Some("confirmed as new"),
                Change::Settle { .. } => Some("confirmed as known"),
                _ => None,
            };
            if let Some(what) = about_register.filter(|_| name == "applied") {
                *self.tally.results.entry(what).or_default() += 1;
            }
            let is_move = matches!(stored.op.change, Change::Move { .. });
            if is_move && name == "applied" {
                *self.tally.results.entry("moves applied").or_default() += 1;
            }
        }
    }
}

fn law(random: &mut Random) -> Law {
    let rights = |role, subjects: &[&str], is_assigned| Rights {
        role,
        subjects: subjects.iter().map(|id| (*id).to_owned()).collect(),
        is_assigned,
        version: 1,
    };
    let accounts = [
        (
            "an",
            rights(Role::Field, &["s1", "s2", "s3"], random.percent(60)),
        ),
        (
            "binh",
            rights(Role::Field, &["s1", "s2"], random.percent(80)),
        ),
        (
            "chi",
            rights(Role::Coordinator, &SUBJECTS, random.percent(50)),
        ),
    ];
    let accounts = accounts.into_iter();
    Law {
        accounts: accounts
            .map(|(name, rights)| (name.to_owned(), rights))
            .collect(),
    }
}
