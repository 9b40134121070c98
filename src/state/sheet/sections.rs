//! How the sections of an open response stand.

use leptos::prelude::*;
use sohoi_form::{Path, ProblemKind, Progress};

use super::Sheet;
use super::places::top_name;

/// How one section stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SectionState {
    /// Whether the section applies.
    pub is_relevant: bool,
    /// How many questions are asked and answered.
    pub asked: usize,
    /// How many of them have an answer.
    pub answered: usize,
    /// How many answers are to be mended.
    pub to_mend: usize,
    /// How many required answers are missing.
    pub missing: usize,
    /// How many unusual answers nobody has said a word about.
    pub to_explain: usize,
}

impl Sheet {
    /// How every section stands, in the order of the form.
    pub fn sections(&self) -> ArcRwSignal<Vec<SectionState>> {
        self.0.sections.clone()
    }

    /// Looks at every section again.
    pub(super) fn refresh_sections(&self) {
        let now = {
            let session = self.0.session.borrow();
            let form = session.engine().form();
            let problems = self.all_problems();
            let explanations = session.explanations();
            let states = form.sections.iter().map(|section| {
                let Progress {
                    asked, answered, ..
                } = session.progress(&section.id);
                let is_own = |path: &Path| {
                    let mut questions = section.questions.iter();
                    questions.any(|question| question.name == top_name(path))
                };
                let own = problems.iter().filter(|problem| is_own(&problem.path));
                let open = explanations.iter();
                let open = open.filter(|(path, is_given)| !is_given && is_own(path));
                let (missing, to_mend): (Vec<_>, Vec<_>) =
                    own.partition(|problem| problem.kind == ProblemKind::Missing);
                SectionState {
                    is_relevant: session.is_section_relevant(&section.id),
                    asked,
                    answered,
                    to_mend: to_mend.len(),
                    missing: missing.len(),
                    to_explain: open.count(),
                }
            });
            states.collect::<Vec<_>>()
        };
        if self.0.sections.with_untracked(|before| *before != now) {
            self.0.sections.set(now);
        }
    }
}
