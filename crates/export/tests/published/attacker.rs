//! What a reader of a file of figures can find out about what it hides.
//!
//! They know how indicators are made up, since the file says so: which aggregate stands in which column,
//! that groups add up to their total and rows of a year to what the indicator counts, that a share is of
//! its whole, that counts are whole numbers, and that no hidden count is 0. A solver finds the smallest
//! and the largest count that all this leaves possible.

use std::collections::{BTreeMap, BTreeSet};

use microlp::{ComparisonOp, Error, OptimizationDirection, Problem, Variable};
use sohoi_round::Round;
use sohoi_stats::{Aggregate, Calculation, DimensionSource, Indicator, Term};

/// A printed figure.
pub(crate) struct Line<'r> {
    pub(crate) indicator: &'r Indicator,
    /// Empty for the total.
    pub(crate) dimension: String,
    pub(crate) group: String,
    pub(crate) value: String,
    pub(crate) a: String,
    pub(crate) b: String,
}

/// The name of an aggregate of some responses, whichever indicator prints it.
pub(crate) type Name = String;

impl<'r> Line<'r> {
    /// The lines of a file, without its heading.
    pub(crate) fn read(round: &'r Round, rows: &[Vec<String>]) -> Vec<Self> {
        let line = |row: &Vec<String>| {
            let mut indicators = round.indicators.iter();
            let mut dimensions = round.dimensions.iter();
            let dimension = dimensions.find(|own| own.name.vi == row[4]);
            Line {
                indicator: indicators.find(|own| own.code == row[1]).expect("known"),
                dimension: dimension.map_or_else(String::new, |own| own.id.clone()),
                group: row[6].clone(),
                value: row[7].clone(),
                a: row[8].clone(),
                b: row[9].clone(),
            }
        };
        rows[1..].iter().map(line).collect()
    }

    /// Each aggregate with its term and what is printed of it.
    pub(crate) fn parts(&self, round: &Round) -> Vec<(Name, &'r Term, &str)> {
        let b = self.indicator.b.as_ref().map(|b| (b, self.b.as_str()));
        [(&self.indicator.a, self.a.as_str())]
            .into_iter()
            .chain(b)
            .map(|(term, digits)| (self.name(round, term), term, digits))
            .collect()
    }

    fn name(&self, round: &Round, term: &Term) -> Name {
        match is_row(round, &self.dimension) {
            true => format!("{} row {}", subject(term), self.group),
            false => format!("{} {} {}", self.family(term), self.dimension, self.group),
        }
    }

    fn family(&self, term: &Term) -> String {
        format!("{} rows {:?}", subject(term), term.row_where)
    }
}

fn is_row(round: &Round, dimension: &str) -> bool {
    let mut dimensions = round.dimensions.iter();
    dimensions.any(|own| own.id == dimension && own.source == DimensionSource::RowKey)
}

fn subject(term: &Term) -> String {
    let Term {
        op,
        form,
        repeat,
        field,
        r#where,
        ..
    } = term;
    format!("{op:?} {form} {repeat:?} {field:?} {where:?}")
}

/// Whether a row of a year is among those that a condition of the round counts: `= 2017`, `<= 2016`.
fn is_counted(condition: Option<&str>, year: &str) -> bool {
    let Some((_, condition)) = condition.and_then(|it| it.split_once("} ")) else {
        return true;
    };
    let year: i64 = year.parse().expect("a year");
    match condition.split_once(' ') {
        Some(("=", own)) => year == own.parse::<i64>().expect("a year"),
        Some(("<=", own)) => year <= own.parse::<i64>().expect("a year"),
        _ => panic!("{condition}"),
    }
}

/// What a reader knows.
pub(crate) struct Attacker {
    /// What is printed of each aggregate; nothing where it is hidden.
    printed: BTreeMap<Name, Option<f64>>,
    /// Totals with their parts.
    totals: Vec<(Name, Vec<Name>)>,
    /// Shares with their wholes.
    shares: BTreeSet<(Name, Name)>,
}

impl Attacker {
    pub(crate) fn new(round: &Round, lines: &[Line<'_>]) -> Self {
        let mut printed = BTreeMap::new();
        let mut terms: BTreeMap<String, (Name, String, Option<&str>)> = BTreeMap::new();
        let mut parts: BTreeMap<(String, String), BTreeSet<Name>> = BTreeMap::new();
        let mut rows: BTreeMap<String, BTreeMap<String, Name>> = BTreeMap::new();
        let mut shares = BTreeSet::new();
        for line in lines {
            for (name, term, digits) in line.parts(round) {
                if !matches!(term.op, Aggregate::Sum | Aggregate::Count) {
                    continue;
                }
                printed.insert(name.clone(), digits.parse().ok());
                let family = line.family(term);
                if line.dimension.is_empty() {
                    let condition = term.row_where.as_deref();
                    terms.insert(family, (name, subject(term), condition));
                } else if is_row(round, &line.dimension) {
                    let of = rows.entry(subject(term)).or_default();
                    of.insert(line.group.clone(), name);
                } else {
                    let of = parts.entry((family, line.dimension.clone()));
                    of.or_default().insert(name);
                }
            }
            let is_share = matches!(
                line.indicator.calc,
                Calculation::Pct | Calculation::PctComplement
            );
            if let ([(a, ..), (b, ..)], true) = (&line.parts(round)[..], is_share) {
                shares.insert((a.clone(), b.clone()));
            }
        }
        let mut totals: Vec<(Name, Vec<Name>)> = parts
            .into_iter()
            .map(|((family, _), parts)| (terms[&family].0.clone(), parts.into_iter().collect()))
            .collect();
        for (total, subject, condition) in terms.values() {
            if let Some(rows) = rows.get(subject) {
                let counted = rows.iter().filter(|(year, _)| is_counted(*condition, year));
                totals.push((
                    total.clone(),
                    counted.map(|(_, name)| name.clone()).collect(),
                ));
            }
        }
        Self {
            printed,
            totals,
            shares,
        }
    }

    pub(crate) fn is_hidden(&self, name: &str) -> bool {
        matches!(self.printed.get(name), Some(None))
    }

    /// The hidden counts that the range of one hangs on.
    fn related<'s>(&'s self, wanted: &'s str) -> BTreeSet<&'s str> {
        let mut related = BTreeSet::from([wanted]);
        let totals = self.totals.iter().map(|(total, parts)| {
            let all = parts.iter().chain([total]);
            all.map(String::as_str)
                .filter(|own| self.is_hidden(own))
                .collect::<Vec<_>>()
        });
        let shares = self.shares.iter().map(|(part, whole)| {
            let all = [part, whole].into_iter().map(String::as_str);
            all.filter(|own| self.is_hidden(own)).collect::<Vec<_>>()
        });
        let groups: Vec<Vec<&str>> = totals.chain(shares).collect();
        loop {
            let before = related.len();
            for group in &groups {
                if group.iter().any(|own| related.contains(own)) {
                    related.extend(group);
                }
            }
            if related.len() == before {
                return related;
            }
        }
    }

    /// The smallest and the largest count that is possible for a hidden one.
    pub(crate) fn range(&self, wanted: &str) -> (i64, i64) {
        let related = self.related(wanted);
        let end = |direction| {
            let mut problem = Problem::new(direction);
            let unknown: BTreeMap<&str, Variable> = related
                .iter()
                .map(|name| {
                    let weight = f64::from(u8::from(*name == wanted));
                    (*name, problem.add_integer_var(weight, (1, 10_000_000)))
                })
                .collect();
            let mut say = |terms: Vec<(&Name, f64)>, comparison| {
                let is_open = |(name, _): &(&Name, f64)| unknown.contains_key(name.as_str());
                if !terms.iter().any(is_open) {
                    return;
                }
                let known = terms
                    .iter()
                    .filter_map(|(name, sign)| Some(sign * self.printed[*name]?));
                let rest = -known.sum::<f64>();
                let open = terms
                    .iter()
                    .filter_map(|(name, sign)| Some((*unknown.get(name.as_str())?, *sign)));
                let open: Vec<(Variable, f64)> = open.collect();
                problem.add_constraint(open, comparison, rest);
            };
            for (total, parts) in &self.totals {
                let parts = parts.iter().map(|part| (part, 1.0));
                say(parts.chain([(total, -1.0)]).collect(), ComparisonOp::Eq);
            }
            for (part, whole) in &self.shares {
                if part != whole {
                    say(vec![(part, 1.0), (whole, -1.0)], ComparisonOp::Le);
                }
            }
            match problem.solve() {
                Ok(outcome) => {
                    let solution = outcome.into_solution().expect("no limit was set");
                    solution.objective().round() as i64
                }
                Err(Error::Unbounded) => i64::MAX,
                Err(error) => panic!("{wanted}: {error}"),
            }
        };
        (
            end(OptimizationDirection::Minimize),
            end(OptimizationDirection::Maximize),
        )
    }
}
