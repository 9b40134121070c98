//! Questions to SQLite, the same in a snapshot and inside a write transaction.

use std::collections::BTreeSet;

use async_trait::async_trait;
use sohoi_sync::{Account, SubjectLine};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, Sqlite, SqliteConnection};

use super::scope::{responses_with_subject, within_reach};
use super::{feed, rows};
use crate::scope::{Reach, Scoped};
use crate::store::{
    Device, Feed, Read, Result, Server, Settled, StoredAccount, StoredBlob, StoredOp,
    StoredResponse, StoredRound, StoredToken,
};

/// A consistent view of the database.
pub(super) struct Snapshot(pub(super) sqlx::Transaction<'static, Sqlite>);

/// Something that questions can be asked over.
pub(super) trait Connected: Send {
    /// The connection.
    fn connection(&mut self) -> &mut SqliteConnection;
}

impl Connected for Snapshot {
    fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0
    }
}

#[async_trait]
impl<C: Connected> Read for C {
    async fn server(&mut self) -> Result<Server> {
        let row = sqlx::query("select epoch, seq, cursor_key from server")
            .fetch_one(self.connection())
            .await?;
        Ok(Server {
            epoch: rows::epoch(&row)?,
            seq: rows::unsigned(&row, "seq")?,
            cursor_key: row.try_get("cursor_key")?,
        })
    }

    async fn account(&mut self, name: &str) -> Result<Option<StoredAccount>> {
        let row = sqlx::query("select * from accounts where name = $1")
            .bind(name)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(rows::stored_account).transpose()
    }

    async fn accounts(&mut self) -> Result<Vec<Account>> {
        let rows = sqlx::query("select * from accounts order by name")
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(rows::account).collect()
    }

    async fn session(&mut self, token_hash: &[u8], now: i64) -> Result<Option<Account>> {
        let row = sqlx::query(
            "select a.* from sessions s join accounts a on a.name = s.account \
             where s.token_hash = $1 and s.expires_at > $2",
        )
        .bind(token_hash)
        .bind(now)
        .fetch_optional(self.connection())
        .await?;
        row.as_ref().map(rows::account).transpose()
    }

    async fn token(&mut self, token_hash: &[u8]) -> Result<Option<StoredToken>> {
        let row = sqlx::query("select * from tokens where token_hash = $1")
            .bind(token_hash)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(rows::token).transpose()
    }

    async fn tokens(&mut self) -> Result<Vec<StoredToken>> {
        let rows = sqlx::query("select * from tokens order by name")
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(rows::token).collect()
    }

    async fn device(&mut self, device: &str, epoch: u32) -> Result<Option<Device>> {
        let row = sqlx::query("select * from devices where device = $1 and epoch = $2")
            .bind(device)
            .bind(epoch)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(rows::device).transpose()
    }

    async fn ops(&mut self, device: &str, epoch: u32, from: u64, to: u64) -> Result<Vec<StoredOp>> {
        let rows = sqlx::query(
            "select * from ops \
             where device = $1 and epoch = $2 and n between $3 and $4 order by n",
        )
        .bind(device)
        .bind(epoch)
        .bind(rows::signed(from)?)
        .bind(rows::signed(to)?)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(rows::op).collect()
    }

    async fn quarantine(&mut self) -> Result<Vec<StoredOp>> {
        let rows = sqlx::query(
            "select * from ops where quarantined = 1 order by received_at, device, epoch, n",
        )
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(rows::op).collect()
    }

    async fn rounds(&mut self) -> Result<Vec<StoredRound>> {
        let rows = sqlx::query("select * from rounds order by id")
            .fetch_all(self.connection())
            .await?;
        rows.iter().map(rows::round).collect()
    }

    async fn document(&mut self, hash: &str) -> Result<Option<String>> {
        // A version that two rounds share is the same bytes in both.
        let json = sqlx::query_scalar(
            "select json from documents where hash = $1 \
             union all select json from forms where hash = $1 limit 1",
        )
        .bind(hash)
        .fetch_optional(self.connection())
        .await?;
        Ok(json)
    }

    async fn form(&mut self, round: &str, hash: &str) -> Result<Option<String>> {
        let json = sqlx::query_scalar("select json from forms where round = $1 and hash = $2")
            .bind(round)
            .bind(hash)
            .fetch_optional(self.connection())
            .await?;
        Ok(json)
    }

    async fn form_versions(&mut self) -> Result<Vec<(String, String)>> {
        let versions = sqlx::query_as("select round, hash from forms order by round, hash")
            .fetch_all(self.connection())
            .await?;
        Ok(versions)
    }

    async fn subject(
        &mut self,
        reach: &Reach,
        round: &str,
        id: &str,
    ) -> Result<Option<Scoped<SubjectLine>>> {
        let (kind, key) = reach.parts();
        let row = sqlx::query(concat!(
            "select s.* from register s \
             where s.round = $3 and s.id = $4 and s.until_seq is null and ",
            within_reach!()
        ))
        .bind(kind)
        .bind(key)
        .bind(round)
        .bind(id)
        .fetch_optional(self.connection())
        .await?;
        row.as_ref().map(scoped_subject).transpose()
    }

    async fn subjects(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SubjectLine>>> {
        let (kind, key) = reach.parts();
        let rows = sqlx::query(concat!(
            "select s.* from register s where s.round = $3 and s.until_seq is null and ",
            within_reach!(),
            " order by s.id"
        ))
        .bind(kind)
        .bind(key)
        .bind(round)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(scoped_subject).collect()
    }

    async fn settled(&mut self, round: &str, provisional: &str) -> Result<Option<Settled>> {
        let row = sqlx::query("select * from settled where round = $1 and provisional = $2")
            .bind(round)
            .bind(provisional)
            .fetch_optional(self.connection())
            .await?;
        row.as_ref().map(rows::settled).transpose()
    }

    async fn confirmed(&mut self, round: &str) -> Result<BTreeSet<String>> {
        let lines: Vec<String> =
            sqlx::query_scalar("select line from settled where round = $1 and is_new = 1")
                .bind(round)
                .fetch_all(self.connection())
                .await?;
        Ok(lines.into_iter().collect())
    }

    async fn reaches_unit(&mut self, reach: &Reach, round: &str, unit: &str) -> Result<bool> {
        let (kind, key) = reach.parts();
        let found: Option<i64> = sqlx::query_scalar(concat!(
            "select 1 from (select $3 as round, $4 as unit, null as id) s where ",
            within_reach!()
        ))
        .bind(kind)
        .bind(key)
        .bind(round)
        .bind(unit)
        .fetch_optional(self.connection())
        .await?;
        Ok(found.is_some())
    }

    async fn response(
        &mut self,
        reach: &Reach,
        id: &str,
    ) -> Result<Option<Scoped<StoredResponse>>> {
        let (kind, key) = reach.parts();
        let row = sqlx::query(concat!(
            responses_with_subject!(),
            "r.id = $3 and ",
            within_reach!()
        ))
        .bind(kind)
        .bind(key)
        .bind(id)
        .fetch_optional(self.connection())
        .await?;
        row.as_ref().map(scoped_response).transpose()
    }

    async fn responses(&mut self, reach: &Reach) -> Result<Vec<Scoped<StoredResponse>>> {
        let (kind, key) = reach.parts();
        let rows = sqlx::query(concat!(
            responses_with_subject!(),
            within_reach!(),
            " order by r.id"
        ))
        .bind(kind)
        .bind(key)
        .fetch_all(self.connection())
        .await?;
        rows.iter().map(scoped_response).collect()
    }

    async fn responses_about(&mut self, round: &str, subject: &str) -> Result<Vec<StoredResponse>> {
        let rows =
            sqlx::query("select * from responses where round = $1 and subject = $2 order by id")
                .bind(round)
                .bind(subject)
                .fetch_all(self.connection())
                .await?;
        rows.iter().map(rows::response).collect()
    }

    async fn response_exists(&mut self, id: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from responses where id = $1")
            .bind(id)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }

    async fn feed(&mut self, reach: &Reach, after: u64) -> Result<Feed> {
        feed::after(self.connection(), reach, after).await
    }

    async fn blob(&mut self, hash: &str) -> Result<Option<StoredBlob>> {
        let row = sqlx::query("select bytes, account from blobs where hash = $1")
            .bind(hash)
            .fetch_optional(self.connection())
            .await?;
        let Some(row) = row else { return Ok(None) };
        let responses =
            sqlx::query_scalar("select response from blob_uses where hash = $1 order by response")
                .bind(hash)
                .fetch_all(self.connection())
                .await?;
        Ok(Some(StoredBlob {
            bytes: row.try_get("bytes")?,
            account: row.try_get("account")?,
            responses,
        }))
    }

    async fn has_blob(&mut self, hash: &str) -> Result<bool> {
        let found: Option<i64> = sqlx::query_scalar("select 1 from blobs where hash = $1")
            .bind(hash)
            .fetch_optional(self.connection())
            .await?;
        Ok(found.is_some())
    }
}

pub(super) fn scoped_subject(row: &SqliteRow) -> Result<Scoped<SubjectLine>> {
    rows::subject(row).map(Scoped::selected)
}

pub(super) fn scoped_response(row: &SqliteRow) -> Result<Scoped<StoredResponse>> {
    rows::response(row).map(Scoped::selected)
}
