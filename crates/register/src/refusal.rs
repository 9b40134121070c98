//! Why a change is not taken.

use chrono::NaiveDate;
use serde::Serialize;

use crate::excluded::Excluded;

/// Why a change means nothing, or may not be, on its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Refusal {
    /// The id is blank.
    #[error("a line needs a code")]
    NoCode,
    /// The name has no letters.
    #[error("a line needs a name")]
    NoName,
    /// The id was given to a line before, be it one that has ended.
    #[error("the code `{code}` is taken")]
    CodeTaken {
        /// The code.
        code: String,
    },
    /// There is no such line on that day.
    #[error("there is no line `{line}` on that day")]
    NoSuchLine {
        /// The id asked for.
        line: String,
    },
    /// The line ended before.
    #[error("the line `{line}` ended on {ended}")]
    Ended {
        /// The line.
        line: String,
        /// The first day without it.
        ended: NaiveDate,
    },
    /// Only a provisional line can be confirmed or refused.
    #[error("the line `{line}` is not provisional")]
    NotProvisional {
        /// The line.
        line: String,
    },
    /// Nothing goes on as a provisional line: it has to be confirmed first.
    #[error("the line `{line}` is provisional")]
    StillProvisional {
        /// The line.
        line: String,
    },
    /// There is no such unit, or not on that day.
    #[error("there is no unit `{unit}` on {day}")]
    NoSuchUnit {
        /// The id asked for.
        unit: String,
        /// The day.
        day: NaiveDate,
    },
    /// The law keeps this organisation out of the register (Decree 45/2010/NĐ-CP, article 1).
    #[error("{organisation:?} is no association under the law")]
    Excluded {
        /// Which one.
        organisation: Excluded,
    },
    /// Another line of the same unit and kind is called the same, but for marks and capitals.
    #[error("the line `{line}` of the same unit has this name")]
    NameTaken {
        /// The other line.
        line: String,
    },
    /// A line goes on as itself, or no line is named.
    #[error("a merger is of one or more lines into another one")]
    NotOthers,
    /// A refusal without a reason, which the one who added the line could not learn from.
    #[error("a refusal needs a reason")]
    NoReason,
    /// There is no such batch, or it is undone already.
    #[error("there is no batch `{batch}` to undo")]
    NoSuchBatch {
        /// The batch.
        batch: String,
    },
}

/// Why an event is not noted: what it breaks may be another event, of a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
pub enum NotNoted {
    /// The event itself means nothing on its day.
    #[error("event `{event}`: {refusal}")]
    Itself {
        /// Its id.
        event: String,
        /// Why.
        refusal: Refusal,
    },
    /// With it, an event that was noted before would mean nothing any more.
    #[error("event `{event}` would not hold any more: {refusal}")]
    Breaks {
        /// The id of the other event.
        event: String,
        /// Why it would not hold.
        refusal: Refusal,
    },
    /// An event of this id is noted already.
    #[error("event `{event}` is noted already")]
    Twice {
        /// The id.
        event: String,
    },
    /// It says to have been noted before the one before it.
    #[error("event `{event}` comes out of the order of noting")]
    OutOfOrder {
        /// The id.
        event: String,
    },
}
