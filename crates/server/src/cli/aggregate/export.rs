//! `sohoi-server aggregate export`.

use std::path::{Path, PathBuf};

use clap::Args;
use sohoi_aggregate::{Purpose, write};

use super::super::audit::note;
use super::super::stats::PopulationName;
use super::super::{Failure, RoundChoice, export, file, round, say};
use super::{plan, unreadable, whole};
use crate::aggregates::{engines, frame, own, second};
use crate::app::wall_clock;
use crate::figures::counted;
use crate::forms::Forms;
use crate::keys::Keys;
use crate::scope::Reach;
use crate::store::Store;

#[derive(Debug, Args)]
pub(in super::super) struct Export {
    #[command(flatten)]
    round: RoundChoice,
    /// The unit whose responses, and those below it, are counted.
    #[arg(long, value_name = "UNIT")]
    unit: String,
    /// Which responses count.
    #[arg(long)]
    population: PopulationName,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Leave it open: anybody who gets the file can read the unsuppressed figures.
    #[arg(long)]
    unsealed: bool,
    /// Leave it unsigned: whoever adds it up sees that nobody vouches for it.
    #[arg(long)]
    unsigned: bool,
}

impl Export {
    pub(super) async fn run(self, store: &dyn Store, data: &Path) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let stored = round::chosen(&mut *view, &self.round).await?;
        let own_round = whole(&mut *view, &stored).await?;
        export::unit(&own_round, Some(&self.unit))?;
        let frame = frame(&own_round, &stored).map_err(unreadable)?;
        let above = frame.above(&self.unit).map_err(unreadable)?;
        let above = above.filter(|_| !self.unsealed);
        if above.is_none() && !self.unsealed {
            return Err(Failure::refused(format!(
                "no unit above {} has a recipient in the round: write its [[seal]] into round.toml, \
                 or leave the file open with --unsealed",
                self.unit
            )));
        }
        let population = self.population.into();
        let reach = Reach::Unit(self.unit.clone());
        let found = counted(&mut *view, &Forms::default(), &stored, population, &reach)
            .await
            .map_err(export::refused)?;
        let purpose = Purpose {
            unit: &self.unit,
            population,
            sealed_to: above.as_ref().map(|(unit, _)| *unit),
            made_at: &second(wall_clock()),
        };
        let engines = engines(&found);
        let aggregate = own(&frame, &found, &plan(&own_round, &engines)?, &purpose);
        let key = match self.unsigned {
            true => None,
            false => Some(Keys::of(data)?.signing),
        };
        let recipient = above.as_ref().map(|(_, recipient)| recipient);
        let bytes = write(&aggregate, key.as_ref(), recipient);
        drop(view);
        note(store, "export aggregate", &[&stored.id, &self.unit]).await?;
        file::write(&self.out, &bytes)?;
        say(format_args!(
            "{}: {} responses of {} subjects, {} bytes, {}, {}",
            self.out.display(),
            aggregate.head.responses,
            aggregate.head.subjects.len(),
            bytes.len(),
            match &key {
                Some(key) => format!("signed {}", key.signer().fingerprint()),
                None => "not signed".to_owned(),
            },
            match purpose.sealed_to {
                Some(unit) => format!("sealed to {unit}"),
                None => "open to whoever gets it".to_owned(),
            },
        ))
    }
}
