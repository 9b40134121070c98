//! Workbooks.

use std::io::{Cursor, Read as _};

use calamine::{DataRef, ExcelDateTime, Reader as _, SheetVisible, Xlsx};
use zip::ZipArchive;

use super::{FileFlaw, MOST_COLUMNS, MOST_ROWS, Raw};

/// The most bytes that a workbook may be unpacked: a hundred thousand rows are a tenth of it.
const LARGEST_UNPACKED: u64 = 400 * 1024 * 1024;
/// The most files in a workbook.
const MOST_PARTS: usize = 2_000;

/// Reads the first sheet of a workbook that people see and that has cells.
pub(super) fn read(bytes: &[u8]) -> Result<Raw, FileFlaw> {
    vet(bytes)?;
    // Whatever the reader stumbles over must not end the request.
    let read = std::panic::catch_unwind(|| read_vetted(bytes));
    read.unwrap_or(Err(FileFlaw::Damaged))
}

/// Unpacks everything once and counts, without keeping it.
fn vet(bytes: &[u8]) -> Result<(), FileFlaw> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FileFlaw::Damaged)?;
    if archive.len() > MOST_PARTS {
        return Err(FileFlaw::TooLarge);
    }
    let mut left = LARGEST_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| FileFlaw::Damaged)?;
        let is_strings = part
            .name()
            .to_ascii_lowercase()
            .ends_with("sharedstrings.xml");
        let mut part = part.take(left + 1);
        let mut head = Vec::new();
        if is_strings {
            let mut start = part.by_ref().take(4096);
            start
                .read_to_end(&mut head)
                .map_err(|_| FileFlaw::Damaged)?;
        }
        let rest = std::io::copy(&mut part, &mut std::io::sink());
        let size = head.len() as u64 + rest.map_err(|_| FileFlaw::Damaged)?;
        left = left.checked_sub(size).ok_or(FileFlaw::TooLarge)?;
        // The reader makes room for as many strings as are announced.
        if announced(&head).is_some_and(|count| count > size) {
            return Err(FileFlaw::Damaged);
        }
    }
    Ok(())
}

/// How many strings a list of strings says that it has; as many as there can be where that cannot be read.
fn announced(head: &[u8]) -> Option<u64> {
    let text = String::from_utf8_lossy(head);
    let (_, after) = text.split_once("uniqueCount")?;
    let digits = after.trim_start_matches(['=', '"', '\'', ' ']);
    let end = digits
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(digits.len());
    Some(digits[..end].parse().unwrap_or(u64::MAX))
}

fn read_vetted(bytes: &[u8]) -> Result<Raw, FileFlaw> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| FileFlaw::Damaged)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for sheet in sheets {
        let mut raw = Raw::default();
        let mut cells = match book.worksheet_cells_reader(&sheet) {
            Ok(cells) => cells,
            // A sheet of a chart has no cells.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(FileFlaw::Damaged),
        };
        while let Some(cell) = cells.next_cell().map_err(|_| FileFlaw::Damaged)? {
            let (row, column) = cell.get_position();
            let (row, column) = (row as usize, column as usize);
            let text = match cell.get_value() {
                DataRef::Error(error) => {
                    raw.failed.push((row + 1, column, error.to_string()));
                    continue;
                }
                value => text(value),
            };
            if text.is_empty() {
                continue;
            }
            if column >= MOST_COLUMNS {
                return Err(FileFlaw::TooManyColumns);
            }
            if row > MOST_ROWS {
                return Err(FileFlaw::TooManyRows);
            }
            if raw.rows.len() <= row {
                raw.rows.resize(row + 1, Vec::new());
            }
            let cells = &mut raw.rows[row];
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        if !raw.rows.is_empty() {
            raw.sheet = Some(sheet);
            return Ok(raw);
        }
    }
    Err(FileFlaw::Empty)
}

/// A cell as people would type it: days as `2017-06-30`, whole numbers without a point.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(is_true) => is_true.to_string(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    if !moment.is_datetime() || !moment.as_f64().is_finite() {
        return moment.as_f64().to_string();
    }
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
