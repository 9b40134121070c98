//! Work that travels as a file instead of over the network: what goes into it, and how it is
//! taken in somewhere else.
//!
//! Ops keep the name under which their own device numbered them. So a file that is taken in twice,
//! or whose device later sends the same ops itself, takes effect once: the store knows what it has,
//! and the server answers what it stored before.

mod file;

use serde::Serialize;
use sohoi_json::{read_members, write_members};

use super::dirty::Dirty;
use super::{Client, Effect, HeldResponse, Lineage, LoggedOp, Origin};
use crate::model::{Change, Slot};
use crate::sorted;
use crate::wire::OpOutcome;

pub use file::{FileFlaw, PhotoRef, WORK_FILE_LIMIT, WorkFile, WorkFileContent};

/// What a work file carries, but for the bytes of photos.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct CarriedWork {
    /// Ops by lineage, in the order in which they are sent and shown.
    pub logs: Vec<CarriedLog>,
    /// The responses that the ops change, as the server holds them: without these, ops on a response
    /// that the server knows could not be shown.
    pub held: Vec<HeldResponse>,
}

/// The ops of one lineage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct CarriedLog {
    /// The device that numbered them.
    pub device: String,
    /// The epoch in which it did.
    pub epoch: u32,
    /// The account that worked on it.
    pub account: String,
    /// The last number that the server had acknowledged when the file was written.
    pub acknowledged: u64,
    /// The ops in order of number. Their own `epoch` is a name in the store that wrote the file.
    pub ops: Vec<LoggedOp>,
}

read_members! {
    CarriedWork: logs, held;
    CarriedLog: device, epoch, account, acknowledged, ops;
}

write_members! {
    CarriedWork: logs, held;
    CarriedLog: device, epoch, account, acknowledged, ops;
}

impl CarriedWork {
    /// Every op.
    pub fn ops(&self) -> impl Iterator<Item = &LoggedOp> {
        self.logs.iter().flat_map(|log| &log.ops)
    }

    /// The ids of the responses that it is about, each once, in order.
    pub fn responses(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        for held in &self.held {
            sorted::insert(&mut ids, held.response.id.as_str());
        }
        for logged in self.ops() {
            if form_of(&logged.op.change).is_some() {
                sorted::insert(&mut ids, logged.op.response.as_str());
            }
        }
        ids
    }

    /// The ids that its ops are about and that are no responses: lines that they add to the register.
    pub fn added(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        for logged in self.ops() {
            if form_of(&logged.op.change).is_none() {
                sorted::insert(&mut ids, logged.op.response.as_str());
            }
        }
        ids
    }

    /// The slots that it is about, as far as it tells, each once.
    pub fn slots(&self) -> Vec<&Slot> {
        let mut slots = Vec::new();
        for held in &self.held {
            sorted::insert(&mut slots, &held.response.slot);
        }
        for logged in self.ops() {
            if let Change::Start { slot, .. } = &logged.op.change {
                sorted::insert(&mut slots, slot);
            }
        }
        slots
    }

    /// The form versions that it names, each once.
    pub fn forms(&self) -> Vec<&str> {
        let mut forms = Vec::new();
        for held in &self.held {
            sorted::insert(&mut forms, held.response.form_hash.as_str());
        }
        for logged in self.ops() {
            if let Some(form) = form_of(&logged.op.change) {
                sorted::insert(&mut forms, form);
            }
        }
        forms
    }

    /// How many answers its ops give or clear, each place of each response once.
    pub fn answers(&self) -> usize {
        let mut places = Vec::new();
        for logged in self.ops() {
            if let Change::Answer { cells, .. } = &logged.op.change {
                for cell in cells {
                    let place = (logged.op.response.as_str(), cell.path.as_str());
                    sorted::insert(&mut places, place);
                }
            }
        }
        places.len()
    }

    /// Whether the numbers in it are in order, as every store has them.
    pub fn is_in_order(&self) -> bool {
        self.logs.iter().all(|log| {
            let numbers = || log.ops.iter().map(|logged| logged.op.n);
            let is_increasing = numbers().zip(numbers().skip(1)).all(|(a, b)| a < b);
            log.epoch > 0 && is_increasing && numbers().all(|n| n > 0)
        })
    }
}

/// What taking work in means for a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bringing {
    /// What to write down, in one transaction, with the photos. Nothing where all was here.
    pub effects: Vec<Effect>,
    /// How many ops were not here before.
    pub new_ops: usize,
    /// How many responses of the file were here before.
    pub known_responses: usize,
}

impl Client {
    /// What goes into a work file: the ops that the server has not acknowledged, or all there are,
    /// and what they stand on.
    pub fn carry_out(&self, everything: bool) -> CarriedWork {
        let mut work = CarriedWork::default();
        for lineage in &self.device.lineages {
            let keys = (lineage.epoch, 0)..=(lineage.epoch, u64::MAX);
            let all = self.ops.range(keys);
            let ops: Vec<LoggedOp> = all
                .filter(|logged| everything || logged.op.n > lineage.acknowledged)
                .cloned()
                .collect();
            if ops.is_empty() {
                continue;
            }
            let (device, epoch) = self.device.name_of(lineage);
            let origin = lineage.origin.as_ref();
            work.logs.push(CarriedLog {
                device: device.to_owned(),
                epoch,
                account: origin.map_or_else(|| self.author.clone(), |own| own.account.clone()),
                acknowledged: lineage.acknowledged,
                ops,
            });
        }
        let mut touched = Vec::new();
        for logged in work.ops() {
            sorted::insert(&mut touched, logged.op.response.clone());
        }
        let held = self.responses.iter();
        // One whose answers could not be read says nothing that is worth carrying.
        let held = held.filter(|held| !held.is_brief);
        let held = held.filter(|held| everything || touched.contains(&held.response.id));
        work.held = held.cloned().collect();
        work
    }

    /// Takes carried work in. Everything to be written is in the answer, to happen in one
    /// transaction; where that fails, this client is of no use any more.
    pub fn bring_in(&mut self, work: &CarriedWork) -> Bringing {
        let mut bringing = Bringing {
            known_responses: self.known_of(work),
            ..Bringing::default()
        };
        let mut dirty = Dirty::default();
        for log in &work.logs {
            bringing.new_ops += self.bring_log(log, &mut dirty);
        }
        if bringing.new_ops > 0 {
            // What is typed from now on comes after what was brought, here and on the server.
            self.begin_lineage();
        }
        let is_held_better = self.bring_held(&work.held, &mut dirty);
        if is_held_better {
            // A file is no server: what it said is asked for at the next exchange.
            self.begin_refetch();
        }
        if is_held_better || bringing.new_ops > 0 {
            bringing.effects = self.effects(dirty);
        }
        bringing
    }

    fn known_of(&self, work: &CarriedWork) -> usize {
        let here = self.response_ids();
        let ids = work.responses().into_iter();
        ids.filter(|id| here.binary_search_by(|own| own.as_str().cmp(id)).is_ok())
            .count()
    }

    /// Takes in the ops of one lineage that are not here. Answers how many they are.
    fn bring_log(&mut self, log: &CarriedLog, dirty: &mut Dirty) -> usize {
        match self.device.place_of(&log.device, log.epoch) {
            Some(place) => self.add_to_log(place, log, dirty),
            None => self.begin_log(log, dirty),
        }
    }

    /// A lineage that was never here. What the server acknowledged comes along for its own account
    /// only, to fill up a server that lost it; that of others would be filled up in a wrong name.
    fn begin_log(&mut self, log: &CarriedLog, dirty: &mut Dirty) -> usize {
        let is_own = log.account == self.author;
        let wanted = |logged: &&LoggedOp| is_own || logged.op.n > log.acknowledged;
        let ops: Vec<&LoggedOp> = log.ops.iter().filter(wanted).collect();
        if ops.is_empty() {
            return 0;
        }
        let epoch = self.device.free_epoch();
        self.device.lineages.push(Lineage {
            epoch,
            acknowledged: log.acknowledged,
            safe: 0,
            is_checked: false,
            origin: Some(Origin {
                device: log.device.clone(),
                epoch: log.epoch,
                account: log.account.clone(),
            }),
        });
        for logged in &ops {
            let is_acknowledged = logged.op.n <= log.acknowledged;
            let outcome = logged.outcome.clone().filter(|_| is_acknowledged);
            self.put_brought(epoch, logged, outcome, dirty);
        }
        ops.len()
    }

    /// More of a lineage that is here. Where the file has another op under a number, one of the two
    /// stores was set back or cloned: from there on the ops get numbers of this device.
    fn add_to_log(&mut self, place: usize, log: &CarriedLog, dirty: &mut Dirty) -> usize {
        let lineage = &self.device.lineages[place];
        let (epoch, acknowledged) = (lineage.epoch, lineage.acknowledged);
        let mut added = 0;
        for (index, logged) in log.ops.iter().enumerate() {
            match self.ops.get((epoch, logged.op.n)) {
                Some(here) if here.op == logged.op => {}
                Some(_) => return added + self.bring_anew(&log.ops[index..], dirty),
                None if logged.op.n <= acknowledged => {}
                None => {
                    self.put_brought(epoch, logged, None, dirty);
                    added += 1;
                }
            }
        }
        added
    }

    fn bring_anew(&mut self, ops: &[LoggedOp], dirty: &mut Dirty) -> usize {
        let mut fresh = Vec::new();
        for logged in ops.iter().filter(|logged| logged.outcome.is_none()) {
            // A file that is taken in again must not double what was doubled in good faith once.
            if !self.ops.iter().any(|here| is_same_edit(here, logged)) {
                fresh.push(logged);
            }
        }
        if fresh.is_empty() {
            return 0;
        }
        let epoch = self.begin_lineage();
        for (logged, n) in fresh.iter().zip(1..) {
            let mut logged = (*logged).clone();
            logged.op.n = n;
            self.put_brought(epoch, &logged, None, dirty);
        }
        fresh.len()
    }

    fn put_brought(
        &mut self,
        epoch: u32,
        logged: &LoggedOp,
        outcome: Option<OpOutcome>,
        dirty: &mut Dirty,
    ) {
        let logged = LoggedOp {
            epoch,
            op: logged.op.clone(),
            outcome,
            is_covered: false,
            is_dismissed: false,
        };
        dirty.op(logged.key());
        self.index.note(&logged);
        self.ops.put(logged);
    }

    /// Takes in what the server held, where that is newer than what is here. Answers whether
    /// anything was.
    fn bring_held(&mut self, held: &[HeldResponse], dirty: &mut Dirty) -> bool {
        let mut is_better = false;
        for held in held {
            let here = self.responses.get(&held.response.id);
            let is_newer = here.is_none_or(|here| here.response.revision < held.response.revision);
            if !is_newer || held.is_brief {
                continue;
            }
            is_better = true;
            dirty.response(&held.response.id);
            self.responses.put(HeldResponse {
                generation: self.device.generation,
                ..held.clone()
            });
        }
        is_better
    }
}

/// The form version that a change of a response names; none where it changes something else.
fn form_of(change: &Change) -> Option<&str> {
    match change {
        Change::Start { form_hash, .. }
        | Change::Answer { form_hash, .. }
        | Change::Move { form_hash, .. } => Some(form_hash),
        #[allow(unreachable_patterns, reason = "until ops change the register too")]
        _ => None,
    }
}

/// Whether two ops are one edit under two numbers.
fn is_same_edit(one: &LoggedOp, other: &LoggedOp) -> bool {
    let (one, other) = (&one.op, &other.op);
    one.response == other.response && one.at == other.at && one.change == other.change
}
