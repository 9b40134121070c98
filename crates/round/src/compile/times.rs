//! Units that are not there on all days: their columns `from` and `until`.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sohoi_xlsform::{CellProblem, Row};

use crate::days::Days;
use crate::round::Unit;

/// A unit as it is for some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTime {
    /// The unit.
    pub unit: Unit,
    /// The first day; nothing: since ever.
    pub from: Option<NaiveDate>,
    /// The first day on which it is no more; nothing: it still is.
    pub until: Option<NaiveDate>,
}

impl UnitTime {
    /// On all days.
    pub fn always(unit: Unit) -> Self {
        Self {
            unit,
            from: None,
            until: None,
        }
    }

    /// Its days.
    pub fn days(&self) -> Days {
        Days {
            from: self.from,
            until: self.until,
        }
    }

    /// Whether it exists on a day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days().has(day)
    }
}

/// The day in a cell.
pub(super) fn day(
    row: Row<'_>,
    column: &str,
    problems: &mut Vec<CellProblem>,
) -> Option<NaiveDate> {
    let text = row.some(column)?;
    let day = text.parse().ok();
    if day.is_none() {
        let message = format!("`{text}` is not a day: write it as 2025-07-01");
        problems.push(row.problem(column, message));
    }
    day
}

/// Each unit once, as it is on a day; one that is not there on it, as it was last.
pub(super) fn on(day: Option<NaiveDate>, times: &[UnitTime]) -> Vec<Unit> {
    let mut chosen: Vec<&UnitTime> = Vec::new();
    for time in times {
        match chosen.iter_mut().find(|own| own.unit.id == time.unit.id) {
            None => chosen.push(time),
            Some(own) => {
                let is_on = |time: &UnitTime| day.is_some_and(|day| time.is_on(day));
                if is_on(time) || (!is_on(own) && own.from < time.from) {
                    *own = time;
                }
            }
        }
    }
    chosen.into_iter().map(|time| time.unit.clone()).collect()
}

/// What is wrong with the days of units, which come with their rows.
pub(super) fn check(times: &[(u64, UnitTime)], problems: &mut Vec<CellProblem>) {
    let mut by_id: BTreeMap<&str, Vec<&(u64, UnitTime)>> = BTreeMap::new();
    for entry in times {
        let (row, time) = entry;
        if let Some((from, until)) = time.from.zip(time.until)
            && until <= from
        {
            let message = format!("the unit ends on {until}, before it begins on {from}");
            problems.push(CellProblem::of_cell(*row, "until", message));
        }
        let id = time.unit.id.as_str();
        let own = by_id.entry(id).or_default();
        if let Some((other, _)) = own
            .iter()
            .find(|(_, other)| other.days().overlaps(time.days()))
            && !id.is_empty()
        {
            let message = format!("`{id}` already stands in row {other}, on the same days");
            problems.push(CellProblem::of_cell(*row, "id", message));
        }
        own.push(entry);
    }
    for (row, time) in times {
        let Some(parent) = time.unit.parent.as_deref() else {
            continue;
        };
        let Some(above) = by_id.get(parent) else {
            continue;
        };
        // What is above changes on these days only.
        let changes = above
            .iter()
            .flat_map(|(_, above)| [above.from, above.until])
            .flatten();
        let first = time.from.unwrap_or(NaiveDate::MIN);
        let mut days = std::iter::once(first).chain(changes);
        let gap =
            days.find(|day| time.is_on(*day) && !above.iter().any(|(_, above)| above.is_on(*day)));
        if let Some(day) = gap {
            let since = match day == NaiveDate::MIN {
                true => "at first".to_owned(),
                false => format!("on {day}"),
            };
            let message = format!("the unit above, `{parent}`, is not there {since}");
            problems.push(CellProblem::of_cell(*row, "parent", message));
        }
    }
}
