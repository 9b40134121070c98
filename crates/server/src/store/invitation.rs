//! What is kept of invitations.

use async_trait::async_trait;
use sohoi_sync::{Slot, State};

use super::Result;
use crate::scope::{Reach, Scoped};

/// An invitation, without anything of its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The public part of its code.
    pub id: String,
    /// What it lets somebody fill in: one form for one line of the register of one round.
    pub slot: Slot,
    /// Who made it.
    pub made_by: String,
    /// When it was made (milliseconds UTC).
    pub made_at: i64,
    /// From when it is refused.
    pub ends_at: i64,
    /// When and by whom it was used.
    pub used: Option<Used>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// How many wrong secrets were given for it.
    pub failures: u64,
    /// Since when it is locked, after too many of them.
    pub locked_at: Option<i64>,
}

/// How an invitation was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// When (milliseconds UTC).
    pub at: i64,
    /// The account that it gave.
    pub account: String,
}

/// An invitation with the hash of its secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredInvitation {
    /// The invitation.
    pub invitation: Invitation,
    /// The PHC string.
    pub secret: String,
}

/// What an invitation is good for today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvitationStanding {
    /// Somebody can use it.
    Open,
    /// Somebody has.
    Used,
    /// Too many wrong secrets were given for it.
    Locked,
    /// Its last day is over.
    Ended,
    /// Somebody took it back.
    Revoked,
}

impl Invitation {
    /// How it stands at `now` (milliseconds UTC).
    pub fn standing(&self, now: i64) -> InvitationStanding {
        if self.revoked_at.is_some() {
            InvitationStanding::Revoked
        } else if self.used.is_some() {
            InvitationStanding::Used
        } else if now >= self.ends_at {
            InvitationStanding::Ended
        } else if self.locked_at.is_some() {
            InvitationStanding::Locked
        } else {
            InvitationStanding::Open
        }
    }
}

/// How far the form of a line of the register is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotState {
    /// The form of the line.
    pub slot: Slot,
    /// The state of a response to it.
    pub state: State,
}

/// What can be asked about invitations.
#[async_trait]
pub trait ReadInvitations: Send {
    /// The invitation with this id, whatever it stands like.
    async fn invitation(&mut self, id: &str) -> Result<Option<StoredInvitation>>;
    /// The invitations for lines of a round's register within reach, by line, the newest first.
    async fn invitations(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<Invitation>>>;
    /// The account that invitations for a slot gave, where one was used.
    async fn invited_account(&mut self, slot: &Slot) -> Result<Option<String>>;
    /// What an account was invited to; `None` for an account that was not.
    async fn invited_to(&mut self, account: &str) -> Result<Option<Slot>>;
    /// Every response within reach by its slot and state, without its answers.
    async fn slot_states(&mut self, reach: &Reach, round: &str) -> Result<Vec<Scoped<SlotState>>>;
}

/// What can be changed of invitations.
#[async_trait]
pub trait WriteInvitations: ReadInvitations {
    /// Adds an invitation; `false` where its id is taken.
    async fn add_invitation(&mut self, stored: &StoredInvitation) -> Result<bool>;
    /// Notes that it was used, in which account's name and by which session (its hash).
    async fn use_invitation(&mut self, id: &str, used: &Used, session: &[u8]) -> Result<()>;
    /// Takes it back from `now` on and ends the session that it gave; `false` where there is none of
    /// this id that is not revoked yet.
    async fn revoke_invitation(&mut self, id: &str, now: i64) -> Result<bool>;
    /// Counts a wrong secret for it; it is locked from the `most`-th on. An id that no invitation
    /// has is counted too, with the same work.
    async fn count_failure(&mut self, id: &str, most: u32, now: i64) -> Result<()>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_first_for_the_reader_is_said() {
        let open = Invitation {
            id: "ABCDE".into(),
            slot: Slot {
                round: "r".into(),
                form: "f".into(),
                subject: "s".into(),
            },
            made_by: "a".into(),
            made_at: 0,
            ends_at: 100,
            used: None,
            revoked_at: None,
            failures: 0,
            locked_at: None,
        };
        assert_eq!(open.standing(99), InvitationStanding::Open);
        assert_eq!(open.standing(100), InvitationStanding::Ended);
        let locked = Invitation {
            locked_at: Some(5),
            ..open.clone()
        };
        assert_eq!(locked.standing(99), InvitationStanding::Locked);
        assert_eq!(locked.standing(100), InvitationStanding::Ended);
        let used = Invitation {
            used: Some(Used {
                at: 1,
                account: "invited-abcde".into(),
            }),
            ..locked
        };
        assert_eq!(used.standing(100), InvitationStanding::Used);
        let revoked = Invitation {
            revoked_at: Some(7),
            ..used
        };
        assert_eq!(revoked.standing(8), InvitationStanding::Revoked);
    }
}
