//! What an account gets to see of the changes since it last looked.

use sohoi_sync::server::{Position, Viewer, entry_for};
use sohoi_sync::{DocumentRef, Entry};

use crate::cursor::Cursor;
use crate::error::ApiResult;
use crate::scope::{Member, Reach, scope_version};
use crate::store::{Change, Changed, Read, Result, Server, StoredResponse};

/// The size of a page as JSON; one entry goes in any case. Packed, as browsers get it, it is below
/// 512 KiB: answers to the same questions are much alike.
pub const PAGE_BYTES: usize = 2 * 1024 * 1024;

/// How many responses are read at first, and at most at once: as many as may fit.
const FIRST: usize = 24;
const MOST: usize = 400;

/// A page of the feed.
pub struct Page {
    /// The entries in server order, as JSON with commas between them.
    pub entries: Vec<u8>,
    /// How many of them are responses that others started.
    pub of_others: usize,
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

/// The next page; `newest` is the server's clock in this view.
///
/// # Errors
///
/// Where the store fails.
pub async fn page(
    view: &mut dyn Read,
    account: &Member,
    from: Cursor,
    newest: u64,
) -> ApiResult<Page> {
    let reach = Reach::of(account);
    let viewer = Viewer {
        account: &account.name,
        role: account.role,
        scope: &account.scope,
        is_assigned: false,
    };
    let mut page = Page {
        entries: Vec::new(),
        of_others: 0,
        cursor: from,
        more: false,
    };
    let from = page.cursor.position;
    let mut at = from.at;
    let mut responses = 0;
    loop {
        let fit = match page.entries.len().checked_div(responses) {
            None | Some(0) => FIRST,
            Some(size) => PAGE_BYTES.saturating_sub(page.entries.len()) / size + 1,
        };
        let feed = view.feed(&reach, at, fit.min(MOST)).await?;
        for change in feed.changes {
            let before = (page.entries.len(), page.of_others);
            tell(&change, &viewer, from.since, &mut page)?;
            if before.0 > 0 && page.entries.len() > PAGE_BYTES {
                page.entries.truncate(before.0);
                page.of_others = before.1;
                page.more = true;
                page.cursor.position = from.after(at, true);
                return Ok(page);
            }
            responses += usize::from(matches!(change.what, Changed::Response(_)));
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

/// Adds what a change is to the viewer.
fn tell(change: &Change, viewer: &Viewer<'_>, since: u64, page: &mut Page) -> Result<()> {
    match &change.what {
        Changed::Round(round) => page.add(&Entry::Round {
            round: DocumentRef {
                id: round.id.clone(),
                hash: round.document.clone(),
            },
            demonstration: round.demonstration,
        }),
        Changed::Subject(line) => page.add(&Entry::Subject(line.get().clone())),
        Changed::SubjectGone {
            round,
            id,
            responses,
        } => {
            for id in responses {
                page.add(&Entry::ResponseGone(id.clone()));
            }
            page.add(&Entry::SubjectGone {
                round: round.clone(),
                id: id.clone(),
            });
        }
        Changed::Response(stored) => {
            let stored = stored.get();
            // What came into reach since is new to the device, however old it is.
            let is_new = since == 0 || stored.marks.entered_seq > since;
            let sees = viewer.sees_answers_of(stored.state, &stored.author, &stored.subject);
            let before = page.entries.len();
            if is_new && sees {
                // Whole and seen whole: as it is stored.
                page.between();
                page.entries
                    .extend_from_slice(b"{\"response\":{\"response\":");
                page.entries.extend_from_slice(stored.body.as_bytes());
                page.entries.extend_from_slice(b",\"whole\":true}}");
            } else {
                let since = if is_new { 0 } else { since };
                let progress = Some(stored.marks.progress);
                if let Some(entry) = entry_for(stored.read()?, since, viewer, progress) {
                    page.add(&entry);
                }
            }
            let is_told = page.entries.len() > before;
            page.of_others += usize::from(is_told && stored.author != viewer.account);
        }
    }
    Ok(())
}

impl Page {
    fn add(&mut self, entry: &Entry) {
        self.between();
        // Entries are maps with text keys: they always have their JSON, and memory takes it.
        let _ = serde_json::to_writer(&mut self.entries, entry);
    }

    fn between(&mut self) {
        if !self.entries.is_empty() {
            self.entries.push(b',');
        }
    }
}

#[cfg(test)]
mod tests {
    use sohoi_sync::{Response, Role, Scope};

    use super::*;
    use crate::scope::Scoped;
    use crate::store::{FedResponse, Marks};

    /// What is handed through is told as what is read and written again would be.
    #[test]
    fn a_stored_response_is_told_as_its_entry() {
        let body = r#"{"id":"r-1","slot":{"round":"r","form":"f","subject":"s-1"},"form_hash":"h",
            "author":"an","state":"draft","state_revision":3,"revision":7,"cells":{"members":{
            "counted":{"value":"41","revision":7,"author":"an",
            "op":{"device":"d","epoch":1,"n":2},"at":""}}}}"#;
        let response: Response = serde_json::from_str(body).unwrap();
        let body = serde_json::to_string(&response).unwrap();
        let stored = FedResponse {
            id: "r-1".into(),
            state: response.state,
            author: "an".into(),
            subject: "s-1".into(),
            marks: Marks {
                feed_seq: 7,
                entered_seq: 3,
                progress: (1, 2),
            },
            body,
        };
        let change = Change {
            seq: 7,
            what: Changed::Response(Box::new(Scoped::selected(stored))),
        };
        for (account, role) in [
            ("an", Role::Field),
            ("binh", Role::Field),
            ("binh", Role::Reviewer),
        ] {
            for since in [0, 1, 2, 3, 5, 7] {
                let scope = Scope::Unit("u".into());
                let viewer = Viewer {
                    account,
                    role,
                    scope: &scope,
                    is_assigned: false,
                };
                let mut page = Page {
                    entries: Vec::new(),
                    of_others: 0,
                    cursor: Cursor {
                        epoch: 1,
                        scope: String::new(),
                        position: Position::default(),
                    },
                    more: false,
                };
                tell(&change, &viewer, since, &mut page).unwrap();
                let since = if 3 > since { 0 } else { since };
                let expected = entry_for(response.clone(), since, &viewer, Some((1, 2)));
                let expected: Vec<Entry> = expected.into_iter().collect();
                let told = [b"[", &page.entries[..], b"]"].concat();
                assert_eq!(
                    serde_json::from_slice::<Vec<Entry>>(&told).unwrap(),
                    expected,
                    "{account} since {since}"
                );
                let of_others = expected.len() * usize::from(account != "an");
                assert_eq!(page.of_others, of_others);
            }
        }
    }
}
