//! What a file is held against: the round, the units, the keys and the register of who reads it.

use std::collections::BTreeMap;

use litemap::LiteMap;
use sohoi_stats::{Plan, Population};

use crate::keys::Signer;

/// The units of a round, each with the one above it.
#[derive(Clone, Debug, Default)]
pub struct Units(LiteMap<String, Option<String>>);

impl Units {
    /// Of pairs of a unit and the one above it.
    pub fn new<'u>(pairs: impl IntoIterator<Item = (&'u str, Option<&'u str>)>) -> Self {
        let pairs = pairs.into_iter();
        Self(
            pairs
                .map(|(id, parent)| (id.to_owned(), parent.map(str::to_owned)))
                .collect(),
        )
    }

    /// Those above a unit, the nearest first.
    pub fn above<'u>(&'u self, unit: &str) -> impl Iterator<Item = &'u str> {
        let parent = |id: &str| self.0.get(id).and_then(Option::as_deref);
        // A round has no circle of units; whatever this is, it ends.
        std::iter::successors(parent(unit), move |id| parent(id)).take(self.0.len())
    }

    /// Whether `unit` is `area` or below it. A unit that the round does not have is in nothing.
    pub fn reaches(&self, area: &str, unit: &str) -> bool {
        self.0.contains_key(unit) && (area == unit || self.above(unit).any(|above| above == area))
    }
}

/// The keys that the round names for signatures.
#[derive(Clone, Debug, Default)]
pub struct Ring(Vec<(String, Signer)>);

impl Ring {
    /// Of pairs of a unit and its key.
    pub fn new(signers: Vec<(String, Signer)>) -> Self {
        Self(signers)
    }

    /// The units whose key this is.
    pub(crate) fn units_of(&self, signer: &Signer) -> impl Iterator<Item = &str> {
        let own = self.0.iter().filter(move |(_, known)| known == signer);
        own.map(|(unit, _)| unit.as_str())
    }

    /// Whether the unit has a key of its own.
    pub(crate) fn has_signer(&self, unit: &str) -> bool {
        self.0.iter().any(|(known, _)| known == unit)
    }
}

/// What the register knows of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    /// It is a line of this unit.
    In(String),
    /// It was added by people of the unit that counts it, and is in no register yet.
    Provisional,
    /// Nothing.
    Nowhere,
}

/// The register of who reads, by subject.
#[derive(Clone, Debug)]
pub struct Register<'r> {
    units: BTreeMap<&'r str, &'r str>,
    is_provisional: fn(&str) -> bool,
}

impl<'r> Register<'r> {
    /// Of pairs of a subject and its unit; `is_provisional` tells the subjects that people added.
    pub fn new(
        lines: impl Iterator<Item = (&'r str, &'r str)>,
        is_provisional: fn(&str) -> bool,
    ) -> Self {
        Self {
            units: lines.collect(),
            is_provisional,
        }
    }

    /// Where it has a subject.
    pub fn placed(&self, subject: &str) -> Placed {
        match self.units.get(subject) {
            Some(unit) => Placed::In((*unit).to_owned()),
            None if (self.is_provisional)(subject) => Placed::Provisional,
            None => Placed::Nowhere,
        }
    }
}

/// Where files are added up.
pub struct Here<'a> {
    /// The id of the round.
    pub round: &'a str,
    /// The day the figures are of.
    pub cutoff: &'a str,
    /// Whether the responses are made up.
    pub demonstration: bool,
    /// Which responses are asked for; those of the first file where it is not said.
    pub population: Option<Population>,
    /// The unit that is added up for.
    pub area: &'a str,
    /// The units of the round.
    pub units: &'a Units,
    /// The current version of each form: id → hash.
    pub forms: &'a LiteMap<String, String>,
    /// How each indicator is computed: see [`indicator_digests`](crate::indicator_digests).
    pub indicators: &'a LiteMap<String, String>,
    /// The indicators compiled against these forms.
    pub plan: &'a Plan<'a>,
    /// Where the register has a subject.
    pub placed: &'a dyn Fn(&str) -> Placed,
}
