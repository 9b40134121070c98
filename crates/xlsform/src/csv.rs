//! Splits CSV text into cells (RFC 4180).
//!
//! Written here because the author needs the row that a spreadsheet shows: blank rows count, a
//! cell with line breaks is one row, and a quote that is never closed is a flaw, not the rest of
//! the file.

use crate::problem::CellProblem;

/// The cells of every row, blank rows included.
pub(crate) fn split(text: &str) -> (Vec<Vec<String>>, Vec<CellProblem>) {
    let mut rows = Vec::new();
    let mut problems = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let number = rows.len() as u64 + 1;
        let (cells, after) = row(rest, number, &mut problems);
        rows.push(cells);
        rest = after;
    }
    (rows, problems)
}

/// The cells of the first row of `text`, and what follows it.
fn row<'t>(text: &'t str, number: u64, problems: &mut Vec<CellProblem>) -> (Vec<String>, &'t str) {
    let mut cells = Vec::new();
    let mut rest = text;
    loop {
        let (cell, after) = if let Some(inside) = rest.strip_prefix('"') {
            quoted(inside, number, problems)
        } else {
            let end = rest.find([',', '\n']).unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        cells.push(cell.trim().to_owned());
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (cells, after.strip_prefix('\n').unwrap_or(after)),
        }
    }
}

/// A cell whose opening quote has been read, and what follows its last character.
fn quoted<'t>(text: &'t str, number: u64, problems: &mut Vec<CellProblem>) -> (String, &'t str) {
    let mut cell = String::new();
    let mut rest = text;
    loop {
        let Some(quote) = rest.find('"') else {
            problems.push(CellProblem::of_row(
                number,
                "a quote opens a cell and is never closed: close it, or double every quote inside the cell",
            ));
            cell.push_str(rest);
            return (cell, "");
        };
        cell.push_str(&rest[..quote]);
        rest = &rest[quote + 1..];
        match rest.strip_prefix('"') {
            Some(next) => {
                cell.push('"');
                rest = next;
            }
            None => break,
        }
    }
    let end = rest.find([',', '\n']).unwrap_or(rest.len());
    if !rest[..end].trim().is_empty() {
        problems.push(CellProblem::of_row(
            number,
            "text follows the closing quote of a cell: double every quote inside the cell",
        ));
        cell.push_str(&rest[..end]);
    }
    (cell, &rest[end..])
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn splits_as_a_spreadsheet_does() {
        let cases: [(&str, &[&[&str]]); 9] = [
            ("", &[]),
            ("a,b\nc,d\n", &[&["a", "b"], &["c", "d"]]),
            ("a,b\r\nc,d", &[&["a", "b"], &["c", "d"]]),
            ("a,\n", &[&["a", ""]]),
            ("a\n\nb\n", &[&["a"], &[""], &["b"]]),
            ("\"a,b\",c\n", &[&["a,b", "c"]]),
            ("\"a \"\"b\"\"\",c\n", &[&["a \"b\"", "c"]]),
            ("\"a\nb\",c\nd\n", &[&["a\nb", "c"], &["d"]]),
            (" a , \"\" \n", &[&["a", "\"\""]]),
        ];
        for (text, expected) in cases {
            let (rows, problems) = split(text);
            assert_eq!(rows, expected, "{text:?}");
            assert_eq!(problems, [], "{text:?}");
        }
    }

    #[test]
    fn names_the_row_of_a_broken_quote() {
        for (text, row) in [("a\n\"b\nc\n", 2), ("a\n\nb\n\"c\"d,e\n", 4)] {
            let (_, problems) = split(text);
            let rows: Vec<_> = problems.iter().map(|problem| problem.row).collect();
            assert_eq!(rows, [Some(row)], "{text:?}");
        }
    }
}
