//! Questions: one file per question type.

pub mod acknowledge;
pub mod calculated;
pub mod cell_keys;
pub mod date;
pub mod decimal;
pub mod echo;
pub mod explanation;
pub mod frame;
pub mod image;
pub mod integer;
pub mod problem;
pub mod repeat;
pub mod select_multiple;
pub mod select_one;
pub mod text;
pub mod typed;

use sohoi_form::QuestionType;

use crate::state::answer::Field;
use crate::view::{IntoView, View, view};

/// Where a field stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// On the page, with label, help and problem around it.
    Page,
    /// In a cell of a table, whose headings name it.
    Cell,
}

/// The input of a question, without anything around it.
///
/// Photos and repeats are not inputs of this kind: the page places them itself.
pub fn input(field: &Field, setting: Setting) -> View {
    match field.question.kind {
        QuestionType::Text => text::text(field, setting),
        QuestionType::Integer => integer::integer(field, setting),
        QuestionType::Decimal => decimal::decimal(field, setting),
        QuestionType::Date => date::date(field, setting),
        QuestionType::SelectOne => select_one::select_one(field, setting),
        QuestionType::SelectMultiple => select_multiple::select_multiple(field, setting),
        QuestionType::Acknowledge => acknowledge::acknowledge(field),
        QuestionType::Calculate => view! { {calculated::calculated(field)} {echo::echo(field)} },
        QuestionType::Image | QuestionType::Repeat => ().into_view(),
    }
}

/// The name of a question type, as forms write it.
pub fn type_name(kind: QuestionType) -> &'static str {
    match kind {
        QuestionType::Text => "text",
        QuestionType::Integer => "integer",
        QuestionType::Decimal => "decimal",
        QuestionType::Date => "date",
        QuestionType::SelectOne => "select_one",
        QuestionType::SelectMultiple => "select_multiple",
        QuestionType::Acknowledge => "acknowledge",
        QuestionType::Image => "image",
        QuestionType::Calculate => "calculate",
        QuestionType::Repeat => "repeat",
    }
}
