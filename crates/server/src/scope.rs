//! Who may see what: one predicate, applied in one place, carried by type.
//!
//! A row about a subject leaves the store only as [`Scoped`], and the store makes one only where
//! the subject's line of the register satisfies the [`Reach`] of who asks. So a handler cannot
//! forget the question. Scope follows the register, never an answer.

use sha2::{Digest, Sha256};
use sohoi_sync::{Account, Role, Scope};

/// What somebody may see, as a predicate over lines of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything: administrators, and the server's own command line.
    Everything,
    /// The lines of a unit and of everything below it.
    Unit(String),
    /// One line.
    Subject(String),
}

impl Reach {
    /// The reach of an account: an administrator sees everything, others their scope.
    pub fn of(account: &Account) -> Self {
        match (&account.role, &account.scope) {
            (Role::Admin, _) => Self::Everything,
            (_, Scope::Unit(unit)) => Self::Unit(unit.clone()),
            (_, Scope::Subject(subject)) => Self::Subject(subject.clone()),
        }
    }

    /// Kind and key, as queries bind them.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Everything => ("everything", ""),
            Self::Unit(unit) => ("unit", unit),
            Self::Subject(subject) => ("subject", subject),
        }
    }
}

/// A row that its reader may see. Only a store makes one, by the reader's [`Reach`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoped<T>(T);

impl<T> Scoped<T> {
    /// To be called only by a store, on a row that it selected by a [`Reach`].
    pub(crate) fn selected(row: T) -> Self {
        Self(row)
    }

    /// The row.
    pub fn get(&self) -> &T {
        &self.0
    }

    /// The row itself.
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// The version of what an account sees: another name, role, scope or unit tree is another version,
/// and makes a device pull anew.
pub fn scope_version(account: &Account, unit_trees: &[&str]) -> String {
    let reach = Reach::of(account);
    let (kind, key) = reach.parts();
    let mut hash = Sha256::new();
    let role = format!("{:?}", account.role);
    let own = [account.name.as_str(), &role, kind, key];
    for part in own.iter().chain(unit_trees) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str, role: Role, scope: Scope) -> Account {
        Account {
            name: name.into(),
            display: name.into(),
            role,
            scope,
        }
    }

    #[test]
    fn an_administrator_reaches_everything_whatever_the_scope_says() {
        let admin = account("a", Role::Admin, Scope::Subject("S-1".into()));
        assert_eq!(Reach::of(&admin), Reach::Everything);
    }

    #[test]
    fn every_change_of_role_or_scope_is_another_version() {
        let field = |scope| account("a", Role::Field, scope);
        let versions = [
            scope_version(&field(Scope::Unit("u".into())), &[]),
            scope_version(&field(Scope::Unit("v".into())), &[]),
            scope_version(&field(Scope::Subject("u".into())), &[]),
            scope_version(&field(Scope::Unit("u".into())), &["d"]),
            scope_version(&account("b", Role::Field, Scope::Unit("u".into())), &[]),
            scope_version(&account("a", Role::Admin, Scope::Unit("u".into())), &[]),
            scope_version(
                &account("a", Role::Coordinator, Scope::Unit("u".into())),
                &[],
            ),
        ];
        for (i, one) in versions.iter().enumerate() {
            for other in &versions[i + 1..] {
                assert_ne!(one, other);
            }
        }
    }
}
