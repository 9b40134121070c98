//! Flaws of the report: its head in `round.toml`, its outline in `report.csv`.

use super::{REPORT, ROUND, check, problems};
use crate::small_package;

#[test]
fn flaws_of_the_outline() {
    check(&[
        (
            "type unknown",
            &[(
                REPORT,
                "\nparagraph,introduction,,",
                "\nparagraf,introduction,,",
            )],
            &["report.csv, row 2, column type"],
        ),
        (
            "names missing, doubled, not plain, and of what needs none",
            &[
                (REPORT, "paragraph,plans,", "paragraph,,"),
                (REPORT, "paragraph,propaganda,", "paragraph,dissemination,"),
                (REPORT, "paragraph,number,", "paragraph,a/b,"),
                (REPORT, "chapter,,,II. KẾT", "chapter,results,,II. KẾT"),
            ],
            &[
                "report.csv, row 7, column name",
                "report.csv, row 8, column name",
                "report.csv, row 10, column name",
                "report.csv, row 12, column name",
            ],
        ),
        (
            "sentence that follows nothing",
            &[(REPORT, "paragraph,dissemination,", "sentence,,")],
            &["report.csv, row 4, column type"],
        ),
        (
            "indicator unknown in both languages",
            &[
                (
                    REPORT,
                    "${LD01.a}/${LD01.b} đơn vị",
                    "${LD0.a}/${LD01.b} đơn vị",
                ),
                (
                    REPORT,
                    "${LD01.a} of ${LD01.b} units",
                    "${LD0.a} of ${LD01.b} units",
                ),
            ],
            &[
                "report.csv, row 4, column text::en",
                "report.csv, row 4, column text::vi",
            ],
        ),
        (
            "another figure in English",
            &[(REPORT, "within ${LD02} days", "within ${LD01} days")],
            &["report.csv, row 5, column text::en"],
        ),
        (
            "condition that is none",
            &[(REPORT, "sentence,,${LD02} > 0,", "sentence,,${LD02} >,")],
            &["report.csv, row 5, column relevant"],
        ),
        (
            "text missing",
            &[(REPORT, "II. KẾT QUẢ ĐẠT ĐƯỢC", "")],
            &["report.csv, row 10, column text::vi"],
        ),
        (
            "annexes of nothing, and by nothing",
            &[
                (REPORT, ",QM,district", ",,district"),
                (REPORT, ",PL,district", ",XX,nowhere"),
            ],
            &[
                "report.csv, row 65, column theme",
                "report.csv, row 66, column by",
                "report.csv, row 66, column theme",
            ],
        ),
    ]);
}

#[test]
fn flaws_of_the_head() {
    check(&[
        (
            "layout twice",
            &[(ROUND, "id = \"party-2004\"", "id = \"party-2018\"")],
            &["round.toml, row 470, column report.layout.id"],
        ),
        (
            "issuers of no kind",
            &[(ROUND, "issuers = \"state\"", "issuers = \"none\"")],
            &["round.toml, row 482, column report.layout.issuers"],
        ),
        (
            "unit unknown",
            &[(
                ROUND,
                "kind = \"party\"\nunit = \"la_gi\"",
                "kind = \"party\"\nunit = \"lagi\"",
            )],
            &["round.toml, row 514, column report.issuer.unit"],
        ),
        (
            "margin of nothing",
            &[(ROUND, "margins = { top = 25,", "margins = { top = 0,")],
            &["round.toml, row 478, column report.layout.margins.top"],
        ),
    ]);
}

#[test]
fn an_outline_without_a_head_and_a_head_without_an_outline_are_told() {
    let mut files = small_package();
    files.remove(REPORT);
    let found: Vec<String> = problems(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found, ["report.csv: the file is missing"]);
    let mut files = small_package();
    let text = String::from_utf8(files[ROUND].clone()).expect("text");
    let start = text.find("\n[report]").expect("a report");
    files.insert(ROUND.to_owned(), text.as_bytes()[..start].to_vec());
    let found: Vec<String> = problems(&files).iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("report.csv: round.toml has no [report]"),
        "{}",
        found[0]
    );
}
