//! Resolves the names of an expression and finds what can never work.

mod calls;

use crate::day::parse_day;
use crate::expression::{Expression, Node};
use crate::fault::{Fault, FaultKind, HAS_REASONS};
use crate::names::{Names, Shape, Target, Type};
use crate::nearest::nearest;
use crate::number::parse_number;
use crate::syntax::{Operator, Part, PartKind, Syntax};
use crate::value::Value;

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
            Err(checker.faults)
        }
    }
}

struct Checker<'a> {
    names: &'a dyn Names,
    place: Place,
    /// In the order of the text.
    faults: Vec<Fault>,
}

type Typed = (Node, Type);

const NOTHING: Typed = (Node::Constant(Value::Blank), Type::Any);

impl Checker<'_> {
    fn fault(&mut self, part: &Part, kind: FaultKind) -> Typed {
        self.fault_at(part.offset, kind)
    }

    fn fault_at(&mut self, offset: usize, kind: FaultKind) -> Typed {
        let faults = &mut self.faults;
        let place = faults.partition_point(|earlier| earlier.offset <= offset);
        faults.insert(place, Fault::new(offset, kind));
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
            let nearest = if HAS_REASONS {
                nearest(name, self.names.all()).map(str::to_owned)
            } else {
                None
            };
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
        self.known(part, text, other);
    }

    /// Whether what a literal is held against can ever be it.
    fn known(&mut self, part: &Part, text: &str, other: &Part) {
        let (name, target) = match &other.kind {
            PartKind::Reference(name) => (name.as_str(), self.names.reference(name)),
            PartKind::Current => (".", self.names.current()),
            _ => return,
        };
        let Some(texts) = target.and_then(|target| self.names.texts(target.handle)) else {
            return;
        };
        // Several names in one literal are a whole select_multiple answer.
        if text.contains(' ') || texts.contains(&text) {
            return;
        }
        let kind = FaultKind::UnknownText {
            question: name.to_owned(),
            text: text.to_owned(),
            nearest: nearest(text, texts).map(str::to_owned),
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
}

/// The text of a literal that is not empty.
fn literal(part: &Part) -> Option<&str> {
    match &part.kind {
        PartKind::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}
