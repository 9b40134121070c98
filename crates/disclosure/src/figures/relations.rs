//! How the counts of figures add up, and which of them are hidden.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_stats::Aggregate;

use super::aggregates::{Aggregates, Key, Place};
use super::area::Area;
use super::rows::is_met;
use super::{HiddenKeys, is_row};
use crate::suppress::{Rule, suppress};
use crate::table::{CellId, Kind, NotTheSum, Table};

/// A count, where the digits are one.
fn whole(digits: Option<&str>) -> Option<u64> {
    let count = digits?.parse().ok();
    count.filter(|count| *count < 1 << 53)
}

/// The counts that are hidden.
pub(super) fn hidden<'a>(
    aggregates: &Aggregates<'a>,
    area: &Area<'_>,
    smallest: u32,
) -> HiddenKeys<'a> {
    let mut table = Table::default();
    let mut cells: BTreeMap<&Key<'a>, CellId> = BTreeMap::new();
    let mut hidden = HiddenKeys::new();
    for subject in 0..aggregates.subjects.len() {
        let counts = aggregates.counts.iter();
        let counts: Vec<_> = counts.filter(|(key, _)| key.subject == subject).collect();
        let add_up = aggregates.subjects[subject].op != Aggregate::Mean
            && aggregates.subjects[subject].op != Aggregate::Median;
        // Tried on a copy, so that nothing of it stands where it does not add up after all.
        let mut tried = (table.clone(), cells.clone());
        if add_up && join(&mut tried.0, &mut tried.1, &counts, area).is_ok() {
            (table, cells) = tried;
        } else if counts
            .iter()
            .any(|(key, digits)| area.is_narrow(&key.place) && is_small_or_odd(**digits, smallest))
        {
            // What does not add up as counts do is hidden whole or not at all.
            let own = counts
                .into_iter()
                .filter(|(_, digits)| !is_nothing(**digits));
            hidden.extend(own.map(|(key, _)| key.clone()));
        }
    }
    add_shares(&mut table, &cells, aggregates, area);
    let suppression = suppress(&table, Rule { smallest });
    let own = cells
        .into_iter()
        .filter(|(_, cell)| suppression.status(*cell).is_hidden());
    hidden.extend(own.map(|(key, _)| key.clone()));
    hidden
}

/// Nothing, or nobody: there is no figure, or it is 0.
fn is_nothing(digits: Option<&str>) -> bool {
    digits.is_none_or(|digits| digits.bytes().all(|digit| matches!(digit, b'0' | b'.')))
}

/// What is no figure of a group of persons large enough.
fn is_small_or_odd(digits: Option<&str>, smallest: u32) -> bool {
    let number = digits.and_then(|digits| digits.parse::<f64>().ok());
    !is_nothing(digits) && number.is_none_or(|number| number < f64::from(smallest))
}

/// Adds the counts of one subject and how they add up.
///
/// # Errors
///
/// Where one is no whole count, or a total is not the sum of its parts.
fn join<'k, 'a>(
    table: &mut Table,
    cells: &mut BTreeMap<&'k Key<'a>, CellId>,
    counts: &[(&'k Key<'a>, &Option<&'a str>)],
    area: &Area<'_>,
) -> Result<(), Odd> {
    for (key, digits) in counts {
        let count = whole(**digits).ok_or(Odd)?;
        let kind = match area.is_narrow(&key.place) {
            true => Kind::Narrow,
            false => Kind::Wide,
        };
        cells.insert(key, table.cell(count, kind));
    }
    for (total, _) in counts.iter().filter(|(key, _)| key.place == Place::Total) {
        let mut by: BTreeSet<&str> = BTreeSet::new();
        for (key, _) in counts {
            if let Place::Group(dimension, _) = key.place
                && key.rows == total.rows
            {
                by.insert(dimension);
            }
        }
        for dimension in by {
            let is_part = |key: &Key<'_>| {
                key.rows == total.rows
                    && matches!(key.place, Place::Group(own, _) if own == dimension)
            };
            let parts = counts.iter().filter(|(key, _)| is_part(key));
            let parts: Vec<CellId> = parts.map(|(key, _)| cells[key]).collect();
            table.total(cells[total], &parts)?;
        }
        let rows = counts.iter().filter(|(key, _)| is_row(&key.place));
        let is_counted = |key: &Key<'_>| match (key.place.clone(), total.rows) {
            (Place::Row(row), Some(condition)) => is_met(condition, row),
            _ => true,
        };
        if rows.clone().next().is_some() {
            let parts = rows.filter(|(key, _)| is_counted(key));
            let parts: Vec<CellId> = parts.map(|(key, _)| cells[key]).collect();
            table.total(cells[total], &parts)?;
        }
    }
    Ok(())
}

/// What is left of each whole is there too, though it is not printed.
fn add_shares(
    table: &mut Table,
    cells: &BTreeMap<&Key<'_>, CellId>,
    aggregates: &Aggregates<'_>,
    area: &Area<'_>,
) {
    let pairs = aggregates.shares.iter();
    let pairs: Vec<_> = pairs
        .filter_map(|(part, of)| Some((part, of, *cells.get(part)?, *cells.get(of)?)))
        .collect();
    for (key, of, part, all) in &pairs {
        // Parts that are larger than the whole are none of it, here and in all other groups.
        let is_same =
            |own: &Key<'_>, other: &Key<'_>| (own.subject, own.rows) == (other.subject, other.rows);
        let is_share = pairs
            .iter()
            .filter(|(own, whole, ..)| is_same(own, key) && is_same(whole, of))
            .all(|(_, _, part, all)| table.value(*part) <= table.value(*all));
        if is_share {
            let kind = match area.is_narrow(&key.place) {
                true => Kind::Implied,
                false => Kind::ImpliedWide,
            };
            let rest = table.cell(table.value(*all) - table.value(*part), kind);
            // It is the sum by its making.
            let _ = table.total(*all, &[*part, rest]);
        }
    }
}

/// What does not add up as counts do.
struct Odd;

impl From<NotTheSum> for Odd {
    fn from(_: NotTheSum) -> Self {
        Self
    }
}
