//! Tables as text.

use csv::{ReaderBuilder, StringRecord};
use sohoi_register::decoded;

use super::{FileFlaw, LARGEST, MOST_COLUMNS, MOST_ROWS, Raw};

/// Reads a table as text, by the separator that its first lines have most.
pub(super) fn read(bytes: &[u8]) -> Result<Raw, FileFlaw> {
    let (text, charset) = decoded(bytes);
    if text.len() > 4 * LARGEST {
        return Err(FileFlaw::TooLarge);
    }
    // No table has such characters; pictures and other files do.
    let is_foreign = |c: &char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.chars().take(10_000).filter(is_foreign).count() > 0 {
        return Err(FileFlaw::NoTable);
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut record = StringRecord::new();
    let mut at = 0;
    loop {
        let more = reader.read_record(&mut record);
        if !more.map_err(|_| FileFlaw::NoTable)? {
            break;
        }
        if record.len() > MOST_COLUMNS {
            return Err(FileFlaw::TooManyColumns);
        }
        // The reader passes blank lines over; a spreadsheet counts them.
        let blank = text[at..]
            .bytes()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let blank = blank.filter(|byte| *byte == b'\n').count();
        rows.extend(std::iter::repeat_n(Vec::new(), blank));
        at = usize::try_from(reader.position().byte()).map_or(text.len(), |at| at.min(text.len()));
        // Of `\r\n`, the reader has taken the first.
        if text[at..].starts_with('\n') && text[..at].ends_with('\r') {
            at += 1;
        }
        rows.push(record.iter().map(unguarded).collect());
        if rows.len() > MOST_ROWS + 1 {
            return Err(FileFlaw::TooManyRows);
        }
    }
    Ok(Raw {
        rows,
        charset: Some(charset),
        ..Raw::default()
    })
}

/// A text without the apostrophe by which exports keep it from being run as a formula.
fn unguarded(cell: &str) -> String {
    let rest = cell.strip_prefix('\'');
    let is_guard = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t', '\r']);
    rest.filter(is_guard).unwrap_or(cell).to_owned()
}

fn separator(text: &str) -> u8 {
    let start: Vec<&str> = text.lines().take(20).collect();
    let count = |separator: u8| -> usize {
        start
            .iter()
            .map(|line| {
                let mut is_quoted = false;
                line.bytes()
                    .filter(|byte| {
                        is_quoted ^= *byte == b'"';
                        !is_quoted && *byte == separator
                    })
                    .count()
            })
            .sum()
    };
    // The first of those that are there equally often.
    let mut best = b',';
    for other in [b';', b'\t'] {
        if count(other) > count(best) {
            best = other;
        }
    }
    best
}
