//! The addresses of the app, kept in the part of the URL behind `#`.
//!
//! Hash addresses work on every static host and from the service worker without any rule on the
//! server. See `docs/adr` for why this is not a router library.

mod asked;
mod text;

use sohoi_stats::Population;

pub use asked::{Compared, Figures, QuestionName, Side};
use asked::{all, figures, first, has_all, query, question, sides};
use text::{decoded, encoded, member};

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
        match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) => Self::Home,
            (Some("results"), None, ..) => Self::Results(figures(query)),
            (Some("results"), Some(code), None, _) => Self::Indicator {
                code: decoded(code),
                figures: figures(query),
                group: member(query, "group"),
                first: first(query),
            },
            (Some("questions"), None, ..) => Self::Questions(figures(query)),
            (Some("question"), Some(form), Some(name), None) => Self::Question {
                asked: question(form, name),
                figures: figures(query),
                across: member(query, "across").filter(|across| !across.is_empty()),
                measure: member(query, "measure").filter(|measure| !measure.is_empty()),
            },
            (Some("replies"), Some(form), Some(name), None) => Self::Replies {
                asked: question(form, name),
                figures: figures(query),
                group: member(query, "group"),
                which: member(query, "which").filter(|which| !which.is_empty()),
                first: first(query),
            },
            (Some("cross"), Some(code), None, _) => Self::Cross {
                code: decoded(code),
                figures: figures(query),
                across: member(query, "across").filter(|across| !across.is_empty()),
            },
            (Some("report"), None, ..) => Self::Report(figures(query).population),
            (Some("proposals"), None, ..) => Self::Proposals(figures(query).population),
            (Some("lists"), list, None, _) => Self::Lists {
                list: list.map(decoded),
                population: figures(query).population,
            },
            (Some("merge"), None, ..) => Self::Merge(figures(query).by),
            (Some("snapshots"), None, ..) => Self::Snapshots(figures(query).population),
            (Some("snapshots"), Some(id), None, _) => Self::Since {
                id: decoded(id),
                place: member(query, "place"),
                is_all: has_all(query),
            },
            (Some("compare"), None, ..) => Self::Compare(Compared {
                population: figures(query).population,
                sides: sides(query),
                is_all: has_all(query),
            }),
            (Some("invited"), code, None, _) => Self::Invited(code.map(decoded)),
            (Some("register"), None, ..) => Self::Register,
            (Some("device"), None, ..) => Self::Device,
            (Some("paper"), Some(id), None, _) => Self::Paper {
                id: id.to_owned(),
                is_empty: false,
            },
            (Some("paper"), Some(id), Some("empty"), None) => Self::Paper {
                id: id.to_owned(),
                is_empty: true,
            },
            (Some("portrait"), Some(id), None, _) => Self::Portrait { id: id.to_owned() },
            (Some("portraits"), None, ..) => Self::Portraits {
                unit: member(query, "unit").filter(|unit| !unit.is_empty()),
                population: figures(query).population,
            },
            (Some("response"), Some(id), section, None) => Self::Response {
                id: id.to_owned(),
                section: section.map(str::to_owned),
                at: query
                    .strip_prefix("at=")
                    .filter(|at| !at.is_empty())
                    .map(str::to_owned),
            },
            _ => Self::Unknown,
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

    /// The address, beginning with `#`.
    pub fn href(&self) -> String {
        match self {
            Self::Home | Self::Unknown => "#/".to_owned(),
            Self::Results(figures) => ["#/results", &query(figures, &[])].concat(),
            Self::Indicator {
                code,
                figures,
                group,
                first,
            } => {
                let mut more = Vec::new();
                more.extend(group.as_deref().map(|group| ("group", group.to_owned())));
                more.extend((*first > 0).then(|| ("first", first.to_string())));
                ["#/results/", &encoded(code), &query(figures, &more)].concat()
            }
            Self::Cross {
                code,
                figures,
                across,
            } => {
                let across = across.iter().map(|across| ("across", across.clone()));
                let more: Vec<_> = across.collect();
                ["#/cross/", &encoded(code), &query(figures, &more)].concat()
            }
            Self::Questions(figures) => ["#/questions", &query(figures, &[])].concat(),
            Self::Question {
                asked,
                figures,
                across,
                measure,
            } => {
                let mut more = Vec::new();
                more.extend(across.clone().map(|across| ("across", across)));
                more.extend(measure.clone().map(|measure| ("measure", measure)));
                ["#/question", &asked.path(), &query(figures, &more)].concat()
            }
            Self::Replies {
                asked,
                figures,
                group,
                which,
                first,
            } => {
                let mut more = Vec::new();
                more.extend(group.clone().map(|group| ("group", group)));
                more.extend(which.clone().map(|which| ("which", which)));
                more.extend((*first > 0).then(|| ("first", first.to_string())));
                ["#/replies", &asked.path(), &query(figures, &more)].concat()
            }
            Self::Report(population) => {
                ["#/report", &query(&Figures::of(*population), &[])].concat()
            }
            Self::Proposals(population) => {
                ["#/proposals", &query(&Figures::of(*population), &[])].concat()
            }
            Self::Lists { list, population } => {
                let list = list.as_ref().map(|list| ["/", &encoded(list)].concat());
                let query = query(&Figures::of(*population), &[]);
                ["#/lists", &list.unwrap_or_default(), &query].concat()
            }
            Self::Merge(by) => {
                let by = by.clone();
                let query = query(
                    &Figures {
                        by,
                        ..Figures::default()
                    },
                    &[],
                );
                ["#/merge", &query].concat()
            }
            Self::Snapshots(population) => {
                ["#/snapshots", &query(&Figures::of(*population), &[])].concat()
            }
            Self::Since { id, place, is_all } => {
                let mut more = Vec::new();
                more.extend(place.clone().map(|place| ("place", place)));
                more.extend(all(*is_all));
                let query = query(&Figures::default(), &more);
                ["#/snapshots/", &encoded(id), &query].concat()
            }
            Self::Compare(compared) => {
                let more = compared.members();
                [
                    "#/compare",
                    &query(&Figures::of(compared.population), &more),
                ]
                .concat()
            }
            Self::Register => "#/register".to_owned(),
            // A code is a secret: no address that the app makes holds one.
            Self::Invited(_) => "#/invited".to_owned(),
            Self::Device => "#/device".to_owned(),
            Self::Paper { id, is_empty } => {
                let end = if *is_empty { "/empty" } else { "" };
                ["#/paper/", id, end].concat()
            }
            Self::Portrait { id } => ["#/portrait/", id].concat(),
            Self::Portraits { unit, population } => {
                let unit = unit.iter().map(|unit| ("unit", unit.clone()));
                let more: Vec<_> = unit.collect();
                ["#/portraits", &query(&Figures::of(*population), &more)].concat()
            }
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
        }
    }
}

#[cfg(test)]
mod tests;
