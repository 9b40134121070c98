//! What the store takes and gives.

use litemap::LiteMap;
use sohoi_sync::{Account, Op, OpKey, OpOutcome, Response, State, SubjectLine};

use super::{Result, StoreError};
use crate::scope::{Branches, Member, Scoped};

/// A verified copy of the whole database in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// When it was made (milliseconds UTC).
    pub made_at: i64,
    /// How many rows it has.
    pub rows: u64,
    /// What they say, see `backup.rs`.
    pub digest: Vec<u8>,
}

/// The server's identity and clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// New when a backup was restored.
    pub epoch: u32,
    /// The last number given out.
    pub seq: u64,
    /// Authenticates cursors.
    pub cursor_key: Vec<u8>,
}

/// An account with the hash of its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAccount {
    /// The account.
    pub account: Account,
    /// The PHC string.
    pub password: String,
    /// Whose authorities it sees.
    pub branches: Branches,
    /// Since when it may not sign in (milliseconds UTC).
    pub suspended_at: Option<i64>,
}

impl StoredAccount {
    /// A new one, which sees authorities of both branches.
    pub fn new(account: Account, password: String) -> Self {
        Self {
            account,
            password,
            branches: Branches::Both,
            suspended_at: None,
        }
    }

    /// The account with what its reach depends on.
    pub fn member(&self) -> Member {
        Member {
            account: self.account.clone(),
            branches: self.branches,
        }
    }
}

/// How far a device is, in one of its lineages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub device: String,
    /// Its lineage.
    pub epoch: u32,
    /// The account whose work it carries.
    pub account: String,
    /// The last op that is durable here.
    pub last_n: u64,
}

/// An op as it arrived, with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredOp {
    /// Its key.
    pub key: OpKey,
    /// Whose session brought it.
    pub account: String,
    /// The op.
    pub op: Op,
    /// What became of it.
    pub outcome: OpOutcome,
    /// When it arrived (milliseconds UTC).
    pub received_at: i64,
}

/// A round on offer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredRound {
    /// The id.
    pub id: String,
    /// The hash of the document that is the round itself.
    pub document: String,
    /// Form id → form hash.
    pub forms: LiteMap<String, String>,
    /// Whether its data is made up for demonstration.
    pub demonstration: bool,
    /// The version of its unit tree: another tree is another version.
    pub units_version: String,
    /// When it was last changed.
    pub seq: u64,
}

/// What a provisional association turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The round.
    pub round: String,
    /// The id that a device made.
    pub provisional: String,
    /// The code of its line.
    pub line: String,
    /// Whether the line came with this.
    pub is_new: bool,
    /// Who said so.
    pub account: String,
    /// When the provisional line ended.
    pub seq: u64,
}

/// A response with what the server knows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredResponse {
    /// The response, whole.
    pub response: Response,
    /// What stands beside it.
    pub marks: Marks,
}

/// What the server knows beside a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Its place in the feed.
    pub feed_seq: u64,
    /// When it came into the scope that it is in.
    pub entered_seq: u64,
    /// How many questions are answered and how many are asked.
    pub progress: (u32, u32),
}

impl StoredResponse {
    /// A response in the place of one with these marks, or of none.
    pub fn after(before: Option<Marks>, response: Response) -> Self {
        let before = before.unwrap_or(Marks {
            entered_seq: response.revision,
            ..Marks::default()
        });
        let marks = Marks {
            feed_seq: before.feed_seq.max(response.revision),
            ..before
        };
        Self { response, marks }
    }

    /// The hashes of blobs that its answers name: values that are 64 hex digits.
    pub fn blobs(&self) -> impl Iterator<Item = &str> {
        let counted = self.response.cells.values().map(|cell| &cell.counted);
        let aside = self.response.cells.values().flat_map(|cell| &cell.aside);
        let proposed = self.response.corrections.iter().map(|one| &one.version);
        counted
            .chain(aside)
            .chain(proposed)
            .filter_map(|version| version.value.as_deref())
            .filter(|value| is_blob_hash(value))
    }
}

/// Whether a text is a SHA-256 as this project writes it: 64 lower-case hex digits.
pub fn is_blob_hash(text: &str) -> bool {
    text.len() == 64
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A blob and who names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlob {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The account that brought it.
    pub account: String,
    /// The ids of the responses that name it.
    pub responses: Vec<String>,
}

/// A response on its way into the feed: as it is stored, and read only by whom that is not enough for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FedResponse {
    /// Its id.
    pub id: String,
    /// Where it stands.
    pub state: State,
    /// The account that started it.
    pub author: String,
    /// The line of the register that it is about.
    pub subject: String,
    /// What stands beside it.
    pub marks: Marks,
    /// The response as JSON, as devices get it.
    pub body: String,
}

impl FedResponse {
    /// The response.
    ///
    /// # Errors
    ///
    /// Where what is stored is none.
    pub fn read(&self) -> Result<Response> {
        serde_json::from_str(&self.body).map_err(|flaw| StoreError::Corrupt {
            what: format!("response {}", self.id),
            reason: flaw.to_string(),
        })
    }
}

/// How far a device's lineage has come, with the server's identity and clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The server.
    pub server: Server,
    /// The last op of the lineage that is durable here; 0 where none is.
    pub acknowledged: u64,
    /// The last one that a verified backup covers; 0 where none does.
    pub safe: u64,
}

/// A part of the feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// The changes, in server order.
    pub changes: Vec<Change>,
    /// Whether there are more right now.
    pub more: bool,
}

/// A change in the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its place.
    pub seq: u64,
    /// What changed.
    pub what: Changed,
}

/// What changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// A round was offered or moved on.
    Round(StoredRound),
    /// A line came into reach, or changed.
    Subject(Scoped<SubjectLine>),
    /// A line left the reach or the register, and with it these responses.
    SubjectGone {
        /// The id of its round.
        round: String,
        /// The id of the line.
        id: String,
        /// The ids of its responses.
        responses: Vec<String>,
    },
    /// A response changed or came into reach.
    Response(Box<Scoped<FedResponse>>),
}
