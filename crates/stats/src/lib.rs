//! Indicators with breakdowns, computed exactly from responses.
//!
//! **Architecture Invariant:** no I/O and no words for people: figures in, figures out. Sums are
//! exact decimals, never a running `f64`; dividing and rounding come last, so order, place and
//! merging do not change a figure.
#![deny(missing_docs)]

mod book;
mod counted;
mod decimal;
mod facts;
mod figure;
mod fraction;
mod indicator;
mod plan;
mod register;
#[cfg(test)]
mod seeded;
mod tally;

pub use book::{Book, Breakdown, Counted, IndicatorTable, compute};
pub use counted::{Candidate, Population, Standing, choose_counted};
pub use figure::Figure;
pub use indicator::{
    Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, IndicatorProblem,
    Term,
};
pub use plan::check;
pub use register::{
    KindProgress, RegisterLine, RegisterProgress, RegisterShare, register_progress,
};
