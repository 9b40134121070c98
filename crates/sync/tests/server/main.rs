//! The server core, case by case.

mod admission;
mod answers;
mod document;
mod feed;
mod interleavings;
mod moves;
mod response;
mod scenario;
mod starts;
