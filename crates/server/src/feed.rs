//! What an account gets to see of the changes since it last looked.

use sohoi_sync::server::{Position, Viewer, entry_for};
use sohoi_sync::{DocumentRef, Entry, Response};

use crate::cursor::Cursor;
use crate::error::ApiResult;
use crate::scope::{Member, Reach, scope_version};
use crate::store::{Change, Changed, Read, Result, Server, StoredResponse};

/// The size of a page as JSON; one entry goes in any case. Packed, as browsers get it, it is below
/// 512 KiB: answers to the same questions are much alike.
pub const PAGE_BYTES: usize = 2 * 1024 * 1024;

/// A page of the feed.
pub struct Page {
    /// The entries, in server order.
    pub entries: Vec<Entry>,
    /// Where to go on.
    pub cursor: Cursor,
    /// Whether there are more right now.
    pub more: bool,
}

/// The place at which an account that has nothing begins.
///
/// # Errors
///
/// Where the store fails.
pub async fn start(view: &mut dyn Read, server: &Server, account: &Member) -> Result<Cursor> {
    let rounds = view.rounds().await?;
    // After a purge everybody pulls anew, and what does not come again goes.
    let purges = view.purges().await?;
    let purges: Vec<String> = purges
        .iter()
        .map(|purge| format!("{} {}", purge.round, purge.at))
        .collect();
    let trees = rounds.iter().map(|round| round.units_version.as_str());
    let trees: Vec<&str> = trees.chain(purges.iter().map(String::as_str)).collect();
    Ok(Cursor {
        epoch: server.epoch,
        scope: scope_version(account, &trees),
        position: Position::default(),
    })
}

/// The next page.
///
/// # Errors
///
/// Where the store fails.
pub async fn page(view: &mut dyn Read, account: &Member, from: Cursor) -> ApiResult<Page> {
    let reach = Reach::of(account);
    let viewer = Viewer {
        account: &account.name,
        role: account.role,
        scope: &account.scope,
        is_assigned: false,
    };
    let mut page = Page {
        entries: Vec::new(),
        cursor: from,
        more: false,
    };
    let from = page.cursor.position;
    let newest = view.server().await?.seq;
    let mut at = from.at;
    let mut bytes = 0;
    loop {
        let feed = view.feed(&reach, at).await?;
        for change in feed.changes {
            let entries = entries(&change, &viewer, from.since);
            let size = entries.iter().map(json_bytes).sum::<usize>();
            if bytes > 0 && bytes + size > PAGE_BYTES {
                page.more = true;
                page.cursor.position = from.after(at, true);
                return Ok(page);
            }
            bytes += size;
            page.entries.extend(entries);
            at = change.seq;
        }
        if !feed.more {
            page.cursor.position = from.after(newest, false);
            return Ok(page);
        }
    }
}

/// Whether an account that reaches a response sees its answers, too.
pub fn sees_answers(account: &Member, stored: &StoredResponse) -> bool {
    let viewer = Viewer {
        account: &account.name,
        role: account.role,
        scope: &account.scope,
        is_assigned: false,
    };
    viewer.sees_answers(&stored.response)
}

fn entries(change: &Change, viewer: &Viewer<'_>, since: u64) -> Vec<Entry> {
    match &change.what {
        Changed::Round(round) => vec![Entry::Round {
            round: DocumentRef {
                id: round.id.clone(),
                hash: round.document.clone(),
            },
            demonstration: round.demonstration,
        }],
        Changed::Subject(line) => vec![Entry::Subject(line.get().clone())],
        Changed::SubjectGone {
            round,
            id,
            responses,
        } => responses
            .iter()
            .map(|id| Entry::ResponseGone(id.clone()))
            .chain([Entry::SubjectGone {
                round: round.clone(),
                id: id.clone(),
            }])
            .collect(),
        Changed::Response(stored) => {
            let stored = stored.get();
            // What came into reach since is new to the device, however old it is.
            let since = if stored.entered_seq > since { 0 } else { since };
            entry(&stored.response, since, viewer, stored.progress)
        }
    }
}

fn entry(response: &Response, since: u64, viewer: &Viewer<'_>, progress: (u32, u32)) -> Vec<Entry> {
    entry_for(response, since, viewer, Some(progress))
        .into_iter()
        .collect()
}

fn json_bytes(entry: &Entry) -> usize {
    let mut counter = Counter(0);
    // Entries are maps with text keys: they always serialise, and counting never fails.
    let _ = serde_json::to_writer(&mut counter, entry);
    counter.0
}

/// Counts what is written to it.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
