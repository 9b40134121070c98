//! Values at hand for one evaluation.

use sohoi_expr::{Context, Expression, Value};

/// What an expression asks for, filled in before it is evaluated.
#[derive(Default)]
pub(crate) struct Given {
    pub(crate) values: Vec<(u32, Value)>,
    pub(crate) nodes: Vec<(u32, Vec<Value>)>,
    /// By repeat: how many rows apply.
    pub(crate) rows: Vec<(u32, usize)>,
    pub(crate) position: usize,
}

impl Given {
    /// The value of an expression, as a session gives it: NaN is blank.
    pub(crate) fn evaluate(&self, expression: &Expression) -> Value {
        match expression.evaluate(self) {
            Value::Number(number) if number.is_nan() => Value::Blank,
            value => value,
        }
    }
}

fn find<T>(all: &[(u32, T)], handle: u32) -> Option<&T> {
    Some(&all.iter().find(|(known, _)| *known == handle)?.1)
}

impl Context for Given {
    fn value(&self, reference: u32) -> &Value {
        find(&self.values, reference).unwrap_or(&Value::Blank)
    }

    fn each(&self, reference: u32, visit: &mut dyn FnMut(&Value)) {
        find(&self.nodes, reference)
            .into_iter()
            .flatten()
            .for_each(visit);
    }

    fn node(&self, reference: u32, position: usize) -> &Value {
        let nodes = find(&self.nodes, reference);
        let node = nodes.and_then(|nodes| nodes.get(position.wrapping_sub(1)));
        node.unwrap_or(&Value::Blank)
    }

    fn row_count(&self, repeat: u32) -> usize {
        find(&self.rows, repeat).copied().unwrap_or(0)
    }

    fn position(&self) -> usize {
        self.position
    }
}
