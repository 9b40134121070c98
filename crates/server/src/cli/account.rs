//! `sohoi-server account`: who may sign in.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use sohoi_round::Branch;
use sohoi_sync::{Role, Scope};

use super::{Failure, say};
use crate::accounts::{self, AccountError, Place};
use crate::app::wall_clock;
use crate::auth::Passwords;
use crate::scope::{Branches, Reach};
use crate::store::{Store, StoredAccount};

/// Who acts here, in the audit.
const ACTOR: &str = "command line";

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// Adds an account. The password is read from a file or from standard input.
    Add(Add),
    /// Lists the accounts.
    List,
    /// Suspends an account: its sessions end at once, and it may not sign in.
    Suspend(Named),
    /// Lets a suspended account sign in again.
    Resume(Named),
    /// Gives an account a new password and shows it, once.
    Reset(Named),
    /// Moves an account to another role, unit, association or branch.
    Move(Move),
    /// Lets somebody sign in as an account by the OpenID provider of the server.
    Link(LinkTo),
    /// Lets nobody sign in as an account by an OpenID provider; its sessions end.
    Unlink(Named),
}

#[derive(Debug, Args)]
pub(super) struct Named {
    /// The name of the account.
    name: String,
}

#[derive(Debug, Args)]
pub(super) struct LinkTo {
    /// The name of the account.
    name: String,
    /// Who: a verified e-mail address, which counts until somebody came with it, or the `sub` of the
    /// provider's tokens.
    whom: String,
    /// The provider's address, as `serve` has it.
    #[arg(long = "oidc-issuer", value_name = "URL", env = "SOHOI_OIDC_ISSUER")]
    issuer: String,
}

#[derive(Debug, Args)]
pub(super) struct Add {
    /// The name to sign in with: lower-case letters, digits, `.`, `-` and `_`.
    name: String,
    /// The name that people see.
    #[arg(long, value_name = "NAME")]
    display: String,
    /// What the account may do.
    #[arg(long)]
    role: RoleName,
    /// The unit whose lines of the register it sees.
    #[arg(long, value_name = "UNIT", required_unless_present = "subject")]
    unit: Option<String>,
    /// The one line of the register it sees.
    #[arg(long, value_name = "SUBJECT", conflicts_with = "unit")]
    subject: Option<String>,
    /// Whose authorities it sees; associations are seen by all.
    #[arg(long, default_value = "both")]
    branches: BranchName,
    /// A file with the password in its first line.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Move {
    /// The name of the account.
    name: String,
    /// The name that people see; as it is where left out.
    #[arg(long, value_name = "NAME")]
    display: Option<String>,
    /// What the account may do; as it is where left out.
    #[arg(long)]
    role: Option<RoleName>,
    /// The unit whose lines of the register it sees; as it is where left out.
    #[arg(long, value_name = "UNIT", conflicts_with = "subject")]
    unit: Option<String>,
    /// The one line of the register it sees; as it is where left out.
    #[arg(long, value_name = "SUBJECT")]
    subject: Option<String>,
    /// Whose authorities it sees; as it is where left out.
    #[arg(long)]
    branches: Option<BranchName>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Field,
    Association,
    Reviewer,
    Approver,
    Coordinator,
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Field => Self::Field,
            RoleName::Association => Self::Association,
            RoleName::Reviewer => Self::Reviewer,
            RoleName::Approver => Self::Approver,
            RoleName::Coordinator => Self::Coordinator,
            RoleName::Admin => Self::Admin,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum BranchName {
    Both,
    Party,
    State,
}

impl From<BranchName> for Branches {
    fn from(name: BranchName) -> Self {
        match name {
            BranchName::Both => Self::Both,
            BranchName::Party => Self::Only(Branch::Party),
            BranchName::State => Self::Only(Branch::State),
        }
    }
}

impl From<AccountError> for Failure {
    fn from(flaw: AccountError) -> Self {
        match flaw {
            AccountError::Store(flaw) => Self::Store(flaw),
            other => Self::Refused(other.to_string()),
        }
    }
}

impl AccountCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let now = wall_clock();
        match self {
            Self::Add(command) => command.run(store).await,
            Self::List => list(store).await,
            Self::Suspend(Named { name }) => {
                accounts::suspend(store, ACTOR, &name, true, now).await?;
                say(format_args!("account {name} suspended"))
            }
            Self::Resume(Named { name }) => {
                accounts::suspend(store, ACTOR, &name, false, now).await?;
                say(format_args!("account {name} may sign in"))
            }
            Self::Reset(Named { name }) => {
                let passwords = Passwords::owasp();
                let reset = accounts::reset_password(store, &passwords, ACTOR, &name, now);
                let secret = reset.await?;
                eprintln!("This is the new password of {name}. It is shown only now.");
                say(format_args!("{secret}"))
            }
            Self::Move(command) => command.run(store).await,
            Self::Link(LinkTo { name, whom, issuer }) => {
                accounts::link(store, ACTOR, &name, &issuer, &whom, now).await?;
                say(format_args!("account {name} linked to {whom}"))
            }
            Self::Unlink(Named { name }) => {
                accounts::unlink(store, ACTOR, &name, now).await?;
                say(format_args!("account {name} is linked to nobody"))
            }
        }
    }
}

impl Add {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let role = Role::from(self.role);
        let scope = match (self.unit, self.subject) {
            (Some(unit), None) if role != Role::Association => Scope::Unit(unit),
            (None, Some(subject)) if role == Role::Association => Scope::Subject(subject),
            _ => {
                return Err(Failure::refused(
                    "an association has --subject, every other role has --unit",
                ));
            }
        };
        warn_of_empty_scope(store, &scope).await?;
        let password = read_password(self.password_file)?;
        let place = Place {
            display: self.display,
            role,
            scope,
            branches: self.branches.into(),
        };
        let passwords = Passwords::owasp();
        let (name, now) = (&self.name, wall_clock());
        accounts::add(store, &passwords, ACTOR, name, place, Some(&password), now).await?;
        say(format_args!("account {name} added"))
    }
}

impl Move {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        let found = store.read().await?.account(&self.name).await?;
        let StoredAccount {
            account, branches, ..
        } = found.ok_or_else(|| AccountError::Unknown(self.name.clone()))?;
        let scope = match (self.unit, self.subject) {
            (Some(unit), _) => Scope::Unit(unit),
            (None, Some(subject)) => Scope::Subject(subject),
            (None, None) => account.scope,
        };
        warn_of_empty_scope(store, &scope).await?;
        let place = Place {
            display: self.display.unwrap_or(account.display),
            role: self.role.map_or(account.role, Role::from),
            scope,
            branches: self.branches.map_or(branches, Branches::from),
        };
        accounts::move_to(store, ACTOR, &self.name, place, wall_clock()).await?;
        say(format_args!("account {} moved", self.name))
    }
}

async fn warn_of_empty_scope(store: &dyn Store, scope: &Scope) -> Result<(), Failure> {
    let reach = match scope {
        Scope::Unit(unit) => Reach::Unit(unit.clone()),
        Scope::Subject(subject) => Reach::Subject(subject.clone()),
    };
    let mut view = store.read().await?;
    for round in view.rounds().await? {
        if !view.subjects(&reach, &round.id).await?.is_empty() {
            return Ok(());
        }
    }
    eprintln!("warning: no line of the register is in this scope");
    Ok(())
}

fn read_password(file: Option<PathBuf>) -> Result<String, Failure> {
    let text = match file {
        Some(file) => fs::read_to_string(&file)
            .map_err(|flaw| Failure::io(&format!("read {}", file.display()), flaw))?,
        None => {
            let stdin = io::stdin();
            if stdin.is_terminal() {
                eprint!("Password (it will be seen): ");
            }
            let mut line = String::new();
            stdin
                .lock()
                .read_line(&mut line)
                .map_err(|flaw| Failure::io("read the password", flaw))?;
            line
        }
    };
    Ok(text.lines().next().unwrap_or_default().to_owned())
}

async fn list(store: &dyn Store) -> Result<(), Failure> {
    for stored in store.read().await?.stored_accounts().await? {
        let account = stored.account;
        let scope = match account.scope {
            Scope::Unit(unit) => format!("unit {unit}"),
            Scope::Subject(subject) => format!("subject {subject}"),
        };
        let mut line = format!(
            "{}\t{:?}\t{scope}\t{}",
            account.name, account.role, account.display
        );
        if stored.branches != Branches::Both {
            line += &format!("\tbranch {}", stored.branches.word());
        }
        if stored.suspended_at.is_some() {
            line += "\tsuspended";
        }
        say(format_args!("{line}"))?;
    }
    Ok(())
}
