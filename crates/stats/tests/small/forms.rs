//! Two small forms: what a fishing club and a harbour office report. Nothing of a real round.

use std::sync::Arc;

use serde_json::{Value, json};
use sohoi_form::{Answers, Engine, Form, Session};
use sohoi_stats::{Counted, Dimension, DimensionSource, Indicator};

/// The forms `club` and `office`, compiled.
pub(crate) fn engines() -> Vec<Arc<Engine>> {
    [club(), office()]
        .map(|form| Engine::compile(form).expect("the form is sound"))
        .into()
}

/// One of them.
pub(crate) fn engine(form: &str) -> Arc<Engine> {
    let mut engines = engines().into_iter();
    let engine = engines.find(|engine| engine.form().id == form);
    engine.expect("a form")
}

/// `shore` and `kind` of both forms, `year` of the rows.
pub(crate) fn dimensions() -> Vec<Dimension> {
    let question = |id: &str, club: &str, office: &str, list: &str| Dimension {
        id: id.to_owned(),
        name: text(id),
        note: None,
        source: DimensionSource::Question {
            names: [("club", club), ("office", office)]
                .map(|(form, name)| (form.to_owned(), name.to_owned()))
                .into_iter()
                .collect(),
            form: "club".to_owned(),
            list: list.to_owned(),
        },
    };
    let mut dimensions = vec![
        question("shore", "shore", "office_shore", "shore"),
        question("kind", "kind", "", "kind"),
    ];
    if let DimensionSource::Question { names, .. } = &mut dimensions[1].source {
        names.remove("office");
    }
    dimensions.push(Dimension {
        id: "year".to_owned(),
        name: text("year"),
        note: None,
        source: DimensionSource::RowKey,
    });
    dimensions
}

/// An indicator from its essentials: `{"calc", "a", "b"?, "digits"?, "breakdowns"? …}`.
pub(crate) fn indicator(mut essentials: Value) -> Indicator {
    let defaults = json!({
        "code": "N01", "theme": "N", "name": {"vi": "", "en": ""}, "unit": {"vi": "", "en": ""}, "calc": "value",
        "digits": 0, "breakdowns": [], "direction": "up",
    });
    let given = essentials.as_object_mut().expect("an object");
    for (key, value) in defaults.as_object().expect("an object") {
        given.entry(key).or_insert_with(|| value.clone());
    }
    serde_json::from_value(essentials).expect("an indicator")
}

/// A response with answers by path text.
pub(crate) fn response(form: &str, answers: &[(&str, &str)]) -> Counted {
    let answers = answers
        .iter()
        .map(|(path, value)| (path.parse().expect("a path"), (*value).to_owned()))
        .collect::<Answers>();
    let engine = engine(form);
    Counted {
        id: String::new(),
        form: form.to_owned(),
        session: Session::new(engine, answers),
    }
}

fn text(text: &str) -> sohoi_form::Text {
    sohoi_form::Text {
        vi: text.to_owned(),
        en: text.to_owned(),
    }
}

/// Reads a question, its label being its name.
fn question(mut essentials: Value) -> Value {
    let name = essentials["name"].clone();
    essentials["label"] = json!({"vi": name, "en": name});
    if let Some(columns) = essentials
        .get_mut("questions")
        .and_then(Value::as_array_mut)
    {
        for column in columns {
            *column = question(column.take());
        }
    }
    essentials
}

fn form(id: &str, questions: Vec<Value>) -> Form {
    let choices = |names: &[&str]| {
        names
            .iter()
            .map(|name| json!({"name": name, "label": {"vi": name, "en": name}}))
            .collect::<Vec<_>>()
    };
    let title = json!({"vi": id, "en": id});
    serde_json::from_value(json!({
        "id": id, "version": "1", "title": title,
        "sections": [{
            "id": "all", "title": title,
            "questions": questions.into_iter().map(question).collect::<Vec<_>>(),
        }],
        "choice_lists": {
            "shore": choices(&["hills", "coast", "marsh"]),
            "kind": choices(&["rod", "net"]),
            "other": choices(&["hills", "moon"]),
            "yes_no": choices(&["yes", "no"]),
        },
    }))
    .expect("a form")
}

fn club() -> Form {
    form(
        "club",
        vec![
            json!({"name": "inland", "type": "select_one", "list": "yes_no"}),
            json!({"name": "shore", "type": "select_one", "list": "shore", "relevant": "${inland} != 'yes'"}),
            json!({"name": "kind", "type": "select_one", "list": "kind"}),
            json!({"name": "elsewhere", "type": "select_one", "list": "other"}),
            json!({"name": "motto", "type": "text"}),
            json!({"name": "boats", "type": "integer"}),
            json!({"name": "fee", "type": "decimal"}),
            json!({"name": "gift", "type": "decimal", "relevant": "${kind} = 'net'"}),
            json!({"name": "grade", "type": "calculate", "calculation": "if(${boats} > 5, 'large', 'small')"}),
            json!({"name": "season", "type": "repeat", "repeat_count": "3", "row_key": "s_year", "questions": [
                {"name": "s_year", "type": "calculate", "calculation": "2018 + position(..)"},
                {"name": "catch", "type": "integer"},
                {"name": "price", "type": "decimal"},
            ]}),
            json!({"name": "trips", "type": "repeat", "repeat_count": "2", "questions": [
                {"name": "miles", "type": "integer"},
            ]}),
        ],
    )
}

fn office() -> Form {
    form(
        "office",
        vec![
            json!({"name": "place", "type": "select_one", "list": "shore"}),
            json!({"name": "office_shore", "type": "calculate", "calculation": "${place}"}),
            json!({"name": "licences", "type": "repeat", "repeat_count": "3", "row_key": "l_year", "questions": [
                {"name": "l_year", "type": "calculate", "calculation": "2018 + position(..)"},
                {"name": "issued", "type": "integer"},
            ]}),
        ],
    )
}
