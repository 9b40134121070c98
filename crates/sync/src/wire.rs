//! What travels between a device and the server, as JSON.

mod reading;
mod writing;

use litemap::LiteMap;
use serde::Serialize;

use crate::model::{Op, OpResult, Response};

/// The version of the protocol that this crate speaks.
pub const PROTOCOL: u32 = 1;

/// The longest value of a cell and the longest note, in bytes of UTF-8.
pub const TEXT_LIMIT: usize = 64 * 1024;

/// The largest photo or page, in bytes.
pub const BLOB_LIMIT: usize = 8 * 1024 * 1024;

/// What one request may hold. The server's limit for a request body lies well above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Ops in one request.
    pub ops: usize,
    /// Bytes of the text in its ops, before compression; the first op goes in any case.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            ops: 500,
            bytes: 1 << 20,
        }
    }
}

/// `POST /api/sync`: ops up, changes down, in one round trip.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct ExchangeRequest {
    /// The protocol version: 1.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("const" = PROTOCOL)))]
    pub protocol: u32,
    /// The device, a UUID it made itself.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("pattern" = "^[A-Za-z0-9-]{1,64}$")))]
    pub device: String,
    /// Its lineage.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("minimum" = 1)))]
    pub epoch: u32,
    /// Pending ops in order; at most 500.
    #[cfg_attr(not(target_arch = "wasm32"), schemars(extend("maxItems" = 500)))]
    pub ops: Vec<Op>,
    /// Where pulling goes on; absent for a first pull. Opaque to the device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// The answer to an [`ExchangeRequest`]. 200 even when single ops fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct ExchangeResponse {
    /// One outcome per op of the request, in order.
    pub outcomes: Vec<OpOutcome>,
    /// The last number of this device and epoch that is durable on the server.
    pub acknowledged: u64,
    /// The last number that a verified backup covers.
    pub safe: u64,
    /// Changes since the cursor, in server order.
    pub entries: Vec<Entry>,
    /// Where to go on.
    pub cursor: String,
    /// Whether there are more entries right now.
    pub more: bool,
}

/// What became of one op.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct OpOutcome {
    /// The number of the op.
    pub n: u64,
    /// The revision of its response after it; 0 where it changed nothing.
    #[serde(default)]
    pub revision: u64,
    /// What became of it.
    pub result: OpResult,
}

/// One change in the feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    /// A round is available (`GET /api/documents/{hash}`); its document names its other parts.
    Round {
        /// The document.
        round: DocumentRef,
        /// Whether its data is generated for demonstration.
        demonstration: bool,
    },
    /// A line of the register in scope.
    Subject(SubjectLine),
    /// A line of the register left the scope, or the register.
    SubjectGone {
        /// The round it is of.
        round: String,
        /// Its code in the register of that round.
        id: String,
    },
    /// A response in scope with its changed cells.
    Response {
        /// The response; `cells` holds all of them if `whole`, else those changed since the cursor.
        response: Box<Response>,
        /// Whether `cells` replaces what the device holds.
        whole: bool,
        /// Progress of a draft whose answers are somebody else's: `(answered, asked)`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        progress: Option<(u32, u32)>,
    },
    /// The response with this id left the scope.
    ResponseGone(String),
}

/// A document named by its content hash.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct DocumentRef {
    /// The id of the round.
    pub id: String,
    /// SHA-256 of its bytes, hex.
    pub hash: String,
}

/// A line of the register, as the feed carries it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct SubjectLine {
    /// The code in the register of its round; of an association that the register lacks an id
    /// that a device made ([`is_provisional`](crate::is_provisional)).
    pub id: String,
    /// The round it is of.
    pub round: String,
    /// The name.
    pub name: String,
    /// The kind of subject.
    pub kind: String,
    /// The unit.
    pub unit: String,
    /// First values of answers.
    #[serde(default, skip_serializing_if = "LiteMap::is_empty")]
    #[cfg_attr(
        not(target_arch = "wasm32"),
        schemars(with = "std::collections::BTreeMap<String, String>")
    )]
    pub attributes: LiteMap<String, String>,
}

impl SubjectLine {
    /// How many bytes its texts have.
    pub(crate) fn bytes(&self) -> usize {
        let own = [&self.id, &self.round, &self.name, &self.kind, &self.unit];
        let attributes = self.attributes.iter();
        let attributes = attributes.map(|(name, value)| name.len() + value.len());
        own.iter().map(|text| text.len()).sum::<usize>() + attributes.sum::<usize>()
    }
}

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Fills in for the associations of a unit.
    Field,
    /// Fills in for one association.
    Association,
    /// Checks and returns within a unit.
    Reviewer,
    /// Checks, returns and approves within a unit; fills in nothing and keeps nothing else.
    Approver,
    /// Approves within a unit, reads its statistics, keeps its register.
    Coordinator,
    /// Keeps accounts; sees everything.
    Admin,
}

impl Role {
    /// Whether it reads the responses of others, and so may take them along as a file.
    pub fn reads_responses(self) -> bool {
        matches!(
            self,
            Self::Reviewer | Self::Approver | Self::Coordinator | Self::Admin
        )
    }
}

/// What an account may see.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// A unit and everything below it.
    Unit(String),
    /// One line of the register.
    Subject(String),
}

/// Who is signed in: `GET /api/session`, `POST /api/session`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct Account {
    /// The sign-in name.
    pub name: String,
    /// The name shown.
    pub display: String,
    /// What it may do.
    pub role: Role,
    /// What it may see.
    pub scope: Scope,
}

/// Every error answer of the API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(
    not(target_arch = "wasm32"),
    derive(serde::Deserialize, schemars::JsonSchema)
)]
pub struct SyncError {
    /// A stable code: `unauthenticated`, `gap`, `forked`, `refetch`, `malformed`, `too_large`,
    /// `unsupported_protocol`, `rate_limited`, `unavailable`.
    pub code: String,
    /// What is wrong and where, in English, for a log.
    pub message: String,
    /// With `gap` and `refetch`: the number expected next of this device and epoch. With
    /// `forked`: the number of the first op that differs from what the server holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<u64>,
}

impl SyncError {
    /// An error with its stable code and a message that names the place.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            message: message.into(),
            expected: None,
        }
    }

    /// An error that says which number it is about.
    #[must_use]
    pub fn expecting(mut self, n: u64) -> Self {
        self.expected = Some(n);
        self
    }
}
