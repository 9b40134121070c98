//! A group asked once a row, as a table: rows of the repeat across, its questions down.

use leptos::prelude::*;
use sohoi_form::{ProblemKind, QuestionType};
use sohoi_text::messages::field as words;
use wasm_bindgen::JsCast;

use crate::components::field::frame::is_invalid;
use crate::components::field::{Setting, cell_keys, input, problem, type_name};
use crate::state::answer::{Answer, Field, OnPaste};
use crate::view::{CollectView, IntoView, View, each, view};

/// One row of the repeat: a column of the table.
#[derive(Clone)]
pub struct Column {
    /// The key of the row.
    pub key: String,
    /// What names it to people, e.g. the year; the key where the form has nothing better.
    pub title: Option<ArcRwSignal<Answer>>,
    /// Its cells, one per question of the repeat, in order.
    pub cells: Vec<Field>,
    /// The words that may be asked for about what is unusual in it, each with the line of the cell
    /// that it is about.
    pub explanations: Vec<(usize, Field)>,
}

/// The table. `unit` is that of all its numbers. `on_paste` is told the index of the column, of the
/// line, and what was pasted.
pub fn repeat(
    label: String,
    hint: Option<String>,
    unit: Option<String>,
    columns: Vec<Column>,
    on_paste: &dyn Fn(usize, usize) -> OnPaste,
) -> View {
    let Some(first) = columns.first().cloned() else {
        return ().into_view();
    };
    let language = first
        .cells
        .first()
        .map(|cell| cell.language)
        .unwrap_or_default();
    let unit = unit.map(|unit| words::table_unit(language, &unit));
    let answers: Vec<_> = columns.iter().flat_map(asked).collect();
    let is_asked = Memo::new(move |_| answers.iter().any(|own| own.with(|own| own.is_relevant)));
    let headings = columns
        .iter()
        .map(|column| {
            let column = (column.key.clone(), column.title.clone());
            view! { <th scope="col">{move || title_of(&column.0, column.1.as_ref())}</th> }
        })
        .collect_view();
    let lines = (0..first.cells.len())
        .map(|line| {
            let question = first.cells[line].question.clone();
            let unit = first.cells[line].unit.clone();
            let is_calculated = question.kind == QuestionType::Calculate;
            let cells = columns
                .iter()
                .enumerate()
                .map(|(index, column)| cell(column, line, on_paste(index, line)))
                .collect_view();
            view! {
                <tr class:is-derived=is_calculated>
                    <th scope="row">
                        {first.cells[line].words(&question.label)}
                        {unit.map(|unit| view! { <span class="question-unit">" ("{unit}")"</span> })}
                        {is_calculated.then(|| view! { <span class="question-unit">" – "{words::automatic(language)}</span> })}
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let title = label.clone();
    let nothing = move || {
        (!is_asked.get()).then(|| {
            view! {
                <p class="question-label">{title.clone()}</p>
                <p class="hint">{words::no_row_asked(language)}</p>
            }
        })
    };
    view! {
        {nothing}
        <table
            class="repeat"
            hidden=move || !is_asked.get()
            on:keydown=move |event| cell_keys::on_key(&event)
        >
            <caption>
                <span class="question-label">{label}</span>
                {hint.map(|hint| view! { <span class="hint">{hint}</span> })}
                <span class="hint">
                    {words::table_hint(language)}
                    <span class="of-keyboard">" "{words::table_keys(language)}</span>
                </span>
                {unit.map(|unit| view! { <span class="table-unit">{unit}</span> })}
            </caption>
            <thead>
                <tr>
                    <td></td>
                    {headings}
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
        {complaints(columns)}
    }
    .into_view()
}

fn cell(column: &Column, line: usize, on_paste: OnPaste) -> View {
    let field = column.cells[line].clone();
    let (key, title) = (column.key.clone(), column.title.clone());
    let (answer, asked) = (field.answer.clone(), asked(column));
    let is_calculated = field.question.kind == QuestionType::Calculate;
    let is_relevant = Memo::new(move |_| {
        // A total of a column in which nothing is asked says nothing.
        let has_meaning = !is_calculated || asked.iter().any(|own| own.with(|own| own.is_relevant));
        has_meaning && answer.with(|answer| answer.is_relevant)
    });
    let words = column.explanations.iter();
    let words: Vec<_> = words
        .filter(|(own, _)| *own == line)
        .map(|(_, word)| word.answer.clone())
        .collect();
    let is_unusual = move || words.iter().any(|word| word.with(|word| word.is_relevant));
    let inside = field.clone();
    let content = move || {
        if is_relevant.get() {
            input(&inside, Setting::Cell)
        } else {
            view! { <span class="visually-hidden">{words::not_asked(inside.language)}</span> }
                .into_view()
        }
    };
    view! {
        <td
            id=format!("q-{}", field.path)
            data-path=field.path.clone()
            data-type=type_name(field.question.kind)
            data-column=move || title_of(&key, title.as_ref())
            class:is-off=move || !is_relevant.get()
            class:is-unusual=is_unusual
            class:is-wrong={
                let is_invalid = is_invalid(&field);
                move || is_invalid().is_some()
            }
            on:paste=move |event| {
                if let Some(text) = pasted(&event) {
                    event.prevent_default();
                    // What was typed in this cell before ends here, so that it does not come
                    // after what is pasted.
                    let cell = leave(&event);
                    on_paste(text);
                    return_to(cell);
                }
            }
        >
            {content}
        </td>
    }
    .into_view()
}

/// The answers that people give in a column.
fn asked(column: &Column) -> Vec<ArcRwSignal<Answer>> {
    let cells = column.cells.iter();
    cells
        .filter(|cell| cell.question.kind != QuestionType::Calculate)
        .map(|cell| cell.answer.clone())
        .collect()
}

/// Takes the focus from the element an event came to, and gives the element.
fn leave(event: &web_sys::Event) -> Option<web_sys::HtmlElement> {
    let element = event.target()?.dyn_into::<web_sys::HtmlElement>().ok()?;
    element.blur().ok()?;
    Some(element)
}

/// Gives the focus back once the new values are painted.
fn return_to(element: Option<web_sys::HtmlElement>) {
    request_animation_frame(move || {
        if let Some(element) = element {
            // An element that has gone meanwhile cannot take it.
            let _ = element.focus();
        }
    });
}

/// The text of a pasted piece of a spreadsheet; a single value is left to the browser.
fn pasted(event: &web_sys::Event) -> Option<String> {
    let event = event.dyn_ref::<web_sys::ClipboardEvent>()?;
    let text = event.clipboard_data()?.get_data("text/plain").ok()?;
    let is_piece = text.trim_end_matches(['\r', '\n']).contains(['\t', '\n']);
    is_piece.then_some(text)
}

/// What is wrong in the table, under it, each with column and line.
fn complaints(columns: Vec<Column>) -> View {
    let told = move || {
        let mut told = Vec::new();
        for column in &columns {
            for cell in &column.cells {
                told.extend(complaint(column, cell));
            }
        }
        told
    };
    let line = |(id, place, sentence): &(String, String, String)| {
        view! { <li id=id.clone()><b>{place.clone()}</b>{sentence.clone()}</li> }
    };
    view! { <ul class="problem table-problems" aria-live="polite">{each(told, line)}</ul> }
        .into_view()
}

/// The id of a cell's problem, its column and line, and what is wrong.
fn complaint(column: &Column, cell: &Field) -> Option<(String, String, String)> {
    let (kind, value) = cell
        .answer
        .with(|answer| (answer.problem, answer.value.clone()));
    let kind = kind.filter(|kind| *kind != ProblemKind::Missing || cell.shows_missing.get())?;
    let sentence = problem::sentence(cell.language, &cell.question, kind, value.as_deref());
    let place = format!(
        "{} · {}: ",
        title_of(&column.key, column.title.as_ref()),
        cell.words(&cell.question.label)
    );
    Some((cell.problem_id(), place, sentence))
}

/// The title of a column: the value as it is, because a year is not a number to be grouped.
pub fn title_of(key: &str, title: Option<&ArcRwSignal<Answer>>) -> String {
    let value = title.and_then(|title| title.with(|answer| answer.value.clone()));
    value.unwrap_or_else(|| key.to_owned())
}
