//! Figures of a part of the responses that count, made when they are asked for.

use sohoi_stats::{Facts, Ledger};

use super::retyped::retyped;
use super::{Kept, Review, count, tables};
use crate::asked::{Show, What};
use crate::said::{Cross, Figures};

impl<'a, const EXPLORES: bool> Review<'a, EXPLORES> {
    /// The responses that a question is about: those that count and are of its groups.
    pub(super) fn part<'r>(
        &'r self,
        show: &'r Show,
    ) -> impl Iterator<Item = (&'r String, &'r Kept<'a>, &'r Facts<'a>)> {
        let all = self.responses_of(show);
        all.filter_map(|(id, kept)| Some((id, kept, kept.facts.as_ref()?)))
    }

    /// The same with those that no indicator looks at: they are of no group.
    pub(super) fn responses_of<'r>(
        &'r self,
        show: &'r Show,
    ) -> impl Iterator<Item = (&'r String, &'r Kept<'a>)> {
        let ids = self.counting_of(show.population).counted();
        let known = ids.filter_map(|id| Some((id, self.responses.get(id)?)));
        known.filter(|(_, kept)| {
            let facts = kept.facts.as_ref();
            let group = |dimension: &str| facts.and_then(|facts| facts.group(dimension));
            let mut only = show.only.iter();
            only.all(|(dimension, own)| group(dimension) == Some(own))
                && show.standing.is_none_or(|own| own == kept.reached)
        })
    }

    /// What a question about a part wants to know of indicators. No register tells how much of a part
    /// is collected.
    pub(super) fn said_of_part(&self, show: &Show, places: &[usize]) -> Figures {
        let mut ledger = Ledger::new(self.plan);
        let mut counted = 0;
        for (.., facts) in self.part(show) {
            ledger.add(facts);
            counted += 1;
        }
        Figures {
            number: show.number,
            population: show.population,
            counted: count(counted),
            progress: Vec::new(),
            retyped: retyped(self.part(show).map(|(_, kept, _)| kept)),
            tables: tables(&ledger, &self.source.indicators, show, places),
            is_whole: true,
        }
    }

    /// The indicator that a question is about by two dimensions; `None` where it asks for something
    /// else.
    pub fn cross(&self, show: &Show) -> Option<Cross> {
        let What::Cross { code, columns, .. } = &show.what else {
            return None;
        };
        let place = self.place(code)?;
        let indicators = &self.source.indicators;
        let table = |ledger: &Ledger<'_>| tables(ledger, indicators, show, &[place]).remove(0);
        let mut parts: Vec<(&str, Ledger<'_>)> = Vec::new();
        let mut counted = 0;
        for (.., facts) in self.part(show) {
            counted += 1;
            let group = facts.group(columns).unwrap_or_default();
            match parts.iter_mut().find(|(own, _)| *own == group) {
                Some((_, part)) => part.add(facts),
                None => {
                    let mut part = Ledger::new(self.plan);
                    part.add(facts);
                    parts.push((group, part));
                }
            }
        }
        let mut whole = Ledger::new(self.plan);
        for (_, part) in &parts {
            whole.merge(part);
        }
        // The ledger of all of them knows in which order groups are printed, and which have nothing.
        let across = whole.table(place, &|dimension| dimension == columns);
        let none = Ledger::new(self.plan);
        let groups = across.breakdowns.into_iter().flat_map(|own| own.rows);
        Some(Cross {
            number: show.number,
            population: show.population,
            counted: count(counted),
            whole: table(&whole),
            columns: groups
                .map(|(group, _)| {
                    let part = parts.iter().find(|(own, _)| *own == group);
                    let own = table(part.map_or(&none, |(_, part)| part));
                    (group, own)
                })
                .collect(),
        })
    }
}
