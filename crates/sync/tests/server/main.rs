//! The server core, case by case.

mod admission;
mod answers;
mod feed;
mod interleavings;
mod moves;
mod scenario;
mod starts;
