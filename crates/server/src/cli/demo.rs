//! `sohoi-server demo`: demonstration data.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use clap::{Args, Subcommand};
use sohoi_round::RoundPart;

use super::{Failure, RoundChoice, round, say};
use crate::app::wall_clock;
use crate::auth::Passwords;
use crate::demo::{self, DemoError};
use crate::forms::Forms;
use crate::register::NoteError;
use crate::store::{Store, StoredRound};

/// The password of every demonstration account, told to whoever starts the demonstration.
const PASSWORD: &str = "sohoi-2017";

#[derive(Debug, Subcommand)]
pub(super) enum DemoCommand {
    /// Loads demonstration responses and makes the demonstration accounts.
    Load(Load),
    /// Notes made-up changes of the register: additions, a merger, a new name, an end, one to be confirmed.
    Change(Changes),
}

#[derive(Debug, Args)]
pub(super) struct Changes {
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(super) struct Load {
    #[command(flatten)]
    round: RoundChoice,
    /// The responses, one JSON object a line.
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
}

impl DemoCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::Load(command) => command.run(store).await,
            Self::Change(command) => command.run(store).await,
        }
    }
}

impl Load {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let text = fs::read_to_string(&self.file)
            .map_err(|flaw| Failure::io(&format!("read {}", self.file.display()), flaw))?;
        let responses = demo::parse(&text).map_err(failure)?;
        let (chosen, definition) = demonstration(store, &self.round).await?;
        let hash = Passwords::owasp()
            .hash(PASSWORD)
            .map_err(|flaw| Failure::refused(flaw.to_string()))?;
        let loaded = demo::load(store, chosen, definition, responses, hash, wall_clock())
            .await
            .map_err(failure)?;
        say(format_args!(
            "{} responses loaded, {} were here already",
            loaded.responses, loaded.known
        ))?;
        if !loaded.accounts.is_empty() {
            say(format_args!(
                "accounts with the password {PASSWORD}: {}",
                loaded.accounts.join(", ")
            ))?;
        }
        Ok(())
    }
}

impl Changes {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let (chosen, definition) = demonstration(store, &self.round).await?;
        let noted = demo::change(store, chosen, &definition, wall_clock()).await;
        let noted = noted.map_err(|failure| match failure {
            NoteError::Store(failure) => Failure::Store(failure),
            NoteError::Refused(flaw) => Failure::refused(flaw.to_string()),
        })?;
        say(format_args!("{noted} changes of the register noted"))
    }
}

/// The round that is chosen, which has to be a demonstration.
async fn demonstration(
    store: &dyn Store,
    choice: &RoundChoice,
) -> Result<(StoredRound, Arc<RoundPart>), Failure> {
    let mut view = store.read().await?;
    let chosen = round::chosen(&mut *view, choice).await?;
    if !chosen.demonstration {
        return Err(Failure::refused(format!(
            "round {} is not marked as a demonstration; load it with --demonstration",
            chosen.id
        )));
    }
    let definition = Forms::default().round(&mut *view, &chosen.document).await?;
    let definition = definition
        .ok_or_else(|| Failure::refused(format!("document {} is not here", chosen.document)))?;
    Ok((chosen, definition))
}

fn failure(failure: DemoError) -> Failure {
    match failure {
        DemoError::Lines(problems) => Failure::Lines(problems),
        DemoError::Store(failure) => Failure::Store(failure),
        DemoError::Refused(failure) => Failure::Service(failure),
    }
}
