//! The named lists, read back.

use calamine::Data;
use sohoi_export::{CurrentForm, Listed, ListsFile, Missing, Reached, list_csv, lists_xlsx};
use sohoi_round::{Column, FromAnswers, ListSource, NamedList, NotSubmitted, Step, Unit};
use sohoi_stats::Population;
use sohoi_text::Language;

use crate::reading::{Book, at, read_csv};
use crate::responses::{club, listed, session};
use crate::small::{about, both, round};

fn step(when: Option<&str>, text: &str) -> Step {
    Step {
        when: when.map(str::to_owned),
        text: both(text),
    }
}

/// Clubs of the south with their boats, and those who have not submitted.
fn lists() -> Vec<NamedList> {
    let columns = ["asks", "founded", "size", "all_boats"];
    let columns = columns.map(|question| Column {
        question: question.to_owned(),
        label: (question == "founded").then(|| both("Ngày lập")),
    });
    vec![
        NamedList {
            id: "south".to_owned(),
            name: both("Câu lạc bộ bờ nam"),
            note: Some(both("=Theo phiếu")),
            source: ListSource::Answers(FromAnswers {
                form: "club".to_owned(),
                relevant: "${asks} = 'south'".to_owned(),
                columns: columns.to_vec(),
                phone: Some("motto".to_owned()),
            }),
            next: vec![
                step(None, "Gọi."),
                step(Some("${all_boats} > 5"), "Xem thuyền."),
                step(Some("${founded} = ''"), "Hỏi ngày lập."),
            ],
        },
        NamedList {
            id: "missing".to_owned(),
            name: both("Chưa nộp"),
            note: None,
            source: ListSource::NotSubmitted(NotSubmitted {
                kind: Some("club".to_owned()),
            }),
            next: vec![step(None, "Nhắc.")],
        },
    ]
}

fn unit(id: &str, parent: Option<&str>) -> Unit {
    Unit {
        id: id.to_owned(),
        name: both(id),
        level: String::new(),
        parent: parent.map(str::to_owned),
        code: None,
    }
}

/// Two clubs of the south in two districts, one of the north; two clubs and an office that have not
/// submitted.
fn with_file<T>(check: impl FnOnce(&ListsFile<'_>) -> T) -> T {
    let engine = club("2", "decimal", 2012);
    let sessions = [
        session(
            &engine,
            &[
                ("asks", "south"),
                ("motto", "+84 252 3822"),
                ("size", "12.50"),
                ("founded", "2015-03-02"),
                ("by_year/1/boats", "1003"),
                ("by_year/2/boats", "4"),
            ],
        ),
        session(&engine, &[("asks", "south"), ("size", "-3")]),
        session(&engine, &[("asks", "north")]),
    ];
    let own = |place: usize, id, name, unit| Listed {
        subject_name: name,
        unit,
        ..listed(id, id, "hash", &sessions[place])
    };
    let responses = [
        own(0, "S-1", "=Đua thuyền", "east_a"),
        own(1, "S-2", "Đờn ca", "west"),
        own(2, "S-3", "Bơi", "west"),
    ];
    let missing = |id, name, kind, unit, reached| Missing {
        id,
        name,
        kind,
        unit,
        reached,
    };
    let mut round = round("Hội viên");
    round.lists = lists();
    round.units = vec![
        unit("province", None),
        unit("west", Some("province")),
        unit("east", Some("province")),
        unit("east_a", Some("east")),
    ];
    check(&ListsFile {
        round: &round,
        forms: &[CurrentForm {
            hash: "hash",
            engine: &engine,
        }],
        population: Population::Approved,
        is_demonstration: false,
        root: None,
        responses: &responses,
        missing: &[
            missing("S-9", "Yoga", "club", "province", Reached::Nothing),
            missing("S-8", "Ẩm thực", "club", "west", Reached::Returned),
            missing("O-1", "Văn phòng", "office", "west", Reached::Nothing),
            missing("S-7", "Ảnh", "club", "west", Reached::Submitted),
        ],
    })
}

#[test]
fn csv_has_a_line_a_subject_by_unit_and_name() {
    let read = |list| with_file(|file| list_csv(file, list, Language::Vi)).map(|it| read_csv(&it));
    let south = read("south").expect("a list");
    assert_eq!(south[0][4..8], ["asks", "Ngày lập", "size", "all_boats"]);
    let expected = [
        [
            "west",
            "west",
            "S-2",
            "Đờn ca",
            "Bờ nam",
            "",
            "-3",
            "0",
            "",
            "",
            "Gọi. Hỏi ngày lập.",
            "S-2",
        ],
        [
            "east",
            "east_a",
            "S-1",
            "'=Đua thuyền",
            "Bờ nam",
            "2015-03-02",
            "12.5",
            "1007",
            "'+84 252 3822",
            "",
            "Gọi. Xem thuyền.",
            "S-1",
        ],
    ];
    assert_eq!(south[1..], expected);
    let missing = read("missing").expect("a list");
    let named: Vec<_> = missing[1..]
        .iter()
        .map(|row| [&*row[0], &*row[3], &*row[5], &*row[6]])
        .collect();
    assert_eq!(
        named,
        [
            ["province", "Yoga", "Chưa bắt đầu", "Nhắc."],
            ["west", "Ảnh", "Đã nộp, chưa duyệt", "Nhắc."],
            ["west", "Ẩm thực", "Trả lại để sửa", "Nhắc."],
        ]
    );
    assert_eq!(read("none"), None);
}

#[test]
fn the_workbook_has_an_overview_and_a_sheet_a_list() {
    let bytes = with_file(|file| lists_xlsx(file, &about(), Language::Vi)).expect("a workbook");
    let mut book = Book::new(bytes);
    assert_eq!(
        book.names(),
        ["Danh sách theo dõi", "Câu lạc bộ bờ nam", "Chưa nộp"]
    );
    assert_eq!(book.formulas(), 0);
    let text = |text: &str| Data::String(text.to_owned());
    let overview = book.sheet("Danh sách theo dõi");
    assert_eq!(at(&overview, 6, 0), text("Câu lạc bộ bờ nam"));
    assert_eq!(at(&overview, 6, 1), Data::Float(2.0));
    assert_eq!(at(&overview, 7, 1), Data::Float(3.0));

    let south = book.sheet("Câu lạc bộ bờ nam");
    assert_eq!(at(&south, 4, 0), text("=Theo phiếu"));
    assert_eq!(at(&south, 5, 0), text("Việc cần làm tiếp: Gọi."));
    let headings = (0..9).map(|column| at(&south, 7, column));
    let expected = [
        "TT",
        "Tên hội, cơ quan",
        "Đơn vị",
        "asks",
        "Ngày lập",
        "size",
        "all_boats",
        "Điện thoại",
        "Việc cần làm tiếp",
    ];
    assert_eq!(headings.collect::<Vec<_>>(), expected.map(text));
    assert_eq!(at(&south, 8, 0), text("west (1)"));
    assert_eq!(at(&south, 10, 0), text("east (1)"));
    assert_eq!(at(&south, 11, 0), Data::Float(2.0), "numbers run on");
    assert_eq!(at(&south, 11, 1), text("=Đua thuyền"));
    assert!(matches!(at(&south, 11, 4), Data::DateTime(_)));
    assert_eq!(at(&south, 11, 5), Data::Float(12.5));
    assert_eq!(at(&south, 11, 7), text("+84 252 3822"));
    assert_eq!(at(&south, 11, 8), text("Xem thuyền."));
    // Nobody has steps of their own there, and so no column for them.
    let missing = book.sheet("Chưa nộp");
    assert_eq!(at(&missing, 6, 3), text("Phiếu"));
    assert_eq!(at(&missing, 6, 4), Data::Empty);
}

#[test]
fn an_empty_list_says_so() {
    let empty = |responses| {
        let bytes = with_file(|file| {
            let file = ListsFile {
                responses: &[],
                missing: &[],
                ..*file
            };
            let about = sohoi_export::About {
                responses,
                ..about()
            };
            lists_xlsx(&file, &about, Language::En)
        });
        let mut book = Book::new(bytes.expect("a workbook"));
        let names = book.names();
        let south = at(&book.sheet(&names[1]), 8, 0);
        let missing = at(&book.sheet(&names[2]), 7, 0);
        [south, missing].map(|cell| cell.to_string())
    };
    let nobody = "Nobody is on this list.";
    assert_eq!(empty(3), [nobody, nobody]);
    let early = "No form counts yet, so there is nothing to make this list of.";
    assert_eq!(empty(0), [early, nobody]);
}
