//! What stands in the way of one answer, and which choices it has.

use sohoi_expr::Value;

use super::Session;
use super::cell::{Cell, Entry, Place};
use crate::definition::QuestionType;
use crate::engine::Engine;
use crate::problem::ProblemKind;
use crate::scope::Scope;

impl Session {
    /// Looks for the problem of a place and its offered choices; whether either changed.
    pub(super) fn check(&mut self, engine: &Engine, place: Place) -> bool {
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
            Entry::Blank => {
                let is_required = field.required && !self.excused.contains(&place.field);
                is_required.then_some(ProblemKind::Missing)
            }
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
}
