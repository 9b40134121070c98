//! Who is on the named lists, and what stands there of them.

mod groups;
mod words;

use std::sync::Arc;

use sohoi_form::{Engine, Path, Reference, Session};

use crate::list::{FromAnswers, NamedList};

pub use groups::{Place, UnitGroup, by_unit};
pub use words::{answer_text, heading, stored_text};

/// A response on a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OnList {
    /// The answers of the list's columns, as answers are stored: a day as `2017-06-30`, choices by
    /// their names with a space between. Blank where there is none.
    pub cells: Vec<String>,
    /// The number to call; blank where there is none.
    pub phone: String,
    /// Which of the steps that have a condition are to be done, by their places in
    /// [`NamedList::next`].
    pub steps: Vec<u32>,
}

/// The named lists of a round, compiled against its forms.
pub struct Listing<'a> {
    lists: Vec<Option<Compiled<'a>>>,
}

/// A list that looks at responses.
struct Compiled<'a> {
    engine: &'a Arc<Engine>,
    answers: &'a FromAnswers,
    relevant: Reference,
    steps: Vec<(u32, Reference)>,
}

impl<'a> Listing<'a> {
    /// Compiles the lists. `engines` are the compiled forms.
    ///
    /// Lists were checked when the round was compiled; one that means nothing to the form that is
    /// here stays empty.
    pub fn new(
        lists: &'a [NamedList],
        engines: impl Iterator<Item = &'a Arc<Engine>> + Clone,
    ) -> Self {
        let compile = |list: &'a NamedList| {
            let answers = list.answers()?;
            let mut engines = engines.clone();
            let engine = engines.find(|engine| engine.form().id == answers.form)?;
            let reference = |text: &str| engine.reference(text, None).ok();
            let relevant = reference(&answers.relevant)?;
            let mut steps = Vec::new();
            for (place, step) in (0..).zip(&list.next) {
                if let Some(when) = &step.when {
                    steps.push((place, reference(when)?));
                }
            }
            Some(Compiled {
                engine,
                answers,
                relevant,
                steps,
            })
        };
        Self {
            lists: lists.iter().map(compile).collect(),
        }
    }

    /// Every list that a response is on, by its place in the round, with what stands there of it.
    ///
    /// Answers given under another version of the form are read under the form of the lists.
    pub fn of(&self, session: &Session) -> Vec<(u32, OnList)> {
        let mut found = Vec::new();
        let mut current: Option<Session> = None;
        for (place, list) in (0..).zip(&self.lists) {
            let Some(list) = list else { continue };
            if list.answers.form != session.engine().form().id {
                continue;
            }
            let session = if Arc::ptr_eq(list.engine, session.engine()) {
                session
            } else {
                current.get_or_insert_with(|| session.under(list.engine))
            };
            if session.holds(&list.relevant, None) {
                found.push((place, list.listed(session)));
            }
        }
        found
    }
}

impl Compiled<'_> {
    fn listed(&self, session: &Session) -> OnList {
        let answer = |question: &str| {
            let value = session.value(&Path::top(question));
            value.to_text().into_owned()
        };
        let columns = self.answers.columns.iter();
        let steps = self.steps.iter();
        OnList {
            cells: columns.map(|column| answer(&column.question)).collect(),
            phone: self
                .answers
                .phone
                .as_deref()
                .map(answer)
                .unwrap_or_default(),
            steps: steps
                .filter(|(_, when)| session.holds(when, None))
                .map(|(place, _)| *place)
                .collect(),
        }
    }
}
