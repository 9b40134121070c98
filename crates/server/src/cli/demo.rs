//! `sohoi-server demo`: demonstration data.

use std::fs;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Failure, RoundChoice, round, say};
use crate::app::wall_clock;
use crate::auth::Passwords;
use crate::demo::{self, DemoError};
use crate::forms::Forms;
use crate::store::Store;

/// The password of every demonstration account, told to whoever starts the demonstration.
const PASSWORD: &str = "sohoi-2017";

#[derive(Debug, Subcommand)]
pub(super) enum DemoCommand {
    /// Loads demonstration responses and makes the demonstration accounts.
    Load(Load),
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
        let Self::Load(command) = self;
        command.run(store).await
    }
}

impl Load {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let text = fs::read_to_string(&self.file)
            .map_err(|flaw| Failure::io(&format!("read {}", self.file.display()), flaw))?;
        let responses = demo::parse(&text).map_err(failure)?;
        let mut view = store.read().await?;
        let chosen = round::chosen(&mut *view, &self.round).await?;
        if !chosen.demonstration {
            return Err(Failure::refused(format!(
                "round {} is not marked as a demonstration; load it with --demonstration",
                chosen.id
            )));
        }
        let definition = Forms::default().round(&mut *view, &chosen.document).await?;
        let definition = definition
            .ok_or_else(|| Failure::refused(format!("document {} is not here", chosen.document)))?;
        drop(view);
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

fn failure(failure: DemoError) -> Failure {
    match failure {
        DemoError::Lines(problems) => Failure::Lines(problems),
        DemoError::Store(failure) => Failure::Store(failure),
        DemoError::Refused(failure) => Failure::Service(failure),
    }
}
