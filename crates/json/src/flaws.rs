//! What does not fit in a document.

use std::fmt;

/// A member of a document that is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The name of the member, or of the one that holds it; empty for the document itself.
    pub member: &'static str,
    /// What it should be, e.g. `a text`.
    pub expected: &'static str,
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let member = match self.member {
            "" => "the document",
            member => member,
        };
        write!(f, "`{member}` is not {}", self.expected)
    }
}

impl std::error::Error for Flaw {}

/// Takes note of the first flaw while reading goes on.
///
/// Going on makes reading small: a member that does not fit needs no way out, only something
/// blank in its place.
#[derive(Debug, Default)]
pub struct Flaws {
    /// The member at hand.
    pub(crate) member: &'static str,
    first: Option<Flaw>,
}

impl Flaws {
    /// Notes that the member at hand is not what it should be.
    pub fn note(&mut self, expected: &'static str) {
        let member = self.member;
        self.first.get_or_insert(Flaw { member, expected });
    }

    pub(crate) fn into_result(self) -> Result<(), Flaw> {
        self.first.map_or(Ok(()), Err)
    }
}
