//! What the forms of a round say of the attributes of lines: those that they take their first values from,
//! and those that duties go by.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sohoi_form::{Form, QuestionType};
use sohoi_register::import::CellFlaw;
use sohoi_register::{Change, Register};
use sohoi_round::{DutyRule, RoundPart, SubjectKind};
use sohoi_text::{Language, fold};

use crate::forms::Forms;
use crate::store::{Read, Result, StoreError};

/// The longest value of an attribute, in bytes.
const LONGEST: usize = 2_000;

/// What the forms of a round say of the attributes of lines.
#[derive(Clone, Debug, Default)]
pub struct Meanings {
    kinds: Vec<SubjectKind>,
    /// By kind and name.
    attributes: BTreeMap<(String, String), Attribute>,
}

#[derive(Clone, Debug)]
struct Attribute {
    labels: [String; 2],
    values: Values,
}

#[derive(Clone, Debug)]
enum Values {
    Text,
    Day,
    Whole,
    Number,
    Choices(Choices),
}

#[derive(Clone, Debug, Default)]
struct Choices {
    /// The stored value by what people write, folded.
    written: BTreeMap<String, String>,
    /// What people read, by stored value.
    labels: BTreeMap<String, [String; 2]>,
}

impl Meanings {
    /// Of the current forms of a round.
    ///
    /// # Errors
    ///
    /// Where the store fails, or the round or a form of it is not there.
    pub async fn of(view: &mut dyn Read, document: &str) -> Result<Self> {
        let round = Forms::default().round(view, document).await?;
        let missing = |what: &str| StoreError::Corrupt {
            what: what.to_owned(),
            reason: "it is not there".to_owned(),
        };
        let round = round.ok_or_else(|| missing("the document of the round"))?;
        let mut meanings = Self {
            kinds: round.subject_kinds.clone(),
            attributes: BTreeMap::new(),
        };
        let rules = view.register_duties(&round.id).await?;
        for kind in &round.subject_kinds {
            if let Some(form) = form(view, &round, kind).await? {
                let own: Vec<&DutyRule> =
                    rules.iter().filter(|rule| rule.kind == kind.id).collect();
                meanings.add(kind, &form, &own);
            }
        }
        Ok(meanings)
    }

    fn add(&mut self, kind: &SubjectKind, form: &Form, duties: &[&DutyRule]) {
        let of_register = form.questions().filter(|question| {
            let is_prefilled = question.prefill.as_deref() == Some("registry");
            is_prefilled
                || duties
                    .iter()
                    .any(|rule| rule.takes(&question.name).is_some())
        });
        for question in of_register {
            let values = match question.kind {
                QuestionType::Date => Values::Day,
                QuestionType::Integer => Values::Whole,
                QuestionType::Decimal => Values::Number,
                QuestionType::SelectOne => {
                    let list = question.list.as_ref();
                    let choices = list.and_then(|list| form.choice_lists.get(list));
                    let mut known = Choices::default();
                    for choice in choices.into_iter().flatten() {
                        for written in [&choice.label.en, &choice.label.vi, &choice.name] {
                            known.written.insert(fold(written), choice.name.clone());
                        }
                        let labels = [choice.label.vi.clone(), choice.label.en.clone()];
                        known.labels.insert(choice.name.clone(), labels);
                    }
                    Values::Choices(known)
                }
                _ => Values::Text,
            };
            let labels = [question.label.vi.clone(), question.label.en.clone()];
            let key = (kind.id.clone(), question.name.clone());
            self.attributes.insert(key, Attribute { labels, values });
        }
    }

    /// The kinds of subjects, the usual one first.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.kinds.iter().map(|kind| kind.id.as_str())
    }

    /// The names of attributes with what people call them, a pair for each language.
    pub fn attributes(&self) -> Vec<(&str, &str)> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for ((_, name), attribute) in &self.attributes {
            for label in &attribute.labels {
                let pair = (name.as_str(), label.as_str());
                if !pairs.contains(&pair) {
                    pairs.push(pair);
                }
            }
        }
        pairs
    }

    /// What people call an attribute, in Vietnamese and in English.
    pub fn labels(&self, name: &str) -> Option<[&str; 2]> {
        let found = self.attributes.iter().find(|((_, own), _)| own == name);
        found.map(|(_, attribute)| [attribute.labels[0].as_str(), attribute.labels[1].as_str()])
    }

    /// A value as people read it.
    pub fn shown(&self, kind: &str, attribute: &str, value: &str, language: Language) -> String {
        let key = (kind.to_owned(), attribute.to_owned());
        match self.attributes.get(&key).map(|attribute| &attribute.values) {
            Some(Values::Choices(known)) => {
                let place = usize::from(language == Language::En);
                let label = known.labels.get(value).map(|labels| labels[place].clone());
                label.unwrap_or_else(|| value.to_owned())
            }
            Some(Values::Day) => {
                let day = day(value);
                day.map_or_else(|| value.to_owned(), sohoi_text::short_date)
            }
            _ => value.to_owned(),
        }
    }

    /// The value that a cell means.
    ///
    /// # Errors
    ///
    /// Why it cannot be one.
    pub fn value(&self, kind: &str, attribute: &str, cell: &str) -> Result<String, CellFlaw> {
        if cell.len() > LONGEST {
            return Err(CellFlaw::TooLong { most: LONGEST });
        }
        let wrong = |wanted: &str| CellFlaw::WrongType {
            wanted: wanted.to_owned(),
        };
        let key = (kind.to_owned(), attribute.to_owned());
        match self.attributes.get(&key).map(|attribute| &attribute.values) {
            None | Some(Values::Text) => Ok(cell.to_owned()),
            Some(Values::Day) => {
                let day = day(cell).ok_or_else(|| wrong("date"))?;
                Ok(day.to_string())
            }
            Some(Values::Whole) => match cell.parse::<i64>() {
                Ok(number) => Ok(number.to_string()),
                Err(_) => Err(wrong("integer")),
            },
            Some(Values::Number) => match cell.replace(',', ".").parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(cell.replace(',', ".")),
                _ => Err(wrong("decimal")),
            },
            Some(Values::Choices(known)) => {
                let known = known.written.get(&fold(cell)).cloned();
                known.ok_or(CellFlaw::NotOffered)
            }
        }
    }

    /// A change with what repeats it among the attributes: forms ask for code and name as the register has
    /// them.
    pub fn completed(&self, change: Change, register: &Register) -> Vec<Change> {
        let kind_of = |kind: &str| self.kinds.iter().find(|own| own.id == kind);
        match change {
            Change::Add { mut line } => {
                if let Some(kind) = kind_of(&line.kind) {
                    let repeated = [
                        (&kind.code_question, line.id.clone()),
                        (&kind.name_question, line.name.clone()),
                    ];
                    for (question, value) in repeated {
                        if let Some(question) = question {
                            line.attributes.entry(question.clone()).or_insert(value);
                        }
                    }
                }
                vec![Change::Add { line }]
            }
            Change::Rename { line, name } => {
                let known = register.line(&line);
                let kind = known.and_then(|known| kind_of(&known.subject.kind));
                let question = kind.and_then(|kind| kind.name_question.clone());
                let amend = question.map(|question| Change::Amend {
                    line: line.clone(),
                    attributes: BTreeMap::from([(question, name.clone())]),
                });
                [Some(Change::Rename { line, name }), amend]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            Change::Confirm { line, code } => {
                let known = register.line(&line);
                let kind = known.and_then(|known| kind_of(&known.subject.kind));
                let question = kind.and_then(|kind| kind.code_question.clone());
                let amend = question.map(|question| Change::Amend {
                    line: code.clone(),
                    attributes: BTreeMap::from([(question, code.clone())]),
                });
                [Some(Change::Confirm { line, code }), amend]
                    .into_iter()
                    .flatten()
                    .collect()
            }
            other => vec![other],
        }
    }
}

async fn form(view: &mut dyn Read, round: &RoundPart, kind: &SubjectKind) -> Result<Option<Form>> {
    let Some(version) = round.form_of_kind(&kind.id) else {
        return Ok(None);
    };
    let json = view.form(&round.id, &version.hash).await?;
    let form = json.map(|json| serde_json::from_str(&json)).transpose();
    form.map_err(|flaw| StoreError::Corrupt {
        what: format!("form {}", version.id),
        reason: flaw.to_string(),
    })
}

/// A day as people write it: `2017-06-30`, `30/6/2017`, `30-6-2017`, `30.6.2017`.
pub(crate) fn day(text: &str) -> Option<NaiveDate> {
    let written = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"];
    let day = written
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text.trim(), format).ok())?;
    // Years of two digits are not guessed at.
    (1900..=2200)
        .contains(&chrono::Datelike::year(&day))
        .then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2017-06-30", Some("2017-06-30")),
            ("30/6/2017", Some("2017-06-30")),
            ("05/12/2017", Some("2017-12-05")),
            ("1.2.2013", Some("2013-02-01")),
            ("31/02/2017", None),
            ("30/6/17", None),
            ("2017", None),
            ("42916", None),
        ] {
            let found = day(text).map(|day| day.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
