//! Why a command did not do what it was asked to.

use std::fmt::Display;
use std::io;

use sohoi_round::PackageProblem;

use crate::error::ApiError;
use crate::keys::KeyError;
use crate::rounds::LoadError;
use crate::store::StoreError;

/// A failure in words for the person at the terminal. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The command cannot be carried out as asked.
    #[error("error: {0}")]
    Refused(String),
    /// A file or the network failed.
    #[error("error: cannot {doing}: {flaw}")]
    Io {
        /// What was being done.
        doing: String,
        /// What went wrong.
        flaw: io::Error,
    },
    /// A round package has problems.
    #[error("{}\n{} problems; nothing was loaded", lines(.0), .0.len())]
    Package(Vec<PackageProblem>),
    /// A file has problems in some of its lines.
    #[error("{}\n{} problems; nothing was loaded", lines(.0), .0.len())]
    Lines(Vec<String>),
    /// Whoever read the output has closed it.
    #[error("")]
    ReadEnough,
    /// The store failed.
    #[error("error: {0}")]
    Store(#[from] StoreError),
    /// The service behind the API refused.
    #[error("error: {0}")]
    Service(#[from] ApiError),
}

impl From<LoadError> for Failure {
    fn from(flaw: LoadError) -> Self {
        match flaw {
            LoadError::Register(problems) => Self::Lines(problems),
            LoadError::Store(failure) => Self::Store(failure),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(flaw: KeyError) -> Self {
        match flaw {
            KeyError::Io { doing, flaw } => Self::Io { doing, flaw },
            other => Self::Refused(other.to_string()),
        }
    }
}

impl Failure {
    /// A refusal.
    pub(super) fn refused(why: impl Into<String>) -> Self {
        Self::Refused(why.into())
    }

    /// A failed file or connection; `doing` reads on from "cannot".
    pub(super) fn io(doing: &str, flaw: io::Error) -> Self {
        Self::Io {
            doing: doing.to_owned(),
            flaw,
        }
    }
}

fn lines(problems: &[impl Display]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
