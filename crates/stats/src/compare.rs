//! Two sides of figures beside each other: then and now, or one place and another.

use litemap::LiteMap;

use crate::decimal::Amount;
use crate::figure::Figure;
use crate::indicator::{Calculation, Indicator};
use crate::snapshot::{Moment, MomentFigures, MomentResponse};

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// The figures.
    pub moment: &'a Moment,
    /// The group of the breakdown; all responses where absent.
    pub place: Option<&'a str>,
}

/// Two sides, indicator by indicator.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison<'i> {
    /// The indicators that both sides have, in the order of the round.
    pub rows: Vec<Compared<'i>>,
    /// How many indicators are left out because one side lacks them or computes them in another way.
    pub apart: usize,
    /// How many are left out because they are not broken down by place.
    pub whole_only: usize,
}

/// An indicator on both sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared<'i> {
    /// The indicator.
    pub indicator: &'i Indicator,
    /// Its figure on the left: then.
    pub left: Figure,
    /// Its figure on the right: now.
    pub right: Figure,
}

/// Compares two sides. `indicators` are those of the round worked on: only what they describe is
/// compared, so that each figure is printed as it was computed.
pub fn compare<'i>(indicators: &'i [Indicator], left: Side<'_>, right: Side<'_>) -> Comparison<'i> {
    let mut found = Comparison::default();
    let (lefts, rights) = (by_code(left.moment), by_code(right.moment));
    for indicator in indicators {
        let own = lefts.get(indicator.code.as_str());
        let other = rights.get(indicator.code.as_str());
        let (own, other) = match (own, other) {
            (None, None) => continue,
            (Some(own), Some(other)) if is_computed_by(indicator, [own, other]) => (own, other),
            _ => {
                found.apart += 1;
                continue;
            }
        };
        match (figure(own, left), figure(other, right)) {
            (Some(left), Some(right)) => found.rows.push(Compared {
                indicator,
                left,
                right,
            }),
            _ => found.whole_only += 1,
        }
    }
    // What the round worked on does not have at all.
    let codes: LiteMap<&str, ()> = lefts
        .keys()
        .chain(rights.keys())
        .map(|code| (*code, ()))
        .collect();
    let is_known = |code: &&&str| indicators.iter().any(|own| own.code == **code);
    found.apart += codes.keys().filter(|code| !is_known(code)).count();
    found
}

fn by_code(moment: &Moment) -> LiteMap<&str, &MomentFigures> {
    let figures = moment.figures.iter();
    figures.map(|own| (own.table.code.as_str(), own)).collect()
}

fn is_computed_by(indicator: &Indicator, sides: [&MomentFigures; 2]) -> bool {
    let computation = indicator.computation();
    sides.iter().all(|own| own.computed == computation)
}

/// The figure of a side. A group into which nothing falls has a blank one; none is there where the
/// indicator is not broken down by place.
fn figure(own: &MomentFigures, side: Side<'_>) -> Option<Figure> {
    let Some(place) = side.place else {
        return Some(own.table.total.clone());
    };
    let mut breakdowns = own.table.breakdowns.iter();
    let breakdown = breakdowns.find(|own| Some(&own.dimension) == side.moment.by.as_ref())?;
    let row = breakdown.rows.iter().find(|(group, _)| group == place);
    Some(row.map_or_else(Figure::default, |(_, figure)| figure.clone()))
}

impl Compared<'_> {
    /// Whether both sides read the same: the value, and of a share what it is made of.
    pub fn is_same(&self) -> bool {
        let (left, right) = (&self.left, &self.right);
        let is_share = matches!(
            self.indicator.calc,
            Calculation::Pct | Calculation::PctComplement
        );
        left.value == right.value && (!is_share || (&left.a, &left.b) == (&right.a, &right.b))
    }

    /// Right less left, as the two values are printed: `-1.5`, `0`, `2.0`; absent where one side has no
    /// value.
    pub fn difference(&self) -> Option<String> {
        let (left, right) = (self.left.value.as_deref()?, self.right.value.as_deref()?);
        let (Amount::Exact(from), Amount::Exact(to)) =
            (Amount::from_text(left), Amount::from_text(right))
        else {
            return None;
        };
        let mut text = to.less(from).to_string();
        let decimals = |text: &str| {
            text.split_once('.')
                .map_or(0, |(_, decimals)| decimals.len())
        };
        let (own, wanted) = (decimals(&text), decimals(left).max(decimals(right)));
        if own == 0 && wanted > 0 {
            text.push('.');
        }
        text.extend((own..wanted).map(|_| '0'));
        Some(text)
    }
}

/// The responses that made figures move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved<'a> {
    /// They count now and did not then.
    pub new: Vec<&'a MomentResponse>,
    /// They count as then, with other answers.
    pub changed: Vec<&'a MomentResponse>,
    /// They counted then and do not now.
    pub gone: Vec<&'a MomentResponse>,
}

/// Which responses came, went or changed their answers between two moments.
pub fn moved<'a>(then: &'a Moment, now: &'a Moment) -> Moved<'a> {
    let by_id = |moment: &'a Moment| -> LiteMap<&'a str, &'a MomentResponse> {
        let responses = moment.responses.iter();
        responses.map(|own| (own.id.as_str(), own)).collect()
    };
    let (before, after) = (by_id(then), by_id(now));
    let mut found = Moved::default();
    for own in &now.responses {
        match before.get(own.id.as_str()) {
            None => found.new.push(own),
            Some(then) if then.answers != own.answers => found.changed.push(own),
            Some(_) => {}
        }
    }
    let gone = then.responses.iter();
    found.gone = gone
        .filter(|own| after.get(own.id.as_str()).is_none())
        .collect();
    found
}

#[cfg(test)]
mod tests;
