//! Checks calls: names of functions, numbers of arguments, and what each argument must be.

use super::{Checker, NOTHING, Typed, literal};
use crate::day::unknown_directive;
use crate::expression::Node;
use crate::fault::FaultKind;
use crate::function::{self, Function, Signature};
use crate::names::{Shape, Target, Type};
use crate::pattern::Pattern;
use crate::syntax::{Operator, Part, PartKind};
use crate::value::Value;

/// How many characters of a broken pattern are shown.
const SHOWN: usize = 12;

impl Checker<'_> {
    pub(super) fn call(&mut self, part: &Part, name: &str, arguments: &[Part]) -> Typed {
        let Some(signature) = function::find(name) else {
            let hint = function::hint(name);
            let name = name.to_owned();
            // The arguments are checked too, so that one look shows every flaw.
            for argument in arguments {
                if argument.kind != PartKind::Parent {
                    self.argument(argument, true);
                }
            }
            return self.fault(part, FaultKind::UnknownFunction { name, hint });
        };
        if !(signature.least..=signature.most).contains(&arguments.len()) {
            let kind = FaultKind::Arity {
                name: signature.name,
                takes: signature.takes(),
                given: arguments.len(),
            };
            return self.fault(part, kind);
        }
        match (signature.function, arguments) {
            (Function::Position, [argument]) => self.position(part, argument),
            (Function::IndexedRepeat, [question, repeat, index]) => {
                self.indexed(question, repeat, index)
            }
            (Function::Regex, [text, pattern]) => self.regex(text, pattern),
            (Function::Date, [argument]) => self.date(argument),
            _ => self.plain(signature, arguments),
        }
    }

    /// A function whose arguments are values, or nodes where it gathers.
    fn plain(&mut self, signature: &Signature, arguments: &[Part]) -> Typed {
        let (nodes, kinds): (Vec<_>, Vec<_>) = arguments
            .iter()
            .map(|argument| self.argument(argument, signature.gathers))
            .unzip();
        let mut result = signature.result;
        match (signature.function, arguments) {
            (Function::If, [condition, _, _]) => {
                self.condition(condition, kinds[0]);
                result = either((&nodes[1], kinds[1]), (&nodes[2], kinds[2]));
            }
            (Function::Coalesce, _) => {
                result = either((&nodes[0], kinds[0]), (&nodes[1], kinds[1]));
            }
            (Function::Not, [condition]) => self.condition(condition, kinds[0]),
            (Function::Selected, [select, choice]) => {
                if let Some(text) = literal(choice) {
                    self.known(choice, text.trim(), select);
                }
            }
            (Function::FormatDate, [_, format]) => {
                if let Some(directive) = literal(format).and_then(unknown_directive) {
                    self.fault(format, FaultKind::BadDateFormat(directive));
                }
            }
            (Function::Sum | Function::Count, [nodes])
                if !matches!(nodes.kind, PartKind::Reference(_)) =>
            {
                self.fault(nodes, FaultKind::NotManyValues(signature.name));
            }
            _ => {}
        }
        (Node::Call(signature.function, nodes), result)
    }

    /// An argument; a question asked once a row only where the function gathers.
    fn argument(&mut self, argument: &Part, gathers: bool) -> Typed {
        if let PartKind::Reference(name) = &argument.kind
            && gathers
            && let Some(target) = self.names.reference(name)
        {
            match target.shape {
                Shape::Rows => return (Node::Nodes(target.handle), target.kind),
                Shape::Repeat => return (Node::Rows(target.handle), Type::Any),
                Shape::One => {}
            }
        }
        self.part(argument)
    }

    fn position(&mut self, part: &Part, argument: &Part) -> Typed {
        if argument.kind != PartKind::Parent {
            return self.fault(argument, FaultKind::PositionArgument);
        }
        if !self.names.is_in_row() {
            return self.fault(part, FaultKind::NoRow);
        }
        (Node::Position, Type::Number)
    }

    fn indexed(&mut self, question: &Part, repeat: &Part, index: &Part) -> Typed {
        let (index_node, index_kind) = self.part(index);
        self.operand(index, index_kind, Operator::Multiply);
        let (field, rows) = (self.named(question), self.named(repeat));
        let (Some((field_name, field)), Some((repeat_name, rows))) = (field, rows) else {
            return NOTHING;
        };
        let is_inside = field.shape != Shape::Repeat && field.repeat == rows.repeat;
        if rows.shape != Shape::Repeat || !is_inside {
            let kind = FaultKind::NotInRepeat {
                question: field_name.to_owned(),
                repeat: repeat_name.to_owned(),
            };
            return self.fault(question, kind);
        }
        (
            Node::Indexed(field.handle, Box::new(index_node)),
            field.kind,
        )
    }

    /// The name and target of a part that must be a `${name}`.
    fn named<'p>(&mut self, part: &'p Part) -> Option<(&'p str, Target)> {
        if let PartKind::Reference(name) = &part.kind {
            self.reference(part, name).map(|target| (&**name, target))
        } else {
            self.fault(part, FaultKind::NotAReference);
            None
        }
    }

    fn regex(&mut self, text: &Part, pattern: &Part) -> Typed {
        let (node, _) = self.part(text);
        let Some(source) = literal(pattern) else {
            let (pattern, _) = self.part(pattern);
            return (
                Node::Call(Function::Regex, vec![node, pattern]),
                Type::Boolean,
            );
        };
        match Pattern::new(source) {
            Ok(pattern) => (Node::Matches(Box::new(node), pattern), Type::Boolean),
            Err(flaw) => {
                let rest = &source[flaw.at..];
                let end = rest
                    .char_indices()
                    .nth(SHOWN)
                    .map_or(rest.len(), |(at, _)| at);
                let kind = FaultKind::BadPattern {
                    rest: rest[..end].to_owned(),
                    reason: flaw.reason,
                };
                // The literal begins with its quote.
                self.fault_at(pattern.offset + 1 + flaw.at, kind)
            }
        }
    }

    fn date(&mut self, argument: &Part) -> Typed {
        let Some(text) = literal(argument) else {
            let (node, _) = self.part(argument);
            return (Node::Call(Function::Date, vec![node]), Type::Date);
        };
        match Value::text(text).to_day() {
            Some(day) => (Node::Constant(Value::Date(day)), Type::Date),
            None => self.fault(argument, FaultKind::NotADay(text.to_owned())),
        }
    }
}

/// The type of one of two values; a blank literal has the type of the other.
fn either(left: (&Node, Type), right: (&Node, Type)) -> Type {
    let is_blank = |node: &Node| matches!(node, Node::Constant(Value::Blank));
    if is_blank(left.0) || left.1 == right.1 {
        right.1
    } else if is_blank(right.0) {
        left.1
    } else {
        Type::Any
    }
}
