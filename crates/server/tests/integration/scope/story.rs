//! What happened in a world, for whoever has to find out why a case failed; and how many cases there
//! were of each route.

use std::collections::BTreeMap;

/// Route → cases.
pub(super) type Cases = BTreeMap<String, usize>;

pub(super) struct Story {
    seed: u64,
    on_postgres: bool,
    happened: Vec<String>,
    pub(super) cases: Cases,
}

impl Story {
    pub(super) fn of(seed: u64, on_postgres: bool) -> Self {
        Self {
            seed,
            on_postgres,
            happened: Vec::new(),
            cases: Cases::new(),
        }
    }

    /// Something is about to happen.
    pub(super) fn tell(&mut self, what: impl Into<String>) {
        self.happened.push(what.into());
    }

    /// An answer of a route was held against what is right.
    pub(super) fn case(&mut self, route: impl Into<String>) {
        *self.cases.entry(route.into()).or_default() += 1;
    }
}

impl Drop for Story {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            return;
        }
        let seed = self.seed;
        let test = if self.on_postgres { " postgres" } else { "" };
        eprintln!("In the world of seed {seed} it happened that");
        for what in &self.happened {
            eprintln!("  {what}");
        }
        eprintln!(
            "Again: SOHOI_SCOPE_SEEDS={seed}..{} cargo test -p sohoi-server --test integration -- \
             --include-ignored scope::{test}",
            seed + 1
        );
    }
}
