//! Keeping accounts: adding, suspending, new passwords, moving. The pages and the command line do it
//! through here, so that each is done by the same rules and stands in the audit.

use sohoi_sync::{Account, Role, Scope};

use crate::auth::{PasswordError, Passwords, generated_password};
use crate::scope::Branches;
use crate::store::link::{Link, Whom};
use crate::store::{Result as StoreResult, Store, StoreError, StoredAccount, Write, transact};

/// Why an account was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// The name cannot be one.
    #[error(
        "{0:?} cannot be the name of an account: 2 to 40 of a-z, 0-9, `.`, `-`, `_`, beginning with \
         a letter or digit"
    )]
    Name(String),
    /// The name is taken.
    #[error("there is an account {0}")]
    Taken(String),
    /// There is no such account.
    #[error("there is no account {0}")]
    Unknown(String),
    /// The name that people see is blank or too long.
    #[error("the name that people see has 1 to 200 characters in one line")]
    Display,
    /// Role and scope do not belong together.
    #[error("an association has a line of the register, every other role has a unit")]
    Scope,
    /// Nobody would be left to keep accounts.
    #[error("{0} is the last administrator that may sign in")]
    LastAdministrator(String),
    /// Another account is linked to the same person.
    #[error("another account is linked to {0}")]
    Linked(String),
    /// Nobody can be known by this.
    #[error("an e-mail address or a code, of at most 255 characters")]
    Whom,
    /// The password cannot be one.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What may be changed of an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name that people see.
    pub display: String,
    /// What it may do.
    pub role: Role,
    /// What it may see.
    pub scope: Scope,
    /// Whose authorities it sees.
    pub branches: Branches,
}

impl Place {
    fn check(&self) -> Result<(), AccountError> {
        let length = self.display.trim().chars().count();
        if !(1..=200).contains(&length) || self.display.contains(char::is_control) {
            return Err(AccountError::Display);
        }
        match (self.role, &self.scope) {
            (Role::Association, Scope::Subject(_)) => Ok(()),
            (Role::Association, Scope::Unit(_)) | (_, Scope::Subject(_)) => {
                Err(AccountError::Scope)
            }
            _ => Ok(()),
        }
    }

    /// In a few words, for the audit.
    fn words(&self) -> String {
        let scope = match &self.scope {
            Scope::Unit(unit) => format!("unit {unit}"),
            Scope::Subject(subject) => format!("subject {subject}"),
        };
        let role = format!("{:?}", self.role).to_lowercase();
        format!("{role}, {scope}, branches {}", self.branches.word())
    }
}

/// Adds an account. Without a password one is made, and handed back to be shown once.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn add(
    store: &dyn Store,
    passwords: &Passwords,
    by: &str,
    name: &str,
    place: Place,
    password: Option<&str>,
    now: i64,
) -> Result<String, AccountError> {
    check_name(name)?;
    place.check()?;
    let secret = password.map_or_else(generated_password, str::to_owned);
    let hash = passwords.hash_chosen(&secret, name)?;
    let (by, name) = (by.to_owned(), name.to_owned());
    transact(store, move |transaction| {
        Box::pin(async move {
            let detail = format!("{name}: {}", place.words());
            let account = Account {
                name: name.clone(),
                display: place.display.trim().to_owned(),
                role: place.role,
                scope: place.scope,
            };
            let stored = StoredAccount {
                branches: place.branches,
                ..StoredAccount::new(account, hash)
            };
            if !transaction.add_account(&stored, now).await? {
                return Err(AccountError::Taken(name));
            }
            transaction.audit(now, &by, "add account", &detail).await?;
            Ok(())
        })
    })
    .await?;
    Ok(secret)
}

/// Suspends an account: its sessions end at once, and it may not sign in. Or lets it in again.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn suspend(
    store: &dyn Store,
    by: &str,
    name: &str,
    is_suspended: bool,
    now: i64,
) -> Result<(), AccountError> {
    change(store, by, name, now, move |stored| {
        stored.suspended_at = is_suspended.then(|| stored.suspended_at.unwrap_or(now));
        let action = if is_suspended {
            "suspend account"
        } else {
            "resume account"
        };
        Ok((action, String::new()))
    })
    .await
}

/// Gives an account a new password, which is handed back to be shown once. Its sessions end.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn reset_password(
    store: &dyn Store,
    passwords: &Passwords,
    by: &str,
    name: &str,
    now: i64,
) -> Result<String, AccountError> {
    let secret = generated_password();
    let hash = passwords.hash_chosen(&secret, name)?;
    change(store, by, name, now, move |stored| {
        stored.password = hash;
        Ok(("reset password", String::new()))
    })
    .await?;
    Ok(secret)
}

/// Moves an account to another role, scope or branch. Its devices pull anew what it sees now.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn move_to(
    store: &dyn Store,
    by: &str,
    name: &str,
    place: Place,
    now: i64,
) -> Result<(), AccountError> {
    place.check()?;
    change(store, by, name, now, move |stored| {
        let detail = format!(": {}", place.words());
        stored.account.display = place.display.trim().to_owned();
        stored.account.role = place.role;
        stored.account.scope = place.scope;
        stored.branches = place.branches;
        Ok(("move account", detail))
    })
    .await
}

/// Lets somebody sign in as an account by an OpenID provider.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn link(
    store: &dyn Store,
    by: &str,
    name: &str,
    issuer: &str,
    whom: &str,
    now: i64,
) -> Result<(), AccountError> {
    let link = Link {
        issuer: issuer.to_owned(),
        whom: Whom::typed(whom).ok_or(AccountError::Whom)?,
    };
    let (by, name) = (by.to_owned(), name.to_owned());
    transact(store, move |transaction| {
        Box::pin(async move {
            if transaction.account(&name).await?.is_none() {
                return Err(AccountError::Unknown(name));
            }
            let before = transaction.link(&name).await?;
            let whom = link.whom.text();
            if !transaction.put_link(&name, &link).await? {
                return Err(AccountError::Linked(whom.to_owned()));
            }
            if before.is_some_and(|before| before != link) {
                // Who signed in by it is somebody else.
                transaction.end_sessions(&name).await?;
            }
            let detail = format!("{name}: {whom} at {}", link.issuer);
            transaction.audit(now, &by, "link account", &detail).await?;
            Ok(())
        })
    })
    .await
}

/// Lets nobody sign in as an account by an OpenID provider any more. Its sessions end.
///
/// # Errors
///
/// See [`AccountError`]; nothing was changed.
pub async fn unlink(store: &dyn Store, by: &str, name: &str, now: i64) -> Result<(), AccountError> {
    let (by, name) = (by.to_owned(), name.to_owned());
    transact(store, move |transaction| {
        Box::pin(async move {
            if transaction.account(&name).await?.is_none() {
                return Err(AccountError::Unknown(name));
            }
            if transaction.remove_link(&name).await? {
                transaction.end_sessions(&name).await?;
                transaction.audit(now, &by, "unlink account", &name).await?;
            }
            Ok(())
        })
    })
    .await
}

/// Changes an account; `make` answers what was done, and more words for the audit.
async fn change<F>(
    store: &dyn Store,
    by: &str,
    name: &str,
    now: i64,
    make: F,
) -> Result<(), AccountError>
where
    F: FnOnce(&mut StoredAccount) -> Result<(&'static str, String), AccountError> + Send + 'static,
{
    let (by, name) = (by.to_owned(), name.to_owned());
    transact(store, move |transaction| {
        Box::pin(async move {
            let found = transaction.account(&name).await?;
            let mut stored = found.ok_or_else(|| AccountError::Unknown(name.clone()))?;
            let before = stored.clone();
            let (action, more) = make(&mut stored)?;
            if is_keeper(&before) && !is_keeper(&stored) && !has_other(transaction, &name).await? {
                return Err(AccountError::LastAdministrator(name));
            }
            transaction.change_account(&stored).await?;
            let is_another_secret = before.password != stored.password;
            if stored.suspended_at.is_some() || is_another_secret {
                transaction.end_sessions(&name).await?;
            }
            let detail = format!("{name}{more}");
            transaction.audit(now, &by, action, &detail).await?;
            Ok(())
        })
    })
    .await
}

fn is_keeper(stored: &StoredAccount) -> bool {
    stored.account.role == Role::Admin && stored.suspended_at.is_none()
}

async fn has_other(transaction: &mut dyn Write, name: &str) -> StoreResult<bool> {
    let all = transaction.stored_accounts().await?;
    let mut keepers = all.iter().filter(|stored| is_keeper(stored));
    Ok(keepers.any(|stored| stored.account.name != name))
}

/// A name that can stand in a path, a file name and an address.
fn check_name(name: &str) -> Result<(), AccountError> {
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
    Err(AccountError::Name(name.to_owned()))
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
