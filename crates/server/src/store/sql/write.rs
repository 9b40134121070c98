//! Changes inside the writer's transaction.

use async_trait::async_trait;
use sohoi_round::BranchRule;
use sohoi_sync::{OpKey, OpOutcome, OpResult};

use super::dialect::{Ask, Driver};
use super::turn::Transaction;
use super::view::Connected;
use super::{audit, branches, many, rows};
use crate::store::table::{Table, Value};
use crate::store::{
    Backup, Device, Result, Server, Settled, StoredAccount, StoredOp, StoredResponse, StoredRound,
    StoredToken, Write,
};

#[async_trait]
impl<DB: Driver> Write for Transaction<'_, DB> {
    async fn next_seq(&mut self) -> Result<u64> {
        self.seq += 1;
        Ok(self.seq)
    }

    async fn add_account(&mut self, stored: &StoredAccount, now: i64) -> Result<bool> {
        let account = &stored.account;
        let (scope_kind, scope_id) = rows::scope_columns(&account.scope);
        let done = self
            .ask(
                "insert into accounts \
               (name, display, role, scope_kind, scope_id, password, created_at, branches, \
                suspended_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (name) do nothing",
            )
            .text(&account.name)
            .text(&account.display)
            .text(&rows::word("role", &account.role)?)
            .text(scope_kind)
            .text(scope_id)
            .text(&stored.password)
            .number(now)
            .text(stored.branches.word())
            .maybe_number(stored.suspended_at)
            .run()
            .await?;
        Ok(done == 1)
    }

    async fn add_session(
        &mut self,
        token_hash: &[u8],
        account: &str,
        now: i64,
        expires: i64,
    ) -> Result<()> {
        self.ask("delete from sessions where expires_at <= $1")
            .number(now)
            .run()
            .await?;
        self.ask(
            "insert into sessions (token_hash, account, created_at, expires_at) \
             values ($1, $2, $3, $4)",
        )
        .bytes(token_hash)
        .text(account)
        .number(now)
        .number(expires)
        .run()
        .await?;
        Ok(())
    }

    async fn end_session(&mut self, token_hash: &[u8]) -> Result<()> {
        self.ask("delete from sessions where token_hash = $1")
            .bytes(token_hash)
            .run()
            .await?;
        Ok(())
    }

    async fn add_token(&mut self, token: &StoredToken, token_hash: &[u8]) -> Result<bool> {
        let added = self
            .ask(
                "insert into tokens \
             (name, token_hash, round, unit, responses, created_at, expires_at, revoked_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (name) do nothing",
            )
            .text(&token.name)
            .bytes(token_hash)
            .text(&token.round)
            .text(&token.unit)
            .number(i64::from(token.reads_responses))
            .number(token.created_at)
            .maybe_number(token.expires_at)
            .maybe_number(token.revoked_at)
            .run()
            .await?;
        Ok(added == 1)
    }

    async fn revoke_token(&mut self, name: &str, now: i64) -> Result<bool> {
        let revoked = self
            .ask("update tokens set revoked_at = $2 where name = $1 and revoked_at is null")
            .text(name)
            .number(now)
            .run()
            .await?;
        Ok(revoked == 1)
    }

    async fn put_device(&mut self, device: &Device, now: i64) -> Result<()> {
        self.ask(
            "insert into devices (device, epoch, account, last_n, first_seen, last_seen) \
             values ($1, $2, $3, $4, $5, $5) \
             on conflict (device, epoch) do update \
               set last_n = excluded.last_n, last_seen = excluded.last_seen",
        )
        .text(&device.device)
        .number(device.epoch)
        .text(&device.account)
        .number(rows::signed(device.last_n)?)
        .number(now)
        .run()
        .await?;
        Ok(())
    }

    async fn add_ops(&mut self, ops: &[StoredOp]) -> Result<()> {
        let columns = "ops (device, epoch, n, account, response, revision, received_at, op, result, \
                       quarantined)";
        for ops in many::parts(ops) {
            let mut ask = many::insert::<DB>(self.connection, columns, 10, ops.len(), "");
            for stored in ops {
                let quarantined = matches!(stored.outcome.result, OpResult::Quarantined { .. });
                ask = ask
                    .text(&stored.key.device)
                    .number(stored.key.epoch)
                    .number(rows::signed(stored.key.n)?)
                    .text(&stored.account)
                    .text(&stored.op.response)
                    .number(rows::signed(stored.outcome.revision)?)
                    .number(stored.received_at)
                    .text(&rows::to_json("op", &stored.op)?)
                    .text(&rows::to_json("result", &stored.outcome.result)?)
                    .number(i64::from(quarantined));
            }
            ask.run().await?;
        }
        Ok(())
    }

    async fn set_outcome(&mut self, key: &OpKey, account: &str, outcome: &OpOutcome) -> Result<()> {
        let quarantined = matches!(outcome.result, OpResult::Quarantined { .. });
        self.ask(
            "update ops set revision = $4, result = $5, quarantined = $6, account = $7 \
             where device = $1 and epoch = $2 and n = $3",
        )
        .text(&key.device)
        .number(key.epoch)
        .number(rows::signed(key.n)?)
        .number(rows::signed(outcome.revision)?)
        .text(&rows::to_json("result", &outcome.result)?)
        .number(i64::from(quarantined))
        .text(account)
        .run()
        .await?;
        Ok(())
    }

    async fn add_document(&mut self, hash: &str, round: &str, json: &str, now: i64) -> Result<()> {
        self.ask(
            "insert into documents (hash, round, json, created_at) values ($1, $2, $3, $4) \
             on conflict (hash) do nothing",
        )
        .text(hash)
        .text(round)
        .text(json)
        .number(now)
        .run()
        .await?;
        Ok(())
    }

    async fn add_form(&mut self, round: &str, hash: &str, json: &str) -> Result<()> {
        self.ask(
            "insert into forms (round, hash, json) values ($1, $2, $3) \
             on conflict (round, hash) do nothing",
        )
        .text(round)
        .text(hash)
        .text(json)
        .run()
        .await?;
        Ok(())
    }

    async fn put_round(&mut self, round: &StoredRound) -> Result<()> {
        self.kept.rounds = None;
        self.ask(
            "insert into rounds (id, document, forms, demonstration, units_version, seq) \
             values ($1, $2, $3, $4, $5, $6) \
             on conflict (id) do update \
               set document = excluded.document, forms = excluded.forms, \
                   demonstration = excluded.demonstration, \
                   units_version = excluded.units_version, seq = excluded.seq",
        )
        .text(&round.id)
        .text(&round.document)
        .text(&rows::to_json("forms", &round.forms)?)
        .number(i64::from(round.demonstration))
        .text(&round.units_version)
        .number(rows::signed(round.seq)?)
        .run()
        .await?;
        Ok(())
    }

    async fn put_unit_reach(&mut self, round: &str, pairs: &[(String, String)]) -> Result<()> {
        self.ask("delete from unit_reach where round = $1")
            .text(round)
            .run()
            .await?;
        for (ancestor, unit) in pairs {
            self.ask("insert into unit_reach (round, ancestor, unit) values ($1, $2, $3)")
                .text(round)
                .text(ancestor)
                .text(unit)
                .run()
                .await?;
        }
        Ok(())
    }

    async fn end_subject(&mut self, round: &str, id: &str, seq: u64) -> Result<()> {
        self.ask(
            "update register set until_seq = $3 \
             where round = $1 and id = $2 and until_seq is null",
        )
        .text(round)
        .text(id)
        .number(rows::signed(seq)?)
        .run()
        .await?;
        Ok(())
    }

    async fn settle(&mut self, settled: &Settled) -> Result<()> {
        self.ask(
            "insert into settled (round, provisional, line, is_new, account, seq) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .text(&settled.round)
        .text(&settled.provisional)
        .text(&settled.line)
        .number(i64::from(settled.is_new))
        .text(&settled.account)
        .number(rows::signed(settled.seq)?)
        .run()
        .await?;
        Ok(())
    }

    async fn put_responses(&mut self, responses: &[&StoredResponse]) -> Result<()> {
        let columns = "responses (id, round, form, subject, author, state, revision, feed_seq, \
                       entered_seq, answered, asked, body)";
        let then = "on conflict (id) do update \
               set subject = excluded.subject, state = excluded.state, revision = excluded.revision, \
                   feed_seq = excluded.feed_seq, entered_seq = excluded.entered_seq, \
                   answered = excluded.answered, asked = excluded.asked, body = excluded.body";
        for responses in many::parts(responses) {
            let mut ask = many::insert::<DB>(self.connection, columns, 12, responses.len(), then);
            for StoredResponse { response, marks } in responses {
                ask = ask
                    .text(&response.id)
                    .text(&response.slot.round)
                    .text(&response.slot.form)
                    .text(&response.slot.subject)
                    .text(&response.author)
                    .text(&rows::word("state", &response.state)?)
                    .number(rows::signed(response.revision)?)
                    .number(rows::signed(marks.feed_seq)?)
                    .number(rows::signed(marks.entered_seq)?)
                    .number(marks.progress.0)
                    .number(marks.progress.1)
                    .text(&rows::to_json("response", response)?);
            }
            ask.run().await?;
        }
        for stored in responses {
            for hash in stored.blobs() {
                self.ask(
                    "insert into blob_uses (hash, response) values ($1, $2) on conflict do nothing",
                )
                .text(hash)
                .text(&stored.response.id)
                .run()
                .await?;
            }
        }
        Ok(())
    }

    async fn add_blob(&mut self, hash: &str, bytes: &[u8], account: &str, now: i64) -> Result<()> {
        self.ask(
            "insert into blobs (hash, bytes, account, created_at) values ($1, $2, $3, $4) \
             on conflict (hash) do nothing",
        )
        .text(hash)
        .bytes(bytes)
        .text(account)
        .number(now)
        .run()
        .await?;
        Ok(())
    }

    async fn audit(&mut self, at: i64, actor: &str, action: &str, detail: &str) -> Result<()> {
        audit::add(self, at, actor, action, detail).await
    }

    async fn put_branch_rules(&mut self, round: &str, rules: &[BranchRule]) -> Result<()> {
        branches::put(self, round, rules).await
    }

    async fn cover(&mut self, device: &Device) -> Result<()> {
        self.ask(
            "insert into covered (device, epoch, n) values ($1, $2, $3) \
             on conflict (device, epoch) do update set n = excluded.n where covered.n < excluded.n",
        )
        .text(&device.device)
        .number(device.epoch)
        .number(rows::signed(device.last_n)?)
        .run()
        .await?;
        Ok(())
    }

    async fn add_backup(&mut self, backup: &Backup) -> Result<()> {
        self.ask(
            "insert into backups (made_at, row_count, digest) values ($1, $2, $3) \
             on conflict (made_at) do nothing",
        )
        .number(backup.made_at)
        .number(rows::signed(backup.rows)?)
        .bytes(&backup.digest)
        .run()
        .await?;
        Ok(())
    }

    async fn put_row(&mut self, table: &Table, row: &[Value]) -> Result<()> {
        self.kept.rounds = None;
        self.kept.audit = None;
        let sql = format!(
            "insert into {} ({}) values ({})",
            table.name(),
            table.column_list(),
            table.places()
        );
        let mut ask = Ask::<DB>::put_together(self.connection, sql);
        for value in row {
            ask = match value {
                Value::Text(text) => ask.maybe_text(text.as_deref()),
                Value::Number(number) => ask.maybe_number(*number),
                Value::Bytes(bytes) => ask.maybe_bytes(bytes.as_deref()),
            };
        }
        ask.run().await?;
        Ok(())
    }

    async fn become_server(&mut self, server: &Server) -> Result<()> {
        self.ask("update server set epoch = $1, cursor_key = $2")
            .number(server.epoch)
            .bytes(&server.cursor_key)
            .run()
            .await?;
        self.seq = server.seq;
        self.kept.server = Some(server.clone());
        Ok(())
    }
}
