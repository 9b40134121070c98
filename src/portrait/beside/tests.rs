//! A small form beside those of its kind.

use sohoi_form::{Answers, Form};

use super::*;

const FORM: &str = r#"{
  "id": "f", "version": "1", "title": {"vi": "Phiếu", "en": "Form"},
  "sections": [{"id": "a", "title": {"vi": "Một", "en": "One"}, "questions": [
    {"name": "kind", "type": "select_one", "label": {"vi": "Loại", "en": "Kind"}, "list": "kinds"},
    {"name": "members", "type": "integer", "label": {"vi": "Người", "en": "Members"}}
  ]}],
  "choice_lists": {"kinds": [
    {"name": "choir", "label": {"vi": "Hội hát", "en": "Choir"}},
    {"name": "chess", "label": {"vi": "Hội cờ", "en": "Chess club"}}
  ]}
}"#;

const FIGURES: &str = r#"{
  "themes": [], "indicators": [], "coverage_indicator": "",
  "dimensions": [{"id": "kind", "name": {"vi": "Loại hội", "en": "Type"},
    "source": {"question": {"names": {"f": "kind"}, "form": "f", "list": "kinds"}}}],
  "comparisons": [{"form": "f", "by": "kind", "least": 5, "figures": [
    {"label": {"vi": "Hội viên", "en": "Members"}, "value": "${members}", "unit": "people"},
    {"label": {"vi": "Nửa", "en": "Half"}, "value": "if(${members} > 4, ${members} div 2, '')"}
  ]}]
}"#;

fn group(name: &str, counted: u32, medians: &[(u32, Option<&str>)]) -> PeerGroup {
    let medians = medians.iter().map(|(values, median)| Median {
        values: *values,
        median: median.map(str::to_owned),
    });
    PeerGroup {
        comparison: 0,
        group: name.to_owned(),
        counted,
        medians: medians.collect(),
    }
}

fn look(answers: &[(&str, &str)]) -> Beside {
    let form: Form = sohoi_json::from_bytes(FORM.as_bytes()).expect("a form");
    let figures: FiguresPart = sohoi_json::from_bytes(FIGURES.as_bytes()).expect("a part");
    let engines = [Engine::compile(form).expect("a whole form")];
    let mut session = Session::new(engines[0].clone(), Answers::new());
    for (path, value) in answers {
        session.set(&path.parse().expect("a path"), Some(value));
    }
    let groups = [
        group("", 9, &[(9, Some("1.0")), (9, Some("1.0"))]),
        group("chess", 4, &[(4, None), (4, None)]),
        group("choir", 6, &[(6, Some("12.5")), (3, None)]),
    ];
    let beside = beside(
        &figures,
        &engines,
        &session,
        &groups,
        Language::Vi,
        &|code| format!("<{code}>"),
    );
    beside.expect("forms are compared")
}

#[test]
fn figures_stand_beside_the_medians_of_their_own_kind() {
    let beside = look(&[("kind", "choir"), ("members", "3")]);
    assert!(beside.is_enough());
    assert_eq!(beside.dimension, "Loại hội");
    assert_eq!(beside.group.as_deref(), Some("Hội hát"));
    let expected = [
        ("Hội viên (<people>)", Some(3.0), Some("12.5"), 6),
        ("Nửa", None, None, 3),
    ];
    let figures = beside.figures.iter().map(|own| {
        let median = own.median.as_deref();
        (own.label.as_str(), own.own, median, own.values)
    });
    assert_eq!(figures.collect::<Vec<_>>(), expected);
}

#[test]
fn few_of_a_kind_and_forms_of_no_kind_are_beside_nothing() {
    let few = look(&[("kind", "chess"), ("members", "8")]);
    assert!(!few.is_enough());
    assert_eq!((few.counted, few.least), (4, 5));
    assert_eq!(few.figures[1].own, Some(4.0));
    // However many others say none either: they are not of one kind.
    let none = look(&[("members", "8")]);
    assert_eq!((none.group.as_ref(), none.counted), (None, 9));
    assert!(!none.is_enough());
}
