//! Looking at the register.

use chrono::NaiveDate;
use clap::{Args, ValueEnum};
use sohoi_admin::register::words;
use sohoi_register::Standing;

use super::{Failure, LANGUAGE, RoundChoice, a_day, round, say, wall_clock};
use crate::cli::audit::note;
use crate::cli::output;
use crate::register::{Keeper, export, similar};
use crate::scope::Reach;
use crate::store::Store;

#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    /// The register of this day (2017-06-30); of today where nothing is said.
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    as_of: Option<NaiveDate>,
    /// Only this unit and those below it.
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
    /// Those that have ended, too.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct History {
    /// The code of the line.
    line: String,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Similar {
    /// Those that were judged, too.
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Export {
    /// The register of this day (2017-06-30); of today where nothing is said.
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    as_of: Option<NaiveDate>,
    /// What kind of file.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
}

impl List {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let keeper = Keeper::open(&mut *view, &round.id, wall_clock()).await?;
        let day = self.as_of.unwrap_or(keeper.today());
        let units = keeper.history().units();
        let is_within = |own: &str| {
            self.unit.as_ref().is_none_or(|unit| {
                own == unit
                    || units
                        .upwards(own, day)
                        .iter()
                        .any(|above| above.id == *unit)
            })
        };
        let register = keeper.history().as_of(day);
        let mut count = 0;
        for line in register.all().filter(|line| is_within(&line.subject.unit)) {
            let standing = match &line.standing {
                Standing::Listed => String::new(),
                Standing::Provisional => "\tprovisional".to_owned(),
                Standing::Became { line, on } => format!("\tbecame {line} on {on}"),
                Standing::Dissolved { on } => format!("\tdissolved on {on}"),
                Standing::Refused { on, .. } => format!("\trefused on {on}"),
            };
            if line.standing.ended().is_some() && !self.all {
                continue;
            }
            count += 1;
            let subject = &line.subject;
            say(format_args!(
                "{}\t{}\t{}\t{}{standing}",
                subject.id, subject.unit, subject.kind, subject.name
            ))?;
        }
        say(format_args!("{count} lines on {day}"))
    }
}

impl History {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let keeper = Keeper::open(&mut *view, &round.id, wall_clock()).await?;
        let events = keeper.history().of_line(&self.line);
        if events.is_empty() {
            return Err(Failure::refused(format!("there is no line {}", self.line)));
        }
        for event in events {
            say(format_args!(
                "{}\t{}\t{}\t{}",
                event.effective,
                event.by,
                event.batch.as_deref().unwrap_or("-"),
                words::event(event, LANGUAGE, &str::to_owned),
            ))?;
        }
        Ok(())
    }
}

impl Similar {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let found = similar::groups(&mut *view, &round, &Reach::Everything, wall_clock()).await?;
        let mut count = 0;
        for group in &found.groups {
            if found.judged(group).is_some() && !self.all {
                continue;
            }
            count += 1;
            let names: Vec<&str> = group
                .lines
                .iter()
                .map(|line| found.register.line(line).map_or("", |it| &it.subject.name))
                .collect();
            say(format_args!(
                "{}\t{}\t{}",
                group.unit,
                group.lines.join(" + "),
                names.join(" + ")
            ))?;
        }
        say(format_args!("{count} groups"))
    }
}

impl Export {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        let keeper = Keeper::open(&mut *view, &round.id, wall_clock()).await?;
        let day = self.as_of.unwrap_or(keeper.today());
        let rows = export::rows(&keeper.history().as_of(day), None);
        let bytes = match self.format {
            Format::Csv => export::csv(&rows),
            Format::Xlsx => export::xlsx(&rows, &format!("register {day}"), keeper.today())
                .map_err(|flaw| Failure::refused(flaw.to_string()))?,
        };
        drop(view);
        let day = day.to_string();
        note(store, "export register", &[&round.id, &day]).await?;
        output::write(&bytes)
    }
}
