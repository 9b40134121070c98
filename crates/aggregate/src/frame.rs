//! A round as aggregates of it are made and added up, on the server and in the browser.

use litemap::LiteMap;
use sohoi_round::Round;
use sohoi_stats::{Book, Ledger, Plan, Population, RegisterProgress, Tallies};

use crate::Opened;
use crate::content::{Aggregate, Head, Share};
use crate::digest::indicator_digests;
use crate::keys::Recipient;
use crate::merge::{Merged, Source, check, merge};
use crate::refusal::Refusal;
use crate::surroundings::{Here, Placed, Register, Ring, Units};

/// The round as aggregates see it.
#[derive(Debug)]
pub struct Frame<'r> {
    round: &'r Round,
    is_demonstration: bool,
    units: Units,
    ring: Ring,
    forms: LiteMap<String, String>,
    indicators: LiteMap<String, String>,
}

/// A key of the round that cannot be read: an older program has let it pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the {key} of {unit} in the round cannot be read; load its package again")]
pub struct BrokenKey {
    /// Which of the two.
    pub key: &'static str,
    /// Whose it is.
    pub unit: String,
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
    /// When it is made, in UTC, as `2017-07-01T08:00:00Z`.
    pub made_at: &'a str,
}

/// Responses that count, added up.
#[derive(Debug)]
pub struct Part<'a> {
    /// Their tallies.
    pub tallies: Tallies,
    /// How many there are.
    pub responses: u64,
    /// The subjects that they are of: see [`subjects_in_order`].
    pub subjects: Vec<String>,
    /// How much of the register these subjects are.
    pub progress: &'a RegisterProgress,
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

/// Subjects as an aggregate has them: in order, each once.
pub fn subjects_in_order<'s>(subjects: impl Iterator<Item = &'s str>) -> Vec<String> {
    let mut subjects: Vec<String> = subjects.map(str::to_owned).collect();
    subjects.sort_unstable();
    subjects.dedup();
    subjects
}

impl<'r> Frame<'r> {
    /// Of a round and its current form versions, pairs of form id and hash.
    ///
    /// # Errors
    ///
    /// Where a key of the round cannot be read.
    pub fn new<'f>(
        round: &'r Round,
        forms: impl Iterator<Item = (&'f str, &'f str)>,
        is_demonstration: bool,
    ) -> Result<Self, BrokenKey> {
        let pairs = round.units.iter();
        let mut signers = Vec::new();
        for seal in &round.seals {
            if let Some(text) = &seal.signer {
                let signer = text.parse().map_err(|_| broken("signer", &seal.unit))?;
                signers.push((seal.unit.clone(), signer));
            }
        }
        Ok(Self {
            round,
            is_demonstration,
            units: Units::new(pairs.map(|own| (own.id.as_str(), own.parent.as_deref()))),
            ring: Ring::new(signers),
            forms: forms
                .map(|(id, hash)| (id.to_owned(), hash.to_owned()))
                .collect(),
            indicators: indicator_digests(&round.indicators, &round.dimensions),
        })
    }

    /// The units.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// Who signs for which unit.
    pub fn ring(&self) -> &Ring {
        &self.ring
    }

    /// The nearest unit above `unit` that the round has a recipient for.
    ///
    /// # Errors
    ///
    /// Where the key cannot be read.
    pub fn above(&self, unit: &str) -> Result<Option<(&'r str, Recipient)>, BrokenKey> {
        for above in self.units.above(unit) {
            let mut seals = self.round.seals.iter();
            let seal = seals.find(|seal| seal.unit == above && seal.recipient.is_some());
            if let Some((seal, text)) = seal.and_then(|own| Some((own, own.recipient.as_ref()?))) {
                let recipient = text.parse();
                let recipient = recipient.map_err(|_| broken("recipient", &seal.unit))?;
                return Ok(Some((&seal.unit, recipient)));
            }
        }
        Ok(None)
    }

    /// The aggregate of responses that count.
    pub fn aggregate(&self, part: Part<'_>, purpose: &Purpose<'_>) -> Aggregate {
        let responses = part.responses;
        Aggregate {
            head: Head {
                responses,
                ..self.head(part.subjects, part.progress, purpose)
            },
            tallies: part.tallies,
        }
    }

    /// What was added up, to be added up again by the unit above. `progress` is how much of the
    /// register it is.
    pub fn onward(
        &self,
        merged: &Merged,
        progress: &RegisterProgress,
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
                ..self.head(merged.subjects.clone(), progress, purpose)
            },
        }
    }

    fn head(
        &self,
        subjects: Vec<String>,
        progress: &RegisterProgress,
        purpose: &Purpose<'_>,
    ) -> Head {
        let shares = progress.kinds.iter().map(|kind| {
            let share = Share {
                counted: kind.total.counted as u64,
                lines: kind.total.lines as u64,
            };
            (kind.kind.clone(), share)
        });
        Head {
            round: self.round.id.clone(),
            cutoff: self.round.dates.cutoff.clone(),
            demonstration: self.is_demonstration,
            population: purpose.population,
            unit: purpose.unit.to_owned(),
            made_at: purpose.made_at.to_owned(),
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

    /// Adds files up with what is here, and makes their figures.
    ///
    /// # Errors
    ///
    /// The first reason why they cannot be added up.
    pub fn merge(
        &self,
        wish: &MergeWish<'_>,
        plan: &Plan<'_>,
        register: &Register<'_>,
    ) -> Result<(Merged, Book), Refusal> {
        let placed = |subject: &str| register.placed(subject);
        let merged = merge(&self.here(wish, plan, &placed), wish.files, wish.own)?;
        let ledger = Ledger::with(plan, &merged.tallies);
        let book = ledger.expect("merging has tried it").book();
        Ok((merged, book))
    }

    /// Says of each file why it cannot be added to the good ones before it: see [`check`].
    pub fn check(
        &self,
        wish: &MergeWish<'_>,
        plan: &Plan<'_>,
        register: &Register<'_>,
    ) -> Vec<Result<(), Refusal>> {
        let placed = |subject: &str| register.placed(subject);
        check(&self.here(wish, plan, &placed), wish.files, wish.own)
    }

    fn here<'a>(
        &'a self,
        wish: &MergeWish<'a>,
        plan: &'a Plan<'a>,
        placed: &'a dyn Fn(&str) -> Placed,
    ) -> Here<'a> {
        Here {
            round: &self.round.id,
            cutoff: &self.round.dates.cutoff,
            demonstration: self.is_demonstration,
            population: wish.population,
            area: wish.area,
            units: &self.units,
            forms: &self.forms,
            indicators: &self.indicators,
            plan,
            placed,
        }
    }
}

fn broken(key: &'static str, unit: &str) -> BrokenKey {
    BrokenKey {
        key,
        unit: unit.to_owned(),
    }
}
