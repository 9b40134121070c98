//! Times as people read them, by the clock of the server's place.

use chrono::{Local, NaiveDate, TimeZone as _};

/// `07:05 23/8/2017`; empty for what is no time.
pub(super) fn when(at: i64) -> String {
    let at = Local.timestamp_millis_opt(at).earliest();
    at.map_or_else(String::new, |at| at.format("%H:%M %-d/%-m/%Y").to_string())
}

/// When a day begins (milliseconds UTC): of `2017-08-23`, or of so many days after it.
pub(super) fn begin_of(day: &str, days_later: u64) -> Option<i64> {
    let day: NaiveDate = day.parse().ok()?;
    let day = day.checked_add_days(chrono::Days::new(days_later))?;
    let midnight = day.and_hms_opt(0, 0, 0)?;
    let midnight = Local.from_local_datetime(&midnight).earliest()?;
    Some(midnight.timestamp_millis())
}
