//! The accounts of the demonstration, read off the work and the units.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_round::{Branch, RoundPart};
use sohoi_sync::{Account, Role, Scope, SubjectLine};

use super::{COORDINATOR, DemoResponse};
use crate::scope::Branches;

/// The account that sees everything.
const ADMINISTRATOR: &str = "quantri";
/// The account of one association that has not begun.
const ASSOCIATION: &str = "hoi";

/// The account that approves where a reviewer checks.
const APPROVER: &str = "duyet";
/// The accounts of one branch each, for the whole area.
const BRANCHES: [(&str, &str, Branches); 2] = [
    ("khoidang", "Khối Đảng", Branches::Only(Branch::Party)),
    (
        "khoinhanuoc",
        "Khối Nhà nước",
        Branches::Only(Branch::State),
    ),
];

/// The accounts, each with the branches that it sees: every author with the smallest unit that holds what it
/// wrote (its role by its place in the tree), an administrator, an approver where the first reviewer is, one
/// of each branch, and an association where the field staff is.
pub(super) fn accounts(
    round: &RoundPart,
    register: &BTreeMap<String, SubjectLine>,
    responses: &[DemoResponse],
) -> Vec<(Account, Branches)> {
    let mut units = BTreeMap::<&str, Vec<&str>>::new();
    for response in responses {
        if let Some(line) = register.get(&response.subject) {
            let above = path_to(round, &line.unit);
            units
                .entry(&response.author)
                .and_modify(|shared| {
                    let same = shared.iter().zip(&above).take_while(|(a, b)| a == b);
                    shared.truncate(same.count());
                })
                .or_insert(above);
        }
    }
    let mut accounts = Vec::new();
    for (author, path) in &units {
        let Some(unit) = path.last() else { continue };
        let has_units_below = round
            .units
            .iter()
            .any(|below| below.parent.as_deref() == Some(unit));
        let role = match (path.len(), has_units_below) {
            (1, _) => Role::Coordinator,
            (_, true) => Role::Reviewer,
            (_, false) => Role::Field,
        };
        accounts.push(account(round, author, role, unit));
    }
    if let Some(root) = round.units.iter().find(|unit| unit.parent.is_none()) {
        accounts.push(account(round, ADMINISTRATOR, Role::Admin, &root.id));
        if !units.contains_key(COORDINATOR) {
            accounts.push(account(round, COORDINATOR, Role::Coordinator, &root.id));
        }
    }
    let reviewed = accounts.iter().find_map(|account| match &account.scope {
        Scope::Unit(unit) if account.role == Role::Reviewer => Some(unit.clone()),
        _ => None,
    });
    if let Some(unit) = reviewed {
        accounts.push(account(round, APPROVER, Role::Approver, &unit));
    }
    let staffed = accounts.iter().find_map(|account| match &account.scope {
        Scope::Unit(unit) if account.role == Role::Field => Some(unit.clone()),
        _ => None,
    });
    let begun: BTreeSet<&str> = responses.iter().map(|it| it.subject.as_str()).collect();
    let main_kind = round.subject_kinds.first().map(|kind| kind.id.as_str());
    let open = register.values().find(|line| {
        staffed.as_deref() == Some(&line.unit)
            && main_kind == Some(&line.kind)
            && !begun.contains(line.id.as_str())
    });
    if let Some(line) = open {
        accounts.push(Account {
            name: ASSOCIATION.to_owned(),
            display: line.name.clone(),
            role: Role::Association,
            scope: Scope::Subject(line.id.clone()),
        });
    }
    let mut accounts: Vec<(Account, Branches)> = accounts
        .into_iter()
        .map(|account| (account, Branches::Both))
        .collect();
    if let Some(root) = round.units.iter().find(|unit| unit.parent.is_none()) {
        accounts.extend(BRANCHES.map(|(name, display, branches)| {
            let own = Account {
                display: [display, " – ", &root.name.vi].concat(),
                ..account(round, name, Role::Reviewer, &root.id)
            };
            (own, branches)
        }));
    }
    accounts
}

fn account(round: &RoundPart, name: &str, role: Role, unit: &str) -> Account {
    let place = round.units.iter().find(|it| it.id == unit);
    Account {
        name: name.to_owned(),
        display: place.map_or(unit, |it| it.name.vi.as_str()).to_owned(),
        role,
        scope: Scope::Unit(unit.to_owned()),
    }
}

/// The units from the top down to this one.
fn path_to<'r>(round: &'r RoundPart, unit: &str) -> Vec<&'r str> {
    let mut path = Vec::new();
    let mut next = Some(unit);
    while let Some(found) = next.and_then(|id| round.units.iter().find(|it| it.id == id))
        && path.len() < round.units.len()
    {
        path.push(found.id.as_str());
        next = found.parent.as_deref();
    }
    path.reverse();
    path
}
