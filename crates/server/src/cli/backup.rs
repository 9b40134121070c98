//! `sohoi-server backup` and `sohoi-server restore`.

use std::path::PathBuf;

use clap::Args;

use super::{Failure, say};
use crate::app::wall_clock;
use crate::backup::{self, BackupError};
use crate::store::{Backup, Store};

#[derive(Debug, Args)]
pub(super) struct Make {
    /// The file to write, best on another disk: devices are told that they need not keep what it
    /// covers. What is there is replaced once the new one is whole.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Restore {
    /// The newest backup that there is: devices need not have kept what a newer one covers.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Make {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let backup = backup::make(store, &self.file, wall_clock()).await?;
        let file = self.file.display();
        say(format_args!(
            "{file}: {}, read again and whole",
            told(&backup)
        ))
    }
}

impl Restore {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let backup = backup::restore(store, &self.file, wall_clock()).await?;
        say(format_args!(
            "restored: {}; devices send what they did since",
            told(&backup)
        ))
    }
}

fn told(backup: &Backup) -> String {
    let digest = hex::encode(&backup.digest);
    format!("{} rows, sha256 {}", backup.rows, &digest[..16])
}

impl From<BackupError> for Failure {
    fn from(flaw: BackupError) -> Self {
        match flaw {
            BackupError::Store(flaw) => Self::Store(flaw),
            BackupError::Io { doing, flaw } => Self::Io { doing, flaw },
            other => Self::Refused(other.to_string()),
        }
    }
}
