//! What the store keeps of people: their accounts, their devices, their sign-ins, and the audit.

use async_trait::async_trait;
use sohoi_sync::Account;

use super::{Result, StoredAccount};
use crate::audit::Row;

/// A device by the last that it said of itself, and whether it may go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDevice {
    /// Its id.
    pub device: String,
    /// The account whose work it carries.
    pub account: String,
    /// When it came first (milliseconds UTC).
    pub first_seen: i64,
    /// When it came last.
    pub last_seen: i64,
    /// What it says of itself.
    pub report: DeviceReport,
    /// Whether it may go on.
    pub standing: Standing,
    /// Who said so and when, where it may not.
    pub decided: Option<(String, i64)>,
    /// When it was told to forget its data.
    pub told_at: Option<i64>,
}

/// What a device says of itself; it may leave out all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceReport {
    /// Its program, with the version.
    pub program: String,
    /// How many changes it has not sent yet.
    pub unsent: Option<u64>,
    /// Whether its browser promised to keep its data.
    pub is_persisted: Option<bool>,
    /// How many bytes it has room for.
    pub free_bytes: Option<u64>,
}

/// Whether a device may go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It may.
    #[default]
    Good,
    /// Its exchanges are refused.
    Revoked,
    /// It is told to forget its data at its next exchange.
    Wipe,
}

impl Standing {
    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Revoked => "revoked",
            Self::Wipe => "wipe",
        }
    }

    /// The standing of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Good, Self::Revoked, Self::Wipe]
            .into_iter()
            .find(|standing| standing.word() == word)
    }
}

/// Somebody who tried to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignIn {
    /// When (milliseconds UTC).
    pub at: i64,
    /// The name.
    pub account: String,
    /// From where; empty where that is not known.
    pub address: String,
    /// Browser and system, in short.
    pub program: String,
    /// What came of it.
    pub outcome: SignInOutcome,
}

/// What came of trying to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInOutcome {
    /// A session began.
    Ok,
    /// The password was wrong.
    Wrong,
    /// The account is suspended.
    Suspended,
}

impl SignInOutcome {
    /// As the database writes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Wrong => "wrong",
            Self::Suspended => "suspended",
        }
    }

    /// The outcome of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Ok, Self::Wrong, Self::Suspended]
            .into_iter()
            .find(|outcome| outcome.word() == word)
    }
}

/// Which rows of the audit are wanted; what is empty or absent excludes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// From when on (milliseconds UTC).
    pub since: Option<i64>,
    /// Before when.
    pub until: Option<i64>,
    /// Only rows with a smaller number.
    pub before: Option<i64>,
}

/// What can be asked about people.
#[async_trait]
pub trait ReadPeople: Send {
    /// All accounts by name, with everything the server knows of them.
    async fn stored_accounts(&mut self) -> Result<Vec<StoredAccount>>;
    /// All accounts by name.
    async fn accounts(&mut self) -> Result<Vec<Account>> {
        let stored = self.stored_accounts().await?;
        Ok(stored.into_iter().map(|stored| stored.account).collect())
    }
    /// A device that is known.
    async fn known_device(&mut self, device: &str) -> Result<Option<KnownDevice>>;
    /// The devices of an account, or all, the one that came last first.
    async fn known_devices(&mut self, account: Option<&str>) -> Result<Vec<KnownDevice>>;
    /// The last sign-ins of an account, the last first.
    async fn sign_ins(&mut self, account: &str, most: u32) -> Result<Vec<SignIn>>;
    /// Rows of the audit after a number, in order.
    async fn audit_after(&mut self, after: i64, most: u32) -> Result<Vec<Row>>;
    /// Rows of the audit, the last first.
    async fn audit_page(&mut self, filter: &AuditFilter, most: u32) -> Result<Vec<Row>>;
    /// Everything that was ever done, by name.
    async fn audit_actions(&mut self) -> Result<Vec<String>>;
}

/// What can be changed about people.
#[async_trait]
pub trait WritePeople: ReadPeople {
    /// Changes an account that there is; `false` where there is none.
    async fn change_account(&mut self, account: &StoredAccount) -> Result<bool>;
    /// Ends every session of an account.
    async fn end_sessions(&mut self, account: &str) -> Result<()>;
    /// Remembers that somebody tried to sign in, and forgets what is older than `since`.
    async fn add_sign_in(&mut self, sign_in: &SignIn, since: i64) -> Result<()>;
    /// Remembers what a device said of itself and that it was here at `now`.
    async fn note_device(
        &mut self,
        device: &str,
        account: &str,
        report: &DeviceReport,
        now: i64,
    ) -> Result<()>;
    /// Says whether a device may go on; `false` where it is not known.
    async fn decide_on_device(
        &mut self,
        device: &str,
        standing: Standing,
        by: &str,
        now: i64,
    ) -> Result<bool>;
    /// Remembers that a device was told to forget its data.
    async fn device_was_told(&mut self, device: &str, now: i64) -> Result<()>;
}
