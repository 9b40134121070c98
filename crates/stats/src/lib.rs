//! Indicators with breakdowns, computed exactly from responses.
//!
//! **Architecture Invariant:** no I/O and no words for people: figures in, figures out. Sums are
//! exact decimals, never a running `f64`; dividing and rounding come last, so order, place and
//! merging do not change a figure.
#![deny(missing_docs)]

mod behind;
mod book;
mod columns;
mod compare;
mod counted;
mod decimal;
mod facts;
mod figure;
mod fraction;
mod indicator;
mod ledger;
mod median;
mod plan;
mod print;
mod question;
mod register;
#[cfg(test)]
mod seeded;
mod share;
mod snapshot;
mod tallies;
mod tally;

pub use behind::{Given, GivenToTerm, Place, place_behind};
pub use book::{Book, Breakdown, Counted, IndicatorTable, compute};
pub use columns::{
    Columns, ColumnsProblem, CrossTable, Damaged, Fitted, RowByRow, TableLayout, TableWriter,
};
pub use compare::{Compared, Comparison, Moved, Side, compare, moved};
pub use counted::{Candidate, Population, Standing, choose_counted};
pub use facts::Facts;
pub use figure::{Figure, Quartiles};
pub use indicator::{
    Aggregate, Calculation, Dimension, DimensionSource, Direction, Indicator, IndicatorProblem,
    Term, Told,
};
pub use ledger::Ledger;
pub use median::median;
pub use plan::{Plan, check};
pub use print::Fingerprint;
pub use question::{
    Pivot, QuestionFigures, QuestionLine, QuestionPlan, QuestionTable, Reply, Spread, Which,
};
pub use register::{
    KindProgress, RegisterLine, RegisterProgress, RegisterShare, register_progress,
};
pub use snapshot::{Moment, MomentFigures, MomentResponse, Snapshot};
pub use tallies::{Misfit, Tallies};
