//! What a preview consists of.

use chrono::{NaiveDate, NaiveDateTime};
use serde::Serialize;

use crate::event::{Change, Event};
use crate::refusal::Refusal;

/// What a table would change, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Preview {
    /// The rows below the header that are not blank.
    pub rows: Vec<PreviewRow>,
    /// What is wrong, in the order of rows and columns.
    pub problems: Vec<CellProblem>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PreviewRow {
    /// The row as a spreadsheet counts it; the header is row 1.
    pub row: usize,
    /// The line that it is about; blank where the row does not say.
    pub line: String,
    /// What would come of it.
    pub outcome: Outcome,
    /// The changes that it makes.
    pub changes: Vec<Change>,
}

/// What would come of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Outcome {
    /// A line comes in.
    Added,
    /// A line changes in these.
    Changed {
        /// What changes, with the values before and after.
        fields: Vec<(Field, String, String)>,
    },
    /// The line is so already.
    Same,
    /// The row has problems and changes nothing.
    Refused,
}

/// What a row may change of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", content = "name", rename_all = "snake_case")]
pub enum Field {
    /// The name.
    Name,
    /// The unit.
    Unit,
    /// An attribute.
    Attribute(String),
}

/// A flaw with its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CellProblem {
    /// The row as a spreadsheet counts it.
    pub row: usize,
    /// The column, from 0; nothing where the table has no column that could say it.
    pub column: Option<usize>,
    /// What is wrong.
    pub flaw: CellFlaw,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CellFlaw {
    /// It is blank, and the line cannot be without.
    Blank,
    /// No unit of the day is called so.
    UnknownUnit,
    /// Several units of the day are called so, and nothing tells which is meant.
    AmbiguousUnit {
        /// Their ids.
        units: Vec<String>,
    },
    /// There is no such kind of subject.
    UnknownKind,
    /// A line does not become one of another kind.
    OtherKind {
        /// The kind that it is of.
        kind: String,
    },
    /// A row above is about the same line.
    Twice {
        /// That row.
        row: usize,
    },
    /// It is none of the choices of the question that the attribute answers.
    NotOffered,
    /// It is not of the type of the question that the attribute answers.
    WrongType {
        /// The type, as forms name it: `date`, `integer`.
        wanted: String,
    },
    /// It has more letters than a cell of a register may have.
    TooLong {
        /// How many it may have, in bytes.
        most: usize,
    },
    /// Its formula failed.
    Formula {
        /// With what, e.g. `#N/A`.
        error: String,
    },
    /// The line is, or would be, of a unit whose register somebody else keeps.
    OutOfReach {
        /// The unit.
        unit: String,
    },
    /// The register refuses the change.
    Refused {
        /// Why.
        refusal: Refusal,
    },
}

/// What is said of all events of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// The id of the batch; the ids of its events begin with it.
    pub batch: String,
    /// The day the changes take effect.
    pub effective: NaiveDate,
    /// When they are noted, UTC.
    pub noted: NaiveDateTime,
    /// The account.
    pub by: String,
    /// The number of the decision that they follow.
    pub decision: Option<String>,
}

impl Preview {
    /// The events of the rows without problems.
    pub fn events(&self, stamp: &Stamp) -> Vec<Event> {
        let changes = self.rows.iter().flat_map(|row| &row.changes);
        let event = |(number, change): (usize, &Change)| Event {
            id: format!("{}-{}", stamp.batch, number + 1),
            effective: stamp.effective,
            noted: stamp.noted,
            by: stamp.by.clone(),
            batch: Some(stamp.batch.clone()),
            decision: stamp.decision.clone(),
            change: change.clone(),
        };
        changes.enumerate().map(event).collect()
    }
}
