//! Reads the instrument of the first round as delivered, with the calculations that the round
//! package mends.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;
use sohoi_form::{Choice, Engine, Form, Question};

/// A form of the instrument, compiled.
pub(crate) fn engine(id: &str) -> Arc<Engine> {
    Engine::compile(form(id)).unwrap_or_else(|problems| panic!("{id}: {problems:#?}"))
}

/// A form of the instrument.
pub(crate) fn form(id: &str) -> Form {
    let text = std::fs::read_to_string(root().join("tests/fixtures/domain/instrument.json"));
    let instrument: Vec<Json> = serde_json::from_str(&text.unwrap()).unwrap();
    let form = instrument.iter().find(|form| form["id"] == id).unwrap();
    let mended = calculations(id);
    let mut form = read(form);
    for question in form
        .sections
        .iter_mut()
        .flat_map(|section| &mut section.questions)
    {
        mend(question, &mended);
        question
            .questions
            .iter_mut()
            .for_each(|inner| mend(inner, &mended));
    }
    form
}

fn read(json: &Json) -> Form {
    let text = |value: &Json| serde_json::from_value(value.clone()).unwrap_or_default();
    let choice_lists = json["choices"].as_object().unwrap().iter();
    Form {
        id: json["id"].as_str().unwrap().to_owned(),
        version: json["version"].as_str().unwrap().to_owned(),
        title: text(&json["title"]),
        description: text(&json["description"]),
        respondent: text(&json["respondent"]),
        sections: serde_json::from_value(json["sections"].clone()).unwrap(),
        choice_lists: choice_lists
            .map(|(name, choices)| {
                let choices = choices.as_array().unwrap().iter().map(choice).collect();
                (name.clone(), choices)
            })
            .collect(),
    }
}

/// Every column of a choice besides name and label is an attribute.
fn choice(json: &Json) -> Choice {
    let columns = json.as_object().unwrap().iter();
    Choice {
        name: json["name"].as_str().unwrap().to_owned(),
        label: serde_json::from_value(json["label"].clone()).unwrap(),
        attributes: columns
            .filter(|(column, _)| !matches!(column.as_str(), "name" | "label"))
            .map(|(column, value)| {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (column.clone(), text)
            })
            .collect(),
    }
}

fn mend(question: &mut Question, mended: &BTreeMap<String, String>) {
    if let Some(calculation) = mended.get(&question.name) {
        question.calculation = Some(calculation.clone());
    }
}

/// The calculations of the round package by name.
fn calculations(form: &str) -> BTreeMap<String, String> {
    let path = root().join(format!("rounds/ct17-2017/forms/{form}/survey.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name| headers.iter().position(|header| header == name).unwrap();
    let (name, calculation) = (column("name"), column("calculation"));
    reader
        .records()
        .map(Result::unwrap)
        .filter(|row| !row[calculation].is_empty())
        .map(|row| (row[name].to_owned(), row[calculation].to_owned()))
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}
