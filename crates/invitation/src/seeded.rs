//! Properties are tried on the same cases every time.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// The default number of cases from a fixed seed.
pub(crate) fn seeded() -> ProptestConfig {
    ProptestConfig {
        rng_seed: RngSeed::Fixed(17),
        ..ProptestConfig::default()
    }
}
