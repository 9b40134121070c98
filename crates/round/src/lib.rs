//! What a review round consists of.
//!
//! A round is data: forms, indicators, units, dates, words. The `compile` feature adds reading
//! and checking the authoring files of a round package; the browser gets the parts of the
//! compiled round only.
//!
//! **Architecture Invariant:** no I/O: bytes are handed in, bytes are handed out.
#![deny(missing_docs)]

mod branch;
mod closing;
mod comparison;
#[cfg(feature = "compile")]
mod compile;
mod days;
mod duty;
mod free_text;
mod list;
mod listing;
mod parts;
mod reading;
mod round;
mod similar;

pub use branch::{Branch, BranchRule, branch_of};
pub use closing::{Advice, Fact, Paper, Portrait, Score, ScorePart, Signature, Trend};
pub use comparison::{Compared, ComparedFigure, Comparing, Comparison};
#[cfg(feature = "compile")]
pub use compile::{
    CompiledRound, Document, PackageFiles, PackageProblem, Parts, UnitTime, compile,
};
pub use days::Days;
pub use duty::{Due, DutyRule, Span, TakenAs};
pub use free_text::{FreeText, Wording};
pub use list::{Column, FromAnswers, ListSource, NamedList, NotSubmitted, Step};
pub use listing::{Listing, OnList, Place, UnitGroup, answer_text, by_unit, heading, stored_text};
pub use parts::{FiguresPart, FormVersion, RoundPart};
pub use round::{
    Larger, Limitation, Measure, Publication, Round, RoundDates, Seal, Subject, SubjectKind, Theme,
    TileMap, Unit, UnitLevel,
};
pub use similar::Similar;
