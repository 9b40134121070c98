//! Any question of a form, by one or two attributes of the responses: how it is read in a response,
//! and what many responses say to it.
//!
//! What does not apply, what is left blank and what is answered are told apart. An answer is what
//! expressions see, as in indicators: what is not of the question's type is blank.

mod figures;
mod pivot;
mod reply;
mod summary;
mod wire;

use std::sync::Arc;

use sohoi_form::{Answers, Engine, Path, Question, QuestionType, Reference, Session};

use crate::facts::group;
use crate::indicator::{Dimension, DimensionSource};
use crate::plan::Plan;
use crate::plan::lookup::find;

pub use figures::{QuestionFigures, QuestionLine, QuestionTable, Spread};
pub use pivot::Pivot;
pub use reply::{Reply, Which};

/// A question of a form, ready to be read in responses.
pub struct QuestionPlan<'a> {
    engine: &'a Arc<Engine>,
    question: &'a Question,
    repeat: Option<&'a str>,
    /// What names the rows of the repeat, and what it gives in a response without answers.
    key: Option<Reference>,
    keys: Vec<String>,
    /// What is counted one by one, in the order in which it is printed.
    choices: Vec<String>,
}

impl<'a> QuestionPlan<'a> {
    /// The question or calculation `name` of the form of `engine`; nothing where the form has none, or
    /// where it is a repeat.
    pub fn new(plan: &Plan<'_>, engine: &'a Arc<Engine>, name: &str) -> Option<Self> {
        let form = engine.form();
        let (question, repeat) = find(form, name)?;
        if question.kind == QuestionType::Repeat {
            return None;
        }
        let rows = repeat.and_then(|repeat| form.question(repeat));
        let key = rows.and_then(|rows| rows.row_key.as_ref());
        let key = key.and_then(|key| engine.reference(&["${", key, "}"].concat(), repeat).ok());
        let mut planned = Self {
            engine,
            question,
            repeat,
            key,
            keys: Vec::new(),
            choices: choices(plan, engine, question),
        };
        let blank = Session::new(Arc::clone(engine), Answers::new());
        planned.keys = planned.rows(&blank).map(|(_, key)| key).collect();
        Some(planned)
    }

    /// The compiled form.
    pub fn engine(&self) -> &'a Arc<Engine> {
        self.engine
    }

    /// Whether responses, or rows of them, have groups of a dimension.
    pub fn fits(&self, dimension: &Dimension) -> bool {
        match &dimension.source {
            DimensionSource::RowKey => self.key.is_some(),
            DimensionSource::Question { names, .. } => {
                names.contains_key(self.engine.form().id.as_str())
            }
        }
    }

    /// The section that the question stands in.
    pub fn section(&self) -> &'a str {
        let top = self.repeat.unwrap_or(&self.question.name);
        let mut sections = self.engine.form().sections.iter();
        let own = sections.find(|own| own.questions.iter().any(|own| own.name == top));
        own.map_or("", |own| &own.id)
    }

    /// The place of a reply in its response.
    pub fn path(&self, reply: &Reply) -> Path {
        match (self.repeat, &reply.row) {
            (Some(repeat), Some(row)) => Path::in_row(repeat, row, &self.question.name),
            _ => Path::top(&self.question.name),
        }
    }

    /// What a response says: one reply, or one from each row of the repeat.
    ///
    /// `session` is of this form.
    pub fn replies(&self, session: &Session) -> Vec<Reply> {
        let kind = self.question.kind;
        let reply = |row: Option<String>, key| {
            let mut reply = Reply::not_asked(row, key);
            let path = self.path(&reply);
            if session.is_relevant(&path) {
                reply.read(kind, &self.choices, &session.value(&path));
            }
            reply
        };
        match self.repeat {
            None => vec![reply(None, String::new())],
            Some(_) => self
                .rows(session)
                .map(|(row, key)| reply(Some(row), key))
                .collect(),
        }
    }

    /// The rows of the repeat, each with what names it. Where a row does not apply, nothing names
    /// it: then it is called as in a response without answers.
    fn rows<'s>(&'s self, session: &'s Session) -> impl Iterator<Item = (String, String)> + 's {
        let rows = self.repeat.map_or_else(Vec::new, |own| session.rows(own));
        rows.into_iter().enumerate().map(|(place, row)| {
            let key = self.key.as_ref();
            let key = key.map(|key| group(&session.evaluate(key, Some(&row))));
            let key = key.filter(|key| !key.is_empty());
            let key = key.or_else(|| self.keys.get(place).cloned());
            (row, key.unwrap_or_default())
        })
    }
}

/// The choices of a question, or the texts that a calculation gives: in the order of the dimension
/// that goes by it, where there is one.
fn choices(plan: &Plan<'_>, engine: &Engine, question: &Question) -> Vec<String> {
    let form = engine.form();
    if let Some(list) = &question.list {
        let choices = form.choice_lists.get(list.as_str());
        let choices = choices.into_iter().flatten();
        return choices.map(|choice| choice.name.clone()).collect();
    }
    let mut dimensions = plan.dimensions.iter();
    let goes_by = dimensions.find(|own| match &own.source {
        DimensionSource::RowKey => false,
        DimensionSource::Question { names, .. } => {
            names.get(form.id.as_str()) == Some(&question.name)
        }
    });
    let known = goes_by.and_then(|own| plan.groups.get(own.id.as_str()));
    known.map_or_else(|| engine.texts_of(&question.name).to_vec(), Vec::clone)
}
