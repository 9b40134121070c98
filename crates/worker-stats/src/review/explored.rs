//! What is kept of responses for those who explore.

use sohoi_form::Session;
use sohoi_round::{Compared, Comparing, Listing, OnList};
use sohoi_stats::Fingerprint;

use super::question::Packed;
use crate::asked::Filled;
use crate::source::Source;

/// How it is made.
pub(super) struct Explored<'a> {
    pub(super) listing: Listing<'a>,
    pub(super) comparing: Comparing<'a>,
}

/// What is kept of a response.
pub(super) struct More {
    /// Its answers, for questions that are asked for later.
    pub(super) answers: Packed,
    /// Of its answers.
    pub(super) print: Fingerprint,
    /// The named lists that it is on, by their places.
    pub(super) listed: Vec<(u32, OnList)>,
    /// What is compared of it; absent where its form is not.
    pub(super) compared: Option<Compared>,
}

impl<'a> Explored<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self {
            listing: Listing::new(&source.lists, source.engines.iter()),
            comparing: Comparing::new(&source.comparisons, &source.dimensions, &source.engines),
        }
    }

    pub(super) fn more(&self, filled: &Filled, session: Option<&Session>, answers: Packed) -> More {
        let mut print = Fingerprint::default();
        for (path, value) in &filled.answers {
            print.put(path);
            print.put(value);
        }
        More {
            print,
            listed: session.map_or_else(Vec::new, |session| self.listing.of(session)),
            compared: session.and_then(|session| self.comparing.of(session)),
            answers,
        }
    }
}
