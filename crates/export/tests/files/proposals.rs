//! The files of proposals, read back.

use calamine::Data;
use sohoi_export::{CurrentForm, Listed, ResponsesFile, proposals_csv, proposals_xlsx};
use sohoi_round::FreeText;
use sohoi_stats::Population;
use sohoi_text::Language;

use crate::reading::{Book, at, read_csv};
use crate::responses::{club, listed, session};
use crate::small::{about, both, round};

/// Four clubs: two ask for the same in different words, one of them for something else too; one begins
/// like a formula; one says nothing.
fn with_file<T>(check: impl FnOnce(&ResponsesFile<'_>) -> T) -> T {
    let engine = club("1", "decimal", 2012);
    let mottos = [
        "1. Hỗ trợ sửa chữa mái nhà thuyền\n2. Bớt báo cáo",
        "de nghi sua chua mai nha thuyen",
        "=HYPERLINK(\"x\")",
    ];
    let mut sessions: Vec<_> = mottos
        .iter()
        .map(|motto| session(&engine, &[("motto", motto)]))
        .collect();
    sessions.push(session(&engine, &[]));
    let responses: Vec<Listed<'_>> = sessions
        .iter()
        .zip([("r1", "S-1"), ("r2", "S-2"), ("r3", "S-3"), ("r4", "S-4")])
        .map(|(session, (id, subject))| listed(id, subject, "hash", session))
        .collect();
    let mut round = round("Hội viên");
    round.free_texts = vec![FreeText {
        form: "club".to_owned(),
        question: "motto".to_owned(),
        addressee: both("+Ban quản lý"),
    }];
    check(&ResponsesFile {
        round: &round,
        forms: &[CurrentForm {
            hash: "hash",
            engine: &engine,
        }],
        population: Population::Provisional,
        is_demonstration: true,
        responses: &responses,
    })
}

#[test]
fn every_proposal_has_its_line_with_group_words_and_source() {
    let rows = read_csv(&with_file(|file| proposals_csv(file, Language::Vi)));
    let lines: Vec<[&str; 6]> = rows[1..]
        .iter()
        .map(|row| [1, 3, 4, 5, 9, 11].map(|place| row[place].as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            [
                "1",
                "2",
                "Hỗ trợ sửa chữa mái nhà thuyền",
                "S-1",
                "r1",
                "demonstration"
            ],
            [
                "1",
                "2",
                "de nghi sua chua mai nha thuyen",
                "S-2",
                "r2",
                "demonstration"
            ],
            ["", "1", "'=HYPERLINK(\"x\")", "S-3", "r3", "demonstration"],
            ["", "1", "Bớt báo cáo", "S-1", "r1", "demonstration"],
        ]
    );
    assert!(
        rows[1..]
            .iter()
            .all(|row| row[0] == "'+Ban quản lý" && row[10] == "motto")
    );
    assert!(rows[1..].iter().all(|row| row[6] == "'=cmd|' /C calc'!A0"));
    assert_eq!(rows[2][2], "Hỗ trợ sửa chữa mái nhà thuyền");
    assert_eq!(rows[3][2], "");
}

#[test]
fn the_workbook_counts_groups_and_holds_no_formula() {
    let bytes = with_file(|file| proposals_xlsx(file, &about(), Language::Vi));
    let mut workbook = Book::new(bytes.expect("a workbook"));
    assert_eq!(workbook.names(), ["Nhóm kiến nghị", "Trích nguyên văn"]);
    assert_eq!(workbook.formulas(), 0);
    let groups = workbook.sheet("Nhóm kiến nghị");
    assert_eq!(
        at(&groups, 2, 0).to_string(),
        "Số tạm tính, gồm phiếu chưa duyệt · dữ liệu minh họa"
    );
    assert_eq!(at(&groups, 6, 0), Data::String("+Ban quản lý".to_owned()));
    assert_eq!(
        [2, 3].map(|column| at(&groups, 6, column)),
        [Data::Float(2.0), Data::Float(2.0)]
    );
    assert_eq!(
        [2, 3].map(|column| at(&groups, 7, column)),
        [Data::Float(1.0), Data::Float(1.0)]
    );
    let quotations = workbook.sheet("Trích nguyên văn");
    let texts: Vec<String> = (6..10)
        .map(|row| at(&quotations, row, 3).to_string())
        .collect();
    assert_eq!(
        texts,
        [
            "Hỗ trợ sửa chữa mái nhà thuyền",
            "de nghi sua chua mai nha thuyen",
            "=HYPERLINK(\"x\")",
            "Bớt báo cáo"
        ]
    );
    assert_eq!(at(&quotations, 8, 7), Data::String("r3".to_owned()));
}

#[test]
fn a_round_without_such_questions_has_headings_only() {
    let rows = read_csv(&with_file(|file| {
        let round = round("Hội viên");
        proposals_csv(
            &ResponsesFile {
                round: &round,
                ..*file
            },
            Language::En,
        )
    }));
    assert_eq!(rows.len(), 1);
}
