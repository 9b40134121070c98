//! Tables that people bring.

use std::path::PathBuf;

use clap::Args;
use sohoi_admin::register::words;
use sohoi_register::import::Column;

use super::{Failure, LANGUAGE, RoundChoice, Said, round, say, wall_clock};
use crate::cli::file;
use crate::register::import::{ImportError, Looked, Meanings, Wish, accept, look};
use crate::register::tables::column_letters;
use crate::register::{InTheWay, Keeper, UndoError, undo};
use crate::store::{Store, transact};

#[derive(Debug, Args)]
pub(in crate::cli) struct Import {
    /// The file: .xlsx or .csv, in Unicode, TCVN3 (ABC), VNI or windows-1258.
    file: PathBuf,
    /// What the columns are, in their order, where the headings do not tell: `id`, `name`, `kind`, `unit`,
    /// `unit_above`, `-` for none, or the name of an attribute; e.g. `id,name,unit,-,assoc_type`.
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    mapping: Vec<String>,
    /// Only say what would change.
    #[arg(long)]
    dry_run: bool,
    /// Leave rows with problems out and take the others in.
    #[arg(long)]
    skip_problems: bool,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Imports {
    #[command(flatten)]
    round: RoundChoice,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Undo {
    /// The id of the import; see `register imports`.
    batch: String,
    #[command(flatten)]
    said: Said,
}

impl Import {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let bytes = file::read(&self.file)?;
        let name = self.file.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let columns: Vec<Column> = self.mapping.iter().map(|word| column(word)).collect();
        let columns = (!columns.is_empty()).then_some(columns);
        let now = wall_clock();
        if self.dry_run {
            let mut view = store.read().await?;
            let round = round::chosen(&mut *view, &self.said.round).await?;
            let keeper = Keeper::open(&mut *view, &round.id, now).await?;
            let meanings = Meanings::of(&mut *view, &round.document).await?;
            let wish = Wish {
                columns,
                day: self.said.on.unwrap_or(keeper.today()),
                units: None,
            };
            let looked = look(&bytes, &keeper, &meanings, wish);
            return tell(&looked.map_err(|flaw| Failure::refused(flaw.to_string()))?);
        }
        let batch = transact(store, move |transaction| {
            Box::pin(async move {
                let round = round::chosen(transaction, &self.said.round).await?;
                let mut keeper = Keeper::open(transaction, &round.id, now).await?;
                let meanings = Meanings::of(transaction, &round.document).await?;
                let wish = Wish {
                    columns,
                    day: self.said.on.unwrap_or(keeper.today()),
                    units: None,
                };
                let looked = look(&bytes, &keeper, &meanings, wish)
                    .map_err(|flaw| Failure::refused(flaw.to_string()))?;
                if !looked.preview.problems.is_empty() && !self.skip_problems {
                    return Err(Failure::Lines(problems(&looked)));
                }
                tell(&looked)?;
                if !looked.changes_something() {
                    return Ok(None);
                }
                let brought = (name.as_str(), self.said.by.as_str(), None);
                let taken = accept(transaction, &mut keeper, &looked, &round.id, brought, now);
                let batch = taken.await.map_err(|flaw| failure(flaw.into()))?;
                Ok::<_, Failure>(Some(batch.id))
            })
        })
        .await?;
        match batch {
            Some(batch) => say(format_args!("taken in as {batch}")),
            None => say(format_args!("nothing to take in")),
        }
    }
}

impl Imports {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut view = store.read().await?;
        let round = round::chosen(&mut *view, &self.round).await?;
        for batch in view.register_batches(&round.id).await? {
            let noted = chrono::DateTime::from_timestamp_millis(batch.noted_at).unwrap_or_default();
            say(format_args!(
                "{}\t{}\t{}\t{}\t{} added, {} changed{}",
                batch.id,
                noted.format("%Y-%m-%dT%H:%M:%SZ"),
                batch.actor,
                batch.file,
                batch.added,
                batch.changed,
                if batch.undone_at.is_some() {
                    "\tundone"
                } else {
                    ""
                },
            ))?;
        }
        Ok(())
    }
}

impl Undo {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let now = wall_clock();
        transact(store, move |transaction| {
            Box::pin(async move {
                let round = round::chosen(transaction, &self.said.round).await?;
                undo(transaction, &round.id, &self.batch, &self.said.by, now)
                    .await
                    .map_err(undo_failure)
            })
        })
        .await?;
        say(format_args!("undone"))
    }
}

fn undo_failure(flaw: UndoError) -> Failure {
    match flaw {
        UndoError::Store(failure) => Failure::Store(failure),
        UndoError::InTheWay(InTheWay::Event { event, refusal }) => Failure::refused(format!(
            "not undone: on {} {} noted \"{}\", which needs it. {}",
            event.effective,
            event.by,
            words::event(&event, LANGUAGE, &str::to_owned),
            words::refusal(&refusal, LANGUAGE),
        )),
        UndoError::InTheWay(InTheWay::Responses(lines)) => Failure::refused(format!(
            "not undone: there are responses about {}",
            lines.join(", ")
        )),
        UndoError::InTheWay(InTheWay::Accounts(names)) => Failure::refused(format!(
            "not undone: these accounts are of its associations: {}",
            names.join(", ")
        )),
        UndoError::InTheWay(InTheWay::Invitations(lines)) => Failure::refused(format!(
            "not undone: these associations of it were invited: {}; revoke the invitations first",
            lines.join(", ")
        )),
        unknown @ UndoError::Unknown(_) => Failure::refused(unknown.to_string()),
    }
}

fn failure(flaw: ImportError) -> Failure {
    match flaw {
        ImportError::Store(failure) => Failure::Store(failure),
        ImportError::File(flaw) => Failure::refused(flaw.to_string()),
        ImportError::Refused(flaw) => Failure::refused(words::not_noted(&flaw, LANGUAGE)),
    }
}

fn column(word: &str) -> Column {
    match word.trim() {
        "id" => Column::Id,
        "name" => Column::Name,
        "kind" => Column::Kind,
        "unit" => Column::Unit,
        "unit_above" => Column::UnitAbove,
        "-" | "" => Column::Ignored,
        name => Column::Attribute(name.to_owned()),
    }
}

fn tell(looked: &Looked) -> Result<(), Failure> {
    for problem in problems(looked) {
        say(format_args!("{problem}"))?;
    }
    let counts = looked.counts();
    say(format_args!(
        "{} would come in, {} change, {} are so already, {} have problems",
        counts.added, counts.changed, counts.same, counts.refused
    ))
}

fn problems(looked: &Looked) -> Vec<String> {
    let problem = |problem: &sohoi_register::import::CellProblem| {
        let column = problem.column.map(column_letters).unwrap_or_default();
        let flaw = words::cell_flaw(&problem.flaw, LANGUAGE);
        format!("{column}{}: {flaw}", problem.row)
    };
    looked.preview.problems.iter().map(problem).collect()
}
