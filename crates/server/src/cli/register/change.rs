//! Single changes.

use std::collections::BTreeMap;

use clap::Args;
use sohoi_admin::register::words;
use sohoi_register::Change;
use sohoi_round::Subject;

use super::{Failure, LANGUAGE, Said, round, say, wall_clock};
use crate::register::change::{ChangeError, make};
use crate::scope::Reach;
use crate::store::{Store, transact};

#[derive(Debug, Args)]
pub(in crate::cli) struct Add {
    /// Its code.
    code: String,
    /// Its name.
    #[arg(long)]
    name: String,
    /// The id of its unit.
    #[arg(long)]
    unit: String,
    /// The kind of subject; the first of the round where nothing is said.
    #[arg(long)]
    kind: Option<String>,
    /// Further facts, as `name=value`.
    #[arg(long = "with", value_name = "NAME=VALUE")]
    attributes: Vec<String>,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Rename {
    /// The code of the line.
    line: String,
    /// Its new name.
    #[arg(long = "to")]
    name: String,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Merge {
    /// The codes of the lines that end.
    #[arg(required = true)]
    lines: Vec<String>,
    /// The code of the line that they go on as.
    #[arg(long)]
    into: String,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Dissolve {
    /// The code of the line.
    line: String,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Move {
    /// The code of the line.
    line: String,
    /// The id of the new unit.
    #[arg(long = "to")]
    unit: String,
    #[command(flatten)]
    said: Said,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct Refuse {
    /// The id of the provisional line.
    line: String,
    /// Why, for whoever added it.
    #[arg(long)]
    reason: String,
    #[command(flatten)]
    said: Said,
}

impl Add {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let mut attributes = BTreeMap::new();
        for pair in &self.attributes {
            let (name, value) = pair
                .split_once('=')
                .ok_or_else(|| Failure::refused(format!("write {pair} as NAME=VALUE")))?;
            attributes.insert(name.to_owned(), value.to_owned());
        }
        let line = Subject {
            id: self.code,
            name: self.name,
            kind: self.kind.unwrap_or_default(),
            unit: self.unit,
            attributes,
        };
        noted(store, self.said, Change::Add { line }).await
    }
}

impl Rename {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let change = Change::Rename {
            line: self.line,
            name: self.name,
        };
        noted(store, self.said, change).await
    }
}

impl Merge {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let change = Change::Merge {
            lines: self.lines,
            into: self.into,
        };
        noted(store, self.said, change).await
    }
}

impl Dissolve {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        noted(store, self.said, Change::Dissolve { line: self.line }).await
    }
}

impl Move {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let change = Change::Move {
            line: self.line,
            unit: self.unit,
        };
        noted(store, self.said, change).await
    }
}

impl Refuse {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let change = Change::Refuse {
            line: self.line,
            reason: self.reason,
        };
        noted(store, self.said, change).await
    }
}

async fn noted(store: &dyn Store, said: Said, change: Change) -> Result<(), Failure> {
    let now = wall_clock();
    transact(store, move |transaction| {
        Box::pin(async move {
            let round = round::chosen(transaction, &said.round).await?;
            let reach = Reach::Everything;
            let by = (said.on, said.decision);
            make(transaction, &round, &reach, &said.by, by, change, now)
                .await
                .map_err(failure)
        })
    })
    .await?;
    say(format_args!("done"))
}

fn failure(flaw: ChangeError) -> Failure {
    match flaw {
        ChangeError::Refused(flaw) => Failure::refused(words::not_noted(&flaw, LANGUAGE)),
        ChangeError::OutOfReach(what) => Failure::refused(format!("{what} is out of reach")),
        ChangeError::Value { attribute, flaw } => Failure::refused(format!(
            "{attribute}: {}",
            words::cell_flaw(&flaw, LANGUAGE)
        )),
        ChangeError::UnknownKind(kind) => {
            Failure::refused(format!("the round has no kind `{kind}`"))
        }
        ChangeError::Later => {
            Failure::refused("what was added in the field is settled today, not on a later day")
        }
        ChangeError::Store(failure) => Failure::Store(failure),
    }
}
