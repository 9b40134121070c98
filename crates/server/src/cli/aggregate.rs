//! `sohoi-server aggregate`: figures that travel to the unit above, and are added up there.

mod export;
mod merge;

use std::path::Path;
use std::sync::Arc;

use clap::Subcommand;
use sohoi_aggregate::BrokenKey;
use sohoi_form::Engine;
use sohoi_round::Round;
use sohoi_stats::Plan;

use super::Failure;
use crate::figures::FiguresError;
use crate::forms::Forms;
use crate::store::{Read, Store, StoredRound};

#[derive(Debug, Subcommand)]
pub(super) enum AggregateCommand {
    /// Writes the aggregate of a unit: unsuppressed, signed, sealed to the nearest unit above that the
    /// round has a recipient for.
    Export(export::Export),
    /// Adds up aggregates, and perhaps the responses here, and writes their figures.
    Merge(merge::Merge),
}

impl AggregateCommand {
    pub(super) async fn run(self, store: &dyn Store, data: &Path) -> Result<(), Failure> {
        match self {
            Self::Export(command) => command.run(store, data).await,
            Self::Merge(command) => command.run(store, data).await,
        }
    }
}

/// The round that a document holds.
pub(super) async fn whole(view: &mut dyn Read, stored: &StoredRound) -> Result<Round, Failure> {
    let whole = Forms::default().whole_round(view, &stored.document).await?;
    whole.ok_or_else(|| Failure::refused(format!("document {} is not here whole", stored.document)))
}

fn unreadable(key: BrokenKey) -> Failure {
    Failure::refused(key.to_string())
}

/// The indicators compiled against the forms.
fn plan<'a>(round: &'a Round, engines: &'a [Arc<Engine>]) -> Result<Plan<'a>, Failure> {
    let plan = Plan::new(&round.indicators, &round.dimensions, engines);
    plan.map_err(|flaws| super::export::refused(FiguresError::Incomplete(format!("{flaws:?}"))))
}
