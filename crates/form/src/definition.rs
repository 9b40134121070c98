//! What a form consists of, as its author wrote it.
//!
//! Names follow XLSForm: a form has sections (groups), a section has questions, a question
//! may be a repeat with questions of its own. Expressions stay text here; `Engine::compile`
//! parses and checks them.

mod reading;

use litemap::LiteMap;
use serde::Serialize;

/// A text in both languages of the product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// A form: what one respondent fills in once.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Form {
    /// The stable identifier, the same over all versions.
    pub id: String,
    /// The author's version; the content hash is what identifies a version.
    pub version: String,
    /// The title people read.
    pub title: Text,
    /// What the form is for.
    pub description: Text,
    /// Who answers.
    pub respondent: Text,
    /// The sections in order.
    pub sections: Vec<Section>,
    /// The choice lists by name.
    pub choice_lists: LiteMap<String, Vec<Choice>>,
}

impl Form {
    /// The questions outside repeats, repeats included, in order.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.sections.iter().flat_map(|section| &section.questions)
    }

    /// The question of this name outside repeats.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions().find(|question| question.name == name)
    }

    /// The questions that another version of the form has by the same name as another type, or
    /// inside of another repeat.
    pub fn retyped<'o>(&self, other: &'o Self) -> Vec<&'o str> {
        let is_other = |(repeat, question): &(Option<&str>, &Question)| {
            let mut own = self.placed();
            let own = own.find(|(_, own)| own.name == question.name);
            own.is_some_and(|(within, own)| own.kind != question.kind || within != *repeat)
        };
        let retyped = other.placed().filter(is_other);
        retyped
            .map(|(_, question)| question.name.as_str())
            .collect()
    }

    /// All questions, repeats included, each with the repeat that it is inside of.
    fn placed(&self) -> impl Iterator<Item = (Option<&str>, &Question)> {
        self.questions().flat_map(|own| {
            let inner = own.questions.iter();
            let inner = inner.map(|question| (Some(own.name.as_str()), question));
            std::iter::once((None, own)).chain(inner)
        })
    }

    /// The question of this name, wherever it stands.
    pub fn question_anywhere(&self, name: &str) -> Option<&Question> {
        self.questions()
            .flat_map(|own| std::iter::once(own).chain(&own.questions))
            .find(|question| question.name == name)
    }
}

/// A group of questions shown on one page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Section {
    /// The stable identifier.
    pub id: String,
    /// The heading.
    pub title: Text,
    /// The points of the reviewed document that the section serves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seed: Vec<String>,
    /// The condition under which the whole section applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// The questions in order.
    pub questions: Vec<Question>,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionType {
    /// Free text.
    Text,
    /// A whole number.
    Integer,
    /// A number with decimals.
    Decimal,
    /// A day, stored as `2017-06-30`.
    Date,
    /// One choice of a list, stored as its name.
    SelectOne,
    /// Any number of choices, stored as names separated by one space.
    SelectMultiple,
    /// A statement to be confirmed, stored as `OK`.
    Acknowledge,
    /// A photo, stored as the hash of its bytes.
    Image,
    /// Derived by an expression; never stored.
    Calculate,
    /// A group answered once a row.
    Repeat,
}

/// A question, a calculation or a repeat.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Question {
    /// The stable name, unique within the form.
    pub name: String,
    /// How it is answered.
    #[serde(rename = "type")]
    pub kind: QuestionType,
    /// What the person reads.
    pub label: Text,
    /// A line of help under the label.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// The choice list of a select.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Which choices of the list are offered: an expression over the choice's attributes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub choice_filter: Option<String>,
    /// Whether submitting needs an answer where the question is relevant.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub required: bool,
    /// The condition under which the question applies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relevant: Option<String>,
    /// What an answer must satisfy; `.` is the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
    /// What the person reads when the constraint is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constraint_message: Option<Text>,
    /// The expression of a calculation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calculation: Option<String>,
    /// A wish about the widget, as in XLSForm.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub appearance: Option<String>,
    /// The code of the unit behind the number; the round says how it reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Where a first value comes from; `registry` is the register line of the subject.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prefill: Option<String>,
    /// The legal basis shown with the question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<String>,
    /// Whom the question is for, e.g. `core` or `full`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// The class of personal data: `none`, `basic` or `sensitive`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pii: Option<String>,
    /// The points of the reviewed document that the question serves.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seed: Vec<String>,
    /// The number of rows of a repeat: an expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repeat_count: Option<String>,
    /// The calculation inside the repeat whose value names the row to people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row_key: Option<String>,
    /// The questions of a repeat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
}

impl Question {
    /// Whether the form wishes this about the widget; several wishes are separated by spaces.
    pub fn wishes(&self, appearance: &str) -> bool {
        let wishes = self.appearance.as_deref().unwrap_or_default();
        wishes.split(' ').any(|wish| wish == appearance)
    }

    /// Whether it asks for a word about something unusual: it applies where that is the case, and
    /// nothing forbids leaving it blank (docs/adr/0011).
    pub fn is_explanation(&self) -> bool {
        self.kind == QuestionType::Text && self.wishes("explanation")
    }

    /// Whether it asks in which capacity somebody answers the form.
    pub fn is_respondent(&self) -> bool {
        self.wishes("respondent")
    }

    /// Whether it is one of the numbered questions of the form, on paper as on the screen: what is
    /// calculated is not, nor what is asked about the answers instead of the subject.
    pub fn is_numbered(&self) -> bool {
        self.kind != QuestionType::Calculate && !self.is_explanation() && !self.is_respondent()
    }

    /// The code of the unit of measure that all numbers of a repeat share: told once with the
    /// repeat, it need not be told with each of them.
    pub fn common_unit(&self) -> Option<&str> {
        let is_number = |kind| matches!(kind, QuestionType::Integer | QuestionType::Decimal);
        let numbers = self.questions.iter();
        let mut numbers = numbers.filter(|inner| inner.unit.is_some() || is_number(inner.kind));
        let unit = numbers.next()?.unit.as_deref()?;
        numbers
            .all(|inner| inner.unit.as_deref() == Some(unit))
            .then_some(unit)
    }
}

/// One choice of a choice list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// The stored value.
    pub name: String,
    /// What the person reads.
    pub label: Text,
    /// Further columns, used by choice filters and by tables.
    #[serde(skip_serializing_if = "LiteMap::is_empty")]
    pub attributes: LiteMap<String, String>,
}
