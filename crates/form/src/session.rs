//! One filling of a form: answers in, relevance, calculations and problems out.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_expr::Value;

use crate::definition::Choice;
use crate::engine::{Engine, Reference};
use crate::path::Path;
use crate::problem::Problem;

/// The stored answers by place. A blank answer is absent, never an empty text.
pub type Answers = BTreeMap<Path, String>;

/// What an edit changed, so that a page repaints only that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Places whose value, relevance, problem or offered choices changed.
    pub paths: Vec<Path>,
    /// Whether a section became relevant or irrelevant.
    pub sections: bool,
}

/// How far a section or a form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are relevant and may be answered (a repeat's question counts once a row).
    pub asked: usize,
    /// Of these, how many have an answer.
    pub answered: usize,
    /// How many problems stand in the way of submitting, [`ProblemKind::Missing`](crate::ProblemKind) included.
    pub problems: usize,
}

/// One filling of a form.
#[derive(Clone, Debug)]
pub struct Session {
    engine: Arc<Engine>,
    answers: Answers,
}

impl Session {
    /// Opens `answers` under the form of `engine`. Answers at places the form does not know are
    /// kept in [`answers`](Self::answers) and take no part in anything else.
    pub fn new(engine: Arc<Engine>, answers: Answers) -> Self {
        Self { engine, answers }
    }

    /// The compiled form.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The stored answers, irrelevant ones included.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// Sets or clears one answer and recomputes what depends on it.
    pub fn set(&mut self, path: &Path, value: Option<&str>) -> Changed {
        let _ = (path, value);
        unimplemented!()
    }

    /// The value at a place as expressions see it: calculated or answered; blank where irrelevant.
    pub fn value(&self, path: &Path) -> Value {
        let _ = path;
        unimplemented!()
    }

    /// Whether the question, its repeat and its section apply.
    pub fn is_relevant(&self, path: &Path) -> bool {
        let _ = path;
        unimplemented!()
    }

    /// Whether the section with this id applies.
    pub fn is_section_relevant(&self, section: &str) -> bool {
        let _ = section;
        unimplemented!()
    }

    /// The problem of one place, if it has one.
    pub fn problem(&self, path: &Path) -> Option<Problem> {
        let _ = path;
        unimplemented!()
    }

    /// Every problem that stands in the way of submitting, in document order.
    pub fn problems(&self) -> Vec<Problem> {
        unimplemented!()
    }

    /// The choices offered at a place, after its choice filter.
    pub fn options(&self, path: &Path) -> Vec<&Choice> {
        let _ = path;
        unimplemented!()
    }

    /// The row keys of a repeat in order.
    pub fn rows(&self, repeat: &str) -> Vec<String> {
        let _ = repeat;
        unimplemented!()
    }

    /// How far one section is.
    pub fn progress(&self, section: &str) -> Progress {
        let _ = section;
        unimplemented!()
    }

    /// How far the whole form is.
    pub fn total_progress(&self) -> Progress {
        unimplemented!()
    }

    /// Evaluates an expression that is not part of the form; `row` is the row key of the repeat
    /// it was resolved in.
    pub fn evaluate(&self, reference: &Reference, row: Option<&str>) -> Value {
        let _ = (reference, row);
        unimplemented!()
    }
}
