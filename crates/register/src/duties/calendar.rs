//! Duties as a calendar file (RFC 5545), for the calendars that people have already.

use chrono::NaiveDate;

use super::Duty;

/// A calendar of duties, one all-day event each on the day it is due.
///
/// `words` gives the heading and the text of an event. `stamp` is the day the file is made (RFC 5545 wants
/// one, section 3.8.7.2). Ids stay the same from file to file, so that a calendar which takes a newer one
/// moves what it has; `host` makes them unique beyond this register.
pub fn calendar<'a>(
    duties: impl IntoIterator<Item = &'a Duty>,
    words: impl Fn(&Duty) -> (String, String),
    host: &str,
    stamp: NaiveDate,
) -> String {
    let mut file = String::new();
    let mut line = |text: &str| fold_line(text, &mut file);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line("PRODID:-//So Hoi//So Hoi//VI");
    line("CALSCALE:GREGORIAN");
    for duty in duties {
        let (heading, text) = words(duty);
        line("BEGIN:VEVENT");
        line(&format!(
            "UID:{}",
            escaped(&format!("{}-{}-{}@{host}", duty.rule, duty.line, key(duty)))
        ));
        line(&format!("DTSTAMP:{}T000000Z", stamp.format("%Y%m%d")));
        line(&format!("DTSTART;VALUE=DATE:{}", duty.due.format("%Y%m%d")));
        line(&format!("SUMMARY:{}", escaped(&heading)));
        line(&format!("DESCRIPTION:{}", escaped(&text)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    file
}

/// What tells the duties of one rule and line apart: the year.
fn key(duty: &Duty) -> String {
    duty.due.format("%Y").to_string()
}

/// A text as a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            // No other control character may stand in a value.
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Writes a line in pieces of at most 75 octets, no letter cut apart (RFC 5545, section 3.1).
fn fold_line(text: &str, file: &mut String) {
    let mut room = 75;
    for c in text.chars() {
        if c.len_utf8() > room {
            file.push_str("\r\n ");
            room = 74;
        }
        file.push(c);
        room -= c.len_utf8();
    }
    file.push_str("\r\n");
}
