//! A question of the round with the words around it, and what its answers can be divided by.

use std::sync::Arc;

use sohoi_form::{Engine, Question, QuestionType};
use sohoi_round::stored_text;
use sohoi_stats::{Dimension, DimensionSource};
use sohoi_text::messages::question as words;

use crate::pages::office::names::Names;
use crate::routes::QuestionName;

/// A question.
#[derive(Clone)]
pub struct Topic {
    /// The words of the round.
    pub names: Names,
    /// Which question it is.
    pub asked: QuestionName,
    engine: Arc<Engine>,
}

/// How the answers of a question are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// One by one: choices, years.
    Counted,
    /// As numbers.
    Measured,
    /// They are only there.
    There,
}

impl Topic {
    /// The question of that name; nothing where the round has none.
    pub fn of(names: &Names, asked: &QuestionName) -> Option<Self> {
        let engine = Arc::clone(names.engine(&asked.form)?);
        let question = engine.question(&asked.name)?;
        (question.kind != QuestionType::Repeat).then(|| Self {
            names: names.clone(),
            asked: asked.clone(),
            engine: Arc::clone(&engine),
        })
    }

    /// Its definition.
    pub fn question(&self) -> &Question {
        let question = self.engine.question(&self.asked.name);
        question.expect("it was found when this was made")
    }

    /// The repeat that it is asked in.
    pub fn repeat(&self) -> Option<&Question> {
        let repeat = self.engine.repeat_of(&self.asked.name)?;
        self.engine.question(repeat)
    }

    /// What people read.
    pub fn label(&self) -> String {
        self.names.words(&self.question().label)
    }

    /// The form, and the repeat where there is one.
    pub fn place(&self) -> String {
        let form = self.names.form(&self.asked.form);
        match self.repeat() {
            Some(repeat) => [&form, " · ", &self.names.words(&repeat.label)].concat(),
            None => form,
        }
    }

    /// How its answers are looked at.
    pub fn looked(&self) -> Looked {
        match self.question().kind {
            QuestionType::SelectOne | QuestionType::SelectMultiple | QuestionType::Date => {
                Looked::Counted
            }
            QuestionType::Calculate if self.gives_texts() => Looked::Counted,
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Calculate => {
                Looked::Measured
            }
            _ => Looked::There,
        }
    }

    fn gives_texts(&self) -> bool {
        !self.engine.texts_of(&self.asked.name).is_empty() || self.goes_by().is_some()
    }

    /// The dimensions that its answers have groups of.
    pub fn dimensions(&self) -> impl Iterator<Item = &Dimension> {
        let dimensions = self.names.figures.dimensions.iter();
        dimensions.filter(|own| match &own.source {
            DimensionSource::RowKey => self.repeat().is_some_and(|own| own.row_key.is_some()),
            DimensionSource::Question { names, .. } => names.contains_key(self.asked.form.as_str()),
        })
    }

    /// The dimension that goes by the question itself.
    fn goes_by(&self) -> Option<&Dimension> {
        self.dimensions().find(|own| match &own.source {
            DimensionSource::RowKey => false,
            DimensionSource::Question { names, .. } => {
                names.get(self.asked.form.as_str()) == Some(&self.asked.name)
            }
        })
    }

    /// A choice as people read it; a year is its own name.
    pub fn choice(&self, name: &str) -> String {
        match (&self.question().list, self.goes_by()) {
            (None, Some(dimension)) => self.names.group(dimension, name),
            _ => self.in_words(name),
        }
    }

    fn in_words(&self, stored: &str) -> String {
        let question = self.question();
        match question.kind {
            // A year is no amount.
            QuestionType::Date | QuestionType::Calculate if !stored.contains('-') => {
                stored.to_owned()
            }
            _ => stored_text(self.engine.form(), question, stored, self.names.language),
        }
    }

    /// An answer as people read it.
    pub fn answer(&self, stored: &str) -> String {
        let language = self.names.language;
        match self.looked() {
            _ if stored.is_empty() => words::own_words(language).to_owned(),
            Looked::Counted if self.question().kind == QuestionType::Calculate => {
                self.choice(stored)
            }
            _ => stored_text(self.engine.form(), self.question(), stored, language),
        }
    }
}
