//! Where an answer stands in a form.

use std::fmt;
use std::str::FromStr;

/// The place of one answer: a question, and its row where it is inside a repeat.
///
/// Written as `question` or `repeat/row/question`. Row keys are `1…n` where the repeat has
/// a constant count. Names never contain `/`, so printing and parsing are inverse.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    /// The repeat and its row key, where the question is inside a repeat.
    pub row: Option<(String, String)>,
    /// The name of the question.
    pub question: String,
}

impl Path {
    /// The place of a question outside every repeat.
    pub fn top(question: impl Into<String>) -> Self {
        Self {
            row: None,
            question: question.into(),
        }
    }

    /// The place of a question in one row of a repeat.
    pub fn in_row(
        repeat: impl Into<String>,
        key: impl Into<String>,
        question: impl Into<String>,
    ) -> Self {
        Self {
            row: Some((repeat.into(), key.into())),
            question: question.into(),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.row {
            None => f.write_str(&self.question),
            Some((repeat, key)) => write!(f, "{repeat}/{key}/{}", self.question),
        }
    }
}

/// The text is not `question` or `repeat/row/question`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPath;

impl FromStr for Path {
    type Err = NotAPath;

    fn from_str(text: &str) -> Result<Self, NotAPath> {
        let mut parts = text.split('/');
        let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
        match parts {
            [Some(question), None, ..] if !question.is_empty() => Ok(Self::top(question)),
            [Some(repeat), Some(key), Some(question), None]
                if !repeat.is_empty() && !key.is_empty() && !question.is_empty() =>
            {
                Ok(Self::in_row(repeat, key, question))
            }
            _ => Err(NotAPath),
        }
    }
}
