//! All figures of a round, from a set of responses.

use std::sync::Arc;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use sohoi_form::{Engine, Session};

use crate::decimal::{Amount, Decimal};
use crate::facts::{Facts, row_keys};
use crate::figure::Figure;
use crate::indicator::{Dimension, DimensionSource, Indicator, IndicatorProblem};
use crate::plan::{IndicatorPlan, Plan, TermPlan};
use crate::tally::Tally;

/// A response that counts: already chosen for the wanted population, one per slot.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The id of the response.
    pub id: String,
    /// The id of its form.
    pub form: String,
    /// Its answers under its form.
    pub session: Session,
}

/// Every indicator with its breakdowns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// In the order of the round.
    pub indicators: Vec<IndicatorTable>,
}

/// One indicator: the total and its breakdowns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorTable {
    /// The code of the indicator.
    pub code: String,
    /// Over all responses.
    pub total: Figure,
    /// In the order of [`Indicator::breakdowns`].
    pub breakdowns: Vec<Breakdown>,
}

/// One indicator by one dimension.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The id of the dimension.
    pub dimension: String,
    /// Group → figure: every choice of the list in order (also where nothing falls into it), then
    /// values outside the list (by number, then by text), then, only if some response of the
    /// indicator's forms has no group, the group `""`. For a row key: every row in order.
    pub rows: Vec<(String, Figure)>,
}

/// Computes every indicator with every breakdown.
///
/// `engines` are the compiled forms. The order of `responses` changes nothing; responses of forms that are not among `engines`
/// count nowhere. An aggregate that meets a value of 10^18 or more has no figure.
///
/// # Errors
///
/// Every flaw of the indicators and dimensions; a compiled round has none.
pub fn compute(
    indicators: &[Indicator],
    dimensions: &[Dimension],
    engines: &[Arc<Engine>],
    responses: &[Counted],
) -> Result<Book, Vec<IndicatorProblem>> {
    let plan = Plan::new(indicators, dimensions, engines)?;
    let mut facts: Vec<Vec<Facts<'_>>> = plan.forms.iter().map(|_| Vec::new()).collect();
    for response in responses {
        let form = plan
            .forms
            .iter()
            .position(|form| form.id() == response.form);
        if let Some(form) = form {
            facts[form].push(Facts::new(&plan.forms[form], &response.session));
        }
    }
    let tables = Tables { plan: &plan, facts };
    Ok(Book {
        indicators: plan.indicators.iter().map(|it| tables.table(it)).collect(),
    })
}

/// The facts of all responses.
struct Tables<'a> {
    plan: &'a Plan<'a>,
    /// By form.
    facts: Vec<Vec<Facts<'a>>>,
}

/// What the responses and rows of a term are told apart by.
#[derive(Clone, Copy)]
enum Split<'a> {
    Whole,
    Question(&'a str),
    RowKey,
}

impl Tables<'_> {
    fn table(&self, planned: &IndicatorPlan<'_>) -> IndicatorTable {
        let indicator = planned.indicator;
        let a = self.whole(&planned.a);
        let b = planned.b.as_ref().map(|b| self.whole(b));
        IndicatorTable {
            code: indicator.code.clone(),
            total: Figure::new(indicator, &a, b.as_ref()),
            breakdowns: planned
                .breakdowns
                .iter()
                .map(|it| self.breakdown(planned, it))
                .collect(),
        }
    }

    fn breakdown(&self, planned: &IndicatorPlan<'_>, dimension: &Dimension) -> Breakdown {
        let split = match dimension.source {
            DimensionSource::RowKey => Split::RowKey,
            DimensionSource::Question { .. } => Split::Question(&dimension.id),
        };
        let a = self.by_group(&planned.a, split);
        let b = planned
            .b
            .as_ref()
            .map(|b| (self.by_group(b, split), Tally::new(b.op)));
        let none = Tally::new(planned.a.op);
        let rows = self
            .groups(planned, dimension, split)
            .into_iter()
            .map(|group| {
                let figure = Figure::new(
                    planned.indicator,
                    a.get(group.as_str()).unwrap_or(&none),
                    b.as_ref()
                        .map(|(b, none)| b.get(group.as_str()).unwrap_or(none)),
                );
                (group, figure)
            })
            .collect();
        Breakdown {
            dimension: dimension.id.clone(),
            rows,
        }
    }

    /// The groups of a breakdown in the order in which they are printed.
    fn groups(
        &self,
        planned: &IndicatorPlan<'_>,
        dimension: &Dimension,
        split: Split<'_>,
    ) -> Vec<String> {
        let terms = || [&planned.a].into_iter().chain(&planned.b);
        let mut groups = self
            .plan
            .groups
            .get(dimension.id.as_str())
            .cloned()
            .unwrap_or_default();
        if let Split::RowKey = split {
            for term in terms() {
                if let Some(rows) = &term.rows {
                    let keys = row_keys(&self.plan.forms[term.form], rows.repeat);
                    keys.into_iter().for_each(|key| add_new(&mut groups, key));
                }
            }
        }
        groups.retain(|group| !group.is_empty());
        let mut seen = LiteMap::<&str, ()>::new();
        for term in terms() {
            self.each_group(term, split, &mut |group| {
                seen.insert(group, ());
            });
        }
        let has_blank = seen.remove("").is_some();
        let mut others = LiteMap::<_, ()>::new();
        for group in seen.keys() {
            others.insert(place_outside(group), ());
        }
        for (_, _, group) in others.keys() {
            add_new(&mut groups, (*group).to_owned());
        }
        groups.extend(has_blank.then(String::new));
        groups
    }

    /// Shows the groups of the responses or rows of a term, whether these count or not.
    fn each_group<'s>(&'s self, term: &TermPlan, split: Split<'_>, visit: &mut dyn FnMut(&'s str)) {
        for facts in &self.facts[term.form] {
            match (split, &term.rows) {
                (Split::Question(dimension), _) => {
                    facts.group(dimension).into_iter().for_each(&mut *visit);
                }
                (Split::RowKey, Some(rows)) => {
                    facts.rows[rows.repeat]
                        .iter()
                        .for_each(|row| visit(&row.key));
                }
                (Split::RowKey, None) | (Split::Whole, _) => {}
            }
        }
    }

    fn whole(&self, term: &TermPlan) -> Tally {
        self.by_group(term, Split::Whole)
            .remove("")
            .unwrap_or_else(|| Tally::new(term.op))
    }

    /// Aggregates the responses or rows that the term counts, told apart by group.
    fn by_group<'s>(&'s self, term: &TermPlan, split: Split<'_>) -> LiteMap<&'s str, Tally> {
        let mut tallies = LiteMap::new();
        let mut take = |group: &'s str, fields: &[Amount]| {
            let tally = tallies.entry(group).or_insert_with(|| Tally::new(term.op));
            match term.field {
                Some(field) => tally.add(fields[field]),
                None => tally.count_one(),
            }
        };
        for facts in &self.facts[term.form] {
            if term
                .condition
                .is_some_and(|condition| !facts.conditions[condition])
            {
                continue;
            }
            let group = match split {
                Split::Question(dimension) => facts.group(dimension).unwrap_or_default(),
                Split::Whole | Split::RowKey => "",
            };
            let Some(rows) = &term.rows else {
                take(group, &facts.fields);
                continue;
            };
            for row in &facts.rows[rows.repeat] {
                if let Split::RowKey = split {
                    // The row's own key replaces the row condition.
                    take(&row.key, &row.fields);
                } else if rows.test.is_none_or(|test| row.tests[test]) {
                    take(group, &row.fields);
                }
            }
        }
        tallies
    }
}

fn add_new(groups: &mut Vec<String>, group: String) {
    if !groups.contains(&group) {
        groups.push(group);
    }
}

/// Where a value outside the list stands: numbers first and by size, then by text.
fn place_outside(group: &str) -> (bool, Decimal, &str) {
    match Amount::from_text(group) {
        Amount::Exact(number) => (false, number, group),
        Amount::Blank | Amount::TooLarge => (true, Decimal::default(), group),
    }
}
