//! Puts answers together, by place.

use std::collections::BTreeMap;
use std::fmt::Display;

/// The years of the review; row `1` of a yearly repeat is the first.
pub(super) const YEARS: std::ops::RangeInclusive<i64> = 2012..=2017;

/// Answers by the text of their place.
#[derive(Default)]
pub(super) struct Filling(pub(super) BTreeMap<String, String>);

impl Filling {
    /// Answers a question outside repeats.
    pub(super) fn put(&mut self, question: &str, value: impl Display) {
        self.0.insert(question.to_owned(), value.to_string());
    }

    /// Answers a question in the row of a year.
    pub(super) fn put_in_year(
        &mut self,
        repeat: &str,
        year: i64,
        question: &str,
        value: impl Display,
    ) {
        let row = year - YEARS.start() + 1;
        self.0
            .insert(format!("{repeat}/{row}/{question}"), value.to_string());
    }

    /// Answers a question of many choices; `none` where there are none.
    pub(super) fn put_some(&mut self, question: &str, choices: &[&str]) {
        if choices.is_empty() {
            self.put(question, "none");
        } else {
            self.put(question, choices.join(" "));
        }
    }

    /// Answers a question with yes or no.
    pub(super) fn put_yes(&mut self, question: &str, is_yes: bool) {
        self.put(question, if is_yes { "yes" } else { "no" });
    }
}

/// Tenths as a decimal, e.g. `125` → `12.5`.
pub(super) struct Tenths(pub(super) i64);

impl Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 % 10 {
            0 => write!(f, "{}", self.0 / 10),
            digit => write!(f, "{}.{digit}", self.0 / 10),
        }
    }
}
