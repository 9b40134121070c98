//! Evaluates a checked expression against the answers at hand.

use std::borrow::Cow;

use regex_lite::Regex;

use crate::day::{day_number, format_day};
use crate::expression::{Expression, Node};
use crate::function::Function;
use crate::number::round_half_away;
use crate::syntax::Operator;
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

/// A pattern that must match the whole text, as in Collect (Java `String.matches`).
pub(crate) fn whole(pattern: &str) -> Result<Regex, regex_lite::Error> {
    Regex::new(&format!(r"\A(?:{pattern})\z"))
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
            Operator::Add
            | Operator::Subtract
            | Operator::Multiply
            | Operator::Divide
            | Operator::Modulo => Value::Number(number(node, context)),
            _ => Value::Boolean(truth(node, context)),
        }),
        // The checker lets these stand as arguments of gathering functions only.
        Node::Nodes(_) | Node::Rows(_) => Cow::Owned(Value::Blank),
    }
}

fn number(node: &Node, context: &dyn Context) -> f64 {
    match node {
        Node::Negate(inner) => -number(inner, context),
        Node::Operation(operator, parts) if parts.len() == 2 => {
            let pair = || (number(&parts[0], context), number(&parts[1], context));
            match operator {
                Operator::Add => {
                    let (left, right) = pair();
                    left + right
                }
                Operator::Subtract => {
                    let (left, right) = pair();
                    left - right
                }
                Operator::Multiply => {
                    let (left, right) = pair();
                    left * right
                }
                Operator::Divide => {
                    let (left, right) = pair();
                    left / right
                }
                Operator::Modulo => {
                    let (left, right) = pair();
                    left % right
                }
                _ => f64::from(u8::from(truth(node, context))),
            }
        }
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
        Node::Matches(inner, regex) => regex.is_match(&text(inner, context)),
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
        _ => {
            let (left, right) = (left.to_number(), right.to_number());
            let is_same = same(left, right);
            match operator {
                Operator::Less => left < right && !is_same,
                Operator::AtMost => left < right || is_same,
                Operator::More => left > right && !is_same,
                _ => left > right || is_same,
            }
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

fn call(function: Function, parts: &[Node], context: &dyn Context) -> Value {
    let number = |at: usize| number(&parts[at], context);
    let text = |at: usize| text(&parts[at], context);
    match function {
        Function::Abs => Value::Number(number(0).abs()),
        Function::Boolean => Value::Boolean(truth(&parts[0], context)),
        Function::BooleanFromString => {
            let value = value(&parts[0], context);
            Value::Boolean(matches!(&*value.to_text(), "1" | "true"))
        }
        Function::Concat => Value::text((0..parts.len()).map(text).collect::<String>()),
        Function::Contains => Value::Boolean(text(0).contains(&*text(1))),
        Function::Count => Value::Number(count(&parts[0], context)),
        Function::CountSelected => Value::Number(tokens(&text(0)).count() as f64),
        Function::Date => value(&parts[0], context)
            .to_day()
            .map_or(Value::Blank, Value::Date),
        Function::DecimalDateTime => {
            let day = value(&parts[0], context).to_day();
            Value::Number(day.map_or(f64::NAN, day_number))
        }
        Function::EndsWith => Value::Boolean(text(0).ends_with(&*text(1))),
        Function::False => Value::Boolean(false),
        Function::FormatDate => value(&parts[0], context)
            .to_day()
            .map_or(Value::Blank, |day| Value::text(format_day(day, &text(1)))),
        // Adding zero turns -0 into 0.
        Function::Int => Value::Number(libm::trunc(number(0)) + 0.0),
        Function::Join => Value::text(join(&text(0), &parts[1..], context)),
        Function::Max => Value::Number(extreme(parts, context, |new, old| new > old)),
        Function::Min => Value::Number(extreme(parts, context, |new, old| new < old)),
        Function::NormalizeSpace => Value::text(tokens(&text(0)).collect::<Vec<_>>().join(" ")),
        Function::Not => Value::Boolean(!truth(&parts[0], context)),
        Function::Number => Value::Number(number(0)),
        Function::Pow => Value::Number(libm::pow(number(0), number(1))),
        Function::Regex => {
            // A pattern that cannot be read matches nothing; literal ones are checked before.
            let matched = whole(&text(1)).is_ok_and(|regex| regex.is_match(&text(0)));
            Value::Boolean(matched)
        }
        Function::Round => {
            let places = if parts.len() == 2 { number(1) } else { 0.0 };
            Value::Number(if places.is_nan() {
                f64::NAN
            } else {
                // `as` saturates, and hundreds of places are as good as all.
                round_half_away(number(0), places as i32)
            })
        }
        Function::Selected => {
            let (selected, choice) = (text(0), text(1));
            let choice = choice.trim();
            Value::Boolean(if choice.is_empty() {
                selected.trim().is_empty()
            } else {
                tokens(&selected).any(|token| token == choice)
            })
        }
        Function::SelectedAt => {
            let index = number(1);
            let selected = text(0);
            let token = (index >= 0.0).then(|| tokens(&selected).nth(index as usize));
            Value::text(token.flatten().unwrap_or_default())
        }
        Function::StartsWith => Value::Boolean(text(0).starts_with(&*text(1))),
        Function::String => Value::text(text(0)),
        Function::StringLength => Value::Number(text(0).chars().count() as f64),
        Function::Substr => {
            let end = (parts.len() == 3).then(|| number(2));
            Value::text(substr(&text(0), number(1), end))
        }
        Function::SubstringAfter => {
            let (text, mark) = (text(0), text(1));
            Value::text(text.split_once(&*mark).map_or("", |(_, after)| after))
        }
        Function::SubstringBefore => {
            let (text, mark) = (text(0), text(1));
            Value::text(text.split_once(&*mark).map_or("", |(before, _)| before))
        }
        Function::Sum => Value::Number(sum(&parts[0], context)),
        Function::Translate => Value::text(translate(&text(0), &text(1), &text(2))),
        Function::True => Value::Boolean(true),
        // The checker turns these into nodes of their own; `value` has taken the lazy two.
        Function::Coalesce | Function::If | Function::IndexedRepeat | Function::Position => {
            Value::Blank
        }
    }
}

/// The names of a select_multiple answer.
fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\t', '\r', '\n'])
        .filter(|token| !token.is_empty())
}

/// Shows every value of an argument that is not blank: all rows of a question that is asked
/// once a row, or the one value of anything else. Skipping blank is JavaRosa's rule; without it
/// one row that does not apply would make every sum blank.
fn gather(node: &Node, context: &dyn Context, visit: &mut dyn FnMut(&Value)) {
    let mut filled = |value: &Value| {
        if !value.is_blank() {
            visit(value);
        }
    };
    match node {
        Node::Nodes(handle) => context.each(*handle, &mut filled),
        _ => filled(&value(node, context)),
    }
}

fn count(node: &Node, context: &dyn Context) -> f64 {
    if let Node::Rows(repeat) = node {
        return context.row_count(*repeat) as f64;
    }
    let mut count = 0_u32;
    gather(node, context, &mut |_| count += 1);
    f64::from(count)
}

fn sum(node: &Node, context: &dyn Context) -> f64 {
    let mut sum = 0.0;
    gather(node, context, &mut |value| sum += value.to_number());
    sum
}

/// The value that beats all others; NaN where there is none, or where one is no number.
fn extreme(parts: &[Node], context: &dyn Context, beats: fn(f64, f64) -> bool) -> f64 {
    let mut best: Option<f64> = None;
    for part in parts {
        gather(part, context, &mut |value| {
            let new = value.to_number();
            best = Some(match best {
                Some(old) if old.is_nan() || !(new.is_nan() || beats(new, old)) => old,
                _ => new,
            });
        });
    }
    best.unwrap_or(f64::NAN)
}

fn join(glue: &str, parts: &[Node], context: &dyn Context) -> String {
    let mut joined = String::new();
    let mut is_first = true;
    for part in parts {
        gather(part, context, &mut |value| {
            if !is_first {
                joined.push_str(glue);
            }
            is_first = false;
            joined.push_str(&value.to_text());
        });
    }
    joined
}

/// The characters from `start` to before `end`, counted from 0; negative counts from the end.
fn substr(text: &str, start: f64, end: Option<f64>) -> String {
    let length = text.chars().count();
    let place = |index: f64| {
        // `as` turns NaN into 0 and saturates.
        let index = if index < 0.0 {
            index + length as f64
        } else {
            index
        };
        (index as usize).min(length)
    };
    let (start, end) = (place(start), end.map_or(length, place));
    text.chars()
        .skip(start)
        .take(end.saturating_sub(start))
        .collect()
}

/// Replaces each character of `from` by the one at the same place of `to`, or drops it.
fn translate(text: &str, from: &str, to: &str) -> String {
    text.chars()
        .filter_map(
            |character| match from.chars().position(|c| c == character) {
                None => Some(character),
                Some(at) => to.chars().nth(at),
            },
        )
        .collect()
}
