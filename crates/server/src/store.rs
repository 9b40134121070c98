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
use sohoi_round::BranchRule;
use sohoi_sync::{OpKey, OpOutcome, SubjectLine};

use crate::scope::{Member, Reach, Scoped};
use link::{ReadLinks, WriteLinks};
use people::{ReadPeople, WritePeople};
use purge::{ReadPurges, WritePurges};
use register::{ReadRegister, WriteRegister};
use table::{Basin, Table, Value};

mod database;
mod invitation;
pub mod link;
pub mod people;
pub mod postgres;
pub mod purge;
mod record;
pub mod register;
mod sql;
pub mod sqlite;
pub mod table;
mod token;

pub use database::Database;
pub use invitation::{
    Invitation, InvitationStanding, ReadInvitations, SlotState, StoredInvitation, Used,
    WriteInvitations,
};
pub use record::{
    Backup, Change, Changed, Device, FedResponse, Feed, Marks, Reached, Server, Settled,
    StoredAccount, StoredBlob, StoredOp, StoredResponse, StoredRound, is_blob_hash,
};
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
    /// What others wrote in the same transaction could not be made durable, nor could this.
    #[error("a common transaction failed: {0}")]
    Together(Arc<StoreError>),
    /// The work inside a transaction panicked; the transaction was rolled back.
    #[error("work inside a transaction failed unexpectedly")]
    Panicked,
    /// Others are at work in the database for too long.
    #[error("others read the database just now")]
    Busy,
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

    /// A view in which each question sees what is committed when it is asked: for a single one. It
    /// fails where its connection was ended meanwhile, which a view of [`Store::read`] does not.
    async fn look(&self) -> Result<Box<dyn Read>>;

    /// Runs `work` alone among writers, and returns once its verdict is carried out: after `Ok`,
    /// committed work survives a power loss. Dropping the returned future does not stop the work.
    ///
    /// Several that wait may share a transaction, one after the other: what one of them undoes is
    /// its own. All of them are told once the transaction has ended, and all that it failed if it
    /// did.
    async fn write(&self, work: Work) -> Result<()>;

    /// Gives the space of what was deleted back to the system, and leaves nothing of it behind in the
    /// database's files. Others wait meanwhile, or it fails and can be asked again.
    async fn give_back(&self) -> Result<()>;

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
pub trait Read:
    Send + ReadPeople + ReadInvitations + ReadRegister + ReadPurges + ReadLinks
{
    /// The server's identity and clock.
    async fn server(&mut self) -> Result<Server>;

    /// One account with its password hash.
    async fn account(&mut self, name: &str) -> Result<Option<StoredAccount>>;
    /// The account of a session that is still valid at `now` (milliseconds UTC); none of a suspended
    /// account is.
    async fn session(&mut self, token_hash: &[u8], now: i64) -> Result<Option<Member>>;

    /// The token with this hash, valid or not.
    async fn token(&mut self, token_hash: &[u8]) -> Result<Option<StoredToken>>;
    /// All tokens by name.
    async fn tokens(&mut self) -> Result<Vec<StoredToken>>;

    /// A device in one of its lineages.
    async fn device(&mut self, device: &str, epoch: u32) -> Result<Option<Device>>;
    /// Every lineage of every device, in order.
    async fn devices(&mut self) -> Result<Vec<Device>>;
    /// How far a lineage of a device has come, asked at once.
    async fn reached(&mut self, device: &str, epoch: u32) -> Result<Reached>;
    /// The stored ops of a device numbered `from..=to`, in order, those that a purge emptied left out.
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
    /// Which of these lines of a round's register are valid, in no order, each with whether it is
    /// within reach.
    async fn subjects_named(
        &mut self,
        reach: &Reach,
        round: &str,
        ids: &[&str],
    ) -> Result<Vec<(Scoped<SubjectLine>, bool)>>;
    /// The valid lines of a round's register within reach, by id.
    async fn subjects(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SubjectLine>>>;
    /// What a provisional association turned out to be.
    async fn settled(&mut self, round: &str, provisional: &str) -> Result<Option<Settled>>;
    /// The codes of lines that came from provisional associations.
    async fn confirmed(&mut self, round: &str) -> Result<BTreeSet<String>>;
    /// Which lines of a round's register belong to the Party and which to the State.
    async fn branch_rules(&mut self, round: &str) -> Result<Vec<BranchRule>>;
    /// Whether a unit is in reach.
    async fn reaches_unit(&mut self, reach: &Reach, round: &str, unit: &str) -> Result<bool>;
    /// A response with its whole history of cells, if its subject is within reach.
    async fn response(&mut self, reach: &Reach, id: &str)
    -> Result<Option<Scoped<StoredResponse>>>;
    /// The responses with these ids, wherever they are, in no order.
    async fn responses_named(&mut self, ids: &[&str]) -> Result<Vec<StoredResponse>>;
    /// All responses within reach, by id.
    async fn responses(&mut self, reach: &Reach) -> Result<Vec<Scoped<StoredResponse>>>;
    /// All responses about a line of the register, by id, whatever became of the line.
    async fn responses_about(&mut self, round: &str, subject: &str) -> Result<Vec<StoredResponse>>;
    /// Whether a response with this id exists anywhere.
    async fn response_exists(&mut self, id: &str) -> Result<bool>;

    /// The next changes within reach after `after`, in server order; at most `heavy` of them are
    /// responses.
    async fn feed(&mut self, reach: &Reach, after: u64, heavy: usize) -> Result<Feed>;

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
pub trait Write:
    Read + WritePeople + WriteInvitations + WriteRegister + WritePurges + WriteLinks
{
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
    /// Keeps ops for ever.
    async fn add_ops(&mut self, ops: &[StoredOp]) -> Result<()>;

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
    /// Ends the valid line with this id at `seq`.
    async fn end_subject(&mut self, round: &str, id: &str, seq: u64) -> Result<()>;

    /// Notes for ever what a provisional association turned out to be.
    async fn settle(&mut self, settled: &Settled) -> Result<()>;

    /// Stores responses whole, each once, and the blobs they name.
    async fn put_responses(&mut self, responses: &[&StoredResponse]) -> Result<()>;
    /// Stores one.
    async fn put_response(&mut self, response: &StoredResponse) -> Result<()> {
        self.put_responses(&[response]).await
    }

    /// Keeps a blob; nothing happens where it is known.
    async fn add_blob(&mut self, hash: &str, bytes: &[u8], account: &str, now: i64) -> Result<()>;

    /// Says which lines of a round's register belong to the Party and which to the State.
    async fn put_branch_rules(&mut self, round: &str, rules: &[BranchRule]) -> Result<()>;

    /// Writes a row of the audit, chained to the one before: who did what to what.
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
