//! Rounds whose responses were deleted for good.

use std::collections::BTreeMap;

use async_trait::async_trait;
use sohoi_sync::OpOutcome;

use super::Result;

/// A round whose responses are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purge {
    /// The round.
    pub round: String,
    /// When (milliseconds UTC); the last time where it was done again.
    pub at: i64,
    /// How many responses went.
    pub responses: u64,
    /// The files that were written before: name → SHA-256 as hex.
    pub kept: BTreeMap<String, String>,
}

/// How much of a round there is to delete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Doomed {
    /// Responses, in any state.
    pub responses: u64,
    /// Changes of them that devices sent, and those about the round that are in quarantine.
    pub ops: u64,
    /// Photos and pages that no response of another round names.
    pub blobs: u64,
    /// Invitations.
    pub invitations: u64,
    /// Accounts that these gave.
    pub accounts: u64,
    /// Tokens that are good yet.
    pub tokens: u64,
    /// The newest change of its responses: as long as it is the same, so are they.
    pub newest: u64,
}

/// What can be asked about purges.
#[async_trait]
pub trait ReadPurges: Send {
    /// Every purge, by round.
    async fn purges(&mut self) -> Result<Vec<Purge>>;
    /// The outcomes of ops of a device numbered `from..=to` whose content was deleted, by number.
    async fn purged_ops(
        &mut self,
        device: &str,
        epoch: u32,
        from: u64,
        to: u64,
    ) -> Result<BTreeMap<u64, OpOutcome>>;
    /// What a purge of a round would delete.
    async fn doomed(&mut self, round: &str) -> Result<Doomed>;
}

/// What a purge changes.
#[async_trait]
pub trait WritePurges: ReadPurges {
    /// Deletes the responses of a round and everything that says who gave which answer: of their ops
    /// stays that there was one, in the lineage of its device.
    async fn purge(&mut self, purge: &Purge) -> Result<()>;
}
