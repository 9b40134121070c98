//! A checked expression: names are numbers, patterns are compiled.

use crate::function::Function;
use crate::pattern::Pattern;
use crate::syntax::Operator;
use crate::value::Value;

/// An expression whose names are resolved, ready to be evaluated any number of times.
#[derive(Clone, Debug)]
pub struct Expression {
    pub(crate) root: Node,
}

/// What an expression asks of its [`Context`](crate::Context).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Use {
    /// The value of a reference, in the same row where it is inside a repeat.
    Value(u32),
    /// The values of a reference over all rows of its repeat.
    Nodes(u32),
    /// The rows of a repeat.
    Rows(u32),
    /// The answer at hand, `.`.
    Current,
    /// The number of the row at hand.
    Position,
    /// An attribute of the choice at hand.
    Attribute(u32),
}

impl Expression {
    /// Everything the expression may ask for, sorted, each once.
    pub fn uses(&self) -> Vec<Use> {
        let mut uses = Vec::new();
        self.root.collect(&mut uses);
        uses
    }
}

/// A part of a checked expression.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    Constant(Value),
    Reference(u32),
    /// A reference over all rows; only as an argument of a gathering function.
    Nodes(u32),
    /// The rows of a repeat; only as an argument of `count`.
    Rows(u32),
    Current,
    Attribute(u32),
    Position,
    Negate(Box<Node>),
    Operation(Operator, Vec<Node>),
    Call(Function, Vec<Node>),
    /// `regex` with a literal pattern.
    Matches(Box<Node>, Pattern),
    /// One row of a reference, counted from 1.
    Indexed(u32, Box<Node>),
}

impl Node {
    fn collect(&self, uses: &mut Vec<Use>) {
        match self {
            Self::Constant(_) => {}
            Self::Reference(handle) => add(uses, Use::Value(*handle)),
            Self::Nodes(handle) => add(uses, Use::Nodes(*handle)),
            Self::Rows(repeat) => add(uses, Use::Rows(*repeat)),
            Self::Current => add(uses, Use::Current),
            Self::Attribute(handle) => add(uses, Use::Attribute(*handle)),
            Self::Position => add(uses, Use::Position),
            Self::Negate(inner) | Self::Matches(inner, _) => inner.collect(uses),
            Self::Operation(_, parts) | Self::Call(_, parts) => {
                parts.iter().for_each(|part| part.collect(uses));
            }
            Self::Indexed(handle, index) => {
                add(uses, Use::Nodes(*handle));
                index.collect(uses);
            }
        }
    }
}

/// Puts a use in its place, once.
fn add(uses: &mut Vec<Use>, one: Use) {
    if let Err(place) = uses.binary_search(&one) {
        uses.insert(place, one);
    }
}
