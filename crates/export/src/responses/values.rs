//! The responses of one form as values with types: for whoever reads them by a program.

use sohoi_form::QuestionType;

use super::ResponsesFile;
use super::cell::Cell;
use super::meta::META;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text, also choices and calculated values: what a calculation gives is known only when it
    /// has been calculated.
    Text,
    /// Whole numbers.
    Integer,
    /// Plain decimals.
    Decimal,
    /// Days, `2017-06-30`.
    Date,
    /// `OK` where somebody confirmed it.
    Acknowledged,
}

/// A column of a [`ResponseTable`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Its name, as in [`responses_wide_csv`](crate::responses_wide_csv).
    pub name: String,
    /// What it holds.
    pub holds: ColumnType,
}

/// The responses of one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseTable {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// One row a response, by subject and id; each as many values as there are columns, as they
    /// are stored: a number that somebody mistyped is one here, too.
    pub rows: Vec<Vec<Option<String>>>,
}

/// The responses of one form: the columns and values of [`responses_wide_csv`](crate::responses_wide_csv).
pub fn responses_table(file: &ResponsesFile<'_>, form: &str) -> ResponseTable {
    let columns = file.columns(form);
    let before = META.iter().map(|meta| TableColumn {
        name: meta.name.to_owned(),
        holds: ColumnType::Text,
    });
    let answers = columns.list.iter().map(|column| TableColumn {
        name: column.name.clone(),
        holds: holds(column.question.kind),
    });
    let rows = file.of_form(form).into_iter().map(|response| {
        let before = META.iter().map(|meta| (meta.value)(file, response));
        let answers = columns.cells(response.session).into_iter();
        before.chain(answers).map(value).collect()
    });
    ResponseTable {
        columns: before.chain(answers).collect(),
        rows: rows.collect(),
    }
}

fn holds(kind: QuestionType) -> ColumnType {
    match kind {
        QuestionType::Integer => ColumnType::Integer,
        QuestionType::Decimal => ColumnType::Decimal,
        QuestionType::Date => ColumnType::Date,
        QuestionType::Acknowledge => ColumnType::Acknowledged,
        QuestionType::Text
        | QuestionType::SelectOne
        | QuestionType::SelectMultiple
        | QuestionType::Image
        | QuestionType::Calculate
        | QuestionType::Repeat => ColumnType::Text,
    }
}

fn value(cell: Cell<'_>) -> Option<String> {
    match cell {
        Cell::Blank => None,
        Cell::Text(text) | Cell::Number(text) | Cell::Day(text) => Some(text.into_owned()),
    }
}
