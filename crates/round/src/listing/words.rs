//! What people read in a list: headings of columns, and answers in words.

use sohoi_form::{Form, Question, QuestionType};
use sohoi_text::{Language, format_decimal, parse_date, short_date};

use crate::list::Column;
use crate::round::Measure;

/// The heading of a column, with the unit of measure of its numbers.
pub fn heading(form: &Form, measures: &[Measure], column: &Column, language: Language) -> String {
    let question = form.question(&column.question);
    let label = column.label.as_ref();
    let label = label.or_else(|| question.map(|question| &question.label));
    let label = label.map_or(column.question.as_str(), |label| {
        language.pick(&label.vi, &label.en)
    });
    let unit = question.and_then(|question| {
        let code = question.unit.as_ref()?;
        measures.iter().find(|measure| measure.code == *code)
    });
    match unit {
        Some(unit) => [
            label,
            " (",
            language.pick(&unit.name.vi, &unit.name.en),
            ")",
        ]
        .concat(),
        None => label.to_owned(),
    }
}

/// An answer in words: choices by their labels with `; ` between, days as `30/6/2017`, numbers as
/// `1.234,5`. What is none of these stays as it is.
pub fn answer_text(form: &Form, column: &Column, stored: &str, language: Language) -> String {
    match form.question(&column.question) {
        Some(question) => stored_text(form, question, stored, language),
        None => stored.to_owned(),
    }
}

/// The same of a question wherever it stands.
pub fn stored_text(form: &Form, question: &Question, stored: &str, language: Language) -> String {
    match question.kind {
        QuestionType::SelectOne | QuestionType::SelectMultiple => {
            let list = question.list.as_ref();
            let choices = list.and_then(|list| form.choice_lists.get(list));
            let label = |name: &str| {
                let mut choices = choices.into_iter().flatten();
                let choice = choices.find(|choice| choice.name == name);
                choice.map_or_else(
                    || name.to_owned(),
                    |choice| language.pick(&choice.label.vi, &choice.label.en).to_owned(),
                )
            };
            let names = stored.split(' ').filter(|name| !name.is_empty());
            names.map(label).collect::<Vec<_>>().join("; ")
        }
        QuestionType::Integer | QuestionType::Decimal => format_decimal(stored),
        QuestionType::Date => day(stored).unwrap_or_else(|| stored.to_owned()),
        // A calculation gives a day or a number, or a text that reads like neither.
        QuestionType::Calculate => day(stored).unwrap_or_else(|| format_decimal(stored)),
        _ => stored.to_owned(),
    }
}

/// A stored day as people read it; only what is written like one is taken for one.
fn day(stored: &str) -> Option<String> {
    let is_written_so = stored.len() == 10 && stored.as_bytes()[4] == b'-';
    let day = parse_date(stored).ok().filter(|_| is_written_so)?;
    Some(short_date(day))
}
