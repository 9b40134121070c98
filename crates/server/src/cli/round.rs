//! `sohoi-server round`: loading a round package.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use sohoi_round::{PackageFiles, compile};

use super::{Failure, RoundChoice, say};
use crate::app::wall_clock;
use crate::rounds;
use crate::store::{Read, Store, StoredRound};

#[derive(Debug, Subcommand)]
pub(super) enum RoundCommand {
    /// Checks a round package and loads it, or the next version of it.
    Load(Load),
    /// Lists the rounds on offer.
    List,
}

#[derive(Debug, Args)]
pub(super) struct Load {
    /// The folder of the package.
    package: PathBuf,
    /// Mark all data of the round as made up.
    #[arg(long)]
    demonstration: bool,
}

impl RoundCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::Load(command) => command.run(store).await,
            Self::List => list(store).await,
        }
    }
}

impl Load {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let compiled = compile(&read_package(&self.package)?).map_err(Failure::Package)?;
        let id = compiled.round.id.clone();
        let forms = compiled.round.forms.len();
        let indicators = compiled.round.indicators.len();
        let lines = compiled.register.len();
        let hash = compiled.parts.round.hash.clone();
        let loaded = rounds::load(store, compiled, self.demonstration, wall_clock()).await?;
        say(format_args!(
            "round {id}: {forms} forms, {indicators} indicators"
        ))?;
        say(format_args!(
            "register: {lines} lines, of which {} new and {} changed; {} gone",
            loaded.new, loaded.changed, loaded.gone
        ))?;
        let news = if loaded.is_other_document {
            "new"
        } else {
            "as before"
        };
        say(format_args!("document {hash} ({news})"))?;
        Ok(())
    }
}

/// Every file below a folder by its path inside it; hidden ones are left out.
fn read_package(folder: &Path) -> Result<PackageFiles, Failure> {
    let failed = |path: &Path| {
        let doing = format!("read {}", path.display());
        move |flaw| Failure::io(&doing, flaw)
    };
    let mut files = PackageFiles::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).map_err(failed(&next))? {
            let path = entry.map_err(failed(&next))?.path();
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            if name.starts_with(b".") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(inside) = path.strip_prefix(folder) {
                let inside = inside.to_string_lossy().replace('\\', "/");
                files.insert(inside, fs::read(&path).map_err(failed(&path))?);
            }
        }
    }
    Ok(files)
}

async fn list(store: &dyn Store) -> Result<(), Failure> {
    for round in store.read().await?.rounds().await? {
        let kind = if round.demonstration {
            "demonstration"
        } else {
            "real"
        };
        say(format_args!("{}\t{kind}\t{}", round.id, round.document))?;
    }
    Ok(())
}

/// The round that a command is about.
pub(super) async fn chosen(
    view: &mut dyn Read,
    choice: &RoundChoice,
) -> Result<StoredRound, Failure> {
    let mut rounds = view.rounds().await?;
    if let Some(id) = &choice.id {
        rounds.retain(|round| round.id == *id);
        return rounds
            .pop()
            .ok_or_else(|| Failure::refused(format!("there is no round {id}")));
    }
    match (rounds.pop(), rounds.is_empty()) {
        (Some(only), true) => Ok(only),
        (None, _) => Err(Failure::refused("no round is loaded")),
        (Some(_), false) => Err(Failure::refused(
            "there are several rounds; choose one by --round",
        )),
    }
}
