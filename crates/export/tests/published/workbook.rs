//! The published workbook, read back.

use sohoi_disclosure::hidden_figures;
use sohoi_export::{About, published_csv, published_xlsx};
use sohoi_stats::RegisterProgress;
use sohoi_text::Language;

use crate::dataset::Dataset;
use crate::district::{book, file};
use crate::reading::{Book, at, read_csv};

#[test]
fn every_sheet_says_that_it_is_published_and_why_figures_are_hidden() {
    let round = &Dataset::shared().round;
    let (book, progress) = (book("la_gi", 3, 0), RegisterProgress::default());
    let file = file(&book, &progress);
    let hidden = hidden_figures(round, &book.indicators, Some("la_gi")).expect("the round says");
    let about = About {
        place: "Thị xã La Gi",
        responses: 15,
        left_out: 0,
        made_on: chrono::NaiveDate::from_ymd_opt(2017, 7, 9).expect("a day"),
    };
    for (language, form, why) in [
        (Language::Vi, "bản công bố", "ít hơn 5 người"),
        (Language::En, "published form", "fewer than 5 persons"),
    ] {
        let bytes = published_xlsx(&file, &hidden, &about, language).expect("a workbook");
        let mut workbook = Book::new(bytes);
        let csv = read_csv(&published_csv(&file, &hidden, language));
        let rows = csv.iter().filter(|row| row[7] == "…").count();
        assert!(rows > 0 && workbook.formulas() == 0);
        assert_eq!(workbook.formulas(), 0);
        for name in workbook.names() {
            let sheet = workbook.sheet(&name);
            assert!(at(&sheet, 2, 0).to_string().ends_with(form), "{name}");
            let cells: Vec<String> = sheet
                .used_cells()
                .map(|(_, _, it)| it.to_string())
                .collect();
            let has_hidden = cells.iter().any(|cell| cell == "…");
            let is_said = cells.iter().any(|cell| cell.contains(why));
            assert!(is_said || !has_hidden, "{name}");
        }
        // The last sheet has the rows of the CSV.
        let name = workbook.names().pop().expect("a sheet");
        let sheet = workbook.sheet(&name);
        for (line, row) in csv[1..].iter().zip(5..) {
            for (column, own) in [(7, 7), (8, 8), (9, 9)] {
                let is_hidden = at(&sheet, row, own) == "…";
                assert_eq!(line[column] == "…", is_hidden, "{line:?}");
            }
        }
        let note = sheet
            .used_cells()
            .find(|(_, _, it)| it.to_string().contains(why));
        let note = note.expect("a note").2.to_string();
        assert!(note.contains(&format!(" {rows} ")), "{note}: {rows}");
    }
}
