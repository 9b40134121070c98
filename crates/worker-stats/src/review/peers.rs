//! With what whole forms are compared: the medians of those of the same group.

use litemap::LiteMap;
use sohoi_round::Compared;
use sohoi_stats::median;

use super::{Review, count};
use crate::asked::{Show, What};
use crate::said::{Median, PeerGroup, Peers};

/// How many decimals medians have.
const DIGITS: u8 = 1;

impl<const EXPLORES: bool> Review<'_, EXPLORES> {
    /// The answer to the question what whole forms are compared with.
    pub fn peers(&self, show: &Show) -> Option<Peers> {
        if show.what != What::Peers {
            return None;
        }
        let counting = self.counting_of(show.population);
        // By lines of the register, whose order is the one of the list.
        let mut counted: Vec<(usize, &String)> = Vec::new();
        let mut groups = LiteMap::<(usize, &str), Vec<&Compared>>::new();
        for id in counting.counted() {
            let Some(kept) = self.responses.get(id) else {
                continue;
            };
            counted.extend(self.line(&kept.subject).map(|line| (line, id)));
            if let Some(compared) = kept.more.as_ref().and_then(|more| more.compared.as_ref()) {
                let group = (compared.comparison, compared.group.as_str());
                groups.entry(group).or_default().push(compared);
            }
        }
        counted.sort();
        let groups = groups.iter().map(|((comparison, group), members)| {
            let comparison = *comparison;
            let own = &self.source.comparisons[comparison];
            let figures = 0..own.figures.len();
            let medians = figures.map(|figure| {
                let values: Vec<f64> = members
                    .iter()
                    .filter_map(|own| own.values[figure])
                    .collect();
                let values_of = count(values.len());
                Median {
                    values: values_of,
                    median: (values_of >= own.least)
                        .then(|| median(values, DIGITS))
                        .flatten(),
                }
            });
            PeerGroup {
                comparison: count(comparison),
                group: (*group).to_owned(),
                counted: count(members.len()),
                medians: medians.collect(),
            }
        });
        Some(Peers {
            number: show.number,
            population: show.population,
            counted: count(counting.counted().count()),
            groups: groups.collect(),
            responses: counted.into_iter().map(|(_, id)| id.clone()).collect(),
        })
    }
}
