//! The counts of persons behind figures, each once, however many indicators print it.

use std::collections::BTreeMap;

use sohoi_round::{Publication, Round};
use sohoi_stats::{Aggregate, Dimension, DimensionSource, Figure, IndicatorTable, Term};

use super::persons::counts_persons;

/// What is aggregated, whichever rows of it: terms that differ in their rows alone are one subject,
/// since a breakdown by row prints them side by side.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Subject<'a> {
    pub(super) op: Aggregate,
    form: &'a str,
    repeat: Option<&'a str>,
    field: Option<&'a str>,
    condition: Option<&'a str>,
}

/// What an aggregate is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place<'a> {
    /// All responses, the rows that the term counts.
    Total,
    /// One row, by its key.
    Row(&'a str),
    /// The responses of a group of a dimension, the rows that the term counts.
    Group(&'a str, &'a str),
}

/// One printed count.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key<'a> {
    /// The place of its subject.
    pub(super) subject: usize,
    /// The row condition; none where it is of one row.
    pub(super) rows: Option<&'a str>,
    pub(super) place: Place<'a>,
}

/// Every count of persons that tables print.
pub(super) struct Aggregates<'a> {
    pub(super) subjects: Vec<Subject<'a>>,
    /// Each with its digits; nothing where there is no figure.
    pub(super) counts: BTreeMap<Key<'a>, Option<&'a str>>,
    /// Pairs of counts of which the first is printed as a share of the second.
    pub(super) shares: Vec<(Key<'a>, Key<'a>)>,
    dimensions: &'a [Dimension],
}

impl<'a> Aggregates<'a> {
    /// Finds them.
    pub(super) fn collect(
        round: &'a Round,
        tables: &'a [IndicatorTable],
        publication: &Publication,
    ) -> Self {
        let mut found = Self {
            subjects: Vec::new(),
            counts: BTreeMap::new(),
            shares: Vec::new(),
            dimensions: &round.dimensions,
        };
        for indicator in &round.indicators {
            for term in [Some(&indicator.a), indicator.b.as_ref()]
                .into_iter()
                .flatten()
            {
                let subject = Subject::of(term);
                if counts_persons(round, publication, indicator, term)
                    && !found.subjects.contains(&subject)
                {
                    found.subjects.push(subject);
                }
            }
        }
        for table in tables {
            let indicators = &round.indicators;
            if let Some(indicator) = indicators.iter().find(|it| it.code == table.code) {
                found.take(indicator, Place::Total, &table.total);
                for breakdown in &table.breakdowns {
                    for (group, figure) in &breakdown.rows {
                        let place = found.place(&breakdown.dimension, group);
                        found.take(indicator, place, figure);
                    }
                }
            }
        }
        found
    }

    /// What a group of a dimension is; the total where there is no dimension.
    pub(super) fn place(&self, dimension: &'a str, group: &'a str) -> Place<'a> {
        let known = self.dimensions.iter().find(|own| own.id == dimension);
        match known.map(|own| &own.source) {
            Some(DimensionSource::RowKey) => Place::Row(group),
            _ if dimension.is_empty() => Place::Total,
            _ => Place::Group(dimension, group),
        }
    }

    /// The count that a term is at a place, where it counts persons.
    pub(super) fn key(&self, term: &'a Term, place: &Place<'a>) -> Option<Key<'a>> {
        let own = Subject::of(term);
        let subject = self.subjects.iter().position(|it| *it == own)?;
        let rows = match place {
            Place::Row(_) => None,
            Place::Total | Place::Group(..) => term.row_where.as_deref(),
        };
        Some(Key {
            subject,
            rows,
            place: place.clone(),
        })
    }

    fn take(
        &mut self,
        indicator: &'a sohoi_stats::Indicator,
        place: Place<'a>,
        figure: &'a Figure,
    ) {
        use sohoi_stats::Calculation::{Pct, PctComplement};
        let a = self.key(&indicator.a, &place);
        let b = indicator.b.as_ref().and_then(|b| self.key(b, &place));
        for (key, digits) in [(&a, &figure.a), (&b, &figure.b)] {
            if let Some(key) = key {
                self.counts.insert(key.clone(), digits.as_deref());
            }
        }
        if let (Some(a), Some(b), Pct | PctComplement) = (a, b, indicator.calc)
            && a != b
            && !self.shares.contains(&(a.clone(), b.clone()))
        {
            self.shares.push((a, b));
        }
    }
}

impl<'a> Subject<'a> {
    fn of(term: &'a Term) -> Self {
        Self {
            op: term.op,
            form: &term.form,
            repeat: term.repeat.as_deref(),
            field: term.field.as_deref(),
            condition: term.r#where.as_deref(),
        }
    }
}
