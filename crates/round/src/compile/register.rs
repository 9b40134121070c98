//! Reads `register.csv`: who is to fill in a form, with the first values of answers.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sohoi_form::{Answers, Path, ProblemKind, Session};
use sohoi_xlsform::{CellProblem, Row, Sheet};

use crate::compile::PackageFiles;
use crate::compile::findings::Findings;
use crate::compile::forms::{CheckedForm, Forms};
use crate::compile::manifest::Manifest;
use crate::compile::tables::{Ids, text};
use crate::compile::times::UnitTime;
use crate::duty::TakenAs;
use crate::round::{Subject, SubjectKind};

const FILE: &str = "register.csv";
const COLUMNS: [&str; 4] = ["id", "name", "kind", "unit"];

/// Reads the register. A column besides the first four is named after a question that takes its
/// first value from the register; its cells must be answers that the form accepts.
pub(super) fn read(
    files: &PackageFiles,
    manifest: &Manifest,
    forms: &Forms,
    (units, cutoff): (&[UnitTime], Option<NaiveDate>),
    found: &mut Findings,
) -> Vec<Subject> {
    let Some(bytes) = found.file(files, FILE) else {
        return Vec::new();
    };
    let (sheet, mut problems) = Sheet::read(bytes);
    let attributes: Vec<&str> = sheet
        .columns()
        .iter()
        .map(String::as_str)
        .filter(|column| !COLUMNS.contains(column) && !column.is_empty())
        .collect();
    problems.extend(sheet.check_header(&COLUMNS, &attributes));
    // Forms that could not be read prefill nothing: that is no fault of the register.
    let are_forms_whole = manifest.is_readable
        && forms.len() == manifest.forms.len()
        && forms.values().all(|form| form.engine.is_some());
    if are_forms_whole {
        for column in &attributes {
            if !forms.values().any(|form| prefills(form, column))
                && !manifest
                    .duties
                    .iter()
                    .any(|own| own.value.takes(column).is_some())
            {
                let message = "no form has a question of this name with `prefill` = registry, \
                               and no [[duty]] goes by it";
                problems.push(CellProblem::of_cell(1, *column, message));
            }
        }
    }
    if are_forms_whole {
        check_kinds(manifest, forms, found);
    }
    // Values under a wrong heading say nothing.
    let is_header_right = problems.iter().all(|problem| problem.row != Some(1));

    let mut ids = Ids::default();
    let mut register = Vec::new();
    for row in sheet.rows().filter(Row::is_whole) {
        let subject = Subject {
            id: ids.take(row, "id").unwrap_or_else(|problem| {
                problems.push(problem);
                String::new()
            }),
            name: text(row, "name", &mut problems),
            kind: text(row, "kind", &mut problems),
            unit: text(row, "unit", &mut problems),
            attributes: attributes
                .iter()
                .filter_map(|column| Some(((*column).to_owned(), row.some(column)?)))
                .collect(),
        };
        let mut times = units.iter().filter(|time| time.unit.id == subject.unit);
        if !units.is_empty() && times.clone().next().is_none() {
            let message = format!("there is no unit `{}` in units.csv", subject.unit);
            problems.push(row.problem("unit", message));
        } else if let Some(day) = cutoff
            && !units.is_empty()
            && !times.any(|time| time.is_on(day))
        {
            let message = format!("the unit `{}` is not there on {day}", subject.unit);
            problems.push(row.problem("unit", message));
        }
        let kind = kind(row, &subject, manifest, &mut problems);
        if let Some(form) = kind.and_then(|kind| forms.get(&kind.form))
            && is_header_right
        {
            let attributes = subject.attributes.clone().into_iter();
            let (of_form, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
                attributes.partition(|(name, _)| {
                    let rules = manifest.duties.iter().map(|own| &own.value);
                    prefills(form, name) || !rules.clone().any(|own| own.meets(&subject, name))
                });
            check_attributes(row, &of_form, form, &mut problems);
            check_days(row, &others, manifest, &mut problems);
        }
        register.push(subject);
    }
    for problem in problems {
        found.add(FILE, problem);
    }
    register
}

/// Reports the questions that are said to repeat the register and do not.
fn check_kinds(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    for located in &manifest.subject_kinds {
        let kind = &located.value;
        let questions = [
            ("subject_kind.code_question", &kind.code_question),
            ("subject_kind.name_question", &kind.name_question),
        ];
        for (column, question) in questions {
            if let (Some(question), Some(form)) = (question, forms.get(&kind.form))
                && !prefills(form, question)
            {
                let message =
                    format!("`{question}` is no question of the form with `prefill` = registry");
                found.add(
                    "round.toml",
                    CellProblem::of_cell(located.row, column, message),
                );
            }
        }
    }
}

/// The kind of a subject.
fn kind<'m>(
    row: Row<'_>,
    subject: &Subject,
    manifest: &'m Manifest,
    problems: &mut Vec<CellProblem>,
) -> Option<&'m SubjectKind> {
    let mut kinds = manifest.subject_kinds.iter().map(|kind| &kind.value);
    let kind = kinds.find(|kind| kind.id == subject.kind);
    if kind.is_none() && manifest.is_readable && !subject.kind.is_empty() {
        let message = format!("`{}` is not a [[subject_kind]] of round.toml", subject.kind);
        problems.push(row.problem("kind", message));
    }
    kind
}

/// Opens the form on the line's values and reports each that the form does not accept.
fn check_attributes(
    row: Row<'_>,
    attributes: &BTreeMap<String, String>,
    form: &CheckedForm,
    problems: &mut Vec<CellProblem>,
) {
    let Some(engine) = &form.engine else {
        check_choices(row, attributes, form, problems);
        return;
    };
    let answers: Answers = attributes
        .iter()
        .filter(|(name, _)| prefills(form, name))
        .map(|(name, value)| (Path::top(name), value.clone()))
        .collect();
    let session = Session::new(engine.clone(), answers);
    let known = problems.len();
    for (name, value) in attributes {
        let message = if prefills(form, name) {
            match session
                .problem(&Path::top(name))
                .map(|problem| problem.kind)
            {
                None | Some(ProblemKind::Missing) => continue,
                Some(ProblemKind::WrongType) => format!("`{value}` is not of the question's type"),
                Some(ProblemKind::NotOffered) => format!("`{value}` is not a choice offered here"),
                Some(ProblemKind::Constraint) => refusal(form, name, value),
            }
        } else {
            let id = &form.definition.id;
            format!("the form `{id}` takes no value from this column: leave the cell empty")
        };
        problems.push(row.problem(name, message));
    }
    if problems.len() > known {
        // Whether a question applies follows from the values, and one of them is wrong.
        return;
    }
    for name in attributes.keys() {
        if !session.is_relevant(&Path::top(name)) {
            let message = "the question does not apply with the other values of this row: \
                           leave the cell empty";
            problems.push(row.problem(name, message));
        }
    }
}

/// Reports what duties go by and cannot: it is no day, or no number of years.
fn check_days(
    row: Row<'_>,
    attributes: &BTreeMap<String, String>,
    manifest: &Manifest,
    problems: &mut Vec<CellProblem>,
) {
    for (name, value) in attributes {
        let rules = manifest.duties.iter().map(|own| &own.value);
        let message = rules
            .filter_map(|rule| rule.takes(name))
            .find_map(|as_what| {
                let is_day = |text: &str| {
                    text.parse()
                        .is_ok_and(|day: NaiveDate| day.to_string() == text)
                };
                match as_what {
                    TakenAs::Day if !is_day(value) => {
                        Some(format!("`{value}` is not a day: write it as 2017-06-30"))
                    }
                    TakenAs::Years(most)
                        if !value.parse().is_ok_and(|years| (1..=most).contains(&years)) =>
                    {
                        Some(format!(
                            "`{value}` is not a number of years from 1 to {most}"
                        ))
                    }
                    _ => None,
                }
            });
        problems.extend(message.map(|message| row.problem(name, message)));
    }
}

/// What can be said of a line's values while the form has problems of its own.
fn check_choices(
    row: Row<'_>,
    attributes: &BTreeMap<String, String>,
    form: &CheckedForm,
    problems: &mut Vec<CellProblem>,
) {
    for (name, value) in attributes {
        let list = form
            .question(name)
            .and_then(|question| form.definition.choice_lists.get(question.list.as_ref()?));
        if list.is_some_and(|choices| choices.iter().all(|choice| choice.name != *value)) {
            let message = format!("`{value}` is not a choice offered here");
            problems.push(row.problem(name, message));
        }
    }
}

fn refusal(form: &CheckedForm, name: &str, value: &str) -> String {
    let question = form.question(name);
    let reason = question.and_then(|question| question.constraint_message.as_ref());
    match reason {
        Some(reason) => format!("the form refuses `{value}`: {}", reason.en),
        None => format!("the form refuses `{value}` by its constraint"),
    }
}

fn prefills(form: &CheckedForm, name: &str) -> bool {
    form.question(name)
        .is_some_and(|question| question.prefill.as_deref() == Some("registry"))
}
