//! Reads the sheets of every form and checks their expressions.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_form::{DefinitionProblem, Engine, Form, Question};
use sohoi_xlsform::{CellProblem, FormSheet, Places, read_form};

use crate::compile::PackageFiles;
use crate::compile::findings::Findings;
use crate::compile::manifest::Manifest;

/// The columns that hold expressions.
const EXPRESSIONS: [&str; 5] = [
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
];

/// The forms by id.
pub(super) type Forms = BTreeMap<String, CheckedForm>;

/// A form as it was read, and its engine where its expressions are right.
pub(super) struct CheckedForm {
    pub(super) definition: Form,
    pub(super) engine: Option<Arc<Engine>>,
}

impl CheckedForm {
    /// The question of this name outside repeats.
    pub(super) fn question(&self, name: &str) -> Option<&Question> {
        self.definition.question(name)
    }
}

/// Reads the forms that the manifest names.
pub(super) fn read(files: &PackageFiles, manifest: &Manifest, found: &mut Findings) -> Forms {
    let mut forms = Forms::new();
    for head in &manifest.forms {
        let head = head.value.clone();
        if head.id.is_empty() {
            continue;
        }
        let id = head.id.clone();
        let path = |sheet: FormSheet| format!("forms/{id}/{}.csv", sheet.name());
        let survey = found.file(files, &path(FormSheet::Survey));
        let choices = found.file(files, &path(FormSheet::Choices));
        let (Some(survey), Some(choices)) = (survey, choices) else {
            continue;
        };
        let before = found.count();
        let read = read_form(head, survey, choices);
        let is_readable = read.problems.iter().all(|it| it.problem.row.is_some());
        for problem in read.problems {
            found.add(&path(problem.sheet), problem.problem);
        }
        if !is_readable {
            // Nothing more can be said of a form of which a sheet cannot be read.
            continue;
        }
        check_measures(&read.form, &read.places, manifest, &path, found);
        let engine = match Engine::compile(read.form.clone()) {
            Ok(engine) => Some(engine).filter(|_| found.count() == before),
            Err(problems) => {
                // What is wrong with the sheets themselves is known already.
                let is_whole = found.count() == before;
                for problem in problems {
                    if is_whole || EXPRESSIONS.contains(&problem.property) {
                        let (sheet, problem) = located(problem, &read.places);
                        found.add_consequence(&path(sheet), problem);
                    }
                }
                None
            }
        };
        forms.insert(
            id,
            CheckedForm {
                definition: read.form,
                engine,
            },
        );
    }
    report_strangers(files, &forms, manifest, found);
    forms
}

/// The sheet and cell of a problem that the engine found.
fn located(problem: DefinitionProblem, places: &Places) -> (FormSheet, CellProblem) {
    let place = places.find(&problem.name);
    let message = match problem.offset {
        Some(offset) => format!("{} (at character {})", problem.message, offset + 1),
        None => problem.message,
    };
    let located = CellProblem {
        row: place.map(|(_, row)| row),
        column: Some(problem.property.to_owned()),
        message: match place {
            Some(_) => message,
            None => format!("`{}`: {message}", problem.name),
        },
    };
    (place.map_or(FormSheet::Survey, |(sheet, _)| sheet), located)
}

/// Reports units of measure that the manifest does not name.
fn check_measures(
    form: &Form,
    places: &Places,
    manifest: &Manifest,
    path: &impl Fn(FormSheet) -> String,
    found: &mut Findings,
) {
    for question in form
        .questions()
        .flat_map(|top| std::iter::once(top).chain(&top.questions))
    {
        if let Some(unit) = &question.unit
            && !manifest
                .measures
                .iter()
                .any(|measure| measure.code == *unit)
            && let Some((sheet, row)) = places.find(&question.name)
        {
            let message = format!("`{unit}` is not a [[measure]] of round.toml");
            found.add(&path(sheet), CellProblem::of_cell(row, "unit", message));
        }
    }
}

/// Reports files of forms that the manifest does not name.
fn report_strangers(
    files: &PackageFiles,
    forms: &Forms,
    manifest: &Manifest,
    found: &mut Findings,
) {
    if !manifest.is_readable {
        return;
    }
    for path in files.keys() {
        let Some((id, _)) = path
            .strip_prefix("forms/")
            .and_then(|rest| rest.split_once('/'))
        else {
            continue;
        };
        if !forms.contains_key(id) && !manifest.forms.iter().any(|head| head.value.id == id) {
            let message = format!("round.toml names no form `{id}`");
            found.add(path, CellProblem::of_sheet(message));
        }
    }
}
