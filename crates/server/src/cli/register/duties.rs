//! What associations owe.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use sohoi_register::duties::Within;
use sohoi_text::messages::duties as words;

use super::{Failure, LANGUAGE, RoundChoice, a_day, round, say, wall_clock};
use crate::cli::output;
use crate::forms::Forms;
use crate::register::Keeper;
use crate::register::duties::Duties;
use crate::store::Store;

#[derive(Debug, Args)]
pub(in crate::cli) struct DutiesCommand {
    /// As seen on this day (2017-06-30); today where nothing is said.
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    as_of: Option<NaiveDate>,
    /// Only this unit and those below it.
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
    /// What is looked at.
    #[arg(long, value_enum, default_value = "3-months")]
    within: Looked,
    /// As JSON.
    #[arg(long, conflicts_with = "ics")]
    json: bool,
    /// As a calendar file (RFC 5545).
    #[arg(long)]
    ics: bool,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Looked {
    /// What is overdue.
    Overdue,
    /// What is overdue or due within three months.
    #[value(name = "3-months")]
    Quarter,
    /// What is overdue or due within twelve months.
    #[value(name = "12-months")]
    Year,
    /// That the register does not know by when.
    #[value(name = "undated")]
    Unknown,
}

impl DutiesCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let part = Forms::default().round(&mut *view, &round.document).await?;
        let part = part.ok_or_else(|| Failure::refused("the document of the round is missing"))?;
        let keeper = Keeper::open(&mut *view, &round.id, wall_clock()).await?;
        let rules = view.register_duties(&round.id).await?;
        let day = self.as_of.unwrap_or(keeper.today());
        let units = keeper.history().units();
        let is_within = |own: &str| {
            let above = units.upwards(own, day);
            self.unit
                .as_ref()
                .is_none_or(|unit| own == unit || above.iter().any(|above| above.id == *unit))
        };
        let register = keeper.history().as_of(day);
        let duties = Duties::of(
            &register,
            rules,
            (&part, self.unit.as_deref()),
            day,
            |line| is_within(&line.subject.unit),
        );
        let within = match self.within {
            Looked::Overdue => Within::Overdue,
            Looked::Quarter => Within::Quarter,
            Looked::Year => Within::Year,
            Looked::Unknown => Within::Unknown,
        };
        if self.ics {
            return output::write(duties.calendar(within, LANGUAGE).as_bytes());
        }
        if self.json {
            return say(format_args!("{}", json(&duties, within)));
        }
        for (_, owed) in duties.agenda.within(within) {
            for own in owed {
                let line = &duties.lines[own.line];
                say(format_args!(
                    "{}\t{}\t{}\t{}\t{}\t{}",
                    own.due,
                    words::time_left(LANGUAGE, own.due, day),
                    duties.rules[own.rule].id,
                    line.id,
                    line.unit,
                    line.name
                ))?;
            }
        }
        if within == Within::Unknown {
            for own in duties.agenda.units().iter().flat_map(|unit| &unit.unknown) {
                let line = &duties.lines[own.line];
                let rules = own.rules.iter().map(|rule| duties.rules[*rule].id.as_str());
                let rules = rules.collect::<Vec<_>>().join(" ");
                say(format_args!(
                    "-\t-\t{rules}\t{}\t{}\t{}",
                    line.id, line.unit, line.name
                ))?;
            }
        }
        let counted = duties.agenda.count(within);
        say(format_args!("{counted} on {day}"))
    }
}

/// The duties, or the lines of which days are not known with the ids of the rules.
fn json(duties: &Duties<'_>, within: Within) -> serde_json::Value {
    let unknown = duties.agenda.units().iter().flat_map(|unit| &unit.unknown);
    let unknown = unknown.map(|own| {
        let line = &duties.lines[own.line];
        let rules: Vec<&str> = own
            .rules
            .iter()
            .map(|rule| &*duties.rules[*rule].id)
            .collect();
        serde_json::json!({ "line": line.id, "unit": line.unit, "rules": rules })
    });
    match within {
        Within::Unknown => unknown.collect(),
        _ => serde_json::json!(duties.within(within)),
    }
}
