//! A form compiled into a dependency graph.

use std::sync::Arc;

use sohoi_expr::Expression;

use crate::definition::Form;
use crate::problem::DefinitionProblem;

/// A form whose expressions are parsed, checked and ordered by their dependencies.
///
/// Immutable and shared by all sessions of the form.
#[derive(Debug)]
pub struct Engine {
    form: Form,
}

/// An expression resolved against the names of one form, for use outside the form itself
/// (indicators, checks).
#[derive(Clone, Debug)]
pub struct Reference {
    #[expect(dead_code, reason = "read by the session")]
    expression: Expression,
}

impl Engine {
    /// Parses and checks every expression of `form`.
    ///
    /// # Errors
    ///
    /// Every problem of the definition, not only the first one.
    pub fn compile(form: Form) -> Result<Arc<Self>, Vec<DefinitionProblem>> {
        Ok(Arc::new(Self { form }))
    }

    /// The definition.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Parses `text` and resolves its `${names}` against this form; `repeat` is the repeat
    /// whose rows it will be evaluated in, if any.
    ///
    /// # Errors
    ///
    /// What is wrong with the text, with the byte offset where known.
    pub fn reference(
        &self,
        text: &str,
        repeat: Option<&str>,
    ) -> Result<Reference, DefinitionProblem> {
        let _ = (text, repeat);
        unimplemented!()
    }
}
