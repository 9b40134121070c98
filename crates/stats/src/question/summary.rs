//! What is kept of many replies until figures are made of them.

use litemap::LiteMap;

use super::figures::{QuestionFigures, Spread};
use super::reply::{Reply, Said, year};
use crate::decimal::Decimal;
use crate::figure::Figure;
use crate::fraction::Fraction;
use crate::indicator::Aggregate;
use crate::tally::{Gift, Tally};

/// How many digits shares, means and quartiles are rounded to.
const DIGITS: u8 = 2;

/// The replies of one cell. Nothing is rounded here, so the order of adding changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Summary {
    not_asked: u64,
    blank: u64,
    answered: u64,
    /// By choice or year.
    counts: LiteMap<String, u64>,
    numbers: Tally,
}

impl Summary {
    pub(super) fn new() -> Self {
        Self {
            not_asked: 0,
            blank: 0,
            answered: 0,
            counts: LiteMap::new(),
            numbers: Tally::new(Aggregate::Median),
        }
    }

    pub(super) fn add(&mut self, reply: &Reply) {
        match &reply.said {
            Said::NotAsked => self.not_asked += 1,
            Said::Blank => self.blank += 1,
            _ => self.answered += 1,
        }
        match &reply.said {
            Said::Choices(names) => {
                for (place, name) in names.iter().enumerate() {
                    // A choice that somebody wrote down twice is chosen once.
                    if !names[..place].contains(name) {
                        self.count(name, 1);
                    }
                }
            }
            Said::Day(day) => self.count(year(day), 1),
            Said::Number(amount) => self.numbers.add(Gift::Value(*amount)),
            Said::NotAsked | Said::Blank | Said::Something => {}
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.not_asked += other.not_asked;
        self.blank += other.blank;
        self.answered += other.answered;
        for (name, count) in &other.counts {
            self.count(name, *count);
        }
        self.numbers.merge(&other.numbers);
    }

    fn count(&mut self, name: &str, more: u64) {
        match self.counts.get_mut(name) {
            Some(count) => *count += more,
            None => {
                self.counts.insert(name.to_owned(), more);
            }
        }
    }

    /// What is chosen somewhere.
    pub(super) fn names(&self) -> impl Iterator<Item = &String> {
        self.counts.keys()
    }

    /// The figures, with a count for each of `names`.
    pub(super) fn figures(&self, names: &[String]) -> QuestionFigures {
        let counts = names.iter().map(|name| {
            let count = self.counts.get(name.as_str()).copied().unwrap_or(0);
            (name.clone(), self.share(count))
        });
        QuestionFigures {
            not_asked: small(self.not_asked),
            blank: small(self.blank),
            answered: small(self.answered),
            counts: counts.collect(),
            spread: self.spread(),
        }
    }

    /// So many of those that answer.
    fn share(&self, count: u64) -> Figure {
        let part = Fraction::from(count).times(Fraction::from(100));
        let share = part.and_then(|part| part.divided_by(Fraction::from(self.answered)));
        Figure {
            value: share.and_then(|share| share.rounded(DIGITS)),
            a: Some(count.to_string()),
            b: Some(self.answered.to_string()),
            quartiles: None,
        }
    }

    fn spread(&self) -> Option<Spread> {
        let numbers = &self.numbers;
        if numbers.is_empty() {
            return None;
        }
        let quarter = |quarters| Some(trimmed(numbers.quarter(quarters)?.rounded(DIGITS)?));
        let exact = |units: i128| Decimal::from_units(units).to_string();
        let sum = numbers.exact_sum();
        let ends = sum.and_then(|_| numbers.ends());
        Some(Spread {
            count: small(numbers.count()),
            mean: numbers.mean().and_then(|mean| mean.rounded(DIGITS)),
            sum: sum.map(exact),
            least: ends.map(|(least, _)| exact(least)),
            lower: quarter(1),
            median: quarter(2),
            upper: quarter(3),
            most: ends.map(|(_, most)| exact(most)),
        })
    }
}

/// A number of replies: no device holds more than fit.
fn small(count: u64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Without zeros at the end that say nothing: a quartile of whole numbers is a whole number of quarters.
fn trimmed(mut number: String) -> String {
    if number.contains('.') {
        let digits = number.trim_end_matches('0').trim_end_matches('.').len();
        number.truncate(digits);
    }
    number
}
