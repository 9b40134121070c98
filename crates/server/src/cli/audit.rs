//! `sohoi-server audit`: what people did to the server.

use chrono::{Local, TimeZone as _};
use clap::{Args, Subcommand};

use super::{Failure, say};
use crate::app::wall_clock;
use crate::audit::Check;
use crate::store::people::AuditFilter;
use crate::store::{Store, transact};

/// How many rows are read at once.
const PART: u32 = 1000;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Lists what was done, the last first.
    List(List),
    /// Follows the chain of rows from the first on, and names the first that was changed.
    Verify,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// Only what this account did; `command line` is one, too.
    #[arg(long, value_name = "NAME", default_value = "")]
    actor: String,
    /// Only this kind, e.g. `sign in`.
    #[arg(long, value_name = "WORDS", default_value = "")]
    action: String,
    /// How many rows at most.
    #[arg(long, value_name = "NUMBER", default_value_t = 100)]
    most: u32,
}

impl AuditCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::List(command) => command.run(store).await,
            Self::Verify => verify(store).await,
        }
    }
}

impl List {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let filter = AuditFilter {
            actor: self.actor,
            action: self.action,
            ..AuditFilter::default()
        };
        for row in store.read().await?.audit_page(&filter, self.most).await? {
            let at = Local.timestamp_millis_opt(row.at).earliest();
            let at = at.map_or_else(String::new, |at| at.format("%F %T").to_string());
            say(format_args!(
                "{}\t{at}\t{}\t{}\t{}",
                row.id,
                row.actor,
                row.action,
                row.detail.escape_debug()
            ))?;
        }
        Ok(())
    }
}

/// Keeps in the audit what a command gave out: of which round, unit, and the like.
pub(super) async fn note(
    store: &dyn Store,
    action: &'static str,
    parts: &[&str],
) -> Result<(), Failure> {
    let parts: Vec<&str> = parts.iter().copied().filter(|it| !it.is_empty()).collect();
    let (detail, now) = (parts.join(" "), wall_clock());
    transact(store, move |transaction| {
        Box::pin(async move {
            let actor = "command line";
            transaction.audit(now, actor, action, &detail).await?;
            Ok(())
        })
    })
    .await
}

async fn verify(store: &dyn Store) -> Result<(), Failure> {
    let mut view = store.read().await?;
    let mut check = Check::default();
    loop {
        let rows = view.audit_after(check.end().0, PART).await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            check.follow(row).map_err(Failure::refused)?;
        }
    }
    let (last, hash) = check.end();
    say(format_args!(
        "all {last} rows are as they were written\nlast row: {last} {hash}"
    ))
}
