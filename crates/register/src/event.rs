//! What happens to the register, and when.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};
use sohoi_round::Subject;

/// A change with its two dates: since when it holds, and when it was noted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The stable id, unique in a history.
    pub id: String,
    /// The day it takes effect: of the decision, not of the typing.
    pub effective: NaiveDate,
    /// When it was noted, UTC.
    pub noted: NaiveDateTime,
    /// The account that noted it.
    pub by: String,
    /// The import that it came with; all of a batch can be undone at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub batch: Option<String>,
    /// The number of the decision that it follows, e.g. `123/QĐ-UBND`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<String>,
    /// What changes.
    pub change: Change,
}

/// A change of the register. Lines are named by their ids.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Change {
    /// A line comes in: an association that the authorities know.
    Add {
        /// The line.
        line: Subject,
    },
    /// Somebody in the field adds an association that the register lacks.
    AddProvisional {
        /// The line; its id is made by a device.
        line: Subject,
    },
    /// A line stands as said, whatever became of it before: what was kept before there were events, and what
    /// the file of a round has again.
    Stand {
        /// The line.
        line: Subject,
    },
    /// It is called otherwise from now on.
    Rename {
        /// The line.
        line: String,
        /// The new name.
        name: String,
    },
    /// It belongs to another unit from now on.
    Move {
        /// The line.
        line: String,
        /// The id of the new unit.
        unit: String,
    },
    /// Some of its attributes are otherwise; a blank value takes the attribute away.
    Amend {
        /// The line.
        line: String,
        /// The attributes by name.
        attributes: BTreeMap<String, String>,
    },
    /// Some end and go on as another: a merger, or a provisional line that is an old acquaintance.
    Merge {
        /// The lines that end, one at least.
        lines: Vec<String>,
        /// The line that they go on as.
        into: String,
    },
    /// It ends.
    Dissolve {
        /// The line.
        line: String,
    },
    /// A provisional line is new indeed and gets its code.
    Confirm {
        /// The provisional line.
        line: String,
        /// The code it is known by from now on.
        code: String,
    },
    /// A provisional line is none: it does not exist, or does not belong here.
    Refuse {
        /// The provisional line.
        line: String,
        /// Why, in somebody's own words.
        reason: String,
    },
    /// The events of a batch count no more, from the first day on.
    Undo {
        /// The batch.
        batch: String,
    },
}
