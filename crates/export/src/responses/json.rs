//! The responses and their dictionary as JSON, by the names that the CSV files have.

use sohoi_form::QuestionType;
use sohoi_json::{Members, Write};
use sohoi_text::Language;

use super::ResponsesFile;
use super::cell::Cell;
use super::columns::{Column, type_name};
use super::dictionary::{distinct, relevant};
use super::long::each_answer;
use super::meta::META;
use crate::json::{Both, Made, Number, VERSION};

/// Writes the responses of one form as JSON, an object a response: the lines and columns of
/// [`responses_wide_csv`](crate::responses_wide_csv).
///
/// Numbers are numbers, choices are codes, several choices a list of codes, days are texts like
/// `2017-06-30`. What is blank or does not apply is left out. What somebody mistyped as a number is a text.
pub fn responses_wide_json(file: &ResponsesFile<'_>, form: &str) -> Vec<u8> {
    let columns = file.columns(form);
    let responses = file.of_form(form).into_iter().map(|response| {
        let columns = &columns;
        Made(move |out: &mut String| {
            let mut members = Members::new(out);
            for meta in &META {
                put(
                    &mut members,
                    meta.name,
                    &(meta.value)(file, response),
                    false,
                );
            }
            let cells = columns.cells(response.session);
            for (column, cell) in columns.list.iter().zip(&cells) {
                put(
                    &mut members,
                    &column.name,
                    cell,
                    is_several(column.question.kind),
                );
            }
        })
    });
    let responses: Vec<_> = responses.collect();
    document(file, "sohoi-responses", |members| {
        members.put("form", &form);
        members.put("responses", &responses);
    })
}

/// Writes the answers of all responses as JSON, an object an answer: the lines of
/// [`responses_long_csv`](crate::responses_long_csv), with values as in [`responses_wide_json`]. What the codes of
/// choices mean is in the dictionary.
pub fn responses_long_json(file: &ResponsesFile<'_>) -> Vec<u8> {
    let mut answers = String::new();
    each_answer(file, |answer| {
        answers.push(if answers.is_empty() { '[' } else { ',' });
        let mut members = Members::new(&mut answers);
        for (name, text) in answer.names() {
            if !text.is_empty() {
                members.put(name, &text);
            }
        }
        put(
            &mut members,
            "value",
            &answer.cell,
            is_several(answer.question.kind),
        );
    });
    answers.push_str(if answers.is_empty() { "[]" } else { "]" });
    document(file, "sohoi-answers", |members| {
        members.put("answers", &Made(|out: &mut String| out.push_str(&answers)));
    })
}

/// Writes what the columns of the responses of all forms mean, as JSON: the lines of
/// [`dictionary_csv`](crate::dictionary_csv), labels in both languages, choices as a list.
pub fn dictionary_json(file: &ResponsesFile<'_>) -> Vec<u8> {
    let forms = file.forms.iter().map(|form| {
        Made(move |out: &mut String| {
            let form = form.engine.form();
            let columns = file.columns(&form.id);
            let before = META.iter().map(|meta| {
                let own = Made(move |out: &mut String| {
                    let mut members = Members::new(out);
                    members.put("column", &meta.name);
                    let words = |language| (meta.label)(language);
                    members.put("label", &labels(words));
                    members.put("type", &"meta");
                });
                Box::new(own) as Box<dyn Write>
            });
            let answers = columns.list.iter().map(|column| {
                let own = Made(move |out: &mut String| describe(file, column, out));
                Box::new(own) as Box<dyn Write + '_>
            });
            let all: Vec<Described<'_>> = before.chain(answers).map(Described).collect();
            let mut members = Members::new(out);
            members.put("form", &form.id);
            members.put("title", &Both(&form.title));
            members.put("columns", &all);
        })
    });
    let forms: Vec<_> = forms.collect();
    document(file, "sohoi-dictionary", |members| {
        members.put("forms", &forms);
    })
}

/// What is said of a column.
struct Described<'a>(Box<dyn Write + 'a>);

impl Write for Described<'_> {
    fn write(&self, out: &mut String) {
        self.0.write(out);
    }
}

fn describe(file: &ResponsesFile<'_>, column: &Column<'_>, out: &mut String) {
    let (question, section) = (column.question, column.section);
    let mut members = Members::new(out);
    members.put("column", &column.name);
    members.put("question", &question.name);
    if let Some((repeat, row)) = &column.row {
        members.put("repeat", &repeat.name);
        members.put("row", row);
    }
    members.put("section", &section.id);
    members.put("section_title", &Both(&section.title));
    members.put("label", &labels(|language| column.label(language)));
    members.put("type", &type_name(question.kind));
    if let Some(code) = &question.unit {
        let measures = &file.round.measures;
        let measure = measures.iter().find(|own| own.code == *code);
        members.put("unit", code);
        members.put_unless_blank("unit_label", &measure.map(|own| Both(&own.name)));
    }
    let list = question.list.as_ref();
    let list = list.and_then(|list| column.form.choice_lists.get(list));
    let choices = list.into_iter().flatten().map(|choice| {
        Made(|out: &mut String| {
            let mut members = Members::new(out);
            members.put("code", &choice.name);
            members.put("label", &Both(&choice.label));
        })
    });
    members.put_unless_blank("choices", &choices.collect::<Vec<_>>());
    members.put("required", &question.required);
    let condition = relevant(column);
    members.put_unless_blank("relevant", &Some(condition).filter(|own| !own.is_empty()));
    members.put_unless_blank("constraint", &question.constraint);
    members.put_unless_blank("calculation", &question.calculation);
    members.put_unless_blank("personal_data", &question.pii);
    let (names, hashes): (Vec<&str>, Vec<&str>) = column.versions.iter().copied().unzip();
    members.put("form_versions", &distinct(&names));
    members.put("form_hashes", &hashes);
}

fn labels<W: Write>(of: impl Fn(Language) -> W) -> impl Write {
    Made(move |out: &mut String| {
        let mut members = Members::new(out);
        members.put("vi", &of(Language::Vi));
        members.put("en", &of(Language::En));
    })
}

/// A document with what every file of responses says of itself.
fn document(
    file: &ResponsesFile<'_>,
    format: &str,
    rest: impl FnOnce(&mut Members<'_>),
) -> Vec<u8> {
    let mut out = String::new();
    let mut members = Members::new(&mut out);
    members.put("format", &format);
    members.put("version", &VERSION);
    members.put("round", &file.round.id);
    members.put("population", &file.population.name());
    members.put("cutoff", &file.round.dates.cutoff);
    members.put("demonstration", &file.is_demonstration);
    rest(&mut members);
    drop(members);
    out.into_bytes()
}

fn is_several(kind: QuestionType) -> bool {
    kind == QuestionType::SelectMultiple
}

/// Adds a value by its type; nothing where it is blank.
fn put(members: &mut Members<'_>, name: &str, cell: &Cell<'_>, is_several: bool) {
    match cell {
        Cell::Blank => {}
        Cell::Number(number) => members.put(name, &Number(number)),
        Cell::Text(text) if is_several => {
            members.put(name, &text.split_whitespace().collect::<Vec<_>>());
        }
        Cell::Text(text) | Cell::Day(text) => members.put(name, &&**text),
    }
}
