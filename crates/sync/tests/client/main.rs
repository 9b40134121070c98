//! The client core, case by case.

mod answers;
mod edits;
mod reading;
mod refusals;
mod scenario;
mod whole;
