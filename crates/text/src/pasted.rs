//! A piece of a spreadsheet as it comes out of the clipboard: lines of cells with tabs between them,
//! perhaps with headings, quotes and blank lines around what is meant.

use crate::date::parse_finished_date;
use crate::number::parse_decimal;

/// What was pasted, by line and column.
pub type Cells = Vec<Vec<String>>;

/// The cells of a pasted text. A cell in quotes may hold tabs, line ends and doubled quotes; blank
/// lines at the end are no lines.
///
/// ```
/// let cells = sohoi_text::pasted_cells("1.234,5\t12\n\"a \"\"b\"\"\"\t\r\n\r\n");
/// assert_eq!(cells, [["1.234,5", "12"], ["a \"b\"", ""]]);
/// ```
pub fn pasted_cells(text: &str) -> Cells {
    let mut lines = vec![Vec::new()];
    let mut cell = String::new();
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => {
                letters.next();
                cell.push('"');
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.trim().is_empty() => is_quoted = true,
            '\t' | '\n' if !is_quoted => {
                end(&mut lines, &mut cell);
                if letter == '\n' {
                    lines.push(Vec::new());
                }
            }
            '\r' => {}
            letter => cell.push(letter),
        }
    }
    end(&mut lines, &mut cell);
    while lines
        .last()
        .is_some_and(|line| line.iter().all(String::is_empty))
    {
        lines.pop();
    }
    lines
}

fn end(lines: &mut Cells, cell: &mut String) {
    if let Some(line) = lines.last_mut() {
        line.push(cell.trim().to_owned());
    }
    cell.clear();
}

/// Takes the headings off cells that go where numbers and days are asked: a first line that mostly
/// names columns (`titles` are those of the table) or has words only, and a first column of words. Gives
/// how many cells that were not blank went.
pub fn take_headings(cells: &mut Cells, titles: &[String]) -> usize {
    let mut taken = 0;
    let is_title = |cell: &String| titles.iter().any(|title| names(cell, title));
    let is_words =
        |cell: &String| parse_decimal(cell).is_err() && parse_finished_date(cell).is_err();
    let filled = |cells: &[String]| cells.iter().filter(|cell| !cell.is_empty()).count();
    if let Some(first) = cells.first()
        && cells.len() > 1
        && filled(first) > 0
    {
        let own = || first.iter().filter(|cell| !cell.is_empty());
        let titles = own().filter(|cell| is_title(cell)).count();
        if own().all(|cell| is_title(cell) || is_words(cell)) || 2 * titles > filled(first) {
            taken += filled(first);
            cells.remove(0);
        }
    }
    let is_wide = cells.iter().all(|line| line.len() > 1);
    let first = || cells.iter().filter_map(|line| line.first());
    let labels = first().filter(|cell| !cell.is_empty()).count();
    if is_wide && labels > 0 && first().all(|cell| cell.is_empty() || is_words(cell)) {
        taken += labels;
        for line in cells {
            line.remove(0);
        }
    }
    taken
}

/// Whether a cell is a title, alone or behind words (`Năm 2012`).
fn names(cell: &str, title: &str) -> bool {
    let rest = cell.strip_suffix(title);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<Vec<&str>> {
        let lines = text.split('\n');
        lines.map(|line| line.split('|').collect()).collect()
    }

    #[test]
    fn reads_lines_and_cells() {
        let cases = [
            ("1", "1"),
            ("1\t2\n3\t4", "1|2\n3|4"),
            ("1\t2\r\n3\t4\r\n", "1|2\n3|4"),
            ("1\n\n2\n\n\n", "1\n\n2"),
            ("1\t2\n\t\n\t\n", "1|2"),
            ("\t2\n", "|2"),
            (" 1.234,5 \t 12 ", "1.234,5|12"),
            ("\"1.234\"\t\"a\tb\"", "1.234|a\tb"),
            ("\"a \"\"b\"\" c\"\t2", "a \"b\" c|2"),
            ("12\" pipe\t2", "12\" pipe|2"),
        ];
        for (text, expected) in cases {
            assert_eq!(pasted_cells(text), cells(expected), "{text:?}");
        }
        assert_eq!(pasted_cells("\"two\nlines\"\t2"), [["two\nlines", "2"]]);
        assert!(pasted_cells("\n\n").is_empty());
        assert!(pasted_cells("").is_empty());
    }

    #[test]
    fn takes_headings_and_leaves_numbers() {
        let cases = [
            // pasted, what is left, cells taken
            ("1\t2\n3\t4", "1|2\n3|4", 0),
            ("2012\t2013\n3\t4", "3|4", 2),
            ("Năm 2012\tNăm 2013\n3\t4", "3|4", 2),
            (
                "Chỉ tiêu\t2012\t2013\nTổng số\t3\t4\nNữ\t1\t2",
                "3|4\n1|2",
                5,
            ),
            ("\t2012\t2013\nTổng số\t3\t4", "3|4", 3),
            ("Tổng số\t3\t4", "3|4", 1),
            ("Tổng số\n3\n4", "3\n4", 1),
            // A number that is no title is a number, and so is a year that stands alone.
            ("2012\t400\n3\t4", "2012|400\n3|4", 0),
            ("2012", "2012", 0),
            ("2012\t2013\t2018\n3\t4\t5", "3|4|5", 3),
            ("30/6/2017\tx\n3\t4", "30/6/2017|x\n3|4", 0),
            ("3\t4\nx\ty", "3|4\nx|y", 0),
        ];
        let titles: Vec<String> = (2012..=2017).map(|year: i32| year.to_string()).collect();
        for (text, left, taken) in cases {
            let mut found = pasted_cells(text);
            assert_eq!(take_headings(&mut found, &titles), taken, "{text:?}");
            assert_eq!(found, cells(left), "{text:?}");
        }
    }
}
