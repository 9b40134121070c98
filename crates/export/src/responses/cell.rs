//! What stands in a cell of a table of responses.

use std::borrow::Cow;

use rust_xlsxwriter::Format;
use sohoi_expr::Value;
use sohoi_form::{Path, QuestionType, Session};

use crate::csv::Csv;
use crate::xlsx::{Looks, Sheet, number_format};

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    /// A plain decimal.
    Number(Cow<'a, str>),
    /// `2017-06-30`
    Day(Cow<'a, str>),
}

impl<'a> Cell<'a> {
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        match text.is_empty() {
            true => Self::Blank,
            false => Self::Text(text),
        }
    }

    /// What a session has at a place: the answer as it is stored, or the calculated value; blank
    /// where the place does not apply.
    pub(super) fn of(session: &'a Session, kind: QuestionType, path: &Path) -> Self {
        if !session.is_relevant(path) {
            return Self::Blank;
        }
        if kind == QuestionType::Calculate {
            return match session.value(path) {
                Value::Blank => Self::Blank,
                value @ Value::Number(_) => Self::Number(value.to_text().into_owned().into()),
                value @ Value::Date(_) => Self::Day(value.to_text().into_owned().into()),
                value @ (Value::Text(_) | Value::Boolean(_)) => {
                    Self::text(value.to_text().into_owned())
                }
            };
        }
        let Some(stored) = session.answers().get(path) else {
            return Self::Blank;
        };
        match kind {
            QuestionType::Integer | QuestionType::Decimal => Self::Number(stored.into()),
            QuestionType::Date => Self::Day(stored.into()),
            _ if stored.trim().is_empty() => Self::Blank,
            _ => Self::Text(stored.into()),
        }
    }

    pub(super) fn write(&self, csv: &mut Csv) {
        match self {
            Self::Blank => csv.text(""),
            Self::Text(text) | Self::Day(text) => csv.text(text),
            Self::Number(number) => csv.number(Some(number)),
        }
    }

    pub(super) fn put(&self, sheet: &mut Sheet, place: (u32, u16), styles: &Styles<'_>) {
        let (row, column) = place;
        match self {
            Self::Blank => {}
            Self::Text(text) => sheet.text(row, column, text, &styles.looks.plain),
            Self::Number(number) => sheet.number(row, column, number, styles.number(number)),
            Self::Day(day) => sheet.day(row, column, day, &styles.looks.day),
        }
    }
}

/// The looks of cells, made once for all of them.
pub(super) struct Styles<'a> {
    looks: &'a Looks,
    /// By number of decimals.
    numbers: Vec<Format>,
}

impl<'a> Styles<'a> {
    pub(super) fn new(looks: &'a Looks) -> Self {
        let numbers = (0..=4).map(|digits| looks.number(&number_format(digits, false)));
        Self {
            looks,
            numbers: numbers.collect(),
        }
    }

    /// The look of a number: as many decimals as it has, up to a few.
    fn number(&self, plain: &str) -> &Format {
        let digits = plain.split_once('.').map_or(0, |(_, part)| part.len());
        &self.numbers[digits.min(self.numbers.len() - 1)]
    }
}
