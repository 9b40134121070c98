//! Scripts for SPSS and R, read back.

mod reading;

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;
use sohoi_export::{CurrentForm, ResponsesFile, responses_r, responses_sps, responses_wide_csv};
use sohoi_form::{Engine, Session};
use sohoi_stats::Population;
use sohoi_text::Language;

use crate::reading::read_csv;
use crate::responses::{listed, session, with_file};
use crate::small::round;
use reading::{Token, r, r_vector, skeleton, sps, texts};

/// A form whose every text is `words`, with rows that are named after an answer.
fn form_of(words: &str) -> Arc<Engine> {
    let text = |text: &str| json!({"vi": text, "en": ""});
    let form = json!({
        "id": "club", "version": "1", "title": text(words),
        "description": text(""), "respondent": text(""),
        "choice_lists": {"shore": [
            {"name": "north", "label": text(words)},
            {"name": "it's", "label": text(words)},
        ]},
        "sections": [{"id": "a", "title": text(words), "questions": [
            {"name": "motto", "type": "text", "label": text(words)},
            {"name": "asks", "type": "select_one", "label": text(words), "list": "shore"},
            {"name": "shores", "type": "select_multiple", "label": text(words), "list": "shore"},
            {"name": "size", "type": "decimal", "label": text(words)},
            {"name": "founded", "type": "date", "label": text(words)},
            {"name": "by_boat", "type": "repeat", "label": text(words), "repeat_count": "1",
             "row_key": "boat", "questions": [
                {"name": "called", "type": "text", "label": text(words)},
                {"name": "boat", "type": "calculate", "label": text(words),
                 "calculation": "${called}"},
            ]},
        ]}],
    });
    let form = serde_json::from_value(form).expect("a form");
    Engine::compile(form).expect("the form is sound")
}

/// The scripts and the heading of the CSV, where every text is `words` and every answer `answer`.
fn scripts_of(words: &str, answer: &str) -> (String, String, Vec<String>) {
    let engine = form_of(words);
    let answers = [
        ("motto", answer),
        ("asks", "north"),
        ("shores", "north it's"),
        ("size", "1.5"),
        ("by_boat/1/called", answer),
    ];
    let own: Session = session(&engine, &answers);
    let responses = [listed("r1", "S-1", "hash", &own)];
    let round = round(words);
    let file = ResponsesFile {
        round: &round,
        forms: &[CurrentForm {
            hash: "hash",
            engine: &engine,
        }],
        population: Population::Approved,
        is_demonstration: false,
        responses: &responses,
    };
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let heading = read_csv(&responses_wide_csv(&file, "club")).remove(0);
    (
        text(responses_sps(&file, "club", Language::Vi)),
        text(responses_r(&file, "club", Language::Vi)),
        heading,
    )
}

fn command<'a>(commands: &'a [Vec<Token>], head: &str) -> &'a [Token] {
    let words: Vec<&str> = head.split(' ').collect();
    let mut own = commands.iter().filter(|it| {
        skeleton(it).starts_with(&words.iter().map(ToString::to_string).collect::<Vec<_>>())
    });
    &own.next().unwrap_or_else(|| panic!("no {head}"))[words.len()..]
}

/// The variables that SPSS reads, with their formats.
fn sps_variables(commands: &[Vec<Token>]) -> Vec<(String, String)> {
    let get = skeleton(command(commands, "GET DATA"));
    let begin = get.iter().position(|it| it == "VARIABLES").expect("them");
    let pairs = get[begin + 2..].chunks(2);
    pairs.map(|it| (it[0].clone(), it[1].clone())).collect()
}

/// `NAME 'label' / NAME 'label'`: the label of one.
fn label_of<'a>(tokens: &'a [Token], name: &str) -> &'a str {
    let at = tokens
        .iter()
        .position(|it| *it == Token::Code(name.to_owned()));
    match &tokens[at.unwrap_or_else(|| panic!("no {name}")) + 1] {
        Token::Text(text) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_variables_are_the_columns_of_the_wide_file_in_both_scripts() {
    with_file(|file| {
        let heading = read_csv(&responses_wide_csv(file, "club")).remove(0);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let commands = sps(&text(responses_sps(file, "club", Language::Vi)));
        let script = r(&text(responses_r(file, "club", Language::Vi)));
        let (names, formats): (Vec<String>, Vec<String>) =
            sps_variables(&commands).into_iter().unzip();
        assert_eq!(texts(command(&commands, "VARIABLE ATTRIBUTE")), heading);
        assert_eq!(r_vector(&script, "columns"), heading);
        assert_eq!(r_vector(&script, "variables"), names);
        assert_eq!(names.len(), heading.len());
        for name in ["types", "labels"] {
            assert_eq!(r_vector(&script, name).len(), heading.len(), "{name}");
        }
        let types = r_vector(&script, "types");
        for (column, name, format, class) in [
            ("meta/response", "meta.response", "A64", "character"),
            ("motto", "motto", "A64", "character"),
            ("shores", "shores", "A16", "character"),
            ("asks", "asks", "A8", "character"),
            ("only_south", "only_south", "F8.0", "numeric"),
            ("size", "size", "F10.2", "numeric"),
            ("size:text", "size_text", "A64", "character"),
            ("founded", "founded", "SDATE10", "Date"),
            (
                "by_year/2012/boats",
                "by_year.2012.boats",
                "F8.0",
                "numeric",
            ),
            ("by_year/2013/year", "by_year.2013.year", "F8.0", "numeric"),
            ("all_boats", "all_boats", "F8.0", "numeric"),
        ] {
            let at = heading.iter().position(|own| own == column).expect(column);
            assert_eq!(
                (&*names[at], &*formats[at], types[at]),
                (name, format, class)
            );
        }
    });
}

#[test]
fn choices_have_their_words_and_several_a_set_of_variables() {
    with_file(|file| {
        let script = responses_sps(file, "club", Language::En);
        let commands = sps(&String::from_utf8(script).expect("UTF-8"));
        let values = texts(command(&commands, "VALUE LABELS"));
        assert_eq!(
            values[..4],
            ["north", "North shore", "south", "South shore"]
        );
        assert_eq!(values[4..], ["Not chosen", "Chosen"]);
        let labels = command(&commands, "VARIABLE LABELS");
        assert_eq!(label_of(labels, "by_year.2012.boats"), "boats · 2012");
        assert_eq!(label_of(labels, "shores.south"), "South shore · shores");
        let set = skeleton(command(&commands, "MRSETS"));
        let expected = "/ MDGROUP NAME = $shores LABEL = TEXT CATEGORYLABELS = VARLABELS \
            VARIABLES = shores.north shores.south VALUE = 1";
        assert_eq!(set.join(" "), expected);
        let split = commands
            .iter()
            .filter(|own| texts(own).contains(&" south "));
        let split: Vec<String> = split.map(|own| skeleton(own).join(" ")).collect();
        assert_eq!(
            split,
            [
                "IF ( shores < > TEXT ) shores.south = INDEX ( CONCAT ( TEXT , RTRIM ( shores ) \
              , TEXT ) , TEXT ) > 0"
            ]
        );
        let script = responses_r(file, "club", Language::En);
        let script = r(&String::from_utf8(script).expect("UTF-8"));
        let code = skeleton(&script).join(" ");
        for call in [
            "responses [ [ TEXT ] ] < - one_choice ( responses [ [ TEXT ] ] , c ( TEXT , TEXT ) , c ( TEXT , TEXT ) )",
            "multiple [ [ TEXT ] ] < - several_choices ( responses [ [ TEXT ] ] , c ( TEXT , TEXT )",
        ] {
            assert!(code.contains(call), "{call} in {code}");
        }
    });
}

#[test]
fn what_does_not_fit_its_type_makes_the_column_a_text() {
    let engine = form_of("x");
    for (size, founded, expected) in [
        ("12", "2015-03-02", ["F8.0", "SDATE10"]),
        ("-0.125", "2015-03-02", ["F11.3", "SDATE10"]),
        ("twelve", "soon", ["A64", "A64"]),
        ("1e5", "1066-10-14", ["A64", "A64"]),
        ("+5", "2015-02-30", ["A64", "A64"]),
        ("", "", ["F8.0", "SDATE10"]),
    ] {
        let own = session(&engine, &[("size", size), ("founded", founded)]);
        let responses = [listed("r1", "S-1", "hash", &own)];
        let round = round("x");
        let file = ResponsesFile {
            round: &round,
            forms: &[],
            population: Population::Approved,
            is_demonstration: false,
            responses: &responses,
        };
        let script = responses_sps(&file, "club", Language::Vi);
        let variables = sps_variables(&sps(&String::from_utf8(script).expect("UTF-8")));
        let format = |name: &str| {
            let own = variables.iter().find(|(own, _)| own == name);
            own.map(|(_, format)| format.clone()).expect(name)
        };
        assert_eq!(
            [format("size"), format("founded")],
            expected,
            "{size}, {founded}"
        );
    }
}

#[test]
fn a_line_break_in_a_cell_is_told_to_users_of_spss() {
    let (quiet, _, _) = scripts_of("x", "one line");
    assert!(!quiet.contains("CHÚ Ý"));
    let (loud, _, heading) = scripts_of("x", "two\nlines");
    // The answer, the one in the row, and the name of the row.
    assert!(loud.contains("* CHÚ Ý: 3 ô"), "{loud}");
    // The row's name is in the names of its two columns.
    assert!(heading.iter().any(|own| own == "by_boat/two\nlines/called"));
    assert!(loud.contains("/FIRSTCASE=4\n"), "{loud}");
}

#[test]
fn labels_are_as_long_as_spss_takes_and_rows_stay_told() {
    let words = "Số hội viên được bồi dưỡng ".repeat(30);
    let (script, _, _) = scripts_of(&words, "Đò ngang");
    let commands = sps(&script);
    let labels = command(&commands, "VARIABLE LABELS");
    for label in texts(labels) {
        assert!(label.len() <= 255, "{label}");
    }
    let motto = label_of(labels, "motto");
    assert!(motto.ends_with('…') && motto.len() > 250, "{motto}");
    let row = label_of(labels, "by_boat.do_ngang.called");
    assert!(row.ends_with("… · Đò ngang"), "{row}");
    let values = texts(command(&commands, "VALUE LABELS"));
    assert!(values.iter().all(|label| label.len() <= 120), "{values:?}");
    assert!(
        values[1].ends_with('…') && values[1].len() > 115,
        "{values:?}"
    );
}

/// Labels that read the same, as R would join them.
#[test]
fn choices_that_read_the_same_stay_apart() {
    let (_, script, _) = scripts_of("Như nhau", "x");
    let script = r(&script);
    let all = texts(&script);
    for label in ["Như nhau [north]", "Như nhau [it's]"] {
        // One choice, and several.
        assert_eq!(
            all.iter().filter(|own| **own == label).count(),
            2,
            "{label}"
        );
    }
}

/// What reads the same after it was put on one line.
fn one_line(text: &str) -> String {
    let seen = text.replace('\u{feff}', " ");
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_that_nothing_breaks_out(words: &str, answer: &str) {
    let (plain_sps, plain_r, _) = scripts_of("Chữ", "x");
    let (own_sps, own_r, heading) = scripts_of(words, answer);
    let (plain, own) = (sps(&plain_sps), sps(&own_sps));
    // A literal of SPSS cannot say a line break.
    let said = texts(command(&own, "VARIABLE ATTRIBUTE"));
    let flat = heading.iter().map(|own| own.replace(char::is_control, " "));
    assert_eq!(
        said,
        flat.map(|own| own.replace('\u{feff}', " "))
            .collect::<Vec<_>>()
    );
    let names: Vec<String> = sps_variables(&own).into_iter().map(|it| it.0).collect();
    let unique: BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(unique.len(), heading.len());
    // The names of rows, formats and the first line are of the answers; everything else is the same.
    let code = |commands: &[Vec<Token>]| -> Vec<Vec<String>> {
        let own = commands.iter().map(|own| {
            let own = skeleton(own).into_iter();
            own.filter(|it| !is_of_answers(it)).collect()
        });
        own.collect()
    };
    for (own, plain) in code(&own).iter().zip(&code(&plain)) {
        assert_eq!(own, plain);
    }
    assert_eq!(own.len(), plain.len());
    let (plain, own) = (r(&plain_r), r(&own_r));
    assert_eq!(skeleton(&own), skeleton(&plain));
    assert_eq!(r_vector(&own, "columns"), heading);
    let words = one_line(words);
    if !words.is_empty() {
        let motto = names.iter().position(|name| name == "motto").expect("it");
        assert_eq!(one_line(r_vector(&own, "labels")[motto]), words);
    }
}

fn is_of_answers(code: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    code.starts_with("by_boat.") || code.strip_prefix('A').is_some_and(digits) || digits(code)
}

#[test]
fn texts_that_would_end_their_literals_stay_in_them() {
    for words in [
        "'",
        "\"",
        "''",
        "it's 50% \"so\"",
        "a'.\nHOST COMMAND=['rm -rf x'].\n* b",
        "x.\n\nERASE FILE='x'.",
        "*/ /* x",
        "\"); system(\"x\"); c(\"",
        "\\\"); system(\"x\") #",
        "\\",
        "\\u0022",
        "tail.",
        "!macro %x% ${y} &z",
        "a + 'b' + \"c\"",
        "\u{feff}' ",
        "#",
        "",
    ] {
        check_that_nothing_breaks_out(words, "x");
        if !words.contains('/') && !words.is_empty() && words != "\"" {
            check_that_nothing_breaks_out(words, words);
        }
        check_that_nothing_breaks_out(&words.repeat(300), "x");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: RngSeed::Fixed(29), cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_out(words in "['\"\\\\.\n\r\t*+#%$!a-cộ ;()\\]]{0,400}", answer in "a['\"\\\\.\n*+#aộ]{1,90}") {
        check_that_nothing_breaks_out(&words, &answer);
    }
}
