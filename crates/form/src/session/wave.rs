//! Follows an edit through the graph, and no further than it reaches.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cell::Place;
use super::{Changed, Session};
use crate::engine::Engine;
use crate::graph::{Dependent, Step};
use crate::path::Path;

/// What an edit set in motion and has not settled yet.
#[derive(Default)]
struct Wave {
    /// The steps to compute, by their place in the order, with their rows.
    steps: BTreeSet<(usize, usize)>,
    /// The places to check when all values stand.
    checks: BTreeSet<Place>,
    /// The places that changed.
    shown: BTreeSet<Place>,
    /// The repeats that changed.
    repeats: BTreeSet<usize>,
    /// The places that are gone, with their rows.
    gone: Vec<Path>,
    sections: bool,
}

impl Session {
    /// Takes a new text for one place and computes what depends on it.
    pub(super) fn enter(&mut self, place: Place, text: Option<&str>) -> Changed {
        let engine = Arc::clone(&self.engine);
        let mut wave = Wave::default();
        wave.shown.insert(place);
        wave.checks.insert(place);
        let before = self.visible(place.field, place.row).clone();
        self.put(place, text.unwrap_or_default());
        if *self.visible(place.field, place.row) != before {
            self.follow(&engine, Step::Field(place.field), place.row, &mut wave);
        }
        while let Some((rank, row)) = wave.steps.pop_first() {
            match engine.graph.order[rank] {
                Step::Section(section) => {
                    if self.settle_section(&engine, section) {
                        wave.sections = true;
                        self.follow(&engine, Step::Section(section), 0, &mut wave);
                    }
                }
                Step::Repeat(repeat) => self.resettle_repeat(&engine, repeat, &mut wave),
                Step::Field(field) => {
                    let place = Place { field, row };
                    let settled = self.settle_field(&engine, place);
                    if settled.is_shown {
                        wave.shown.insert(place);
                        wave.checks.insert(place);
                    }
                    if settled.is_visible {
                        self.follow(&engine, Step::Field(field), row, &mut wave);
                    }
                }
            }
        }
        for place in std::mem::take(&mut wave.checks) {
            if self.check(&engine, place) {
                wave.shown.insert(place);
            }
        }
        self.changed(wave)
    }

    /// Puts what depends on a step into the wave.
    fn follow(&self, engine: &Engine, step: Step, row: usize, wave: &mut Wave) {
        for dependent in engine.graph.steps_after(step) {
            let rank = engine.graph.rank(dependent.target);
            for row in self.rows_of(dependent.target, dependent.same_row, row) {
                wave.steps.insert((rank, row));
            }
        }
        for Dependent { target, same_row } in engine.graph.checks_after(step) {
            for row in self.rows_of(Step::Field(*target), *same_row, row) {
                wave.checks.insert(Place {
                    field: *target,
                    row,
                });
            }
        }
    }

    fn rows_of(&self, step: Step, same_row: bool, row: usize) -> std::ops::Range<usize> {
        match step {
            _ if same_row => row..row + 1,
            Step::Field(field) => 0..self.row_count_of(field),
            Step::Section(_) | Step::Repeat(_) => 0..1,
        }
    }

    /// Settles a repeat and puts what follows into the wave.
    fn resettle_repeat(&mut self, engine: &Engine, index: usize, wave: &mut Wave) {
        let before = self.tables[index].rows();
        let is_other = self.settle_repeat(engine, index);
        let after = self.tables[index].rows();
        if !is_other && before == after {
            return;
        }
        for row in before.min(after)..before.max(after) {
            for field in engine.layout.columns(index) {
                let place = Place { field, row };
                if row < after {
                    wave.shown.insert(place);
                    wave.checks.insert(place);
                } else {
                    wave.gone.push(self.path(place));
                }
                // What looks at all rows of a field must look again.
                self.follow(engine, Step::Field(field), row, wave);
            }
        }
        wave.repeats.insert(index);
        self.follow(engine, Step::Repeat(index), 0, wave);
    }

    /// The wave as people's pages need it.
    fn changed(&self, wave: Wave) -> Changed {
        let layout = &self.engine.layout;
        // A repeat stands before its first field, its rows one after the other.
        let repeats = wave.repeats.iter().map(|repeat| {
            let repeat = &layout.repeats[*repeat];
            ((repeat.first, 0, 0), Path::top(&repeat.name))
        });
        let places = wave.shown.iter().map(|place| {
            let field = &layout.fields[place.field];
            let first = field
                .repeat
                .map_or(place.field, |repeat| layout.repeats[repeat].first);
            ((first, place.row + 1, place.field), self.path(*place))
        });
        let mut paths: Vec<_> = repeats.chain(places).collect();
        paths.sort_by_key(|(order, _)| *order);
        Changed {
            paths: paths
                .into_iter()
                .map(|(_, path)| path)
                .chain(wave.gone)
                .collect(),
            sections: wave.sections,
        }
    }
}
