//! A form compiled into a dependency graph.

use std::sync::Arc;

use sohoi_expr::{Expression, Place, Type, reason};

use crate::compile::{compile, expression};
use crate::definition::{Form, Question};
use crate::graph::Graph;
use crate::layout::{Item, Layout};
use crate::names::FormNames;
use crate::problem::DefinitionProblem;

/// A form whose expressions are parsed, checked and ordered by their dependencies.
///
/// Immutable and shared by all sessions of the form.
#[derive(Debug)]
pub struct Engine {
    form: Form,
    pub(crate) layout: Layout,
    pub(crate) graph: Graph,
}

/// An expression resolved against the names of one form, for use outside the form itself
/// (indicators, checks). It belongs to the engine that made it.
#[derive(Clone, Debug)]
pub struct Reference {
    pub(crate) expression: Expression,
    pub(crate) repeat: Option<usize>,
}

impl Reference {
    /// The expression itself; [`Engine::named`] says what its handles stand for.
    pub fn expression(&self) -> &Expression {
        &self.expression
    }
}

impl Engine {
    /// Parses and checks every expression of `form`.
    ///
    /// # Errors
    ///
    /// Every problem of the definition, not only the first one.
    pub fn compile(form: Form) -> Result<Arc<Self>, Vec<DefinitionProblem>> {
        let (layout, graph) = compile(&form)?;
        Ok(Arc::new(Self {
            form,
            layout,
            graph,
        }))
    }

    /// The definition.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The definition of a question, a calculation or a repeat.
    pub fn question(&self, name: &str) -> Option<&Question> {
        Some(match self.layout.item(name)? {
            Item::Repeat(repeat) => self.layout.repeats[repeat].question(&self.form),
            Item::Field(field) => self.layout.fields[field].question(&self.form),
        })
    }

    /// The name of the repeat that a question is inside of.
    pub fn repeat_of(&self, question: &str) -> Option<&str> {
        match self.layout.item(question)? {
            Item::Field(field) => {
                let repeat = self.layout.fields[field].repeat?;
                Some(&self.layout.repeats[repeat].name)
            }
            Item::Repeat(_) => None,
        }
    }

    /// The question that a handle of an expression stands for, and the repeat it is inside of.
    pub fn named(&self, handle: u32) -> Option<(&str, Option<&str>)> {
        let field = self.layout.fields.get(handle as usize)?;
        let repeat = field
            .repeat
            .map(|repeat| &*self.layout.repeats[repeat].name);
        Some((&field.name, repeat))
    }

    /// The kind of values that a handle stands for, as far as the form says.
    pub fn value_type(&self, handle: u32) -> Type {
        let field = self.layout.fields.get(handle as usize);
        field.map_or(Type::Any, |field| match field.outcomes {
            Some(_) => Type::Text,
            None => field.value_type(),
        })
    }

    /// The only texts that a calculation gives; none where it may give others, or is none.
    pub fn texts_of(&self, name: &str) -> &[String] {
        let Some(Item::Field(field)) = self.layout.item(name) else {
            return &[];
        };
        let texts = self.layout.fields[field].outcomes.as_deref();
        texts.unwrap_or_default()
    }

    /// The repeat that the handle of a repeat stands for.
    pub fn repeat_named(&self, handle: u32) -> Option<&str> {
        Some(&self.layout.repeats.get(handle as usize)?.name)
    }

    /// Parses `text` and resolves its `${names}` against this form; `repeat` is the repeat
    /// whose rows it will be evaluated in, if any.
    ///
    /// # Errors
    ///
    /// What is wrong with the text first, with the byte offset where known.
    pub fn reference(
        &self,
        text: &str,
        repeat: Option<&str>,
    ) -> Result<Reference, DefinitionProblem> {
        let repeat = match repeat.map(|name| (name, self.layout.item(name))) {
            None => None,
            Some((_, Some(Item::Repeat(repeat)))) => Some(repeat),
            Some((name, _)) => {
                return Err(DefinitionProblem {
                    name: name.to_owned(),
                    property: "repeat",
                    offset: None,
                    message: reason!("the form has no repeat `{name}`"),
                });
            }
        };
        let names = FormNames {
            layout: &self.layout,
            repeat,
            current: None,
            list: None,
        };
        let place = Place::Calculation;
        expression(text, &names, place, &self.form.id, "expression")
            .map(|expression| Reference { expression, repeat })
            .map_err(|mut problems| problems.swap_remove(0))
    }
}
