//! What the published CSV hides, the published JSON hides, and nothing else.

use serde_json::Value;
use sohoi_disclosure::hidden_figures;
use sohoi_export::{published_csv, published_json};
use sohoi_stats::RegisterProgress;
use sohoi_text::Language;

use crate::dataset::Dataset;
use crate::district::{book, file};
use crate::reading::read_csv;

#[test]
fn published_figures_have_the_same_gaps_as_the_csv() {
    let (book, progress) = (book("la_gi", 3, 0), RegisterProgress::default());
    let file = file(&book, &progress);
    let round = &Dataset::shared().round;
    let hidden = hidden_figures(round, &book.indicators, Some("la_gi")).expect("the round says");
    let rows = read_csv(&published_csv(&file, &hidden, Language::Vi));
    let bytes = published_json(&file, &hidden);
    let document: Value = serde_json::from_slice(&bytes).expect("JSON");
    assert_eq!(document["published"], true);
    let figures = document["figures"].as_array().expect("a list");
    assert_eq!(figures.len(), rows.len() - 1);
    let mut gaps = 0;
    for (row, figure) in rows[1..].iter().zip(figures) {
        assert_eq!(figure["indicator"], row[1]);
        assert_eq!(figure["group"].as_str().unwrap_or_default(), row[6]);
        let unsaid = figure["hidden"].as_array().into_iter().flatten();
        let unsaid: Vec<&str> = unsaid.filter_map(Value::as_str).collect();
        for (name, cell) in ["value", "a", "b"].into_iter().zip(&row[7..10]) {
            let value = &figure[name];
            match cell.as_str() {
                "…" => {
                    gaps += 1;
                    assert!(value.is_null() && unsaid.contains(&name), "{figure}");
                }
                "-" => assert!(value.is_null() && !unsaid.contains(&name), "{figure}"),
                digits => {
                    assert_eq!(value.as_f64(), digits.parse().ok(), "{figure}");
                    assert!(!unsaid.contains(&name), "{figure}");
                }
            }
        }
    }
    assert!(gaps > 20, "{gaps} hidden");
    let counted: u64 = document["dictionary"]["indicators"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|own| own["hidden"].as_u64())
        .sum();
    assert!(counted > 0);
}
