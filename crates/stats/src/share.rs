//! What one response adds to one term of an indicator.

use crate::facts::Facts;
use crate::indicator::{Dimension, DimensionSource};
use crate::plan::TermPlan;
use crate::tally::Gift;

/// What the responses and rows of a term are told apart by.
#[derive(Clone, Copy)]
pub(crate) enum Split<'a> {
    /// Nothing: all of them are one group, `""`.
    Whole,
    /// The value of a question, by the id of the dimension.
    Question(&'a str),
    /// The key of the row.
    RowKey,
}

impl<'a> Split<'a> {
    /// How a dimension tells them apart.
    pub(crate) fn by(dimension: &'a Dimension) -> Self {
        match dimension.source {
            DimensionSource::RowKey => Self::RowKey,
            DimensionSource::Question { .. } => Self::Question(&dimension.id),
        }
    }
}

/// One response or row that a term counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Share<'f> {
    /// The group it falls into.
    pub(crate) group: &'f str,
    /// The row it comes from, as paths name it; absent where it is the response itself.
    pub(crate) row: Option<&'f str>,
    /// What it gives.
    pub(crate) gift: Gift,
}

/// Every response or row of these facts that the term counts.
pub(crate) fn shares<'f>(
    term: &TermPlan,
    facts: &'f Facts<'_>,
    split: Split<'_>,
) -> Vec<Share<'f>> {
    let mut shares = Vec::new();
    let is_counted = |condition: usize| facts.conditions[condition];
    if facts.form != term.form || !term.condition.is_none_or(is_counted) {
        return shares;
    }
    let group = match split {
        Split::Question(dimension) => facts.group(dimension).unwrap_or_default(),
        Split::Whole | Split::RowKey => "",
    };
    let Some(rows) = &term.rows else {
        let gift = match term.field {
            Some(field) => Gift::Value(facts.fields[field]),
            None => Gift::One,
        };
        shares.push(Share {
            group,
            row: None,
            gift,
        });
        return shares;
    };
    for row in &facts.rows[rows.repeat] {
        let gift = match term.field {
            Some(field) => Gift::Value(row.fields[field]),
            None => Gift::One,
        };
        let group = match split {
            // The row's own key replaces the row condition.
            Split::RowKey => row.key.as_str(),
            _ if rows.test.is_none_or(|test| row.tests[test]) => group,
            _ => continue,
        };
        shares.push(Share {
            group,
            row: Some(&row.row),
            gift,
        });
    }
    shares
}
