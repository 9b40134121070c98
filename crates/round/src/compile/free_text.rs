//! Reads `[[free_text]]` and `[[wording]]` of `round.toml` and checks the names in them.

use std::collections::BTreeSet;

use sohoi_form::QuestionType;
use sohoi_xlsform::CellProblem;

use super::entry::{Entry, Located};
use super::findings::Findings;
use super::forms::Forms;
use super::manifest::{FILE, Manifest};
use crate::free_text::{FreeText, Wording};

/// What was read, with the rows of what is checked once the forms are known.
#[derive(Default)]
pub(super) struct FreeTexts {
    questions: Vec<Question>,
    pub(super) wordings: Vec<Wording>,
}

struct Question {
    form_row: u64,
    question_row: u64,
    read: FreeText,
}

/// Reads both from the root of the manifest.
pub(super) fn read(root: &mut Entry<'_>, problems: &mut Vec<CellProblem>) -> FreeTexts {
    let mut questions = Vec::new();
    for mut entry in root.some_entries("free_text", problems) {
        let form = entry.located_text("form", problems);
        let question = entry.located_text("question", problems);
        questions.push(Question {
            form_row: form.row,
            question_row: question.row,
            read: FreeText {
                form: form.value,
                question: question.value,
                addressee: entry.bilingual("addressee", problems),
            },
        });
        entry.finish(problems);
    }
    let mut known = BTreeSet::new();
    let mut wordings = Vec::new();
    for mut entry in root.some_entries("wording", problems) {
        let means = entry.text("means", problems);
        let written = entry.located_text("written", problems);
        wordings.push(Wording {
            means,
            written: writings(&written, &mut known, problems),
        });
        entry.finish(problems);
    }
    FreeTexts {
        questions,
        wordings,
    }
}

/// The writings of one word, separated by commas. None may stand for two words.
fn writings(
    written: &Located<String>,
    known: &mut BTreeSet<String>,
    problems: &mut Vec<CellProblem>,
) -> Vec<String> {
    let parts = written.value.split(',').map(str::trim);
    let writings: Vec<String> = parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    for writing in &writings {
        if !known.insert(writing.to_lowercase()) {
            let message = format!("`{writing}` stands here twice");
            problems.push(CellProblem::of_cell(
                written.row,
                "wording.written",
                message,
            ));
        }
    }
    writings
}

impl FreeTexts {
    /// The questions, of a manifest without problems.
    pub(super) fn into_questions(self) -> Vec<FreeText> {
        self.questions.into_iter().map(|own| own.read).collect()
    }
}

/// Reports every form that is not there and every question that is no text of its form, and what stands
/// twice.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    let mut seen = BTreeSet::new();
    let mut add = |row: u64, key: &str, message: String| {
        let column = format!("free_text.{key}");
        found.add(FILE, CellProblem::of_cell(row, column, message));
    };
    for own in &manifest.free_texts.questions {
        let FreeText { form, question, .. } = &own.read;
        if form.is_empty() || question.is_empty() {
            continue;
        }
        if !manifest.forms.iter().any(|head| head.value.id == *form) {
            add(own.form_row, "form", format!("there is no form `{form}`"));
            continue;
        }
        if !seen.insert((form, question)) {
            add(
                own.question_row,
                "question",
                format!("`{question}` stands here twice"),
            );
        }
        // A form with problems of its own is not there.
        let Some(checked) = forms.get(form) else {
            continue;
        };
        let is_text = |kind| kind == QuestionType::Text;
        if !checked
            .question(question)
            .is_some_and(|known| is_text(known.kind))
        {
            add(
                own.question_row,
                "question",
                format!("the form `{form}` has no text `{question}` outside repeats"),
            );
        }
    }
}
