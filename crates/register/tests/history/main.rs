//! Histories of the register: what holds of all of them, and what they refuse.

mod laws;
mod refusals;
mod yard;
