//! When a question is asked, for who reads it on paper: known already, or said in words.

use sohoi_form::{Path, Question, QuestionType, Session};
use sohoi_text::messages::paper as words;
use sohoi_text::{Language, format_decimal};

/// Whether the answers that there are decide a condition, whatever the others will be.
pub(super) fn is_decided(session: &Session, condition: &str) -> bool {
    let engine = session.engine();
    names(condition).all(|name| {
        let Some(question) = engine.question(name) else {
            return false;
        };
        match question.kind {
            QuestionType::Calculate if engine.repeat_of(name).is_none() => {
                let text = question.calculation.as_deref().unwrap_or_default();
                is_decided(session, text)
            }
            _ => session.answers().contains_key(&Path::top(name.to_owned())),
        }
    })
}

/// A condition in words, e.g. `câu 12 là “Có”`; `None` where it is more than a few comparisons with
/// answers. `number_of` gives the number of a question on the form.
pub(super) fn in_words(
    session: &Session,
    condition: &str,
    language: Language,
    number_of: &dyn Fn(&str) -> Option<usize>,
) -> Option<String> {
    let (glue, between) = if condition.contains(" or ") {
        (words::or(language), " or ")
    } else {
        (words::and(language), " and ")
    };
    let mut told = Vec::new();
    for part in condition.split(between) {
        let comparison = Comparison::read(part.trim())?;
        let number = number_of(comparison.name)?.to_string();
        let question = session.engine().question(comparison.name)?;
        let value = value_in_words(session, question, comparison.value, language)?;
        told.push(words::compared(language, comparison.sign, &number, &value));
    }
    Some(told.join(glue))
}

/// One comparison of an answer with a value.
struct Comparison<'t> {
    name: &'t str,
    sign: words::Sign,
    value: &'t str,
}

impl<'t> Comparison<'t> {
    fn read(text: &'t str) -> Option<Self> {
        if let Some(inner) = wrapped(text, "not(selected(", "))") {
            return Self::of_selected(inner, words::Sign::IsNot);
        }
        if let Some(inner) = wrapped(text, "selected(", ")") {
            return Self::of_selected(inner, words::Sign::Is);
        }
        let (name, rest) = text.strip_prefix("${")?.split_once("} ")?;
        let (sign, value) = rest.split_once(' ')?;
        let sign = match sign {
            "=" => words::Sign::Is,
            "!=" => words::Sign::IsNot,
            ">" => words::Sign::Above,
            ">=" => words::Sign::AtLeast,
            _ => return None,
        };
        Some(Self { name, sign, value })
    }

    fn of_selected(inner: &'t str, sign: words::Sign) -> Option<Self> {
        let (name, value) = inner.split_once(", ")?;
        let name = wrapped(name, "${", "}")?;
        Some(Self { name, sign, value })
    }
}

/// The words of a choice, or a number.
fn value_in_words(
    session: &Session,
    question: &Question,
    value: &str,
    language: Language,
) -> Option<String> {
    let Some(name) = wrapped(value, "'", "'") else {
        return value.parse::<f64>().ok().map(|_| format_decimal(value));
    };
    let lists = &session.engine().form().choice_lists;
    let list = lists.get(question.list.as_ref()?)?;
    let choice = list.iter().find(|choice| choice.name == name)?;
    let label = language.pick(&choice.label.vi, &choice.label.en);
    Some(["“", label, "”"].concat())
}

/// What stands between two texts.
fn wrapped<'t>(text: &'t str, before: &str, after: &str) -> Option<&'t str> {
    text.strip_prefix(before)?.strip_suffix(after)
}

/// The names in an expression, in order.
fn names(expression: &str) -> impl Iterator<Item = &str> {
    let pieces = expression.split("${").skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('}')?.0))
}
