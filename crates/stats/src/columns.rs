//! All figures at once from dense columns: for thousands of responses.
//!
//! A [`Ledger`](crate::Ledger) takes responses one by one and costs what each of them adds. Here the questions that
//! indicators look at lie in columns ([`Columns`], written by [`Plan::write_columns`](crate::Plan::write_columns)); every
//! expression is compiled for them and asked once for each different value it can meet;
//! one pass a measure adds up the finest cells, groups of all dimensions at once, and every breakdown
//! is rolled up from these. What comes out is the ledger that the responses make one by one: equal
//! in every tally, and ready for what changes next.

mod amounts;
mod bits;
mod blob;
mod bound;
mod column;
mod cross;
mod facts;
mod fill;
mod gather;
mod given;
mod layout;
mod measure;
mod program;
mod space;
mod table;
mod told;
mod truth;

pub use self::blob::{Damaged, TableWriter};
pub use self::cross::CrossTable;
pub use self::fill::Fitted;
pub use self::layout::TableLayout;
pub use self::program::RowByRow;
use self::table::Table;

/// The fact columns of a set of responses, one for each slot and of one population.
#[derive(Clone, Debug)]
pub struct Columns<'b> {
    tables: Vec<Table<'b>>,
}

/// Why figures cannot be made of columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnsProblem {
    /// A question that an indicator looks at has no column.
    Missing {
        /// The id of the form.
        form: String,
        /// The repeat, where the question is inside one.
        repeat: Option<String>,
        /// The name of the question; empty where the repeat has no table.
        question: String,
    },
    /// A row belongs to a response that is not there.
    Stray {
        /// The id of the form.
        form: String,
        /// The repeat.
        repeat: String,
    },
}

impl<'b> Columns<'b> {
    /// Reads tables that stand one after the other.
    ///
    /// # Errors
    ///
    /// The first thing that cannot be read; whatever the bytes are, nothing panics.
    pub fn read(bytes: &'b [u8]) -> Result<Self, Damaged> {
        let mut tables = Vec::<Table<'b>>::new();
        let mut byte = 0;
        while byte < bytes.len() {
            let (table, length) = blob::read_table(&bytes[byte..]).map_err(|damaged| Damaged {
                byte: byte + damaged.byte,
                ..damaged
            })?;
            let is_known =
                |known: &Table<'_>| known.form == table.form && known.repeat == table.repeat;
            if tables.iter().any(is_known) {
                let message = format!("a table of `{}` comes twice", table.form);
                return Err(Damaged { byte, message });
            }
            tables.push(table);
            byte += length;
        }
        Ok(Self { tables })
    }

    fn table(&self, form: &str, repeat: Option<&str>) -> Option<&Table<'b>> {
        let mut tables = self.tables.iter();
        tables.find(|table| table.form == form && table.repeat.as_deref() == repeat)
    }
}

impl std::fmt::Display for ColumnsProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing {
                form,
                repeat,
                question,
            } => {
                let repeat = repeat.as_deref().unwrap_or("");
                write!(f, "form `{form}` has no column `{question}` {repeat}")
            }
            Self::Stray { form, repeat } => {
                write!(f, "form `{form}` has no response for a row of `{repeat}`")
            }
        }
    }
}

impl std::error::Error for ColumnsProblem {}
