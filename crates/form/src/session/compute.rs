//! Computes relevance and values, one step of the graph at a time.

use std::sync::Arc;

use sohoi_expr::{Expression, Value};

use super::Session;
use super::cell::Place;
use crate::engine::Engine;
use crate::graph::Step;
use crate::layout::{MOST_ROWS, Rows};
use crate::scope::Scope;

/// The result of an expression as a value of the form: NaN is blank (JavaRosa,
/// `Recalculate.wrapData`).
pub(super) fn result(expression: &Expression, scope: &Scope<'_>) -> Value {
    match expression.evaluate(scope) {
        Value::Number(number) if number.is_nan() => Value::Blank,
        value => value,
    }
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

    /// Computes whether a section applies; whether that changed.
    pub(super) fn settle_section(&mut self, engine: &Engine, section: usize) -> bool {
        let relevant = engine.layout.sections[section].relevant.as_ref();
        let is_relevant = self.holds_in(relevant, None);
        let before = std::mem::replace(&mut self.sections[section], is_relevant);
        before != is_relevant
    }

    /// Computes whether a repeat applies and how many rows it has; whether the former changed.
    pub(super) fn settle_repeat(&mut self, engine: &Engine, index: usize) -> bool {
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

    pub(super) fn settle_field(&mut self, engine: &Engine, place: Place) -> Settled {
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
}

/// How a computed field differs from before.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Settled {
    /// Whether its page must repaint: value or relevance changed.
    pub(super) is_shown: bool,
    /// Whether expressions see another value.
    pub(super) is_visible: bool,
}
