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
    each_answer(file, |answer| {
        for (_, text) in answer.names() {
            csv.text(text);
        }
        answer.cell.write(&mut csv);
        csv.text(&labels(
            answer.form,
            answer.question,
            &answer.cell,
            language,
        ));
        csv.text(if file.is_demonstration {
            "demonstration"
        } else {
            ""
        });
        csv.end_row();
    });
    csv.into_bytes()
}

/// An answer with what it belongs to.
pub(super) struct Answer<'a> {
    response: &'a Listed<'a>,
    form: &'a Form,
    section: &'a str,
    path: String,
    row: &'a str,
    /// What it answers.
    pub(super) question: &'a Question,
    /// What was answered.
    pub(super) cell: Cell<'a>,
}

impl Answer<'_> {
    /// What stands before the value, by the names of the columns.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let texts = [
            self.response.id,
            self.response.subject,
            self.response.subject_name,
            self.response.unit,
            &self.form.id,
            &self.form.version,
            self.section,
            &self.path,
            &self.question.name,
            self.row,
        ];
        COLUMNS.into_iter().zip(texts)
    }
}

/// Tells every answer of all responses that is not blank: forms in their order, then by subject.
pub(super) fn each_answer(file: &ResponsesFile<'_>, mut tell: impl FnMut(&Answer<'_>)) {
    for form in file.forms {
        for response in file.of_form(&form.engine.form().id) {
            of_response(response, &mut tell);
        }
    }
}

fn of_response(response: &Listed<'_>, tell: &mut dyn FnMut(&Answer<'_>)) {
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
        tell(&Answer {
            response,
            form,
            section,
            path: path.to_string(),
            row: row.unwrap_or_default(),
            question,
            cell,
        });
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
