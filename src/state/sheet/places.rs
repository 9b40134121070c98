//! What a place of an open response is called, and where on the form it stands.

use sohoi_form::{Path, Question};

use super::{Sheet, plain};

impl Sheet {
    /// The id of the section in which a place stands.
    pub fn section_of(&self, path: &Path) -> Option<String> {
        let top = top_name(path);
        self.with_session(|session| {
            let mut sections = session.engine().form().sections.iter();
            let section =
                sections.find(|section| section.questions.iter().any(|q| q.name == top))?;
            Some(section.id.clone())
        })
    }

    /// The definition behind a place.
    pub fn question(&self, path: &Path) -> Option<Question> {
        self.with_session(|session| {
            let sections = &session.engine().form().sections;
            find(sections.iter().flat_map(|section| &section.questions), path).cloned()
        })
    }

    /// The number on the form of the question that a place belongs to, or that an explanation is
    /// about.
    pub fn number_of(&self, path: &Path) -> Option<usize> {
        let top = top_name(path);
        self.with_session(|session| {
            let sections = &session.engine().form().sections;
            let mut number = 0;
            for question in sections.iter().flat_map(|section| &section.questions) {
                number += usize::from(question.is_numbered());
                if question.name == top {
                    let is_told = question.is_numbered() || question.is_explanation();
                    return is_told.then_some(number);
                }
            }
            None
        })
    }

    /// What names the row of a place inside a repeat to people, e.g. the year.
    pub fn row_title(&self, path: &Path) -> Option<String> {
        let (repeat, row) = path.row.clone()?;
        let key = self.question(&Path::top(repeat.clone()))?.row_key;
        let value = key.and_then(|key| {
            self.with_session(|session| {
                plain(&session.value(&Path::in_row(repeat, row.clone(), key)))
            })
        });
        Some(value.unwrap_or(row))
    }
}

/// The name of the question of a section that a place belongs to: the repeat, or the question.
pub(super) fn top_name(path: &Path) -> &str {
    match &path.row {
        Some((repeat, _)) => repeat,
        None => &path.question,
    }
}

/// The definition behind a place.
pub(super) fn find<'a>(
    mut questions: impl Iterator<Item = &'a Question>,
    path: &Path,
) -> Option<&'a Question> {
    let top = questions.find(|question| question.name == top_name(path))?;
    match path.row {
        Some(_) => top
            .questions
            .iter()
            .find(|question| question.name == path.question),
        None => Some(top),
    }
}
