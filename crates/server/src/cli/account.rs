//! `sohoi-server account`: who may sign in.

use std::fs;
use std::io::{self, BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use sohoi_sync::{Account, Role, Scope};

use super::{Failure, say};
use crate::app::wall_clock;
use crate::auth::Passwords;
use crate::scope::Reach;
use crate::store::{Store, StoredAccount, transact};

#[derive(Debug, Subcommand)]
pub(super) enum AccountCommand {
    /// Adds an account. The password is read from a file or from standard input.
    Add(Add),
    /// Lists the accounts.
    List,
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
    /// A file with the password in its first line.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum RoleName {
    Field,
    Association,
    Reviewer,
    Coordinator,
    Admin,
}

impl From<RoleName> for Role {
    fn from(name: RoleName) -> Self {
        match name {
            RoleName::Field => Self::Field,
            RoleName::Association => Self::Association,
            RoleName::Reviewer => Self::Reviewer,
            RoleName::Coordinator => Self::Coordinator,
            RoleName::Admin => Self::Admin,
        }
    }
}

impl AccountCommand {
    pub(super) async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        match self {
            Self::Add(command) => command.run(store).await,
            Self::List => list(store).await,
        }
    }
}

impl Add {
    async fn run(self, store: &dyn Store) -> Result<(), Failure> {
        check_name(&self.name)?;
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
        let account = Account {
            name: self.name,
            display: self.display,
            role,
            scope,
        };
        let name = account.name.clone();
        add(store, account, &password).await?;
        say(format_args!("account {name} added"))?;
        Ok(())
    }
}

/// Adds an account with a password.
async fn add(store: &dyn Store, account: Account, password: &str) -> Result<(), Failure> {
    let hash = Passwords::owasp()
        .hash(password)
        .map_err(|flaw| Failure::refused(flaw.to_string()))?;
    let stored = StoredAccount {
        account,
        password: hash,
    };
    let now = wall_clock();
    transact(store, move |transaction| {
        Box::pin(async move {
            let name = &stored.account.name;
            if !transaction.add_account(&stored, now).await? {
                return Err(Failure::refused(format!("there is an account {name}")));
            }
            transaction
                .audit(now, "command line", "add account", name)
                .await?;
            Ok(())
        })
    })
    .await
}

/// A name that can stand in a path, a file name and an address.
fn check_name(name: &str) -> Result<(), Failure> {
    let is_right = (2..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b'_'))
        && name
            .bytes()
            .next()
            .is_some_and(|byte| byte.is_ascii_alphanumeric());
    if is_right {
        return Ok(());
    }
    Err(Failure::refused(format!(
        "{name:?} cannot be the name of an account: 2 to 40 of a-z, 0-9, `.`, `-`, `_`, \
         beginning with a letter or digit"
    )))
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
    for account in store.read().await?.accounts().await? {
        let Account {
            name,
            display,
            role,
            scope,
        } = account;
        let scope = match scope {
            Scope::Unit(unit) => format!("unit {unit}"),
            Scope::Subject(subject) => format!("subject {subject}"),
        };
        say(format_args!("{name}\t{role:?}\t{scope}\t{display}"))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_accounts_are_plain() {
        let longest = "a".repeat(40);
        let too_long = "a".repeat(41);
        let cases = [
            ("tinh", true),
            ("can.bo-1_x", true),
            (longest.as_str(), true),
            (too_long.as_str(), false),
            ("a", false),
            ("", false),
            ("Tinh", false),
            ("tỉnh", false),
            ("-tinh", false),
            ("../tinh", false),
            ("ti nh", false),
        ];
        for (name, expected) in cases {
            assert_eq!(check_name(name).is_ok(), expected, "{name}");
        }
    }
}
