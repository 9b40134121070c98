//! Who is said to be on the named lists, held against an indicator and against the register.

use std::collections::{BTreeMap, BTreeSet};

use sohoi_stats::{IndicatorTable, Population};
use sohoi_worker_stats::{Filled, Review, Show, Source, What};

use super::{PROVISIONAL, standing};

/// A list, and the indicator that counts whom it lists.
const LATE: (&str, &str) = ("congress", "DH01");
/// The list of the lines without a response that counts.
const MISSING: &str = "associations-missing";

/// The lists hold those whom an indicator counts by the same rule, and the lines without a response
/// that counts; each is as long as its number says and in the order of the register.
pub(crate) fn lists_agree(
    review: &Review<'_>,
    source: &Source,
    held: &BTreeMap<String, Filled>,
    tables: &[IndicatorTable],
    population: Population,
) {
    let ask = |list: Option<&str>| {
        let list = list.map(str::to_owned);
        let show = Show {
            number: 1,
            population,
            only: Vec::new(),
            standing: None,
            what: What::Lists { list },
        };
        review.lists(&show).expect("an answer")
    };
    let counts = ask(None).counts;
    assert_eq!(ask(None).rows, []);
    for (list, count) in source.lists.iter().zip(&counts) {
        let said = ask(Some(&list.id));
        assert_eq!(said.counts, counts);
        assert_eq!(said.rows.len() as u32, *count, "{}", list.id);
        assert!(said.rows.is_sorted_by_key(|row| &row.subject));
        let is_missing = list.answers().is_none();
        let mut rows = said.rows.iter();
        assert!(rows.all(|row| row.response.is_none() == is_missing));
    }
    let late = ask(Some(LATE.0)).rows;
    let table = tables.iter().find(|table| table.code == LATE.1);
    let counted = table.expect("it is there").total.a.as_deref();
    assert_eq!(counted, Some(late.len().to_string().as_str()));
    for row in late {
        let response = &held[&row.response.expect("a response")];
        assert_eq!(response.subject, row.subject);
        let day = response.answers.get("last_congress_date");
        assert_eq!(row.cells[0], day.cloned().unwrap_or_default());
    }
    let answered: BTreeSet<&str> = held
        .values()
        .filter(|own| population.includes(standing(own.state)))
        .map(|own| own.subject.as_str())
        .collect();
    let lines = source.register.iter().map(|line| line.id.as_str());
    let missing: Vec<&str> = lines
        .filter(|id| !answered.contains(id) && *id != PROVISIONAL)
        .collect();
    let said = ask(Some(MISSING)).rows;
    let said: Vec<&str> = said.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(said, missing);
}
