//! The documents that a round is published as.

use sha2::{Digest, Sha256};
use sohoi_form::Form;
use sohoi_round::{Document, FiguresPart, RoundPart, compile};

use crate::{package, small_package};

fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn each_part_goes_by_the_hash_of_its_json() {
    let compiled = compile(&small_package()).expect("a whole package");
    let again = compile(&small_package()).expect("a whole package");
    assert_eq!(compiled, again, "the same files make the same bytes");
    let parts = compiled.parts;
    for document in [&parts.round, &parts.figures]
        .into_iter()
        .chain(parts.forms.values())
    {
        assert_eq!(document.hash, sha256(&document.json));
    }
}

#[test]
fn the_round_itself_names_the_other_parts() {
    let parts = compile(&small_package()).expect("a whole package").parts;
    let round: RoundPart = serde_json::from_str(&parts.round.json).expect("a round");
    assert_eq!(round.figures, parts.figures.hash);
    assert_eq!(round.forms.len(), parts.forms.len());
    for (id, form) in &parts.forms {
        assert_eq!(round.form(id).map(|own| &own.hash), Some(&form.hash));
    }
    for kind in &round.subject_kinds {
        let form = round.form_of_kind(&kind.id).expect("every kind has a form");
        assert_eq!(form.hash, parts.forms[&kind.form].hash);
    }
    assert_eq!(round.form("no_form"), None);
    assert_eq!(round.form_of_kind("no_kind"), None);
}

#[test]
fn the_parts_make_the_whole() {
    let compiled = compile(&package()).expect("a whole package");
    let parts = &compiled.parts;
    let round: RoundPart = serde_json::from_str(&parts.round.json).expect("a round");
    let figures: FiguresPart = serde_json::from_str(&parts.figures.json).expect("figures");
    let named = round.forms.iter().map(|form| &parts.forms[&form.id]);
    let forms = named.map(|form| serde_json::from_str::<Form>(&form.json).expect("a form"));
    let forms = forms.collect();
    assert_eq!(round.into_whole(forms, figures), compiled.round);
}

#[test]
fn only_what_changes_gets_another_name() {
    let first = compile(&small_package()).expect("a whole package").parts;
    let changed = |file: &str, from: &str, to: &str| {
        let mut files = small_package();
        let text = String::from_utf8(files[file].clone()).expect("text");
        assert!(text.contains(from), "{file}: {from}");
        files.insert(file.to_owned(), text.replacen(from, to, 1).into_bytes());
        compile(&files).expect("still whole").parts
    };
    let differ = |one: &Document, other: &Document| one.hash != other.hash;

    let other = changed(
        "forms/hqc_b/survey.csv",
        "Loại đơn vị",
        "Loại đơn vị báo cáo",
    );
    assert!(differ(&other.round, &first.round));
    assert!(differ(&other.forms["hqc_b"], &first.forms["hqc_b"]));
    assert_eq!(other.forms["hqc_a"], first.forms["hqc_a"]);
    assert_eq!(other.figures, first.figures);

    let name = compile(&small_package())
        .expect("a whole package")
        .round
        .indicators[0]
        .name
        .en
        .clone();
    let other = changed("indicators.csv", &name, "Another name");
    assert!(differ(&other.round, &first.round));
    assert!(differ(&other.figures, &first.figures));
    assert_eq!(other.forms, first.forms);
}

#[test]
fn a_part_that_lacks_something_is_none() {
    let parts = compile(&small_package()).expect("a whole package").parts;
    let without = |document: &Document, member: &str| {
        let mut json: serde_json::Value = serde_json::from_str(&document.json).expect("JSON");
        let members = json.as_object_mut().expect("an object");
        members.remove(member).expect("it was there");
        json.to_string()
    };
    for member in ["units", "forms", "figures", "dates"] {
        let json = without(&parts.round, member);
        assert!(
            serde_json::from_str::<RoundPart>(&json).is_err(),
            "{member}"
        );
    }
    for member in ["indicators", "coverage_indicator"] {
        let json = without(&parts.figures, member);
        assert!(
            serde_json::from_str::<FiguresPart>(&json).is_err(),
            "{member}"
        );
    }
}
