//! Events of registers, and what belongs to them.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use chrono::{DateTime, NaiveDate};
use sohoi_register::similar::Judged;
use sohoi_register::{DatedUnit, Event};
use sohoi_round::DutyRule;
use sohoi_sync::SubjectLine;

use super::branches;
use super::dialect::{Columns, Driver};
use super::many;
use super::rows::{self, corrupt, number, text, unsigned};
use super::turn::Transaction;
use super::view::Connected;
use crate::store::Result;
use crate::store::register::{Batch, ReadRegister, Upload, WriteRegister};

#[async_trait]
impl<C: Connected> ReadRegister for C {
    async fn register_events(&mut self, round: &str) -> Result<Vec<Event>> {
        let rows = self
            .ask("select * from register_events where round = $1 order by n")
            .text(round);
        rows.all(event).await
    }

    async fn register_day(&mut self, round: &str) -> Result<Option<NaiveDate>> {
        let row = self
            .ask("select day from register_days where round = $1")
            .text(round);
        let row = row.first().await?;
        row.map(|row| day("day", &text(&row, "day")?)).transpose()
    }

    async fn register_changes_between(
        &mut self,
        round: &str,
        after: NaiveDate,
        up_to: NaiveDate,
    ) -> Result<bool> {
        let row = self
            .ask(
                "select 1 from register_events \
                 where round = $1 and effective > $2 and effective <= $3 limit 1",
            )
            .text(round)
            .text(&after.to_string())
            .text(&up_to.to_string());
        Ok(row.first().await?.is_some())
    }

    async fn register_units(&mut self, round: &str) -> Result<Vec<DatedUnit>> {
        let rows = self
            .ask("select * from register_units where round = $1 order by n")
            .text(round);
        rows.all(|row| {
            let maybe_day = |column| {
                let text = row.maybe_text(column)?;
                text.map(|text| day(column, &text)).transpose()
            };
            Ok(DatedUnit {
                id: text(row, "id")?,
                name: text(row, "name")?,
                level: text(row, "level")?,
                parent: row.maybe_text("parent")?,
                code: row.maybe_text("code")?,
                from: maybe_day("first_day")?,
                until: maybe_day("end_day")?,
            })
        })
        .await
    }

    async fn register_duties(&mut self, round: &str) -> Result<Vec<DutyRule>> {
        let row = self
            .ask("select rules from register_duties where round = $1")
            .text(round);
        let row = row.first().await?;
        row.map_or(Ok(Vec::new()), |row| {
            rows::from_json("duties", &text(&row, "rules")?)
        })
    }

    async fn register_batches(&mut self, round: &str) -> Result<Vec<Batch>> {
        let rows = self
            .ask("select * from register_batches where round = $1 order by noted_at desc, id desc")
            .text(round);
        rows.all(|row| {
            Ok(Batch {
                id: text(row, "id")?,
                unit: row.maybe_text("unit")?,
                file: text(row, "file")?,
                noted_at: number(row, "noted_at")?,
                actor: text(row, "actor")?,
                added: unsigned(row, "added")?,
                changed: unsigned(row, "changed")?,
                undone_at: row.maybe_number("undone_at")?,
            })
        })
        .await
    }

    async fn register_upload(&mut self, id: &str, account: &str) -> Result<Option<Upload>> {
        let row = self
            .ask("select * from register_uploads where id = $1 and account = $2")
            .text(id)
            .text(account);
        let upload = |row: &_| {
            Ok(Upload {
                id: text(row, "id")?,
                round: text(row, "round")?,
                account: text(row, "account")?,
                file: text(row, "file")?,
                bytes: rows::bytes(row, "bytes")?,
                brought_at: number(row, "brought_at")?,
            })
        };
        row.first().await?.as_ref().map(upload).transpose()
    }

    async fn register_judged(&mut self, round: &str) -> Result<Vec<Judged>> {
        let rows = self
            .ask("select * from register_judged where round = $1 order by day, lines")
            .text(round);
        rows.all(|row| {
            Ok(Judged {
                lines: rows::from_json("judged lines", &text(row, "lines")?)?,
                is_accepted: number(row, "is_accepted")? != 0,
                note: text(row, "note")?,
                day: day("day", &text(row, "day")?)?,
            })
        })
        .await
    }

    async fn subjects_of_responses(&mut self, round: &str) -> Result<BTreeSet<String>> {
        let rows = self
            .ask("select distinct subject from responses where round = $1")
            .text(round);
        let subjects = rows.all(|row| text(row, "subject")).await?;
        Ok(subjects.into_iter().collect())
    }
}

#[async_trait]
impl<DB: Driver> WriteRegister for Transaction<'_, DB> {
    async fn add_register_events(
        &mut self,
        round: &str,
        before: usize,
        events: &[Event],
    ) -> Result<()> {
        let columns =
            "register_events (round, n, id, effective, noted_at, actor, batch, decision, change)";
        let mut n = i64::try_from(before).map_err(|flaw| corrupt("events", flaw))?;
        for events in many::parts(events) {
            let mut ask = many::insert::<DB>(self.connection, columns, 9, events.len(), "");
            for event in events {
                n += 1;
                ask = ask
                    .text(round)
                    .number(n)
                    .text(&event.id)
                    .text(&event.effective.to_string())
                    .number(event.noted.and_utc().timestamp_millis())
                    .text(&event.by)
                    .maybe_text(event.batch.as_deref())
                    .maybe_text(event.decision.as_deref())
                    .text(&rows::to_json("change", &event.change)?);
            }
            ask.run().await?;
        }
        Ok(())
    }

    async fn put_register_day(&mut self, round: &str, day: NaiveDate) -> Result<()> {
        self.ask(
            "insert into register_days (round, day) values ($1, $2) \
             on conflict (round) do update set day = excluded.day",
        )
        .text(round)
        .text(&day.to_string())
        .run()
        .await?;
        Ok(())
    }

    async fn add_subjects(&mut self, lines: &[(SubjectLine, u64)]) -> Result<()> {
        let columns = "register (round, id, name, kind, unit, attributes, since_seq, branch)";
        let mut rules = BTreeMap::new();
        for (line, _) in lines {
            if !rules.contains_key(&line.round) {
                let own = branches::rules(self, &line.round).await?;
                rules.insert(&line.round, own);
            }
        }
        for lines in many::parts(lines) {
            let mut ask = many::insert::<DB>(self.connection, columns, 8, lines.len(), "");
            for (line, seq) in lines {
                ask = ask
                    .text(&line.round)
                    .text(&line.id)
                    .text(&line.name)
                    .text(&line.kind)
                    .text(&line.unit)
                    .text(&rows::to_json("attributes", &line.attributes)?)
                    .number(rows::signed(*seq)?)
                    .maybe_text(branches::of(&rules[&line.round], line));
            }
            ask.run().await?;
        }
        Ok(())
    }

    async fn put_register_units(&mut self, round: &str, units: &[DatedUnit]) -> Result<()> {
        self.ask("delete from register_units where round = $1")
            .text(round)
            .run()
            .await?;
        let columns =
            "register_units (round, n, id, name, level, parent, code, first_day, end_day)";
        let mut n = 0;
        for units in many::parts(units) {
            let mut ask = many::insert::<DB>(self.connection, columns, 9, units.len(), "");
            for unit in units {
                n += 1;
                let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
                ask = ask
                    .text(round)
                    .number(n)
                    .text(&unit.id)
                    .text(&unit.name)
                    .text(&unit.level)
                    .maybe_text(unit.parent.as_deref())
                    .maybe_text(unit.code.as_deref())
                    .maybe_text(day(unit.from).as_deref())
                    .maybe_text(day(unit.until).as_deref());
            }
            ask.run().await?;
        }
        Ok(())
    }

    async fn put_register_duties(&mut self, round: &str, rules: &[DutyRule]) -> Result<()> {
        self.ask(
            "insert into register_duties (round, rules) values ($1, $2) \
             on conflict (round) do update set rules = excluded.rules",
        )
        .text(round)
        .text(&rows::to_json("duties", &rules)?)
        .run()
        .await?;
        Ok(())
    }

    async fn add_register_batch(&mut self, round: &str, batch: &Batch) -> Result<()> {
        self.ask(
            "insert into register_batches \
             (round, id, unit, file, noted_at, actor, added, changed, undone_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .text(round)
        .text(&batch.id)
        .maybe_text(batch.unit.as_deref())
        .text(&batch.file)
        .number(batch.noted_at)
        .text(&batch.actor)
        .number(rows::signed(batch.added)?)
        .number(rows::signed(batch.changed)?)
        .maybe_number(batch.undone_at)
        .run()
        .await?;
        Ok(())
    }

    async fn end_register_batch(&mut self, round: &str, id: &str, now: i64) -> Result<()> {
        self.ask("update register_batches set undone_at = $3 where round = $1 and id = $2")
            .text(round)
            .text(id)
            .number(now)
            .run()
            .await?;
        Ok(())
    }

    async fn add_register_upload(&mut self, upload: &Upload, oldest: i64) -> Result<()> {
        self.ask("delete from register_uploads where brought_at < $1")
            .number(oldest)
            .run()
            .await?;
        self.ask(
            "insert into register_uploads (id, round, account, file, bytes, brought_at) \
             values ($1, $2, $3, $4, $5, $6)",
        )
        .text(&upload.id)
        .text(&upload.round)
        .text(&upload.account)
        .text(&upload.file)
        .bytes(&upload.bytes)
        .number(upload.brought_at)
        .run()
        .await?;
        Ok(())
    }

    async fn end_register_upload(&mut self, id: &str) -> Result<()> {
        self.ask("delete from register_uploads where id = $1")
            .text(id)
            .run()
            .await?;
        Ok(())
    }

    async fn put_register_judged(
        &mut self,
        round: &str,
        judged: &Judged,
        actor: &str,
    ) -> Result<()> {
        self.ask(
            "insert into register_judged (round, lines, is_accepted, note, day, actor) \
             values ($1, $2, $3, $4, $5, $6) \
             on conflict (round, lines) do update \
               set is_accepted = excluded.is_accepted, note = excluded.note, day = excluded.day, \
                   actor = excluded.actor",
        )
        .text(round)
        .text(&rows::to_json("judged lines", &judged.lines)?)
        .number(i64::from(judged.is_accepted))
        .text(&judged.note)
        .text(&judged.day.to_string())
        .text(actor)
        .run()
        .await?;
        Ok(())
    }
}

fn event(row: &impl Columns) -> Result<Event> {
    let id = text(row, "id")?;
    let noted = DateTime::from_timestamp_millis(number(row, "noted_at")?);
    Ok(Event {
        effective: day("effective", &text(row, "effective")?)?,
        noted: noted
            .ok_or_else(|| corrupt("noted_at", "it is no time"))?
            .naive_utc(),
        by: text(row, "actor")?,
        batch: row.maybe_text("batch")?,
        decision: row.maybe_text("decision")?,
        change: rows::from_json(&format!("event {id}"), &text(row, "change")?)?,
        id,
    })
}

fn day(what: &str, text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|flaw| corrupt(what, flaw))
}
