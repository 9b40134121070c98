//! What a round says of answers in people's own words: to whom they are addressed, and which words mean
//! the same in them.

use serde::Serialize;
use sohoi_form::Text;

/// A question that is answered in people's own words, by difficulties or proposals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FreeText {
    /// The id of the form.
    pub form: String,
    /// The name of the question: a text outside of repeats.
    pub question: String,
    /// To whom its answers are addressed. Questions of one addressee have the same words here.
    pub addressee: Text,
}

/// A word and how else it is written, where proposals are grouped by their wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The word or words that are meant, e.g. `kinh phí`.
    pub means: String,
    /// Abbreviations and other words for it, e.g. `kp`.
    pub written: Vec<String>,
}
