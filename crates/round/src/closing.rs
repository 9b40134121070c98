//! What a round says of forms that are whole: how they look on paper, and what they tell the one
//! who filled them in.

use serde::Serialize;
use sohoi_form::Text;

/// How the paper of a form begins and ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Paper {
    /// The id of the form.
    pub form: String,
    /// The line above everything, e.g. the name of the State.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<Text>,
    /// The line under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motto: Option<Text>,
    /// Who signs, from the left.
    pub signatures: Vec<Signature>,
}

/// A place to sign.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Signature {
    /// Who or what signs, e.g. `TM. BAN CHẤP HÀNH`.
    pub title: Text,
    /// The office of the one who signs, e.g. `CHỦ TỊCH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub office: Option<Text>,
    /// How to sign, e.g. `(Ký, đóng dấu, ghi rõ họ tên)`.
    pub note: Text,
}

/// What a form tells the one who filled it in. Expressions are those of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Portrait {
    /// The id of the form.
    pub form: String,
    /// The title of the page.
    pub title: Text,
    /// Scores, each with what makes it up.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<Score>,
    /// Rows of numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trends: Vec<Trend>,
    /// Days and numbers that matter, from the answers. One that is blank is not shown.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Fact>,
    /// What to do: each sentence whose condition holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub advice: Vec<Advice>,
}

/// A score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// What people read.
    pub label: Text,
    /// The expression that gives it.
    pub value: String,
    /// The most that it can be, a plain decimal.
    pub max: String,
    /// What it says, or how it comes from its parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What makes it up. The points of all parts are the score.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<ScorePart>,
    /// What to say of it: each sentence whose condition holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub verdicts: Vec<Advice>,
}

/// A part of a score.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ScorePart {
    /// What people read.
    pub label: Text,
    /// The expression that gives its points.
    pub points: String,
    /// The most points, a plain decimal.
    pub max: String,
    /// The question behind it, outside of repeats; its answer is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// A row of numbers: one for each row of a repeat.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Trend {
    /// What people read.
    pub label: Text,
    /// The question inside of a repeat.
    pub question: String,
    /// What to know about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// What the last row covers, where that is less than what the others do, e.g. six months of a year:
    /// then it is compared with none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial: Option<Text>,
}

/// A day or a number that matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What people read.
    pub label: Text,
    /// The expression that gives it.
    pub value: String,
}

/// A sentence with the condition under which it is said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The condition.
    pub when: String,
    /// The sentence.
    pub text: Text,
}
