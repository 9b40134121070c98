//! Which responses with a page are of which unit.

use sohoi_round::RoundPart;
use sohoi_sync::Scope;
use sohoi_text::Language;
use sohoi_worker_stats::Peers;

use crate::state::answer;
use crate::state::work::Work;

/// A unit with the responses of its associations, its own and those below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OfUnit {
    /// Its id.
    pub(super) id: String,
    /// Its name, farther in the deeper it lies.
    pub(super) label: String,
    /// The ids of the responses, in the order of the register.
    pub(super) responses: Vec<String>,
}

/// The unit whose pages an account looks at as long as it chooses none: its own, unless that is the
/// whole area.
pub(super) fn own_unit(work: &Work) -> Option<String> {
    let Scope::Unit(unit) = work.account().scope else {
        return None;
    };
    let round = work.round()?;
    let own = round.units.iter().find(|own| own.id == unit)?;
    own.parent.is_some().then_some(unit)
}

/// The units of an account of which responses count that have a page, each before those below it.
pub(super) fn units(work: &Work, peers: &Peers, language: Language) -> Vec<OfUnit> {
    let (Some(round), Scope::Unit(scope)) = (work.round(), work.account().scope) else {
        return Vec::new();
    };
    let mut found = Vec::with_capacity(round.units.len());
    below(&round, &scope, 0, language, &mut found);
    for id in &peers.responses {
        let Some(slot) = work.response(id).map(|view| view.response.slot) else {
            continue;
        };
        let form = round.form(&slot.form);
        if !form.is_some_and(|form| form.has_portrait) {
            continue;
        }
        let Some(subject) = work.subject(&slot.subject) else {
            continue;
        };
        for unit in above(&round, &scope, &subject.unit) {
            if let Some(own) = found.iter_mut().find(|own| own.id == unit) {
                own.responses.push(id.clone());
            }
        }
    }
    found.retain(|own| !own.responses.is_empty());
    found
}

/// Takes in a unit and all below it, each after the one that it lies in. The units of a round are a tree.
fn below(round: &RoundPart, unit: &str, depth: usize, language: Language, found: &mut Vec<OfUnit>) {
    let Some(own) = round.units.iter().find(|own| own.id == unit) else {
        return;
    };
    let indent = "\u{2003}".repeat(depth);
    found.push(OfUnit {
        id: own.id.clone(),
        label: [&indent, answer::words(language, &own.name).as_str()].concat(),
        responses: Vec::new(),
    });
    let children = round.units.iter();
    for child in children.filter(|child| child.parent.as_deref() == Some(unit)) {
        below(round, &child.id, depth + 1, language, found);
    }
}

/// From a unit up to that of the account, or to the whole area where it does not lie below that.
fn above<'u>(round: &'u RoundPart, scope: &str, unit: &'u str) -> Vec<&'u str> {
    let mut above = Vec::new();
    let mut next = Some(unit);
    while let Some(id) = next.filter(|id| !above.contains(id)) {
        above.push(id);
        if id == scope {
            break;
        }
        let unit = round.units.iter().find(|own| own.id == id);
        next = unit.and_then(|unit| unit.parent.as_deref());
    }
    above
}
