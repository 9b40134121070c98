//! What can be kept of a moment, held against what the page shows.

use std::collections::BTreeMap;

use sohoi_stats::{IndicatorTable, Population};
use sohoi_worker_stats::{Filled, Review, Show, What};

use super::{BY, show};

/// What can be kept of a moment is what the page shows, and of each response whether its answers are
/// those of before.
pub(crate) fn moment_agrees(
    review: &Review<'_>,
    held: &BTreeMap<String, Filled>,
    tables: &[IndicatorTable],
    counted: u32,
    population: Population,
) {
    let show = Show {
        what: What::Moment {
            by: Some(BY.to_owned()),
        },
        ..show(population)
    };
    let moment = review.now(&show).expect("an answer").moment;
    assert_eq!(moment.population, population);
    let mut kept: Vec<_> = moment.figures.into_iter().map(|own| own.table).collect();
    kept.sort_by(|one, other| one.code.cmp(&other.code));
    assert_eq!(kept, tables);
    assert_eq!(moment.responses.len() as u32, counted);
    assert!(moment.responses.is_sorted_by_key(|own| &own.id));
    for one in &moment.responses {
        let filled = &held[&one.id];
        assert_eq!(one.subject, filled.subject);
        for other in &moment.responses {
            let is_same = held[&other.id].answers == filled.answers;
            assert_eq!(
                one.answers == other.answers,
                is_same,
                "{} {}",
                one.id,
                other.id
            );
        }
    }
}
