//! What is kept of all responses of a population: what travels, and what is added up.

mod wire;

use std::fmt;

use litemap::LiteMap;

use crate::tally::Kept;

/// The exact tallies of a population: all that its figures are made of, and no response as such.
///
/// Of each term of each indicator, over all and by breakdown and group: how many, their exact sum,
/// and the values in order where a median is asked for. And which groups the responses have, since
/// breakdowns show those.
///
/// Merging is associative and commutative, and nothing seen yet is its identity: the merged
/// tallies of any parts are those of all their responses together. What has seen nothing is left
/// out, so that equal responses make equal tallies.
///
/// A [`Ledger`](crate::Ledger) gives them and makes figures of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tallies {
    /// By code.
    pub(crate) indicators: LiteMap<String, OfIndicator>,
    /// By id.
    pub(crate) forms: LiteMap<String, OfForm>,
}

/// The tallies of one indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfIndicator {
    pub(crate) a: OfTerm,
    /// Blank where the indicator has no second term.
    pub(crate) b: OfTerm,
}

/// The tallies of one term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfTerm {
    pub(crate) whole: Option<Kept>,
    /// By dimension and group.
    pub(crate) by: LiteMap<String, LiteMap<String, Kept>>,
}

/// How many responses or rows of one form have which group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfForm {
    /// By dimension and group.
    pub(crate) groups: LiteMap<String, LiteMap<String, u64>>,
    /// By repeat and row key.
    pub(crate) rows: LiteMap<String, LiteMap<String, u64>>,
}

/// Tallies that no responses to the forms of a plan can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misfit {
    /// The indicator or form, and what of it.
    pub place: String,
    /// What is wrong, in English.
    pub flaw: &'static str,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.flaw)
    }
}

impl std::error::Error for Misfit {}

impl Tallies {
    /// Adds what another part has seen.
    ///
    /// That no response is in both is for the caller to know: tallies do not tell.
    pub fn merge(&mut self, other: &Self) {
        self.indicators.merge(&other.indicators);
        self.forms.merge(&other.forms);
    }
}

impl OfTerm {
    /// Whether it has seen nothing.
    pub(crate) fn is_blank(&self) -> bool {
        self.whole.is_none() && self.by.is_empty()
    }
}

/// What adds up.
trait Merge: Clone {
    /// Adds the other one.
    fn merge(&mut self, other: &Self);
}

impl Merge for u64 {
    fn merge(&mut self, other: &Self) {
        *self = self.saturating_add(*other);
    }
}

impl Merge for Kept {
    fn merge(&mut self, other: &Self) {
        Kept::merge(self, other);
    }
}

impl<T: Merge> Merge for LiteMap<String, T> {
    fn merge(&mut self, other: &Self) {
        for (name, theirs) in other {
            match self.get_mut(name) {
                Some(own) => own.merge(theirs),
                None => {
                    self.insert(name.clone(), theirs.clone());
                }
            }
        }
    }
}

impl Merge for OfIndicator {
    fn merge(&mut self, other: &Self) {
        self.a.merge(&other.a);
        self.b.merge(&other.b);
    }
}

impl Merge for OfTerm {
    fn merge(&mut self, other: &Self) {
        match (&mut self.whole, &other.whole) {
            (Some(own), Some(theirs)) => own.merge(theirs),
            (own @ None, theirs) => own.clone_from(theirs),
            (Some(_), None) => {}
        }
        self.by.merge(&other.by);
    }
}

impl Merge for OfForm {
    fn merge(&mut self, other: &Self) {
        self.groups.merge(&other.groups);
        self.rows.merge(&other.rows);
    }
}
