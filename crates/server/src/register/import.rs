//! Tables that people bring: what they would change, and taking them in as one batch.

mod meanings;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sohoi_register::import::{
    CellFlaw, CellProblem, Column, Meaning, Outcome, Preview, Stamp, preview, propose,
};
use sohoi_register::{Change, NotNoted, Register};

use super::tables::{FileFlaw, ReadFile, read};
use super::{Keeper, NoteError};
use crate::random;
use crate::store::register::Batch;
use crate::store::{StoreError, Write};

pub use meanings::Meanings;
pub(crate) use meanings::day as meanings_day;

/// A table held against the register of a day.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The file.
    pub file: ReadFile,
    /// What its columns mean.
    pub columns: Vec<Column>,
    /// The day its changes would take effect.
    pub day: NaiveDate,
    /// What would come of it.
    pub preview: Preview,
}

/// How many rows come to what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Lines that would come in.
    pub added: u64,
    /// Lines that would change.
    pub changed: u64,
    /// Lines that are so already.
    pub same: u64,
    /// Rows with problems.
    pub refused: u64,
}

/// Who brings a table, and what it is to be.
#[derive(Clone, Debug)]
pub struct Wish<'w> {
    /// What the columns mean; nothing: as their headings say.
    pub columns: Option<Vec<Column>>,
    /// The day the changes take effect.
    pub day: NaiveDate,
    /// The units within which whoever brings it keeps the register; nothing: all.
    pub units: Option<&'w BTreeSet<String>>,
}

/// Holds a file against the register. Nothing is changed.
///
/// # Errors
///
/// Why the file is no table.
pub fn look(
    bytes: &[u8],
    keeper: &Keeper,
    meanings: &Meanings,
    wish: Wish<'_>,
) -> Result<Looked, FileFlaw> {
    let attributes = meanings.attributes();
    let file = read(bytes, &attributes)?;
    let header = file.table.rows.first().map(Vec::as_slice);
    let proposed = propose(header.unwrap_or_default(), &attributes);
    // Of a mapping for fewer columns the rest stays as the headings say; one for more says nothing more.
    let columns: Vec<Column> = match wish.columns {
        None => proposed,
        Some(mut columns) => {
            columns.truncate(proposed.len());
            let rest = proposed.into_iter().skip(columns.len());
            columns.extend(rest);
            columns
        }
    };
    let kinds: Vec<&str> = meanings.kinds().collect();
    let values = |kind: &str, attribute: &str, cell: &str| meanings.value(kind, attribute, cell);
    let meaning = Meaning {
        kinds: &kinds,
        values: &values,
    };
    let register = keeper.history().as_of(wish.day);
    let units = keeper.history().units();
    let mut found = preview(&file.table, &columns, meaning, &register, units, wish.day);
    for (row, column, error) in &file.failed {
        refuse(
            &mut found,
            *row,
            Some(*column),
            CellFlaw::Formula {
                error: error.clone(),
            },
        );
    }
    if let Some(units) = wish.units {
        keep_within(&mut found, &register, units, &columns);
    }
    for row in &mut found.rows {
        row.changes = std::mem::take(&mut row.changes)
            .into_iter()
            .flat_map(|change| meanings.completed(change, &register))
            .collect();
    }
    found
        .problems
        .sort_by_key(|problem| (problem.row, problem.column));
    Ok(Looked {
        file,
        columns,
        day: wish.day,
        preview: found,
    })
}

impl Looked {
    /// How many rows come to what.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for row in &self.preview.rows {
            match row.outcome {
                Outcome::Added => counts.added += 1,
                Outcome::Changed { .. } => counts.changed += 1,
                Outcome::Same => counts.same += 1,
                Outcome::Refused => counts.refused += 1,
            }
        }
        counts
    }

    /// Whether there is something to take in.
    pub fn changes_something(&self) -> bool {
        let counts = self.counts();
        counts.added + counts.changed > 0
    }
}

/// Takes in what a look found: the rows without problems, as one batch.
///
/// `file`, `by` and `unit` are the name of the file, the account and the unit whose register it keeps (nothing:
/// all). The look has to be of the same transaction: what it was held against must still be so.
///
/// # Errors
///
/// Where the register does not take it (something of a later day stands against it), or the store fails.
pub async fn accept(
    transaction: &mut dyn Write,
    keeper: &mut Keeper,
    looked: &Looked,
    round: &str,
    (file, by, unit): (&str, &str, Option<&str>),
    now: i64,
) -> Result<Batch, NoteError> {
    let counts = looked.counts();
    let batch = Batch {
        id: format!("import-{}", hex::encode(random::bytes::<5>())),
        unit: unit.map(str::to_owned),
        file: file.to_owned(),
        noted_at: now,
        actor: by.to_owned(),
        added: counts.added,
        changed: counts.changed,
        undone_at: None,
    };
    let stamp = Stamp {
        batch: batch.id.clone(),
        effective: looked.day,
        noted: keeper.moment(),
        by: by.to_owned(),
        decision: None,
    };
    let events = looked.preview.events(&stamp);
    keeper.note_events(transaction, events).await?;
    transaction.add_register_batch(round, &batch).await?;
    let detail = format!(
        "{}: {} added, {} changed",
        batch.id, batch.added, batch.changed
    );
    transaction
        .audit(now, by, "import register", &detail)
        .await?;
    Ok(batch)
}

/// Why an import was not taken in, in a store.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file is no table.
    #[error(transparent)]
    File(#[from] FileFlaw),
    /// The register does not take it.
    #[error(transparent)]
    Refused(#[from] NotNoted),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<NoteError> for ImportError {
    fn from(flaw: NoteError) -> Self {
        match flaw {
            NoteError::Refused(flaw) => Self::Refused(flaw),
            NoteError::Store(failure) => Self::Store(failure),
        }
    }
}

fn refuse(found: &mut Preview, row: usize, column: Option<usize>, flaw: CellFlaw) {
    let at = found.rows.binary_search_by_key(&row, |own| own.row);
    if let Ok(at) = at {
        found.rows[at].outcome = Outcome::Refused;
        found.rows[at].changes.clear();
    }
    found.problems.push(CellProblem { row, column, flaw });
}

/// Whoever keeps the register of some units changes no line of others, and moves none there.
fn keep_within(
    found: &mut Preview,
    register: &Register,
    units: &BTreeSet<String>,
    columns: &[Column],
) {
    let place = columns.iter().position(|column| *column == Column::Unit);
    let mut outside = BTreeMap::new();
    for row in &found.rows {
        let before = register.line(&row.line).map(|line| &line.subject.unit);
        let after = row.changes.iter().find_map(|change| match change {
            Change::Add { line } => Some(&line.unit),
            Change::Move { unit, .. } => Some(unit),
            _ => None,
        });
        let touched = [before.filter(|_| !row.changes.is_empty()), after];
        if let Some(unit) = touched
            .into_iter()
            .flatten()
            .find(|unit| !units.contains(*unit))
        {
            outside.insert(row.row, unit.clone());
        }
    }
    for (row, unit) in outside {
        refuse(found, row, place, CellFlaw::OutOfReach { unit });
    }
}
