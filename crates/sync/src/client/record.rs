//! What a device writes down, record by record.

mod reading;
mod writing;

use litemap::LiteMap;
use serde::Serialize;

use crate::model::{Op, Response};
use crate::wire::{DocumentRef, OpOutcome, SubjectLine};

/// Everything the store of an account holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Records {
    /// How far numbering and exchange are.
    pub device: DeviceRecord,
    /// The ops of this device, acknowledged ones included until a backup covers them.
    pub ops: Vec<LoggedOp>,
    /// Responses as the server holds them.
    pub responses: Vec<HeldResponse>,
    /// The register in scope.
    pub subjects: Vec<HeldSubject>,
    /// The rounds.
    pub rounds: Vec<HeldRound>,
}

impl Records {
    /// A store that holds nothing yet. `device` is a fresh UUID: it names this store, not the
    /// machine; two accounts on one machine are two devices.
    pub fn new(device: &str) -> Self {
        Self {
            device: DeviceRecord {
                device: device.to_owned(),
                lineages: vec![Lineage::of_this_device(1)],
                cursor: None,
                generation: 1,
                is_refetching: false,
            },
            ops: Vec::new(),
            responses: Vec::new(),
            subjects: Vec::new(),
            rounds: Vec::new(),
        }
    }
}

/// How far numbering and exchange are: a single record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct DeviceRecord {
    /// The id of this store.
    pub device: String,
    /// Under which names ops were numbered, in the order in which they are sent and shown. The last
    /// one of this device numbers new ops; there always is one. More than one only after the
    /// server found the store cloned or set back, or after work files were taken in.
    pub lineages: Vec<Lineage>,
    /// Where pulling goes on; absent before the first pull.
    pub cursor: Option<String>,
    /// Counts the times everything was fetched anew. What an earlier one brought goes when the
    /// present one is through, and stays in use until then.
    pub generation: u32,
    /// Whether everything is being fetched anew and is not through yet.
    pub is_refetching: bool,
}

impl DeviceRecord {
    /// The lineage that numbers new ops.
    ///
    /// # Panics
    ///
    /// With no lineage at all, which no store ever had.
    pub fn current(&self) -> &Lineage {
        let mut own = self.lineages.iter().rev();
        own.find(|lineage| lineage.origin.is_none())
            .expect("a device record starts with a lineage of its own and never loses one")
    }

    /// An epoch that no lineage here has, after all of them.
    pub fn free_epoch(&self) -> u32 {
        let taken = self.lineages.iter().map(|lineage| match &lineage.origin {
            // Of this very device, in an epoch that its store forgot.
            Some(own) if own.device == self.device => lineage.epoch.max(own.epoch),
            _ => lineage.epoch,
        });
        taken.max().unwrap_or(0) + 1
    }

    /// The device and the epoch by which the server knows a lineage of this store.
    pub fn name_of<'a>(&'a self, lineage: &'a Lineage) -> (&'a str, u32) {
        match &lineage.origin {
            Some(origin) => (&origin.device, origin.epoch),
            None => (&self.device, lineage.epoch),
        }
    }

    /// The place of the lineage that the server knows by this name.
    pub fn place_of(&self, device: &str, epoch: u32) -> Option<usize> {
        let mut lineages = self.lineages.iter();
        lineages.position(|lineage| self.name_of(lineage) == (device, epoch))
    }

    /// Whether an op may be added under this record: its lineage is the present one, and its
    /// number was not acknowledged (and maybe pruned) already. A tab that has not heard of what
    /// another tab exchanged would otherwise use a number again.
    pub fn admits(&self, logged: &LoggedOp) -> bool {
        let current = self.current();
        logged.epoch == current.epoch && logged.op.n > current.acknowledged
    }
}

/// A name under which ops are numbered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Lineage {
    /// The epoch.
    pub epoch: u32,
    /// The last number that is durable on the server.
    pub acknowledged: u64,
    /// The last number that a verified backup covers.
    pub safe: u64,
    /// Whether the server said so since everything was last fetched anew.
    pub is_checked: bool,
    /// Whose ops these are, where a work file brought them from another device. The epoch is then a
    /// name in this store only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

impl Lineage {
    /// One that numbers ops of this device, from 1.
    pub fn of_this_device(epoch: u32) -> Self {
        Self {
            epoch,
            acknowledged: 0,
            safe: 0,
            is_checked: true,
            origin: None,
        }
    }
}

/// Where the ops of a lineage come from that a work file brought. They keep their names, so that
/// they take effect once however often and from wherever they reach the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Origin {
    /// The device that numbered them.
    pub device: String,
    /// The epoch in which it did.
    pub epoch: u32,
    /// The account that worked on it. For people to read: the server believes sessions only.
    pub account: String,
}

/// An op of this device and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct LoggedOp {
    /// The lineage that numbered it.
    pub epoch: u32,
    /// The op.
    pub op: Op,
    /// What became of it; absent until the server acknowledged it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OpOutcome>,
    /// Whether the device has pulled everything up to its effect.
    #[serde(default)]
    pub is_covered: bool,
    /// Whether a person has dealt with its result.
    #[serde(default)]
    pub is_dismissed: bool,
}

impl LoggedOp {
    /// Epoch and number.
    pub fn key(&self) -> (u32, u64) {
        (self.epoch, self.op.n)
    }

    /// Epoch and number as one number below 2^53 in the same order, for stores whose keys are
    /// single numbers.
    pub fn store_key(&self) -> u64 {
        store_key(self.epoch, self.op.n)
    }

    /// Whether a person still has to do something about its result.
    pub fn needs_attention(&self) -> bool {
        let outcome = self.outcome.as_ref();
        !self.is_dismissed && outcome.is_some_and(|outcome| outcome.result.needs_attention())
    }
}

/// Epoch and number of an op as one number, see [`LoggedOp::store_key`].
pub fn store_key(epoch: u32, n: u64) -> u64 {
    (u64::from(epoch) << 40) | n
}

/// A response as the server holds it and this device may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct HeldResponse {
    /// The response.
    pub response: Response,
    /// How far a draft is whose answers are somebody else's: (answered, asked).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<(u32, u32)>,
    /// Which fetch brought it.
    pub generation: u32,
    /// Whether answers were left out: what a list shows is here, what was answered is on disk.
    #[serde(default)]
    pub is_brief: bool,
}

impl HeldResponse {
    /// The response without its answers, those in conflict apart: all that lists show of it, and
    /// what can be read of thousands in the time that some take whole.
    pub fn brief(&self) -> Self {
        let mut brief = self.clone();
        brief.response.cells = LiteMap::new();
        for (path, cell) in &self.response.cells {
            if cell.aside.is_empty() {
                brief.is_brief = true;
            } else {
                brief.response.cells.insert(path.clone(), cell.clone());
            }
        }
        brief
    }
}

/// A line of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct HeldSubject {
    /// The line.
    pub subject: SubjectLine,
    /// Which fetch brought it.
    pub generation: u32,
}

/// A round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct HeldRound {
    /// Its document.
    pub round: DocumentRef,
    /// Whether its data is generated for demonstration.
    pub demonstration: bool,
    /// Which fetch brought it.
    pub generation: u32,
}

/// One record to write or to remove; those of one call go into one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put the device's record.
    PutDevice(DeviceRecord),
    /// Put an op under its epoch and number, whatever was there.
    PutOp(LoggedOp),
    /// Remove an op: a backup covers it, or it has got another number.
    RemoveOp {
        /// Its epoch.
        epoch: u32,
        /// Its number.
        n: u64,
    },
    /// Put a response under its id.
    PutResponse(Box<HeldResponse>),
    /// Remove the response with this id.
    RemoveResponse(String),
    /// Put a line of the register under its round and id.
    PutSubject(HeldSubject),
    /// Remove a line of the register.
    RemoveSubject {
        /// The round it is of.
        round: String,
        /// Its id.
        id: String,
    },
    /// Put a round under its id.
    PutRound(HeldRound),
    /// Remove the round with this id.
    RemoveRound(String),
}
