//! How long somebody waits who gave several wrong passwords on this device.

/// How many wrong passwords in a row cost no wait: fingers slip.
const FREE: u32 = 4;
/// The first wait, in seconds; it doubles with every wrong password.
const FIRST: u64 = 30;
/// The longest wait, in seconds.
const LONGEST: u64 = 15 * 60;

/// How many seconds are still to be waited after so many wrong passwords in a row, the last of them at
/// `last`; both times in milliseconds of one clock. Where that clock was set back, the wait
/// is the whole one: whoever asks then keeps the new time, so that it ends.
pub(crate) fn seconds_left(wrong: u32, last: u64, now: u64) -> u64 {
    let wait = seconds_after(wrong);
    let waited = now.saturating_sub(last) / 1_000;
    wait.saturating_sub(waited)
}

fn seconds_after(wrong: u32) -> u64 {
    match wrong.checked_sub(FREE + 1) {
        None => 0,
        Some(more) => FIRST.saturating_mul(1 << more.min(20)).min(LONGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds_left;

    #[test]
    fn the_wait_doubles_from_half_a_minute_to_a_quarter_of_an_hour() {
        for (wrong, wait) in [
            (0, 0),
            (1, 0),
            (4, 0),
            (5, 30),
            (6, 60),
            (7, 120),
            (9, 480),
            (10, 900),
            (1_000, 900),
            (u32::MAX, 900),
        ] {
            assert_eq!(seconds_left(wrong, 7_000, 7_000), wait, "{wrong}");
        }
    }

    #[test]
    fn time_that_passes_is_taken_off_and_a_clock_set_back_adds_nothing() {
        let last = 1_504_231_200_000;
        for (now, left) in [
            (last, 30),
            (last + 999, 30),
            (last + 1_000, 29),
            (last + 30_000, 0),
            (last + 3_600_000, 0),
            (last - 3_600_000, 30),
            (0, 30),
        ] {
            assert_eq!(seconds_left(5, last, now), left, "{now}");
        }
    }
}
