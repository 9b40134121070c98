//! An expression taken apart by one level, for programs that go through many answers at once.

use crate::expression::{Expression, Node};
use crate::function::{self, Function};
use crate::syntax::Operator;
use crate::value::Value;

/// What an expression consists of at its outermost level.
///
/// Each part is an expression of the same form: it asks its [`Context`](crate::Context) with the
/// same handles.
#[derive(Clone, Debug)]
pub enum Split {
    /// A literal.
    Constant(Value),
    /// The value of one question, by its handle.
    Reference(u32),
    /// The opposite number.
    Negate(Expression),
    /// Two operands; of `and` and `or`, whose parts are asked for their truth, any number.
    Operation(Operator, Vec<Expression>),
    /// A function whose arguments are single values, by its name in the language.
    Call(&'static str, Vec<Expression>),
    /// Anything that does not come apart: what gathers the rows of a repeat, `.`, attributes,
    /// `position(..)`.
    Whole,
}

impl Expression {
    /// The parts of the expression.
    ///
    /// ```
    /// use sohoi_expr::{NoNames, Operator, Place, Split, parse};
    ///
    /// let sum = parse("1 + 2 * 3").unwrap().check(&NoNames, Place::Calculation).unwrap();
    /// assert!(matches!(sum.split(), Split::Operation(Operator::Add, parts) if parts.len() == 2));
    /// ```
    pub fn split(&self) -> Split {
        let all = |nodes: &[Node]| nodes.iter().cloned().map(of).collect();
        match &self.root {
            Node::Constant(value) => Split::Constant(value.clone()),
            Node::Reference(handle) => Split::Reference(*handle),
            Node::Negate(inner) => Split::Negate(of((**inner).clone())),
            Node::Operation(operator, parts) => Split::Operation(*operator, all(parts)),
            Node::Call(function, parts) if is_plain(*function, parts) => {
                match function::name_of(*function) {
                    Some(name) => Split::Call(name, all(parts)),
                    None => Split::Whole,
                }
            }
            _ => Split::Whole,
        }
    }
}

fn of(root: Node) -> Expression {
    Expression { root }
}

fn is_plain(function: Function, parts: &[Node]) -> bool {
    let is_many = |part: &Node| matches!(part, Node::Nodes(_) | Node::Rows(_));
    function != Function::IndexedRepeat && !parts.iter().any(is_many)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NoAnswers, NoNames, Place, parse};

    fn expression(text: &str) -> Expression {
        let syntax = parse(text).unwrap();
        syntax.check(&NoNames, Place::Calculation).unwrap()
    }

    #[test]
    fn parts_are_expressions_of_their_own() {
        let values = |parts: Vec<Expression>| {
            let values = parts
                .iter()
                .map(|part| part.evaluate(&NoAnswers).to_text().into_owned());
            values.collect::<Vec<_>>()
        };
        for (text, operator, expected) in [
            (
                "1 < 2 and true() and 3 = 4",
                Operator::And,
                &["true", "true", "false"][..],
            ),
            ("1 or 0", Operator::Or, &["1", "0"]),
            ("(1 + 2) div 4", Operator::Divide, &["3", "4"]),
            ("'a' != 'b'", Operator::NotEqual, &["a", "b"]),
        ] {
            let Split::Operation(found, parts) = expression(text).split() else {
                panic!("{text} is an operation");
            };
            assert_eq!(
                (found, values(parts)),
                (
                    operator,
                    expected.iter().map(|it| (*it).to_owned()).collect()
                )
            );
        }
        let Split::Call("not", parts) = expression("not(1 = 1)").split() else {
            panic!("a call");
        };
        assert_eq!(values(parts), ["true"]);
        assert!(matches!(expression("- 3").split(), Split::Negate(_)));
        assert!(
            matches!(expression("'x'").split(), Split::Constant(Value::Text(text)) if text == "x")
        );
        assert!(matches!(
            expression("regex('x', 'y')").split(),
            Split::Whole
        ));
    }
}
