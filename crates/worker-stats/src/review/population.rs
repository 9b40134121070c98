//! Which responses of one population count, and the aggregates of what they say.

use litemap::LiteMap;
use sohoi_stats::{Candidate, Facts, Ledger, Plan, Population, choose_counted};

use super::Kept;

/// A population and its running aggregates.
pub(super) struct Counting<'a> {
    population: Population,
    ledger: Ledger<'a>,
    /// The response of each form and subject that counts.
    chosen: LiteMap<(String, String), String>,
    /// Whether other responses count than when this was asked last.
    is_changed: bool,
}

impl<'a> Counting<'a> {
    pub(super) fn new(population: Population, plan: &'a Plan<'a>) -> Self {
        Self {
            population,
            ledger: Ledger::new(plan),
            chosen: LiteMap::new(),
            is_changed: false,
        }
    }

    /// Chooses anew which of the candidates of a slot counts, and counts it instead of the one of
    /// before. `facts_before` is what a response said until now.
    pub(super) fn choose<'k>(
        &mut self,
        slot: &(String, String),
        candidates: &[(&str, &Kept<'a>)],
        facts_before: &dyn Fn(&str) -> Option<&'k Facts<'a>>,
    ) where
        'a: 'k,
    {
        let before = self.chosen.get(slot);
        let said = before.and_then(|id| facts_before(id));
        let ranked: Vec<Candidate<'_>> = candidates
            .iter()
            .map(|(id, kept)| Candidate {
                slot: "",
                standing: kept.standing,
                sequence: kept.sequence,
                id,
            })
            .collect();
        let places = choose_counted(self.population, &ranked);
        let now = places.first().map(|place| candidates[*place]);
        self.ledger
            .replace(said, now.and_then(|(_, kept)| kept.facts.as_ref()));
        let id = now.map(|(id, _)| id);
        if before.map(String::as_str) == id {
            return;
        }
        self.is_changed = true;
        match id {
            Some(id) => self.chosen.insert(slot.clone(), id.to_owned()),
            None => self.chosen.remove(slot),
        };
    }

    /// The ids of the responses that count.
    pub(super) fn counted(&self) -> impl Iterator<Item = &String> {
        self.chosen.values()
    }

    /// The aggregates of what they say.
    pub(super) fn ledger(&self) -> &Ledger<'a> {
        &self.ledger
    }

    /// The places of the indicators that may be different since this was asked last; `None` where
    /// nothing at all is.
    pub(super) fn take_changed(&mut self) -> Option<Vec<usize>> {
        let places = self.ledger.take_changed();
        let is_changed = std::mem::take(&mut self.is_changed);
        (is_changed || !places.is_empty()).then_some(places)
    }
}
