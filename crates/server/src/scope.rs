//! Who may see what: one predicate, applied in one place, carried by type.
//!
//! A row about a subject leaves the store only as [`Scoped`], and the store makes one only where
//! the subject's line of the register satisfies the [`Reach`] of who asks. So a handler cannot
//! forget the question. Scope follows the register, never an answer.

use sha2::{Digest, Sha256};
use sohoi_round::Branch;
use sohoi_sync::{Account, Role, Scope};

/// An account with what the server knows of it and devices need not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub account: Account,
    /// Whose authorities it sees.
    pub branches: Branches,
}

impl std::ops::Deref for Member {
    type Target = Account;

    fn deref(&self) -> &Account {
        &self.account
    }
}

/// Whose authorities an account sees: those of the Party, those of the State, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Branches {
    /// Both.
    #[default]
    Both,
    /// Of one.
    Only(Branch),
}

impl Branches {
    /// As files and databases write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::Only(branch) => branch.word(),
        }
    }

    /// The branches of a word.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "both" => Some(Self::Both),
            word => Branch::of(word).map(Self::Only),
        }
    }
}

/// What somebody may see, as a predicate over lines of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everything: administrators, and the server's own command line.
    Everything,
    /// The lines of a unit and of everything below it.
    Unit(String),
    /// Of those only the lines that belong to no branch or to this one.
    Branch(String, Branch),
    /// One line.
    Subject(String),
}

impl Reach {
    /// The reach of an account: an administrator sees everything, others their scope, and of a unit
    /// what their branches are.
    pub fn of(member: &Member) -> Self {
        match (member.role, &member.scope, member.branches) {
            (Role::Admin, _, _) => Self::Everything,
            (_, Scope::Unit(unit), Branches::Both) => Self::Unit(unit.clone()),
            (_, Scope::Unit(unit), Branches::Only(branch)) => Self::Branch(unit.clone(), branch),
            (_, Scope::Subject(subject), _) => Self::Subject(subject.clone()),
        }
    }

    /// Kind and key, as queries bind them.
    pub(crate) fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Everything => ("everything", ""),
            Self::Unit(unit) => ("unit", unit),
            Self::Branch(unit, Branch::Party) => ("unit_party", unit),
            Self::Branch(unit, Branch::State) => ("unit_state", unit),
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

/// The version of what an account sees: another name, role, scope, branch or unit tree is another
/// version, and makes a device pull anew.
pub fn scope_version(member: &Member, unit_trees: &[&str]) -> String {
    let reach = Reach::of(member);
    let (kind, key) = reach.parts();
    let mut hash = Sha256::new();
    let role = format!("{:?}", member.role);
    let own = [member.name.as_str(), &role, kind, key];
    for part in own.iter().chain(unit_trees) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hex::encode(&hash.finalize()[..8])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str, role: Role, scope: Scope) -> Member {
        let account = Account {
            name: name.into(),
            display: name.into(),
            role,
            scope,
        };
        Member {
            account,
            branches: Branches::Both,
        }
    }

    fn only(branch: Branch) -> Member {
        Member {
            branches: Branches::Only(branch),
            ..account("a", Role::Field, Scope::Unit("u".into()))
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
            scope_version(&only(Branch::Party), &[]),
            scope_version(&only(Branch::State), &[]),
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
