//! What one response says to a question.

use sohoi_expr::Value;
use sohoi_form::QuestionType;

use crate::decimal::Amount;
use crate::facts::amount;

/// What a response says to a question, in one row where the question is in a repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The row, as paths name it.
    pub row: Option<String>,
    /// What names the row for people, e.g. a year.
    pub key: String,
    pub(super) said: Said,
}

/// How a question is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// It does not apply.
    NotAsked,
    /// It applies and is left blank.
    Blank,
    /// Somehow: what is said is not counted.
    Something,
    /// By these choices.
    Choices(Vec<String>),
    /// By a number.
    Number(Amount),
    /// By a day, `2017-06-30`.
    Day(String),
}

/// Which replies are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which<'n> {
    /// Those that answer.
    Answered,
    /// Those that are blank although the question applies.
    Blank,
    /// Those of responses to which the question does not apply.
    NotAsked,
    /// Those with this choice, or of a day in this year.
    With(&'n str),
}

/// No name of a choice begins with a hyphen.
const NAMES: [(&str, Which<'static>); 3] = [
    ("-answered", Which::Answered),
    ("-blank", Which::Blank),
    ("-unasked", Which::NotAsked),
];

impl<'n> Which<'n> {
    /// Reads a name as addresses have it.
    pub fn from_name(name: &'n str) -> Self {
        let known = NAMES.iter().find(|(known, _)| *known == name);
        known.map_or(Self::With(name), |(_, which)| *which)
    }

    /// The name in addresses.
    pub fn name(self) -> &'n str {
        match self {
            Self::With(name) => name,
            other => {
                let known = NAMES.iter().find(|(_, which)| *which == other);
                known.map_or("", |(name, _)| name)
            }
        }
    }
}

impl Reply {
    pub(super) fn not_asked(row: Option<String>, key: String) -> Self {
        Self {
            row,
            key,
            said: Said::NotAsked,
        }
    }

    /// Reads the value of a question that applies. `choices` are those that are counted one by one.
    pub(super) fn read(&mut self, kind: QuestionType, choices: &[String], value: &Value) {
        self.said = match (kind, value) {
            _ if value.is_blank() => Said::Blank,
            (QuestionType::SelectOne | QuestionType::SelectMultiple, _) => {
                let text = value.to_text();
                let names = text.split(' ').filter(|name| !name.is_empty());
                Said::Choices(names.map(str::to_owned).collect())
            }
            (QuestionType::Integer | QuestionType::Decimal, _) => number(value, Said::Blank),
            (QuestionType::Date | QuestionType::Calculate, Value::Date(_)) => {
                Said::Day(value.to_text().into_owned())
            }
            (QuestionType::Calculate, Value::Text(text)) if choices.contains(text) => {
                Said::Choices(vec![text.clone()])
            }
            (QuestionType::Calculate, _) => number(value, Said::Something),
            _ => Said::Something,
        };
    }

    /// Whether it is one of those that are meant.
    pub fn is(&self, which: Which<'_>) -> bool {
        match (which, &self.said) {
            (Which::NotAsked, Said::NotAsked) | (Which::Blank, Said::Blank) => true,
            (_, Said::NotAsked | Said::Blank) | (Which::NotAsked | Which::Blank, _) => false,
            (Which::Answered, _) => true,
            (Which::With(name), Said::Choices(names)) => names.iter().any(|own| own == name),
            (Which::With(name), Said::Day(day)) => year(day) == name,
            (Which::With(_), Said::Something | Said::Number(_)) => false,
        }
    }

    /// The answer as it is stored: choices by their names, a number with a point, a day. Nothing of a
    /// text in somebody's own words.
    pub fn stored(&self) -> String {
        match &self.said {
            Said::Choices(names) => names.join(" "),
            Said::Day(day) => day.clone(),
            Said::Number(Amount::Exact(decimal)) => decimal.to_string(),
            _ => String::new(),
        }
    }
}

fn number(value: &Value, otherwise: Said) -> Said {
    match amount(value) {
        Amount::Blank => otherwise,
        number => Said::Number(number),
    }
}

/// The year of a day.
pub(super) fn year(day: &str) -> &str {
    day.split('-').next().unwrap_or_default()
}
