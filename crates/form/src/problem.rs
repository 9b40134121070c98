//! What is wrong, as data; words are made at the edge.

use crate::path::Path;

/// A flaw of a form definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionProblem {
    /// The name of the question, section or list.
    pub name: String,
    /// The property that is wrong, by its XLSForm column name, e.g. `relevant`.
    pub property: &'static str,
    /// The byte offset inside the expression, where it is known.
    pub offset: Option<usize>,
    /// What is wrong, in English, for the author of the form; blank without the feature `reasons`.
    pub message: String,
}

/// What stands in the way of submitting one answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub path: Path,
    /// What.
    pub kind: ProblemKind,
}

/// The kinds of problems that an answer can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// A required question is relevant and blank.
    Missing,
    /// The text is not of the question's type (not a number, not a date …).
    WrongType,
    /// A stored choice is not offered (any more).
    NotOffered,
    /// The constraint of the question is broken; its message says how.
    Constraint,
}
