//! A small form with every kind of question, on paper.

use sohoi_form::{Answers, Engine, Form, Path, Session};
use sohoi_text::Language;

use super::*;

const FORM: &str = r#"{
  "id": "f", "version": "1", "title": {"vi": "Phiếu", "en": "Form"},
  "sections": [
    {"id": "a", "title": {"vi": "Một", "en": "One"}, "questions": [
      {"name": "code", "type": "text", "label": {"vi": "Mã", "en": "Code"}},
      {"name": "kind", "type": "select_one", "label": {"vi": "Loại", "en": "Kind"}, "list": "kinds"},
      {"name": "other", "type": "text", "label": {"vi": "Loại khác", "en": "Other kind"},
        "relevant": "${kind} = 'other'"},
      {"name": "fees", "type": "decimal", "label": {"vi": "Hội phí", "en": "Fees"}, "unit": "m"},
      {"name": "twice", "type": "calculate", "label": {"vi": "Gấp đôi", "en": "Twice"},
        "calculation": "${fees} * 2", "unit": "m"},
      {"name": "hidden", "type": "calculate", "label": {"vi": "Ẩn", "en": "Hidden"},
        "calculation": "${fees} * 3"},
      {"name": "day", "type": "date", "label": {"vi": "Ngày", "en": "Day"}},
      {"name": "fields", "type": "select_multiple", "label": {"vi": "Lĩnh vực", "en": "Fields"},
        "list": "kinds"},
      {"name": "page", "type": "image", "label": {"vi": "Ảnh", "en": "Photo"}},
      {"name": "true", "type": "acknowledge", "label": {"vi": "Đúng", "en": "True"}}
    ]},
    {"id": "b", "title": {"vi": "Hai", "en": "Two"}, "relevant": "${kind} = 'club'", "questions": [
      {"name": "years", "type": "repeat", "label": {"vi": "Theo năm", "en": "By year"},
        "repeat_count": "3", "row_key": "year", "questions": [
        {"name": "year", "type": "calculate", "label": {"vi": "Năm", "en": "Year"},
          "calculation": "2014 + position(..)"},
        {"name": "members", "type": "integer", "label": {"vi": "Hội viên", "en": "Members"},
          "relevant": "${year} != 2016"},
        {"name": "sum", "type": "calculate", "label": {"vi": "Cộng", "en": "Sum"},
          "calculation": "coalesce(${members}, 0) + 1", "unit": "m"}
      ]},
      {"name": "wish", "type": "text", "label": {"vi": "Kiến nghị", "en": "Wishes"},
        "appearance": "multiline"}
    ]}
  ],
  "choice_lists": {"kinds": [
    {"name": "club", "label": {"vi": "Câu lạc bộ", "en": "Club"}},
    {"name": "other", "label": {"vi": "Khác", "en": "Other"}}
  ]}
}"#;

fn session(answers: &[(&str, &str)]) -> Session {
    session_of(FORM, answers)
}

fn session_of(form: &str, answers: &[(&str, &str)]) -> Session {
    let form: Form = sohoi_json::from_bytes(form.as_bytes()).expect("a form");
    let mut session = Session::new(Engine::compile(form).expect("a whole form"), Answers::new());
    for (path, value) in answers {
        session.set(&path.parse::<Path>().expect("a path"), Some(value));
    }
    session
}

fn laid_out(session: &Session, purpose: Purpose, language: Language) -> Vec<PaperSection> {
    sections(session, purpose, language, &|code| format!("{code}."))
}

/// Each block in short: number, label, ink.
fn short(section: &PaperSection) -> Vec<String> {
    let blocks = section.blocks.iter();
    blocks
        .map(|block| match block {
            Block::Line {
                number, label, ink, ..
            } => {
                let number = number.map_or_else(|| "-".to_owned(), |number| number.to_string());
                let ink = match ink {
                    Ink::Words(words) => words.clone(),
                    Ink::Choices(choices) => choices
                        .iter()
                        .map(|(is_taken, label)| {
                            format!("{}{label}", if *is_taken { "x" } else { "o" })
                        })
                        .collect::<Vec<_>>()
                        .join(" "),
                    Ink::Lines(count) => format!("{count} lines"),
                    Ink::Gap => "gap".to_owned(),
                    Ink::DateGap => "date".to_owned(),
                };
                format!("{number} {label}: {ink}")
            }
            Block::Table {
                number,
                columns,
                lines,
                ..
            } => {
                let lines = lines.iter().map(|(label, cells)| {
                    let cells = cells.iter().map(|cell| cell.as_deref().unwrap_or("–"));
                    format!("{label}: {}", cells.collect::<Vec<_>>().join(" | "))
                });
                format!(
                    "{number} [{}] {}",
                    columns.join(" "),
                    lines.collect::<Vec<_>>().join("; ")
                )
            }
        })
        .collect()
}

#[test]
fn what_applies_stands_with_its_answers_and_the_numbers_of_the_screen() {
    let session = session(&[
        ("code", "A-1"),
        ("kind", "club"),
        ("fees", "1234.5"),
        ("day", "2017-06-30"),
        ("fields", "other club"),
        ("years/1/members", "1200"),
        ("true", "OK"),
    ]);
    let paper = laid_out(&session, Purpose::Signing, Language::Vi);
    assert_eq!(
        short(&paper[0]),
        [
            "1 Mã: A-1",
            "2 Loại: xCâu lạc bộ oKhác",
            // The third question does not apply, and keeps its number all the same.
            "4 Hội phí (m.): 1.234,5",
            "- Gấp đôi (m.): 2.469",
            "5 Ngày: 30/6/2017",
            "6 Lĩnh vực: xCâu lạc bộ xKhác",
            "7 Ảnh: Chụp trang ký, đóng dấu và gửi trong Sổ Hội",
            "8 Đúng: xTôi xác nhận",
        ]
    );
    assert_eq!(
        short(&paper[1]),
        [
            "9 [2015 2016 2017] Hội viên: 1.200 | – | ; Cộng (m.): 1.201 | – | 1",
            "10 Kiến nghị: 4 lines",
        ]
    );
}

#[test]
fn a_section_that_does_not_apply_is_left_out() {
    let paper = laid_out(
        &session(&[("kind", "other")]),
        Purpose::Signing,
        Language::En,
    );
    assert_eq!(paper.len(), 1);
    assert_eq!(paper[0].title, "One");
    assert!(short(&paper[0]).contains(&"3 Other kind: 1 lines".to_owned()));
}

#[test]
fn an_empty_form_has_room_for_everything() {
    let paper = laid_out(
        &session(&[("code", "A-1")]),
        Purpose::Handwriting,
        Language::En,
    );
    assert_eq!(
        short(&paper[0]),
        [
            "1 Code: A-1",
            "2 Kind: oClub oOther",
            "3 Other kind: 1 lines",
            "4 Fees (m.): gap",
            "5 Day: date",
            "6 Fields: oClub oOther",
            "7 Photo: Send a photo of the signed page in Sổ Hội",
            "8 True: oI confirm",
        ]
    );
    assert_eq!(
        short(&paper[1]),
        ["9 [2015 2016 2017] Members:  |  | ", "10 Wishes: 4 lines"]
    );
    let notes = paper[0]
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Line { note: Some(_), .. }));
    assert_eq!(notes.count(), 1, "one question is asked of some only");
}

#[test]
fn an_empty_form_leaves_out_what_is_known_not_to_apply() {
    let paper = laid_out(
        &session(&[("kind", "club")]),
        Purpose::Handwriting,
        Language::En,
    );
    let first = short(&paper[0]);
    assert!(
        !first.iter().any(|line| line.contains("Other kind")),
        "{first:?}"
    );
    assert!(
        first.contains(&"4 Fees (m.): gap".to_owned()),
        "numbers stay: {first:?}"
    );
    assert_eq!(paper.len(), 2);
    let paper = laid_out(
        &session(&[("kind", "other")]),
        Purpose::Handwriting,
        Language::En,
    );
    assert_eq!(paper.len(), 1, "the second section is for clubs");
}

#[test]
fn conditions_are_said_in_words_where_they_are_simple() {
    let session = session(&[]);
    let numbers = |name: &str| match name {
        "kind" => Some(2),
        "fees" => Some(4),
        "fields" => Some(6),
        _ => None,
    };
    let cases = [
        ("${kind} = 'club'", Some("question 2 is “Club”")),
        ("${kind} != 'club'", Some("question 2 is not “Club”")),
        ("${fees} > 1000", Some("question 4 is above 1.000")),
        ("${fees} >= 2.5", Some("question 4 is 2,5 or more")),
        (
            "selected(${fields}, 'other')",
            Some("question 6 is “Other”"),
        ),
        (
            "not(selected(${fields}, 'other'))",
            Some("question 6 is not “Other”"),
        ),
        (
            "${kind} = 'club' or ${kind} = 'other'",
            Some("question 2 is “Club” or question 2 is “Other”"),
        ),
        (
            "${kind} = 'club' and ${fees} > 0",
            Some("question 2 is “Club” and question 4 is above 0"),
        ),
        // More than that is left to the reader.
        ("${kind} = 'club' and (${fees} > 0 or ${fees} = 1)", None),
        ("${kind} = 'nobody'", None),
        ("${hidden} = 3", None),
        ("${fees} = ${twice}", None),
        ("count-selected(${fields}) > 1", None),
        ("", None),
    ];
    for (condition, expected) in cases {
        let told = condition::in_words(&session, condition, Language::En, &numbers);
        assert_eq!(told.as_deref(), expected, "{condition}");
    }
}

#[test]
fn the_short_code_is_the_end_of_the_id() {
    assert_eq!(
        short_code("0199b2f0-7c11-7abc-8def-0123456789ab"),
        "4567-89AB"
    );
    assert_eq!(short_code("ab"), "AB");
    assert_eq!(short_code(""), "");
}

#[test]
fn a_unit_that_all_numbers_of_a_table_share_stands_once() {
    let members = r#""label": {"vi": "Hội viên", "en": "Members"},"#;
    let title = r#""vi": "Theo năm""#;
    let cases = [
        // The total has a unit, the members have none.
        ("", "Theo năm", None, "Cộng (m.)"),
        (r#""unit": "m","#, "Theo năm", Some("m."), "Cộng"),
        (r#""unit": "n","#, "Theo năm", None, "Cộng (m.)"),
        (r#""unit": "m","#, "Theo năm (m.)", None, "Cộng"),
    ];
    for (unit, label, told, line) in cases {
        let form = FORM
            .replace(members, &[members, unit].concat())
            .replace(title, &format!(r#""vi": "{label}""#));
        let session = session_of(&form, &[("kind", "club")]);
        let paper = laid_out(&session, Purpose::Signing, Language::Vi);
        let Block::Table { unit, lines, .. } = &paper[1].blocks[0] else {
            panic!("the second section begins with a table");
        };
        assert_eq!(unit.as_deref(), told, "{form}");
        assert_eq!(lines.last().map(|(label, _)| label.as_str()), Some(line));
    }
}
