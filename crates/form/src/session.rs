//! One filling of a form: answers in, relevance, calculations and problems out.

mod cell;
mod compute;
mod judge;
mod load;
mod versions;
mod wave;

use std::sync::Arc;

use litemap::LiteMap;
use sohoi_expr::Value;

use crate::definition::Choice;
use crate::engine::{Engine, Reference};
use crate::layout::{Field, Item};
use crate::path::Path;
use crate::problem::Problem;
use crate::scope::Scope;
use cell::{Cell, Entry, Place, Table};

/// The stored answers by place. A blank answer is absent, never an empty text.
pub type Answers = LiteMap<Path, String>;

/// What an edit changed, so that a page repaints only that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changed {
    /// Places whose stored text, value, relevance, problem or offered choices changed, in
    /// document order; a repeat stands as its own name where its relevance or rows changed, and
    /// places of rows that went away stand last.
    pub paths: Vec<Path>,
    /// Whether a section became relevant or irrelevant.
    pub sections: bool,
}

/// How far a section or a form is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions that are relevant and have to be answered, and others that are (a repeat's question
    /// counts once a row): a form without problems is answered whole.
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
    /// By section: whether it applies.
    sections: Vec<bool>,
    /// By repeat: whether it applies.
    repeats: Vec<bool>,
    /// The fields outside every repeat, one row.
    top: Table,
    /// The fields of each repeat.
    tables: Vec<Table>,
    /// Fields that may stay blank although they are required.
    excused: Vec<usize>,
}

impl Session {
    /// Opens `answers` under the form of `engine`. Answers at places the form does not know are
    /// kept in [`answers`](Self::answers) and take no part in anything else.
    pub fn new(engine: Arc<Engine>, answers: Answers) -> Self {
        let layout = &engine.layout;
        let mut session = Self {
            sections: vec![false; layout.sections.len()],
            repeats: vec![false; layout.repeats.len()],
            top: Table::new(layout.top_width),
            tables: layout
                .repeats
                .iter()
                .map(|repeat| Table::new(repeat.width))
                .collect(),
            excused: Vec::new(),
            engine,
            answers,
        };
        session.compute_all();
        session
    }

    /// Lets a required question stay blank in this filling: nobody can know its answer yet, e.g.
    /// the code in the register of an association that is not in it.
    pub fn excuse(&mut self, question: &str) {
        let Some(place) = self.locate(&Path::top(question)) else {
            return;
        };
        self.excused.push(place.field);
        let engine = Arc::clone(&self.engine);
        self.check(&engine, place);
    }

    /// The compiled form.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The stored answers, irrelevant ones included.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The stored answers, when the session is no longer needed.
    pub fn into_answers(self) -> Answers {
        self.answers
    }

    /// Sets or clears one answer and recomputes what depends on it.
    ///
    /// `None` and the empty text clear it. An answer at a place that the form does not know, or
    /// does not ask at, is stored and changes nothing.
    pub fn set(&mut self, path: &Path, value: Option<&str>) -> Changed {
        let value = value.filter(|text| !text.is_empty());
        if self.answers.get(path).map(String::as_str) == value {
            return Changed::default();
        }
        match value {
            Some(text) => self.answers.insert(path.clone(), text.to_owned()),
            None => self.answers.remove(path),
        };
        match self.locate(path) {
            Some(place) if self.field(place).is_asked() => self.enter(place, value),
            _ => Changed::default(),
        }
    }

    /// The value at a place as expressions see it: calculated or answered; blank where irrelevant.
    pub fn value(&self, path: &Path) -> Value {
        self.locate(path).map_or(Value::Blank, |place| {
            self.visible(place.field, place.row).clone()
        })
    }

    /// The value behind a handle of an expression, as expressions see it; `row` is the index of the
    /// row where the question is inside a repeat, else 0.
    pub fn value_of(&self, handle: u32, row: usize) -> &Value {
        self.visible(handle as usize, row)
    }

    /// Whether the question, its repeat and its section apply. A repeat is asked by its name.
    pub fn is_relevant(&self, path: &Path) -> bool {
        if path.row.is_none()
            && let Some(Item::Repeat(repeat)) = self.engine.layout.item(&path.question)
        {
            return self.repeats[repeat];
        }
        self.cell_at(path).is_some_and(|cell| cell.is_relevant)
    }

    /// Whether the section with this id applies.
    pub fn is_section_relevant(&self, section: &str) -> bool {
        let index = self.engine.layout.section_ids.get(section);
        index.is_some_and(|index| self.sections[*index])
    }

    /// The problem of one place, if it has one.
    pub fn problem(&self, path: &Path) -> Option<Problem> {
        let kind = self.cell_at(path)?.problem?;
        let path = path.clone();
        Some(Problem { path, kind })
    }

    /// Every problem that stands in the way of submitting, in document order.
    pub fn problems(&self) -> Vec<Problem> {
        (0..self.sections.len())
            .flat_map(|section| self.places(section))
            .filter_map(|place| {
                let kind = self.cell(place)?.problem?;
                let path = self.path(place);
                Some(Problem { path, kind })
            })
            .collect()
    }

    /// The places where something unusual asks for a word of explanation, in document order, each
    /// with whether the word is given. They stand in nobody's way.
    pub fn explanations(&self) -> Vec<(Path, bool)> {
        let form = self.engine.form();
        (0..self.sections.len())
            .flat_map(|section| self.places(section))
            .filter(|place| self.field(*place).question(form).is_explanation())
            .filter_map(|place| {
                let cell = self.cell(place).filter(|cell| cell.is_relevant)?;
                Some((self.path(place), cell.entry != Entry::Blank))
            })
            .collect()
    }

    /// The choices offered at a place, after its choice filter.
    pub fn options(&self, path: &Path) -> Vec<&Choice> {
        let Some(place) = self.locate(path) else {
            return Vec::new();
        };
        let Some(list) = self.field(place).list else {
            return Vec::new();
        };
        let name = &self.engine.layout.lists[list].name;
        let choices = self.engine.form().choice_lists.get(name);
        let choices = choices.into_iter().flatten().enumerate();
        choices
            .filter(|(position, _)| self.is_offered(place, *position))
            .map(|(_, choice)| choice)
            .collect()
    }

    /// The row keys of a repeat in order.
    pub fn rows(&self, repeat: &str) -> Vec<String> {
        match self.engine.layout.item(repeat) {
            Some(Item::Repeat(repeat)) => (1..=self.tables[repeat].rows())
                .map(|key| key.to_string())
                .collect(),
            _ => Vec::new(),
        }
    }

    /// How far one section is.
    pub fn progress(&self, section: &str) -> Progress {
        let index = self.engine.layout.section_ids.get(section);
        index.map_or_else(Progress::default, |index| self.section_progress(*index))
    }

    /// How far the whole form is.
    pub fn total_progress(&self) -> Progress {
        let sections = (0..self.sections.len()).map(|section| self.section_progress(section));
        sections.fold(Progress::default(), |sum, one| Progress {
            asked: sum.asked + one.asked,
            answered: sum.answered + one.answered,
            problems: sum.problems + one.problems,
        })
    }

    /// Evaluates an expression that is not part of the form; `row` is the row key of the repeat
    /// it was resolved in.
    ///
    /// A number that is none (0 ÷ 0, arithmetic with a blank) is blank, as in calculations.
    pub fn evaluate(&self, reference: &Reference, row: Option<&str>) -> Value {
        compute::result(&reference.expression, &self.scope_of(reference, row))
    }

    /// Whether a condition that is not part of the form holds; see [`evaluate`](Self::evaluate).
    pub fn holds(&self, reference: &Reference, row: Option<&str>) -> bool {
        let scope = self.scope_of(reference, row);
        reference.expression.is_true(&scope)
    }

    fn scope_of(&self, reference: &Reference, row: Option<&str>) -> Scope<'_> {
        let row = reference.repeat.and(row).and_then(cell::row_of_key);
        Scope::new(self, row)
    }

    fn section_progress(&self, section: usize) -> Progress {
        let mut progress = Progress::default();
        for place in self.places(section) {
            let field = self.field(place);
            if let Some(cell) = self.cell(place)
                && cell.is_relevant
                && field.is_asked()
            {
                let is_answered = cell.entry != Entry::Blank;
                let has_to_be = field.required && !self.excused.contains(&place.field);
                progress.asked += usize::from(is_answered || has_to_be);
                progress.answered += usize::from(is_answered);
                progress.problems += usize::from(cell.problem.is_some());
            }
        }
        progress
    }

    fn cell_at(&self, path: &Path) -> Option<&Cell> {
        self.cell(self.locate(path)?)
    }

    fn field(&self, place: Place) -> &Field {
        &self.engine.layout.fields[place.field]
    }
}
