//! The answers that an expression asks for: the form's side of evaluating.

use crate::value::Value;

/// The answers at hand. Whatever does not apply is blank.
pub trait Context {
    /// The value of a reference, in the row at hand where it is inside a repeat.
    fn value(&self, reference: u32) -> &Value;

    /// Shows the values of a reference in all rows of its repeat, in order.
    fn each(&self, _reference: u32, _visit: &mut dyn FnMut(&Value)) {}

    /// The value of a reference in one row, counted from 1.
    fn node(&self, _reference: u32, _position: usize) -> &Value {
        &Value::Blank
    }

    /// How many rows of a repeat apply.
    fn row_count(&self, _repeat: u32) -> usize {
        0
    }

    /// The answer at hand, `.`.
    fn current(&self) -> &Value {
        &Value::Blank
    }

    /// The number of the row at hand, counted from 1; 0 outside a repeat.
    fn position(&self) -> usize {
        0
    }

    /// An attribute of the choice at hand.
    fn attribute(&self, _attribute: u32) -> &Value {
        &Value::Blank
    }
}

/// No answers at all: for expressions of literals.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoAnswers;

impl Context for NoAnswers {
    fn value(&self, _reference: u32) -> &Value {
        &Value::Blank
    }
}
