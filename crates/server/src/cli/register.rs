//! `sohoi-server register`: the register of associations, and what happens to it.

mod change;
mod duties;
mod import;
mod show;

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use sohoi_text::Language;

use super::{Failure, RoundChoice, round, say};
use crate::app::wall_clock;
use crate::register::import::meanings_day;
use crate::store::Store;

/// The command line speaks English.
const LANGUAGE: Language = Language::En;

#[derive(Debug, Subcommand)]
pub(super) enum RegisterCommand {
    /// Lists the register of a day.
    List(show::List),
    /// Tells what happened to a line.
    History(show::History),
    /// Lists associations of one unit that resemble each other.
    Similar(show::Similar),
    /// Lists what associations owe by a day: congress, dossier, report.
    Duties(duties::DutiesCommand),
    /// Writes the register of a day to the standard output, in the shape that `import` takes.
    Export(show::Export),
    /// Takes in a table (.xlsx or .csv).
    Import(import::Import),
    /// Lists the tables that were taken in.
    Imports(import::Imports),
    /// Takes an import back, as long as nothing was built on it.
    Undo(import::Undo),
    /// Enters a new association.
    Add(change::Add),
    /// Gives a line another name.
    Rename(change::Rename),
    /// Merges lines into another one.
    Merge(change::Merge),
    /// Ends a line.
    Dissolve(change::Dissolve),
    /// Moves a line to another unit.
    Move(change::Move),
    /// Refuses an association that was added in the field.
    Refuse(change::Refuse),
}

/// Who says so, and of which day it is.
#[derive(Debug, Args)]
struct Said {
    /// The account in whose name it is noted.
    #[arg(long, value_name = "ACCOUNT", default_value = "command line")]
    by: String,
    /// The day it takes effect (2025-07-01); today where nothing is said.
    #[arg(long, value_name = "DAY", value_parser = a_day)]
    on: Option<NaiveDate>,
    /// The number of the decision that it follows.
    #[arg(long, value_name = "NUMBER")]
    decision: Option<String>,
    #[command(flatten)]
    round: RoundChoice,
}

impl RegisterCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::List(command) => command.run(store).await,
            Self::History(command) => command.run(store).await,
            Self::Similar(command) => command.run(store).await,
            Self::Duties(command) => command.run(store).await,
            Self::Export(command) => command.run(store).await,
            Self::Import(command) => command.run(store).await,
            Self::Imports(command) => command.run(store).await,
            Self::Undo(command) => command.run(store).await,
            Self::Add(command) => command.run(store).await,
            Self::Rename(command) => command.run(store).await,
            Self::Merge(command) => command.run(store).await,
            Self::Dissolve(command) => command.run(store).await,
            Self::Move(command) => command.run(store).await,
            Self::Refuse(command) => command.run(store).await,
        }
    }
}

fn a_day(text: &str) -> Result<NaiveDate, String> {
    meanings_day(text).ok_or_else(|| "write the day as 2025-07-01".to_owned())
}
