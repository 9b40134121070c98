//! Evaluates a checked expression against the answers at hand.

mod call;

use std::borrow::Cow;

use self::call::call;
use crate::context::Context;
use crate::expression::{Expression, Node};
use crate::function::Function;
use crate::syntax::Operator;
use crate::value::Value;

impl Expression {
    /// The value of the expression; NaN where XPath says so, never an empty text.
    pub fn evaluate(&self, context: &dyn Context) -> Value {
        value(&self.root, context).into_owned()
    }

    /// The truth of the expression.
    pub fn is_true(&self, context: &dyn Context) -> bool {
        truth(&self.root, context)
    }
}

fn value<'a>(node: &'a Node, context: &'a dyn Context) -> Cow<'a, Value> {
    match node {
        Node::Constant(constant) => Cow::Borrowed(constant),
        Node::Reference(handle) => Cow::Borrowed(context.value(*handle)),
        Node::Current => Cow::Borrowed(context.current()),
        Node::Attribute(handle) => Cow::Borrowed(context.attribute(*handle)),
        Node::Position => Cow::Owned(Value::Number(context.position() as f64)),
        Node::Indexed(handle, index) => {
            let index = number(index, context);
            // NaN and everything below 1 has no row; a part of a row is dropped.
            if index >= 1.0 {
                Cow::Borrowed(context.node(*handle, index as usize))
            } else {
                Cow::Owned(Value::Blank)
            }
        }
        Node::Call(Function::If, parts) => {
            let chosen = if truth(&parts[0], context) { 1 } else { 2 };
            value(&parts[chosen], context)
        }
        Node::Call(Function::Coalesce, parts) => {
            let first = value(&parts[0], context);
            let is_missing = first.is_blank() || matches!(*first, Value::Number(n) if n.is_nan());
            if is_missing {
                value(&parts[1], context)
            } else {
                first
            }
        }
        Node::Call(function, parts) => Cow::Owned(call(*function, parts, context)),
        Node::Negate(_) => Cow::Owned(Value::Number(number(node, context))),
        Node::Matches(..) => Cow::Owned(Value::Boolean(truth(node, context))),
        Node::Operation(operator, _) => Cow::Owned(match operator {
            operator if operator.is_arithmetic() => Value::Number(number(node, context)),
            _ => Value::Boolean(truth(node, context)),
        }),
        // The checker lets these stand as arguments of gathering functions only.
        Node::Nodes(_) | Node::Rows(_) => Cow::Owned(Value::Blank),
    }
}

fn number(node: &Node, context: &dyn Context) -> f64 {
    match node {
        Node::Negate(inner) => -number(inner, context),
        Node::Operation(operator, parts) if operator.is_arithmetic() && parts.len() == 2 => {
            operator.calculate(number(&parts[0], context), number(&parts[1], context))
        }
        Node::Operation(..) => f64::from(u8::from(truth(node, context))),
        _ => value(node, context).to_number(),
    }
}

fn text<'a>(node: &'a Node, context: &'a dyn Context) -> Cow<'a, str> {
    match value(node, context) {
        Cow::Borrowed(value) => value.to_text(),
        Cow::Owned(Value::Text(text)) => Cow::Owned(text),
        Cow::Owned(value) => Cow::Owned(value.to_text().into_owned()),
    }
}

fn truth(node: &Node, context: &dyn Context) -> bool {
    match node {
        Node::Operation(Operator::And, parts) => parts.iter().all(|part| truth(part, context)),
        Node::Operation(Operator::Or, parts) => parts.iter().any(|part| truth(part, context)),
        Node::Operation(operator, parts) => match operator {
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::AtMost
            | Operator::More
            | Operator::AtLeast => {
                let left = value(&parts[0], context);
                let right = value(&parts[1], context);
                compare(*operator, &left, &right)
            }
            _ => Value::Number(number(node, context)).to_boolean(),
        },
        Node::Matches(inner, pattern) => pattern.matches(&text(inner, context)),
        _ => value(node, context).to_boolean(),
    }
}

/// XPath 1.0, section 3.4, with days: truth before number before text. A day counts as its
/// number. Blank is the empty text, so it equals blank and differs from everything else, and it
/// is NaN as a number, so no order holds with it.
fn compare(operator: Operator, left: &Value, right: &Value) -> bool {
    match operator {
        Operator::Equal => equal(left, right),
        Operator::NotEqual => !equal(left, right),
        _ => operator.compare(left.to_number(), right.to_number()),
    }
}

impl Operator {
    /// Whether it makes a number of two numbers.
    pub fn is_arithmetic(self) -> bool {
        self.strength() >= Self::Add.strength()
    }

    /// The number that an arithmetic operator makes; NaN of any other.
    pub fn calculate(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Modulo => left % right,
            _ => f64::NAN,
        }
    }

    /// Whether a comparison of two numbers holds, NaN differing from everything; false of any
    /// operator that does not compare.
    pub fn compare(self, left: f64, right: f64) -> bool {
        let is_same = same(left, right);
        match self {
            Self::Equal => is_same,
            Self::NotEqual => !is_same,
            Self::Less => left < right && !is_same,
            Self::AtMost => left < right || is_same,
            Self::More => left > right && !is_same,
            Self::AtLeast => left > right || is_same,
            _ => false,
        }
    }
}

fn equal(left: &Value, right: &Value) -> bool {
    use Value::{Boolean, Date, Number};
    match (left, right) {
        (Boolean(_), _) | (_, Boolean(_)) => left.to_boolean() == right.to_boolean(),
        (Number(_) | Date(_), _) | (_, Number(_) | Date(_)) => {
            same(left.to_number(), right.to_number())
        }
        _ => left.to_text() == right.to_text(),
    }
}

/// Numbers are the same within 10⁻¹², as in JavaRosa (`XPathEqExpr`), so that 0.1 + 0.2 = 0.3.
/// Here the order agrees with it: `a <= b` holds where `a = b` does.
fn same(left: f64, right: f64) -> bool {
    left == right || (left - right).abs() < 1e-12
}
