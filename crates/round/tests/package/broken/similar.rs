//! Flaws of `[similar]` and of what duties go by.

use sohoi_round::compile;

use super::{REGISTER, ROUND, check, place, problems};
use crate::small_package;

#[test]
fn what_similar_associations_are_told_by_is_read_and_published() {
    let compiled = compile(&small_package()).expect("a whole package");
    let similar = compiled.round.similar.as_ref().expect("the round says it");
    assert_eq!(similar.type_question, "assoc_type");
    assert_eq!(similar.merging.as_deref(), Some("merge_attitude"));
    let pair = ("traditional_medicine".to_owned(), "acupuncture".to_owned());
    assert_eq!(similar.related[0], pair);
    // What a device fetches first has none of it.
    assert!(!compiled.parts.round.json.contains("acupuncture"));
}

#[test]
fn names_that_the_form_does_not_know_are_named() {
    check(&[
        (
            "unknown kind of subjects",
            &[(
                ROUND,
                "[similar]\nkind = \"association\"",
                "[similar]\nkind = \"club\"",
            )],
            &["round.toml, row 1096, column similar.kind"],
        ),
        (
            "a type that is a text, several choices where one is wanted, and the other way round",
            &[
                (ROUND, "type = \"assoc_type\"", "type = \"assoc_name\""),
                (
                    ROUND,
                    "\nfield = \"field_main\"",
                    "\nfield = \"activity_fields\"",
                ),
                (
                    ROUND,
                    "activities = \"activity_fields\"",
                    "activities = \"field_main\"",
                ),
                (
                    ROUND,
                    "merging = \"merge_attitude\"",
                    "merging = \"nothing\"",
                ),
            ],
            &[
                "round.toml, row 1097, column similar.type",
                "round.toml, row 1098, column similar.field",
                "round.toml, row 1099, column similar.activities",
                "round.toml, row 1100, column similar.merging",
            ],
        ),
        (
            "types that are not offered, and no pair",
            &[
                (
                    ROUND,
                    "[\"sports_federation\", \"other\"]",
                    "[\"sports\", \"other\"]",
                ),
                (
                    ROUND,
                    "[\"traditional_medicine acupuncture\", \"business young_entrepreneurs\"]",
                    "[\"traditional_medicine\", \"business old_entrepreneurs\"]",
                ),
            ],
            &[
                "round.toml, row 1102, column similar.apart",
                "round.toml, row 1103, column similar.related",
                "round.toml, row 1103, column similar.related",
            ],
        ),
        (
            "a key that means nothing",
            &[(
                ROUND,
                "merging = \"merge_attitude\"",
                "mergers = \"merge_attitude\"",
            )],
            &["round.toml, row 1100, column similar.mergers"],
        ),
    ]);
}

#[test]
fn days_that_duties_go_by_have_a_question_and_are_days() {
    check(&[(
        "no question for the day, a text for the years",
        &[(
            ROUND,
            "since = \"last_congress_date\", years_in = \"term_years\"",
            "since = \"last_congress\", years_in = \"assoc_name\"",
        )],
        &[
            "round.toml, row 1058, column duty.term.since",
            "round.toml, row 1058, column duty.term.years_in",
        ],
    )]);
    // The register may have them, though no form is filled in from them.
    let with = |cells: [&str; 2]| {
        let mut files = small_package();
        let register = String::from_utf8(files[REGISTER].clone()).expect("text");
        let headings = "last_congress_date,term_years".to_owned();
        let cells = std::iter::once(headings)
            .chain([cells.join(",")])
            .chain(std::iter::repeat(",".to_owned()));
        let lines = register.lines().zip(cells);
        let lines: Vec<String> = lines
            .map(|(line, cells)| format!("{line},{cells}"))
            .collect();
        files.insert(REGISTER.to_owned(), lines.join("\n").into_bytes());
        files
    };
    let compiled = compile(&with(["2013-08-18", "5"])).expect("a whole package");
    assert_eq!(
        compiled.register[0].attributes["last_congress_date"],
        "2013-08-18"
    );
    for cells in [["18/8/2013", "9"], ["2013-02-30", "0"], ["once", "five"]] {
        let found: Vec<String> = problems(&with(cells)).iter().map(place).collect();
        let expected = ["last_congress_date", "term_years"];
        assert_eq!(
            found,
            expected.map(|column| format!("register.csv, row 2, column {column}")),
            "{cells:?}"
        );
    }
}
