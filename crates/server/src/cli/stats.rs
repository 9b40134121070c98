//! `sohoi-server stats`: the indicators, as the app computes them.

use clap::{ArgGroup, Args, ValueEnum};
use sohoi_export::{FiguresFile, figures_csv};
use sohoi_stats::Population;
use sohoi_text::Language;

use super::audit::note;
use super::responses::print_json;
use super::{Failure, RoundChoice, output, round};
use crate::figures::{FiguresError, figures};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::Store;

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("shape").required(true))]
pub(super) struct Stats {
    #[command(flatten)]
    round: RoundChoice,
    /// Which responses count.
    #[arg(long)]
    population: PopulationName,
    /// As JSON.
    #[arg(long, group = "shape")]
    json: bool,
    /// As the file that the app exports.
    #[arg(long, group = "shape")]
    csv: bool,
    /// Only what is in this unit and below it.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PopulationName {
    /// Everything handed in, approved or not.
    Provisional,
    /// What has been approved.
    Approved,
}

impl From<PopulationName> for Population {
    fn from(name: PopulationName) -> Self {
        match name {
            PopulationName::Provisional => Self::Provisional,
            PopulationName::Approved => Self::Approved,
        }
    }
}

impl Stats {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let stored = round::chosen(&mut *view, &self.round).await?;
        let reach = match &self.unit {
            Some(unit) => Reach::Unit(unit.clone()),
            None => Reach::Everything,
        };
        let population = self.population.into();
        let found = figures(&mut *view, &Forms::default(), &stored, population, &reach)
            .await
            .map_err(|failure| match failure {
                FiguresError::Store(failure) => Failure::Store(failure),
                FiguresError::Incomplete(what) => Failure::refused(what),
            })?;
        drop(view);
        let unit = self.unit.as_deref().unwrap_or_default();
        note(store, "compute figures", &[&stored.id, unit]).await?;
        if self.json {
            return print_json(&found);
        }
        let file = FiguresFile {
            round: &found.round,
            book: &found.book,
            population,
            progress: &found.progress,
            is_demonstration: found.demonstration,
            made_of: None,
        };
        let bytes = figures_csv(&file, Language::Vi);
        output::write(&bytes)
    }
}
