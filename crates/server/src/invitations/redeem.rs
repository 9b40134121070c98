//! Letting somebody in by a code.

use sohoi_invitation::Code;
use sohoi_sync::{Account, Role, Scope, SubjectLine};

use super::MOST_FAILURES;
use crate::app::App;
use crate::auth::{Passwords, Token};
use crate::error::{ApiError, ApiResult};
use crate::scope::Reach;
use crate::store::{
    Invitation, InvitationStanding, StoredAccount, StoredInvitation, Used, Write, transact,
};

/// Somebody who was let in.
pub enum Admitted {
    /// With a new session, until then (milliseconds UTC).
    Now {
        /// The account.
        account: Account,
        /// Its session.
        token: Token,
        /// When the session ends.
        ends_at: i64,
    },
    /// The same browser asks again: it is in already.
    Already(Account),
}

/// Why a right code opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotOpen {
    /// It was used, by another browser.
    Used,
    /// Its last day is over.
    Ended,
    /// Somebody took it back.
    Revoked,
    /// Too many wrong secrets were given for it.
    Locked,
}

impl NotOpen {
    /// The stable code of the API.
    pub fn code(self) -> &'static str {
        match self {
            Self::Used => "invitation_used",
            Self::Ended => "invitation_ended",
            Self::Revoked => "invitation_revoked",
            Self::Locked => "invitation_locked",
        }
    }

    /// The same for a log.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Used => "this invitation was used by another browser: ask for a new one",
            Self::Ended => "the last day of this invitation is over: ask for a new one",
            Self::Revoked => "this invitation was taken back: ask who sent it",
            Self::Locked => {
                "this invitation is locked after too many wrong codes: ask for a new one"
            }
        }
    }
}

/// Lets somebody in. `token` is what their browser shows of a session that it has.
///
/// What a wrong code is answered with, and how long that takes, does not depend on whether an
/// invitation has its public part. Only who knows the secret learns how an invitation stands.
///
/// # Errors
///
/// [`ApiError::Unauthenticated`] for a wrong code, [`ApiError::Invitation`] for a right one that is
/// good no more.
pub async fn redeem(app: &App, code: &Code, token: Option<&Token>) -> ApiResult<Admitted> {
    let now = app.now();
    let mut view = app.store.read().await?;
    let stored = view.invitation(code.id()).await?;
    let session = match token {
        Some(token) => view.session(&token.hash(), now).await?.map(|it| it.account),
        None => None,
    };
    drop(view);
    let secret = stored.map(|stored| stored.secret);
    let is_right = app
        .passwords
        .matches(code.secret().to_owned(), secret)
        .await;
    let id = code.id().to_owned();
    transact(&*app.store, move |transaction| {
        Box::pin(async move {
            if !is_right {
                count_failure(transaction, &id, now).await?;
                return Ok(None);
            }
            let stored = transaction.invitation(&id).await?;
            let StoredInvitation { invitation, .. } = stored.ok_or_else(unknown)?;
            admit(transaction, invitation, session, now).await.map(Some)
        })
    })
    .await?
    .ok_or_else(unknown)
}

/// A wrong code; the same for one that nobody has.
fn unknown() -> ApiError {
    ApiError::Unauthenticated("no invitation has this code")
}

async fn count_failure(transaction: &mut dyn Write, id: &str, now: i64) -> ApiResult<()> {
    transaction.count_failure(id, MOST_FAILURES, now).await?;
    let failed = transaction.invitation(id).await?;
    let is_locked_now = failed.is_some_and(|it| it.invitation.locked_at == Some(now));
    if is_locked_now {
        transaction
            .audit(now, "invitation", "lock invitation", id)
            .await?;
    }
    Ok(())
}

async fn admit(
    transaction: &mut dyn Write,
    invitation: Invitation,
    session: Option<Account>,
    now: i64,
) -> ApiResult<Admitted> {
    match invitation.standing(now) {
        InvitationStanding::Open => {}
        InvitationStanding::Used => {
            let used = invitation.used.map(|used| used.account);
            let same = session.filter(|account| Some(&account.name) == used.as_ref());
            return same
                .map(Admitted::Already)
                .ok_or(ApiError::Invitation(NotOpen::Used));
        }
        InvitationStanding::Ended => return Err(ApiError::Invitation(NotOpen::Ended)),
        InvitationStanding::Revoked => return Err(ApiError::Invitation(NotOpen::Revoked)),
        InvitationStanding::Locked => return Err(ApiError::Invitation(NotOpen::Locked)),
    }
    let slot = &invitation.slot;
    let line = transaction
        .subject(&Reach::Everything, &slot.round, &slot.subject)
        .await?;
    // A line that left the register has nothing to fill in.
    let line = line.ok_or(ApiError::Invitation(NotOpen::Revoked))?;
    let account = account(transaction, &invitation, line.get(), now).await?;
    let (token, ends_at) = (Token::random(), invitation.ends_at);
    transaction
        .add_session(&token.hash(), &account.name, now, ends_at)
        .await?;
    let used = Used {
        at: now,
        account: account.name.clone(),
    };
    transaction
        .use_invitation(&invitation.id, &used, &token.hash())
        .await?;
    transaction
        .audit(now, &account.name, "use invitation", &invitation.id)
        .await?;
    Ok(Admitted::Now {
        account,
        token,
        ends_at,
    })
}

/// The account of those who are invited to this: the one that an earlier invitation gave, so that work
/// that waits on a device under its name still finds its way, or a new one without a password.
async fn account(
    transaction: &mut dyn Write,
    invitation: &Invitation,
    line: &SubjectLine,
    now: i64,
) -> ApiResult<Account> {
    if let Some(name) = transaction.invited_account(&invitation.slot).await?
        && let Some(known) = transaction.account(&name).await?
    {
        return Ok(known.account);
    }
    let account = Account {
        name: format!("invited-{}", invitation.id.to_ascii_lowercase()),
        display: line.name.clone(),
        role: Role::Association,
        scope: Scope::Subject(line.id.clone()),
    };
    let stored = StoredAccount::new(account.clone(), Passwords::NONE.to_owned());
    if !transaction.add_account(&stored, now).await? {
        let taken = format!("there is an account {} already", account.name);
        return Err(ApiError::Internal(taken));
    }
    Ok(account)
}
