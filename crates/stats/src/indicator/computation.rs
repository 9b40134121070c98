//! How an indicator is computed, as a text to compare.

use sohoi_expr::format_number;

use super::{Aggregate, Calculation, Indicator, Term};
use crate::print::Fingerprint;

impl Indicator {
    /// The [`Fingerprint`] of [what it computes](Told::of): another one where it is computed otherwise,
    /// whatever it is called.
    pub fn computation(&self) -> String {
        let mut print = Fingerprint::default();
        print.put(Told::of(self).text());
        print.text()
    }
}

/// Texts one after another, each with its length, so that no two lists read alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told(String);

impl Told {
    /// What an indicator computes: calculation, terms and digits, no words and no breakdowns.
    pub fn of(indicator: &Indicator) -> Self {
        let mut told = Self::default();
        told.put(name(&Calculation::NAMES, &indicator.calc));
        told.term(Some(&indicator.a));
        told.term(indicator.b.as_ref());
        told.some(indicator.years.map(format_number).as_deref());
        told.some(indicator.scale.map(|scale| scale.to_string()).as_deref());
        told.put(&indicator.digits.to_string());
        told
    }

    /// Adds a text.
    pub fn put(&mut self, text: &str) {
        self.0.push_str(&text.len().to_string());
        self.0.push(':');
        self.0.push_str(text);
    }

    /// Adds a text that may be absent.
    pub fn some(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.put(text),
            None => self.0.push('-'),
        }
    }

    /// All of it.
    pub fn text(&self) -> &str {
        &self.0
    }

    fn term(&mut self, term: Option<&Term>) {
        let Some(term) = term else {
            return self.some(None);
        };
        self.put(name(&Aggregate::NAMES, &term.op));
        self.put(&term.form);
        for text in [&term.repeat, &term.field, &term.row_where, &term.r#where] {
            self.some(text.as_deref());
        }
    }
}

fn name<T: PartialEq>(names: &[(&'static str, T)], value: &T) -> &'static str {
    let named = names.iter().find(|(_, known)| known == value);
    named.map_or("", |(name, _)| name)
}
