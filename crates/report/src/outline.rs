//! What a round says of its report.

use serde::Serialize;
use sohoi_form::Text;

/// The report of a round.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// The type of document, e.g. `BÁO CÁO`.
    pub title: Text,
    /// What it is about, under the title.
    pub subject: Text,
    /// How the paper can look. The first is taken where nobody chooses.
    pub layouts: Vec<Layout>,
    /// Who reports.
    pub issuers: Vec<Issuer>,
    /// The text and its annexes, from above.
    pub outline: Vec<Passage>,
}

impl Report {
    /// A layout by its id; the first one where there is none.
    pub fn layout(&self, id: &str) -> Option<&Layout> {
        let chosen = self.layouts.iter().find(|layout| layout.id == id);
        chosen.or(self.layouts.first())
    }

    /// Who reports for a unit by a layout.
    pub fn issuer(&self, layout: &Layout, unit: &str) -> Option<&Issuer> {
        let mut issuers = self.issuers.iter();
        issuers.find(|issuer| issuer.kind == layout.issuers && issuer.unit == unit)
    }
}

/// How the paper of a report looks: a rule for official documents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Layout {
    /// The stable id.
    pub id: String,
    /// What people read.
    pub name: Text,
    /// The kind of the [issuers](Issuer) that report by it.
    pub issuers: String,
    /// The line above on the right, e.g. the name of the State.
    pub heading: Text,
    /// The line under it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub motto: Option<Text>,
    /// What stands under the issuer in place of a rule, e.g. `*`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    /// The number, left open, with `${code}` for the code of the issuer.
    pub number: Text,
    /// What stands after the last word.
    pub end: String,
    /// Top, bottom, left and right, in millimetres.
    pub margins: [u32; 4],
    /// The size of the text, in points.
    pub size: u32,
    /// Whether pages are numbered from the second one, above in the middle.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub numbered: bool,
}

/// Who reports for a unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Issuer {
    /// Which layouts are for it, e.g. `party`.
    pub kind: String,
    /// The id of the unit.
    pub unit: String,
    /// The body above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superior: Option<Text>,
    /// Its own name.
    pub name: Text,
    /// What its documents are numbered by, e.g. `BDVTU`.
    pub code: String,
    /// Where it has its seat.
    pub seat: Text,
    /// The lines above the place to sign.
    pub signature: Vec<Text>,
    /// Who gets the report, a line each.
    pub recipients: Vec<Text>,
}

/// A passage of the outline.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// The stable name of a paragraph, by which it is found again after somebody changed its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it is said; always where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// Its words, with `${CODE}` for figures.
    pub text: Text,
    /// The theme whose indicators an annex lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// The dimension whose groups stand across an annex.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// What a passage is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PassageKind {
    /// The heading of a chapter.
    Chapter,
    /// The heading of a section.
    Section,
    /// A sentence that begins a paragraph.
    Paragraph,
    /// A sentence that goes on.
    #[default]
    Sentence,
    /// A table of the indicators of a theme, on a page of its own.
    Annex,
}
