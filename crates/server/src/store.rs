//! What the server keeps, behind traits: the same promises on every database.
//!
//! Reading happens in a snapshot ([`Read`]); writing happens in one transaction at a time
//! ([`Write`]) that a dropped request cannot cancel half-way. The suite in
//! `tests/integration/store.rs` holds every implementation to the same claims.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use litemap::LiteMap;
use sohoi_sync::{Account, Op, OpKey, OpOutcome, Response, SubjectLine};

use crate::scope::{Reach, Scoped};
use table::{Basin, Table, Value};

mod database;
pub mod postgres;
mod sql;
pub mod sqlite;
pub mod table;
mod token;

pub use database::Database;
pub use token::{StoredToken, TokenStanding};

/// What went wrong with the store itself. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused or failed.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// Something stored cannot be read back.
    #[error("stored {what} cannot be read: {reason}")]
    Corrupt {
        /// What, with its key.
        what: String,
        /// Why.
        reason: String,
    },
    /// The database does not keep what is promised, e.g. `synchronous` is not `FULL`.
    #[error("the database cannot be trusted: {0}")]
    Unsafe(String),
    /// The work inside a transaction panicked; the transaction was rolled back.
    #[error("work inside a transaction failed unexpectedly")]
    Panicked,
    /// The store is shutting down.
    #[error("the store is closed")]
    Closed,
}

/// The result of a store operation.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// A boxed future, as work inside a transaction returns it.
pub type Pending<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// Whether a transaction is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Make it durable.
    Commit,
    /// Forget it.
    Rollback,
}

/// Work inside one write transaction.
pub type Work = Box<dyn for<'t> FnOnce(&'t mut dyn Write) -> Pending<'t, Verdict> + Send>;

/// A database.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// A consistent view of what was committed before this call.
    async fn read(&self) -> Result<Box<dyn Read>>;

    /// Runs `work` alone among writers, and returns once its verdict is carried out: after `Ok`,
    /// committed work survives a power loss. Dropping the returned future does not stop the work.
    async fn write(&self, work: Work) -> Result<()>;

    /// Finishes the writes that were handed in and closes the database.
    async fn close(&self);
}

/// Runs `work` in one write transaction; an `Err` rolls everything back.
///
/// # Errors
///
/// What `work` returns, or what the store could not do.
pub async fn transact<T, E, F>(store: &dyn Store, work: F) -> std::result::Result<T, E>
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: for<'t> FnOnce(&'t mut dyn Write) -> Pending<'t, std::result::Result<T, E>> + Send + 'static,
{
    let found = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&found);
    let erased: Work = Box::new(move |transaction| {
        Box::pin(async move {
            let result = work(transaction).await;
            let verdict = match result {
                Ok(_) => Verdict::Commit,
                Err(_) => Verdict::Rollback,
            };
            *keep.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
            verdict
        })
    });
    store.write(erased).await?;
    let result = found.lock().unwrap_or_else(PoisonError::into_inner).take();
    result.unwrap_or_else(|| Err(StoreError::Panicked.into()))
}

/// What can be asked, in a snapshot or inside a write transaction.
#[async_trait]
pub trait Read: Send {
    /// The server's identity and clock.
    async fn server(&mut self) -> Result<Server>;

    /// One account with its password hash.
    async fn account(&mut self, name: &str) -> Result<Option<StoredAccount>>;
    /// All accounts by name.
    async fn accounts(&mut self) -> Result<Vec<Account>>;
    /// The account of a session that is still valid at `now` (milliseconds UTC).
    async fn session(&mut self, token_hash: &[u8], now: i64) -> Result<Option<Account>>;

    /// The token with this hash, valid or not.
    async fn token(&mut self, token_hash: &[u8]) -> Result<Option<StoredToken>>;
    /// All tokens by name.
    async fn tokens(&mut self) -> Result<Vec<StoredToken>>;

    /// A device in one of its lineages.
    async fn device(&mut self, device: &str, epoch: u32) -> Result<Option<Device>>;
    /// Every lineage of every device, in order.
    async fn devices(&mut self) -> Result<Vec<Device>>;
    /// The last op of a lineage that a verified backup covers; 0 where none does.
    async fn covered(&mut self, device: &str, epoch: u32) -> Result<u64>;
    /// The stored ops of a device numbered `from..=to`, in order.
    async fn ops(&mut self, device: &str, epoch: u32, from: u64, to: u64) -> Result<Vec<StoredOp>>;
    /// The ops kept apart for a coordinator, oldest first.
    async fn quarantine(&mut self) -> Result<Vec<StoredOp>>;

    /// The rounds on offer.
    async fn rounds(&mut self) -> Result<Vec<StoredRound>>;
    /// The JSON of a document by its hash: a part of a round, or a form version of any round.
    async fn document(&mut self, hash: &str) -> Result<Option<String>>;
    /// The JSON of a form version of a round.
    async fn form(&mut self, round: &str, hash: &str) -> Result<Option<String>>;
    /// Every form version as (round, hash).
    async fn form_versions(&mut self) -> Result<Vec<(String, String)>>;

    /// The valid line of the register with this id, if it is within reach.
    async fn subject(
        &mut self,
        reach: &Reach,
        round: &str,
        id: &str,
    ) -> Result<Option<Scoped<SubjectLine>>>;
    /// The valid lines of a round's register within reach, by id.
    async fn subjects(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SubjectLine>>>;
    /// What a provisional association turned out to be.
    async fn settled(&mut self, round: &str, provisional: &str) -> Result<Option<Settled>>;
    /// The codes of lines that came from provisional associations.
    async fn confirmed(&mut self, round: &str) -> Result<BTreeSet<String>>;
    /// Whether a unit is in reach.
    async fn reaches_unit(&mut self, reach: &Reach, round: &str, unit: &str) -> Result<bool>;
    /// A response with its whole history of cells, if its subject is within reach.
    async fn response(&mut self, reach: &Reach, id: &str)
    -> Result<Option<Scoped<StoredResponse>>>;
    /// All responses within reach, by id.
    async fn responses(&mut self, reach: &Reach) -> Result<Vec<Scoped<StoredResponse>>>;
    /// All responses about a line of the register, by id, whatever became of the line.
    async fn responses_about(&mut self, round: &str, subject: &str) -> Result<Vec<StoredResponse>>;
    /// Whether a response with this id exists anywhere.
    async fn response_exists(&mut self, id: &str) -> Result<bool>;

    /// The next changes within reach after `after`, in server order.
    async fn feed(&mut self, reach: &Reach, after: u64) -> Result<Feed>;

    /// A blob with the ids of the responses that name it.
    async fn blob(&mut self, hash: &str) -> Result<Option<StoredBlob>>;
    /// Whether the bytes of a blob are here.
    async fn has_blob(&mut self, hash: &str) -> Result<bool>;

    /// The newest verified backup.
    async fn last_backup(&mut self) -> Result<Option<Backup>>;
    /// How many rows a table has.
    async fn count(&mut self, table: &Table) -> Result<u64>;
    /// Hands over every row of a table, in no order; never all of them in memory.
    async fn pour(&mut self, table: &Table, basin: &mut dyn Basin) -> Result<()>;
}

/// What can be changed inside a write transaction.
#[async_trait]
pub trait Write: Read {
    /// Takes the next number of the server's clock.
    async fn next_seq(&mut self) -> Result<u64>;

    /// Adds an account; `false` where the name is taken.
    async fn add_account(&mut self, account: &StoredAccount, now: i64) -> Result<bool>;
    /// Remembers a session, and forgets those that ended before `now`.
    async fn add_session(
        &mut self,
        token_hash: &[u8],
        account: &str,
        now: i64,
        expires: i64,
    ) -> Result<()>;
    /// Forgets a session.
    async fn end_session(&mut self, token_hash: &[u8]) -> Result<()>;

    /// Adds a token by the hash of its secret; `false` where the name is taken, by a revoked one
    /// too.
    async fn add_token(&mut self, token: &StoredToken, token_hash: &[u8]) -> Result<bool>;
    /// Revokes a token from `now` on; `false` where there is none of this name that is not
    /// revoked yet.
    async fn revoke_token(&mut self, name: &str, now: i64) -> Result<bool>;

    /// Stores how far a device is.
    async fn put_device(&mut self, device: &Device, now: i64) -> Result<()>;
    /// Keeps an op for ever.
    async fn add_op(&mut self, op: &StoredOp) -> Result<()>;

    /// Stores another outcome of an op that was tried again, and in whose name.
    async fn set_outcome(&mut self, key: &OpKey, account: &str, outcome: &OpOutcome) -> Result<()>;

    /// Keeps a part of a round; nothing happens where it is known.
    async fn add_document(&mut self, hash: &str, round: &str, json: &str, now: i64) -> Result<()>;
    /// Keeps a form version; nothing happens where it is known.
    async fn add_form(&mut self, round: &str, hash: &str, json: &str) -> Result<()>;
    /// Offers a round, or moves it to another document.
    async fn put_round(&mut self, round: &StoredRound) -> Result<()>;
    /// Says which units are a unit or below it: pairs of ancestor and unit.
    async fn put_unit_reach(&mut self, round: &str, pairs: &[(String, String)]) -> Result<()>;
    /// Adds a line to the register as valid from `seq`.
    async fn add_subject(&mut self, line: &SubjectLine, seq: u64) -> Result<()>;
    /// Ends the valid line with this id at `seq`.
    async fn end_subject(&mut self, round: &str, id: &str, seq: u64) -> Result<()>;

    /// Notes for ever what a provisional association turned out to be.
    async fn settle(&mut self, settled: &Settled) -> Result<()>;

    /// Stores a response whole, and the blobs it names.
    async fn put_response(&mut self, response: &StoredResponse) -> Result<()>;

    /// Keeps a blob; nothing happens where it is known.
    async fn add_blob(&mut self, hash: &str, bytes: &[u8], account: &str, now: i64) -> Result<()>;

    /// Writes a line of the audit.
    async fn audit(&mut self, at: i64, actor: &str, action: &str, detail: &str) -> Result<()>;

    /// Says that a verified backup covers the device up to its last op.
    async fn cover(&mut self, device: &Device) -> Result<()>;
    /// Remembers a verified backup.
    async fn add_backup(&mut self, backup: &Backup) -> Result<()>;
    /// Puts a row into a table as it was poured out of one.
    async fn put_row(&mut self, table: &Table, row: &[Value]) -> Result<()>;
    /// Takes over a server's identity and clock.
    async fn become_server(&mut self, server: &Server) -> Result<()>;
}

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
    /// Its place in the feed.
    pub feed_seq: u64,
    /// When it came into the scope that it is in.
    pub entered_seq: u64,
    /// How many questions are answered and how many are asked.
    pub progress: (u32, u32),
}

impl StoredResponse {
    /// A response in the place of what was known of it before.
    pub fn after(before: Option<Self>, response: Response) -> Self {
        let (feed_seq, entered_seq, progress) = match before {
            Some(before) => (before.feed_seq, before.entered_seq, before.progress),
            None => (0, response.revision, (0, 0)),
        };
        Self {
            feed_seq: feed_seq.max(response.revision),
            entered_seq,
            progress,
            response,
        }
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
    Response(Box<Scoped<StoredResponse>>),
}
