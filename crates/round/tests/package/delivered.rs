//! The delivered package says what the form's and the indicators' authors wrote.

use std::fs;

use serde_json::{Value, json};
use sohoi_round::{CompiledRound, compile};
use sohoi_stats::{Aggregate, Calculation, DimensionSource, Indicator, Term};

use crate::{package, repository};

fn compiled() -> CompiledRound {
    compile(&package()).unwrap_or_else(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn fixture(name: &str) -> Value {
    let path = repository().join("tests/fixtures/domain").join(name);
    let text = fs::read_to_string(path).expect("the fixture is in the repository");
    serde_json::from_str(&text).expect("JSON")
}

/// The calculations that were mended, and why: the author's expressions count a congress as
/// overdue only a month after its term has ended.
const MENDED: [&str; 2] = ["congress_overdue_months", "congress_status"];

/// The appearances that mark what was added to the forms as delivered: words of explanation that
/// unusual answers ask for, and who answers (docs/adr/0011).
const ADDED: [&str; 2] = ["explanation", "respondent"];

fn is_added(question: &Value) -> bool {
    let appearance = question["appearance"].as_str();
    appearance.is_some_and(|own| ADDED.contains(&own))
}

/// Takes what was added out of a section or a repeat, and gives it.
fn take_added(parent: &mut Value) -> Vec<Value> {
    let Some(Value::Array(questions)) = parent.get_mut("questions") else {
        return Vec::new();
    };
    let mut added: Vec<Value> = questions.extract_if(.., |own| is_added(own)).collect();
    for question in questions {
        added.extend(take_added(question));
    }
    added
}

/// An explanation is a text under a condition, never required; who answers is one choice.
fn assert_is_of_its_kind(added: &Value) {
    let name = &added["name"];
    let mut members: Vec<&str> = added
        .as_object()
        .expect("a question")
        .keys()
        .map(String::as_str)
        .collect();
    members.sort_unstable();
    let expected: &[&str] = match added["appearance"].as_str() {
        Some("explanation") => {
            assert_eq!(added["type"], "text", "{name}");
            &[
                "appearance",
                "label",
                "name",
                "pii",
                "relevant",
                "seed",
                "tier",
                "type",
            ]
        }
        _ => {
            assert_eq!(added["type"], "select_one", "{name}");
            &[
                "appearance",
                "hint",
                "label",
                "list",
                "name",
                "pii",
                "required",
                "seed",
                "tier",
                "type",
            ]
        }
    };
    assert_eq!(members, expected, "{name}");
    for language in ["vi", "en"] {
        assert_ne!(added["label"][language], "", "{name}");
    }
}

#[test]
fn forms_equal_the_instrument_except_for_what_was_mended_and_added() {
    let round = compiled().round;
    let instrument = fixture("instrument.json");
    let mut mended = Vec::new();
    let mut added_to_forms = Vec::new();
    for (form, wanted) in round
        .forms
        .iter()
        .zip(instrument.as_array().expect("forms"))
    {
        let mut added = Vec::new();
        for key in ["id", "version", "title", "description", "respondent"] {
            let found = serde_json::to_value(form).expect("JSON")[key].clone();
            assert_eq!(found, wanted[key], "{key}");
        }
        let sections = wanted["sections"].as_array().expect("sections");
        assert_eq!(form.sections.len(), sections.len());
        for (section, wanted) in form.sections.iter().zip(sections) {
            let mut found = serde_json::to_value(section).expect("JSON");
            added.extend(take_added(&mut found));
            let mut wanted = wanted.clone();
            let questions = wanted["questions"].as_array_mut().expect("questions");
            for (found, wanted) in found["questions"]
                .as_array_mut()
                .expect("questions")
                .iter_mut()
                .zip(questions)
            {
                let name = wanted["name"].as_str().unwrap_or_default().to_owned();
                if MENDED.contains(&name.as_str()) && found["calculation"] != wanted["calculation"]
                {
                    found["calculation"] = wanted["calculation"].clone();
                    mended.push(name);
                }
            }
            assert_eq!(found, wanted, "section {}", section.id);
        }
        added.iter().for_each(assert_is_of_its_kind);
        let lists = wanted["choices"].as_object().expect("lists");
        let lists_added = added.iter().filter(|own| !own["list"].is_null()).count();
        assert_eq!(form.choice_lists.len(), lists.len() + lists_added);
        added_to_forms.push(added.len());
        for (name, choices) in lists {
            let found = serde_json::to_value(&form.choice_lists[name]).expect("JSON");
            let wanted: Vec<Value> = choices
                .as_array()
                .expect("choices")
                .iter()
                .map(wanted_choice)
                .collect();
            assert_eq!(found, Value::Array(wanted), "list {name}");
        }
    }
    assert_eq!(mended, MENDED);
    assert_eq!(added_to_forms, [9, 1]);
}

/// A choice of the instrument in the shape of a definition: what is neither name nor label is an
/// attribute, as a text. `source` says where the author found a choice; no form needs it.
fn wanted_choice(choice: &Value) -> Value {
    let mut wanted = json!({ "name": choice["name"], "label": choice["label"] });
    let attributes: serde_json::Map<String, Value> = choice
        .as_object()
        .expect("a choice")
        .iter()
        .filter(|(key, _)| !["name", "label", "source"].contains(&key.as_str()))
        .map(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            (key.clone(), Value::String(text))
        })
        .collect();
    if !attributes.is_empty() {
        wanted["attributes"] = Value::Object(attributes);
    }
    wanted
}

#[test]
fn forms_have_as_many_questions_as_delivered() {
    let round = compiled().round;
    let count = |form: usize| {
        let (mut asked, mut calculated, mut repeats) = (0, 0, 0);
        for section in &round.forms[form].sections {
            for top in &section.questions {
                for question in std::iter::once(top).chain(&top.questions) {
                    match question.kind {
                        sohoi_form::QuestionType::Calculate => calculated += 1,
                        sohoi_form::QuestionType::Repeat => repeats += 1,
                        _ => asked += usize::from(question.is_numbered()),
                    }
                }
            }
        }
        (asked, calculated, repeats)
    };
    assert_eq!(count(0), (90, 38, 3));
    assert_eq!(count(1), (35, 15, 2));
}

#[test]
fn indicators_equal_the_catalogue() {
    let round = compiled().round;
    let catalogue = fixture("indicators.json");
    let catalogue = catalogue["indicators"].as_array().expect("indicators");
    assert_eq!(round.indicators.len(), 94);
    assert_eq!(catalogue.len(), 94);
    for (indicator, wanted) in round.indicators.iter().zip(catalogue) {
        let mut wanted = wanted.as_object().expect("an indicator").clone();
        let formula = wanted.remove("formula").expect("a formula");
        assert_eq!(Value::String(formula_of(indicator)), formula);
        let code = indicator.code.as_str();
        wanted.insert("theme".to_owned(), json!(code[..2]));
        for (old, new) in [
            ("weak_point_in_seed", "weak_point"),
            ("headline", "headline"),
        ] {
            if wanted.remove(old) == Some(json!(true)) {
                wanted.insert(new.to_owned(), json!(true));
            }
        }
        for term in ["a", "b"] {
            if let Some(Value::Object(term)) = wanted.get_mut(term) {
                let form = term.remove("survey").expect("a form");
                term.insert("form".to_owned(), form);
            }
        }
        let mut found = serde_json::to_value(indicator).expect("JSON");
        // The catalogue has units in Vietnamese only.
        let unit = found["unit"]["vi"].take();
        found["unit"] = unit;
        if let Some((_, note)) = MENDED_NOTES.iter().find(|(own, _)| *own == code) {
            wanted.insert("note".to_owned(), json!(note));
        }
        assert_eq!(found, Value::Object(wanted), "{code}");
    }
}

/// Notes that the catalogue writes for programmers, as people read them.
const MENDED_NOTES: [(&str, &str); 1] = [(
    "QM03",
    "Mẫu số: số hội theo sổ quản lý của cấp tương ứng / Denominator: the register of the same level",
)];

/// The formula as the catalogue writes it for people.
fn formula_of(indicator: &Indicator) -> String {
    let a = term(&indicator.a);
    let b = indicator.b.as_ref().map(term).unwrap_or_default();
    match indicator.calc {
        Calculation::Value => a,
        Calculation::Pct => format!("100 * {a} / {b}"),
        Calculation::PctComplement => format!("100 - 100 * {a} / {b}"),
        Calculation::Ratio => format!("{} * {a} / {b}", indicator.scale.unwrap_or(1)),
        Calculation::GrowthPct => format!("100 * ({a} / {b} - 1)"),
        Calculation::CagrPct => format!(
            "100 * (({a} / {b}) ^ (1/{}) - 1)",
            indicator.years.unwrap_or_default()
        ),
    }
}

fn term(term: &Term) -> String {
    let op = match term.op {
        Aggregate::Count => "COUNT",
        Aggregate::Sum => "SUM",
        Aggregate::Mean => "MEAN",
        Aggregate::Median => "MEDIAN",
    };
    let mut from = term.form.clone();
    if let Some(repeat) = &term.repeat {
        from = format!("{from}.{repeat}");
    }
    let conditions: Vec<&str> = [&term.row_where, &term.r#where]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    if !conditions.is_empty() {
        from = format!("{from} WHERE {}", conditions.join(" | "));
    }
    format!("{op}({} FROM {from})", term.field.as_deref().unwrap_or("*"))
}

#[test]
fn units_are_those_of_the_cascade() {
    let round = compiled().round;
    let count = |level: &str| {
        round
            .units
            .iter()
            .filter(|unit| unit.level == level)
            .count()
    };
    assert_eq!(
        (count("province"), count("district"), count("commune")),
        (1, 10, 127)
    );
    let form = &round.forms[0];
    for (level, list, parent) in [
        ("district", "district", None),
        ("commune", "commune", Some("district")),
    ] {
        for choice in form.choice_lists.get(list).expect("a list") {
            let unit = round.units.iter().find(|unit| unit.id == choice.name);
            let unit = unit.unwrap_or_else(|| panic!("no unit {}", choice.name));
            assert_eq!(unit.level, level);
            assert_eq!(unit.name, choice.label);
            let above = parent.map_or("binh_thuan", |key| {
                choice.attributes.get(key).expect("the unit above")
            });
            assert_eq!(unit.parent.as_deref(), Some(above));
            if let Some(code) = choice.attributes.get("gso_code") {
                assert_eq!(unit.code.as_ref(), Some(code));
            }
        }
    }
}

#[test]
fn limitations_are_quoted_from_the_instrument() {
    let round = compiled().round;
    let instrument = fixture("instrument.json");
    let index = instrument[0]["seed_index"].as_object().expect("an index");
    assert_eq!(round.limitations.len(), 12);
    for limitation in &round.limitations {
        let wanted = &index[&limitation.id];
        assert_eq!(limitation.quote, wanted["quote_vi"], "{}", limitation.id);
        assert_eq!(limitation.gloss, wanted["gloss_en"], "{}", limitation.id);
    }
}

#[test]
fn coverage_is_matched_by_the_level_of_both_forms() {
    let round = compiled().round;
    assert_eq!(round.coverage_indicator, "QM03");
    let level = round
        .dimensions
        .iter()
        .find(|it| it.id == "level")
        .expect("a dimension");
    let DimensionSource::Question { names, .. } = &level.source else {
        panic!("the level is a question");
    };
    assert_eq!(names.get("hqc_a").unwrap(), "level");
    assert_eq!(names.get("hqc_b").unwrap(), "unit_level");
}

#[test]
fn every_theme_is_the_beginning_of_its_indicators_codes() {
    let round = compiled().round;
    for indicator in &round.indicators {
        assert_eq!(indicator.theme, indicator.code[..2], "{}", indicator.code);
    }
    for theme in &round.themes {
        let is_used = round.indicators.iter().any(|it| it.theme == theme.id);
        assert!(is_used, "{}", theme.id);
    }
}

#[test]
fn every_line_of_the_register_is_in_the_unit_that_its_values_name() {
    let compiled = compiled();
    for subject in &compiled.register {
        let value = |name: &str| subject.attributes.get(name).map(String::as_str);
        let place = value("commune")
            .or(value("district"))
            .unwrap_or("binh_thuan");
        assert_eq!(subject.unit, place, "{}", subject.id);
        if subject.kind == "association" {
            assert_eq!(value("assoc_code"), Some(subject.id.as_str()));
            assert_eq!(value("assoc_name"), Some(subject.name.as_str()));
        }
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let mut files = package();
    for bytes in files.values_mut() {
        let text = String::from_utf8(bytes.clone()).expect("text");
        *bytes = format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes();
    }
    assert_eq!(compile(&files).expect("whole").parts, compiled().parts);
}
