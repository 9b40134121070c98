//! Figures from columns are those of the responses one by one, to the last digit.

#[path = "columns/algebra.rs"]
mod algebra;
#[path = "columns/bytes.rs"]
mod bytes;
#[path = "columns/cross.rs"]
mod cross;
#[path = "columns/expressions.rs"]
mod expressions;
#[path = "columns/programs.rs"]
mod programs;
#[path = "columns/yard.rs"]
mod yard;
