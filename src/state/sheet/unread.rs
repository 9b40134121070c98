//! What was typed but is no answer: it stays in its field with a word, and is never sent.

use sohoi_form::{Path, Problem, ProblemKind, Session};

use super::Sheet;
use crate::state::memory;
use crate::state::work::Edit;
use crate::unread::is_unreadable;

impl Sheet {
    /// Whether a text cannot become the answer at a place.
    pub(super) fn is_unreadable(&self, path: &str, value: Option<&str>) -> bool {
        let (Ok(path), Some(value)) = (path.parse::<Path>(), value) else {
            return false;
        };
        let question = self.question(&path);
        question.is_some_and(|question| is_unreadable(question.kind, value))
    }

    /// Keeps what was typed and not taken beside the answers.
    pub(super) fn keep_back(&self, edits: Vec<Edit>) {
        for Edit { path, value } in edits {
            let (Ok(place), Some(typed)) = (path.parse::<Path>(), value) else {
                continue;
            };
            self.0.unread.borrow_mut().insert(path, typed.clone());
            self.apply(&place, Some(&typed));
        }
        memory::keep_unread(&self.0.id, &self.0.unread.borrow());
        self.refresh_sections();
    }

    /// What stands in the way of submitting: what the form finds, and what was typed but is not
    /// stored.
    pub(super) fn all_problems(&self) -> Vec<Problem> {
        let session = self.0.session.borrow();
        let mut problems = session.problems();
        for path in self.0.unread.borrow().keys() {
            let Ok(path) = path.parse::<Path>() else {
                continue;
            };
            let is_told = problems.iter().any(|problem| problem.path == path);
            if !is_told && session.is_relevant(&path) {
                let kind = ProblemKind::WrongType;
                problems.push(Problem { path, kind });
            }
        }
        problems
    }

    /// What stands in the way of submitting at one place.
    pub(super) fn problem(&self, session: &Session, path: &Path) -> Option<ProblemKind> {
        let found = session.problem(path).map(|problem| problem.kind);
        let is_unread = || self.0.unread.borrow().contains_key(&path.to_string());
        found.or_else(|| {
            (session.is_relevant(path) && is_unread()).then_some(ProblemKind::WrongType)
        })
    }
}
