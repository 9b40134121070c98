//! `sohoi-server purge`: deleting the responses of a round for good.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sha2::{Digest as _, Sha256};
use sohoi_round::Round;

use super::aggregate::whole;
use super::{Failure, RoundChoice, file, round, say};
use crate::app::wall_clock;
use crate::day;
use crate::keys::Keys;
use crate::purge::{PurgeError, keep, purge};
use crate::store::purge::Doomed;
use crate::store::{Read, Store, StoredRound};

#[derive(Debug, Args)]
pub(super) struct Purge {
    /// The id of the round.
    #[arg(value_name = "ROUND")]
    id: String,
    /// The folder for what is kept: the aggregates of the whole area, unsuppressed, and the figures, both
    /// of approved and of provisional responses.
    #[arg(long, value_name = "DIR")]
    keep: PathBuf,
    /// Delete. Without it only what would go is told.
    #[arg(long)]
    yes: bool,
    /// Also before the day on which responses are due is over.
    #[arg(long)]
    while_open: bool,
}

impl Purge {
    pub(super) async fn run(self, store: &dyn Store, data: &Path) -> Result<(), Failure> {
        let now = wall_clock();
        let mut view = store.read().await?;
        let choice = RoundChoice { id: Some(self.id) };
        let stored = round::chosen(&mut *view, &choice).await?;
        let own = whole(&mut *view, &stored).await?;
        let doomed = view.doomed(&stored.id).await?;
        let earlier = view.purges().await?;
        let earlier = earlier.into_iter().find(|purge| purge.round == stored.id);
        tell(&stored, &doomed)?;
        if let Some(open) = still_open(&own, now).filter(|_| !self.while_open) {
            return Err(Failure::refused(format!(
                "round {} is open: responses are due on {open}. Nothing was deleted; \
                 --while-open deletes all the same",
                stored.id
            )));
        }
        if !self.yes {
            return Err(Failure::refused(
                "nothing was deleted. This cannot be taken back; --yes does it",
            ));
        }
        let kept = match earlier {
            // What came since is in quarantine and in no figure.
            Some(earlier) => earlier.kept,
            None => {
                let keys = Keys::of(data)?;
                written(&mut *view, &stored, &own, &keys, &self.keep, now).await?
            }
        };
        drop(view);
        purge(store, stored.id, doomed, kept, now).await?;
        say(format_args!(
            "deleted; devices lose it when they next exchange"
        ))?;
        say(format_args!(
            "backups that were made before still hold all of it, and bring it back when one is \
             restored: delete them, and make a new one"
        ))?;
        if let Err(flaw) = store.give_back().await {
            return Err(Failure::refused(format!(
                "everything is deleted, but traces are left in the files of the database until its \
                 space is given back, which failed now: {flaw}. Stop the server and run this again"
            )));
        }
        say(format_args!("the space was given back"))
    }
}

/// Writes what is kept, and reads it from the disk again; the names with their SHA-256.
async fn written(
    view: &mut dyn Read,
    stored: &StoredRound,
    own: &Round,
    keys: &Keys,
    folder: &Path,
    now: i64,
) -> Result<BTreeMap<String, String>, Failure> {
    let made = keep(view, stored, own, keys, now).await?;
    let doing = format!("make {}", folder.display());
    fs::create_dir_all(folder).map_err(|flaw| Failure::io(&doing, flaw))?;
    let mut kept = BTreeMap::new();
    for one in made {
        let path = folder.join(&one.name);
        file::write(&path, &one.bytes)?;
        if file::read(&path)? != one.bytes {
            let path = path.display();
            return Err(Failure::refused(format!("{path} is not as it was written")));
        }
        say(format_args!(
            "kept {}, {} bytes, read again",
            path.display(),
            one.bytes.len()
        ))?;
        kept.insert(one.name, hex::encode(Sha256::digest(&one.bytes)));
    }
    Ok(kept)
}

/// The day on which responses are due, where it is not over.
fn still_open(round: &Round, now: i64) -> Option<String> {
    let today = day::day_of(now)?.to_string();
    (today <= round.dates.due).then(|| round.dates.due.clone())
}

fn tell(stored: &StoredRound, doomed: &Doomed) -> Result<(), Failure> {
    say(format_args!(
        "of round {}: {} responses with their answers, corrections and conflicts; {} changes that \
         devices sent; {} photos; {} invitations and the traces of {} accounts that they gave; {} tokens \
         end",
        stored.id,
        doomed.responses,
        doomed.ops,
        doomed.blobs,
        doomed.invitations,
        doomed.accounts,
        doomed.tokens
    ))
}

impl From<PurgeError> for Failure {
    fn from(flaw: PurgeError) -> Self {
        match flaw {
            PurgeError::Store(failure) => Self::Store(failure),
            other => Self::Refused(other.to_string()),
        }
    }
}
