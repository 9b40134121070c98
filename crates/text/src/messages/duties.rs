//! What associations owe by a day.

use chrono::{Datelike, NaiveDate};

use crate::{Language, format_integer, short_date, small_count};

messages! {
    title: "Việc đến hạn", "Duties";
    explained: "Đại hội, hồ sơ, báo cáo mà hội phải làm, tính từ ngày ghi trong sổ hội.",
        "Congresses, dossiers and reports that associations owe, by the days in the register.";
    overdue: "Quá hạn", "Overdue";
    quarter: "Trong 3 tháng tới", "Within 3 months";
    year: "Trong 12 tháng tới", "Within 12 months";
    unknown: "Chưa biết hạn", "Day unknown";
    filter: "Lọc theo hạn", "Filter by day";
    name: "Tên hội", "Association";
    duty: "Việc", "Duty";
    due: "Hạn", "Due";
    left: "Còn lại", "Time left";
    nothing: "Không có việc nào đến hạn trong thời gian này.", "Nothing is due in this time.";
    nothing_unknown: "Sổ hội có đủ ngày để tính hạn của mọi việc.",
        "The register has the days that all duties go by.";
    no_duties: "Đợt này không quy định việc đến hạn.", "This round names no duties.";
    not_here: "Quy định về việc đến hạn chưa có trên máy này. Xin kết nối mạng.",
        "What is due by when is not on this device yet. Please connect to the network.";
    not_in_register: "Sổ hội chưa ghi ngày làm căn cứ", "The register lacks the day that it goes by";
    calendar: "Tải tệp lịch (.ics)", "Get a calendar file (.ics)";
    file_name: "viec-den-han", "duties";
}

/// What of the duties is looked at, by its word in addresses.
pub fn within(language: Language, word: &str) -> &'static str {
    match word {
        "overdue" => overdue(language),
        "12-months" => year(language),
        "undated" => unknown(language),
        _ => quarter(language),
    }
}

/// How long is left until a day, or how long ago it was: in days while these say something, then in
/// months and years of the calendar that are over.
pub fn time_left(language: Language, due: NaiveDate, today: NaiveDate) -> String {
    let days = (due - today).num_days();
    let months = months_between(due.min(today), due.max(today));
    let (count, unit, one, many) = match days.unsigned_abs() {
        0 => return language.pick("hạn hôm nay", "due today").to_owned(),
        days @ 1..100 if days_are_told(days, months, due < today) => (days, "ngày", "day", "days"),
        _ if months < 24 => (u64::from(months), "tháng", "month", "months"),
        _ => (u64::from(months / 12), "năm", "year", "years"),
    };
    let of_english = if count == 1 { one } else { many };
    match (language, due < today) {
        (Language::Vi, true) => format!("quá hạn {count} {unit}"),
        (Language::Vi, false) => format!("còn {} {unit}", small_count(count)),
        (Language::En, true) => format!("{count} {of_english} overdue"),
        (Language::En, false) => format!("{count} {of_english} left"),
    }
}

/// What is to come is planned by days, what is past is told in months as soon as there is one.
fn days_are_told(days: u64, months: u32, is_past: bool) -> bool {
    days > 0 && (!is_past || months == 0)
}

/// The months of the calendar that are over between two days, the earlier one first.
fn months_between(from: NaiveDate, to: NaiveDate) -> u32 {
    let months = (to.year() - from.year()) * 12 + to.month() as i32 - from.month() as i32;
    let is_begun = to.day() < from.day();
    (months - i32::from(is_begun)).max(0).unsigned_abs()
}

/// How many duties there are.
pub fn count(language: Language, count: usize) -> String {
    let written = format_integer(i64::try_from(count).unwrap_or(i64::MAX));
    match language {
        Language::Vi => format!("{written} việc"),
        Language::En if count == 1 => "1 duty".to_owned(),
        Language::En => format!("{written} duties"),
    }
}

/// How many associations there are.
pub fn associations(language: Language, count: usize) -> String {
    let written = format_integer(i64::try_from(count).unwrap_or(i64::MAX));
    match language {
        Language::Vi => format!("{written} hội"),
        Language::En if count == 1 => "1 association".to_owned(),
        Language::En => format!("{written} associations"),
    }
}

/// Of how many associations the register does not know a day that duties go by.
pub fn unknown_count(language: Language, count: usize, duties: &str) -> String {
    let written = format_integer(i64::try_from(count).unwrap_or(i64::MAX));
    match language {
        Language::Vi => {
            format!(
                "Chưa tính được hạn của {written} hội vì sổ hội chưa ghi ngày làm căn cứ: {duties}."
            )
        }
        Language::En => {
            format!(
                "For {written} associations the register lacks the day that these go by: {duties}."
            )
        }
    }
}

/// The heading of an entry of a calendar.
pub fn calendar_heading(duty: &str, name: &str) -> String {
    [duty, ": ", name].concat()
}

/// The text of an entry of a calendar.
pub fn calendar_text(
    language: Language,
    name: &str,
    code: &str,
    unit: &str,
    due: NaiveDate,
) -> String {
    let due = short_date(due);
    match language {
        Language::Vi => format!("{name} ({code}), {unit}. Hạn: {due}."),
        Language::En => format!("{name} ({code}), {unit}. Due: {due}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_told_in_the_unit_that_says_something() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        for (due, vi, en) in [
            ("2017-06-30", "hạn hôm nay", "due today"),
            ("2017-07-01", "còn 01 ngày", "1 day left"),
            ("2017-08-14", "còn 45 ngày", "45 days left"),
            ("2017-10-07", "còn 99 ngày", "99 days left"),
            ("2017-12-01", "còn 05 tháng", "5 months left"),
            ("2019-06-29", "còn 23 tháng", "23 months left"),
            ("2019-06-30", "còn 02 năm", "2 years left"),
            ("2017-06-29", "quá hạn 1 ngày", "1 day overdue"),
            ("2017-05-31", "quá hạn 30 ngày", "30 days overdue"),
            ("2017-05-30", "quá hạn 1 tháng", "1 month overdue"),
            ("2017-04-30", "quá hạn 2 tháng", "2 months overdue"),
            ("2015-07-01", "quá hạn 23 tháng", "23 months overdue"),
            ("2012-06-30", "quá hạn 5 năm", "5 years overdue"),
        ] {
            let today = day("2017-06-30");
            assert_eq!(time_left(Language::Vi, day(due), today), vi, "{due}");
            assert_eq!(time_left(Language::En, day(due), today), en, "{due}");
        }
    }
}
