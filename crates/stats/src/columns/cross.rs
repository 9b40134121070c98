//! An indicator by two dimensions at a time.

use std::collections::BTreeMap;

use super::fill::Fitted;
use super::measure::{Measure, Measures, Values};
use super::space::{Axis, Space, Sum};
use crate::figure::Figure;
use crate::indicator::{Dimension, DimensionSource};
use crate::ledger::Ledger;
use crate::plan::TermPlan;
use crate::tally::Tally;

/// The figures of one indicator, by the groups of two dimensions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CrossTable {
    /// The groups of the first dimension, in the order of a breakdown by it.
    pub rows: Vec<String>,
    /// The groups of the second dimension.
    pub columns: Vec<String>,
    /// By row, then by column.
    pub figures: Vec<Vec<Figure>>,
}

/// What a term is told apart by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    /// The groups of a dimension, by its place in the form.
    Groups(usize),
    /// The key of the row, which takes the place of the row test.
    Key,
}

/// By group of the one and of the other dimension.
type Cells = BTreeMap<(String, String), Tally>;

impl Fitted<'_, '_, '_> {
    /// An indicator, by its place in the plan, by any two different dimensions of the round, whether
    /// it names them as breakdowns or not. `ledger` is that of these columns: it knows which groups
    /// there are.
    ///
    /// Nothing where there is no such indicator or dimension, or where a term cannot be broken down by
    /// one of them: its form names no question for it, or it goes through no rows with keys.
    pub fn cross(
        &self,
        ledger: &Ledger<'_>,
        place: usize,
        dimensions: [&str; 2],
    ) -> Option<CrossTable> {
        let planned = self.plan.indicators.get(place)?;
        let [one, other] = dimensions.map(|id| {
            let mut all = self.plan.dimensions.iter();
            all.find(|dimension| dimension.id == id)
        });
        let (one, other) = (one?, other?);
        let a = self.cells(&planned.a, [one, other])?;
        let b = match &planned.b {
            Some(term) => Some(self.cells(term, [one, other])?),
            None => None,
        };
        let rows = ledger.groups(planned, one);
        let columns = ledger.groups(planned, other);
        let figure = |row: &String, column: &String| {
            let key = (row.clone(), column.clone());
            let tally = |cells: &Cells, term: &TermPlan| {
                let known = cells.get(&key).cloned();
                known.unwrap_or_else(|| Tally::new(term.op))
            };
            let b = b.as_ref().zip(planned.b.as_ref());
            let b = b.map(|(cells, term)| tally(cells, term));
            Figure::new(planned.indicator, &tally(&a, &planned.a), b.as_ref())
        };
        let figures = rows.iter().map(|row| {
            let figures = columns.iter().map(|column| figure(row, column));
            figures.collect()
        });
        Some(CrossTable {
            figures: figures.collect(),
            rows,
            columns,
        })
    }

    fn cells(&self, term: &TermPlan, dimensions: [&Dimension; 2]) -> Option<Cells> {
        let [one, other] = dimensions.map(|dimension| self.told(term, dimension));
        let (one, other) = (one?, other?);
        if one == other {
            return None;
        }
        Some(match &self.forms[term.form] {
            Some(bound) => {
                let measures = Measures::new(&self.plan.forms[term.form], bound);
                measures.cells(term, [one, other])
            }
            None => Cells::new(),
        })
    }

    fn told(&self, term: &TermPlan, dimension: &Dimension) -> Option<Told> {
        match dimension.source {
            DimensionSource::Question { .. } => {
                let place = self.plan.dimension(term.form, &dimension.id)?;
                Some(Told::Groups(place))
            }
            DimensionSource::RowKey => {
                let repeat = term.rows.as_ref()?.repeat;
                let key = self.plan.forms[term.form].repeats[repeat].key.as_ref();
                key.map(|_| Told::Key)
            }
        }
    }
}

impl Measures<'_, '_, '_> {
    fn cells(&self, term: &TermPlan, told: [Told; 2]) -> Cells {
        let measure = Measure::of(term);
        let domain = self.domain(measure.repeat);
        let (mask, amounts) = (self.mask(&measure, domain), self.amounts(&measure, domain));
        let classes = term.rows.as_ref().map(|rows| &self.classes[rows.repeat]);
        let is_counted = |class: usize| {
            let test = term.rows.as_ref().and_then(|rows| rows.test);
            let test = test.filter(|_| !told.contains(&Told::Key));
            test.zip(classes)
                .is_none_or(|(test, classes)| classes.all[class].1[test])
        };
        let name = |told: Told, group: usize, class: usize| match (told, classes) {
            (Told::Groups(dimension), _) => self.groups[dimension].names[group].clone(),
            (Told::Key, Some(classes)) => classes.all[class].0.clone(),
            (Told::Key, None) => String::new(),
        };
        let mut space = Space::new(self.bound.responses().length);
        for dimension in told {
            if let Told::Groups(dimension) = dimension {
                let groups = &self.groups[dimension];
                space.split(Axis::Groups(dimension), groups.names.len(), &groups.codes);
            }
        }
        if let Some(repeat) = measure.repeat {
            self.tell_rows(&mut space, repeat);
        }
        let mut sums = BTreeMap::<(String, String), (Sum, Values)>::new();
        for (cell, sum) in space.pour(&mask, &amounts).into_iter().enumerate() {
            let [class, groups @ ..] =
                space.places(cell, [Axis::Class, told[0].axis(), told[1].axis()]);
            if sum.count > 0 && is_counted(class) {
                let key = (
                    name(told[0], groups[0], class),
                    name(told[1], groups[1], class),
                );
                sums.entry(key).or_default().0.add(sum);
            }
        }
        if term.op == crate::indicator::Aggregate::Median {
            for (value, place) in super::measure::values(&mask, &amounts) {
                let place = place as usize;
                let class = classes.map_or(0, |classes| classes.codes.at(place) as usize);
                let group = |told: Told| match told {
                    Told::Groups(dimension) => {
                        let response = self.bound.response(domain, place);
                        self.groups[dimension].codes.at(response) as usize
                    }
                    Told::Key => 0,
                };
                if is_counted(class) {
                    let [one, other] = told.map(|told| name(told, group(told), class));
                    let values = &mut sums.entry((one, other)).or_default().1;
                    match values.last_mut() {
                        Some((last, count)) if *last == value => *count += 1,
                        _ => values.push((value, 1)),
                    }
                }
            }
        }
        let tally = |(key, (sum, values)): (_, (Sum, Values))| {
            let tally = Tally::of(term.op, sum.count, sum.too_large, sum.units, values);
            (key, tally)
        };
        sums.into_iter().map(tally).collect()
    }
}

impl Told {
    fn axis(self) -> Axis {
        match self {
            Self::Groups(dimension) => Axis::Groups(dimension),
            Self::Key => Axis::Class,
        }
    }
}
