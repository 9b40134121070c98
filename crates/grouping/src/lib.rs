//! Groups what people ask for in their own words: per addressee, by similar wording.
//!
//! Long texts are taken apart into single proposals. Each becomes a vector of its syllables and pairs of
//! neighbouring syllables, without diacritics, and those that point the same way are joined. Nothing
//! is learned elsewhere, nothing is fetched, and the same quotations give the same groups in whatever order
//! they come, natively and in WebAssembly.
//!
//! **Architecture Invariant:** no text is changed: what is given back are pieces of what was given in, so that
//! they can be quoted. No words of one round are known here: those come as [`Wording`].
#![deny(missing_docs)]

mod choice;
mod endings;
mod linkage;
mod marks;
mod reading;
mod repair;
mod split;
mod syllable;
mod vectors;
mod wording;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use sohoi_text::sort_key;

use crate::choice::groups;
use crate::endings::Endings;
use crate::marks::restored;
use crate::reading::{meant, typed};
use crate::repair::Repairs;
use crate::vectors::{Features, Vector, sum, times, vectors};

pub use wording::Wording;

/// What somebody wrote in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation<'a> {
    /// Its id, for the way back to its source.
    pub id: &'a str,
    /// Who wrote it.
    pub subject: &'a str,
    /// To whom it is addressed.
    pub addressee: &'a str,
    /// The text, of one or more proposals.
    pub text: &'a str,
}

/// A single proposal: a piece of a quotation, as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal<'a> {
    /// The piece.
    pub text: &'a str,
    /// See [`Quotation::subject`].
    pub subject: &'a str,
    /// See [`Quotation::id`].
    pub id: &'a str,
}

/// Proposals of similar wording, two at least.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group<'a> {
    /// The proposal that is most like all others of the group.
    pub representative: Proposal<'a>,
    /// How many different subjects ask for it.
    pub subjects: usize,
    /// All of them, the representative too, the most like the others first.
    pub proposals: Vec<Proposal<'a>>,
}

/// What is addressed to one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed<'a> {
    /// The addressee.
    pub addressee: &'a str,
    /// The groups, those that most subjects ask for first.
    pub groups: Vec<Group<'a>>,
    /// The proposals that are like no other, in the order of a dictionary.
    pub single: Vec<Proposal<'a>>,
}

/// Groups proposals per addressee, the addressees in the order of their texts.
pub fn group<'a>(quotations: &[Quotation<'a>], wording: &Wording) -> Vec<Addressed<'a>> {
    let mut proposals: Vec<(&str, Proposal<'_>)> = quotations
        .iter()
        .flat_map(|quotation| {
            let pieces = split::proposals(quotation.text).into_iter();
            pieces.map(|text| {
                let (subject, id) = (quotation.subject, quotation.id);
                (quotation.addressee, Proposal { text, subject, id })
            })
        })
        .collect();
    // From here on nothing depends on the order in which they came.
    proposals.sort_unstable();
    let texts: Vec<&str> = proposals.iter().map(|(_, own)| own.text).collect();
    let typed = typed(&texts);
    let repairs = Repairs::of(&typed, wording);
    let endings = Endings::of(&typed);
    let meant = typed
        .iter()
        .map(|words| meant(words, wording, &repairs, &endings));
    let (vectors, features) = vectors(&restored(&meant.collect::<Vec<_>>()));
    let mut addressed = Vec::new();
    let mut start = 0;
    for chunk in proposals.chunk_by(|one, other| one.0 == other.0) {
        let end = start + chunk.len();
        let own: Vec<Proposal<'_>> = chunk.iter().map(|(_, own)| *own).collect();
        addressed.push(addressed_to(
            chunk[0].0,
            &own,
            &vectors[start..end],
            &features,
        ));
        start = end;
    }
    addressed
}

fn addressed_to<'a>(
    addressee: &'a str,
    proposals: &[Proposal<'a>],
    vectors: &[Vector],
    features: &Features,
) -> Addressed<'a> {
    let mut found = Vec::new();
    let mut single = Vec::new();
    for places in groups(vectors, features) {
        match places.as_slice() {
            [place] => single.push(proposals[*place]),
            places => found.push(of_places(places, proposals, vectors)),
        }
    }
    found.sort_by_cached_key(|group| {
        let counts = (group.subjects, group.proposals.len());
        let first = group.representative;
        (Reverse(counts), sort_key(first.text), first)
    });
    single.sort_by_cached_key(|own| (sort_key(own.text), *own));
    Addressed {
        addressee,
        groups: found,
        single,
    }
}

fn of_places<'a>(places: &[usize], proposals: &[Proposal<'a>], vectors: &[Vector]) -> Group<'a> {
    let sum = sum(vectors, places);
    let mut ranked: Vec<(u64, Proposal<'a>)> = places
        .iter()
        .map(|place| (times(&vectors[*place], &sum).to_bits(), proposals[*place]))
        .collect();
    ranked.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    let proposals: Vec<_> = ranked.into_iter().map(|(_, own)| own).collect();
    let subjects: BTreeSet<&str> = proposals.iter().map(|own| own.subject).collect();
    Group {
        representative: proposals[0],
        subjects: subjects.len(),
        proposals,
    }
}
