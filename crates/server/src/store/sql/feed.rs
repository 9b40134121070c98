//! The feed: rounds, lines of the register, and responses in one order.

use super::read::{Connected, scoped_response, scoped_subject};
use super::rows;
use super::scope::{responses_with_subject, within_reach};
use crate::scope::Reach;
use crate::store::{Change, Changed, Feed, Result, StoredRound};

/// How many light changes are read at once, and how many responses, which are heavy.
const LIGHT: usize = 500;
const HEAVY: usize = 24;

/// The next changes within reach after a place.
pub(super) async fn after(view: &mut impl Connected, reach: &Reach, after: u64) -> Result<Feed> {
    let after = rows::signed(after)?;
    let mut feed = Feed::default();
    // Where a part was cut short, nothing after its last change may be told yet.
    let mut horizon = u64::MAX;
    for part in [
        rounds_after(view, after).await?,
        subjects_after(view, reach, after).await?,
        gone_after(view, reach, after).await?,
        responses_after(view, reach, after).await?,
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

/// A part of the feed out of one change more than wanted, by which one sees that there are more.
fn part(mut changes: Vec<Change>, wanted: usize) -> Feed {
    let more = changes.len() > wanted;
    changes.truncate(wanted);
    Feed { changes, more }
}

async fn rounds_after(view: &mut impl Connected, after: i64) -> Result<Feed> {
    let rows = view
        .ask("select * from rounds where seq > $1 order by seq limit $2")
        .number(after)
        .number(LIGHT as i64 + 1);
    let change = |round: StoredRound| Change {
        seq: round.seq,
        what: Changed::Round(round),
    };
    let changes = rows.all(|row| rows::round(row).map(change)).await?;
    Ok(part(changes, LIGHT))
}

async fn subjects_after(view: &mut impl Connected, reach: &Reach, after: i64) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let rows = view
        .ask(concat!(
            "select s.* from register s where s.since_seq > $3 and s.until_seq is null and ",
            within_reach!(),
            " order by s.since_seq limit $4"
        ))
        .text(kind)
        .text(key)
        .number(after)
        .number(LIGHT as i64 + 1);
    let changes = rows.all(|row| {
        Ok(Change {
            seq: rows::unsigned(row, "since_seq")?,
            what: Changed::Subject(scoped_subject(row)?),
        })
    });
    Ok(part(changes.await?, LIGHT))
}

/// Lines that were within reach when the reader last looked, and are not any more.
async fn gone_after(view: &mut impl Connected, reach: &Reach, after: i64) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let lines = view
        .ask(concat!(
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
        .text(kind)
        .text(key)
        .number(after)
        .number(LIGHT as i64 + 1);
    let changes = lines.all(|line| {
        Ok(Change {
            seq: rows::unsigned(line, "until_seq")?,
            what: Changed::SubjectGone {
                round: rows::text(line, "round")?,
                id: rows::text(line, "id")?,
                responses: Vec::new(),
            },
        })
    });
    let mut feed = part(changes.await?, LIGHT);
    // Whoever reaches everything goes on seeing the responses of a line that is gone.
    if *reach != Reach::Everything {
        for change in &mut feed.changes {
            if let Changed::SubjectGone {
                round,
                id,
                responses,
            } = &mut change.what
            {
                *responses = view
                    .ask(
                        "select id from responses where round = $1 and (subject = $2 or subject in \
                           (select line from settled where round = $1 and provisional = $2)) \
                         order by id",
                    )
                    .text(round)
                    .text(id)
                    .all(|row| rows::text(row, "id"))
                    .await?;
            }
        }
    }
    Ok(feed)
}

async fn responses_after(view: &mut impl Connected, reach: &Reach, after: i64) -> Result<Feed> {
    let (kind, key) = reach.parts();
    let rows = view
        .ask(concat!(
            responses_with_subject!(),
            "r.feed_seq > $3 and ",
            within_reach!(),
            " order by r.feed_seq limit $4"
        ))
        .text(kind)
        .text(key)
        .number(after)
        .number(HEAVY as i64 + 1);
    let changes = rows.all(|row| {
        let response = scoped_response(row)?;
        Ok(Change {
            seq: response.get().feed_seq,
            what: Changed::Response(Box::new(response)),
        })
    });
    Ok(part(changes.await?, HEAVY))
}
