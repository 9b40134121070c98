//! The files of responses, read back.

use std::io::Cursor;
use std::sync::Arc;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value, json};
use sohoi_export::{
    CurrentForm, Listed, ResponsesFile, dictionary_csv, responses_long_csv, responses_wide_csv,
    responses_xlsx,
};
use sohoi_form::{Answers, Engine, Session};
use sohoi_round::Round;
use sohoi_stats::{Population, Standing};
use sohoi_text::Language;

use crate::reading::{Book, at, read_csv};
use crate::small::{about, round};

/// A club reports its boats of two years. `scale` is the type of the question of that name.
pub(crate) fn club(version: &str, scale: &str, first_year: u16) -> Arc<Engine> {
    let text = |text: &str| json!({"vi": text, "en": ""});
    let question = |name: &str, kind: &str, more: Value| {
        let mut question = json!({"name": name, "type": kind, "label": text(name)});
        let own = question.as_object_mut().expect("an object");
        own.extend(more.as_object().expect("an object").clone());
        question
    };
    let form = json!({
        "id": "club", "version": version, "title": text("Phiếu câu lạc bộ"),
        "description": text(""), "respondent": text(""),
        "choice_lists": {"shore": [
            {"name": "north", "label": {"vi": "Bờ bắc", "en": "North shore"}},
            {"name": "south", "label": {"vi": "Bờ nam", "en": "South shore"}},
        ]},
        "sections": [{
            "id": "a", "title": text("Chung"), "questions": [
                question("motto", "text", json!({})),
                question("shores", "select_multiple", json!({"list": "shore"})),
                question("asks", "select_one", json!({"list": "shore", "required": true})),
                question("only_south", "integer", json!({
                    "relevant": "${asks} = 'south'", "unit": "thuyen",
                })),
                question("size", scale, json!({})),
                question("founded", "date", json!({})),
            ],
        }, {
            "id": "b", "title": text("Theo năm"), "relevant": "${asks} != ''", "questions": [
                question("by_year", "repeat", json!({
                    "repeat_count": "2", "row_key": "year", "questions": [
                        question("year", "calculate", json!({
                            "calculation": format!("{first_year} + position(..) - 1"),
                        })),
                        question("boats", "integer", json!({"relevant": "${year} > 0"})),
                    ],
                })),
                question("all_boats", "calculate", json!({"calculation": "sum(${boats})"})),
            ],
        }],
    });
    let form = serde_json::from_value(form).expect("a form");
    Engine::compile(form).expect("the form is sound")
}

pub(crate) fn session(engine: &Arc<Engine>, answers: &[(&str, &str)]) -> Session {
    let answers: Answers = answers
        .iter()
        .map(|(path, value)| (path.parse().expect("a path"), (*value).to_owned()))
        .collect();
    Session::new(engine.clone(), answers)
}

pub(crate) fn listed<'a>(
    id: &'a str,
    subject: &'a str,
    hash: &'a str,
    session: &'a Session,
) -> Listed<'a> {
    Listed {
        id,
        subject,
        subject_name: "=cmd|' /C calc'!A0",
        unit: "u1",
        form_hash: hash,
        standing: Standing::Checked,
        author: "tinh",
        answered_at: "2021-07-01T08:00:00+07:00",
        moved_by: "huyen",
        moved_at: "2021-07-02T08:00:00+07:00",
        session,
    }
}

/// Two responses under the current form, one under an older one whose first year is another and
/// in which `size` is a text.
pub(crate) fn with_file<T>(check: impl FnOnce(&ResponsesFile<'_>) -> T) -> T {
    let (old, new) = (club("1", "text", 2011), club("2", "decimal", 2012));
    let sessions = [
        session(
            &new,
            &[
                ("motto", "=1+1"),
                ("shores", "south north"),
                ("asks", "north"),
                ("only_south", "7"),
                ("size", "-12.50"),
                ("founded", "2015-03-02"),
                ("by_year/1/boats", "3"),
                ("by_year/2/boats", "4"),
                ("gone", "kept, not shown"),
            ],
        ),
        session(
            &old,
            &[
                ("asks", "south"),
                ("only_south", "7"),
                ("size", "lớn"),
                ("by_year/2/boats", "9"),
            ],
        ),
        session(&new, &[]),
    ];
    let responses = [
        listed("r2", "S-2", "hash-new", &sessions[0]),
        listed("r1", "S-1", "hash-old", &sessions[1]),
        listed("r3", "S-3", "hash-new", &sessions[2]),
    ];
    let round: Round = round("Hội viên");
    check(&ResponsesFile {
        round: &round,
        forms: &[CurrentForm {
            hash: "hash-new",
            engine: &new,
        }],
        population: Population::Provisional,
        is_demonstration: true,
        responses: &responses,
    })
}

/// The wide file as column name → cells by row.
fn column(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let places: Vec<usize> = (0..rows[0].len())
        .filter(|at| rows[0][*at] == name)
        .collect();
    assert_eq!(places.len(), 1, "{name} in {:?}", rows[0]);
    rows[1..].iter().map(|row| row[places[0]].clone()).collect()
}

#[test]
fn wide_has_a_line_a_response_and_a_column_an_answer() {
    let rows = read_csv(&with_file(|file| responses_wide_csv(file, "club")));
    assert_eq!(rows.len(), 4);
    for (name, expected) in [
        ("meta/response", ["r1", "r2", "r3"]),
        ("meta/state", ["checked"; 3]),
        ("meta/demonstration", ["demonstration"; 3]),
        ("meta/subject_name", ["'=cmd|' /C calc'!A0"; 3]),
        ("motto", ["", "'=1+1", ""]),
        ("shores", ["", "south north", ""]),
        ("asks", ["south", "north", ""]),
        // Answered, but it does not apply to the second one.
        ("only_south", ["7", "", ""]),
        ("size", ["", "-12.50", ""]),
        ("size:text", ["lớn", "", ""]),
        ("founded", ["", "2015-03-02", ""]),
        // The year joins the versions, not the number of the row.
        ("by_year/2011/boats", ["", "", ""]),
        ("by_year/2012/boats", ["9", "3", ""]),
        ("by_year/2013/boats", ["", "4", ""]),
        ("by_year/2013/year", ["", "2013", ""]),
        ("all_boats", ["9", "7", ""]),
    ] {
        assert_eq!(column(&rows, name), expected, "{name}");
    }
    assert!(!rows[0].iter().any(|name| name.contains("gone")));
}

#[test]
fn a_form_without_responses_has_its_columns_all_the_same() {
    let rows = read_csv(&with_file(|file| {
        let nobody = ResponsesFile {
            responses: &[],
            ..*file
        };
        responses_wide_csv(&nobody, "club")
    }));
    assert_eq!(rows.len(), 1);
    for name in ["size", "all_boats"] {
        assert!(rows[0].iter().any(|own| own == name), "{name}");
    }
}

#[test]
fn long_has_a_line_an_answer_with_the_words_of_choices() {
    let rows = read_csv(&with_file(|file| responses_long_csv(file, Language::Vi)));
    let answers: Vec<[&str; 6]> = rows[1..]
        .iter()
        .map(|row| [0, 7, 8, 9, 10, 11].map(|place| row[place].as_str()))
        .collect();
    assert_eq!(
        answers,
        [
            ["r1", "asks", "asks", "", "south", "Bờ nam"],
            ["r1", "only_south", "only_south", "", "7", ""],
            ["r1", "size", "size", "", "lớn", ""],
            ["r1", "by_year/2/boats", "boats", "2012", "9", ""],
            ["r2", "motto", "motto", "", "'=1+1", ""],
            [
                "r2",
                "shores",
                "shores",
                "",
                "south north",
                "Bờ nam; Bờ bắc"
            ],
            ["r2", "asks", "asks", "", "north", "Bờ bắc"],
            ["r2", "size", "size", "", "-12.50", ""],
            ["r2", "founded", "founded", "", "2015-03-02", ""],
            ["r2", "by_year/1/boats", "boats", "2012", "3", ""],
            ["r2", "by_year/2/boats", "boats", "2013", "4", ""],
        ]
    );
}

#[test]
fn every_column_of_the_wide_file_is_in_the_dictionary() {
    let (wide, dictionary) = with_file(|file| {
        (
            read_csv(&responses_wide_csv(file, "club")),
            read_csv(&dictionary_csv(file)),
        )
    });
    let named: Vec<&String> = dictionary[1..].iter().map(|line| &line[1]).collect();
    assert_eq!(named, wide[0].iter().collect::<Vec<_>>());
    let line = |name: &str| {
        let line = dictionary.iter().find(|line| line[1] == name);
        line.cloned().unwrap_or_else(|| panic!("{name}"))
    };
    let asks = line("asks");
    assert_eq!(asks[8], "select_one");
    assert_eq!(
        asks[10],
        "north = Bờ bắc | North shore; south = Bờ nam | South shore"
    );
    assert_eq!(asks[11], "yes");
    assert_eq!(asks[16..], ["2 1", "hash-new hash-old"]);
    assert_eq!(line("only_south")[9], "thuyen");
    assert_eq!(line("size:text")[16..], ["1", "hash-old"]);
    let boats = line("by_year/2012/boats");
    assert_eq!(boats[2..4], ["boats", "2012"]);
    assert_eq!(boats[6], "boats · 2012");
    assert_eq!(boats[12], "(${asks} != '') and (${year} > 0)");
    assert_eq!(line("all_boats")[14], "sum(${boats})");
}

#[test]
fn the_workbook_has_numbers_days_and_texts_and_no_formula() {
    let bytes = with_file(|file| responses_xlsx(file, &about(), Language::Vi));
    let bytes = bytes.expect("a workbook");
    let mut workbook = Book::new(bytes.clone());
    assert_eq!(
        workbook.names(),
        ["club Phiếu câu lạc bộ", "Từ điển dữ liệu"]
    );
    assert_eq!(workbook.formulas(), 0);
    // A row goes over several printed pages: each says of whom it is, and what its columns are.
    let titles = "'club Phiếu câu lạc bộ'!$A:$C,'club Phiếu câu lạc bộ'!$6:$7";
    let names = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = names.defined_names();
    assert!(names.iter().any(|(_, own)| own == titles), "{names:?}");
    let sheet = workbook.sheet("club Phiếu câu lạc bộ");
    let place = |name: &str| {
        let mut columns = 0..sheet.width() as u32;
        columns.find(|column| at(&sheet, 6, *column) == *name)
    };
    let cell = |row, name: &str| at(&sheet, row, place(name).unwrap_or_else(|| panic!("{name}")));
    assert_eq!(cell(8, "motto"), Data::String("=1+1".to_owned()));
    assert_eq!(cell(8, "size"), Data::Float(-12.5));
    assert_eq!(cell(7, "size:text"), Data::String("lớn".to_owned()));
    assert_eq!(cell(8, "only_south"), Data::Empty);
    assert_eq!(cell(7, "by_year/2012/boats"), Data::Float(9.0));
    assert_eq!(cell(8, "all_boats"), Data::Float(7.0));
    let Data::DateTime(day) = cell(8, "founded") else {
        panic!("{:?} is no day", cell(8, "founded"));
    };
    assert_eq!(day.to_ymd_hms_milli(), (2015, 3, 2, 0, 0, 0, 0));
    assert_eq!(
        at(&sheet, 2, 0).to_string(),
        "Số tạm tính, gồm phiếu chưa duyệt · dữ liệu minh họa"
    );
}
