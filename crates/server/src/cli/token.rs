//! `sohoi-server token`: what spreadsheets read the feed with.

use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Failure, RoundChoice, aggregate, export, round, say};
use crate::app::wall_clock;
use crate::auth::AccessToken;
use crate::day;
use crate::store::{Store, StoredToken, TokenStanding, transact};

/// The longest name of a token, in characters.
const LONGEST_NAME: usize = 60;

#[derive(Debug, Subcommand)]
pub(super) enum TokenCommand {
    /// Makes a token and shows it, once.
    Add(Add),
    /// Lists the tokens, without their secrets.
    List,
    /// Takes a token back: it is refused from now on.
    Revoke(Revoke),
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// What people call it, e.g. whose workbook it is for; given once, for ever.
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The unit whose figures it reads; units below it are in them.
    #[arg(long, value_name = "UNIT")]
    unit: String,
    #[command(flatten)]
    round: RoundChoice,
    /// The last day on which it is good, e.g. 2027-12-31; without an end where left out.
    #[arg(long, value_name = "DAY")]
    expires: Option<NaiveDate>,
    /// It reads single responses, too: who answered what, with all that people wrote.
    #[arg(long)]
    responses: bool,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// Its name.
    name: String,
}

impl TokenCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::Add(command) => command.run(store).await,
            Self::List => list(store).await,
            Self::Revoke(command) => command.run(store).await,
        }
    }
}

impl Add {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let name = self.name.trim().to_owned();
        check_name(&name)?;
        let mut view = store.read().await?;
        let stored = round::chosen(&mut *view, &self.round).await?;
        export::unit(
            &aggregate::whole(&mut *view, &stored).await?,
            Some(&self.unit),
        )?;
        drop(view);
        let now = wall_clock();
        let expires_at = self.expires.map(end_of).transpose()?;
        if expires_at.is_some_and(|end| end <= now) {
            return Err(Failure::refused("--expires is a day that is over"));
        }
        let secret = AccessToken::random();
        let hash = secret.hash();
        let token = StoredToken {
            name,
            round: stored.id,
            unit: self.unit,
            reads_responses: self.responses,
            created_at: now,
            expires_at,
            revoked_at: None,
        };
        transact(store, move |transaction| {
            Box::pin(async move {
                let name = &token.name;
                if !transaction.add_token(&token, &hash).await? {
                    return Err(Failure::refused(format!(
                        "there is or was a token {name}; choose another name"
                    )));
                }
                transaction
                    .audit(now, "command line", "add token", name)
                    .await?;
                Ok(())
            })
        })
        .await?;
        eprintln!(
            "This is the password for the feed. It is shown only now; who has it reads the figures."
        );
        say(format_args!("{}", secret.secret()))
    }
}

impl Revoke {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let (now, name) = (wall_clock(), self.name);
        transact(store, move |transaction| {
            Box::pin(async move {
                if !transaction.revoke_token(&name, now).await? {
                    return Err(Failure::refused(format!(
                        "there is no token {name} that is not revoked yet"
                    )));
                }
                transaction
                    .audit(now, "command line", "revoke token", &name)
                    .await?;
                Ok(name)
            })
        })
        .await
        .and_then(|name| say(format_args!("token {name} revoked")))
    }
}

async fn list(store: &dyn Store) -> Result<(), Failure> {
    let now = wall_clock();
    for token in store.read().await?.tokens().await? {
        let reads = if token.reads_responses {
            "figures and responses"
        } else {
            "figures"
        };
        let standing = match (token.standing(now), token.expires_at) {
            (TokenStanding::Revoked, _) => "revoked".to_owned(),
            (TokenStanding::Expired, _) => "expired".to_owned(),
            (TokenStanding::Valid, None) => "valid".to_owned(),
            (TokenStanding::Valid, Some(end)) => format!("valid until {}", day::last_before(end)),
        };
        let StoredToken {
            name, round, unit, ..
        } = token;
        say(format_args!("{name}\t{round}\t{unit}\t{reads}\t{standing}"))?;
    }
    Ok(())
}

/// A name that stands in one line of a list.
fn check_name(name: &str) -> Result<(), Failure> {
    let length = name.chars().count();
    if (1..=LONGEST_NAME).contains(&length) && !name.contains(char::is_control) {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{name:?} cannot be the name of a token: 1 to {LONGEST_NAME} characters in one line"
    )))
}

/// When a day is over here (milliseconds UTC).
pub(super) fn end_of(day: NaiveDate) -> Result<i64, Failure> {
    day::end_of(day).ok_or_else(|| Failure::refused(format!("{day} has no end here")))
}
