//! How long to wait after a failure.

const BASE_MS: f64 = 1_000.0;
const CAP_MS: f64 = 300_000.0;

/// Full jitter: anything between nothing and a bound that doubles with every attempt, from one
/// second to five minutes, so that a whole district does not come back in the same second.
///
/// `attempt` counts failures from 0; `random` is in 0..1.
pub(crate) fn delay_ms(attempt: u32, random: f64) -> u32 {
    let bound = (BASE_MS * 2_f64.powi(attempt.min(30).cast_signed())).min(CAP_MS);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "between 0 and five minutes"
    )]
    let delay = (bound * random.clamp(0.0, 1.0)) as u32;
    delay
}

#[cfg(test)]
mod tests {
    use super::delay_ms;

    #[test]
    fn the_bound_doubles_from_one_second_to_five_minutes() {
        for (attempt, bound) in [
            (0, 1_000),
            (1, 2_000),
            (2, 4_000),
            (8, 256_000),
            (9, 300_000),
            (1_000, 300_000),
        ] {
            assert_eq!(delay_ms(attempt, 1.0), bound, "{attempt}");
            assert_eq!(delay_ms(attempt, 0.5), bound / 2, "{attempt}");
            assert_eq!(delay_ms(attempt, 0.0), 0, "{attempt}");
        }
    }
}
