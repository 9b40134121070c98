//! What a file says: its head and its tallies, as JSON.

use litemap::LiteMap;
use sohoi_json::{from_bytes, read_members, to_text, write_members};
use sohoi_stats::{Population, Tallies};

use crate::refusal::Refusal;

/// What the figures of a unit are made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aggregate {
    /// What they are of.
    pub head: Head,
    /// The exact tallies.
    pub tallies: Tallies,
}

/// What the tallies are of: everything that has to be alike, or apart, before two are added up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The id of the round.
    pub round: String,
    /// The day the figures are of, as `2017-06-30`.
    pub cutoff: String,
    /// Whether the responses are made up.
    pub demonstration: bool,
    /// Which responses count.
    pub population: Population,
    /// The id of the unit whose responses, and those below it, count.
    pub unit: String,
    /// When it was made, in UTC, as `2017-07-01T08:00:00Z`.
    pub made_at: String,
    /// The unit that the file is sealed to; nothing where it is unsealed on purpose.
    pub sealed_to: Option<String>,
    /// How many responses count.
    pub responses: u64,
    /// The subjects that they are of, in order, each once.
    pub subjects: Vec<String>,
    /// How far the collection is there, by kind of subject. Where files are added up this is told,
    /// not added: what is counted is held against the register there.
    pub progress: Vec<(String, Share)>,
    /// The version of each form under which the responses are counted: form id → hash.
    pub forms: LiteMap<String, String>,
    /// How each indicator is computed: see [`indicator_digests`](crate::indicator_digests).
    pub indicators: LiteMap<String, String>,
    /// The units whose files were added up in it; empty where all its responses are the maker's own.
    pub made_of: Vec<String>,
    /// Those of them whose files were not signed.
    pub unsigned: Vec<String>,
}

/// `counted` of `lines` of the register.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Lines with a response that counts.
    pub counted: u64,
    /// All lines.
    pub lines: u64,
}

read_members! {
    Aggregate: head, tallies;
    Head: round, cutoff, demonstration, population, unit, made_at, sealed_to, responses, subjects,
        progress, forms, indicators | made_of, unsigned;
    Share: counted, lines;
}

write_members! {
    Aggregate: head, tallies;
    Head: round, cutoff, demonstration, population, unit, made_at, sealed_to, responses, subjects,
        progress, forms, indicators, [made_of], [unsigned];
    Share: counted, lines;
}

pub(crate) fn to_json(aggregate: &Aggregate) -> String {
    to_text(aggregate)
}

/// Reads the document of the file `name`; members of one another lie 127 deep at most.
pub(crate) fn from_json(name: &str, json: &[u8]) -> Result<Aggregate, Refusal> {
    let damaged = |what: String| Refusal::Damaged {
        file: name.to_owned(),
        what,
    };
    let aggregate: Aggregate = from_bytes(json).map_err(|flaw| damaged(flaw.to_string()))?;
    let subjects = &aggregate.head.subjects;
    if !subjects.is_sorted_by(|one, next| one < next) {
        return Err(damaged("`subjects` is not in order".to_owned()));
    }
    // Each has a response, and each response a subject.
    let count = subjects.len() as u64;
    if aggregate.head.responses < count || (count == 0 && aggregate.head.responses > 0) {
        return Err(damaged(
            "`responses` is not a number that so many subjects have".to_owned(),
        ));
    }
    Ok(aggregate)
}
