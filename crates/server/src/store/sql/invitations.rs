//! Invitations.

use async_trait::async_trait;
use sohoi_sync::Slot;

use super::dialect::{Columns, Driver};
use super::rows;
use super::scope::{responses_with_subject, within_reach};
use super::turn::Transaction;
use super::view::Connected;
use crate::scope::{Reach, Scoped};
use crate::store::{
    Invitation, ReadInvitations, Result, SlotState, StoredInvitation, Used, WriteInvitations,
};

#[async_trait]
impl<C: Connected> ReadInvitations for C {
    async fn invitation(&mut self, id: &str) -> Result<Option<StoredInvitation>> {
        let row = self.ask("select * from invitations where id = $1").text(id);
        row.first().await?.as_ref().map(stored).transpose()
    }

    async fn invitations(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<Invitation>>> {
        let (kind, key) = reach.parts();
        let rows = self
            .ask(concat!(
                "select i.* from invitations i join register s \
                   on s.round = i.round and s.id = i.subject and s.until_seq is null \
                 where i.round = $3 and ",
                within_reach!(),
                " order by i.subject, i.made_at desc, i.id"
            ))
            .text(kind)
            .text(key)
            .text(round);
        rows.all(|row| invitation(row).map(Scoped::selected)).await
    }

    async fn invited_account(&mut self, slot: &Slot) -> Result<Option<String>> {
        let row = self
            .ask(
                "select account from invitations \
                 where round = $1 and form = $2 and subject = $3 and account is not null \
                 order by used_at, id limit 1",
            )
            .text(&slot.round)
            .text(&slot.form)
            .text(&slot.subject);
        let row = row.first().await?;
        row.map(|row| rows::text(&row, "account")).transpose()
    }

    async fn invited_to(&mut self, account: &str) -> Result<Option<Slot>> {
        let row = self
            .ask("select round, form, subject from invitations where account = $1 limit 1")
            .text(account);
        row.first().await?.as_ref().map(slot).transpose()
    }

    async fn slot_states(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SlotState>>> {
        let (kind, key) = reach.parts();
        let rows = self
            .ask(concat!(
                "select round, form, subject, state from (",
                responses_with_subject!(),
                "r.round = $3 and ",
                within_reach!(),
                ") found order by subject, id"
            ))
            .text(kind)
            .text(key)
            .text(round);
        rows.all(|row| slot_state(row).map(Scoped::selected)).await
    }
}

#[async_trait]
impl<DB: Driver> WriteInvitations for Transaction<'_, DB> {
    async fn add_invitation(&mut self, stored: &StoredInvitation) -> Result<bool> {
        let invitation = &stored.invitation;
        let added = self
            .ask(
                "insert into invitations \
                   (id, secret, round, form, subject, made_by, made_at, ends_at, failures) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8, 0) on conflict (id) do nothing",
            )
            .text(&invitation.id)
            .text(&stored.secret)
            .text(&invitation.slot.round)
            .text(&invitation.slot.form)
            .text(&invitation.slot.subject)
            .text(&invitation.made_by)
            .number(invitation.made_at)
            .number(invitation.ends_at)
            .run()
            .await?;
        Ok(added == 1)
    }

    async fn use_invitation(&mut self, id: &str, used: &Used, session: &[u8]) -> Result<()> {
        self.ask("update invitations set used_at = $2, account = $3, session = $4 where id = $1")
            .text(id)
            .number(used.at)
            .text(&used.account)
            .bytes(session)
            .run()
            .await?;
        Ok(())
    }

    async fn revoke_invitation(&mut self, id: &str, now: i64) -> Result<bool> {
        let revoked = self
            .ask("update invitations set revoked_at = $2 where id = $1 and revoked_at is null")
            .text(id)
            .number(now)
            .run()
            .await?;
        self.ask(
            "delete from sessions \
             where token_hash = (select session from invitations where id = $1)",
        )
        .text(id)
        .run()
        .await?;
        Ok(revoked == 1)
    }

    async fn count_failure(&mut self, id: &str, most: u32, now: i64) -> Result<()> {
        let known = self
            .ask(
                "update invitations set failures = failures + 1, \
                   locked_at = case when locked_at is null and failures + 1 >= $2 then $3 \
                                    else locked_at end \
                 where id = $1",
            )
            .text(id)
            .number(most)
            .number(now)
            .run()
            .await?;
        if known == 0 {
            self.ask(
                "insert into unknown_invitations (one, failures, last_at) values (1, 1, $1) \
                 on conflict (one) do update \
                   set failures = unknown_invitations.failures + 1, last_at = excluded.last_at",
            )
            .number(now)
            .run()
            .await?;
        }
        Ok(())
    }
}

fn slot(row: &impl Columns) -> Result<Slot> {
    Ok(Slot {
        round: rows::text(row, "round")?,
        form: rows::text(row, "form")?,
        subject: rows::text(row, "subject")?,
    })
}

fn slot_state(row: &impl Columns) -> Result<SlotState> {
    Ok(SlotState {
        slot: slot(row)?,
        state: rows::from_word("state", rows::text(row, "state")?)?,
    })
}

fn stored(row: &impl Columns) -> Result<StoredInvitation> {
    Ok(StoredInvitation {
        invitation: invitation(row)?,
        secret: rows::text(row, "secret")?,
    })
}

fn invitation(row: &impl Columns) -> Result<Invitation> {
    let used = match (row.maybe_number("used_at")?, row.maybe_text("account")?) {
        (Some(at), Some(account)) => Some(Used { at, account }),
        _ => None,
    };
    Ok(Invitation {
        id: rows::text(row, "id")?,
        slot: slot(row)?,
        made_by: rows::text(row, "made_by")?,
        made_at: rows::number(row, "made_at")?,
        ends_at: rows::number(row, "ends_at")?,
        used,
        revoked_at: row.maybe_number("revoked_at")?,
        failures: rows::unsigned(row, "failures")?,
        locked_at: row.maybe_number("locked_at")?,
    })
}
