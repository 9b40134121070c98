//! One answer as a field shows it.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use sohoi_form::{Choice, ProblemKind, Question};
use sohoi_text::Language;

/// What a field needs to know about its place in the form, right now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The stored value; for a calculation, its result as plain text.
    pub value: Option<String>,
    /// Whether the question applies.
    pub is_relevant: bool,
    /// What stands in the way of submitting.
    pub problem: Option<ProblemKind>,
    /// The names of the choices offered, where a choice filter decides; else empty.
    pub offered: Vec<String>,
}

/// An event that carries the new value of an answer; `None` clears it.
pub type OnValue = Arc<dyn Fn(Option<String>) + Send + Sync>;

/// An event that carries the pasted text of a piece of a spreadsheet, from this place on.
pub type OnPaste = Rc<dyn Fn(String)>;

/// A larger unit of measure in the language of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargerUnit {
    /// How many of the unit make one of it.
    pub factor: u32,
    /// Its words.
    pub name: String,
}

/// Everything a field is handed.
#[derive(Clone)]
pub struct Field {
    /// The language of the page.
    pub language: Language,
    /// The definition of the question.
    pub question: Arc<Question>,
    /// The choices of its list, before any filter.
    pub choices: Arc<Vec<Choice>>,
    /// Its place as path text.
    pub path: String,
    /// Its number on the form, outside repeats.
    pub number: Option<usize>,
    /// The words for its unit of measure.
    pub unit: Option<String>,
    /// The larger unit in which large amounts are said again.
    pub larger: Option<LargerUnit>,
    /// The answer.
    pub answer: ArcRwSignal<Answer>,
    /// Whether a blank answer is pointed out: only after somebody tried to submit.
    pub shows_missing: ArcRwSignal<bool>,
    /// A key was pressed; more may follow.
    pub on_type: OnValue,
    /// The value is meant: a choice, or the field was left.
    pub on_commit: OnValue,
}

impl Field {
    /// The text of the page's language.
    pub fn words(&self, text: &sohoi_form::Text) -> String {
        words(self.language, text)
    }

    /// The id of the element that takes input; labels refer to it.
    pub fn input_id(&self) -> String {
        format!("f-{}", self.path)
    }

    /// The ids of what is told about the answer beside it.
    pub fn described_by(&self) -> String {
        match self.larger {
            Some(_) => [&self.problem_id(), " e-", &self.path].concat(),
            None => self.problem_id(),
        }
    }

    /// The id of the element that tells the problem.
    pub fn problem_id(&self) -> String {
        format!("p-{}", self.path)
    }
}

/// The text of a language.
pub fn words(language: Language, text: &sohoi_form::Text) -> String {
    language.pick(&text.vi, &text.en).to_owned()
}
