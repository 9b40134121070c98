//! The JSON files, held against the CSV files of the same responses and figures.

use serde_json::{Value, json};
use sohoi_export::{
    ResponsesFile, dictionary_csv, dictionary_json, figures_csv, figures_json, responses_long_csv,
    responses_long_json, responses_wide_csv, responses_wide_json,
};
use sohoi_text::Language;

use crate::reading::read_csv;
use crate::responses::with_file;
use crate::small::{book, file, progress, round};

fn read(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// What CSV says of a value: nothing is empty, several codes have spaces between, and a text that a spreadsheet
/// would run has an apostrophe in front.
fn as_csv(value: Option<&Value>) -> String {
    match value {
        None => String::new(),
        Some(Value::String(text)) if text.starts_with(['=', '+', '-', '@']) => format!("'{text}"),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(codes)) => {
            let codes: Vec<&str> = codes.iter().filter_map(Value::as_str).collect();
            codes.join(" ")
        }
        Some(Value::Bool(true)) => "yes".to_owned(),
        Some(Value::Bool(false)) => String::new(),
        Some(other) => other.to_string(),
    }
}

/// The same number, written in another way perhaps.
fn is_alike(csv: &str, value: Option<&Value>) -> bool {
    match value.and_then(Value::as_f64) {
        Some(number) => csv.parse() == Ok(number),
        None => csv == as_csv(value),
    }
}

#[test]
fn wide_json_has_the_cells_of_the_wide_csv() {
    let (csv, document) = with_file(|file| {
        (
            read_csv(&responses_wide_csv(file, "club")),
            read(&responses_wide_json(file, "club")),
        )
    });
    assert_eq!(document["format"], "sohoi-responses");
    assert_eq!(document["form"], "club");
    assert_eq!(document["population"], "provisional");
    assert_eq!(document["demonstration"], true);
    let responses = document["responses"].as_array().expect("a list");
    assert_eq!(responses.len(), csv.len() - 1);
    for (row, response) in csv[1..].iter().zip(responses) {
        let mut filled = 0;
        for (name, cell) in csv[0].iter().zip(row) {
            let value = response.get(name);
            assert!(is_alike(cell, value), "{name}: {cell:?} and {value:?}");
            filled += usize::from(!cell.is_empty());
        }
        let members = response.as_object().expect("an object");
        assert_eq!(members.len(), filled, "{response}");
    }
}

#[test]
fn values_have_types_and_what_is_blank_is_left_out() {
    let document = with_file(|file| read(&responses_wide_json(file, "club")));
    let of = |name: &str| {
        let responses = document["responses"].as_array().into_iter().flatten();
        let values: Vec<Option<Value>> = responses.map(|own| own.get(name).cloned()).collect();
        values
    };
    for (name, expected) in [
        ("motto", [None, Some(json!("=1+1")), None]),
        ("shores", [None, Some(json!(["south", "north"])), None]),
        ("asks", [Some(json!("south")), Some(json!("north")), None]),
        ("only_south", [Some(json!(7)), None, None]),
        ("size", [None, Some(json!(-12.5)), None]),
        ("size:text", [Some(json!("lớn")), None, None]),
        ("founded", [None, Some(json!("2015-03-02")), None]),
        ("by_year/2012/boats", [Some(json!(9)), Some(json!(3)), None]),
        ("all_boats", [Some(json!(9)), Some(json!(7)), None]),
    ] {
        assert_eq!(of(name), expected, "{name}");
    }
}

#[test]
fn long_json_has_the_lines_of_the_long_csv() {
    let (csv, document) = with_file(|file| {
        (
            read_csv(&responses_long_csv(file, Language::Vi)),
            read(&responses_long_json(file)),
        )
    });
    assert_eq!(document["format"], "sohoi-answers");
    let answers = document["answers"].as_array().expect("a list");
    assert_eq!(answers.len(), csv.len() - 1);
    for (row, answer) in csv[1..].iter().zip(answers) {
        // Labels are in the dictionary, and of the whole file it is said once what data they are.
        for (name, cell) in csv[0].iter().zip(row).take(11) {
            let value = answer.get(name);
            assert!(is_alike(cell, value), "{name}: {cell:?} and {value:?}");
        }
    }
    let nobody = with_file(|file| {
        let nobody = ResponsesFile {
            responses: &[],
            ..*file
        };
        read(&responses_long_json(&nobody))
    });
    assert_eq!(nobody["answers"], json!([]));
}

#[test]
fn the_dictionary_has_its_lines_in_both_languages() {
    let (csv, document) = with_file(|file| {
        (
            read_csv(&dictionary_csv(file)),
            read(&dictionary_json(file)),
        )
    });
    assert_eq!(document["format"], "sohoi-dictionary");
    let forms = document["forms"].as_array().expect("a list");
    let columns: Vec<(&Value, &Value)> = forms
        .iter()
        .flat_map(|form| {
            let columns = form["columns"].as_array().into_iter().flatten();
            columns.map(move |column| (&form["form"], column))
        })
        .collect();
    assert_eq!(columns.len(), csv.len() - 1);
    for (row, (form, column)) in csv[1..].iter().zip(columns) {
        let choices = column["choices"].as_array().into_iter().flatten();
        let choices: Vec<String> = choices
            .map(|own| {
                let [vi, en] = ["vi", "en"].map(|it| as_csv(own["label"].get(it)));
                format!("{} = {vi} | {en}", as_csv(own.get("code")))
            })
            .collect();
        for (name, said) in [
            ("form", as_csv(Some(form))),
            ("section_title", as_csv(column["section_title"].get("vi"))),
            ("label_vi", as_csv(column["label"].get("vi"))),
            ("label_en", as_csv(column["label"].get("en"))),
            (
                "unit",
                as_csv(
                    column
                        .get("unit_label")
                        .map_or(column.get("unit"), |own| own.get("vi")),
                ),
            ),
            ("choices", choices.join("; ")),
            ("form_version", as_csv(column.get("form_versions"))),
            ("form_hash", as_csv(column.get("form_hashes"))),
        ] {
            let place = csv[0].iter().position(|own| own == name);
            assert_eq!(row[place.expect("a column")], said, "{name} of {column}");
        }
        for name in [
            "column",
            "question",
            "row",
            "section",
            "type",
            "required",
            "relevant",
            "constraint",
            "calculation",
            "personal_data",
        ] {
            let place = csv[0].iter().position(|own| own == name);
            assert_eq!(
                row[place.expect("a column")],
                as_csv(column.get(name)),
                "{name} of {column}"
            );
        }
    }
}

#[test]
fn figures_are_numbers_by_codes_and_nothing_is_null() {
    let (round, book, progress) = (round("Hội viên"), book("hills", Some("61.80")), progress());
    let file = file(&round, &book, &progress);
    let bytes = figures_json(&file);
    let text = String::from_utf8(bytes.clone()).expect("UTF-8");
    assert!(
        text.contains("\"value\":61.80,\"a\":-0.5,\"b\":3"),
        "the digits are kept: {text}"
    );
    let document = read(&bytes);
    assert_eq!(document["published"], false);
    assert_eq!(
        document["progress"],
        json!([
            {"kind": "club", "counted": 5, "lines": 12},
            {"kind": "office", "counted": 1, "lines": 1},
        ])
    );
    assert_eq!(
        document["dictionary"]["dimensions"],
        json!([{
            "code": "area", "label": {"vi": "Vùng", "en": "Vùng"},
            "groups": [{"code": "hills", "label": {"vi": "Đồi", "en": "Đồi"}}],
        }])
    );
    assert_eq!(
        document["dictionary"]["indicators"][0]["label"]["vi"],
        "Hội viên"
    );
    let nothing = |group: &str| {
        json!({
            "indicator": "N01", "dimension": "area", "group": group,
            "value": null, "a": 0, "b": null,
        })
    };
    assert_eq!(
        document["figures"].as_array().map(Vec::len),
        Some(read_csv(&figures_csv(&file, Language::Vi)).len() - 1)
    );
    assert_eq!(document["figures"][0]["group"], Value::Null);
    assert_eq!(document["figures"][1], nothing("hills"));
    assert_eq!(document["figures"][2], nothing(""));
}
