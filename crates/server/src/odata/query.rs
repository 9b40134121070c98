//! What was asked of a table.

use std::cmp::Ordering;

use super::Refused;
use super::filter::Condition;
use super::options::Options;
use super::table::{Row, Table};

/// Options whose names are columns of a table.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) filter: Option<Condition<usize>>,
    /// Columns of the key, and whether from the end: all of them, so that no two rows are alike.
    order: Vec<(usize, bool)>,
    /// The columns that are asked for, in the order of the table.
    pub(super) select: Option<Vec<usize>>,
    pub(super) top: Option<u64>,
    pub(super) skip: u64,
    pub(super) counts: bool,
    after: Option<Vec<String>>,
}

impl Query {
    /// The options as asked of this table.
    ///
    /// # Errors
    ///
    /// A property that it does not have; an order by anything but the key.
    pub fn of(options: &Options, table: &Table) -> Result<Self, Refused> {
        let place = |option: &str, name: &str| {
            let missing = || format!("{option}: {} has no property {name}", table.name);
            table
                .position(name)
                .ok_or_else(|| Refused::Malformed(missing()))
        };
        let mut order = Vec::new();
        for (name, is_from_end) in &options.order {
            let own = place("$orderby", name)?;
            if own >= table.keys {
                return Err(Refused::Unsupported(format!(
                    "$orderby by {name}, which is not of the key,"
                )));
            }
            if !order.iter().any(|(known, _)| *known == own) {
                order.push((own, *is_from_end));
            }
        }
        for key in 0..table.keys {
            if !order.iter().any(|(known, _)| *known == key) {
                order.push((key, false));
            }
        }
        let select = match &options.select {
            None => None,
            Some(names) => {
                let places = names.iter().map(|name| place("$select", name));
                let mut places = places.collect::<Result<Vec<_>, _>>()?;
                places.sort_unstable();
                places.dedup();
                Some(places)
            }
        };
        if options
            .after
            .as_ref()
            .is_some_and(|it| it.len() != table.keys)
        {
            return Err(Refused::Malformed("$skiptoken is of another table".into()));
        }
        Ok(Self {
            filter: options
                .filter
                .clone()
                .map(|it| it.bind(table))
                .transpose()?,
            order,
            select,
            top: options.top,
            skip: options.skip,
            counts: options.counts,
            after: options.after.clone(),
        })
    }

    /// The same, asked for its count and nothing of its pages.
    pub fn counting(&self) -> Self {
        Self {
            counts: true,
            top: None,
            skip: 0,
            after: None,
            ..self.clone()
        }
    }

    /// Whether a row is in what was asked for, on whichever page.
    pub(super) fn is_met(&self, row: &Row) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.is_met(row))
    }

    /// Whether a row comes after the pages before.
    pub(super) fn is_further(&self, row: &Row) -> bool {
        let Some(after) = &self.after else {
            return true;
        };
        self.compare_by(|place| text(row, place).cmp(after[place].as_str()))
            .is_gt()
    }

    /// The order of two rows.
    pub(super) fn compare(&self, a: &Row, b: &Row) -> Ordering {
        self.compare_by(|place| text(a, place).cmp(text(b, place)))
    }

    fn compare_by(&self, compare: impl Fn(usize) -> Ordering) -> Ordering {
        let parts = self.order.iter().map(|(place, is_from_end)| {
            let own = compare(*place);
            if *is_from_end { own.reverse() } else { own }
        });
        parts.fold(Ordering::Equal, Ordering::then)
    }
}

fn text(row: &Row, place: usize) -> &str {
    row[place].as_deref().unwrap_or_default()
}
