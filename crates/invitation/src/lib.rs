//! Invitations for associations without an account: the codes, and the sheet on which they are
//! printed.
//!
//! **Architecture Invariant:** no I/O, no clock, no randomness: random bytes are handed in, and what
//! is printed comes back as text. Who is invited and what became of it is the server's.
#![deny(missing_docs)]

mod check;
mod code;
mod qr;
#[cfg(test)]
mod seeded;
mod sheet;

pub use code::{Code, Unreadable};
pub use sheet::{Place, STYLE, Sheet, Slip, Style, sheet};
