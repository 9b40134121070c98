//! Taking an import back, as long as nothing was built on it.

use std::collections::BTreeSet;

use sohoi_register::{Change, Event, NotNoted, Refusal};
use sohoi_sync::Scope;

use super::{Keeper, NoteError};
use crate::scope::{Reach, Scoped};
use crate::store::{StoreError, Write};

/// What was built on an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InTheWay {
    /// Something was noted later that needs it.
    Event {
        /// What was noted.
        event: Box<Event>,
        /// Why it would not hold.
        refusal: Refusal,
    },
    /// Responses are about lines that it brought: the ids of the lines.
    Responses(Vec<String>),
    /// Accounts are of lines that it brought: the names of the accounts.
    Accounts(Vec<String>),
    /// Lines that it brought were invited, and that was not taken back: the ids of the lines.
    Invitations(Vec<String>),
}

/// Why an import is not undone.
#[derive(Debug, thiserror::Error)]
pub enum UndoError {
    /// There is no such import, or it is undone already.
    #[error("there is no import `{0}` to undo")]
    Unknown(String),
    /// Something was built on it.
    #[error("something was built on it")]
    InTheWay(InTheWay),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Undoes an import.
///
/// # Errors
///
/// What stands in the way; then nothing was changed.
pub async fn undo(
    transaction: &mut dyn Write,
    round: &str,
    batch: &str,
    by: &str,
    now: i64,
) -> Result<(), UndoError> {
    let batches = transaction.register_batches(round).await?;
    let is_open = |own: &&crate::store::register::Batch| own.id == batch && own.undone_at.is_none();
    if batches.iter().find(is_open).is_none() {
        return Err(UndoError::Unknown(batch.to_owned()));
    }
    let mut keeper = Keeper::open(transaction, round, now).await?;
    let brought: BTreeSet<&str> = keeper
        .history()
        .events()
        .iter()
        .filter(|event| event.batch.as_deref() == Some(batch))
        .filter_map(|event| match &event.change {
            Change::Add { line } => Some(line.id.as_str()),
            _ => None,
        })
        .collect();
    let subjects = transaction.subjects_of_responses(round).await?;
    let answered: Vec<String> = subjects
        .into_iter()
        .filter(|subject| brought.contains(subject.as_str()))
        .collect();
    if !answered.is_empty() {
        return Err(UndoError::InTheWay(InTheWay::Responses(answered)));
    }
    let accounts = transaction.accounts().await?;
    let of_lines: Vec<String> = accounts
        .into_iter()
        .filter(|account| match &account.scope {
            Scope::Subject(line) => brought.contains(line.as_str()),
            Scope::Unit(_) => false,
        })
        .map(|account| account.name)
        .collect();
    if !of_lines.is_empty() {
        return Err(UndoError::InTheWay(InTheWay::Accounts(of_lines)));
    }
    let invitations = transaction.invitations(&Reach::Everything, round).await?;
    let invited: BTreeSet<String> = invitations
        .into_iter()
        .map(Scoped::into_inner)
        .filter(|own| own.revoked_at.is_none())
        .map(|own| own.slot.subject)
        .filter(|subject| brought.contains(subject.as_str()))
        .collect();
    if !invited.is_empty() {
        let invited = invited.into_iter().collect();
        return Err(UndoError::InTheWay(InTheWay::Invitations(invited)));
    }
    let event = Event {
        id: format!("{batch}-undo"),
        effective: keeper.today(),
        noted: keeper.moment(),
        by: by.to_owned(),
        batch: None,
        decision: None,
        change: Change::Undo {
            batch: batch.to_owned(),
        },
    };
    let events = keeper.history().events().to_vec();
    match keeper.note_events(transaction, vec![event]).await {
        Ok(_) => {}
        Err(NoteError::Store(failure)) => return Err(failure.into()),
        Err(NoteError::Refused(NotNoted::Breaks { event, refusal })) => {
            let broken = events.into_iter().find(|own| own.id == event);
            return Err(match broken {
                Some(event) => UndoError::InTheWay(InTheWay::Event {
                    event: Box::new(event),
                    refusal,
                }),
                None => UndoError::Unknown(batch.to_owned()),
            });
        }
        Err(NoteError::Refused(_)) => return Err(UndoError::Unknown(batch.to_owned())),
    }
    transaction.end_register_batch(round, batch, now).await?;
    transaction.audit(now, by, "undo import", batch).await?;
    Ok(())
}
