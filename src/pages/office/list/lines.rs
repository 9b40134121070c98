//! What stands in the rows of a list.

use std::rc::Rc;
use std::sync::Arc;

use litemap::LiteMap;
use sohoi_form::Engine;
use sohoi_round::{NamedList, Place, answer_text, by_unit, heading};
use sohoi_sync::{Scope, State, SubjectLine};
use sohoi_text::messages::{lists as words, work as work_words};
use sohoi_text::{Language, format_integer};
use sohoi_worker_stats::{ListRow, Lists};

use crate::pages::office::names::Names;
use crate::routes::Route;
use crate::state::work::Work;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a unit.
    Unit {
        /// The id of the unit.
        unit: String,
        /// What stands there.
        title: String,
    },
    /// One that is on the list.
    Subject {
        /// Its code.
        subject: String,
        /// What it is called.
        name: String,
        /// Its own unit, where that is not the one of the heading.
        unit: Option<String>,
        /// Where its response is, where it has one.
        address: Option<String>,
        /// What stands behind the name, by the headings behind the first.
        cells: Vec<Cell>,
    },
}

/// What stands under a heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// The text.
    pub text: String,
    /// The number to dial, where it is one.
    pub call: Option<String>,
}

/// All rows of a list in order, not written yet.
pub(super) struct Lines {
    lists: Rc<Lists>,
    subjects: Vec<Option<SubjectLine>>,
    /// Of those who have no response that counts: the one that is furthest.
    begun: LiteMap<String, (String, State)>,
    order: Vec<Standing>,
}

/// What a row is of.
enum Standing {
    /// A unit with so many on the list.
    Unit(String, usize),
    /// One on the list by its place there, and whether its own unit has to be told.
    Row(usize, bool),
}

/// What rows are written with.
pub(super) struct Writer {
    names: Names,
    /// The place of the list in the round.
    place: usize,
    engine: Option<Arc<Engine>>,
    headings: Vec<String>,
}

impl Lines {
    /// How many rows there are, headings of units among them.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.order.len()).unwrap_or(u32::MAX)
    }
}

impl Writer {
    /// The writer of the list at a place of the round.
    pub(super) fn new(names: Names, place: usize, work: &Work) -> Self {
        let list = &names.figures.lists[place];
        let answers = list.answers();
        let version = answers.and_then(|answers| names.round.form(&answers.form));
        let engine = version.and_then(|version| work.engine(&version.hash));
        let headings = headings(&names, list, engine.as_deref());
        Self {
            names,
            place,
            engine,
            headings,
        }
    }

    /// The headings, the first of which is that of the name.
    pub(super) fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The rows of who is on the list, by unit.
    pub(super) fn lines(&self, lists: Rc<Lists>, work: &Work) -> Lines {
        let rows = lists.rows.iter();
        let subjects: Vec<Option<SubjectLine>> =
            rows.map(|row| work.subject(&row.subject)).collect();
        let rows = lists.rows.iter().zip(&subjects);
        let places: Vec<Place<'_>> = rows
            .map(|(row, subject)| Place {
                unit: subject.as_ref().map_or("", |own| &own.unit),
                name: subject.as_ref().map_or("", |own| &own.name),
                id: &row.subject,
            })
            .collect();
        let root = match work.account().scope {
            Scope::Unit(unit) => Some(unit),
            Scope::Subject(_) => None,
        };
        let mut order = Vec::new();
        for group in by_unit(&self.names.round.units, root.as_deref(), &places) {
            order.push(Standing::Unit(group.unit.clone(), group.rows.len()));
            let rows = group.rows.iter();
            order.extend(rows.map(|row| Standing::Row(*row, places[*row].unit != group.unit)));
        }
        let mut begun = LiteMap::new();
        if self.list().answers().is_none() {
            for line in work.lines() {
                let furthest = line.responses.into_iter().max_by_key(|own| own.state);
                if let Some(response) = furthest {
                    begun.insert(line.subject.id.clone(), (response.id, response.state));
                }
            }
        }
        Lines {
            lists,
            subjects,
            begun,
            order,
        }
    }

    /// At most `count` rows from `from` on.
    pub(super) fn written(&self, lines: &Lines, from: u32, count: u32) -> Vec<Line> {
        let order = lines.order.iter().skip(from as usize);
        let standings = order.take(count as usize);
        let written = standings.map(|standing| match standing {
            Standing::Unit(unit, count) => Line::Unit {
                unit: unit.clone(),
                title: [
                    &self.names.unit(unit),
                    " (",
                    &format_integer(*count as i64),
                    ")",
                ]
                .concat(),
            },
            Standing::Row(row, is_below) => self.subject(lines, *row, *is_below),
        });
        written.collect()
    }

    fn list(&self) -> &NamedList {
        &self.names.figures.lists[self.place]
    }

    fn subject(&self, lines: &Lines, row: usize, is_below: bool) -> Line {
        let names = &self.names;
        let (row, subject) = (&lines.lists.rows[row], lines.subjects[row].as_ref());
        let begun = lines.begun.get(&row.subject);
        let response = row.response.as_ref();
        let response = response.or_else(|| begun.map(|(id, _)| id));
        let route = response.map(|id| Route::Response {
            id: id.clone(),
            section: None,
            at: None,
        });
        let name = subject.map_or("", |own| &own.name);
        let unit = subject.map_or("", |own| &own.unit);
        Line::Subject {
            subject: row.subject.clone(),
            name: if name.is_empty() { &row.subject } else { name }.to_owned(),
            unit: is_below.then(|| names.unit(unit)),
            address: route.map(|route| route.href()),
            cells: self.cells(row, begun.map(|(_, state)| *state)),
        }
    }

    /// What stands behind the name, in the order of [`headings`].
    fn cells(&self, row: &ListRow, begun: Option<State>) -> Vec<Cell> {
        let list = self.list();
        let mut cells = Vec::new();
        if let Some(answers) = list.answers() {
            let form = self.engine.as_ref().map(|engine| engine.form());
            for (column, stored) in answers.columns.iter().zip(&row.cells) {
                cells.push(Cell::of(match form {
                    Some(form) => answer_text(form, column, stored, self.names.language),
                    None => stored.clone(),
                }));
            }
            if answers.phone.is_some() {
                cells.push(phone(&row.phone));
            }
        } else {
            cells.push(Cell::of(standing(self.names.language, begun).to_owned()));
        }
        if list.has_own_steps() {
            let steps = row.steps.iter();
            let steps = steps.filter_map(|step| list.next.get(*step as usize));
            let steps: Vec<String> = steps.map(|step| self.names.words(&step.text)).collect();
            cells.push(Cell::of(steps.join(" ")));
        }
        cells
    }
}

impl Cell {
    fn of(text: String) -> Self {
        Self { text, call: None }
    }
}

fn headings(names: &Names, list: &NamedList, engine: Option<&Engine>) -> Vec<String> {
    let language = names.language;
    let mut headings = vec![words::name(language).to_owned()];
    if let Some(answers) = list.answers() {
        if let Some(engine) = engine {
            let measures = &names.round.measures;
            let columns = answers.columns.iter();
            headings.extend(columns.map(|own| heading(engine.form(), measures, own, language)));
        }
        if answers.phone.is_some() {
            headings.push(words::phone(language).to_owned());
        }
    } else {
        headings.push(words::form(language).to_owned());
    }
    if list.has_own_steps() {
        headings.push(words::next(language).to_owned());
    }
    headings
}

/// A number to call.
fn phone(number: &str) -> Cell {
    let digits: String = number
        .chars()
        .filter(|letter| letter.is_ascii_digit() || *letter == '+')
        .collect();
    Cell {
        text: number.to_owned(),
        call: Some(digits).filter(|digits| !digits.is_empty()),
    }
}

/// How far the form is of somebody who has none that counts.
fn standing(language: Language, state: Option<State>) -> &'static str {
    match state {
        None => work_words::not_started(language),
        Some(State::Draft) => work_words::draft(language),
        Some(State::Returned) => work_words::returned(language),
        Some(State::Submitted) => words::submitted(language),
        Some(State::Checked | State::Approved | State::Locked) => words::checked(language),
    }
}
