//! What one line of the survey sheet is: its type, and the columns that mean something there.

use sohoi_form::QuestionType;

/// The columns of a survey sheet that this product knows.
pub(crate) const COLUMNS: [&str; 22] = [
    "type",
    "name",
    "label::vi",
    "label::en",
    "hint::vi",
    "hint::en",
    "required",
    "relevant",
    "constraint",
    "constraint_message::vi",
    "constraint_message::en",
    "calculation",
    "choice_filter",
    "appearance",
    "repeat_count",
    "unit",
    "prefill",
    "legal_basis",
    "tier",
    "pii",
    "seed",
    "row_key",
];

/// The columns that must be in the header of a survey sheet.
pub(crate) const REQUIRED_COLUMNS: [&str; 4] = ["type", "name", "label::vi", "label::en"];

/// The type of a survey line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    BeginGroup,
    EndGroup,
    BeginRepeat,
    EndRepeat,
    Question {
        kind: QuestionType,
        list: Option<String>,
    },
}

impl Line {
    /// Reads the `type` cell, e.g. `select_one colours`; the error says what is wrong with it.
    pub(crate) fn parse(cell: &str) -> Result<Self, String> {
        let mut words = cell.split_whitespace();
        let first = words.next().unwrap_or_default();
        let second = words.next();
        if let Some(third) = words.next() {
            return Err(format!("`{third}` has no meaning after `{first}`"));
        }
        let plain = |kind| Self::Question { kind, list: None };
        let line = match (first, second) {
            ("begin_group", None) | ("begin", Some("group")) => Self::BeginGroup,
            ("end_group", None) | ("end", Some("group")) => Self::EndGroup,
            ("begin_repeat", None) | ("begin", Some("repeat")) => Self::BeginRepeat,
            ("end_repeat", None) | ("end", Some("repeat")) => Self::EndRepeat,
            ("text", None) => plain(QuestionType::Text),
            ("integer", None) => plain(QuestionType::Integer),
            ("decimal", None) => plain(QuestionType::Decimal),
            ("date", None) => plain(QuestionType::Date),
            ("acknowledge", None) => plain(QuestionType::Acknowledge),
            ("image", None) => plain(QuestionType::Image),
            ("calculate", None) => plain(QuestionType::Calculate),
            ("select_one" | "select_multiple", Some(list)) => Self::Question {
                kind: match first {
                    "select_one" => QuestionType::SelectOne,
                    _ => QuestionType::SelectMultiple,
                },
                list: Some(list.to_owned()),
            },
            ("select_one" | "select_multiple", None) => {
                return Err(format!(
                    "`{first}` needs the name of a choice list after it"
                ));
            }
            ("", _) => return Err("the type is missing".to_owned()),
            _ => {
                return Err(format!(
                    "`{cell}` is not a known type: use text, integer, decimal, date, select_one, \
                     select_multiple, acknowledge, image, calculate, begin_group or begin_repeat"
                ));
            }
        };
        Ok(line)
    }

    /// Whether a cell under `column` means something on this line.
    pub(crate) fn takes(&self, column: &str) -> bool {
        use QuestionType::{Calculate, SelectMultiple, SelectOne};
        let question = matches!(self, Self::Question { .. });
        let asked = matches!(self, Self::Question { kind, .. } if *kind != Calculate);
        match column {
            "type" | "name" => true,
            "label::vi" | "label::en" | "relevant" | "seed" => !self.is_end(),
            "hint::vi" | "hint::en" | "legal_basis" | "tier" | "pii" => {
                question || *self == Self::BeginRepeat
            }
            "unit" => question,
            "required"
            | "constraint"
            | "constraint_message::vi"
            | "constraint_message::en"
            | "appearance"
            | "prefill" => asked,
            "calculation" => {
                matches!(self, Self::Question { kind, .. } if *kind == Calculate)
            }
            "choice_filter" => {
                matches!(self, Self::Question { kind, .. } if matches!(kind, SelectOne | SelectMultiple))
            }
            "repeat_count" | "row_key" => *self == Self::BeginRepeat,
            // Columns that are not known are reported once, in the header.
            _ => true,
        }
    }

    /// Whether the line closes a group or repeat.
    pub(crate) fn is_end(&self) -> bool {
        matches!(self, Self::EndGroup | Self::EndRepeat)
    }
}
