//! Indicators with breakdowns, computed exactly from responses.
//!
//! **Architecture Invariant:** no I/O and no words for people: figures in, figures out. Sums are
//! exact decimals, never a running `f64`; dividing and rounding come last, so order, place and
//! merging do not change a figure.
#![deny(missing_docs)]

mod book;
mod indicator;

pub use book::{Book, Breakdown, Counted, Figure, IndicatorTable, compute};
pub use indicator::{
    Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, IndicatorProblem,
    Term,
};
