//! Fact columns as bytes: streams of Arrow, one a table, one after the other.
//!
//! The format is the Arrow IPC streaming format
//! (<https://arrow.apache.org/docs/format/Columnar.html#ipc-streaming-format>), so that other programs
//! read the same bytes. Of it this is used and nothing else is read:
//!
//! * One stream for each table: the responses of a form, then the rows of each repeat. The schema's
//!   metadata name them: `form`, and `repeat` for rows.
//! * One record batch a stream, after the dictionaries. Little endian, no compression.
//! * The columns of a table, each named by its question:
//!
//!   | values | type |
//!   | --- | --- |
//!   | whole numbers | signed `Int` of 8, 16, 32 or 64 bits, the smallest that holds them |
//!   | other numbers | `FloatingPoint` (double) |
//!   | days | `Date` (day) |
//!   | truths | `Bool` |
//!   | texts, choices; several choices as one text with spaces between | `Utf8` behind a dictionary with a signed index of 8, 16 or 32 bits |
//!   | a calculation that gives several kinds | the same with the metadata `values` = `several`: each text begins with `n`, `t`, `b` or `d` for its kind |
//!
//!   A blank is null. A repeat that stands as a column of its form says whether it applies.
//! * The rows of a repeat stand response by response; their first column `#response` says whose they
//!   are, counted from 0. A form without questions has that column alone.

mod batch;
mod flat;
mod message;
mod schema;
mod value;
mod write;

pub(crate) use self::batch::read_table;
pub(in crate::columns) use self::value::day;
pub use self::write::TableWriter;

/// The column that says whose a row is.
pub(crate) const RESPONSE: &str = "#response";

const FORM: &str = "form";
const REPEAT: &str = "repeat";
const VALUES: &str = "values";
const SEVERAL: &str = "several";

/// Kinds of message heads (`Message.fbs`).
const SCHEMA: i64 = 1;
const DICTIONARY: i64 = 2;
const RECORDS: i64 = 3;
/// The version of the format (`MetadataVersion.V5`).
const VERSION: i64 = 4;

/// Why bytes are no fact columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The byte at which the message starts that cannot be read, from the beginning of its table.
    pub byte: usize,
    /// What is wrong, in English, for a developer.
    pub message: String,
}

impl Damaged {
    fn new(byte: usize, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { byte, message }
    }
}

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "no fact columns, at byte {}: {}",
            self.byte, self.message
        )
    }
}

impl std::error::Error for Damaged {}
