//! The client core, case by case.

mod answers;
mod edits;
mod refusals;
mod scenario;
