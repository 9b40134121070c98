//! One line an answer.

use sohoi_form::{Form, Path, Question, QuestionType};
use sohoi_text::Language;

use super::cell::Cell;
use super::columns::Rows;
use super::{Listed, ResponsesFile};
use crate::csv::Csv;
use crate::figures::read;

/// The names of the columns.
const COLUMNS: [&str; 13] = [
    "response",
    "subject",
    "subject_name",
    "unit",
    "form",
    "form_version",
    "section",
    "path",
    "question",
    "row",
    "value",
    "label",
    "data",
];

/// Writes the answers of all responses as CSV, one line an answer.
///
/// The columns are `response`, `subject`, `subject_name`, `unit`, `form`, `form_version`, `section`,
/// `path` (as it is stored), `question`, `row` (what names it to people), `value`,
/// `label` (of the choices, in `language`) and `data` (`demonstration` where they are made up).
/// Answers that do not apply and calculated values are left out.
pub fn responses_long_csv(file: &ResponsesFile<'_>, language: Language) -> Vec<u8> {
    let mut csv = Csv::new();
    COLUMNS.iter().for_each(|name| csv.text(name));
    csv.end_row();
    for form in file.forms {
        for response in file.of_form(&form.engine.form().id) {
            write_response(&mut csv, file, response, language);
        }
    }
    csv.into_bytes()
}

fn write_response(
    csv: &mut Csv,
    file: &ResponsesFile<'_>,
    response: &Listed<'_>,
    language: Language,
) {
    let (session, form) = (response.session, response.form());
    let rows = Rows::new(session);
    let mut line = |section: &str, question: &Question, path: &Path| {
        if question.kind == QuestionType::Calculate {
            return;
        }
        let cell = Cell::of(session, question.kind, path);
        if cell == Cell::Blank {
            return;
        }
        let row = path.row.as_ref();
        let row = row.and_then(|(repeat, key)| rows.name(repeat, key));
        for text in [
            response.id,
            response.subject,
            response.subject_name,
            response.unit,
            &form.id,
            &form.version,
            section,
            &path.to_string(),
            &question.name,
            row.unwrap_or_default(),
        ] {
            csv.text(text);
        }
        cell.write(csv);
        csv.text(&labels(form, question, &cell, language));
        csv.text(if file.is_demonstration {
            "demonstration"
        } else {
            ""
        });
        csv.end_row();
    };
    for section in &form.sections {
        for question in &section.questions {
            if question.kind != QuestionType::Repeat {
                line(&section.id, question, &Path::top(&question.name));
                continue;
            }
            for key in session.rows(&question.name) {
                for inner in &question.questions {
                    let path = Path::in_row(&question.name, &key, &inner.name);
                    line(&section.id, inner, &path);
                }
            }
        }
    }
}

/// What people read of the choices that were made.
fn labels(form: &Form, question: &Question, cell: &Cell<'_>, language: Language) -> String {
    let list = question.list.as_ref();
    let (Some(list), Cell::Text(text)) = (list.and_then(|it| form.choice_lists.get(it)), cell)
    else {
        return String::new();
    };
    let labels: Vec<&str> = text
        .split(' ')
        .map(|name| {
            let choice = list.iter().find(|choice| choice.name == name);
            choice.map_or(name, |choice| read(&choice.label, language))
        })
        .collect();
    labels.join("; ")
}
