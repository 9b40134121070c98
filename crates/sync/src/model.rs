//! What is synchronised: responses made of cells, changed by numbered ops.

mod reading;
mod writing;

use litemap::LiteMap;
use serde::Serialize;

pub(crate) use reading::Make;

use crate::wire::SubjectLine;

/// What should be filled once: one subject's form in one round.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Slot {
    /// The id of the round.
    pub round: String,
    /// The id of the form.
    pub form: String,
    /// The id of the subject in the register.
    pub subject: String,
}

/// The key of an op: unique for ever.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct OpKey {
    /// The device that numbered it.
    pub device: String,
    /// The device's lineage: a new one when its store was lost or cloned.
    pub epoch: u32,
    /// The number, contiguous from 1 within (device, epoch).
    pub n: u64,
}

/// One numbered change by one device, durable before it is first sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Op {
    /// The number, contiguous from 1 within the device's epoch.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("minimum" = 1)))]
    pub n: u64,
    /// When it was made, by the device's clock (RFC 3339). Shown, never compared.
    pub at: String,
    /// The response it changes; of a change of the register the provisional association.
    pub response: String,
    /// What it does.
    pub change: Change,
    /// What the person had before them that the server had not given a revision yet: the last op on
    /// this response of each other lineage, one that came in a work file above all. Counts as seen,
    /// with all before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub after: Vec<OpKey>,
}

/// What an op does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
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
        /// The revision of the response the person had on screen; 0 where the server had none.
        seen: u64,
        /// The cells, each path once.
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
    /// Adds an association that the register lacks, provisionally. [`Op::response`] is its id.
    Add {
        /// The line, as far as the device knows it.
        line: SubjectLine,
    },
    /// Says which line of the register a provisional association is. [`Op::response`] is the id
    /// of the provisional one; its responses move to the line.
    Settle {
        /// The round.
        round: String,
        /// The code in the register.
        line: String,
        /// Whether the line is new with this; otherwise the register has it already.
        is_new: bool,
    },
}

impl Change {
    /// Whether it changes the register rather than a response.
    pub fn is_about_register(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Settle { .. })
    }
}

/// What the ids of associations begin with that no code of the register stands for yet.
const PROVISIONAL: &str = "new-";

/// The id of an association that the register lacks; `unique` is a fresh UUIDv7.
pub fn provisional_id(unique: &str) -> String {
    [PROVISIONAL, unique].concat()
}

/// Whether an id is one of an association that is not in the register yet.
pub fn is_provisional(id: &str) -> bool {
    id.starts_with(PROVISIONAL)
}

/// One cell in an [`Change::Answer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct CellEdit {
    /// The stable path of the question.
    pub path: String,
    /// The new value; absent clears the cell.
    pub value: Option<String>,
    /// The revision of the cell the person saw ([`Response::cell_revision`]); 0 where there was
    /// none. Every version accepted at or below it counts as seen.
    pub base: u64,
}

/// Where a response stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
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
    /// The last move; absent until the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Moved>,
    /// The engine version of the last accepted submit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub engine: Option<String>,
    /// The revision of the last change of anything.
    pub revision: u64,
    /// The answers; in a feed entry only the changed ones, unless [`Entry`](crate::Entry) says whole.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, Cell>")
    )]
    pub cells: LiteMap<String, Cell>,
    /// Answers that arrived after submitting and wait for a person.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What held back the last submit, each with its place, less what has been answered since;
    /// empty once a submit is accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub held: Vec<Reason>,
}

impl Response {
    /// The revision an edit of this cell names as its base: the largest of its versions and of
    /// the corrections proposed for it; 0 where there is none.
    pub fn cell_revision(&self, path: &str) -> u64 {
        let cell = self.cells.get(path).map_or(0, Cell::revision);
        let corrections = self
            .corrections
            .iter()
            .filter(|correction| correction.path == path)
            .map(|correction| correction.version.revision);
        corrections.fold(cell, u64::max)
    }

    /// The value that counts at a path; absent where it is blank.
    pub fn value(&self, path: &str) -> Option<&str> {
        self.cells.get(path)?.counted.value.as_deref()
    }

    /// The answers that count, blank ones left out.
    pub fn answers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cells
            .iter()
            .filter_map(|(path, cell)| Some((path.as_str(), cell.counted.value.as_deref()?)))
    }

    /// When the newest answer was given, by the clock of the device it was given on.
    pub fn answered_at(&self) -> Option<&str> {
        let counted = self.cells.values().map(|cell| &cell.counted);
        let newest = counted.max_by_key(|version| version.revision)?;
        Some(&newest.at)
    }

    /// The paths whose versions stand against each other.
    pub fn open_conflicts(&self) -> impl Iterator<Item = &str> {
        self.cells
            .iter()
            .filter(|(_, cell)| !cell.aside.is_empty())
            .map(|(path, _)| path.as_str())
    }
}

/// Who last moved a response to another state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Moved {
    /// The account.
    pub author: String,
    /// The op that did it.
    pub op: OpKey,
    /// The device's time of the op. Shown, never compared.
    pub at: String,
    /// A word with it, e.g. why the response was returned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One answer as the server holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Cell {
    /// The version that counts.
    pub counted: CellVersion,
    /// Versions of other people or devices that say the same without having seen it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreed: Vec<CellVersion>,
    /// Versions that say something else: an open conflict, kept until a person settles it by an
    /// answer that saw them all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<CellVersion>,
}

impl Cell {
    /// The largest revision of its versions: what an edit names as its base.
    pub fn revision(&self) -> u64 {
        self.versions()
            .map(|version| version.revision)
            .max()
            .unwrap_or(0)
    }

    /// All versions, the counted one first.
    pub fn versions(&self) -> impl Iterator<Item = &CellVersion> {
        std::iter::once(&self.counted)
            .chain(&self.agreed)
            .chain(&self.aside)
    }
}

/// One value somebody gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Correction {
    /// The cell it is about.
    pub path: String,
    /// What was proposed.
    pub version: CellVersion,
}

/// What became of an op. There is no result that means thrown away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
pub enum OpResult {
    /// Took effect.
    Applied,
    /// Was so already.
    NoOp,
    /// Took effect; other cells of the response had moved on meanwhile.
    Merged,
    /// Answers: both values kept at these paths, the arriving ones count, a person settles it.
    /// A move: the path is `state`; somebody had moved the response meanwhile, theirs stands.
    Conflict {
        /// The paths.
        paths: Vec<String>,
    },
    /// Waits for a person: a move whose condition is not met (make it again once it is), or
    /// answers after a submit (kept as [corrections](Response::corrections)).
    Held {
        /// What it waits for.
        reasons: Vec<Reason>,
    },
    /// Kept whole and apart for a coordinator; changed nothing.
    Quarantined {
        /// What is wrong with it.
        reasons: Vec<Reason>,
    },
}

impl OpResult {
    /// Whether a person has to do something about it.
    pub fn needs_attention(&self) -> bool {
        matches!(
            self,
            Self::Conflict { .. } | Self::Held { .. } | Self::Quarantined { .. }
        )
    }
}

/// Why an op waits or is kept apart, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Reason {
    /// The path of the answer it is about; absent where it is about the whole op.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What it is.
    pub why: Why,
}

impl Reason {
    /// A reason about one answer.
    pub fn at(path: impl Into<String>, why: Why) -> Self {
        Self {
            path: Some(path.into()),
            why,
        }
    }

    /// A reason about the whole op.
    pub fn whole(why: Why) -> Self {
        Self { path: None, why }
    }
}

/// The kinds of [`Reason`]; words for people are made at the edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// A required answer is missing.
    Missing,
    /// The value is not of the question's type.
    WrongType,
    /// The choice is not offered.
    NotOffered,
    /// The constraint of the question is broken.
    Constraint,
    /// The bytes of a photo or page have not arrived.
    BlobMissing,
    /// Versions of an answer stand against each other.
    OpenConflict,
    /// Kept as a proposed correction of a submitted response.
    Correction,
    /// The server does not know the form version.
    UnknownForm,
    /// The form version has no such question.
    UnknownPath,
    /// The register has no such subject, or the round no such form.
    UnknownSlot,
    /// The server has no such response, e.g. because its start is quarantined.
    UnknownResponse,
    /// Another response has this id already.
    IdTaken,
    /// The value, or the op, is too large.
    TooLarge,
    /// The op contradicts itself, e.g. names a path twice.
    Malformed,
    /// The account may not do this here.
    NoRight,
    /// No response goes from the present state to this one.
    WrongState,
    /// The responses of the round were deleted for good: its figures are done.
    Purged,
    /// A reason of a newer version of the protocol.
    #[serde(other)]
    Other,
}
