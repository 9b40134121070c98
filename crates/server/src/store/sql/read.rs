//! Questions, the same in a snapshot and inside a write transaction.

use std::collections::BTreeSet;

use async_trait::async_trait;
use futures_util::TryStreamExt as _;
use sohoi_round::BranchRule;
use sohoi_sync::SubjectLine;

use super::dialect::{Ask, Columns};
use super::scope::{responses_with_subject, within_reach};
use super::view::Connected;
use super::{branches, feed, many, people, rows};
use crate::scope::{Member, Reach, Scoped};
use crate::store::table::{Basin, Table};
use crate::store::{
    Backup, Device, Feed, Reached, Read, Result, Server, Settled, StoredAccount, StoredBlob,
    StoredOp, StoredResponse, StoredRound, StoredToken,
};

#[async_trait]
impl<C: Connected> Read for C {
    async fn server(&mut self) -> Result<Server> {
        if let Some(server) = self.kept().and_then(|kept| kept.server.clone()) {
            return Ok(server);
        }
        let row = self.ask("select epoch, seq, cursor_key from server");
        rows::server(&row.only().await?)
    }

    async fn account(&mut self, name: &str) -> Result<Option<StoredAccount>> {
        let row = self
            .ask("select * from accounts where name = $1")
            .text(name);
        let row = row.first().await?;
        row.as_ref().map(people::stored_account).transpose()
    }

    async fn session(&mut self, token_hash: &[u8], now: i64) -> Result<Option<Member>> {
        let row = self
            .ask(
                "select a.* from sessions s join accounts a on a.name = s.account \
                 where s.token_hash = $1 and s.expires_at > $2 and a.suspended_at is null",
            )
            .bytes(token_hash)
            .number(now);
        row.first().await?.as_ref().map(people::member).transpose()
    }

    async fn token(&mut self, token_hash: &[u8]) -> Result<Option<StoredToken>> {
        let row = self
            .ask("select * from tokens where token_hash = $1")
            .bytes(token_hash);
        row.first().await?.as_ref().map(rows::token).transpose()
    }

    async fn tokens(&mut self) -> Result<Vec<StoredToken>> {
        let rows = self.ask("select * from tokens order by name");
        rows.all(rows::token).await
    }

    async fn device(&mut self, device: &str, epoch: u32) -> Result<Option<Device>> {
        let row = self
            .ask("select * from devices where device = $1 and epoch = $2")
            .text(device)
            .number(epoch);
        row.first().await?.as_ref().map(rows::device).transpose()
    }

    async fn devices(&mut self) -> Result<Vec<Device>> {
        let rows = self.ask("select * from devices order by device, epoch");
        rows.all(rows::device).await
    }

    async fn reached(&mut self, device: &str, epoch: u32) -> Result<Reached> {
        let row = self
            .ask(
                "select s.epoch, s.seq, s.cursor_key, coalesce(d.last_n, 0) as acknowledged, \
                   coalesce(c.n, 0) as safe \
                 from server s left join devices d on d.device = $1 and d.epoch = $2 \
                 left join covered c on c.device = $1 and c.epoch = $2",
            )
            .text(device)
            .number(epoch);
        let row = row.only().await?;
        Ok(Reached {
            server: rows::server(&row)?,
            acknowledged: rows::unsigned(&row, "acknowledged")?,
            safe: rows::unsigned(&row, "safe")?,
        })
    }

    async fn ops(&mut self, device: &str, epoch: u32, from: u64, to: u64) -> Result<Vec<StoredOp>> {
        let rows = self
            .ask(
                "select * from ops where device = $1 and epoch = $2 and n between $3 and $4 \
                   and op <> '' order by n",
            )
            .text(device)
            .number(epoch)
            .number(rows::signed(from)?)
            .number(rows::signed(to)?);
        rows.all(rows::op).await
    }

    async fn quarantine(&mut self) -> Result<Vec<StoredOp>> {
        let rows = self
            .ask("select * from ops where quarantined = 1 order by received_at, device, epoch, n");
        rows.all(rows::op).await
    }

    async fn rounds(&mut self) -> Result<Vec<StoredRound>> {
        if let Some(rounds) = self.kept().and_then(|kept| kept.rounds.clone()) {
            return Ok(rounds);
        }
        let rows = self.ask("select * from rounds order by id");
        let rounds = rows.all(rows::round).await?;
        if let Some(kept) = self.kept() {
            kept.rounds = Some(rounds.clone());
        }
        Ok(rounds)
    }

    async fn document(&mut self, hash: &str) -> Result<Option<String>> {
        // A version that two rounds share is the same bytes in both.
        let row = self
            .ask(
                "select json from documents where hash = $1 \
                 union all select json from forms where hash = $1 limit 1",
            )
            .text(hash);
        json(row.first().await?.as_ref())
    }

    async fn form(&mut self, round: &str, hash: &str) -> Result<Option<String>> {
        let row = self
            .ask("select json from forms where round = $1 and hash = $2")
            .text(round)
            .text(hash);
        json(row.first().await?.as_ref())
    }

    async fn form_versions(&mut self) -> Result<Vec<(String, String)>> {
        let rows = self.ask("select round, hash from forms order by round, hash");
        rows.all(|row| Ok((rows::text(row, "round")?, rows::text(row, "hash")?)))
            .await
    }

    async fn subject(
        &mut self,
        reach: &Reach,
        round: &str,
        id: &str,
    ) -> Result<Option<Scoped<SubjectLine>>> {
        let (kind, key) = reach.parts();
        let row = self
            .ask(concat!(
                "select s.* from register s \
                 where s.round = $3 and s.id = $4 and s.until_seq is null and ",
                within_reach!()
            ))
            .text(kind)
            .text(key)
            .text(round)
            .text(id);
        row.first().await?.as_ref().map(scoped_subject).transpose()
    }

    async fn subjects_named(
        &mut self,
        reach: &Reach,
        round: &str,
        ids: &[&str],
    ) -> Result<Vec<(Scoped<SubjectLine>, bool)>> {
        let (kind, key) = reach.parts();
        let mut found = Vec::new();
        for ids in many::asked(ids) {
            let sql = concat!(
                "select s.*, cast(case when ",
                within_reach!(),
                " then 1 else 0 end as bigint) as is_within from register s \
                 where s.round = $3 and s.until_seq is null and s.id in "
            );
            let sql = format!("{sql}({})", many::places(3, ids.len()));
            let mut rows = Ask::<C::Db>::put_together(self.connection(), sql)
                .text(kind)
                .text(key)
                .text(round);
            for id in ids {
                rows = rows.text(id);
            }
            let rows = rows.all(|row| Ok((scoped_subject(row)?, rows::flag(row, "is_within")?)));
            found.extend(rows.await?);
        }
        Ok(found)
    }

    async fn subjects(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SubjectLine>>> {
        let (kind, key) = reach.parts();
        let rows = self
            .ask(concat!(
                "select s.* from register s where s.round = $3 and s.until_seq is null and ",
                within_reach!(),
                " order by s.id"
            ))
            .text(kind)
            .text(key)
            .text(round);
        rows.all(scoped_subject).await
    }

    async fn settled(&mut self, round: &str, provisional: &str) -> Result<Option<Settled>> {
        let row = self
            .ask("select * from settled where round = $1 and provisional = $2")
            .text(round)
            .text(provisional);
        row.first().await?.as_ref().map(rows::settled).transpose()
    }

    async fn confirmed(&mut self, round: &str) -> Result<BTreeSet<String>> {
        let rows = self
            .ask("select line from settled where round = $1 and is_new = 1")
            .text(round);
        let lines = rows.all(|row| rows::text(row, "line")).await?;
        Ok(lines.into_iter().collect())
    }

    async fn branch_rules(&mut self, round: &str) -> Result<Vec<BranchRule>> {
        branches::rules(self, round).await
    }

    async fn reaches_unit(&mut self, reach: &Reach, round: &str, unit: &str) -> Result<bool> {
        let (kind, key) = reach.parts();
        let row = self
            .ask(concat!(
                "select 1 from (select $3 as round, $4 as unit, null as id, null as branch) s where ",
                within_reach!()
            ))
            .text(kind)
            .text(key)
            .text(round)
            .text(unit);
        Ok(row.first().await?.is_some())
    }

    async fn response(
        &mut self,
        reach: &Reach,
        id: &str,
    ) -> Result<Option<Scoped<StoredResponse>>> {
        let (kind, key) = reach.parts();
        let row = self
            .ask(concat!(
                responses_with_subject!(),
                "r.id = $3 and ",
                within_reach!()
            ))
            .text(kind)
            .text(key)
            .text(id);
        row.first().await?.as_ref().map(scoped_response).transpose()
    }

    async fn responses_named(&mut self, ids: &[&str]) -> Result<Vec<StoredResponse>> {
        let mut found = Vec::new();
        for ids in many::asked(ids) {
            let places = many::places(0, ids.len());
            let sql = format!("select * from responses where id in ({places})");
            let mut rows = Ask::<C::Db>::put_together(self.connection(), sql);
            for id in ids {
                rows = rows.text(id);
            }
            found.extend(rows.all(rows::response).await?);
        }
        Ok(found)
    }

    async fn responses(&mut self, reach: &Reach) -> Result<Vec<Scoped<StoredResponse>>> {
        let (kind, key) = reach.parts();
        let rows = self
            .ask(concat!(
                responses_with_subject!(),
                within_reach!(),
                " order by r.id"
            ))
            .text(kind)
            .text(key);
        rows.all(scoped_response).await
    }

    async fn responses_about(&mut self, round: &str, subject: &str) -> Result<Vec<StoredResponse>> {
        let rows = self
            .ask("select * from responses where round = $1 and subject = $2 order by id")
            .text(round)
            .text(subject);
        rows.all(rows::response).await
    }

    async fn response_exists(&mut self, id: &str) -> Result<bool> {
        let row = self.ask("select 1 from responses where id = $1").text(id);
        Ok(row.first().await?.is_some())
    }

    async fn feed(&mut self, reach: &Reach, after: u64, heavy: usize) -> Result<Feed> {
        feed::after(self, reach, after, heavy).await
    }

    async fn blob(&mut self, hash: &str) -> Result<Option<StoredBlob>> {
        let row = self
            .ask("select bytes, account from blobs where hash = $1")
            .text(hash);
        let Some(row) = row.first().await? else {
            return Ok(None);
        };
        let responses = self
            .ask("select response from blob_uses where hash = $1 order by response")
            .text(hash);
        Ok(Some(StoredBlob {
            bytes: rows::bytes(&row, "bytes")?,
            account: rows::text(&row, "account")?,
            responses: responses.all(|row| rows::text(row, "response")).await?,
        }))
    }

    async fn has_blob(&mut self, hash: &str) -> Result<bool> {
        let row = self.ask("select 1 from blobs where hash = $1").text(hash);
        Ok(row.first().await?.is_some())
    }

    async fn last_backup(&mut self) -> Result<Option<Backup>> {
        let row = self.ask("select * from backups order by made_at desc limit 1");
        row.first().await?.as_ref().map(rows::backup).transpose()
    }

    async fn count(&mut self, table: &Table) -> Result<u64> {
        let sql = format!("select count(*) as count from {}", table.name());
        let row = Ask::<C::Db>::put_together(self.connection(), sql)
            .only()
            .await?;
        rows::unsigned(&row, "count")
    }

    async fn pour(&mut self, table: &Table, basin: &mut dyn Basin) -> Result<()> {
        let sql = format!("select {} from {}", table.column_list(), table.name());
        let mut rows = Ask::<C::Db>::put_together(self.connection(), sql).each();
        while let Some(row) = rows.try_next().await? {
            basin.take(&rows::values(&row, table)?).await?;
        }
        Ok(())
    }
}

fn json(row: Option<&impl Columns>) -> Result<Option<String>> {
    row.map(|row| rows::text(row, "json")).transpose()
}

pub(super) fn scoped_subject(row: &impl Columns) -> Result<Scoped<SubjectLine>> {
    rows::subject(row).map(Scoped::selected)
}

pub(super) fn scoped_response(row: &impl Columns) -> Result<Scoped<StoredResponse>> {
    rows::response(row).map(Scoped::selected)
}
