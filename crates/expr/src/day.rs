//! Days: reading, numbering and writing them. There are no times and no time zones here.

use std::fmt::Write as _;

use chrono::{Datelike, Duration, NaiveDate};

/// Reads `2017-06-30` (also `2017-6-3`), the day of an ISO 8601 time stamp included.
///
/// `None` where the text is written otherwise or names a day that never was.
///
/// ```
/// use sohoi_expr::parse_day;
/// assert!(parse_day("2016-02-29").is_some());
/// assert!(parse_day("2017-02-29").is_none());
/// ```
pub fn parse_day(text: &str) -> Option<NaiveDate> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let day = match text.split_once('T') {
        Some((day, time)) if is_time(time) => day,
        Some(_) => return None,
        None => text,
    };
    let mut parts = day.split('-');
    let year = digits(parts.next()?, 4..=4)?;
    let month = digits(parts.next()?, 1..=2)?;
    let day = digits(parts.next()?, 1..=2)?;
    if parts.next().is_some() || year == 0 {
        return None;
    }
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// How many days after 1 January 1970 a day is.
pub fn day_number(day: NaiveDate) -> f64 {
    f64::from(day.to_epoch_days())
}

/// The day so many days after 1 January 1970; a part of a day is dropped.
pub(crate) fn day_of_number(number: f64) -> Option<NaiveDate> {
    // Well inside the years 1 to 9999, and outside of what would overflow.
    if !(-719_162.0..2_932_897.0).contains(&number) {
        return None;
    }
    let days = number.floor() as i64;
    NaiveDate::from_epoch_days(0)?.checked_add_signed(Duration::try_days(days)?)
}

/// Writes a day by an ODK format: `%Y %y %m %n %b %d %e %a %H %h %M %S %3`; the time is midnight,
/// the names of months and week days are English as in the specification.
pub(crate) fn format_day(day: NaiveDate, format: &str) -> String {
    let mut text = String::with_capacity(format.len() + 4);
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            text.push(character);
            continue;
        }
        let directive = rest.next();
        // Writing to a String cannot fail.
        let _ = match directive {
            Some('Y') => write!(text, "{:04}", day.year()),
            Some('y') => write!(text, "{:02}", day.year().rem_euclid(100)),
            Some('m') => write!(text, "{:02}", day.month()),
            Some('n') => write!(text, "{}", day.month()),
            Some('b') => write!(text, "{}", MONTHS[day.month0() as usize]),
            Some('d') => write!(text, "{:02}", day.day()),
            Some('e') => write!(text, "{}", day.day()),
            Some('a') => write!(text, "{}", day.weekday()),
            Some('H' | 'M' | 'S') => write!(text, "00"),
            Some('h') => write!(text, "0"),
            Some('3') => write!(text, "000"),
            Some('%') => write!(text, "%"),
            Some(other) => write!(text, "%{other}"),
            None => write!(text, "%"),
        };
    }
    text
}

/// The first directive of a format that [`format_day`] does not know.
pub(crate) fn unknown_directive(format: &str) -> Option<String> {
    let mut rest = format.chars();
    while let Some(character) = rest.next() {
        if character != '%' {
            continue;
        }
        match rest.next() {
            Some(directive) if "YymnbdeaHhMS3%".contains(directive) => {}
            Some(directive) => return Some(format!("%{directive}")),
            None => return Some("%".to_owned()),
        }
    }
    None
}

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

fn digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> Option<u32> {
    if lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// Whether a text looks like `08:30`, `08:30:00`, `08:30:00.000`, with `Z` or `+07:00` after it.
fn is_time(text: &str) -> bool {
    let clock = match text.find(['Z', '+', '-']) {
        Some(at) => {
            let zone = &text[at..];
            let is_zone = zone == "Z"
                || zone.split_once(':').map_or_else(
                    || zone.len() == 3 && digits(&zone[1..], 2..=2).is_some(),
                    |(hours, minutes)| {
                        hours.len() == 3
                            && digits(&hours[1..], 2..=2).is_some()
                            && digits(minutes, 2..=2).is_some()
                    },
                );
            if !is_zone {
                return false;
            }
            &text[..at]
        }
        None => text,
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<_> = clock.split(':').collect();
    let below = |part: &str, limit| digits(part, 2..=2).is_some_and(|value| value < limit);
    digits(fraction, 1..=9).is_some()
        && matches!(parts.len(), 2 | 3)
        && below(parts[0], 24)
        && parts[1..].iter().all(|part| below(part, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn reads_real_days_only() {
        let cases = [
            ("2017-06-30", Some(day(2017, 6, 30))),
            ("2017-6-3", Some(day(2017, 6, 3))),
            ("2016-02-29", Some(day(2016, 2, 29))),
            (" 2017-06-30 ", Some(day(2017, 6, 30))),
            ("2017-06-30T08:00:00.000+07:00", Some(day(2017, 6, 30))),
            ("2017-06-30T08:00Z", Some(day(2017, 6, 30))),
            ("2017-06-30T08:00:00-07", Some(day(2017, 6, 30))),
            ("2017-06-30T", None),
            ("2017-06-30T25:00", None),
            ("2017-06-30Tnoon", None),
            ("2017-06-30T08:00+é:00", None),
            ("2017-02-29", None),
            ("1900-02-29", None),
            ("2017-13-01", None),
            ("2017-00-10", None),
            ("2017-01-00", None),
            ("2017-06-31", None),
            ("0000-01-01", None),
            ("17-06-30", None),
            ("2017/06/30", None),
            ("30-06-2017", None),
            ("2017-06", None),
            ("2017-06-30-1", None),
            ("2017-06-3a", None),
            ("2017-06-+3", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_day(text), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_days_from_1970() {
        for (date, number) in [
            (day(1970, 1, 1), 0.0),
            (day(1970, 1, 2), 1.0),
            (day(1969, 12, 31), -1.0),
            (day(2017, 6, 30), 17_347.0),
        ] {
            assert_eq!(day_number(date), number);
            assert_eq!(day_of_number(number), Some(date));
        }
        assert_eq!(day_of_number(0.9), Some(day(1970, 1, 1)));
        assert_eq!(day_of_number(-0.1), Some(day(1969, 12, 31)));
        assert_eq!(day_of_number(-719_162.0), Some(day(1, 1, 1)));
        assert_eq!(day_of_number(2_932_896.0), Some(day(9999, 12, 31)));
        for number in [
            f64::NAN,
            f64::INFINITY,
            1e300,
            -1e300,
            2_932_897.0,
            -719_163.0,
        ] {
            assert_eq!(day_of_number(number), None, "{number}");
        }
    }

    #[test]
    fn writes_every_directive() {
        let date = day(2017, 3, 5);
        for (format, expected) in [
            ("%Y", "2017"),
            ("%y", "17"),
            ("%m", "03"),
            ("%n", "3"),
            ("%b", "Mar"),
            ("%d", "05"),
            ("%e", "5"),
            ("%a", "Sun"),
            ("%H:%M:%S.%3", "00:00:00.000"),
            ("%h", "0"),
            ("%d/%m/%Y", "05/03/2017"),
            ("ngày %e", "ngày 5"),
            ("100%%", "100%"),
        ] {
            assert_eq!(format_day(date, format), expected, "{format:?}");
            assert_eq!(unknown_directive(format), None, "{format:?}");
        }
        assert_eq!(format_day(day(987, 3, 5), "%Y"), "0987");
        assert_eq!(unknown_directive("%Y %Q"), Some("%Q".to_owned()));
        assert_eq!(unknown_directive("%"), Some("%".to_owned()));
    }
}
