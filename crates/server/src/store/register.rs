//! What the store keeps of the register: its events, and what belongs to them.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::NaiveDate;
use sohoi_register::similar::Judged;
use sohoi_register::{DatedUnit, Event};
use sohoi_round::DutyRule;
use sohoi_sync::SubjectLine;

use super::Result;

/// A table that was taken in: a batch of events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its id, which its events name.
    pub id: String,
    /// The unit within which whoever brought it keeps the register; nothing for all units.
    pub unit: Option<String>,
    /// The name of the file.
    pub file: String,
    /// When it was accepted (milliseconds UTC).
    pub noted_at: i64,
    /// Who accepted it.
    pub actor: String,
    /// How many lines came in.
    pub added: u64,
    /// How many lines changed.
    pub changed: u64,
    /// When it was undone (milliseconds UTC).
    pub undone_at: Option<i64>,
}

/// A table that was brought and not accepted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// Its id, which nobody can guess.
    pub id: String,
    /// The round.
    pub round: String,
    /// Who brought it.
    pub account: String,
    /// The name of the file.
    pub file: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// When (milliseconds UTC).
    pub brought_at: i64,
}

/// What can be asked about registers.
#[async_trait]
pub trait ReadRegister: Send {
    /// Every event of a round's register, in the order of noting.
    async fn register_events(&mut self, round: &str) -> Result<Vec<Event>>;
    /// The day that the lines of a round's register are of; nothing where it was never looked at.
    async fn register_day(&mut self, round: &str) -> Result<Option<NaiveDate>>;
    /// Whether an event takes effect after one day and up to another.
    async fn register_changes_between(
        &mut self,
        round: &str,
        after: NaiveDate,
        up_to: NaiveDate,
    ) -> Result<bool>;
    /// The units of a round with their days.
    async fn register_units(&mut self, round: &str) -> Result<Vec<DatedUnit>>;
    /// What associations owe outside of a round.
    async fn register_duties(&mut self, round: &str) -> Result<Vec<DutyRule>>;
    /// The tables that were taken in, the newest first.
    async fn register_batches(&mut self, round: &str) -> Result<Vec<Batch>>;
    /// A table that an account brought.
    async fn register_upload(&mut self, id: &str, account: &str) -> Result<Option<Upload>>;
    /// What was said of groups that resemble each other, in the order of days.
    async fn register_judged(&mut self, round: &str) -> Result<Vec<Judged>>;
    /// The lines that responses are about.
    async fn subjects_of_responses(&mut self, round: &str) -> Result<BTreeSet<String>>;
}

/// What can be changed of registers.
#[async_trait]
pub trait WriteRegister: Send {
    /// Keeps events for ever, behind the `before` that are there.
    async fn add_register_events(
        &mut self,
        round: &str,
        before: usize,
        events: &[Event],
    ) -> Result<()>;
    /// Says which day the lines of a round's register are of.
    async fn put_register_day(&mut self, round: &str, day: NaiveDate) -> Result<()>;
    /// Adds lines to the register, each as valid from its number.
    async fn add_subjects(&mut self, lines: &[(SubjectLine, u64)]) -> Result<()>;
    /// Stores the units of a round with their days.
    async fn put_register_units(&mut self, round: &str, units: &[DatedUnit]) -> Result<()>;
    /// Stores what associations owe outside of a round.
    async fn put_register_duties(&mut self, round: &str, rules: &[DutyRule]) -> Result<()>;
    /// Remembers a table that was taken in.
    async fn add_register_batch(&mut self, round: &str, batch: &Batch) -> Result<()>;
    /// Remembers that it was undone.
    async fn end_register_batch(&mut self, round: &str, id: &str, now: i64) -> Result<()>;
    /// Keeps a table until it is accepted, and forgets those brought before `oldest`.
    async fn add_register_upload(&mut self, upload: &Upload, oldest: i64) -> Result<()>;
    /// Forgets a table that was brought.
    async fn end_register_upload(&mut self, id: &str) -> Result<()>;
    /// Keeps what somebody said of a group, in the place of what was said before.
    async fn put_register_judged(
        &mut self,
        round: &str,
        judged: &Judged,
        actor: &str,
    ) -> Result<()>;
}
