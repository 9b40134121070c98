//! The client core, case by case.

mod answers;
mod carrying;
mod edits;
mod reading;
mod refusals;
mod register;
mod scenario;
mod whole;
