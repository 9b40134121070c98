//! Who is on the named lists.

use sohoi_sync::is_provisional;

use super::{Review, count};
use crate::asked::{Show, What};
use crate::said::{ListRow, Lists};

impl<const EXPLORES: bool> Review<'_, EXPLORES> {
    /// The answer to a question about the named lists.
    ///
    /// Of lists of those who have not submitted, lines that are not in the register itself are left
    /// out, as they are of progress.
    pub fn lists(&self, show: &Show) -> Option<Lists> {
        let What::Lists { list } = &show.what else {
            return None;
        };
        let lists = &self.source.lists;
        let wanted = list.as_ref();
        let wanted = wanted.and_then(|id| lists.iter().position(|own| own.id == *id));
        let mut counts = vec![0; lists.len()];
        // By lines of the register, whose order is the one of the list.
        let mut found: Vec<Vec<ListRow>> =
            self.source.register.iter().map(|_| Vec::new()).collect();
        for id in self.counting_of(show.population).counted() {
            let Some(kept) = self.responses.get(id) else {
                continue;
            };
            let listed = kept.more.iter().flat_map(|more| &more.listed);
            for (place, listed) in listed {
                let place = *place as usize;
                counts[place] += 1;
                if wanted == Some(place)
                    && let Some(line) = self.line(&kept.subject)
                {
                    found[line].push(ListRow {
                        subject: kept.subject.clone(),
                        response: Some(id.clone()),
                        cells: listed.cells.clone(),
                        phone: listed.phone.clone(),
                        steps: listed.steps.clone(),
                    });
                }
            }
        }
        let is_counted = self.lines_that_count(show.population);
        let lines = self.source.register.iter().zip(is_counted).enumerate();
        for (place, (line, is_counted)) in lines {
            if is_counted || is_provisional(&line.id) {
                continue;
            }
            for (own, list) in lists.iter().enumerate() {
                if !list.awaits(&line.kind) {
                    continue;
                }
                counts[own] += 1;
                if wanted == Some(own) {
                    found[place].push(ListRow {
                        subject: line.id.clone(),
                        response: None,
                        cells: Vec::new(),
                        phone: String::new(),
                        steps: Vec::new(),
                    });
                }
            }
        }
        Some(Lists {
            number: show.number,
            population: show.population,
            counted: count(self.counting_of(show.population).counted().count()),
            counts,
            rows: found.into_iter().flatten().collect(),
        })
    }
}
