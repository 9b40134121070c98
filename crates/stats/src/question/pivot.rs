//! A question by none, one or two dimensions, while replies are added.

use litemap::LiteMap;

use super::figures::{QuestionLine, QuestionTable};
use super::reply::Reply;
use super::summary::Summary;
use super::{QuestionPlan, QuestionType};
use crate::facts::Facts;
use crate::indicator::{Dimension, DimensionSource};
use crate::ledger::in_order;
use crate::plan::Plan;

/// The replies by groups.
pub struct Pivot<'p> {
    rows: Option<&'p Dimension>,
    columns: Option<&'p Dimension>,
    /// By group down and group across.
    cells: LiteMap<(String, String), Summary>,
}

impl<'p> Pivot<'p> {
    /// No reply yet. The dimensions [fit](QuestionPlan::fits).
    pub fn new(rows: Option<&'p Dimension>, columns: Option<&'p Dimension>) -> Self {
        Self {
            rows,
            columns,
            cells: LiteMap::new(),
        }
    }

    /// Adds the replies of a response.
    pub fn add(&mut self, facts: Option<&Facts<'_>>, replies: &[Reply]) {
        for reply in replies {
            let of = |dimension: Option<&Dimension>| {
                let group = dimension.map(|own| group_of(own, facts, reply));
                group.unwrap_or_default().to_owned()
            };
            let cell = (of(self.rows), of(self.columns));
            match self.cells.get_mut(&cell) {
                Some(summary) => summary.add(reply),
                None => {
                    let mut summary = Summary::new();
                    summary.add(reply);
                    self.cells.insert(cell, summary);
                }
            }
        }
    }

    /// The figures of all cells and of their sums. Groups stand as in breakdowns of indicators.
    pub fn table(&self, plan: &Plan<'_>, question: &QuestionPlan<'_>) -> QuestionTable {
        let mut whole = Summary::new();
        for cell in self.cells.values() {
            whole.merge(cell);
        }
        let names = names(question, &whole);
        let keys = self.cells.keys();
        let rows = groups(plan, question, self.rows, keys.map(|(row, _)| row));
        let keys = self.cells.keys();
        let columns = groups(plan, question, self.columns, keys.map(|(_, own)| own));
        let over = |row: Option<&String>, column: Option<&String>| {
            let mut sum = Summary::new();
            for ((own_row, own_column), cell) in &self.cells {
                if row.is_none_or(|row| row == own_row)
                    && column.is_none_or(|column| column == own_column)
                {
                    sum.merge(cell);
                }
            }
            sum.figures(&names)
        };
        let line = |row: Option<&String>| QuestionLine {
            total: over(row, None),
            cells: columns.iter().map(|own| over(row, Some(own))).collect(),
        };
        QuestionTable {
            whole: line(None),
            rows: rows
                .iter()
                .map(|row| (row.clone(), line(Some(row))))
                .collect(),
            columns: columns.clone(),
        }
    }
}

/// The group that a reply is of.
pub(super) fn group_of<'r>(
    dimension: &Dimension,
    facts: Option<&'r Facts<'_>>,
    reply: &'r Reply,
) -> &'r str {
    match dimension.source {
        DimensionSource::RowKey => &reply.key,
        DimensionSource::Question { .. } => facts
            .and_then(|facts| facts.group(&dimension.id))
            .unwrap_or_default(),
    }
}

fn groups<'s>(
    plan: &Plan<'_>,
    question: &QuestionPlan<'_>,
    dimension: Option<&Dimension>,
    seen: impl Iterator<Item = &'s String>,
) -> Vec<String> {
    let Some(dimension) = dimension else {
        return Vec::new();
    };
    let known = match dimension.source {
        DimensionSource::RowKey => Some(&question.keys),
        DimensionSource::Question { .. } => plan.groups.get(dimension.id.as_str()),
    };
    in_order(known.cloned().unwrap_or_default(), seen)
}

/// What is counted one by one: the choices, and what is answered besides; years without a gap.
fn names(question: &QuestionPlan<'_>, whole: &Summary) -> Vec<String> {
    let mut known = question.choices.clone();
    if question.question.kind == QuestionType::Date {
        let years: Vec<u32> = whole.names().filter_map(|own| own.parse().ok()).collect();
        if let (Some(&first), Some(&last)) = (years.iter().min(), years.iter().max())
            && last - first < 1_000
        {
            known = (first..=last).map(|year| year.to_string()).collect();
        }
    }
    in_order(known, whole.names())
}

impl Reply {
    /// Whether it is of a group.
    pub fn is_of(&self, dimension: &Dimension, group: &str, facts: Option<&Facts<'_>>) -> bool {
        group_of(dimension, facts, self) == group
    }
}
