//! The functions, each from its arguments.

use super::{number, text, truth, value};
use crate::context::Context;
use crate::day::{day_number, format_day};
use crate::expression::Node;
use crate::function::Function;
use crate::number::round_half_away;
use crate::pattern::Pattern;
use crate::value::Value;

/// The value of a function that evaluates all its arguments.
pub(super) fn call(function: Function, parts: &[Node], context: &dyn Context) -> Value {
    let number = |at: usize| number(&parts[at], context);
    let text = |at: usize| text(&parts[at], context);
    match function {
        Function::Abs => Value::Number(number(0).abs()),
        Function::Boolean => Value::Boolean(truth(&parts[0], context)),
        Function::Count => Value::Number(count(&parts[0], context)),
        Function::CountSelected => Value::Number(tokens(&text(0)).count() as f64),
        Function::Date => value(&parts[0], context)
            .to_day()
            .map_or(Value::Blank, Value::Date),
        Function::DecimalDateTime => {
            let day = value(&parts[0], context).to_day();
            Value::Number(day.map_or(f64::NAN, day_number))
        }
        Function::False => Value::Boolean(false),
        Function::FormatDate => value(&parts[0], context)
            .to_day()
            .map_or(Value::Blank, |day| Value::text(format_day(day, &text(1)))),
        // Adding zero turns -0 into 0.
        Function::Int => Value::Number(libm::trunc(number(0)) + 0.0),
        Function::Max => Value::Number(extreme(parts, context, |new, old| new > old)),
        Function::Min => Value::Number(extreme(parts, context, |new, old| new < old)),
        Function::Not => Value::Boolean(!truth(&parts[0], context)),
        Function::Number => Value::Number(number(0)),
        Function::Pow => Value::Number(libm::pow(number(0), number(1))),
        Function::Regex => {
            // A pattern that cannot be read matches nothing; literal ones are checked before.
            let matched = Pattern::new(&text(1)).is_ok_and(|pattern| pattern.matches(&text(0)));
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
        Function::StringLength => Value::Number(text(0).chars().count() as f64),
        Function::Sum => Value::Number(sum(&parts[0], context)),
        Function::True => Value::Boolean(true),
        Function::BooleanFromString
        | Function::Concat
        | Function::Contains
        | Function::EndsWith
        | Function::Join
        | Function::NormalizeSpace
        | Function::SelectedAt
        | Function::StartsWith
        | Function::String
        | Function::Substr
        | Function::SubstringAfter
        | Function::SubstringBefore
        | Function::Translate => of_texts(function, parts, context),
        // The checker turns these into nodes of their own; `value` has taken the lazy two.
        Function::Coalesce | Function::If | Function::IndexedRepeat | Function::Position => {
            Value::Blank
        }
    }
}

/// The value of a function that takes texts apart or puts them together. Few forms have any of them.
#[inline(never)]
fn of_texts(function: Function, parts: &[Node], context: &dyn Context) -> Value {
    let number = |at: usize| number(&parts[at], context);
    let text = |at: usize| text(&parts[at], context);
    match function {
        Function::BooleanFromString => {
            let value = value(&parts[0], context);
            Value::Boolean(matches!(&*value.to_text(), "1" | "true"))
        }
        Function::Concat => Value::text((0..parts.len()).map(text).collect::<String>()),
        Function::Contains => Value::Boolean(text(0).contains(&*text(1))),
        Function::EndsWith => Value::Boolean(text(0).ends_with(&*text(1))),
        Function::Join => Value::text(join(&text(0), &parts[1..], context)),
        Function::NormalizeSpace => Value::text(tokens(&text(0)).collect::<Vec<_>>().join(" ")),
        Function::SelectedAt => {
            let index = number(1);
            let selected = text(0);
            let token = (index >= 0.0).then(|| tokens(&selected).nth(index as usize));
            Value::text(token.flatten().unwrap_or_default())
        }
        Function::StartsWith => Value::Boolean(text(0).starts_with(&*text(1))),
        Function::String => Value::text(text(0)),
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
        Function::Translate => Value::text(translate(&text(0), &text(1), &text(2))),
        // `call` hands over the ones above.
        _ => Value::Blank,
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
