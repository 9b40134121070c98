//! Questions of free text and words that mean the same: read, checked by place, published.

use sohoi_round::{FiguresPart, compile};

use crate::small_package;

/// The problems of the delivered round with one text of its manifest replaced, and the row of the text.
fn edited(from: &str, to: &str) -> (u64, Vec<String>) {
    let mut files = small_package();
    let text = String::from_utf8(files["round.toml"].clone()).expect("text");
    let start = text.find(from).unwrap_or_else(|| panic!("no {from:?}"));
    let row = text[..start].matches('\n').count() as u64 + 1;
    let changed = text.replacen(from, to, 1).into_bytes();
    files.insert("round.toml".to_owned(), changed);
    let problems = compile(&files).err().unwrap_or_default();
    (row, problems.iter().map(ToString::to_string).collect())
}

#[test]
fn what_is_wrong_is_reported_at_its_place() {
    let cases = [
        (
            "question = \"proposals_party\"",
            "question = \"proposals_part\"",
            "free_text.question: the form `hqc_a` has no text `proposals_part` outside repeats",
        ),
        (
            "question = \"proposals_party\"",
            "question = \"members_total\"",
            "free_text.question: the form `hqc_a` has no text `members_total` outside repeats",
        ),
        (
            "question = \"proposals_party\"",
            "question = \"difficulties\"",
            "free_text.question: the form `hqc_a` has no text `difficulties` outside repeats",
        ),
        (
            "question = \"proposals_state\"",
            "question = \"proposals_party\"",
            "free_text.question: `proposals_party` stands here twice",
        ),
        (
            "written = \"thù lao\"",
            "written = \"thù lao, KP\"",
            "wording.written: `KP` stands here twice",
        ),
        (
            "addressee = { vi = \"Cấp ủy\", en = \"Party committees\" }",
            "addressee = { vi = \"Cấp ủy\" }",
            "free_text.addressee.en: this key is missing",
        ),
        (
            "written = \"thù lao\"",
            "write = \"thù lao\"",
            "wording.write: this key is not known",
        ),
    ];
    for (from, to, expected) in cases {
        let (row, problems) = edited(from, to);
        let place = format!("round.toml, row {row}, column ");
        let found = problems
            .iter()
            .any(|own| *own == format!("{place}{expected}"));
        assert!(found, "{to}: {problems:?}");
    }
    let form = "[[free_text]]\nform = \"hqc_a\"";
    let (row, problems) = edited(form, "[[free_text]]\nform = \"hqc_c\"");
    let expected = format!(
        "round.toml, row {}, column free_text.form: there is no form `hqc_c`",
        row + 1
    );
    assert_eq!(problems, [expected]);
}

#[test]
fn they_travel_with_the_figures_and_not_with_the_round_itself() {
    let compiled = compile(&small_package()).expect("a whole package");
    let questions = |texts: &[sohoi_round::FreeText]| -> Vec<String> {
        texts
            .iter()
            .map(|own| format!("{}/{}", own.form, own.question))
            .collect()
    };
    let expected = [
        "hqc_a/proposals_party",
        "hqc_a/proposals_state",
        "hqc_b/proposals",
    ];
    assert_eq!(questions(&compiled.round.free_texts), expected);
    let json = &compiled.parts.figures.json;
    let figures: FiguresPart = serde_json::from_str(json).expect("it is read back");
    assert_eq!(questions(&figures.free_texts), expected);
    assert_eq!(figures.wordings, compiled.round.wordings);
    let funds = figures.wordings.iter().find(|own| own.means == "kinh phí");
    assert_eq!(funds.map(|own| own.written.len()), Some(2));
    assert!(!compiled.parts.round.json.contains("free_texts"));
}
