//! Form definition, answers and session: which questions apply, what follows from the
//! answers, and what still stands in the way of submitting.
//!
//! **Architecture Invariant:** nothing here knows a browser, a clock, a store or randomness.
//! A person's mistake is a [`Problem`], never an `Err`.
#![deny(missing_docs)]

mod answer;
mod compile;
mod definition;
mod engine;
mod graph;
mod layout;
mod names;
mod path;
mod problem;
mod scope;
mod session;

pub use definition::{Choice, Form, Question, QuestionType, Section, Text};
pub use engine::{Engine, Reference};
pub use path::{NotAPath, Path};
pub use problem::{DefinitionProblem, Problem, ProblemKind};
pub use session::{Answers, Changed, Progress, Session};

/// The version of the rules by which answers become values and problems; recorded with a submit.
pub const ENGINE_VERSION: &str = "1";
