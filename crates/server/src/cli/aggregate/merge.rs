//! `sohoi-server aggregate merge`.

use std::path::{Path, PathBuf};

use chrono::{Local, NaiveDate};
use clap::{Args, ValueEnum};
use serde::Serialize;
use sohoi_aggregate::{Frame, MergeWish, Merged, Opened, Purpose, Register, open};
use sohoi_export::{
    About, FiguresFile, ReportWish, all_together, figures_csv, figures_xlsx, made_of, report_docx,
};
use sohoi_round::Round;
use sohoi_stats::{Book, Population, RegisterProgress};
use sohoi_sync::is_provisional;
use sohoi_text::Language;

use super::super::audit::note;
use super::super::export::LanguageName;
use super::super::stats::PopulationName;
use super::super::{Failure, RoundChoice, export, file, round, say};
use super::{plan, unreadable, whole};
use crate::aggregates::{engines, frame, own, progress_of, second};
use crate::app::wall_clock;
use crate::figures::counted;
use crate::forms::Forms;
use crate::keys::Keys;
use crate::scope::Reach;
use crate::store::{Store, StoredRound};

#[derive(Debug, Args)]
pub(in super::super) struct Merge {
    /// The aggregates.
    #[arg(value_name = "FILE", required_unless_present = "own")]
    files: Vec<PathBuf>,
    /// Count the responses on this server, too.
    #[arg(long)]
    own: bool,
    #[command(flatten)]
    round: RoundChoice,
    /// Which responses are asked for; those of the first file where it is left out.
    #[arg(long, required_unless_present = "files")]
    population: Option<PopulationName>,
    /// The unit that is added up for; the whole area where it is left out.
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// The file of figures to write: NAME.xlsx, NAME.csv, NAME.json, or NAME.docx for the report.
    #[arg(long, value_name = "FILE", required_unless_present = "onward")]
    out: Option<PathBuf>,
    /// The aggregate to write for the unit above, of everything that was added up.
    #[arg(long, value_name = "FILE")]
    onward: Option<PathBuf>,
    /// Take files without a signature also of units that have a key in the round.
    #[arg(long)]
    accept_unsigned: bool,
    /// How the report looks, by the id of a layout of the round; the first one where it is left out.
    #[arg(long, value_name = "ID")]
    layout: Option<String>,
    /// The language of the words in it.
    #[arg(long, default_value = "vi")]
    language: LanguageName,
    /// The day on which it says that it was made; today where it is left out.
    #[arg(long, value_name = "DAY")]
    made_on: Option<NaiveDate>,
}

/// A kind of file of figures, by the end of its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    Xlsx,
    Csv,
    Json,
    Docx,
}

/// Everything that a file of merged figures is written from.
struct Figures<'a> {
    round: &'a Round,
    stored: &'a StoredRound,
    merged: &'a Merged,
    book: &'a Book,
    progress: &'a RegisterProgress,
}

impl Merge {
    pub(super) async fn run(self, store: &dyn Store, data: &Path) -> Result<(), Failure> {
        let kind = self.out.as_deref().map(kind).transpose()?;
        let mut view = store.read().await?;
        let stored = round::chosen(&mut *view, &self.round).await?;
        let own_round = whole(&mut *view, &stored).await?;
        let area = &export::unit(&own_round, self.unit.as_deref())?.id;
        let frame = frame(&own_round, &stored).map_err(unreadable)?;
        let keys = Keys::of(data)?;
        let files = self.open(&keys, &frame)?;
        let made_at = second(wall_clock());

        let asked = self.population.map(Population::from);
        let first = files.first().map(|file| file.aggregate.head.population);
        let population = asked.or(first).unwrap_or_default();
        // What files count is held against the register here, whether own responses count or not.
        let reach = match &self.unit {
            Some(unit) => Reach::Unit(unit.clone()),
            None => Reach::Everything,
        };
        let found = counted(&mut *view, &Forms::default(), &stored, population, &reach)
            .await
            .map_err(export::refused)?;
        let engines = engines(&found);
        let plan = plan(&own_round, &engines)?;
        let mut purpose = Purpose {
            unit: area,
            population,
            sealed_to: None,
            made_at: &made_at,
        };
        let own = self.own.then(|| own(&frame, &found, &plan, &purpose));
        let wish = MergeWish {
            population: asked,
            area,
            files: &files,
            own: own.as_ref(),
        };
        let lines = found.subjects.iter();
        let lines = lines.map(|line| (line.id.as_str(), line.unit.as_str()));
        let merging = frame.merge(&wish, &plan, &Register::new(lines, is_provisional));
        let (merged, book) = merging.map_err(|refusal| Failure::refused(refusal.to_string()))?;
        let progress = progress_of(&found, &merged.subjects);
        let figures = Figures {
            round: &own_round,
            stored: &stored,
            merged: &merged,
            book: &book,
            progress: &progress,
        };
        let made = match (kind, &self.out) {
            (Some(kind), Some(out)) => Some((out, self.made(kind, &figures)?)),
            _ => None,
        };
        let onward = match &self.onward {
            Some(path) => {
                let bytes = self.onward(&frame, &figures, &keys, &mut purpose)?;
                Some((path, bytes))
            }
            None => None,
        };
        drop(view);
        let names = self.files.iter().map(|path| path.display().to_string());
        let names = names.collect::<Vec<_>>().join(", ");
        note(store, "merge aggregates", &[&stored.id, area, &names]).await?;
        // Nothing is written before everything is made.
        for (path, bytes) in made.into_iter().chain(onward) {
            file::write(path, &bytes)?;
        }
        let parts = made_of(&own_round, &merged, self.language.into());
        say(format_args!("{}", parts.short))?;
        for part in parts.parts {
            say(format_args!("{part}"))?;
        }
        let all = all_together(&merged, &progress, self.language.into());
        say(format_args!("{all}"))
    }

    fn open(&self, keys: &Keys, frame: &Frame<'_>) -> Result<Vec<Opened>, Failure> {
        let mut opened = Vec::with_capacity(self.files.len());
        for path in &self.files {
            let bytes = file::read(path)?;
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let file = open(
                &name,
                &bytes,
                Some(&keys.identity),
                frame.ring(),
                frame.units(),
                self.accept_unsigned,
            );
            opened.push(file.map_err(|refusal| Failure::refused(refusal.to_string()))?);
        }
        Ok(opened)
    }

    fn made(&self, kind: Kind, figures: &Figures<'_>) -> Result<Vec<u8>, Failure> {
        let language = Language::from(self.language);
        let Figures { round, merged, .. } = figures;
        let made_of = made_of(round, merged, language);
        let file = FiguresFile {
            round,
            book: figures.book,
            population: merged.population,
            progress: figures.progress,
            is_demonstration: figures.stored.demonstration,
            made_of: Some(&made_of),
        };
        let place = export::place(round, self.unit.as_deref(), language);
        let about = About {
            place: &place,
            responses: usize::try_from(merged.responses).unwrap_or(usize::MAX),
            left_out: 0,
            made_on: self.made_on.unwrap_or_else(|| Local::now().date_naive()),
        };
        let too_large = |flaw: sohoi_export::TooLarge| Failure::refused(flaw.to_string());
        match kind {
            Kind::Csv => Ok(figures_csv(&file, language)),
            Kind::Xlsx => figures_xlsx(&file, &about, language).map_err(too_large),
            Kind::Json => json(figures),
            Kind::Docx => {
                let wish = ReportWish {
                    layout: export::layout(round, self.layout.as_deref())?,
                    unit: export::unit(round, self.unit.as_deref())?,
                    edits: &[],
                    quotations: &[],
                };
                let report = report_docx(&file, &about, &wish, language).map_err(too_large)?;
                report.ok_or_else(export::lacks_report)
            }
        }
    }

    /// The aggregate of everything that was added up.
    fn onward<'a>(
        &self,
        frame: &Frame<'a>,
        figures: &Figures<'a>,
        keys: &Keys,
        purpose: &mut Purpose<'a>,
    ) -> Result<Vec<u8>, Failure> {
        let above = frame.above(purpose.unit).map_err(unreadable)?;
        let (unit, recipient) = above.ok_or_else(|| {
            Failure::refused(format!(
                "no unit above {} has a recipient in the round",
                purpose.unit
            ))
        })?;
        purpose.sealed_to = Some(unit);
        let aggregate = frame.onward(figures.merged, figures.progress, purpose);
        Ok(sohoi_aggregate::write(
            &aggregate,
            Some(&keys.signing),
            Some(&recipient),
        ))
    }
}

fn kind(path: &Path) -> Result<Kind, Failure> {
    let end = path.extension().unwrap_or_default().to_string_lossy();
    Kind::from_str(&end, true).map_err(|_| {
        Failure::refused(format!(
            "{} does not end in .xlsx, .csv, .json or .docx",
            path.display()
        ))
    })
}

/// The figures as JSON, as `sohoi-server stats` has them.
#[derive(Serialize)]
struct Told<'a> {
    round: &'a str,
    document: &'a str,
    demonstration: bool,
    population: Population,
    responses: u64,
    progress: &'a RegisterProgress,
    made_of: Vec<ToldPart<'a>>,
    #[serde(flatten)]
    book: &'a Book,
}

/// One of the parts.
#[derive(Serialize)]
struct ToldPart<'a> {
    file: Option<&'a str>,
    unit: &'a str,
    made_at: &'a str,
    responses: u64,
    counted: u64,
    lines: u64,
    fingerprint: Option<&'a str>,
    unsigned: bool,
    made_of: &'a [String],
}

fn json(figures: &Figures<'_>) -> Result<Vec<u8>, Failure> {
    let parts = figures.merged.sources.iter().map(|source| ToldPart {
        file: source.file.as_deref(),
        unit: &source.unit,
        made_at: &source.made_at,
        responses: source.responses,
        counted: source.progress.counted,
        lines: source.progress.lines,
        fingerprint: source.fingerprint.as_deref(),
        unsigned: source.is_unsigned(),
        made_of: &source.made_of,
    });
    let told = Told {
        round: &figures.stored.id,
        document: &figures.stored.document,
        demonstration: figures.stored.demonstration,
        population: figures.merged.population,
        responses: figures.merged.responses,
        progress: figures.progress,
        made_of: parts.collect(),
        book: figures.book,
    };
    let mut bytes = serde_json::to_vec_pretty(&told)
        .map_err(|flaw| Failure::refused(format!("cannot write the figures: {flaw}")))?;
    bytes.push(b'\n');
    Ok(bytes)
}
