//! Making invitations, for one line of the register or for all of a unit that need one.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_invitation::Code;
use sohoi_round::RoundPart;
use sohoi_sync::{Slot, State, SubjectLine, is_provisional};

use super::Invited;
use crate::auth::{PasswordError, Passwords};
use crate::random;
use crate::scope::Reach;
use crate::store::{
    Invitation, InvitationStanding, Read, Result as Stored, Store, StoreError, StoredInvitation,
    Write, transact,
};

/// How many are made at once: each secret is hashed slowly, and somebody waits.
pub const MOST: usize = 300;

/// What is to be made.
#[derive(Clone, Debug)]
pub struct Order {
    /// Who wants it.
    pub by: String,
    /// What they may see.
    pub reach: Reach,
    /// For whom.
    pub whom: Whom,
    /// From when the codes are refused (milliseconds UTC).
    pub ends_at: i64,
}

/// For whom invitations are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// One line of the register, whatever it has: it gets a new one, and an unused one of before is
    /// good no more.
    Subject(String),
    /// The lines of a unit and of those below it that are of the round's first kind, were not handed
    /// in, and have no invitation that somebody used or still can use.
    Unit(String),
}

/// What was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// By line of the register.
    pub invited: Vec<Invited>,
    /// How many lines of the unit need none.
    pub left_out: usize,
}

/// Why nothing was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The unit or the line is not there, or not within reach.
    #[error("{0} is not in the register, or not within reach")]
    Unknown(String),
    /// The line is of a kind that fills in nothing.
    #[error("{0} has no form to fill in")]
    NoForm(String),
    /// The last day is over.
    #[error("the last day is over")]
    Over,
    /// There are too many at once.
    #[error("{0} lines need one, and at most {MOST} are made at once: choose a unit below")]
    TooMany(usize),
    /// Hashing failed.
    #[error(transparent)]
    Hashing(#[from] PasswordError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes invitations and keeps hashes of them.
///
/// # Errors
///
/// See [`MakeError`]; then there is none.
pub async fn make(
    store: &dyn Store,
    passwords: &Passwords,
    round: &RoundPart,
    order: Order,
    now: i64,
) -> Result<Made, MakeError> {
    if order.ends_at <= now {
        return Err(MakeError::Over);
    }
    let mut view = store.read().await?;
    let (lines, left_out) = chosen(&mut *view, round, &order, now).await?;
    let codes = new_codes(&mut *view, lines.len()).await?;
    drop(view);
    let secrets = codes.iter().map(|code| code.secret().to_owned()).collect();
    let hashes = passwords.hash_all(secrets).await?;
    let mut invited = Vec::with_capacity(lines.len());
    let mut invitations = Vec::with_capacity(lines.len());
    for (((line, form), code), secret) in lines.into_iter().zip(codes).zip(hashes) {
        let invitation = Invitation {
            id: code.id().to_owned(),
            slot: Slot {
                round: round.id.clone(),
                form,
                subject: line.id.clone(),
            },
            made_by: order.by.clone(),
            made_at: now,
            ends_at: order.ends_at,
            used: None,
            revoked_at: None,
            failures: 0,
            locked_at: None,
        };
        invitations.push(StoredInvitation { invitation, secret });
        invited.push(Invited { line, code });
    }
    transact(store, move |transaction| {
        Box::pin(async move {
            for stored in &invitations {
                keep(transaction, &order.reach, stored, now).await?;
            }
            Ok::<_, MakeError>(())
        })
    })
    .await?;
    Ok(Made { invited, left_out })
}

/// The lines that get one, each with its form, and how many of the unit get none.
async fn chosen(
    view: &mut dyn Read,
    round: &RoundPart,
    order: &Order,
    now: i64,
) -> Result<(Vec<(SubjectLine, String)>, usize), MakeError> {
    let unit = match &order.whom {
        Whom::Subject(id) => {
            let line = view.subject(&order.reach, &round.id, id).await?;
            let line = line.ok_or_else(|| MakeError::Unknown(id.clone()))?;
            let line = line.into_inner();
            let mut kinds = round.subject_kinds.iter();
            let kind = kinds.find(|kind| kind.id == line.kind);
            let kind = kind.ok_or_else(|| MakeError::NoForm(id.clone()))?;
            return Ok((vec![(line, kind.form.clone())], 0));
        }
        Whom::Unit(unit) => unit,
    };
    if !view.reaches_unit(&order.reach, &round.id, unit).await? {
        return Err(MakeError::Unknown(unit.clone()));
    }
    let reach = Reach::Unit(unit.clone());
    let kind = round.subject_kinds.first();
    let kind = kind.ok_or_else(|| MakeError::NoForm(unit.clone()))?;
    let provided = provided(view, &reach, &round.id, now).await?;
    let lines = view.subjects(&reach, &round.id).await?;
    let lines = lines.into_iter().map(|line| line.into_inner());
    let lines = lines.filter(|line| line.kind == kind.id && !is_provisional(&line.id));
    let (need, others): (Vec<_>, Vec<_>) = lines.partition(|line| !provided.contains(&line.id));
    if need.len() > MOST {
        return Err(MakeError::TooMany(need.len()));
    }
    let need = need.into_iter().map(|line| (line, kind.form.clone()));
    Ok((need.collect(), others.len()))
}

/// The lines that need no invitation: they have one, or their form is handed in.
async fn provided(
    view: &mut dyn Read,
    reach: &Reach,
    round: &str,
    now: i64,
) -> Stored<BTreeSet<String>> {
    let invitations = view.invitations(reach, round).await?;
    let invitations = invitations.into_iter().map(|one| one.into_inner());
    let good = invitations.filter(|one| {
        let standing = one.standing(now);
        let is_usable = matches!(
            standing,
            InvitationStanding::Open | InvitationStanding::Used
        );
        is_usable && now < one.ends_at
    });
    let mut provided: BTreeSet<String> = good.map(|one| one.slot.subject).collect();
    let states = view.slot_states(reach, round).await?;
    let states = states.into_iter().map(|one| one.into_inner());
    let handed_in = states.filter(|one| !matches!(one.state, State::Draft | State::Returned));
    provided.extend(handed_in.map(|one| one.slot.subject));
    Ok(provided)
}

/// Codes whose public parts are free.
async fn new_codes(view: &mut dyn Read, count: usize) -> Stored<Vec<Code>> {
    let mut codes = BTreeMap::new();
    while codes.len() < count {
        let code = Code::of_random(random::bytes());
        if view.invitation(code.id()).await?.is_none() {
            codes.insert(code.id().to_owned(), code);
        }
    }
    Ok(codes.into_values().collect())
}

/// Keeps an invitation; those of before that nobody used are good no more.
async fn keep(
    transaction: &mut dyn Write,
    reach: &Reach,
    stored: &StoredInvitation,
    now: i64,
) -> Result<(), MakeError> {
    let Invitation {
        id, slot, made_by, ..
    } = &stored.invitation;
    let line = transaction
        .subject(reach, &slot.round, &slot.subject)
        .await?;
    if line.is_none() {
        return Err(MakeError::Unknown(slot.subject.clone()));
    }
    let about = Reach::Subject(slot.subject.clone());
    for earlier in transaction.invitations(&about, &slot.round).await? {
        let earlier = earlier.get();
        let is_unused = earlier.used.is_none() && earlier.revoked_at.is_none();
        if is_unused && earlier.slot.form == slot.form {
            transaction.revoke_invitation(&earlier.id, now).await?;
        }
    }
    if !transaction.add_invitation(stored).await? {
        return Err(MakeError::Unknown(format!("a free code ({id})")));
    }
    let detail = format!("{id} {}", slot.subject);
    transaction
        .audit(now, made_by, "make invitation", &detail)
        .await?;
    Ok(())
}
