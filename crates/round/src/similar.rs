//! By what associations of one unit are held against each other.

use serde::Serialize;

/// The questions that tell whether associations resemble each other, and what the round says of their answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Similar {
    /// The id of the [`SubjectKind`](crate::SubjectKind) that is looked at.
    pub kind: String,
    /// The question whose answer is the type; the register may have it, too.
    pub type_question: String,
    /// The types under which quite different associations come: having one of them says nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<String>,
    /// Types that do each other's work.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<(String, String)>,
    /// The question whose answer is the main field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The question whose answers are the fields in which it is active.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activities: Option<String>,
    /// The question whose answer is what it says about merging.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merging: Option<String>,
}
