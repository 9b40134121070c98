//! Resolves the names of an expression and finds what can never work.

use regex_lite::Regex;

use crate::day::{parse_day, unknown_directive};
use crate::evaluate::whole;
use crate::expression::{Expression, Node};
use crate::fault::{Fault, FaultKind};
use crate::function::{self, Function, Signature};
use crate::nearest::nearest;
use crate::number::parse_number;
use crate::syntax::{Operator, Part, PartKind, Syntax};
use crate::value::Value;

/// The kind of values that a name or a part of an expression has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Not known before evaluation.
    Any,
    /// Text, choices included.
    Text,
    /// Numbers.
    Number,
    /// True or false.
    Boolean,
    /// Days.
    Date,
}

/// How many values a name has where the expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One: a question outside every repeat, or in the same row.
    One,
    /// One a row: a question inside a repeat, seen from outside.
    Rows,
    /// None: the repeat itself.
    Repeat,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What the [`Context`](crate::Context) is asked with: a number of the form's choosing.
    pub handle: u32,
    /// How many values it has here.
    pub shape: Shape,
    /// Their kind.
    pub kind: Type,
    /// The handle of the repeat that the question is inside of; of the repeat itself where it
    /// is one.
    pub repeat: Option<u32>,
}

/// The names that an expression may use, as a form knows them.
pub trait Names {
    /// What `${name}` stands for.
    fn reference(&self, name: &str) -> Option<Target>;

    /// What `.` stands for, where there is an answer at hand.
    fn current(&self) -> Option<Target> {
        None
    }

    /// What a bare name stands for in a choice filter.
    fn attribute(&self, _name: &str) -> Option<u32> {
        None
    }

    /// Whether the expression is evaluated once a row, so that `position(..)` has a meaning.
    fn is_in_row(&self) -> bool {
        false
    }

    /// The names of the choices of a select; `None` for everything else.
    fn choices(&self, _handle: u32) -> Option<Vec<&str>> {
        None
    }

    /// All names, to suggest one where the author slipped.
    fn all(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// No names at all: for expressions of literals.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoNames;

impl Names for NoNames {
    fn reference(&self, _name: &str) -> Option<Target> {
        None
    }
}

/// What an expression is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Its value counts.
    Calculation,
    /// Its truth counts.
    Condition,
    /// Its truth counts, once for every choice of a list.
    ChoiceFilter,
}

impl Syntax {
    /// Resolves all names and checks arguments and types.
    ///
    /// # Errors
    ///
    /// Everything that is wrong, in the order of the text.
    pub fn check(&self, names: &dyn Names, place: Place) -> Result<Expression, Vec<Fault>> {
        let mut checker = Checker {
            names,
            place,
            faults: Vec::new(),
        };
        let (root, kind) = checker.part(&self.root);
        if place != Place::Calculation {
            checker.condition(&self.root, kind);
        }
        if checker.faults.is_empty() {
            Ok(Expression { root })
        } else {
            checker.faults.sort_by_key(|fault| fault.offset);
            Err(checker.faults)
        }
    }
}

struct Checker<'a> {
    names: &'a dyn Names,
    place: Place,
    faults: Vec<Fault>,
}

type Typed = (Node, Type);

const NOTHING: Typed = (Node::Constant(Value::Blank), Type::Any);

impl Checker<'_> {
    fn fault(&mut self, part: &Part, kind: FaultKind) -> Typed {
        self.faults.push(Fault::new(part.offset, kind));
        NOTHING
    }

    /// A part that must have one value.
    fn part(&mut self, part: &Part) -> Typed {
        match &part.kind {
            PartKind::Number(number) => (Node::Constant(Value::Number(*number)), Type::Number),
            PartKind::Text(text) => {
                let kind = if text.is_empty() {
                    Type::Any
                } else {
                    Type::Text
                };
                (Node::Constant(Value::text(text)), kind)
            }
            PartKind::Reference(name) => match self.reference(part, name) {
                Some(Target {
                    shape: Shape::One,
                    handle,
                    kind,
                    ..
                }) => (Node::Reference(handle), kind),
                Some(Target {
                    shape: Shape::Rows, ..
                }) => self.fault(part, FaultKind::ManyValues(name.clone())),
                Some(Target {
                    shape: Shape::Repeat,
                    ..
                }) => self.fault(part, FaultKind::RepeatAsValue(name.clone())),
                None => NOTHING,
            },
            PartKind::Name(name) => match self.names.attribute(name) {
                Some(handle) => (Node::Attribute(handle), Type::Text),
                None => {
                    let name = name.clone();
                    let in_choice_filter = self.place == Place::ChoiceFilter;
                    self.fault(
                        part,
                        FaultKind::UnknownAttribute {
                            name,
                            in_choice_filter,
                        },
                    )
                }
            },
            PartKind::Current => match self.names.current() {
                Some(target) => (Node::Current, target.kind),
                None => self.fault(part, FaultKind::NoCurrentValue),
            },
            PartKind::Parent => self.fault(part, FaultKind::ParentAlone),
            PartKind::Negate(inner) => {
                let (node, kind) = self.part(inner);
                self.operand(inner, kind, Operator::Multiply);
                (Node::Negate(Box::new(node)), Type::Number)
            }
            PartKind::Operation(operator, parts) => self.operation(*operator, parts),
            PartKind::Call(name, arguments) => self.call(part, name, arguments),
        }
    }

    fn reference(&mut self, part: &Part, name: &str) -> Option<Target> {
        let target = self.names.reference(name);
        if target.is_none() {
            let nearest = nearest(name, self.names.all()).map(str::to_owned);
            let name = name.to_owned();
            self.fault(part, FaultKind::UnknownReference { name, nearest });
        }
        target
    }

    fn operation(&mut self, operator: Operator, parts: &[Part]) -> Typed {
        let (nodes, kinds): (Vec<_>, Vec<_>) = parts.iter().map(|part| self.part(part)).unzip();
        let kind = match operator {
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo => {
                for (part, kind) in parts.iter().zip(&kinds) {
                    self.operand(part, *kind, operator);
                }
                Type::Number
            }
            Operator::Equal | Operator::NotEqual => {
                if let ([left, right], [left_kind, right_kind]) = (parts, &kinds[..]) {
                    self.equality(left, right, *right_kind);
                    self.equality(right, left, *left_kind);
                }
                Type::Boolean
            }
            Operator::Less | Operator::AtMost | Operator::More | Operator::AtLeast => {
                for part in parts {
                    if let Some(text) = literal(part)
                        && parse_number(text).is_none()
                        && parse_day(text).is_none()
                    {
                        self.fault(part, FaultKind::TextInOrder(text.to_owned()));
                    }
                }
                Type::Boolean
            }
            Operator::And | Operator::Or => {
                for (part, kind) in parts.iter().zip(kinds) {
                    self.condition(part, kind);
                }
                Type::Boolean
            }
        };
        (Node::Operation(operator, nodes), kind)
    }

    /// Whether something can be calculated with.
    fn operand(&mut self, part: &Part, kind: Type, operator: Operator) {
        if let Some(text) = literal(part)
            && parse_number(text).is_none()
            && parse_day(text).is_none()
        {
            self.fault(part, FaultKind::TextInArithmetic(text.to_owned()));
        }
        // Days may be added to and subtracted, as in ODK; the result is a number of days.
        if kind == Type::Date && !matches!(operator, Operator::Add | Operator::Subtract) {
            self.fault(part, FaultKind::DayInArithmetic);
        }
    }

    /// Whether a literal can be equal to something.
    fn equality(&mut self, part: &Part, other: &Part, kind: Type) {
        let Some(text) = literal(part) else {
            return;
        };
        let never = match kind {
            Type::Number => parse_number(text).is_none() && parse_day(text).is_none(),
            Type::Date => parse_number(text).is_none() && parse_day(text).is_none(),
            Type::Any | Type::Text | Type::Boolean => false,
        };
        if never {
            let literal = text.to_owned();
            let other = if kind == Type::Date {
                "a day"
            } else {
                "a number"
            };
            self.fault(part, FaultKind::NeverEqual { literal, other });
        }
        self.choice(part, text, other);
    }

    /// Whether a literal is a choice of the select it is held against.
    fn choice(&mut self, part: &Part, text: &str, select: &Part) {
        let (name, target) = match &select.kind {
            PartKind::Reference(name) => (name.as_str(), self.names.reference(name)),
            PartKind::Current => (".", self.names.current()),
            _ => return,
        };
        let Some(choices) = target.and_then(|target| self.names.choices(target.handle)) else {
            return;
        };
        // Several names in one literal are a whole select_multiple answer.
        if text.contains(' ') || choices.contains(&text) {
            return;
        }
        let kind = FaultKind::UnknownChoice {
            question: name.to_owned(),
            choice: text.to_owned(),
            nearest: nearest(text, choices).map(str::to_owned),
        };
        self.fault(part, kind);
    }

    fn condition(&mut self, part: &Part, kind: Type) {
        if literal(part).is_some() {
            self.fault(part, FaultKind::NotACondition("a text"));
        } else if kind == Type::Date {
            self.fault(part, FaultKind::NotACondition("a day"));
        }
    }

    fn call(&mut self, part: &Part, name: &str, arguments: &[Part]) -> Typed {
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
                    self.choice(choice, text.trim(), select);
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
        // First alone: a pattern such as `a)|(b` only compiles because of the frame around it.
        match Regex::new(source).and_then(|_| whole(source)) {
            Ok(regex) => (Node::Matches(Box::new(node), regex), Type::Boolean),
            Err(error) => self.fault(pattern, FaultKind::BadPattern(error.to_string())),
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

/// The text of a literal that is not empty.
fn literal(part: &Part) -> Option<&str> {
    match &part.kind {
        PartKind::Text(text) if !text.is_empty() => Some(text),
        _ => None,
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
