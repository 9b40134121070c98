//! `/odata/v4/`: who may read what, and what can be asked.

mod asking;
pub(crate) mod harness;
mod tokens;
