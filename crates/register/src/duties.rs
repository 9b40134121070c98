//! What associations owe, by when, and the days on which they are reminded.
//!
//! Rules are data of the round; the days follow from them and the register alone, so that a device
//! without a network knows them too.

mod agenda;
mod calendar;

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Serialize;
use sohoi_round::{Due, DutyRule, Span, Subject};

pub use agenda::{Agenda, OfUnit, Owed, Unknown, Within};
pub use calendar::calendar;

/// A line of the register, as far as it owes something.
pub trait Owes {
    /// The code.
    fn id(&self) -> &str;
    /// The name.
    fn name(&self) -> &str;
    /// The id of its kind of subjects.
    fn kind(&self) -> &str;
    /// Its unit.
    fn unit(&self) -> &str;
    /// What the register says of it.
    fn attribute(&self, name: &str) -> Option<&str>;
}

impl Owes for Subject {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn kind(&self) -> &str {
        &self.kind
    }

    fn unit(&self) -> &str {
        &self.unit
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
}

/// That a line owes something by a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Duty {
    /// The id of the rule.
    pub rule: String,
    /// The line.
    pub line: String,
    /// Its unit.
    pub unit: String,
    /// The last day.
    pub due: NaiveDate,
    /// The latest day up to the day asked for on which it was to be reminded; nothing before the first.
    pub reminded: Option<NaiveDate>,
    /// The next day on which it is to be reminded; nothing where no more are.
    pub next: Option<NaiveDate>,
}

/// What a line owes, as seen on a day, in the order of days and rules.
///
/// What the register does not know the days of (no last congress, say) is left out: see [`unknown`]. Of
/// yearly duties this is the one that is due next. That a line has fulfilled a yearly duty, nothing here
/// knows.
pub fn duties(line: &impl Owes, rules: &[DutyRule], day: NaiveDate) -> Vec<Duty> {
    let own = rules.iter().filter(|rule| rule.kind == line.kind());
    let mut found: Vec<Duty> = own
        .filter_map(|rule| {
            let due = due(line, rule, rules, day)?;
            Some(duty(line, rule, due, day))
        })
        .collect();
    found.sort_by_key(|duty| duty.due);
    found
}

/// The rules by which a line owes something on a day that the register does not know.
pub fn unknown<'r>(line: &impl Owes, rules: &'r [DutyRule], day: NaiveDate) -> Vec<&'r DutyRule> {
    let own = rules.iter().filter(|rule| rule.kind == line.kind());
    own.filter(|rule| due(line, rule, rules, day).is_none())
        .collect()
}

fn duty(line: &impl Owes, rule: &DutyRule, due: NaiveDate, day: NaiveDate) -> Duty {
    let reminders = reminders(rule, due, day);
    Duty {
        rule: rule.id.clone(),
        line: line.id().to_owned(),
        unit: line.unit().to_owned(),
        due,
        reminded: reminders.iter().rev().find(|own| **own <= day).copied(),
        next: reminders.iter().find(|own| **own > day).copied(),
    }
}

fn due(line: &impl Owes, rule: &DutyRule, rules: &[DutyRule], day: NaiveDate) -> Option<NaiveDate> {
    match &rule.due {
        Due::Term {
            since,
            years_in,
            years,
        } => {
            let since: NaiveDate = line.attribute(since)?.parse().ok()?;
            let own = line.attribute(years_in);
            let own = own.and_then(|text| text.trim().parse().ok());
            let term: u32 = own
                .filter(|own| (1..=*years).contains(own))
                .unwrap_or(*years);
            since.checked_add_months(Months::new(term.checked_mul(12)?))
        }
        Due::Before { duty, by } => {
            // A rule is before one above it, so this comes to an end.
            let at = rules.iter().position(|own| own.id == rule.id)?;
            let other = rules[..at].iter().find(|own| own.id == *duty)?;
            earlier(due(line, other, rules, day)?, *by)
        }
        Due::Yearly {
            month,
            day: of_month,
        } => {
            let of = |year| NaiveDate::from_ymd_opt(year, *month, *of_month);
            of(day.year())
                .filter(|due| day <= *due)
                .or_else(|| of(day.year() + 1))
        }
    }
}

/// The days of reminding, in order, each once: before, on the day, and after it up to the first that is
/// later than `day`.
fn reminders(rule: &DutyRule, due: NaiveDate, day: NaiveDate) -> Vec<NaiveDate> {
    let before = rule.remind.iter().filter_map(|span| earlier(due, *span));
    let mut days: Vec<NaiveDate> = before.chain([due]).collect();
    if let Some(span) = rule
        .then
        .filter(|span| !matches!(span, Span::Days(0) | Span::Months(0)))
    {
        // Counted from the day itself: after 31 January come 28 February and 31 March.
        for count in 1.. {
            let Some(later) = later(due, span, count) else {
                break;
            };
            days.push(later);
            if later > day {
                break;
            }
        }
    }
    days.sort_unstable();
    days.dedup();
    days
}

fn earlier(day: NaiveDate, by: Span) -> Option<NaiveDate> {
    match by {
        Span::Days(days) => day.checked_sub_days(Days::new(days.into())),
        Span::Months(months) => day.checked_sub_months(Months::new(months)),
    }
}

fn later(day: NaiveDate, by: Span, times: u32) -> Option<NaiveDate> {
    match by {
        Span::Days(days) => day.checked_add_days(Days::new(u64::from(days) * u64::from(times))),
        Span::Months(months) => day.checked_add_months(Months::new(months.checked_mul(times)?)),
    }
}
