//! The feed out of SQLite: rounds, lines of the register, and responses in one order.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};

use super::read::{scoped_response, scoped_subject};
use super::rows;
use super::scope::{responses_with_subject, within_reach};
use crate::scope::Reach;
use crate::store::{Change, Changed, Feed, Result};

/// How many light changes are read at once, and how many responses, which are heavy.
const LIGHT: usize = 500;
const HEAVY: usize = 24;

/// The next changes within reach after a place.
pub(super) async fn after(
    connection: &mut SqliteConnection,
    reach: &Reach,
    after: u64,
) -> Result<Feed> {
    let after = rows::signed(after)?;
    let mut feed = Feed::default();
    // Where a part was cut short, nothing after its last change may be told yet.
    let mut horizon = u64::MAX;
    for part in [
        rounds_after(connection, after).await?,
        subjects_after(connection, reach, after).await?,
        gone_after(connection, reach, after).await?,
        responses_after(connection, reach, after).await?,
    ] {
        if part.more {
            feed.more = true;
            horizon = part
                .changes
                .last()
                .map_or(horizon, |last| last.seq.min(horizon));
        }
        feed.changes.extend(part.changes);
    }
    feed.changes.retain(|change| change.seq <= horizon);
    feed.changes.sort_by_key(|change| change.seq);
    Ok(feed)
}

/// A part of the feed out of one row more than wanted, by which one sees that there are more.
fn part(
    rows: &[SqliteRow],
    wanted: usize,
    change: impl FnMut(&SqliteRow) -> Result<Change>,
) -> Result<Feed> {
    Ok(Feed {
        changes: rows
            .iter()
            .take(wanted)
            .map(change)
            .collect::<Result<_>>()?,
        more: rows.len() > wanted,
    })
}

async fn rounds_after(connection: &mut SqliteConnection, after: i64) -> Result<Feed> {
    let rows = sqlx::query("select * from rounds where seq > $1 order by seq limit $2")
        .bind(after)
        .bind(LIGHT as i64 + 1)
        .fetch_all(connection)
        .await?;
    part(&rows, LIGHT, |row| {
        let round = rows::round(row)?;
        Ok(Change {
            seq: round.seq,
            what: Changed::Round(round),
        })
    })
}

async fn subjects_after(
    connection: &mut SqliteConnection,
    reach: &Reach,
    after: i64,
) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let rows = sqlx::query(concat!(
        "select s.* from register s where s.since_seq > $3 and s.until_seq is null and ",
        within_reach!(),
        " order by s.since_seq limit $4"
    ))
    .bind(kind)
    .bind(key)
    .bind(after)
    .bind(LIGHT as i64 + 1)
    .fetch_all(connection)
    .await?;
    part(&rows, LIGHT, |row| {
        Ok(Change {
            seq: rows::unsigned(row, "since_seq")?,
            what: Changed::Subject(scoped_subject(row)?),
        })
    })
}

/// Lines that were within reach when the reader last looked, and are not any more.
async fn gone_after(connection: &mut SqliteConnection, reach: &Reach, after: i64) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let lines = sqlx::query(concat!(
        "select s.round, s.id, s.until_seq from register s \
         where s.until_seq > $3 and s.since_seq <= $3 and ",
        within_reach!(),
        " and not exists ( \
             select 1 from (select n.* from register n \
                            where n.round = s.round and n.id = s.id and n.until_seq is null) s \
             where ",
        within_reach!(),
        ") order by s.until_seq limit $4"
    ))
    .bind(kind)
    .bind(key)
    .bind(after)
    .bind(LIGHT as i64 + 1)
    .fetch_all(&mut *connection)
    .await?;
    let mut feed = part(&lines, LIGHT, |line| {
        Ok(Change {
            seq: rows::unsigned(line, "until_seq")?,
            what: Changed::SubjectGone {
                round: line.try_get("round")?,
                id: line.try_get("id")?,
                responses: Vec::new(),
            },
        })
    })?;
    // Whoever reaches everything goes on seeing the responses of a line that is gone.
    if *reach != Reach::Everything {
        for change in &mut feed.changes {
            if let Changed::SubjectGone {
                round,
                id,
                responses,
            } = &mut change.what
            {
                *responses = sqlx::query_scalar(
                    "select id from responses where round = $1 and (subject = $2 or subject in \
                       (select line from settled where round = $1 and provisional = $2)) \
                     order by id",
                )
                .bind(&*round)
                .bind(&*id)
                .fetch_all(&mut *connection)
                .await?;
            }
        }
    }
    Ok(feed)
}

async fn responses_after(
    connection: &mut SqliteConnection,
    reach: &Reach,
    after: i64,
) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let rows = sqlx::query(concat!(
        responses_with_subject!(),
        "r.feed_seq > $3 and ",
        within_reach!(),
        " order by r.feed_seq limit $4"
    ))
    .bind(kind)
    .bind(key)
    .bind(after)
    .bind(HEAVY as i64 + 1)
    .fetch_all(connection)
    .await?;
    part(&rows, HEAVY, |row| {
        let response = scoped_response(row)?;
        Ok(Change {
            seq: response.get().feed_seq,
            what: Changed::Response(Box::new(response)),
        })
    })
}
