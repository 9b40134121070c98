//! Deleting the responses of a round, in SQL.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use sohoi_sync::{Change, Op, OpOutcome, OpResult, Reason, Why};

use super::dialect::Driver;
use super::rows;
use super::turn::Transaction;
use super::view::Connected;
use crate::store::purge::{Doomed, Purge, ReadPurges, WritePurges};
use crate::store::{Result, is_blob_hash};

/// Blobs that responses of a round name and no other response does.
macro_rules! blobs_of_round {
    ($do:literal) => {
        concat!(
            $do,
            " from blobs where exists ( \
                 select 1 from blob_uses u join responses r on r.id = u.response \
                 where u.hash = blobs.hash and r.round = $1) \
               and not exists ( \
                 select 1 from blob_uses u join responses r on r.id = u.response \
                 where u.hash = blobs.hash and r.round <> $1)"
        )
    };
}

#[async_trait]
impl<C: Connected> ReadPurges for C {
    async fn purges(&mut self) -> Result<Vec<Purge>> {
        let rows = self.ask("select * from purges order by round");
        rows.all(|row| {
            let round = rows::text(row, "round")?;
            Ok(Purge {
                at: rows::number(row, "at")?,
                responses: rows::unsigned(row, "responses")?,
                kept: rows::from_json(
                    &format!("files kept of {round}"),
                    &rows::text(row, "kept")?,
                )?,
                round,
            })
        })
        .await
    }

    async fn purged_ops(
        &mut self,
        device: &str,
        epoch: u32,
        from: u64,
        to: u64,
    ) -> Result<BTreeMap<u64, OpOutcome>> {
        let rows = self
            .ask(
                "select n, revision, result from ops \
                 where device = $1 and epoch = $2 and n between $3 and $4 and op = ''",
            )
            .text(device)
            .number(epoch)
            .number(rows::signed(from)?)
            .number(rows::signed(to)?);
        let outcomes = rows.all(|row| {
            let n = rows::unsigned(row, "n")?;
            let outcome = OpOutcome {
                n,
                revision: rows::unsigned(row, "revision")?,
                result: rows::from_json("result", &rows::text(row, "result")?)?,
            };
            Ok((n, outcome))
        });
        Ok(outcomes.await?.into_iter().collect())
    }

    async fn doomed(&mut self, round: &str) -> Result<Doomed> {
        let row = self
            .ask(
                "select count(*) as responses, coalesce(max(feed_seq), 0) as newest, \
                   (select count(*) from ops o join responses r on r.id = o.response \
                    where r.round = $1) as ops, \
                   (select count(*) from invitations i where i.round = $1) as invitations, \
                   (select count(distinct i.account) from invitations i where i.round = $1) \
                     as accounts, \
                   (select count(*) from tokens t where t.round = $1 and t.revoked_at is null) \
                     as tokens \
                 from responses where round = $1",
            )
            .text(round)
            .only()
            .await?;
        let blobs = self
            .ask(blobs_of_round!("select count(*) as count"))
            .text(round)
            .only()
            .await?;
        let apart = apart(self, round).await?;
        Ok(Doomed {
            responses: rows::unsigned(&row, "responses")?,
            ops: rows::unsigned(&row, "ops")? + apart.len() as u64,
            blobs: rows::unsigned(&blobs, "count")?,
            invitations: rows::unsigned(&row, "invitations")?,
            accounts: rows::unsigned(&row, "accounts")?,
            tokens: rows::unsigned(&row, "tokens")?,
            newest: rows::unsigned(&row, "newest")?,
        })
    }
}

#[async_trait]
impl<DB: Driver> WritePurges for Transaction<'_, DB> {
    async fn purge(&mut self, purge: &Purge) -> Result<()> {
        let round = &purge.round;
        // What is in quarantine first: a response of the round tells what else is about it.
        let apart = apart(self, round).await?;
        let responses = self
            .ask("select id from responses where round = $1 order by id")
            .text(round)
            .all(|row| rows::text(row, "id"))
            .await?;
        self.ask(blobs_of_round!("delete"))
            .text(round)
            .run()
            .await?;
        for sql in [
            "delete from blob_uses where response in (select id from responses where round = $1)",
            "delete from responses where round = $1",
        ] {
            self.ask(sql).text(round).run().await?;
        }
        let ids: BTreeSet<String> = responses.into_iter().chain(apart).collect();
        for id in &ids {
            forget_photos(self, id).await?;
            forget_ops(self, id).await?;
        }
        forget_invited(self, round, purge.at).await?;
        self.ask("update tokens set revoked_at = $2 where round = $1 and revoked_at is null")
            .text(round)
            .number(purge.at)
            .run()
            .await?;
        self.ask(
            "insert into purges (round, at, responses, kept) values ($1, $2, $3, $4) \
             on conflict (round) do update set at = excluded.at, \
               responses = purges.responses + excluded.responses, kept = excluded.kept",
        )
        .text(round)
        .number(purge.at)
        .number(rows::signed(purge.responses)?)
        .text(&rows::to_json("files kept", &purge.kept)?)
        .run()
        .await?;
        Ok(())
    }
}

/// The responses of the ops in quarantine that are about a round and about no response of another
/// one, each as often as there are such ops.
async fn apart(view: &mut impl Connected, round: &str) -> Result<Vec<String>> {
    let forms = view
        .ask(
            "select hash from forms f where round = $1 and not exists ( \
               select 1 from forms o where o.hash = f.hash and o.round <> f.round)",
        )
        .text(round)
        .all(|row| rows::text(row, "hash"))
        .await?;
    let forms: BTreeSet<String> = forms.into_iter().collect();
    let kept = view
        .ask(
            "select o.* from ops o left join responses r on r.id = o.response \
             where o.quarantined = 1 and r.id is null",
        )
        .all(rows::op)
        .await?;
    let is_about = |op: &Op| match &op.change {
        Change::Start { slot, .. } => slot.round == round,
        Change::Answer { form_hash, .. } | Change::Move { form_hash, .. } => {
            forms.contains(form_hash)
        }
        Change::Add { .. } | Change::Settle { .. } => false,
    };
    // Where its beginning is kept apart, too, that says which round it is of.
    let begun: BTreeMap<&str, &str> = kept
        .iter()
        .filter_map(|stored| match &stored.op.change {
            Change::Start { slot, .. } => Some((&*stored.op.response, &*slot.round)),
            _ => None,
        })
        .collect();
    let about = kept
        .iter()
        .filter(|stored| match begun.get(&*stored.op.response) {
            Some(own) => *own == round,
            None => is_about(&stored.op),
        });
    Ok(about.map(|stored| stored.op.response.clone()).collect())
}

/// Leaves of the ops of a response that there was one, so that the numbers of its device go on.
async fn forget_ops<DB: Driver>(
    transaction: &mut Transaction<'_, DB>,
    response: &str,
) -> Result<()> {
    let apart = OpResult::Quarantined {
        reasons: vec![Reason::whole(Why::Purged)],
    };
    for (quarantined, result) in [(1, &apart), (0, &OpResult::Applied)] {
        transaction
            .ask(
                "update ops set account = '', response = '', received_at = 0, op = '', \
                   result = $3, quarantined = 0 \
                 where response = $1 and quarantined = $2",
            )
            .text(response)
            .number(quarantined)
            .text(&rows::to_json("result", result)?)
            .run()
            .await?;
    }
    Ok(())
}

/// Deletes photos that ops of a response named, one after the other perhaps, and no other response.
async fn forget_photos<DB: Driver>(
    transaction: &mut Transaction<'_, DB>,
    response: &str,
) -> Result<()> {
    let ops = transaction
        .ask("select * from ops where response = $1")
        .text(response)
        .all(rows::op)
        .await?;
    for stored in ops {
        let Change::Answer { cells, .. } = stored.op.change else {
            continue;
        };
        let values = cells.iter().filter_map(|cell| cell.value.as_deref());
        for hash in values.filter(|value| is_blob_hash(value)) {
            transaction
                .ask(
                    "delete from blobs where hash = $1 \
                     and not exists (select 1 from blob_uses u where u.hash = $1)",
                )
                .text(hash)
                .run()
                .await?;
        }
    }
    Ok(())
}

/// Deletes invitations, and of the accounts that they gave everything that says who that was. The
/// row itself stays, since the numbers of a device are in its name.
async fn forget_invited<DB: Driver>(
    transaction: &mut Transaction<'_, DB>,
    round: &str,
    now: i64,
) -> Result<()> {
    let accounts = transaction
        .ask(
            "select distinct account from invitations i where round = $1 and account is not null \
             and not exists (select 1 from invitations o \
                             where o.account = i.account and o.round <> i.round)",
        )
        .text(round)
        .all(|row| rows::text(row, "account"))
        .await?;
    transaction
        .ask("delete from invitations where round = $1")
        .text(round)
        .run()
        .await?;
    for account in accounts {
        for sql in [
            "delete from sessions where account = $1",
            "delete from sign_ins where account = $1",
            "delete from known_devices where account = $1",
            "delete from links where account = $1",
        ] {
            transaction.ask(sql).text(&account).run().await?;
        }
        transaction
            .ask(
                "update accounts set display = name, scope_id = '', \
                   suspended_at = coalesce(suspended_at, $2) where name = $1",
            )
            .text(&account)
            .number(now)
            .run()
            .await?;
    }
    Ok(())
}
