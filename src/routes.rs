//! The addresses of the app, kept in the part of the URL behind `#`.
//!
//! Hash addresses work on every static host and from the service worker without any rule on the
//! server. See `docs/adr` for why this is not a router library.

mod asked;
mod elsewhere;
mod text;

use sohoi_register::duties::Within;
use sohoi_stats::Population;

pub use asked::{Compared, Figures, QuestionName, Side};

/// The review page of a response stands in the place of a section; no name of a form begins with
/// a hyphen.
pub const REVIEW: &str = "-review";

/// A page of the app.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// Signing in, or the work list when somebody is signed in.
    #[default]
    Home,
    /// One response.
    Response {
        /// The id of the response.
        id: String,
        /// The id of the section; the last visited one where absent.
        section: Option<String>,
        /// The place to show first, as path text.
        at: Option<String>,
    },
    /// The results, as the address says which.
    Results(Figures),
    /// One indicator and the responses behind it.
    Indicator {
        /// Its code.
        code: String,
        /// Which figures; its responses are those of `group` of the dimension `by`.
        figures: Figures,
        /// The group, where there is one: `""` are responses without a group.
        group: Option<String>,
        /// The row of the list of responses that is seen first, from 0.
        first: u32,
    },
    /// One indicator by two dimensions.
    Cross {
        /// Its code.
        code: String,
        /// Which figures; `by` is the dimension whose groups stand down.
        figures: Figures,
        /// The dimension whose groups stand across.
        across: Option<String>,
    },
    /// Every question of the forms.
    Questions(Figures),
    /// One question by none, one or two dimensions.
    Question {
        /// The question.
        asked: QuestionName,
        /// Which figures; `by` is the dimension whose groups stand down.
        figures: Figures,
        /// The dimension whose groups stand across.
        across: Option<String>,
        /// What is drawn, and what stands in the cells where there are two dimensions.
        measure: Option<String>,
    },
    /// The responses behind figures of a question.
    Replies {
        /// The question.
        asked: QuestionName,
        /// Which figures; the responses are those of `group` of the dimension `by`.
        figures: Figures,
        /// The group, where there is one: `""` are responses without a group.
        group: Option<String>,
        /// Which replies; those that answer where absent.
        which: Option<String>,
        /// The row of the list that is seen first, from 0.
        first: u32,
    },
    /// The report of the round, of these responses.
    Report(Population),
    /// The named lists, or one of them.
    Lists {
        /// Its id.
        list: Option<String>,
        /// Which responses count.
        population: Population,
        /// The row of the list that is seen first, from 0.
        first: u32,
    },
    /// Adding up the aggregates of units below; the dimension by which the figures are broken down.
    Merge(Option<String>),
    /// What people ask for in their own words, of these responses.
    Proposals(Population),
    /// Figures that are kept, and those of now to be kept.
    Snapshots(Population),
    /// What changed since a snapshot.
    Since {
        /// Its id.
        id: String,
        /// The group of places; all of them where absent, `""` for responses without a group.
        place: Option<String>,
        /// Whether indicators are shown that are as they were.
        is_all: bool,
    },
    /// Two sides of figures beside each other.
    Compare(Compared),
    /// One response on paper.
    Paper {
        /// The id of the response.
        id: String,
        /// Whether it is to be filled in by hand, without the answers.
        is_empty: bool,
    },
    /// What one whole response tells.
    Portrait {
        /// The id of the response.
        id: String,
    },
    /// What the whole responses of a unit tell, a page each.
    Portraits {
        /// The id of the unit; that of the account where absent.
        unit: Option<String>,
        /// Which responses count.
        population: Population,
    },
    /// What differs from the register, and what it lacks.
    Register,
    /// What associations owe by a day.
    Duties {
        /// What of it is looked at.
        within: Within,
        /// The row of the list that is seen first, from 0.
        first: u32,
    },
    /// This device.
    Device,
    /// Coming in by the code of an invitation, where one is there already.
    Invited(Option<String>),
    /// Nothing the app knows.
    Unknown,
}

impl Route {
    /// Reads the hash part of an address, with or without its `#`.
    pub fn parse(hash: &str) -> Self {
        let address = hash.trim_start_matches('#');
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let parts = [parts.next(), parts.next(), parts.next(), parts.next()];
        match parts {
            [None, ..] => Self::Home,
            [Some("response"), Some(id), section, None] => Self::Response {
                id: id.to_owned(),
                section: section.map(str::to_owned),
                at: query
                    .strip_prefix("at=")
                    .filter(|at| !at.is_empty())
                    .map(str::to_owned),
            },
            _ => elsewhere::parse(parts, query),
        }
    }

    /// The named lists, or one of them by its id, from above.
    pub fn lists(list: Option<String>, population: Population) -> Self {
        Self::Lists {
            list,
            population,
            first: 0,
        }
    }

    /// A response at one of its sections.
    pub fn section(id: &str, section: &str) -> Self {
        Self::Response {
            id: id.to_owned(),
            section: Some(section.to_owned()),
            at: None,
        }
    }

    /// The address of a form on paper, which every response leads to.
    pub fn paper(id: &str, is_empty: bool) -> String {
        ["#/paper/", id, if is_empty { "/empty" } else { "" }].concat()
    }

    /// The address of the page of a whole form, which work lists lead to.
    pub fn portrait(id: &str) -> String {
        ["#/portrait/", id].concat()
    }

    /// The address, beginning with `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Response { id, section, at } => {
                let mut href = format!("#/response/{id}");
                if let Some(section) = section {
                    href.push('/');
                    href.push_str(section);
                }
                if let Some(at) = at {
                    href.push_str("?at=");
                    href.push_str(at);
                }
                href
            }
            _ => elsewhere::href(self),
        }
    }
}

#[cfg(test)]
mod tests;
