//! Everything that can be kept of the figures of this moment.

use sohoi_stats::{Moment, MomentFigures, MomentResponse};

use super::{Review, tables};
use crate::asked::{Show, What};
use crate::said::Now;

impl<const EXPLORES: bool> Review<'_, EXPLORES> {
    /// The answer to a question about this moment: all responses that count, in the order of their ids.
    pub fn now(&self, show: &Show) -> Option<Now> {
        let What::Moment { by } = &show.what else {
            return None;
        };
        let indicators = &self.source.indicators;
        let places: Vec<usize> = (0..indicators.len()).collect();
        let counting = self.counting_of(show.population);
        let tables = tables(counting.ledger(), indicators, show, &places);
        let figures = indicators.iter().zip(tables);
        let mut ids: Vec<&String> = counting.counted().collect();
        ids.sort_unstable();
        let responses = ids.into_iter().filter_map(|id| {
            let kept = self.responses.get(id)?;
            Some(MomentResponse {
                id: id.clone(),
                subject: kept.subject.clone(),
                answers: kept.more.as_ref()?.print.text(),
            })
        });
        Some(Now {
            number: show.number,
            moment: Moment {
                population: show.population,
                by: by.clone(),
                figures: figures
                    .map(|(indicator, table)| MomentFigures {
                        computed: indicator.computation(),
                        table,
                    })
                    .collect(),
                responses: responses.collect(),
            },
        })
    }
}
