//! Which figures of a round are hidden when they are published.

mod aggregates;
mod area;
mod persons;
mod relations;
mod rows;

use std::collections::BTreeSet;

use sohoi_round::Round;
use sohoi_stats::IndicatorTable;

use aggregates::{Aggregates, Place};
use area::Area;

/// What is hidden of one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// The figure itself: what it is made of would tell it, or it would tell that.
    pub value: bool,
    /// The first aggregate.
    pub a: bool,
    /// The second aggregate.
    pub b: bool,
}

impl Hidden {
    /// Whether anything of the figure is hidden.
    pub fn is_any(self) -> bool {
        self.value || self.a || self.b
    }
}

/// Which figures are hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HiddenFigures {
    /// Code, then dimension and group (both empty for the total), then what is hidden.
    figures: Vec<(String, String, String, Hidden)>,
}

impl HiddenFigures {
    /// What is hidden of the total of an indicator.
    pub fn total(&self, code: &str) -> Hidden {
        self.find(code, "", "")
    }

    /// What is hidden of a group of an indicator's breakdown.
    pub fn group(&self, code: &str, dimension: &str, group: &str) -> Hidden {
        self.find(code, dimension, group)
    }

    /// Of how many figures of an indicator, its total among them, something is hidden.
    pub fn count(&self, code: &str) -> usize {
        let of = self.figures.iter().filter(|(own, ..)| own == code);
        of.count()
    }

    fn find(&self, code: &str, dimension: &str, group: &str) -> Hidden {
        let wanted = (code, dimension, group);
        let place = self
            .figures
            .binary_search_by(|(code, dimension, group, _)| {
                (code.as_str(), dimension.as_str(), group.as_str()).cmp(&wanted)
            });
        place.map_or_else(|_| Hidden::default(), |place| self.figures[place].3)
    }
}

/// Finds what is hidden when these tables are published together, as a file or on a page; nothing where
/// the round does not say what is hidden ([`Round::publication`]).
///
/// `unit` is the unit that the figures are of, the whole area where there is none. The tables are those
/// of one population. What several of them print is hidden in all of them or in none: so a page that
/// shows some of the tables asks for all that are published with them. Tables of indicators that the
/// round does not know hide nothing.
pub fn hidden_figures(
    round: &Round,
    tables: &[IndicatorTable],
    unit: Option<&str>,
) -> Option<HiddenFigures> {
    let publication = round.publication.as_ref()?;
    let area = Area::new(round, publication, unit);
    let aggregates = Aggregates::collect(round, tables, publication);
    let hidden = relations::hidden(&aggregates, &area, publication.smallest);
    let mut figures = Vec::new();
    for table in tables {
        let Some(indicator) = round.indicators.iter().find(|it| it.code == table.code) else {
            continue;
        };
        let groups = table.breakdowns.iter().flat_map(|breakdown| {
            let rows = breakdown.rows.iter();
            rows.map(|(group, _)| (breakdown.dimension.as_str(), group.as_str()))
        });
        for (dimension, group) in std::iter::once(("", "")).chain(groups) {
            let place = aggregates.place(dimension, group);
            let is_hidden = |term| {
                let key = aggregates.key(term, &place);
                key.is_some_and(|key| hidden.contains(&key))
            };
            let (a, b) = (
                is_hidden(&indicator.a),
                indicator.b.as_ref().is_some_and(is_hidden),
            );
            let own = Hidden {
                value: a || b,
                a,
                b,
            };
            if own.is_any() {
                let (dimension, group) = (dimension.to_owned(), group.to_owned());
                figures.push((table.code.clone(), dimension, group, own));
            }
        }
    }
    figures.sort_by(|left, right| (&left.0, &left.1, &left.2).cmp(&(&right.0, &right.1, &right.2)));
    Some(HiddenFigures { figures })
}

/// The hidden ones among the counts of persons.
type HiddenKeys<'a> = BTreeSet<aggregates::Key<'a>>;

/// A place as relations see it.
fn is_row(place: &Place<'_>) -> bool {
    matches!(place, Place::Row(_))
}
