//! Statements about many rows at once: a statement a row would take ten times as long.
//!
//! There are few sizes of them, so that a connection keeps each prepared.

use super::dialect::{Ask, Driver};

/// How many rows a statement adds. Twelve columns of the largest stay far below the 32,766 values
/// that SQLite binds, the fewest of both databases.
const ROWS: [usize; 3] = [100, 10, 1];

/// How many values a question is about.
const VALUES: [usize; 4] = [1, 8, 64, 512];

/// Cuts rows into parts of such sizes.
pub(super) fn parts<T>(mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = ROWS.into_iter().find(|size| *size <= rows.len())?;
        let (part, rest) = rows.split_at(size);
        rows = rest;
        Some(part)
    })
}

/// Begins a statement that adds `rows` rows; `into` is a table with its columns, `then` what else is
/// said, say about rows that are there.
pub(super) fn insert<'c, DB: Driver>(
    connection: &'c mut DB::Connection,
    into: &str,
    columns: usize,
    rows: usize,
    then: &str,
) -> Ask<'c, DB> {
    let rows: Vec<String> = (0..rows)
        .map(|row| {
            let places: Vec<String> = (1..=columns)
                .map(|column| DB::place(row * columns + column))
                .collect();
            format!("({})", places.join(", "))
        })
        .collect();
    let sql = format!("insert into {into} values {} {then}", rows.join(", "));
    Ask::put_together(connection, sql)
}

/// The places of `count` values that are bound after the first `before`.
pub(super) fn places(before: usize, count: usize) -> String {
    let places: Vec<String> = (before + 1..=before + count)
        .map(|place| format!("${place}"))
        .collect();
    places.join(", ")
}

/// Values to ask about in questions of few sizes: the last one stands several times where they are
/// fewer.
pub(super) fn asked<'a>(values: &'a [&'a str]) -> impl Iterator<Item = Vec<&'a str>> {
    let most = VALUES[VALUES.len() - 1];
    values.chunks(most).map(move |part| {
        let size = VALUES.into_iter().find(|size| *size >= part.len());
        let mut part = part.to_vec();
        if let Some(last) = part.last().copied() {
            part.resize(size.unwrap_or(most), last);
        }
        part
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_all_rows_in_order_in_few_sizes() {
        for count in [0, 1, 9, 10, 11, 99, 100, 101, 250, 523] {
            let rows: Vec<usize> = (0..count).collect();
            let parts: Vec<&[usize]> = parts(&rows).collect();
            assert_eq!(parts.concat(), rows);
            assert!(parts.iter().all(|part| ROWS.contains(&part.len())));
        }
    }

    #[test]
    fn what_is_asked_about_is_all_values_and_no_others() {
        let names: Vec<String> = (0..1_100).map(|number| number.to_string()).collect();
        for count in [0, 1, 2, 8, 9, 64, 65, 512, 513, 1_100] {
            let values: Vec<&str> = names[..count].iter().map(String::as_str).collect();
            let asked: Vec<Vec<&str>> = asked(&values).collect();
            assert!(asked.iter().all(|part| VALUES.contains(&part.len())));
            let mut all = asked.concat();
            all.dedup();
            assert_eq!(all, values);
        }
    }
}
