//! A group asked once a row: its table, what is unusual in it, and pieces of spreadsheets that are
//! pasted into it.

use std::rc::Rc;

use leptos::prelude::*;
use sohoi_form::{Path, Question};
use sohoi_text::messages::field as words;

use crate::components::field::explanation::explanation;
use crate::components::field::repeat::{Column, repeat, title_of};
use crate::pages::fill::paste::{Pasted, place};
use crate::pages::fill::section::{field, is_read, told_unit};
use crate::platform::focus;
use crate::state::answer::{self, Field, OnPaste};
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{CollectView, IntoView, View, view};

/// The table of a repeat, with its number on the form.
#[inline(never)]
pub fn table(desk: Desk, sheet: &Sheet, question: &Question, number: usize) -> View {
    let language = desk.language.get_untracked();
    let rows = sheet.with_session(|session| session.rows(&question.name));
    let in_row = |row: &String, inner: &String| {
        Path::in_row(question.name.clone(), row.clone(), inner.clone())
    };
    let mut shown = Vec::new();
    let mut explanations = Vec::new();
    for inner in &question.questions {
        if inner.is_explanation() {
            // It is about the question that it follows.
            explanations.push((shown.len().saturating_sub(1), inner));
        } else if inner.is_numbered() || is_read(inner) {
            shown.push(inner);
        }
    }
    let common_unit = question.common_unit();
    let mut columns = Vec::with_capacity(rows.len());
    let mut unusual = Vec::new();
    for row in &rows {
        let title = question.row_key.as_ref();
        let inside = |inner: &Question| {
            let field = field(desk, sheet, inner, &in_row(row, &inner.name), None);
            let unit = field.unit.clone().filter(|_| common_unit.is_none());
            Field { unit, ..field }
        };
        let column = Column {
            key: row.clone(),
            title: title.map(|key| sheet.answer(&in_row(row, key))),
            cells: shown.iter().map(|inner| inside(inner)).collect(),
            explanations: explanations
                .iter()
                .map(|(line, inner)| (*line, inside(inner)))
                .collect(),
        };
        for (_, word) in &column.explanations {
            let (key, title) = (column.key.clone(), column.title.clone());
            let year = move || [&title_of(&key, title.as_ref()), ": "].concat();
            unusual.push(explanation(word, year.into_view()));
        }
        columns.push(column);
    }
    let told = RwSignal::new_local(None::<Told>);
    let on_paste = pasting(sheet, &columns, told);
    let whole = sheet.answer(&Path::top(question.name.clone()));
    let label = format!("{number}. {}", answer::words(language, &question.label));
    let unit = common_unit.and_then(|code| told_unit(desk, code, &label));
    let hint = question.hint.as_ref();
    let hint = hint.map(|hint| answer::words(language, hint));
    let sheet = StoredValue::new_local(sheet.clone());
    let telling = move || {
        told.get().map(|told_now| {
            let before = StoredValue::new_local(told_now.before);
            let undo = before.with_value(|before| !before.is_empty()).then(|| {
                let press = move |_| {
                    let values = before.with_value(unchanged);
                    let first = before.with_value(|before| {
                        let first = before.first();
                        first.map(|taken| taken.cell.input_id())
                    });
                    sheet.with_value(|sheet| sheet.set(values));
                    told.set(Some(Told {
                        sentence: words::paste_undone(language).to_owned(),
                        before: Vec::new(),
                    }));
                    // The button goes; the table takes the focus back once it is painted.
                    request_animation_frame(move || {
                        if let Some(first) = first {
                            focus::move_to(&first);
                        }
                    });
                };
                view! {
                    <button type="button" class="button is-small" on:click=press>
                        {words::undo(language)}
                    </button>
                }
            });
            view! { <p class="pasted">{told_now.sentence} " " {undo}</p> }
        })
    };
    view! {
        <div class="question is-table" hidden=move || !whole.with(|answer| answer.is_relevant)>
            {repeat(label, hint, unit, columns, &on_paste)}
            <div role="status">{telling}</div>
            {unusual.into_iter().collect_view()}
        </div>
    }
    .into_view()
}

/// What is told of the last paste, and what takes it back.
#[derive(Clone)]
struct Told {
    sentence: String,
    before: Vec<Taken>,
}

/// A cell that took a pasted value: what it took, and what was in it before.
#[derive(Clone)]
struct Taken {
    cell: Field,
    value: Option<String>,
    before: Option<String>,
}

/// The values of before, where nobody has changed the cell since.
fn unchanged(taken: &Vec<Taken>) -> Vec<(String, Option<String>)> {
    let mut values = Vec::with_capacity(taken.len());
    for Taken {
        cell,
        value,
        before,
    } in taken
    {
        if cell.answer.with_untracked(|answer| answer.value == *value) {
            values.push((cell.path.clone(), before.clone()));
        }
    }
    values
}

/// Takes in what is pasted into the cell of a column and a line.
fn pasting(
    sheet: &Sheet,
    columns: &[Column],
    told: RwSignal<Option<Told>, LocalStorage>,
) -> impl Fn(usize, usize) -> OnPaste + use<> {
    let kept = StoredValue::new_local((sheet.clone(), columns.to_vec()));
    move |column: usize, line: usize| -> OnPaste {
        Rc::new(move |text| {
            let sentence = kept.with_value(|(sheet, columns)| {
                let Pasted { values, left } = place(columns, column, line, &text);
                let language = sheet.language();
                let sentence = words::pasted(language, values.len(), left);
                let mut taken = Vec::with_capacity(values.len());
                let mut edits = Vec::with_capacity(values.len());
                for (cell, value) in values {
                    let before = cell.answer.with_untracked(|answer| answer.value.clone());
                    edits.push((cell.path.clone(), value.clone()));
                    taken.push(Taken {
                        cell,
                        value,
                        before,
                    });
                }
                sheet.set(edits);
                Told {
                    sentence,
                    before: taken,
                }
            });
            told.set(Some(sentence));
        })
    }
}
