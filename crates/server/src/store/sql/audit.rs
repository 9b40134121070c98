//! The audit in SQL: each row with the hash that chains it to the one before.

use super::dialect::{Columns, Driver};
use super::rows::{number, text};
use super::turn::Transaction;
use super::view::Connected;
use crate::audit::{Chain, Row};
use crate::store::Result;
use crate::store::people::ReadPeople as _;

/// How many rows of the time before the chain are read at once.
const PART: u32 = 1000;

pub(super) fn row(row: &impl Columns) -> Result<Row> {
    Ok(Row {
        id: number(row, "id")?,
        at: number(row, "at")?,
        actor: text(row, "actor")?,
        action: text(row, "action")?,
        detail: text(row, "detail")?,
        hash: row.maybe_bytes("hash")?,
    })
}

/// Adds a row at the end of the chain. Writers are alone, so the end stays where it is.
pub(super) async fn add<DB: Driver>(
    transaction: &mut Transaction<'_, DB>,
    at: i64,
    actor: &str,
    action: &str,
    detail: &str,
) -> Result<()> {
    let last = match transaction.kept.audit.take() {
        Some(last) => last,
        None => {
            let last = transaction.ask("select * from audit order by id desc limit 1");
            last.first().await?.as_ref().map(row).transpose()?
        }
    };
    let chain = match &last {
        None => Chain::default(),
        Some(Row {
            hash: Some(hash), ..
        }) => Chain::after(hash),
        Some(_) => before_hashes(transaction).await?,
    };
    let mut new = Row {
        id: last.map_or(0, |last| last.id) + 1,
        at,
        actor: actor.to_owned(),
        action: action.to_owned(),
        detail: detail.to_owned(),
        hash: None,
    };
    let hash = chain.next(&new);
    new.hash = Some(hash.to_vec());
    transaction
        .ask(
            "insert into audit (id, at, actor, action, detail, hash) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .number(new.id)
        .number(at)
        .text(actor)
        .text(action)
        .text(detail)
        .bytes(&hash)
        .run()
        .await?;
    transaction.kept.audit = Some(Some(new));
    Ok(())
}

/// The chain over rows that were written before there was one.
async fn before_hashes<DB: Driver>(transaction: &mut Transaction<'_, DB>) -> Result<Chain> {
    let mut chain = Chain::default();
    let mut after = i64::MIN;
    loop {
        let rows = transaction.audit_after(after, PART).await?;
        let Some(last) = rows.last() else {
            return Ok(chain);
        };
        after = last.id;
        for row in &rows {
            chain = Chain::after(&chain.next(row));
        }
    }
}
