//! Everything there is, and one step after the other.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_sync::client::{Received, View};
use sohoi_sync::{Change, Limits, OpResult, Role, State};

use crate::check;
use crate::device::{Actor, Intent, Wish};
use crate::law::{FORMS, Law, PATHS, REQUIRED, Rights, SUBJECTS, UNKNOWN_FORM, UNKNOWN_PATH};
use crate::network::{Message, Way};
use crate::random::Random;
use crate::server::{Crash, Database, Server};
use crate::store::Store;

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

/// How often things happened.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tally {
    pub(crate) steps: u64,
    pub(crate) edits: u64,
    pub(crate) saved: u64,
    pub(crate) results: BTreeMap<&'static str, u64>,
    pub(crate) requests: u64,
    pub(crate) refusals: BTreeMap<String, u64>,
    pub(crate) dropped: u64,
    pub(crate) duplicated: u64,
    pub(crate) late_answers: u64,
    pub(crate) device_crashes: u64,
    pub(crate) server_crashes: u64,
    pub(crate) restores: u64,
    pub(crate) rescopes: u64,
    pub(crate) set_backs: u64,
    pub(crate) clones: u64,
    pub(crate) taken_numbers: u64,
    pub(crate) pruned: u64,
    /// The most requests a device needed to be through after the faults stopped.
    pub(crate) most_requests_to_heal: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: &Self) {
        let Self {
            steps,
            edits,
            saved,
            results,
            requests,
            refusals,
            dropped,
            duplicated,
            late_answers,
            device_crashes,
            server_crashes,
            restores,
            rescopes,
            set_backs,
            clones,
            taken_numbers,
            pruned,
            most_requests_to_heal,
        } = other;
        self.steps += steps;
        self.edits += edits;
        self.saved += saved;
        for (name, count) in results {
            *self.results.entry(name).or_default() += count;
        }
        self.requests += requests;
        for (code, count) in refusals {
            *self.refusals.entry(code.clone()).or_default() += count;
        }
        self.dropped += dropped;
        self.duplicated += duplicated;
        self.late_answers += late_answers;
        self.device_crashes += device_crashes;
        self.server_crashes += server_crashes;
        self.restores += restores;
        self.rescopes += rescopes;
        self.set_backs += set_backs;
        self.clones += clones;
        self.taken_numbers += taken_numbers;
        self.pruned += pruned;
        self.most_requests_to_heal = self.most_requests_to_heal.max(*most_requests_to_heal);
    }

    /// A simulator in which something never happens tests nothing about it.
    pub(crate) fn assert_everything_happened(&self) {
        for result in [
            "applied",
            "no-op",
            "merged",
            "conflict",
            "held",
            "quarantined",
        ] {
            assert!(self.results.contains_key(result), "no op was {result}");
        }
        for code in ["forked", "refetch"] {
            assert!(self.refusals.contains_key(code), "no request got {code}");
        }
        let counts = [
            ("dropped", self.dropped),
            ("duplicated", self.duplicated),
            ("late answers", self.late_answers),
            ("device crashes", self.device_crashes),
            ("server crashes", self.server_crashes),
            ("restores", self.restores),
            ("changes of scope", self.rescopes),
            ("stores set back", self.set_backs),
            ("stores cloned", self.clones),
            ("op numbers taken by another tab", self.taken_numbers),
            ("ops pruned", self.pruned),
        ];
        for (name, count) in counts {
            assert!(count > 0, "{name}: never happened");
        }
    }
}

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
            66..92 => self.deliver_one(),
            _ => self.fail(actor),
        }
    }

    // People.

    fn edit(&mut self, place: usize) {
        if self.random.percent(50) {
            self.refresh(place);
        }
        let intent = self.intent(place);
        self.tally.edits += 1;
        self.actors[place].edit(intent.clone());
        check::shows_what_was_typed(self, &self.actors[place], &intent);
    }

    fn intent(&mut self, place: usize) -> Intent {
        let views: Vec<View> = self.actors[place].client.views().collect();
        let token = self.token();
        if views.is_empty() || (views.len() < 5 && self.random.percent(12)) {
            return self.start(place, token);
        }
        // Mostly what people can work on, now and then anything.
        let is_coordinator = self.actors[place].role == Role::Coordinator;
        let whole = |view: &&View| {
            let is_open = view.response.state <= State::Returned;
            view.progress.is_none() && !view.is_apart && is_open != is_coordinator
        };
        let sensible: Vec<View> = views.iter().filter(whole).cloned().collect();
        let is_sensible = !sensible.is_empty() && !self.random.percent(10);
        let view = self
            .random
            .pick(if is_sensible { &sensible } else { &views });
        let view = view.clone();
        let newest = view.response.revision;
        let seen = if self.random.percent(70) {
            newest
        } else {
            newest - (self.random.next() % 6).min(newest)
        };
        let moves = if is_coordinator { 75 } else { 20 };
        let wish = if self.random.percent(moves) {
            let note = self.random.percent(30);
            Wish::Move {
                to: self.state(view.response.state, is_coordinator),
                form_hash: self.form_hash(),
                seen,
                note: note.then(|| format!("because {token}")),
            }
        } else {
            Wish::Answer {
                form_hash: self.form_hash(),
                seen,
                answers: self.answers(&token),
            }
        };
        Intent {
            token,
            response: view.response.id,
            wish,
        }
    }

    fn start(&mut self, place: usize, token: String) -> Intent {
        self.responses += 1;
        let mut subjects: Vec<String> = self.actors[place]
            .client
            .subjects()
            .map(|held| held.subject.id.clone())
            .collect();
        if subjects.is_empty() {
            subjects = vec![SUBJECTS[0].to_owned()];
        }
        if self.random.percent(4) {
            subjects = SUBJECTS.map(str::to_owned).to_vec();
        }
        Intent {
            token,
            response: format!("r{}", self.responses),
            wish: Wish::Start {
                subject: self.random.pick(&subjects).clone(),
                form_hash: self.form_hash(),
            },
        }
    }

    /// Mostly a state that somebody could want to come next, now and then any.
    fn state(&mut self, from: State, is_coordinator: bool) -> State {
        use State::{Approved, Checked, Draft, Locked, Returned, Submitted};
        let wanted: &[State] = match from {
            _ if self.random.percent(10) => {
                &[Draft, Returned, Submitted, Checked, Approved, Locked]
            }
            _ if !is_coordinator => &[Submitted],
            Submitted => &[Returned, Returned, Checked, Approved],
            Checked => &[Returned, Approved],
            Approved => &[Returned, Returned, Returned, Locked],
            Draft | Returned | Locked => &[Submitted, Returned],
        };
        *self.random.pick(wanted)
    }

    fn answers(&mut self, token: &str) -> Vec<(String, Option<String>)> {
        let mut answers = BTreeMap::new();
        for _ in 0..=self.random.below(3) {
            let path = match self.random.below(40) {
                0 => UNKNOWN_PATH,
                1..14 => REQUIRED,
                _ => *self.random.pick(&PATHS),
            };
            let value = match self.random.below(10) {
                0 => None,
                1..7 => Some((*self.random.pick(&["a", "b", "c"])).to_owned()),
                _ => Some(format!("typed {token}")),
            };
            answers.insert(path.to_owned(), value);
        }
        answers.into_iter().collect()
    }

    fn form_hash(&mut self) -> String {
        let is_unknown = self.random.percent(2);
        let known = *self.random.pick(&FORMS);
        if is_unknown { UNKNOWN_FORM } else { known }.to_owned()
    }

    /// A time of a clock that may be decades off; its last part tells it from all others.
    fn token(&mut self) -> String {
        self.tokens += 1;
        let year = 1970 + self.random.below(130);
        format!("{year}-01-01T00:00:00Z#{}", self.tokens)
    }

    // Disks.

    /// Completes the oldest transaction of a tab, or fails it because the number is taken.
    fn finish_one_save(&mut self, place: usize) {
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

    fn finish_saves(&mut self, place: usize) {
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

    // The exchange.

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

    fn send(&mut self, place: usize) {
        let actor = &mut self.actors[place];
        let request = actor.client.next_request(&self.limits);
        actor.waiting_for = Some(request.clone());
        let json = serde_json::to_string(&request).expect("requests become JSON");
        self.tally.requests += 1;
        self.messages.push(Message {
            actor: place,
            life: actor.life,
            request,
            way: Way::Up(json),
        });
    }

    /// Lets any one message arrive, if it is not lost.
    fn deliver_one(&mut self) {
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

    fn deliver(&mut self, message: Message) {
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

    fn receive(
        &mut self,
        place: usize,
        message: &Message,
        answer: &Result<String, String>,
    ) -> Received {
        let client = &mut self.actors[place].client;
        let received = match answer {
            Ok(json) => {
                let answer = serde_json::from_str(json).expect("answers are read back");
                client.receive(&message.request, &answer)
            }
            Err(json) => {
                let error = serde_json::from_str(json).expect("errors are read back");
                client.refuse(&message.request, &error)
            }
        };
        for logged in &received.attention {
            assert!(logged.needs_attention(), "{logged:?}");
        }
        received
    }

    fn persist(&mut self, place: usize, received: &Received) {
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

    // What goes wrong.

    fn fail(&mut self, place: usize) {
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

    fn give_up(&mut self, place: usize) {
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

    fn rescope(&mut self) {
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

    fn restore(&mut self) {
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
    fn set_back(&mut self, place: usize) {
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
    fn forget_what_the_disk_lost(&mut self, store: usize) {
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

fn faults(random: &mut Random) -> Faults {
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
