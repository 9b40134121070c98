//! What one expression sees of a session while it is evaluated.

use sohoi_expr::{Context, Value};

use crate::session::Session;

/// A session seen from one row, one answer or one choice.
pub(crate) struct Scope<'a> {
    session: &'a Session,
    /// The index of the row at hand; none outside a repeat.
    row: Option<usize>,
    current: &'a Value,
    choice: &'a [Value],
}

impl<'a> Scope<'a> {
    pub(crate) fn new(session: &'a Session, row: Option<usize>) -> Self {
        Self {
            session,
            row,
            current: &Value::Blank,
            choice: &[],
        }
    }

    /// With an answer at hand.
    pub(crate) fn with_current(self, current: &'a Value) -> Self {
        Self { current, ..self }
    }

    /// With the attributes of a choice at hand.
    pub(crate) fn with_choice(self, choice: &'a [Value]) -> Self {
        Self { choice, ..self }
    }
}

impl Context for Scope<'_> {
    fn value(&self, reference: u32) -> &Value {
        let row = self.row.unwrap_or(usize::MAX);
        self.session.visible(reference as usize, row)
    }

    fn each(&self, reference: u32, visit: &mut dyn FnMut(&Value)) {
        let field = reference as usize;
        for row in 0..self.session.row_count_of(field) {
            visit(self.session.visible(field, row));
        }
    }

    fn node(&self, reference: u32, position: usize) -> &Value {
        let row = position.wrapping_sub(1);
        self.session.visible(reference as usize, row)
    }

    fn row_count(&self, repeat: u32) -> usize {
        self.session.relevant_rows(repeat as usize)
    }

    fn current(&self) -> &Value {
        self.current
    }

    fn position(&self) -> usize {
        self.row.map_or(0, |row| row + 1)
    }

    fn attribute(&self, attribute: u32) -> &Value {
        self.choice.get(attribute as usize).unwrap_or(&Value::Blank)
    }
}
