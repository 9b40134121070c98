//! Follows an edit through the graph, and no further than it reaches.

use std::sync::Arc;

use super::cell::Place;
use super::{Changed, Session};
use crate::engine::Engine;
use crate::graph::{Dependent, Step};
use crate::path::Path;

/// What an edit set in motion and has not settled yet.
struct Wave {
    /// By place in the order of computing: the rows to compute.
    steps: Marks,
    /// By field: the rows to check when all values stand.
    checks: Marks,
    /// By field: the rows that changed.
    shown: Marks,
    /// By repeat: whether it changed.
    repeats: Vec<bool>,
    /// The places that are gone, with their rows.
    gone: Vec<Path>,
    sections: bool,
}

/// Rows by what they are rows of, which goes by its number; in order, each once.
struct Marks(Vec<Vec<usize>>);

impl Marks {
    fn none(count: usize) -> Self {
        Self(vec![Vec::new(); count])
    }

    fn add(&mut self, of: usize, row: usize) {
        let rows = &mut self.0[of];
        if let Err(place) = rows.binary_search(&row) {
            rows.insert(place, row);
        }
    }

    /// Takes the rows of one.
    fn take(&mut self, of: usize) -> Vec<usize> {
        std::mem::take(&mut self.0[of])
    }
}

impl Wave {
    fn new(engine: &Engine) -> Self {
        let fields = engine.layout.fields.len();
        Self {
            steps: Marks::none(engine.graph.order.len()),
            checks: Marks::none(fields),
            shown: Marks::none(fields),
            repeats: vec![false; engine.layout.repeats.len()],
            gone: Vec::new(),
            sections: false,
        }
    }

    /// Notes that a place changed and must be checked.
    fn show(&mut self, place: Place) {
        self.shown.add(place.field, place.row);
        self.checks.add(place.field, place.row);
    }
}

impl Session {
    /// Takes a new text for one place and computes what depends on it.
    pub(super) fn enter(&mut self, place: Place, text: Option<&str>) -> Changed {
        let engine = Arc::clone(&self.engine);
        let mut wave = Wave::new(&engine);
        wave.show(place);
        let before = self.visible(place.field, place.row).clone();
        self.put(place, text.unwrap_or_default());
        if *self.visible(place.field, place.row) != before {
            self.follow(&engine, Step::Field(place.field), place.row, &mut wave);
        }
        // Whatever follows from a step stands behind it in the order.
        for (rank, step) in engine.graph.order.iter().enumerate() {
            for row in wave.steps.take(rank) {
                self.resettle(&engine, *step, row, &mut wave);
            }
        }
        for field in 0..engine.layout.fields.len() {
            for row in wave.checks.take(field) {
                if self.check(&engine, Place { field, row }) {
                    wave.shown.add(field, row);
                }
            }
        }
        self.changed(wave)
    }

    /// Settles a step in one row and puts what follows into the wave.
    fn resettle(&mut self, engine: &Engine, step: Step, row: usize, wave: &mut Wave) {
        match step {
            Step::Section(section) => {
                if self.settle_section(engine, section) {
                    wave.sections = true;
                    self.follow(engine, step, 0, wave);
                }
            }
            Step::Repeat(repeat) => self.resettle_repeat(engine, repeat, wave),
            Step::Field(field) => {
                let place = Place { field, row };
                let settled = self.settle_field(engine, place);
                if settled.is_shown {
                    wave.show(place);
                }
                if settled.is_visible {
                    self.follow(engine, step, row, wave);
                }
            }
        }
    }

    /// Puts what depends on a step into the wave.
    fn follow(&self, engine: &Engine, step: Step, row: usize, wave: &mut Wave) {
        for dependent in engine.graph.steps_after(step) {
            let rank = engine.graph.rank(dependent.target);
            for row in self.rows_of(dependent.target, dependent.same_row, row) {
                wave.steps.add(rank, row);
            }
        }
        for Dependent { target, same_row } in engine.graph.checks_after(step) {
            for row in self.rows_of(Step::Field(*target), *same_row, row) {
                wave.checks.add(*target, row);
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
                    wave.show(place);
                } else {
                    wave.gone.push(self.path(place));
                }
                // What looks at all rows of a field must look again.
                self.follow(engine, Step::Field(field), row, wave);
            }
        }
        wave.repeats[index] = true;
        self.follow(engine, Step::Repeat(index), 0, wave);
    }

    /// The wave as people's pages need it.
    fn changed(&self, mut wave: Wave) -> Changed {
        let layout = &self.engine.layout;
        let mut paths = Vec::new();
        for field in 0..layout.fields.len() {
            let Some(repeat) = layout.fields[field].repeat else {
                if !wave.shown.take(field).is_empty() {
                    paths.push(self.path(Place { field, row: 0 }));
                }
                continue;
            };
            // A repeat stands before its first field, its rows one after the other.
            let fields = layout.columns(repeat);
            if field != fields.start {
                continue;
            }
            if wave.repeats[repeat] {
                paths.push(Path::top(&layout.repeats[repeat].name));
            }
            let mut rows = Marks::none(1);
            for row in fields.clone().flat_map(|field| &wave.shown.0[field]) {
                rows.add(0, *row);
            }
            for row in rows.take(0) {
                for field in fields.clone() {
                    if wave.shown.0[field].binary_search(&row).is_ok() {
                        paths.push(self.path(Place { field, row }));
                    }
                }
            }
        }
        paths.extend(wave.gone);
        Changed {
            paths,
            sections: wave.sections,
        }
    }
}
