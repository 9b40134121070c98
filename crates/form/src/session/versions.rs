//! Answers under another version of their form.

use std::sync::Arc;

use super::{Answers, Session};
use crate::engine::Engine;

impl Session {
    /// The same answers under another version of the form; the same session where it is the same.
    ///
    /// Versions are joined by name and type: an answer to a question that [is another one](crate::Form::retyped)
    /// there is left out, since what it says would be read as something else.
    pub fn under(&self, engine: &Arc<Engine>) -> Self {
        if Arc::ptr_eq(engine, self.engine()) {
            return self.clone();
        }
        let retyped = engine.form().retyped(self.engine().form());
        let answers = self.answers().iter();
        let answers = answers.filter(|(path, _)| !retyped.contains(&path.question.as_str()));
        let answers: Answers = answers
            .map(|(path, answer)| (path.clone(), answer.clone()))
            .collect();
        Self::new(Arc::clone(engine), answers)
    }
}
