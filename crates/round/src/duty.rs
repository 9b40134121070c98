//! What subjects owe outside of a round: a congress in every term, a report every year.

use serde::Serialize;
use sohoi_form::Text;

use crate::round::Subject;

/// What subjects of a kind owe, by when, and when they are reminded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct DutyRule {
    /// The stable id.
    pub id: String,
    /// What people read.
    pub name: Text,
    /// The id of the [`SubjectKind`](crate::SubjectKind) that owes it.
    pub kind: String,
    /// By when.
    pub due: Due,
    /// How long before the day people are reminded; on the day they are in any case.
    pub remind: Vec<Span>,
    /// After how long each they are reminded again once the day is past.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Span>,
}

/// What a rule takes an attribute of the register for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TakenAs {
    /// A day, as `2017-06-30`.
    Day,
    /// Years, from 1 to this many.
    Years(u32),
}

impl DutyRule {
    /// What it takes an attribute of the register for; `None` where it does not go by it.
    pub fn takes(&self, attribute: &str) -> Option<TakenAs> {
        match &self.due {
            Due::Term { since, .. } if since == attribute => Some(TakenAs::Day),
            Due::Term {
                years_in, years, ..
            } if years_in == attribute => Some(TakenAs::Years(*years)),
            _ => None,
        }
    }

    /// Whether a subject owes it by this attribute.
    pub fn meets(&self, subject: &Subject, attribute: &str) -> bool {
        self.kind == subject.kind && self.takes(attribute).is_some()
    }
}

/// By which day something is due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Due {
    /// A term after a day that the register knows.
    Term {
        /// The attribute that holds the day, as `2017-06-30`.
        since: String,
        /// The attribute that holds the years of the term.
        years_in: String,
        /// The years where the register does not say them; no term is longer.
        years: u32,
    },
    /// Some time before another duty.
    Before {
        /// The id of the other duty.
        duty: String,
        /// How long before.
        by: Span,
    },
    /// Every year.
    Yearly {
        /// The month, from 1.
        month: u32,
        /// The day of the month.
        day: u32,
    },
}

/// A length of time as the calendar counts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Days.
    Days(u32),
    /// Months.
    Months(u32),
}
