//! What is synchronised: responses made of cells, changed by numbered ops.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What should be filled once: one subject's form in one round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Slot {
    /// The id of the round.
    pub round: String,
    /// The id of the form.
    pub form: String,
    /// The id of the subject in the register.
    pub subject: String,
}

/// The key of an op: unique for ever.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OpKey {
    /// The device that numbered it.
    pub device: String,
    /// The device's lineage: a new one when its store was lost or cloned.
    pub epoch: u32,
    /// The number, contiguous from 1 within (device, epoch).
    pub n: u64,
}

/// One numbered change by one device, durable before it is first sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Op {
    /// The number, contiguous from 1 within the device's epoch.
    pub n: u64,
    /// When it was made, by the device's clock (RFC 3339). Shown, never compared.
    pub at: String,
    /// The response it changes.
    pub response: String,
    /// What it does.
    pub change: Change,
}

/// What an op does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Change {
    /// Opens a response for a slot.
    Start {
        /// What is filled in.
        slot: Slot,
        /// The form version it is filled in under.
        form_hash: String,
    },
    /// Sets or clears answers: one edit, one or more cells.
    Answer {
        /// The form version the answers were given under.
        form_hash: String,
        /// The cells.
        cells: Vec<CellEdit>,
    },
    /// Moves the response to another state.
    Move {
        /// The state wanted.
        to: State,
        /// The state revision the person saw.
        base: u64,
        /// The form version it was judged under on the device.
        form_hash: String,
        /// The version of the form engine it was judged with.
        engine: String,
        /// A word with it, e.g. why it is returned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

/// One cell in an [`Change::Answer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellEdit {
    /// The stable path of the question.
    pub path: String,
    /// The new value; absent clears the cell.
    pub value: Option<String>,
    /// The revision of the cell the person saw; 0 where there was none.
    pub base: u64,
}

/// Where a response stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Being filled in.
    #[default]
    Draft,
    /// Sent back with a reason; being filled in again.
    Returned,
    /// Handed in.
    Submitted,
    /// Checked by a reviewer.
    Checked,
    /// Approved: counts in the final figures.
    Approved,
    /// Closed for good.
    Locked,
}

/// A response as the server holds it and devices see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// UUIDv7 made on the device that started it.
    pub id: String,
    /// What it fills.
    pub slot: Slot,
    /// The form version of the latest answers.
    pub form_hash: String,
    /// The account that started it.
    pub author: String,
    /// Where it stands.
    pub state: State,
    /// The revision at which the state last changed.
    pub state_revision: u64,
    /// The word with the last move, e.g. why it was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The engine version of the last accepted submit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// The revision of the last change of anything.
    pub revision: u64,
    /// The answers; in a feed entry only the changed ones, unless [`Entry`](crate::Entry) says whole.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<String, Cell>,
    /// Answers that arrived after submitting and wait for a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The places whose problems hold back a submit, with what is wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<String>,
}

/// One answer as the server holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// The version that counts.
    #[serde(flatten)]
    pub counted: CellVersion,
    /// Versions set aside by a conflict, kept until a person settles it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<CellVersion>,
}

/// One value somebody gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellVersion {
    /// The value; absent where it was cleared.
    pub value: Option<String>,
    /// The revision at which the server accepted it.
    pub revision: u64,
    /// The account.
    pub author: String,
    /// The op that brought it.
    pub op: OpKey,
    /// The device's time of the op. Shown, never compared.
    pub at: String,
}

/// An answer given after the response was submitted: proposed, not applied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The cell it is about.
    pub path: String,
    /// What was proposed.
    pub version: CellVersion,
}

/// What became of an op. There is no result that means thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum OpResult {
    /// Took effect.
    Applied,
    /// Was so already.
    NoOp,
    /// Took effect; other cells of the response had moved on meanwhile.
    Merged,
    /// Both values kept at these paths, the arriving one counts; a person settles it.
    Conflict {
        /// The paths.
        paths: Vec<String>,
    },
    /// Waits: a submit whose form is not whole, or answers after a submit (kept as corrections).
    Held {
        /// What it waits for, each with its place.
        problems: Vec<String>,
    },
    /// Kept apart for a coordinator: unknown form version or path, wrong type, no right to it.
    Quarantined {
        /// Why.
        reason: String,
    },
}
