//! `sohoi-server key`: the public keys of this server, and its identity as a file for the browser.

use std::path::{Path, PathBuf};

use clap::Args;

use super::audit::note;
use super::{Failure, RoundChoice, aggregate, export, round, say};
use crate::keys::{Keys, write_identity};
use crate::store::Store;

#[derive(Debug, Args)]
pub(super) struct Key {
    /// Also the lines for round.toml, as the keys of this unit.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    #[command(flatten)]
    round: RoundChoice,
    /// Also write what opens aggregates that are sealed to this server into a new file, for the page
    /// that adds them up. Whoever gets the file can open them.
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
}

impl Key {
    pub(super) async fn run(self, store: &dyn Store, data: &Path) -> Result<(), Failure> {
        if let Some(unit) = &self.unit {
            let mut view = store.read().await?;
            let stored = round::chosen(&mut *view, &self.round).await?;
            export::unit(&aggregate::whole(&mut *view, &stored).await?, Some(unit))?;
        }
        let keys = Keys::of(data)?;
        let signer = keys.signing.signer();
        let recipient = keys.identity.recipient();
        say(format_args!("signer       {signer}"))?;
        say(format_args!("fingerprint  {}", signer.fingerprint()))?;
        say(format_args!("recipient    {recipient}"))?;
        if let Some(unit) = self.unit {
            say(format_args!(
                "\n[[seal]]\nunit = \"{unit}\"\nrecipient = \"{recipient}\"\nsigner = \"{signer}\""
            ))?;
        }
        if let Some(path) = self.identity {
            note(store, "export key", &[]).await?;
            write_identity(&keys.identity, &path)
                .map_err(|flaw| Failure::refused(flaw.to_string()))?;
            say(format_args!(
                "\n{}: opens aggregates that are sealed to this server, on the page #/merge; whoever has \
                 it can read them",
                path.display()
            ))?;
        }
        Ok(())
    }
}
