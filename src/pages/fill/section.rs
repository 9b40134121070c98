//! One section of a form: its questions in order.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use sohoi_form::{Path, Question, QuestionType, Section};
use sohoi_text::{messages::form as words, parse_date, parse_decimal, parse_integer};

use crate::components::field::frame::frame;
use crate::components::field::image::{OnPhoto, image};
use crate::components::field::repeat::{Column, repeat};
use crate::components::field::{Setting, calculated, input};
use crate::platform::{focus, late};
use crate::state::answer::{self, Field, OnPaste};
use crate::state::desk::Desk;
use crate::state::sheet::Sheet;
use crate::view::{IntoView, View, view};

/// The section at `place` of the form; `at` is the path to show first.
pub fn section(
    desk: Desk,
    sheet: &Sheet,
    place: usize,
    at: Option<String>,
    may_edit: Memo<bool>,
) -> View {
    let language = desk.language.get_untracked();
    let (definition, first_number) = sheet.with_session(|session| {
        let sections = &session.engine().form().sections;
        let before = sections
            .iter()
            .take(place)
            .flat_map(|section| &section.questions);
        (
            sections.get(place).cloned(),
            before.filter(|question| is_asked(question)).count() + 1,
        )
    });
    let Some(definition) = definition else {
        return ().into_view();
    };
    let mut number = first_number;
    let mut views = Vec::with_capacity(definition.questions.len());
    for question in &definition.questions {
        match question.kind {
            QuestionType::Calculate => (),
            QuestionType::Repeat => {
                views.push(table(desk, sheet, question, number));
                number += 1;
            }
            _ => {
                views.push(single(desk, sheet, question, number));
                number += 1;
            }
        }
    }
    go_to(at);
    let (id, title) = (
        definition.id.clone(),
        answer::words(language, &definition.title),
    );
    view! {
        <section class="section" data-section=id>
            <h1>{title}</h1>
            <fieldset class="questions" disabled=move || !may_edit.get()>{views}</fieldset>
            {derived(desk, sheet, &definition)}
        </section>
    }
    .into_view()
}

/// Whether people see the question as one of the form's numbered questions.
fn is_asked(question: &Question) -> bool {
    question.kind != QuestionType::Calculate
}

/// Whether people read a calculated value: it has a unit, or the form asks for it.
fn is_read(question: &Question) -> bool {
    question.kind == QuestionType::Calculate
        && (question.unit.is_some()
            || question
                .appearance
                .as_deref()
                .is_some_and(|wish| wish.contains("shown")))
}

fn field(
    desk: Desk,
    sheet: &Sheet,
    question: &Question,
    path: &Path,
    number: Option<usize>,
) -> Field {
    let choices = sheet.with_session(|session| {
        let lists = &session.engine().form().choice_lists;
        question
            .list
            .as_ref()
            .and_then(|list| lists.get(list))
            .cloned()
            .unwrap_or_default()
    });
    let kept = StoredValue::new_local(sheet.clone());
    let text = path.to_string();
    let (typed, meant) = (text.clone(), text.clone());
    Field {
        language: desk.language.get_untracked(),
        question: Arc::new(question.clone()),
        choices: Arc::new(choices),
        path: text,
        number,
        unit: unit(desk, question),
        answer: sheet.answer(path),
        shows_missing: sheet.shows_missing(),
        on_type: Arc::new(move |value| {
            kept.with_value(|sheet| sheet.type_in(typed.clone(), value));
        }),
        on_commit: Arc::new(move |value| {
            kept.with_value(|sheet| sheet.set(vec![(meant.clone(), value)]));
        }),
    }
}

/// The unit of a number, unless the label names it already.
fn unit(desk: Desk, question: &Question) -> Option<String> {
    let unit = desk.measure(question.unit.as_ref()?);
    let label = answer::words(desk.language.get_untracked(), &question.label);
    (!label.contains(&format!("({unit}"))).then_some(unit)
}

fn single(desk: Desk, sheet: &Sheet, question: &Question, number: usize) -> View {
    let path = Path::top(question.name.clone());
    let field = field(desk, sheet, question, &path, Some(number));
    let inner = if question.kind == QuestionType::Image {
        let is_failed = RwSignal::new(false);
        let (sheet, path) = (sheet.clone(), field.path.clone());
        let on_photo: OnPhoto = Rc::new(move |file| {
            let (sheet, path) = (sheet.clone(), path.clone());
            spawn_local(async move {
                let is_stored = sheet.attach(path, &file).await;
                // The page may have moved on while the photo was read.
                let _ = is_failed.try_set(!is_stored);
            });
        });
        image(&field, on_photo, is_failed)
    } else {
        input(&field, Setting::Page)
    };
    frame(&field, inner)
}

fn table(desk: Desk, sheet: &Sheet, question: &Question, number: usize) -> View {
    let language = desk.language.get_untracked();
    let rows = sheet.with_session(|session| session.rows(&question.name));
    let shown: Vec<&Question> = question
        .questions
        .iter()
        .filter(|inner| is_asked(inner) || is_read(inner))
        .collect();
    let columns: Vec<Column> = rows
        .iter()
        .map(|row| Column {
            key: row.clone(),
            title: question.row_key.as_ref().map(|key| {
                sheet.answer(&Path::in_row(
                    question.name.clone(),
                    row.clone(),
                    key.clone(),
                ))
            }),
            cells: shown
                .iter()
                .map(|inner| {
                    let path = Path::in_row(question.name.clone(), row.clone(), inner.name.clone());
                    field(desk, sheet, inner, &path, None)
                })
                .collect(),
        })
        .collect();
    let kept = StoredValue::new_local(sheet.clone());
    let targets: Vec<Vec<Field>> = columns.iter().map(|column| column.cells.clone()).collect();
    let targets = StoredValue::new_local(targets);
    let on_paste = move |column: usize, line: usize| -> OnPaste {
        Rc::new(move |pasted| {
            let values = targets.with_value(|targets| placed(targets, column, line, pasted));
            kept.with_value(|sheet| sheet.set(values));
        })
    };
    let whole = sheet.answer(&Path::top(question.name.clone()));
    let label = format!("{number}. {}", answer::words(language, &question.label));
    let hint = question
        .hint
        .as_ref()
        .map(|hint| answer::words(language, hint));
    view! {
        <div
            class="question is-table"
            hidden=move || !whole.with(|answer| answer.is_relevant)
        >
            {repeat(label, hint, columns, &on_paste)}
        </div>
    }
    .into_view()
}

/// Where pasted values go: to the right and down from the cell they were pasted into.
fn placed(
    targets: &[Vec<Field>],
    column: usize,
    line: usize,
    pasted: Vec<Vec<String>>,
) -> Vec<(String, Option<String>)> {
    let mut values = Vec::new();
    for (down, cells) in pasted.into_iter().enumerate() {
        for (right, typed) in cells.into_iter().enumerate() {
            let target = targets
                .get(column + right)
                .and_then(|cells| cells.get(line + down));
            let Some(target) = target else {
                continue;
            };
            let may_take = target.question.kind != QuestionType::Calculate
                && target.answer.with_untracked(|answer| answer.is_relevant);
            if may_take {
                let value = (!typed.is_empty()).then(|| read(target.question.kind, typed));
                values.push((target.path.clone(), value));
            }
        }
    }
    values
}

/// A pasted value as it is stored; what cannot be read stays as it is and is told in place.
fn read(kind: QuestionType, typed: String) -> String {
    let value = match kind {
        QuestionType::Integer => parse_integer(&typed).ok(),
        QuestionType::Decimal => parse_decimal(&typed).ok(),
        QuestionType::Date => parse_date(&typed).ok().map(|date| date.to_string()),
        _ => None,
    };
    value.unwrap_or(typed)
}

/// The calculated values that people read, under the questions.
fn derived(desk: Desk, sheet: &Sheet, section: &Section) -> View {
    let language = desk.language.get_untracked();
    let items: Vec<View> = section
        .questions
        .iter()
        .filter(|question| is_read(question))
        .map(|question| {
            let field = field(desk, sheet, question, &Path::top(question.name.clone()), None);
            let answer = field.answer.clone();
            view! {
                <div class="derived-line" hidden=move || answer.with(|answer| answer.value.is_none())>
                    <dt>{field.words(&question.label)}</dt>
                    <dd>{calculated::calculated(&field)}" "{field.unit.clone()}</dd>
                </div>
            }
            .into_view()
        })
        .collect();
    if items.is_empty() {
        return ().into_view();
    }
    view! {
        <aside class="derived">
            <h2>{words::derived(language)}</h2>
            <dl>{items}</dl>
        </aside>
    }
    .into_view()
}

/// Shows a place and puts the focus there; without one, the top of the section.
fn go_to(at: Option<String>) {
    request_animation_frame(move || {
        // The questions are there; what typing needs comes while the person reads the first one.
        late::bring();
        let Some(at) = at else {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            return;
        };
        if let Some(place) = document().get_element_by_id(&format!("q-{at}")) {
            place.scroll_into_view();
        }
        focus::move_to(&format!("f-{at}"));
    });
}
