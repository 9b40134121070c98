//! What is wrong with an answer, in one sentence that says what to do.

use sohoi_form::{ProblemKind, Question, QuestionType};
use sohoi_text::{Language, messages::field as words, parse_date, parse_decimal, parse_integer};

use crate::unread::LONGEST_TEXT;

/// The sentence for a problem of a question whose stored value is `value`.
pub fn sentence(
    language: Language,
    question: &Question,
    kind: ProblemKind,
    value: Option<&str>,
) -> String {
    match kind {
        ProblemKind::Missing => words::required(language).to_owned(),
        ProblemKind::NotOffered => words::not_offered(language).to_owned(),
        ProblemKind::Constraint => question
            .constraint_message
            .as_ref()
            .map_or(words::constraint(language), |text| {
                language.pick(&text.vi, &text.en)
            })
            .to_owned(),
        ProblemKind::WrongType => wrong_type(language, question.kind, value.unwrap_or_default()),
    }
}

/// The text is what was typed, so reading it again tells what was wrong with it. Where nothing is,
/// the response took no answers when it came.
fn wrong_type(language: Language, kind: QuestionType, typed: &str) -> String {
    let sentence = match kind {
        QuestionType::Text if typed.len() > LONGEST_TEXT => {
            Some(words::text_too_long(language).to_owned())
        }
        QuestionType::Integer => parse_integer(typed)
            .err()
            .map(|mistake| words::number_mistake(language, mistake, typed)),
        QuestionType::Decimal => parse_decimal(typed)
            .err()
            .map(|mistake| words::number_mistake(language, mistake, typed)),
        QuestionType::Date => parse_date(typed)
            .err()
            .map(|mistake| words::date_mistake(language, mistake, typed)),
        _ => None,
    };
    sentence.unwrap_or_else(|| words::not_recorded(language).to_owned())
}
