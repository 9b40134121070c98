//! Every text of a round is there in English, or the check of the package says where it is not.

use std::collections::BTreeSet;

use sohoi_round::compile;

use crate::small_package;

/// The lines of a sheet, each as its cells; no cell of the package has a line break.
fn cells(sheet: &str) -> Vec<Vec<String>> {
    sheet
        .lines()
        .map(|line| {
            let (mut row, mut cell, mut is_quoted) = (Vec::new(), String::new(), false);
            for letter in line.chars() {
                match letter {
                    '"' => is_quoted = !is_quoted,
                    ',' if !is_quoted => row.push(std::mem::take(&mut cell)),
                    _ => cell.push(letter),
                }
            }
            row.push(cell);
            row
        })
        .collect()
}

fn sheet(cells: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let quoted = row.iter().map(|cell| format!("\"{cell}\""));
        quoted.collect::<Vec<_>>().join(",") + "\n"
    };
    cells.iter().map(line).collect()
}

/// Where the check finds something wrong when this is the contents of a file.
fn found(file: &str, contents: String) -> Vec<(u64, String)> {
    let mut files = small_package();
    files.insert(file.to_owned(), contents.into_bytes());
    let problems = compile(&files).expect_err("English is missing");
    let own = problems.into_iter().filter(|problem| problem.file == file);
    own.filter_map(|problem| Some((problem.row?, problem.column?)))
        .collect()
}

#[test]
fn a_cell_without_english_is_told_by_row_and_column() {
    for file in [
        "forms/hqc_a/survey.csv",
        "forms/hqc_a/choices.csv",
        "forms/hqc_b/survey.csv",
        "forms/hqc_b/choices.csv",
        "indicators.csv",
        "report.csv",
        "units.csv",
    ] {
        let text = String::from_utf8(small_package()[file].clone()).expect("text");
        let mut cells = cells(&text);
        let header = cells[0].clone();
        let mut blanked = BTreeSet::new();
        for (place, row) in cells.iter_mut().enumerate().skip(1) {
            for (cell, column) in row.iter_mut().zip(&header) {
                if column.ends_with("::en") && !std::mem::take(cell).is_empty() {
                    blanked.insert((place as u64 + 1, column.clone()));
                }
            }
        }
        assert!(blanked.len() > 30, "{file}: {}", blanked.len());
        let found = found(file, sheet(&cells)).into_iter();
        let found: BTreeSet<_> = found
            .filter(|(_, column)| column.ends_with("::en"))
            .collect();
        assert_eq!(found, blanked, "{file}");
    }
}

#[test]
fn a_key_without_english_is_told_by_row() {
    let file = "round.toml";
    let text = String::from_utf8(small_package()[file].clone()).expect("text");
    let mut wanted = BTreeSet::new();
    let mut blanked = String::new();
    for (line, place) in text.lines().zip(1..) {
        let start = line.find("en = \"").map(|start| start + 6);
        let start = start.or_else(|| line.starts_with("gloss = \"").then_some(9));
        match start {
            Some(start) => {
                // Quotes inside a text stand behind a backslash.
                let mut ends = line.match_indices('"').map(|(place, _)| place);
                let end = ends.find(|end| *end >= start && !line[..*end].ends_with('\\'));
                let end = end.expect("a text in quotes");
                blanked += &[&line[..start], &line[end..], "\n"].concat();
                wanted.insert(place);
            }
            None => blanked += &[line, "\n"].concat(),
        }
    }
    assert!(wanted.len() > 20, "{}", wanted.len());
    let rows: BTreeSet<u64> = found(file, blanked)
        .into_iter()
        .map(|(row, _)| row)
        .collect();
    assert_eq!(rows, wanted);
}
