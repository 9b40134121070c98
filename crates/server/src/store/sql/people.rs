//! People in SQL: see [`crate::store::people`].

use async_trait::async_trait;
use sohoi_sync::Account;

use super::audit;
use super::dialect::{Columns, Driver};
use super::rows::{self, number, text};
use super::turn::Transaction;
use super::view::Connected;
use crate::audit::Row;
use crate::scope::{Branches, Member};
use crate::store::people::{
    AuditFilter, DeviceReport, KnownDevice, ReadPeople, SignIn, SignInOutcome, Standing,
    WritePeople,
};
use crate::store::{Result, StoredAccount};

/// An account with its branches.
pub(super) fn member(row: &impl Columns) -> Result<Member> {
    let account: Account = rows::account(row)?;
    let word = text(row, "branches")?;
    Ok(Member {
        branches: Branches::of(&word).ok_or_else(|| rows::unknown("branches", &word))?,
        account,
    })
}

/// An account with everything.
pub(super) fn stored_account(row: &impl Columns) -> Result<StoredAccount> {
    let member = member(row)?;
    Ok(StoredAccount {
        account: member.account,
        branches: member.branches,
        password: text(row, "password")?,
        suspended_at: row.maybe_number("suspended_at")?,
    })
}

fn known_device(row: &impl Columns) -> Result<KnownDevice> {
    let standing = text(row, "standing")?;
    let by = row.maybe_text("standing_by")?;
    let at = row.maybe_number("standing_at")?;
    let count = |column| -> Result<Option<u64>> {
        let number = row.maybe_number(column)?;
        Ok(number.and_then(|number| u64::try_from(number).ok()))
    };
    Ok(KnownDevice {
        device: text(row, "device")?,
        account: text(row, "account")?,
        first_seen: number(row, "first_seen")?,
        last_seen: number(row, "last_seen")?,
        report: DeviceReport {
            program: text(row, "program")?,
            unsent: count("unsent")?,
            is_persisted: row.maybe_number("is_persisted")?.map(|it| it != 0),
            free_bytes: count("free_bytes")?,
        },
        standing: Standing::of(&standing).ok_or_else(|| rows::unknown("standing", &standing))?,
        decided: by.zip(at),
        told_at: row.maybe_number("told_at")?,
    })
}

fn sign_in(row: &impl Columns) -> Result<SignIn> {
    let outcome = text(row, "outcome")?;
    Ok(SignIn {
        at: number(row, "at")?,
        account: text(row, "account")?,
        address: text(row, "address")?,
        program: text(row, "program")?,
        outcome: SignInOutcome::of(&outcome).ok_or_else(|| rows::unknown("outcome", &outcome))?,
    })
}

#[async_trait]
impl<C: Connected> ReadPeople for C {
    async fn stored_accounts(&mut self) -> Result<Vec<StoredAccount>> {
        let rows = self.ask("select * from accounts order by name");
        rows.all(stored_account).await
    }

    async fn known_device(&mut self, device: &str) -> Result<Option<KnownDevice>> {
        let row = self
            .ask("select * from known_devices where device = $1")
            .text(device);
        row.first().await?.as_ref().map(known_device).transpose()
    }

    async fn known_devices(&mut self, account: Option<&str>) -> Result<Vec<KnownDevice>> {
        let rows = match account {
            Some(account) => self
                .ask("select * from known_devices where account = $1 order by last_seen desc, device")
                .text(account),
            None => self.ask("select * from known_devices order by last_seen desc, device"),
        };
        rows.all(known_device).await
    }

    async fn sign_ins(&mut self, account: &str, most: u32) -> Result<Vec<SignIn>> {
        let rows = self
            .ask("select * from sign_ins where account = $1 order by id desc limit $2")
            .text(account)
            .number(most);
        rows.all(sign_in).await
    }

    async fn audit_after(&mut self, after: i64, most: u32) -> Result<Vec<Row>> {
        let rows = self
            .ask("select * from audit where id > $1 order by id limit $2")
            .number(after)
            .number(most);
        rows.all(audit::row).await
    }

    async fn audit_page(&mut self, filter: &AuditFilter, most: u32) -> Result<Vec<Row>> {
        let rows = self
            .ask(
                "select * from audit where ($1 = '' or actor = $1) and ($2 = '' or action = $2) \
                   and at >= $3 and at < $4 and id < $5 order by id desc limit $6",
            )
            .text(&filter.actor)
            .text(&filter.action)
            .number(filter.since.unwrap_or(i64::MIN))
            .number(filter.until.unwrap_or(i64::MAX))
            .number(filter.before.unwrap_or(i64::MAX))
            .number(most);
        rows.all(audit::row).await
    }

    async fn audit_actions(&mut self) -> Result<Vec<String>> {
        let rows = self.ask("select distinct action from audit order by action");
        rows.all(|row| text(row, "action")).await
    }
}

#[async_trait]
impl<DB: Driver> WritePeople for Transaction<'_, DB> {
    async fn change_account(&mut self, stored: &StoredAccount) -> Result<bool> {
        let account = &stored.account;
        let (scope_kind, scope_id) = rows::scope_columns(&account.scope);
        let changed = self
            .ask(
                "update accounts set display = $2, role = $3, scope_kind = $4, scope_id = $5, \
                   password = $6, branches = $7, suspended_at = $8 where name = $1",
            )
            .text(&account.name)
            .text(&account.display)
            .text(&rows::word("role", &account.role)?)
            .text(scope_kind)
            .text(scope_id)
            .text(&stored.password)
            .text(stored.branches.word())
            .maybe_number(stored.suspended_at)
            .run()
            .await?;
        Ok(changed == 1)
    }

    async fn end_sessions(&mut self, account: &str) -> Result<()> {
        self.ask("delete from sessions where account = $1")
            .text(account)
            .run()
            .await?;
        Ok(())
    }

    async fn add_sign_in(&mut self, sign_in: &SignIn, since: i64) -> Result<()> {
        self.ask("delete from sign_ins where at < $1")
            .number(since)
            .run()
            .await?;
        // Writers are alone, so the number is free.
        self.ask(
            "insert into sign_ins (id, at, account, address, program, outcome) \
             select coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5 from sign_ins",
        )
        .number(sign_in.at)
        .text(&sign_in.account)
        .text(&sign_in.address)
        .text(&sign_in.program)
        .text(sign_in.outcome.word())
        .run()
        .await?;
        Ok(())
    }

    async fn note_device(
        &mut self,
        device: &str,
        account: &str,
        report: &DeviceReport,
        now: i64,
    ) -> Result<()> {
        let count = |number: Option<u64>| number.map(|it| i64::try_from(it).unwrap_or(i64::MAX));
        self.ask(
            "insert into known_devices \
               (device, account, first_seen, last_seen, program, unsent, is_persisted, free_bytes) \
             values ($1, $2, $3, $3, $4, $5, $6, $7) \
             on conflict (device) do update \
               set account = excluded.account, last_seen = excluded.last_seen, \
                   program = excluded.program, unsent = excluded.unsent, \
                   is_persisted = excluded.is_persisted, free_bytes = excluded.free_bytes",
        )
        .text(device)
        .text(account)
        .number(now)
        .text(&report.program)
        .maybe_number(count(report.unsent))
        .maybe_number(report.is_persisted.map(i64::from))
        .maybe_number(count(report.free_bytes))
        .run()
        .await?;
        Ok(())
    }

    async fn decide_on_device(
        &mut self,
        device: &str,
        standing: Standing,
        by: &str,
        now: i64,
    ) -> Result<bool> {
        let changed = self
            .ask(
                "update known_devices set standing = $2, standing_by = $3, standing_at = $4, \
                   told_at = null where device = $1",
            )
            .text(device)
            .text(standing.word())
            .text(by)
            .number(now)
            .run()
            .await?;
        Ok(changed == 1)
    }

    async fn device_was_told(&mut self, device: &str, now: i64) -> Result<()> {
        self.ask("update known_devices set told_at = $2 where device = $1 and told_at is null")
            .text(device)
            .number(now)
            .run()
            .await?;
        Ok(())
    }
}
