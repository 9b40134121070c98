//! Named lists: whom somebody has to see to, why, and what to do next.

use serde::Serialize;
use sohoi_form::Text;

/// A named list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedList {
    /// The stable id.
    pub id: String,
    /// What people read.
    pub name: Text,
    /// By which rule somebody is on it, and where the rule stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Who is on it.
    pub source: ListSource,
    /// What to do next, in order.
    pub next: Vec<Step>,
}

/// Who is on a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ListSource {
    /// Whose response to a form fulfils a condition.
    Answers(FromAnswers),
    /// Who is in the register and has no response that counts.
    NotSubmitted(NotSubmitted),
}

/// Responses to a form that fulfil a condition. Expressions are those of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FromAnswers {
    /// The id of the form.
    pub form: String,
    /// The condition.
    pub relevant: String,
    /// The answers that are shown.
    pub columns: Vec<Column>,
    /// The question whose answer is the number to call, where the form asks for one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// An answer that a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// The question or calculation, outside of repeats.
    pub question: String,
    /// What people read above it; the label of the question where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
}

/// Lines of the register without a response that counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NotSubmitted {
    /// The kind of subjects; all kinds where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// Something to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The condition under which it is to be done; for everybody on the list where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// The sentence.
    pub text: Text,
}

impl NamedList {
    /// What it shows of responses; `None` where it lists those who have none.
    pub fn answers(&self) -> Option<&FromAnswers> {
        match &self.source {
            ListSource::Answers(answers) => Some(answers),
            ListSource::NotSubmitted(_) => None,
        }
    }

    /// Whether a line of the register of this kind is on it as long as it has no response that
    /// counts.
    pub fn awaits(&self, kind: &str) -> bool {
        match &self.source {
            ListSource::Answers(_) => false,
            ListSource::NotSubmitted(own) => own.kind.as_deref().is_none_or(|own| own == kind),
        }
    }

    /// The steps for everybody on the list.
    pub fn common_steps(&self) -> impl Iterator<Item = &Step> {
        self.next.iter().filter(|step| step.when.is_none())
    }

    /// Whether there are steps for some of those on the list.
    pub fn has_own_steps(&self) -> bool {
        self.next.iter().any(|step| step.when.is_some())
    }
}
