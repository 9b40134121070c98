//! What a file says about itself.

use chrono::NaiveDate;
use sohoi_round::Round;
use sohoi_text::messages::export as words;
use sohoi_text::{Language, format_integer, parse_date, short_date};

/// What a file says about itself beyond what it holds.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The place that it is about, as people read it.
    pub place: &'a str,
    /// How many responses count.
    pub responses: usize,
    /// How many could not be read, because their form version is not here.
    pub left_out: usize,
    /// The day on which it is made.
    pub made_on: NaiveDate,
}

impl About<'_> {
    /// `Nguồn: 1.104 phiếu, tính đến ngày 30/6/2017.`, and what is missing.
    pub(crate) fn source(&self, round: &Round, language: Language) -> String {
        let cutoff = cutoff(round);
        let mut source = words::source(language, &count(self.responses), &cutoff);
        if self.left_out > 0 {
            source.push(' ');
            source += &words::left_out(language, &count(self.left_out));
        }
        source
    }
}

/// The day the figures are of, as people read it.
pub(crate) fn cutoff(round: &Round) -> String {
    let day = parse_date(&round.dates.cutoff).map(short_date);
    day.unwrap_or_else(|_| round.dates.cutoff.clone())
}

/// A count the Vietnamese way.
pub(crate) fn count(number: usize) -> String {
    format_integer(i64::try_from(number).unwrap_or(i64::MAX))
}
