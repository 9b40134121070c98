//! The two forms of the first round, whole: what the engine exists for.

mod instrument;
mod years;
