//! Computes relevance, values and problems: all of them once, then only what an edit concerns.

use std::collections::BTreeSet;
use std::sync::Arc;

use sohoi_expr::{Expression, Value};

use super::cell::{Cell, Entry, Place};
use super::{Changed, Session};
use crate::answer::{Reading, read};
use crate::definition::QuestionType;
use crate::engine::Engine;
use crate::graph::{Dependent, Step};
use crate::layout::{MOST_ROWS, Rows};
use crate::path::Path;
use crate::problem::ProblemKind;
use crate::scope::Scope;

/// The result of an expression as a value of the form: NaN is blank (JavaRosa,
/// `Recalculate.wrapData`).
pub(super) fn result(expression: &Expression, scope: &Scope<'_>) -> Value {
    match expression.evaluate(scope) {
        Value::Number(number) if number.is_nan() => Value::Blank,
        value => value,
    }
}

/// What an edit set in motion and has not settled yet.
#[derive(Default)]
struct Wave {
    /// The steps to compute, by their place in the order, with their rows.
    steps: BTreeSet<(usize, usize)>,
    /// The places to check when all values stand.
    checks: BTreeSet<Place>,
    /// The places that changed.
    shown: BTreeSet<Place>,
    /// The repeats that changed.
    repeats: BTreeSet<usize>,
    /// The places that are gone, with their rows.
    gone: Vec<Path>,
    sections: bool,
}

impl Session {
    /// Computes everything from the answers.
    pub(super) fn compute_all(&mut self) {
        let engine = Arc::clone(&self.engine);
        self.top.resize(1);
        self.load_top();
        for step in &engine.graph.order {
            match *step {
                Step::Section(section) => {
                    self.settle_section(&engine, section);
                }
                Step::Repeat(repeat) => {
                    self.settle_repeat(&engine, repeat);
                }
                Step::Field(field) => {
                    for row in 0..self.row_count_of(field) {
                        self.settle_field(&engine, Place { field, row });
                    }
                }
            }
        }
        for field in 0..engine.layout.fields.len() {
            for row in 0..self.row_count_of(field) {
                self.check(&engine, Place { field, row });
            }
        }
    }

    /// Takes a new text for one place and computes what depends on it.
    pub(super) fn enter(&mut self, place: Place, text: Option<&str>) -> Changed {
        let engine = Arc::clone(&self.engine);
        let mut wave = Wave::default();
        wave.shown.insert(place);
        wave.checks.insert(place);
        let before = self.visible(place.field, place.row).clone();
        self.put(place, text.unwrap_or_default());
        if *self.visible(place.field, place.row) != before {
            self.follow(&engine, Step::Field(place.field), place.row, &mut wave);
        }
        while let Some((rank, row)) = wave.steps.pop_first() {
            match engine.graph.order[rank] {
                Step::Section(section) => {
                    if self.settle_section(&engine, section) {
                        wave.sections = true;
                        self.follow(&engine, Step::Section(section), 0, &mut wave);
                    }
                }
                Step::Repeat(repeat) => self.resettle_repeat(&engine, repeat, &mut wave),
                Step::Field(field) => {
                    let place = Place { field, row };
                    let settled = self.settle_field(&engine, place);
                    if settled.is_shown {
                        wave.shown.insert(place);
                        wave.checks.insert(place);
                    }
                    if settled.is_visible {
                        self.follow(&engine, Step::Field(field), row, &mut wave);
                    }
                }
            }
        }
        for place in std::mem::take(&mut wave.checks) {
            if self.check(&engine, place) {
                wave.shown.insert(place);
            }
        }
        self.changed(wave)
    }

    /// Puts what depends on a step into the wave.
    fn follow(&self, engine: &Engine, step: Step, row: usize, wave: &mut Wave) {
        for dependent in engine.graph.steps_after(step) {
            let rank = engine.graph.rank(dependent.target);
            for row in self.rows_of(dependent.target, dependent.same_row, row) {
                wave.steps.insert((rank, row));
            }
        }
        for Dependent { target, same_row } in engine.graph.checks_after(step) {
            for row in self.rows_of(Step::Field(*target), *same_row, row) {
                wave.checks.insert(Place {
                    field: *target,
                    row,
                });
            }
        }
    }

    fn rows_of(&self, step: Step, same_row: bool, row: usize) -> std::ops::Range<usize> {
        match step {
            _ if same_row => row..row + 1,
            Step::Field(field) => 0..self.row_count_of(field),
            Step::Section(_) | Step::Repeat(_) => 0..1,
        }
    }

    /// Computes whether a section applies; whether that changed.
    fn settle_section(&mut self, engine: &Engine, section: usize) -> bool {
        let relevant = engine.layout.sections[section].relevant.as_ref();
        let is_relevant = self.holds_in(relevant, None);
        let before = std::mem::replace(&mut self.sections[section], is_relevant);
        before != is_relevant
    }

    /// Computes whether a repeat applies and how many rows it has; whether the former changed.
    fn settle_repeat(&mut self, engine: &Engine, index: usize) -> bool {
        let repeat = &engine.layout.repeats[index];
        let rows = match &repeat.rows {
            Rows::Constant(rows) => *rows,
            Rows::Counted(count) => {
                // `as` turns NaN and everything below zero into 0.
                let count = count.evaluate(&Scope::new(self, None)).to_number();
                (count as usize).min(MOST_ROWS)
            }
        };
        let before = self.tables[index].rows();
        if rows != before {
            self.tables[index].resize(rows);
            self.load_rows(index, before);
        }
        let is_relevant =
            self.sections[repeat.section] && self.holds_in(repeat.relevant.as_ref(), None);
        let before = std::mem::replace(&mut self.repeats[index], is_relevant);
        before != is_relevant
    }

    /// Settles a repeat and puts what follows into the wave.
    fn resettle_repeat(&mut self, engine: &Engine, index: usize, wave: &mut Wave) {
        let before = self.tables[index].rows();
        let is_other = self.settle_repeat(engine, index);
        let after = self.tables[index].rows();
        if !is_other && before == after {
            return;
        }
        for row in before.min(after)..before.max(after) {
            for field in engine.layout.columns(index) {
                let place = Place { field, row };
                if row < after {
                    wave.shown.insert(place);
                    wave.checks.insert(place);
                } else {
                    wave.gone.push(self.path(place));
                }
                // What looks at all rows of a field must look again.
                self.follow(engine, Step::Field(field), row, wave);
            }
        }
        wave.repeats.insert(index);
        self.follow(engine, Step::Repeat(index), 0, wave);
    }

    fn settle_field(&mut self, engine: &Engine, place: Place) -> Settled {
        let field = &engine.layout.fields[place.field];
        let row = field.repeat.map(|_| place.row);
        let is_parent_relevant = match field.repeat {
            Some(repeat) => self.repeats[repeat],
            None => self.sections[field.section],
        };
        let is_relevant = is_parent_relevant && self.holds_in(field.relevant.as_ref(), row);
        let value = field.calculation.as_ref().map(|calculation| {
            if is_relevant {
                result(calculation, &Scope::new(self, row))
            } else {
                Value::Blank
            }
        });
        let Some(cell) = self.cell_mut(place) else {
            // The row went away after it was put into the wave.
            return Settled::default();
        };
        let was_relevant = std::mem::replace(&mut cell.is_relevant, is_relevant);
        let is_other = value.is_some_and(|value| {
            let is_other = cell.value != value;
            cell.value = value;
            is_other
        });
        Settled {
            is_shown: is_other || was_relevant != is_relevant,
            is_visible: is_other || (was_relevant != is_relevant && !cell.value.is_blank()),
        }
    }

    fn holds_in(&self, condition: Option<&Expression>, row: Option<usize>) -> bool {
        condition.is_none_or(|condition| condition.is_true(&Scope::new(self, row)))
    }

    /// Looks for the problem of a place and its offered choices; whether either changed.
    fn check(&mut self, engine: &Engine, place: Place) -> bool {
        let offered = self.offered(engine, place);
        let Some(cell) = self.cell_mut(place) else {
            return false;
        };
        let other_offer = cell.offered != offered;
        cell.offered = offered;
        let problem = self.problem_of(engine, place);
        match self.cell_mut(place) {
            Some(cell) => {
                let before = std::mem::replace(&mut cell.problem, problem);
                other_offer || before != problem
            }
            None => false,
        }
    }

    fn problem_of(&self, engine: &Engine, place: Place) -> Option<ProblemKind> {
        let field = &engine.layout.fields[place.field];
        let Cell {
            value,
            entry,
            is_relevant,
            ..
        } = self.cell(place)?;
        if !is_relevant || !field.is_asked() {
            return None;
        }
        match entry {
            Entry::Blank => field.required.then_some(ProblemKind::Missing),
            Entry::Malformed => Some(ProblemKind::WrongType),
            Entry::Value if !self.is_offer(engine, place, value) => Some(ProblemKind::NotOffered),
            Entry::Value => {
                let constraint = field.constraint.as_ref()?;
                let row = field.repeat.map(|_| place.row);
                let scope = Scope::new(self, row).with_current(value);
                (!constraint.is_true(&scope)).then_some(ProblemKind::Constraint)
            }
        }
    }

    /// Whether every chosen name is among the offered choices.
    fn is_offer(&self, engine: &Engine, place: Place, value: &Value) -> bool {
        let field = &engine.layout.fields[place.field];
        let Some(list) = field.list else {
            return true;
        };
        let positions = &engine.layout.lists[list].positions;
        let offers = |name: &str| {
            let position = positions.get(name);
            position.is_some_and(|position| self.is_offered(place, *position))
        };
        match field.kind {
            QuestionType::SelectMultiple => value.to_text().split(' ').all(offers),
            _ => offers(&value.to_text()),
        }
    }

    /// Whether the choice at a position of the list is offered at a place.
    pub(super) fn is_offered(&self, place: Place, position: usize) -> bool {
        let offered = self.cell(place).and_then(|cell| cell.offered.as_ref());
        offered.is_none_or(|offered| offered.get(position) == Some(&true))
    }

    /// What the choice filter of a place lets through, where it has one.
    fn offered(&self, engine: &Engine, place: Place) -> Option<Box<[bool]>> {
        let field = &engine.layout.fields[place.field];
        let (filter, list) = (field.choice_filter.as_ref()?, field.list?);
        let row = field.repeat.map(|_| place.row);
        let choices = engine.layout.lists[list].values.iter();
        let offered = choices.map(|choice| {
            let scope = Scope::new(self, row).with_choice(choice);
            filter.is_true(&scope)
        });
        Some(offered.collect())
    }

    /// Reads the text of an answer into its cell.
    fn put(&mut self, place: Place, text: &str) {
        let reading = read(self.field(place).kind, text);
        if let Some(cell) = self.cell_mut(place) {
            (cell.value, cell.entry) = match reading {
                Reading::Blank => (Value::Blank, Entry::Blank),
                Reading::Value(value) => (value, Entry::Value),
                Reading::Malformed => (Value::Blank, Entry::Malformed),
            };
        }
    }

    /// Reads the answers outside the repeats, which stand first in the order of paths.
    fn load_top(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        let top = answers.iter().take_while(|(path, _)| path.row.is_none());
        for (path, text) in top {
            self.load(path, text);
        }
        self.answers = answers;
    }

    /// Reads the answers of a repeat from a row on.
    fn load_rows(&mut self, repeat: usize, from: usize) {
        let name = self.engine.layout.repeats[repeat].name.clone();
        let answers = std::mem::take(&mut self.answers);
        let start = Path::in_row(name.as_str(), "", "");
        let rows = answers
            .range(start..)
            .take_while(|(path, _)| path.row.as_ref().is_some_and(|(first, _)| *first == name));
        for (path, text) in rows {
            if self.locate(path).is_some_and(|place| place.row >= from) {
                self.load(path, text);
            }
        }
        self.answers = answers;
    }

    fn load(&mut self, path: &Path, text: &str) {
        if let Some(place) = self.locate(path)
            && self.field(place).is_asked()
        {
            self.put(place, text);
        }
    }

    /// The wave as people's pages need it.
    fn changed(&self, wave: Wave) -> Changed {
        let layout = &self.engine.layout;
        // A repeat stands before its first field, its rows one after the other.
        let repeats = wave.repeats.iter().map(|repeat| {
            let repeat = &layout.repeats[*repeat];
            ((repeat.first, 0, 0), Path::top(&repeat.name))
        });
        let places = wave.shown.iter().map(|place| {
            let field = &layout.fields[place.field];
            let first = field
                .repeat
                .map_or(place.field, |repeat| layout.repeats[repeat].first);
            ((first, place.row + 1, place.field), self.path(*place))
        });
        let mut paths: Vec<_> = repeats.chain(places).collect();
        paths.sort_by_key(|(order, _)| *order);
        Changed {
            paths: paths
                .into_iter()
                .map(|(_, path)| path)
                .chain(wave.gone)
                .collect(),
            sections: wave.sections,
        }
    }
}

/// How a computed field differs from before.
#[derive(Clone, Copy, Debug, Default)]
struct Settled {
    /// Whether its page must repaint: value or relevance changed.
    is_shown: bool,
    /// Whether expressions see another value.
    is_visible: bool,
}
