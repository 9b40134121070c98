//! What pages of figures are asked for, and how it stands in an address.

use sohoi_stats::{Population, Standing};

use super::text::{decoded, encoded, member, members};

/// A question of the round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionName {
    /// The id of the form.
    pub form: String,
    /// The name of the question.
    pub name: String,
}

/// Which figures a page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Which responses count.
    pub population: Population,
    /// The dimension that they are broken down by.
    pub by: Option<String>,
    /// By dimensions: the group that responses have to be of to count.
    pub only: Vec<(String, String)>,
    /// How far responses have to be to count.
    pub state: Option<Standing>,
}

/// Two sides of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// Which responses count.
    pub population: Population,
    /// Left and right.
    pub sides: [Side; 2],
    /// Whether indicators are shown that are the same on both sides.
    pub is_all: bool,
}

/// One side of figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The id of the snapshot; the figures of now where absent.
    pub snapshot: Option<String>,
    /// The group of places; all of them where absent.
    pub place: Option<String>,
}

/// How the sides are called in an address: the place, and the snapshot.
const SIDES: [(&str, &str); 2] = [("left", "left-of"), ("right", "right-of")];

impl Figures {
    /// The figures of a population, all of it.
    pub fn of(population: Population) -> Self {
        Self {
            population,
            ..Self::default()
        }
    }

    /// Whether some of the responses that count are left out.
    pub fn is_of_part(&self) -> bool {
        !self.only.is_empty() || self.state.is_some()
    }

    /// The same without a breakdown.
    pub fn whole(&self) -> Self {
        Self {
            by: None,
            ..self.clone()
        }
    }
}

impl Compared {
    /// What of it stands in a query besides the population.
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        let mut more = Vec::new();
        for ((place, snapshot), side) in SIDES.iter().zip(&self.sides) {
            more.extend(side.place.clone().map(|own| (*place, own)));
            more.extend(side.snapshot.clone().map(|own| (*snapshot, own)));
        }
        more.extend(all(self.is_all));
        more
    }
}

/// The two sides that a query names.
pub(super) fn sides(query: &str) -> [Side; 2] {
    SIDES.map(|(place, snapshot)| Side {
        snapshot: member(query, snapshot).filter(|id| !id.is_empty()),
        place: member(query, place),
    })
}

impl QuestionName {
    pub(super) fn path(&self) -> String {
        ["/", &encoded(&self.form), "/", &encoded(&self.name)].concat()
    }
}

pub(super) fn question(form: &str, name: &str) -> QuestionName {
    QuestionName {
        form: decoded(form),
        name: decoded(name),
    }
}

pub(super) fn first(query: &str) -> u32 {
    let first = member(query, "first").and_then(|first| first.parse().ok());
    first.unwrap_or(0)
}

pub(super) fn figures(query: &str) -> Figures {
    let population = member(query, "population");
    Figures {
        population: population
            .and_then(|name| Population::from_name(&name))
            .unwrap_or_default(),
        by: member(query, "by").filter(|by| !by.is_empty()),
        only: members(query, "only")
            .filter_map(|only| {
                let (dimension, group) = only.split_once(':')?;
                Some((dimension.to_owned(), group.to_owned()))
            })
            .collect(),
        state: member(query, "state").and_then(|name| Standing::from_name(&name)),
    }
}

/// `?population=approved&by=…`; what is as always is left out.
pub(super) fn query(figures: &Figures, more: &[(&str, String)]) -> String {
    let mut query = String::new();
    let mut put = |name: &str, value: &str| {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        query.push_str(&encoded(value));
    };
    if figures.population != Population::default() {
        put("population", figures.population.name());
    }
    if let Some(by) = &figures.by {
        put("by", by);
    }
    for (dimension, group) in &figures.only {
        put("only", &[dimension, ":", group].concat());
    }
    if let Some(state) = figures.state {
        put("state", state.name());
    }
    for (name, value) in more {
        put(name, value);
    }
    query
}

/// The switch that shows what is the same as well.
pub(super) fn has_all(query: &str) -> bool {
    member(query, "all").as_deref() == Some("1")
}

pub(super) fn all(is_all: bool) -> Option<(&'static str, String)> {
    is_all.then(|| ("all", "1".to_owned()))
}
