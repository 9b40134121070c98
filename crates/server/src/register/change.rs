//! Single changes, as people at pages and at the command line make them.

use chrono::NaiveDate;
use sohoi_register::import::CellFlaw;
use sohoi_register::{Change, NotNoted};
use sohoi_sync::is_provisional;

use super::import::Meanings;
use super::{Draft, Keeper, Moved, NoteError};
use crate::scope::Reach;
use crate::store::{StoreError, StoredRound, Write};

/// Why a change was not made. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The register does not take it.
    #[error(transparent)]
    Refused(#[from] NotNoted),
    /// A line or unit is not of those whose register the account keeps.
    #[error("{0} is out of reach")]
    OutOfReach(String),
    /// A value of an attribute cannot be one.
    #[error("the value of {attribute} cannot be one")]
    Value {
        /// The attribute.
        attribute: String,
        /// Why.
        flaw: CellFlaw,
    },
    /// The round has no such kind of subjects.
    #[error("there is no kind {0}")]
    UnknownKind(String),
    /// What was added in the field is settled on the day it is said, with all that was filled in.
    #[error("this takes effect at once")]
    Later,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoteError> for ChangeError {
    fn from(flaw: NoteError) -> Self {
        match flaw {
            NoteError::Refused(flaw) => Self::Refused(flaw),
            NoteError::Store(failure) => Self::Store(failure),
        }
    }
}

/// Makes a change that takes effect on a day (nothing: today), by a decision of this number, within a reach.
///
/// # Errors
///
/// Why it was not made.
pub async fn make(
    transaction: &mut dyn Write,
    round: &StoredRound,
    reach: &Reach,
    by: &str,
    (on, decision): (Option<NaiveDate>, Option<String>),
    mut change: Change,
    now: i64,
) -> Result<Moved, ChangeError> {
    let mut keeper = Keeper::open(transaction, &round.id, now).await?;
    let meanings = Meanings::of(transaction, &round.document).await?;
    let effective = on.unwrap_or(keeper.today());
    let settles = match &change {
        Change::Confirm { .. } | Change::Refuse { .. } => true,
        Change::Merge { lines, .. } => lines.iter().any(|line| is_provisional(line)),
        _ => false,
    };
    if settles && effective != keeper.today() {
        return Err(ChangeError::Later);
    }
    if let Change::Add { line } = &mut change {
        if line.kind.is_empty() {
            line.kind = meanings.kinds().next().unwrap_or_default().to_owned();
        }
        if !meanings.kinds().any(|kind| kind == line.kind) {
            return Err(ChangeError::UnknownKind(line.kind.clone()));
        }
        for (name, value) in &mut line.attributes {
            *value =
                meanings
                    .value(&line.kind, name, value)
                    .map_err(|flaw| ChangeError::Value {
                        attribute: name.clone(),
                        flaw,
                    })?;
        }
    }
    check_reach(transaction, &keeper, &round.id, reach, &change).await?;
    let register = keeper.history().as_of(effective);
    let drafts = meanings
        .completed(change.clone(), &register)
        .into_iter()
        .map(|change| Draft {
            effective,
            decision: decision.clone(),
            change,
        })
        .collect();
    let moved = keeper.note(transaction, by, None, drafts).await?;
    let (action, detail) = in_audit(&change);
    let detail = format!("{detail} on {effective}");
    transaction.audit(now, by, action, &detail).await?;
    Ok(moved)
}

/// Everything that a change touches has to be within reach, before it and after it.
async fn check_reach(
    transaction: &mut dyn Write,
    keeper: &Keeper,
    round: &str,
    reach: &Reach,
    change: &Change,
) -> Result<(), ChangeError> {
    let register = keeper.history().as_of(NaiveDate::MAX);
    let mut lines: Vec<&String> = Vec::new();
    let mut units: Vec<&String> = Vec::new();
    match change {
        Change::Add { line } => units.push(&line.unit),
        Change::Move { line, unit } => {
            lines.push(line);
            units.push(unit);
        }
        Change::Merge { lines: own, into } => {
            lines.extend(own);
            lines.push(into);
        }
        Change::Rename { line, .. }
        | Change::Amend { line, .. }
        | Change::Dissolve { line }
        | Change::Confirm { line, .. }
        | Change::Refuse { line, .. } => lines.push(line),
        Change::AddProvisional { .. } | Change::Stand { .. } | Change::Undo { .. } => {}
    }
    let of_lines = lines.into_iter().filter_map(|line| register.line(line));
    let of_lines = of_lines.map(|line| line.subject.unit.clone());
    let units: Vec<String> = units.into_iter().cloned().chain(of_lines).collect();
    for unit in units {
        if *reach != Reach::Everything && !transaction.reaches_unit(reach, round, &unit).await? {
            return Err(ChangeError::OutOfReach(unit));
        }
    }
    Ok(())
}

fn in_audit(change: &Change) -> (&'static str, String) {
    match change {
        Change::Add { line } => ("add to register", line.id.clone()),
        Change::Rename { line, .. } => ("rename in register", line.clone()),
        Change::Move { line, unit } => ("move in register", format!("{line} to {unit}")),
        Change::Amend { line, .. } => ("amend in register", line.clone()),
        Change::Merge { lines, into } => (
            "merge in register",
            format!("{} into {into}", lines.join(", ")),
        ),
        Change::Dissolve { line } => ("dissolve in register", line.clone()),
        Change::Confirm { line, code } => ("confirm in register", format!("{line} as {code}")),
        Change::Refuse { line, .. } => ("refuse in register", line.clone()),
        Change::AddProvisional { line } | Change::Stand { line } => {
            ("note in register", line.id.clone())
        }
        Change::Undo { batch } => ("undo import", batch.clone()),
    }
}
