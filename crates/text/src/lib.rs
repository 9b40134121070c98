//! Words, numbers and dates for people, in Vietnamese and English.
//!
//! Every sentence that the product shows stands in [`messages`], once in each language; forms and
//! rounds bring their own words. Numbers and dates are written the Vietnamese way in both
//! languages, because the same figures stand on the same paper.
//!
//! **Architecture Invariant:** no I/O and no browser: values in, words out.
#![deny(missing_docs)]

mod collation;
mod date;
mod language;
mod letter;
pub mod messages;
mod number;
mod pasted;
mod search;
mod size;
mod spelling;

pub use collation::sort_key;
pub use date::{DateMistake, long_date, parse_date, parse_finished_date, short_date};
pub use language::Language;
pub use letter::small_letter;
pub use number::{
    NumberMistake, format_decimal, format_integer, parse_decimal, parse_integer, percentage,
    small_count,
};
pub use pasted::{Cells, pasted_cells, take_headings};
pub use search::{Query, fold};
pub use size::in_larger_unit;
pub use spelling::{composed, is_syllable};
