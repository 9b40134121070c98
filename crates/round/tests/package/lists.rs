//! Named lists: what is said of them is checked by place; who is on them is what one finds by hand.

mod delivered;

use std::sync::Arc;

use sohoi_form::{Answers, Engine, Path, Session};
use sohoi_round::{CompiledRound, Listing, OnList, Round, answer_text, compile, heading};
use sohoi_text::Language;

use crate::second;

/// The problems of the second round with one text of its manifest replaced.
fn problems(from: &str, to: &str) -> Vec<String> {
    let mut files = second::package();
    let text = String::from_utf8(files["round.toml"].clone()).expect("text");
    assert!(text.contains(from), "no {from:?}");
    let changed = text.replacen(from, to, 1).into_bytes();
    files.insert("round.toml".to_owned(), changed);
    let problems = compile(&files).err().unwrap_or_default();
    problems.iter().map(ToString::to_string).collect()
}

/// The row on which a text begins in the manifest of the second round.
fn row_of(text: &str) -> usize {
    let files = second::package();
    let whole = std::str::from_utf8(&files["round.toml"]).expect("text");
    let start = whole.find(text).unwrap_or_else(|| panic!("no {text:?}"));
    whole[..start].matches('\n').count() + 1
}

const RELEVANT: &str = "relevant = \"${has_hall} = 'khong'\"";
const HEAD: &str = "[[list]]\nid = \"no-hall\"";
const OF_FORM: &str = "form = \"clb\"\nrelevant";

#[test]
fn flaws_are_reported_at_their_place() {
    let cases = [
        (
            RELEVANT,
            "relevant = \"${no_hall} = 'khong'\"",
            "list.relevant: ",
        ),
        (
            RELEVANT,
            "relevant = \"${has_hall}\"",
            "list.relevant: `${has_hall}` is neither true nor false: compare it",
        ),
        (
            RELEVANT,
            "relevant = \"1\"",
            "list.relevant: `1` is neither true nor false",
        ),
        (
            RELEVANT,
            "relevant = \"${thanh_vien} > 3\"",
            "list.relevant: ",
        ),
        (
            "question = \"opened_on\"",
            "question = \"opened\"",
            "list.column.question: the form `clb` has no question `opened` outside repeats",
        ),
        (
            "question = \"opened_on\"",
            "question = \"thanh_vien\"",
            "list.column.question: the form `clb` has no question `thanh_vien` outside repeats",
        ),
        (
            "question = \"opened_on\"",
            "question = \"theo_nam\"",
            "list.column.question: the form `clb` has no question `theo_nam` outside repeats",
        ),
        (
            "question = \"opened_on\"",
            "question = \"anh\"",
            "list.column.question: the form `clb` has no question `anh` outside repeats",
        ),
        (
            "when = \"${them_thanh_vien} > 0\"",
            "when = \"${them_thanh_vien}\"",
            "list.next.when: `${them_thanh_vien}` is neither true nor false",
        ),
        (
            "text = { vi = \"Câu lạc bộ đang",
            "txt = { vi = \"Câu lạc bộ đang",
            "list.next.txt: this key is not known",
        ),
    ];
    for (from, to, expected) in cases {
        let expected = format!("round.toml, row {}, column {expected}", row_of(from));
        let found = problems(from, to);
        assert!(
            found.iter().any(|problem| problem.starts_with(&expected)),
            "{to}: no {expected} in {found:#?}"
        );
    }
}

#[test]
fn a_form_that_is_not_there_is_reported_and_nothing_that_only_follows_from_it() {
    let expected = format!(
        "round.toml, row {}, column list.form: there is no form `club`",
        row_of(OF_FORM)
    );
    assert_eq!(problems(OF_FORM, "form = \"club\"\nrelevant"), [expected]);
}

#[test]
fn a_list_needs_steps_and_a_list_of_answers_columns() {
    let head = row_of(HEAD);
    let lines = "\n[[list]]\nid = \"bare\"\nname = { vi = \"a\", en = \"b\" }\nform = \"clb\"\nrelevant = \"true()\"\n";
    let found = problems(HEAD, &format!("{lines}\n{HEAD}"));
    let row = head + 1;
    assert_eq!(
        found,
        [
            format!("round.toml, row {row}, column list.column: there is no [[list.column]]"),
            format!("round.toml, row {row}, column list.next: there is no [[list.next]]"),
        ]
    );
}

#[test]
fn a_number_to_call_is_a_text() {
    let with = |phone: &str| {
        let to = format!("phone = \"{phone}\"\n{OF_FORM}");
        problems(OF_FORM, &to)
    };
    assert_eq!(with("ghi_chu"), [""; 0]);
    let row = row_of(OF_FORM);
    let flaw = |name: &str| {
        format!(
            "round.toml, row {row}, column list.phone: the form `clb` has no question `{name}` outside repeats that is answered by a text"
        )
    };
    assert_eq!(with("opened_on"), [flaw("opened_on")]);
    assert_eq!(with("so_may"), [flaw("so_may")]);
}

/// A list of those who have not submitted, above the one that is there.
fn waiting(more: &str) -> Vec<String> {
    let list = format!(
        "[[list]]\nid = \"waiting\"\nname = {{ vi = \"Chưa nộp\", en = \"Not yet\" }}\n{more}\n"
    );
    problems(HEAD, &format!("{list}{HEAD}"))
}

#[test]
fn lists_of_those_who_have_not_submitted_look_at_no_answers() {
    let next = "[[list.next]]\ntext = { vi = \"Gọi\", en = \"Call\" }";
    let row = row_of(HEAD);
    let cases = [
        (format!("source = \"not_submitted\"\n{next}"), None),
        (
            format!("source = \"not_submitted\"\nkind = \"house\"\n{next}"),
            None,
        ),
        (
            format!("source = \"not_submitted\"\nkind = \"choir\"\n{next}"),
            Some((4, "list.kind: there is no kind of subjects `choir`")),
        ),
        (
            format!("source = \"similar\"\n{next}"),
            Some((
                3,
                "list.source: `similar` is no source: write \"not_submitted\"",
            )),
        ),
        (
            format!("source = \"not_submitted\"\nrelevant = \"true()\"\n{next}"),
            Some((4, "list.relevant: this key is not known")),
        ),
        (
            format!("source = \"not_submitted\"\n{next}\nwhen = \"true()\""),
            Some((6, "list.next.when: this key is not known")),
        ),
    ];
    for (more, expected) in cases {
        let found = waiting(&more);
        match expected {
            None => assert_eq!(found, [""; 0], "{more}"),
            Some((below, message)) => {
                let expected = format!("round.toml, row {}, column {message}", row + below);
                assert_eq!(found.len(), 1, "{found:#?}");
                assert!(found[0].starts_with(&expected), "{found:#?}: {expected}");
            }
        }
    }
}

#[test]
fn an_id_stands_once() {
    let twice = format!(
        "[[list]]\nid = \"no-hall\"\nname = {{ vi = \"a\", en = \"b\" }}\nsource = \"not_submitted\"\n\
         [[list.next]]\ntext = {{ vi = \"a\", en = \"b\" }}\n{HEAD}"
    );
    let row = row_of(HEAD) + 6;
    assert_eq!(
        problems(HEAD, &twice),
        [format!(
            "round.toml, row {row}, column list.id: `no-hall` stands here twice"
        )]
    );
}

#[test]
fn lists_come_with_the_figures_and_not_with_the_round_itself() {
    let compiled = compile(&second::package()).expect("a whole package");
    assert!(
        compiled
            .parts
            .figures
            .json
            .contains("\"lists\":[{\"id\":\"no-hall\"")
    );
    assert!(!compiled.parts.round.json.contains("no-hall"));
}

/// Answers by path text, and what stands on the list.
type Case<'a> = (&'a [(&'a str, &'a str)], Option<OnList>);

/// A response of the second round: answers by path text.
fn session(round: &Round, answers: &[(&str, &str)]) -> Session {
    let engine = Engine::compile(round.forms[0].clone()).expect("a compiled form");
    answered(&engine, answers)
}

fn answered(engine: &Arc<Engine>, answers: &[(&str, &str)]) -> Session {
    let mut map = Answers::new();
    for (path, value) in answers {
        map.insert(path.parse::<Path>().expect("a path"), (*value).to_owned());
    }
    Session::new(Arc::clone(engine), map)
}

#[test]
fn a_response_is_on_a_list_where_the_condition_holds() {
    let CompiledRound { round, .. } = compile(&second::package()).expect("a whole package");
    let growing = [
        ("has_hall", "khong"),
        ("opened_on", "2019-05-04"),
        ("loai_hinh", "ca_nhac mua"),
        ("theo_nam/1/thanh_vien", "1000"),
        ("theo_nam/3/thanh_vien", "2500"),
    ];
    let cases: [Case<'_>; 4] = [
        (&[], None),
        (&[("has_hall", "co")], None),
        (
            &[("has_hall", "khong")],
            Some(OnList {
                cells: vec![String::new(); 3],
                ..OnList::default()
            }),
        ),
        (
            &growing,
            Some(OnList {
                cells: ["2019-05-04", "ca_nhac mua", "1500"]
                    .map(str::to_owned)
                    .to_vec(),
                phone: String::new(),
                steps: vec![1],
            }),
        ),
    ];
    for (answers, expected) in cases {
        let session = session(&round, answers);
        let listing = Listing::new(&round.lists, [session.engine()].into_iter());
        let expected: Vec<_> = expected.into_iter().map(|row| (0, row)).collect();
        assert_eq!(listing.of(&session), expected, "{answers:?}");
    }
    // Opened under another version of the form, it is read under the one of the lists.
    let own = session(&round, &growing);
    let other = session(&round, &growing);
    let listing = Listing::new(&round.lists, [own.engine()].into_iter());
    assert_eq!(listing.of(&other), listing.of(&own));
}

#[test]
fn answers_and_headings_read_as_on_the_form() {
    let CompiledRound { round, .. } = compile(&second::package()).expect("a whole package");
    let (form, list) = (&round.forms[0], &round.lists[0]);
    let columns = &list.answers().expect("a list of answers").columns;
    let read = |stored: [&str; 3], language| {
        let cells = columns.iter().zip(stored);
        cells
            .map(|(column, stored)| answer_text(form, column, stored, language))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        read(["2019-05-04", "ca_nhac mua", "1500"], Language::Vi),
        ["04/5/2019", "Ca nhạc; Múa", "1.500"]
    );
    assert_eq!(
        read(["", "ca_nhac khac_la", ""], Language::En),
        ["", "Music; khac_la", ""]
    );
    let headings = |language| {
        let columns = columns.iter();
        columns
            .map(|column| heading(form, &round.measures, column, language))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        headings(Language::Vi),
        [
            "Ngày thành lập",
            "Loại hình hoạt động",
            "Tăng thành viên so với năm 2020 (thành viên)"
        ]
    );
    assert_eq!(headings(Language::En)[0], "Founded on");
}
