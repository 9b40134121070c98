//! From the two sheets of a form to its definition.

use std::collections::BTreeMap;

use sohoi_form::{Form, Text};

use crate::problem::CellProblem;
use crate::sheet::Sheet;
use crate::{choices, survey};

/// What a form's sheets do not say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormHead {
    /// The stable identifier.
    pub id: String,
    /// The author's version.
    pub version: String,
    /// The title people read.
    pub title: Text,
    /// What the form is for.
    pub description: Text,
    /// Who answers.
    pub respondent: Text,
}

/// One of the two sheets of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormSheet {
    /// Sections, questions and repeats.
    Survey,
    /// Choice lists.
    Choices,
}

impl FormSheet {
    /// The name of the sheet, e.g. `survey`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Survey => "survey",
            Self::Choices => "choices",
        }
    }
}

/// A flaw of a form's sheets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormProblem {
    /// The sheet.
    pub sheet: FormSheet,
    /// The place in it, and what is wrong there.
    pub problem: CellProblem,
}

/// The row of every name of a form, for problems found after reading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    names: BTreeMap<String, u64>,
    lists: BTreeMap<String, u64>,
}

impl Places {
    /// Where a section, question or else a choice list begins.
    pub fn find(&self, name: &str) -> Option<(FormSheet, u64)> {
        let survey = self.names.get(name).map(|row| (FormSheet::Survey, *row));
        survey.or_else(|| self.lists.get(name).map(|row| (FormSheet::Choices, *row)))
    }
}

/// What was understood of a form's sheets.
#[derive(Clone, Debug)]
pub struct ReadForm {
    /// The definition; whole only where there are no problems.
    pub form: Form,
    /// Where each name stands.
    pub places: Places,
    /// Every problem, in the order of the sheets.
    pub problems: Vec<FormProblem>,
}

/// Reads the survey and choices sheets of a form, as CSV files.
pub fn read_form(head: FormHead, survey: &[u8], choices: &[u8]) -> ReadForm {
    let (choice_sheet, mut choice_problems) = Sheet::read(choices);
    let lists = choices::read(&choice_sheet, &mut choice_problems);
    let (survey_sheet, mut survey_problems) = Sheet::read(survey);
    let read = survey::read(&survey_sheet, &lists, &mut survey_problems);
    if read.sections.is_empty() && survey_problems.is_empty() {
        survey_problems.push(CellProblem::of_sheet("has no groups: add begin_group"));
    }

    let located = |sheet| move |problem| FormProblem { sheet, problem };
    let mut problems: Vec<FormProblem> = survey_problems
        .into_iter()
        .map(located(FormSheet::Survey))
        .chain(choice_problems.into_iter().map(located(FormSheet::Choices)))
        .collect();
    problems.sort();
    ReadForm {
        form: Form {
            id: head.id,
            version: head.version,
            title: head.title,
            description: head.description,
            respondent: head.respondent,
            sections: read.sections,
            choice_lists: lists.lists.into_iter().collect(),
        },
        places: Places {
            names: read.rows,
            lists: lists.rows,
        },
        problems,
    }
}
