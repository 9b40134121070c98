//! The official report of a round: an outline whose sentences are filled with figures.
//!
//! The outline is data of the round. Its sentences name figures as `${CODE}`, and are said where
//! their condition holds, an expression over the same names. What is filled in is what the pages
//! show: nothing is computed or rounded here.
//!
//! **Architecture Invariant:** no I/O, and no file format: figures in, a [`Draft`] out.
#![deny(missing_docs)]

mod draft;
mod edit;
mod outline;
mod pick;
mod reading;
mod wording;

pub use draft::{Draft, Facts, Paragraph, Part, Sentence, fill};
pub use edit::{Edit, Sheet};
pub use outline::{Issuer, Layout, Passage, PassageKind, Report};
pub use pick::Pick;
pub use wording::{Flaw, flaws};
