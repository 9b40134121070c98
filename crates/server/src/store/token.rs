//! What is kept of a token of the feed.

/// A token of the feed for spreadsheets, without its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredToken {
    /// What people call it; given once, for ever.
    pub name: String,
    /// The id of the round that it reads.
    pub round: String,
    /// The id of the unit whose lines of the register it reaches, with those below.
    pub unit: String,
    /// Whether it reads single responses, too.
    pub reads_responses: bool,
    /// When it was made (milliseconds UTC).
    pub created_at: i64,
    /// From when it is refused; `None` where it has no end.
    pub expires_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
}

/// Whether a token opens anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenStanding {
    /// It does.
    Valid,
    /// Its last day is over.
    Expired,
    /// Somebody took it back.
    Revoked,
}

impl StoredToken {
    /// How the token stands at `now` (milliseconds UTC). Revoked is said before expired.
    pub fn standing(&self, now: i64) -> TokenStanding {
        if self.revoked_at.is_some() {
            TokenStanding::Revoked
        } else if self.expires_at.is_some_and(|end| now >= end) {
            TokenStanding::Expired
        } else {
            TokenStanding::Valid
        }
    }
}
