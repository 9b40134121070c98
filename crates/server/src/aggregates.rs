//! From the responses here to an aggregate, and from the round to what aggregates are held against.

use std::collections::BTreeMap;
use std::sync::Arc;

use litemap::LiteMap;
use sohoi_aggregate::{
    Aggregate, Head, Here, Merged, Opened, Placed, Recipient, Refusal, Ring, Share, Source, Units,
    indicator_digests,
};
use sohoi_form::Engine;
use sohoi_round::Round;
use sohoi_stats::{Book, Ledger, Plan, Population, RegisterProgress};
use sohoi_sync::is_provisional;

use crate::figures::{CountedResponses, FiguresError, progress};
use crate::store::StoredRound;

/// The round as aggregates see it.
#[derive(Debug)]
pub struct Frame {
    /// The units.
    pub units: Units,
    /// Who signs for which unit.
    pub ring: Ring,
    forms: LiteMap<String, String>,
    indicators: LiteMap<String, String>,
}

/// What an aggregate is made for.
#[derive(Clone, Copy, Debug)]
pub struct Purpose<'a> {
    /// The unit that it is of.
    pub unit: &'a str,
    /// Which responses count.
    pub population: Population,
    /// The unit that it is sealed to.
    pub sealed_to: Option<&'a str>,
    /// When it is made, milliseconds UTC.
    pub now: i64,
}

impl Frame {
    /// Of a round and its current form versions.
    ///
    /// # Errors
    ///
    /// Where a key of the round cannot be read: an older program has let it pass.
    pub fn new(round: &Round, stored: &StoredRound) -> Result<Self, FiguresError> {
        let pairs = round.units.iter();
        let mut signers = Vec::new();
        for seal in &round.seals {
            if let Some(text) = &seal.signer {
                let signer = text.parse().map_err(|_| unreadable("signer", &seal.unit))?;
                signers.push((seal.unit.clone(), signer));
            }
        }
        let hashes = stored.forms.iter();
        Ok(Self {
            units: Units::new(pairs.map(|own| (own.id.as_str(), own.parent.as_deref()))),
            ring: Ring::new(signers),
            forms: hashes
                .map(|(id, hash)| (id.clone(), hash.clone()))
                .collect(),
            indicators: indicator_digests(&round.indicators, &round.dimensions),
        })
    }

    /// The nearest unit above `unit` that the round has a recipient for.
    ///
    /// # Errors
    ///
    /// Where the key cannot be read.
    pub fn above<'r>(
        &self,
        round: &'r Round,
        unit: &str,
    ) -> Result<Option<(&'r str, Recipient)>, FiguresError> {
        for above in self.units.above(unit) {
            let mut seals = round.seals.iter();
            let seal = seals.find(|seal| seal.unit == above && seal.recipient.is_some());
            if let Some((seal, text)) = seal.and_then(|own| Some((own, own.recipient.as_ref()?))) {
                let recipient = text.parse();
                let recipient = recipient.map_err(|_| unreadable("recipient", &seal.unit))?;
                return Ok(Some((&seal.unit, recipient)));
            }
        }
        Ok(None)
    }

    /// The aggregate of responses that count.
    pub fn aggregate(
        &self,
        found: &CountedResponses,
        stored: &StoredRound,
        plan: &Plan<'_>,
        purpose: &Purpose<'_>,
    ) -> Aggregate {
        let mut subjects: Vec<String> = found
            .responses
            .iter()
            .map(|response| response.slot.subject.clone())
            .collect();
        subjects.sort_unstable();
        subjects.dedup();
        Aggregate {
            tallies: Ledger::of(plan, &found.counted).tallies(),
            head: Head {
                responses: found.responses.len() as u64,
                ..self.head(found, stored, subjects, purpose)
            },
        }
    }

    /// What was added up, to be added up again by the unit above.
    pub fn onward(
        &self,
        merged: &Merged,
        found: &CountedResponses,
        stored: &StoredRound,
        purpose: &Purpose<'_>,
    ) -> Aggregate {
        let sources = merged.sources.iter();
        let of = |is_wanted: &dyn Fn(&Source) -> bool| {
            let wanted = sources
                .clone()
                .filter(|own| own.file.is_some() && is_wanted(own));
            let mut units: Vec<String> = wanted.map(|own| own.unit.clone()).collect();
            units.sort_unstable();
            units
        };
        Aggregate {
            tallies: merged.tallies.clone(),
            head: Head {
                responses: merged.responses,
                made_of: of(&|_| true),
                unsigned: of(&Source::is_unsigned),
                ..self.head(found, stored, merged.subjects.clone(), purpose)
            },
        }
    }

    fn head(
        &self,
        found: &CountedResponses,
        stored: &StoredRound,
        subjects: Vec<String>,
        purpose: &Purpose<'_>,
    ) -> Head {
        let kinds = progress_of(found, &subjects).kinds;
        let shares = kinds.into_iter().map(|kind| {
            let share = Share {
                counted: kind.total.counted as u64,
                lines: kind.total.lines as u64,
            };
            (kind.kind, share)
        });
        Head {
            round: stored.id.clone(),
            cutoff: found.round.dates.cutoff.clone(),
            demonstration: stored.demonstration,
            population: purpose.population,
            unit: purpose.unit.to_owned(),
            made_at: second(purpose.now),
            sealed_to: purpose.sealed_to.map(str::to_owned),
            responses: 0,
            progress: shares.collect(),
            subjects,
            forms: self.forms.clone(),
            indicators: self.indicators.clone(),
            made_of: Vec::new(),
            unsigned: Vec::new(),
        }
    }

    /// Adds files up with what is here, and makes their figures and their progress.
    ///
    /// # Errors
    ///
    /// The first reason why they cannot be added up.
    pub fn merge(
        &self,
        wish: &MergeWish<'_>,
        found: &CountedResponses,
        stored: &StoredRound,
        plan: &Plan<'_>,
    ) -> Result<(Merged, Book, RegisterProgress), Refusal> {
        let lines = found.subjects.iter();
        let register: BTreeMap<&str, &str> = lines
            .map(|line| (line.id.as_str(), line.unit.as_str()))
            .collect();
        let placed = |subject: &str| match register.get(subject) {
            Some(unit) => Placed::In((*unit).to_owned()),
            None if is_provisional(subject) => Placed::Provisional,
            None => Placed::Nowhere,
        };
        let here = Here {
            round: &stored.id,
            cutoff: &found.round.dates.cutoff,
            demonstration: stored.demonstration,
            population: wish.population,
            area: wish.area,
            units: &self.units,
            forms: &self.forms,
            indicators: &self.indicators,
            plan,
            placed: &placed,
        };
        let merged = sohoi_aggregate::merge(&here, wish.files, wish.own)?;
        let ledger = Ledger::with(plan, &merged.tallies);
        let book = ledger.expect("merging has tried it").book();
        let progress = progress_of(found, &merged.subjects);
        Ok((merged, book, progress))
    }
}

/// What is to be added up.
#[derive(Clone, Copy, Debug)]
pub struct MergeWish<'a> {
    /// Which responses are asked for; those of the first file where it is not said.
    pub population: Option<Population>,
    /// The unit that it is added up for.
    pub area: &'a str,
    /// The files.
    pub files: &'a [Opened],
    /// The responses here, where they count.
    pub own: Option<&'a Aggregate>,
}

/// The engines of a round by themselves.
pub fn engines(found: &CountedResponses) -> Vec<Arc<Engine>> {
    found.engines.iter().map(|(_, it)| Arc::clone(it)).collect()
}

/// How much of the register here these subjects are, which are in order.
fn progress_of(found: &CountedResponses, subjects: &[String]) -> RegisterProgress {
    let is_counted = |subject: &str| {
        let place = subjects.binary_search_by(|own| own.as_str().cmp(subject));
        place.is_ok()
    };
    progress(&found.round, &found.subjects, &is_counted)
}

fn unreadable(key: &str, unit: &str) -> FiguresError {
    FiguresError::Incomplete(format!(
        "the {key} of {unit} in the round cannot be read; load its package again"
    ))
}

/// A time as `2017-07-01T08:00:00Z`.
fn second(milliseconds: i64) -> String {
    let time = chrono::DateTime::from_timestamp_millis(milliseconds).unwrap_or_default();
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}
