//! What a response looks like in the feed of one account.

use crate::model::{Response, State};
use crate::wire::{Entry, Role, Scope};

/// For whom an entry is made. That the response is in the account's scope is the caller's care.
#[derive(Clone, Copy, Debug)]
pub struct Viewer<'a> {
    /// The account.
    pub account: &'a str,
    /// What it may do.
    pub role: Role,
    /// What it may see.
    pub scope: &'a Scope,
    /// Whether the slot is assigned to it.
    pub is_assigned: bool,
}

impl Viewer<'_> {
    /// Whether the answers may be seen in the present state: those of a draft or a returned
    /// response only by its author, by the association it is about, and by assignees.
    pub fn sees_answers(&self, response: &Response) -> bool {
        self.sees_answers_of(response.state, &response.author, &response.slot.subject)
    }

    /// The same by what of a response decides it: its state, its author and what it is about.
    pub fn sees_answers_of(&self, state: State, author: &str, about: &str) -> bool {
        let is_open = matches!(state, State::Draft | State::Returned);
        let is_own = author == self.account;
        let is_about = self.role == Role::Association
            && matches!(self.scope, Scope::Subject(subject) if subject == about);
        !is_open || is_own || is_about || self.is_assigned
    }
}

/// Where a device stands in the feed: what its opaque cursor carries, beside the server epoch
/// and the version of the scope.
///
/// A page holds the entries above `at` in the order of their revisions, and each entry has the
/// changes since `since`. While there are more pages only `at` moves: a cell that changed before
/// the last page ended, in a response that comes on the next page, must not be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The revision up to which the device has everything.
    pub since: u64,
    /// The revision up to which pages have been sent.
    pub at: u64,
}

impl Position {
    /// Where the device stands after a page that ended at the revision `last`; on the last page
    /// that is the newest revision of the server.
    #[must_use]
    pub fn after(self, last: u64, has_more: bool) -> Self {
        let since = if has_more { self.since } else { last };
        Self { since, at: last }
    }
}

/// The feed entry of a response for a device that has everything up to `since`
/// ([`Position::since`]); none where nothing changed. `progress` is told in place of answers
/// that may not be seen.
///
/// The entry is whole when the response moved since (who sees its answers may have changed
/// with it), otherwise it holds the cells that changed.
pub fn entry_for(
    response: Response,
    since: u64,
    viewer: &Viewer<'_>,
    progress: Option<(u32, u32)>,
) -> Option<Entry> {
    if response.revision <= since {
        return None;
    }
    let mut shown = response;
    if !viewer.sees_answers(&shown) {
        shown.cells.clear();
        shown.corrections.clear();
        shown.held.clear();
        return Some(Entry::Response {
            response: Box::new(shown),
            whole: true,
            progress,
        });
    }
    let whole = since < shown.state_revision;
    if !whole {
        shown.cells.retain(|_, cell| cell.revision() > since);
    }
    Some(Entry::Response {
        response: Box::new(shown),
        whole,
        progress: None,
    })
}
