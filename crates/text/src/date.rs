//! Dates as official Vietnamese writing has them.
//!
//! Days below ten and the months 1 and 2 get a leading zero, other months none
//! (`06/9/2017`, `ngày 06 tháng 9 năm 2017`).

use chrono::{Datelike, NaiveDate};

use crate::language::Language;

/// Why a typed text is not taken as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateMistake {
    /// It is not three numbers.
    NotADate,
    /// The year has two digits only.
    ShortYear,
    /// There are a day and a month without a year.
    NoYear,
    /// The calendar has no such day; perhaps month and day changed places.
    NoSuchDay,
}

/// `23/8/2017`, `06/9/2017`, `10/02/2017`.
pub fn short_date(date: NaiveDate) -> String {
    format!("{}/{}/{}", day(date), month(date), date.year())
}

/// `ngày 06 tháng 9 năm 2017`; in English `6 September 2017`.
pub fn long_date(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Vi => format!(
            "ngày {} tháng {} năm {}",
            day(date),
            month(date),
            date.year()
        ),
        Language::En => format!(
            "{} {} {}",
            date.day(),
            ENGLISH[date.month0() as usize],
            date.year()
        ),
    }
}

/// Reads a typed date: day, month, year in this order (`23/8/2017`, `23-8-2017`, `23.8.2017`,
/// `ngày 23 tháng 8 năm 2017`, `23082017`) or year first (`2017-08-23`).
///
/// # Errors
///
/// See [`DateMistake`].
///
/// ```
/// use sohoi_text::{DateMistake, parse_date};
/// assert_eq!(parse_date("23/8/2017"), parse_date("2017-08-23"));
/// assert_eq!(parse_date("8/23/2017"), Err(DateMistake::NoSuchDay));
/// ```
pub fn parse_date(typed: &str) -> Result<NaiveDate, DateMistake> {
    let numbers: Vec<&str> = typed
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    match numbers.as_slice() {
        [day, month, year] if year.len() == 4 => date(year, month, day),
        [year, month, day] if year.len() == 4 => date(year, month, day),
        [_, _, year] if year.len() == 2 => Err(DateMistake::ShortYear),
        [day, month] if day.len() <= 2 && month.len() <= 2 => Err(DateMistake::NoYear),
        [digits] if digits.len() == 8 => together(digits),
        _ => Err(DateMistake::NotADate),
    }
}

/// Reads a typed date when the person has left it: as [`parse_date`], and a year of two digits is
/// one of 1969 to 2068 (the century of POSIX). While somebody types, `23/8/20` may become
/// `23/8/2017`.
///
/// # Errors
///
/// See [`DateMistake`].
///
/// ```
/// use sohoi_text::{parse_date, parse_finished_date};
/// assert_eq!(parse_finished_date("23-8-17"), parse_date("23/8/2017"));
/// ```
pub fn parse_finished_date(typed: &str) -> Result<NaiveDate, DateMistake> {
    match parse_date(typed) {
        Err(DateMistake::ShortYear) => {
            let typed = typed.trim_end_matches(|c: char| !c.is_ascii_digit());
            let (start, year) = typed.split_at(typed.len() - 2);
            let century = if year < "69" { "20" } else { "19" };
            parse_date(&[start, century, year].concat())
        }
        read => read,
    }
}

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn day(date: NaiveDate) -> String {
    format!("{:02}", date.day())
}

fn month(date: NaiveDate) -> String {
    match date.month() {
        month @ 1..=2 => format!("0{month}"),
        month => month.to_string(),
    }
}

/// Years outside 1900–2199 are mistakes of typing.
fn date(year: &str, month: &str, day: &str) -> Result<NaiveDate, DateMistake> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| DateMistake::NotADate);
    let year = number(year)?;
    if !(1900..2200).contains(&year) {
        return Err(DateMistake::NoSuchDay);
    }
    NaiveDate::from_ymd_opt(year as i32, number(month)?, number(day)?).ok_or(DateMistake::NoSuchDay)
}

/// Eight digits without marks. No text can be both: a year that begins with 19, 20 or 21 is no
/// month.
fn together(digits: &str) -> Result<NaiveDate, DateMistake> {
    let day_first = date(&digits[4..], &digits[2..4], &digits[..2]);
    day_first.or_else(|_| date(&digits[..4], &digits[4..6], &digits[6..]))
}

#[cfg(test)]
mod tests {
    use super::DateMistake::{NoSuchDay, NoYear, NotADate, ShortYear};
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("the test names a day of the calendar")
    }

    #[test]
    fn writes_days_as_official_documents_do() {
        let cases = [
            (
                ymd(2017, 8, 23),
                "23/8/2017",
                "ngày 23 tháng 8 năm 2017",
                "23 August 2017",
            ),
            (
                ymd(2017, 9, 6),
                "06/9/2017",
                "ngày 06 tháng 9 năm 2017",
                "6 September 2017",
            ),
            (
                ymd(2020, 1, 2),
                "02/01/2020",
                "ngày 02 tháng 01 năm 2020",
                "2 January 2020",
            ),
            (
                ymd(2012, 12, 31),
                "31/12/2012",
                "ngày 31 tháng 12 năm 2012",
                "31 December 2012",
            ),
        ];
        for (date, short, long, english) in cases {
            assert_eq!(short_date(date), short);
            assert_eq!(long_date(date, Language::Vi), long);
            assert_eq!(long_date(date, Language::En), english);
        }
    }

    #[test]
    fn reads_every_usual_way_of_typing() {
        let typed = [
            "23/8/2017",
            "23/08/2017",
            " 23 / 8 / 2017 ",
            "23-8-2017",
            "23.8.2017",
            "23 8 2017",
            "2017-08-23",
            "2017/8/23",
            "23082017",
            "20170823",
            "ngày 23 tháng 8 năm 2017",
        ];
        for text in typed {
            assert_eq!(parse_date(text), Ok(ymd(2017, 8, 23)), "{text}");
        }
        assert_eq!(parse_date("29/2/2016"), Ok(ymd(2016, 2, 29)));
    }

    #[test]
    fn refuses_what_is_no_day() {
        let cases = [
            ("", NotADate),
            ("hôm qua", NotADate),
            ("23/8", NoYear),
            ("ngày 23 tháng 8", NoYear),
            ("8/2017", NotADate),
            ("2017", NotADate),
            ("1/2/3/2017", NotADate),
            ("23/8/17", ShortYear),
            ("8/23/2017", NoSuchDay),
            ("29/2/2017", NoSuchDay),
            ("31/4/2017", NoSuchDay),
            ("0/1/2017", NoSuchDay),
            ("23/8/0217", NoSuchDay),
            ("20171323", NoSuchDay),
        ];
        for (text, mistake) in cases {
            assert_eq!(parse_date(text), Err(mistake), "{text}");
        }
    }

    #[test]
    fn a_short_year_is_taken_once_typing_has_ended() {
        for text in [
            "23/8/17",
            "23-8-17",
            "23.8.17",
            "23.08.17",
            " 23 8 17 ",
            "ngày 23/8/17.",
        ] {
            assert_eq!(parse_date(text), Err(ShortYear), "{text}");
            assert_eq!(parse_finished_date(text), Ok(ymd(2017, 8, 23)), "{text}");
        }
        let cases = [
            ("1/3/68", Ok(ymd(2068, 3, 1))),
            ("1/3/69", Ok(ymd(1969, 3, 1))),
            ("1/3/00", Ok(ymd(2000, 3, 1))),
            ("1/3/96", Ok(ymd(1996, 3, 1))),
            ("29/2/15", Err(NoSuchDay)),
            ("8/23/17", Err(NoSuchDay)),
            ("23/8/2017", Ok(ymd(2017, 8, 23))),
            ("23/8", Err(NoYear)),
            ("hôm qua", Err(NotADate)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_finished_date(text), expected, "{text}");
        }
    }

    #[test]
    fn eight_digits_are_day_first_where_both_look_possible() {
        assert_eq!(parse_date("20102011"), Ok(ymd(2011, 10, 20)));
        assert_eq!(parse_date("20121110"), Ok(ymd(2012, 11, 10)));
    }

    #[test]
    fn write_then_read_is_the_identity() {
        let mut date = ymd(1999, 12, 25);
        while date < ymd(2020, 1, 1) {
            assert_eq!(parse_date(&short_date(date)), Ok(date));
            assert_eq!(parse_date(&long_date(date, Language::Vi)), Ok(date));
            date = date + chrono::Days::new(11);
        }
    }
}
