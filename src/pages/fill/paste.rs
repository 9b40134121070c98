//! Where the cells of a pasted piece of a spreadsheet go in a table, and what is left out.

use leptos::prelude::*;
use sohoi_form::QuestionType;
use sohoi_text::messages::field::LeftOut;
use sohoi_text::{
    fold, parse_decimal, parse_finished_date, parse_integer, pasted_cells, take_headings,
};

use crate::components::field::repeat::{Column, title_of};
use crate::state::answer::Field;

/// What a table takes of a paste.
pub struct Pasted {
    /// The cells with their new values; a blank one clears its cell.
    pub values: Vec<(Field, Option<String>)>,
    /// How many cells that were not blank are left out, and why.
    pub left: LeftOut,
}

/// Places cells to the right and down from the one they were pasted into.
pub fn place(columns: &[Column], column: usize, line: usize, text: &str) -> Pasted {
    let mut cells = pasted_cells(text);
    let cell_at = |column: usize, line: usize| columns.get(column)?.cells.get(line);
    let mut left = LeftOut::default();
    // Only where numbers and days are asked, words can be told from answers.
    if cell_at(column, line).is_some_and(is_figure) {
        let titles: Vec<String> = columns
            .iter()
            .map(|own| title_of(&own.key, own.title.as_ref()))
            .collect();
        left.headings = take_headings(&mut cells, &titles);
    }
    let mut values = Vec::new();
    for (down, cells) in cells.into_iter().enumerate() {
        for (right, typed) in cells.into_iter().enumerate() {
            let filled = usize::from(!typed.is_empty());
            let Some(target) = cell_at(column + right, line + down) else {
                left.outside += filled;
                continue;
            };
            let is_asked = target.question.kind != QuestionType::Calculate
                && target.answer.with_untracked(|answer| answer.is_relevant);
            if is_asked {
                let value = (!typed.is_empty()).then(|| read(target, typed));
                values.push((target.clone(), value));
            } else {
                left.not_asked += filled;
            }
        }
    }
    Pasted { values, left }
}

fn is_figure(field: &Field) -> bool {
    matches!(
        field.question.kind,
        QuestionType::Integer | QuestionType::Decimal | QuestionType::Date
    )
}

/// A pasted value as it is stored; what cannot be read stays as it is and is told in place.
fn read(field: &Field, typed: String) -> String {
    let value = match field.question.kind {
        QuestionType::Integer => parse_integer(&typed).ok(),
        QuestionType::Decimal => parse_decimal(&typed).ok(),
        QuestionType::Date => parse_finished_date(&typed)
            .ok()
            .map(|date| date.to_string()),
        QuestionType::SelectOne => {
            let wanted = fold(&typed);
            let names = |text: &str| fold(text) == wanted;
            let mut choices = field.choices.iter();
            let choice = choices.find(|choice| names(&choice.label.vi) || names(&choice.label.en));
            choice.map(|choice| choice.name.clone())
        }
        _ => None,
    };
    value.unwrap_or(typed)
}
