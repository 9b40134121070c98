//! The feed: rounds, lines of the register, and responses in one order.

use sohoi_sync::{Change as OpChange, Op};

use super::dialect::Columns as _;
use super::read::scoped_subject;
use super::rows;
use super::scope::{responses_with_subject, within_reach};
use super::view::Connected;
use crate::scope::{Reach, Scoped};
use crate::store::{Change, Changed, Feed, Result, StoreError, StoredRound};

/// How many light changes are read at once; responses are heavy, and how many of them is asked for.
const LIGHT: usize = 500;

/// The newest change of each part, by which one sees which parts have nothing new.
struct Newest {
    rounds: i64,
    subjects: i64,
    gone: i64,
    responses: i64,
}

/// The next changes within reach after a place.
pub(super) async fn after(
    view: &mut impl Connected,
    reach: &Reach,
    after: u64,
    heavy: usize,
) -> Result<Feed> {
    let after = rows::signed(after)?;
    let newest = newest(view).await?;
    let mut parts = Vec::new();
    if newest.rounds > after {
        parts.push(rounds_after(view, after).await?);
    }
    if newest.subjects > after {
        parts.push(subjects_after(view, reach, after).await?);
    }
    if newest.gone > after {
        parts.push(gone_after(view, reach, after).await?);
    }
    if newest.responses > after {
        parts.push(responses_after(view, reach, after, heavy).await?);
    }
    let mut feed = Feed::default();
    // Where a part was cut short, nothing after its last change may be told yet.
    let mut horizon = u64::MAX;
    for part in parts {
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

/// One question instead of four, most of the time.
async fn newest(view: &mut impl Connected) -> Result<Newest> {
    let row = view.ask(
        "select (select max(seq) from rounds) as rounds, \
           (select max(since_seq) from register) as subjects, \
           (select max(until_seq) from register where until_seq is not null) as gone, \
           (select max(feed_seq) from responses) as responses",
    );
    let row = row.only().await?;
    let seq = |part| Ok::<_, StoreError>(row.maybe_number(part)?.unwrap_or(0));
    Ok(Newest {
        rounds: seq("rounds")?,
        subjects: seq("subjects")?,
        gone: seq("gone")?,
        responses: seq("responses")?,
    })
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
                *responses = left_with(view, round, id, change.seq).await?;
            }
        }
    }
    Ok(feed)
}

/// The responses that were about a line when it ended. What was started since, or was about another
/// line that a provisional one turned out to be, was never told to who saw this line.
async fn left_with(
    view: &mut impl Connected,
    round: &str,
    line: &str,
    ended: u64,
) -> Result<Vec<String>> {
    let about = view
        .ask(
            "select r.id, r.subject, o.revision, o.op from responses r left join ops o \
               on o.response = r.id and o.revision = ( \
                 select min(b.revision) from ops b where b.response = r.id and b.revision > 0) \
             where r.round = $1 and (r.subject = $2 or r.subject in \
               (select line from settled where round = $1 and provisional = $2)) \
             order by r.id",
        )
        .text(round)
        .text(line);
    let known = about.all(|row| {
        let id = rows::text(row, "id")?;
        // One without ops was not brought by a device; nothing tells when it began.
        let (Some(begun), Some(op)) = (row.maybe_number("revision")?, row.maybe_text("op")?) else {
            return Ok(Some(id));
        };
        let op: Op = rows::from_json(&format!("the first op of response {id}"), &op)?;
        let was_about = match op.change {
            OpChange::Start { slot, .. } => slot.subject == line,
            _ => false,
        };
        let is_about = rows::text(row, "subject")? == line;
        let was_there = u64::try_from(begun).is_ok_and(|begun| begun <= ended);
        Ok(Some(id).filter(|_| was_there && (is_about || was_about)))
    });
    Ok(known.await?.into_iter().flatten().collect())
}

async fn responses_after(
    view: &mut impl Connected,
    reach: &Reach,
    after: i64,
    heavy: usize,
) -> Result<Feed> {
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
        .number(i64::try_from(heavy).map_err(|flaw| rows::corrupt("heavy", flaw))? + 1);
    let changes = rows.all(|row| {
        let response = rows::fed_response(row)?;
        Ok(Change {
            seq: response.marks.feed_seq,
            what: Changed::Response(Box::new(Scoped::selected(response))),
        })
    });
    Ok(part(changes.await?, heavy))
}
