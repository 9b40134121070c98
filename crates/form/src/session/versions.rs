//! Answers under another version of their form.

use std::sync::Arc;

use super::{Answers, Session};
use crate::engine::Engine;

impl Session {
    /// The same answers under another version of the form; the same session where it is the same.
    ///
    /// Versions are joined by name and type: an answer to a question that [is another one](Engine::retyped)
    /// there is left out, since what it says would be read as something else.
    pub fn under(&self, engine: &Arc<Engine>) -> Self {
        if Arc::ptr_eq(engine, self.engine()) {
            return self.clone();
        }
        let retyped = engine.retyped(self.engine());
        let answers = self.answers().iter();
        let answers = answers.filter(|(path, _)| !retyped.contains(&path.question.as_str()));
        let answers: Answers = answers
            .map(|(path, answer)| (path.clone(), answer.clone()))
            .collect();
        Self::new(Arc::clone(engine), answers)
    }
}

impl Engine {
    /// The questions that another version of the form has by the same name as another type, or
    /// inside of another repeat.
    pub fn retyped<'e>(&self, other: &'e Self) -> Vec<&'e str> {
        let mut names = Vec::new();
        for question in other.form().questions() {
            for question in std::iter::once(question).chain(&question.questions) {
                let name = question.name.as_str();
                let is_other = self.question(name).is_some_and(|own| {
                    own.kind != question.kind || self.repeat_of(name) != other.repeat_of(name)
                });
                if is_other {
                    names.push(name);
                }
            }
        }
        names
    }
}
