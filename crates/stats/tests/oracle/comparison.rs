//! Expected figures, and how a table differs from them.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_stats::{Figure, IndicatorTable};

use crate::dataset::oracle_folder;

/// `expected.json`: code → `total` → figure, and code → dimension → group → figure.
pub(crate) struct Expected(BTreeMap<String, serde_json::Value>);

impl Expected {
    pub(crate) fn read() -> Self {
        let text = std::fs::read_to_string(oracle_folder().join("expected.json"))
            .expect("the figures of the oracle");
        Self(serde_json::from_str(&text).expect("figures by code"))
    }

    pub(crate) fn codes(&self) -> BTreeSet<&str> {
        self.0.keys().map(String::as_str).collect()
    }

    /// What is expected of one indicator; nothing where it is not among them.
    pub(crate) fn table(&self, code: &str) -> &serde_json::Value {
        self.0.get(code).unwrap_or(&serde_json::Value::Null)
    }
}

/// Every figure in which `table` is not what is expected, as a line to read; whole groups and
/// breakdowns that are there on one side only included.
pub(crate) fn differences(table: &IndicatorTable, expected: &serde_json::Value) -> Vec<String> {
    let mut given = BTreeMap::from([(place(&table.code, "total", ""), read_figure(&table.total))]);
    for breakdown in &table.breakdowns {
        for (group, figure) in &breakdown.rows {
            given.insert(
                place(&table.code, &breakdown.dimension, group),
                read_figure(figure),
            );
        }
    }
    let mut wanted = BTreeMap::new();
    for (dimension, figures) in expected.as_object().into_iter().flatten() {
        if dimension == "total" {
            wanted.insert(place(&table.code, "total", ""), parse_figure(figures));
            continue;
        }
        for (group, figure) in figures.as_object().into_iter().flatten() {
            wanted.insert(place(&table.code, dimension, group), parse_figure(figure));
        }
    }
    let places = given.keys().chain(wanted.keys()).collect::<BTreeSet<_>>();
    places
        .into_iter()
        .filter(|place| given.get(*place) != wanted.get(*place))
        .map(|place| {
            format!(
                "{place}: {:?}, expected {:?}",
                given.get(place),
                wanted.get(place)
            )
        })
        .collect()
}

/// Value, a and b.
type Parts = [Option<String>; 3];

fn place(code: &str, dimension: &str, group: &str) -> String {
    format!("{code} {dimension} {group:?}")
}

fn read_figure(figure: &Figure) -> Parts {
    [figure.value.clone(), figure.a.clone(), figure.b.clone()]
}

fn parse_figure(figure: &serde_json::Value) -> Parts {
    ["value", "a", "b"].map(|part| figure[part].as_str().map(str::to_owned))
}
