//! Changes to SQLite inside the writer's transaction.

use async_trait::async_trait;
use sohoi_sync::{OpKey, OpOutcome, OpResult, SubjectLine};
use sqlx::{Sqlite, SqliteConnection};

use super::read::Connected;
use super::rows;
use crate::random;
use crate::store::{
    Device, Result, Settled, StoreError, StoredAccount, StoredOp, StoredResponse, StoredRound,
    StoredToken, Write,
};

/// The writer's transaction. The server's clock is read once and written back once.
pub(super) struct Transaction<'c, 'd> {
    connection: &'c mut sqlx::Transaction<'d, Sqlite>,
    seq: Option<u64>,
}

impl<'c, 'd> Transaction<'c, 'd> {
    pub(super) fn new(connection: &'c mut sqlx::Transaction<'d, Sqlite>) -> Self {
        Self {
            connection,
            seq: None,
        }
    }

    /// Writes back the clock, right before the commit.
    pub(super) async fn finish(self) -> Result<()> {
        if let Some(seq) = self.seq {
            sqlx::query("update server set seq = $1")
                .bind(rows::signed(seq)?)
                .execute(&mut **self.connection)
                .await?;
        }
        Ok(())
    }
}

impl Connected for Transaction<'_, '_> {
    fn connection(&mut self) -> &mut SqliteConnection {
        self.connection
    }
}

/// Gives a new database its identity.
pub(super) async fn found(connection: &mut SqliteConnection) -> Result<()> {
    let key = random::bytes::<32>();
    sqlx::query(
        "insert into server (one, epoch, seq, cursor_key) values (1, 1, 0, $1) \
         on conflict (one) do nothing",
    )
    .bind(key.as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

#[async_trait]
impl Write for Transaction<'_, '_> {
    async fn next_seq(&mut self) -> Result<u64> {
        let last = match self.seq {
            Some(seq) => seq,
            None => {
                let seq: i64 = sqlx::query_scalar("select seq from server")
                    .fetch_one(self.connection())
                    .await?;
                u64::try_from(seq).map_err(|flaw| StoreError::Corrupt {
                    what: "server seq".into(),
                    reason: flaw.to_string(),
                })?
            }
        };
        self.seq = Some(last + 1);
        Ok(last + 1)
    }

    async fn add_account(&mut self, stored: &StoredAccount, now: i64) -> Result<bool> {
        let account = &stored.account;
        let (scope_kind, scope_id) = rows::scope_columns(&account.scope);
        let done = sqlx::query(
            "insert into accounts \
               (name, display, role, scope_kind, scope_id, password, created_at) \
             values ($1, $2, $3, $4, $5, $6, $7) on conflict (name) do nothing",
        )
        .bind(&account.name)
        .bind(&account.display)
        .bind(rows::word("role", &account.role)?)
        .bind(scope_kind)
        .bind(scope_id)
        .bind(&stored.password)
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    async fn add_session(
        &mut self,
        token_hash: &[u8],
        account: &str,
        now: i64,
        expires: i64,
    ) -> Result<()> {
        sqlx::query("delete from sessions where expires_at <= $1")
            .bind(now)
            .execute(self.connection())
            .await?;
        sqlx::query(
            "insert into sessions (token_hash, account, created_at, expires_at) \
             values ($1, $2, $3, $4)",
        )
        .bind(token_hash)
        .bind(account)
        .bind(now)
        .bind(expires)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn end_session(&mut self, token_hash: &[u8]) -> Result<()> {
        sqlx::query("delete from sessions where token_hash = $1")
            .bind(token_hash)
            .execute(self.connection())
            .await?;
        Ok(())
    }

    async fn add_token(&mut self, token: &StoredToken, token_hash: &[u8]) -> Result<bool> {
        let added = sqlx::query(
            "insert into tokens \
             (name, token_hash, round, unit, responses, created_at, expires_at, revoked_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name) do nothing",
        )
        .bind(&token.name)
        .bind(token_hash)
        .bind(&token.round)
        .bind(&token.unit)
        .bind(token.reads_responses)
        .bind(token.created_at)
        .bind(token.expires_at)
        .bind(token.revoked_at)
        .execute(self.connection())
        .await?;
        Ok(added.rows_affected() == 1)
    }

    async fn revoke_token(&mut self, name: &str, now: i64) -> Result<bool> {
        let revoked =
            sqlx::query("update tokens set revoked_at = $2 where name = $1 and revoked_at is null")
                .bind(name)
                .bind(now)
                .execute(self.connection())
                .await?;
        Ok(revoked.rows_affected() == 1)
    }

    async fn put_device(&mut self, device: &Device, now: i64) -> Result<()> {
        sqlx::query(
            "insert into devices (device, epoch, account, last_n, first_seen, last_seen) \
             values ($1, $2, $3, $4, $5, $5) \
             on conflict (device, epoch) do update \
               set last_n = excluded.last_n, last_seen = excluded.last_seen",
        )
        .bind(&device.device)
        .bind(device.epoch)
        .bind(&device.account)
        .bind(rows::signed(device.last_n)?)
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_op(&mut self, stored: &StoredOp) -> Result<()> {
        let quarantined = matches!(stored.outcome.result, OpResult::Quarantined { .. });
        sqlx::query(
            "insert into ops \
               (device, epoch, n, account, response, revision, received_at, op, result, \
                quarantined) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(&stored.key.device)
        .bind(stored.key.epoch)
        .bind(rows::signed(stored.key.n)?)
        .bind(&stored.account)
        .bind(&stored.op.response)
        .bind(rows::signed(stored.outcome.revision)?)
        .bind(stored.received_at)
        .bind(rows::to_json("op", &stored.op)?)
        .bind(rows::to_json("result", &stored.outcome.result)?)
        .bind(i64::from(quarantined))
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn set_outcome(&mut self, key: &OpKey, account: &str, outcome: &OpOutcome) -> Result<()> {
        let quarantined = matches!(outcome.result, OpResult::Quarantined { .. });
        sqlx::query(
            "update ops set revision = $4, result = $5, quarantined = $6, account = $7 \
             where device = $1 and epoch = $2 and n = $3",
        )
        .bind(&key.device)
        .bind(key.epoch)
        .bind(rows::signed(key.n)?)
        .bind(rows::signed(outcome.revision)?)
        .bind(rows::to_json("result", &outcome.result)?)
        .bind(i64::from(quarantined))
        .bind(account)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_document(&mut self, hash: &str, round: &str, json: &str, now: i64) -> Result<()> {
        sqlx::query(
            "insert into documents (hash, round, json, created_at) values ($1, $2, $3, $4) \
             on conflict (hash) do nothing",
        )
        .bind(hash)
        .bind(round)
        .bind(json)
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn add_form(&mut self, round: &str, hash: &str, json: &str) -> Result<()> {
        sqlx::query(
            "insert into forms (round, hash, json) values ($1, $2, $3) \
             on conflict (round, hash) do nothing",
        )
        .bind(round)
        .bind(hash)
        .bind(json)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn put_round(&mut self, round: &StoredRound) -> Result<()> {
        sqlx::query(
            "insert into rounds (id, document, forms, demonstration, units_version, seq) \
             values ($1, $2, $3, $4, $5, $6) \
             on conflict (id) do update \
               set document = excluded.document, forms = excluded.forms, \
                   demonstration = excluded.demonstration, \
                   units_version = excluded.units_version, seq = excluded.seq",
        )
        .bind(&round.id)
        .bind(&round.document)
        .bind(rows::to_json("forms", &round.forms)?)
        .bind(i64::from(round.demonstration))
        .bind(&round.units_version)
        .bind(rows::signed(round.seq)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn put_unit_reach(&mut self, round: &str, pairs: &[(String, String)]) -> Result<()> {
        sqlx::query("delete from unit_reach where round = $1")
            .bind(round)
            .execute(self.connection())
            .await?;
        for (ancestor, unit) in pairs {
            sqlx::query("insert into unit_reach (round, ancestor, unit) values ($1, $2, $3)")
                .bind(round)
                .bind(ancestor)
                .bind(unit)
                .execute(self.connection())
                .await?;
        }
        Ok(())
    }

    async fn add_subject(&mut self, line: &SubjectLine, seq: u64) -> Result<()> {
        sqlx::query(
            "insert into register (round, id, name, kind, unit, attributes, since_seq) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&line.round)
        .bind(&line.id)
        .bind(&line.name)
        .bind(&line.kind)
        .bind(&line.unit)
        .bind(rows::to_json("attributes", &line.attributes)?)
        .bind(rows::signed(seq)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn end_subject(&mut self, round: &str, id: &str, seq: u64) -> Result<()> {
        sqlx::query(
            "update register set until_seq = $3 \
             where round = $1 and id = $2 and until_seq is null",
        )
        .bind(round)
        .bind(id)
        .bind(rows::signed(seq)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn settle(&mut self, settled: &Settled) -> Result<()> {
        sqlx::query(
            "insert into settled (round, provisional, line, is_new, account, seq) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&settled.round)
        .bind(&settled.provisional)
        .bind(&settled.line)
        .bind(i64::from(settled.is_new))
        .bind(&settled.account)
        .bind(rows::signed(settled.seq)?)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn put_response(&mut self, stored: &StoredResponse) -> Result<()> {
        let response = &stored.response;
        sqlx::query(
            "insert into responses \
               (id, round, form, subject, author, state, revision, feed_seq, entered_seq, \
                answered, asked, body) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
             on conflict (id) do update \
               set subject = excluded.subject, state = excluded.state, revision = excluded.revision, \
                   feed_seq = excluded.feed_seq, entered_seq = excluded.entered_seq, \
                   answered = excluded.answered, asked = excluded.asked, body = excluded.body",
        )
        .bind(&response.id)
        .bind(&response.slot.round)
        .bind(&response.slot.form)
        .bind(&response.slot.subject)
        .bind(&response.author)
        .bind(rows::word("state", &response.state)?)
        .bind(rows::signed(response.revision)?)
        .bind(rows::signed(stored.feed_seq)?)
        .bind(rows::signed(stored.entered_seq)?)
        .bind(stored.progress.0)
        .bind(stored.progress.1)
        .bind(rows::to_json("response", response)?)
        .execute(self.connection())
        .await?;
        for hash in stored.blobs() {
            sqlx::query(
                "insert into blob_uses (hash, response) values ($1, $2) on conflict do nothing",
            )
            .bind(hash)
            .bind(&response.id)
            .execute(self.connection())
            .await?;
        }
        Ok(())
    }

    async fn add_blob(&mut self, hash: &str, bytes: &[u8], account: &str, now: i64) -> Result<()> {
        sqlx::query(
            "insert into blobs (hash, bytes, account, created_at) values ($1, $2, $3, $4) \
             on conflict (hash) do nothing",
        )
        .bind(hash)
        .bind(bytes)
        .bind(account)
        .bind(now)
        .execute(self.connection())
        .await?;
        Ok(())
    }

    async fn audit(&mut self, at: i64, actor: &str, action: &str, detail: &str) -> Result<()> {
        sqlx::query("insert into audit (at, actor, action, detail) values ($1, $2, $3, $4)")
            .bind(at)
            .bind(actor)
            .bind(action)
            .bind(detail)
            .execute(self.connection())
            .await?;
        Ok(())
    }
}
