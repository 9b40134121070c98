//! Days where the server stands: what people name is a day, what is stored is a moment.

use chrono::{Local, NaiveDate, TimeZone as _};

/// When a day is over (milliseconds UTC); `None` for the last day there is.
pub(crate) fn end_of(day: NaiveDate) -> Option<i64> {
    let next = day.succ_opt()?.and_hms_opt(0, 0, 0)?;
    let next = Local.from_local_datetime(&next).earliest()?;
    Some(next.timestamp_millis())
}

/// The last day before a moment, as `2027-12-31`.
pub(crate) fn last_before(end: i64) -> String {
    let last = last_day(end);
    last.map_or_else(|| "?".to_owned(), |last| last.to_string())
}

/// The last day before a moment; `None` for moments that no calendar has.
pub(crate) fn last_day(end: i64) -> Option<NaiveDate> {
    let last = Local.timestamp_millis_opt(end.checked_sub(1)?).earliest();
    last.map(|last| last.date_naive())
}

/// Today at a moment.
pub(crate) fn day_of(moment: i64) -> Option<NaiveDate> {
    last_day(moment.checked_add(1)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_ends_where_the_next_one_begins() {
        let day = NaiveDate::from_ymd_opt(2017, 6, 30).unwrap();
        let end = end_of(day).unwrap();
        assert_eq!(last_day(end), Some(day));
        assert_eq!(day_of(end - 1), Some(day));
        assert_eq!(day_of(end), day.succ_opt());
        assert_eq!(last_before(end), "2017-06-30");
        assert_eq!(end_of(NaiveDate::MAX), None);
    }
}
