//! A form with every kind of question and calculation, and random responses to it. Nothing of a real
//! round.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::{Value, json};
use sohoi_form::{Answers, Engine, Session, Text};
use sohoi_stats::{Counted, Dimension, DimensionSource, Facts, Indicator, Ledger, Plan};

/// The form, compiled once.
pub(crate) fn engines() -> &'static [Arc<Engine>] {
    static ENGINES: LazyLock<Vec<Arc<Engine>>> = LazyLock::new(|| {
        let form = serde_json::from_value(yard()).expect("a form");
        vec![Engine::compile(form).expect("the form is sound")]
    });
    &ENGINES
}

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

fn yard() -> Value {
    let questions = [
        json!({"name": "kind", "type": "select_one", "list": "kind"}),
        json!({"name": "tags", "type": "select_multiple", "list": "tag", "relevant": "${kind} != 'barge'"}),
        json!({"name": "motto", "type": "text"}),
        json!({"name": "stars", "type": "select_one", "list": "stars"}),
        json!({"name": "boats", "type": "integer"}),
        json!({"name": "crew", "type": "integer"}),
        json!({"name": "fee", "type": "decimal", "relevant": "${boats} != 4"}),
        json!({"name": "built", "type": "date"}),
        json!({"name": "launched", "type": "date"}),
        json!({"name": "seen", "type": "acknowledge"}),
        json!({"name": "size", "type": "calculate", "calculation": "if(${boats} > 5, 'large', 'small')"}),
        json!({"name": "each", "type": "calculate", "calculation": "${fee} div ${boats}"}),
        json!({"name": "mixed", "type": "calculate",
            "calculation": "if(${kind} = 'canoe', ${boats}, if(${kind} = 'barge', ${motto}, ${built}))"}),
        json!({"name": "many", "type": "calculate", "calculation": "${boats} > 3"}),
        json!({"name": "echo", "type": "calculate", "calculation": "${motto}"}),
        json!({"name": "numbered", "type": "calculate", "calculation": "${boats}"}),
        json!({"name": "season", "type": "repeat", "repeat_count": "3", "row_key": "year", "relevant": "${kind} != 'canoe'", "questions": [
            {"name": "year", "type": "calculate", "calculation": "2018 + position(..)"},
            {"name": "catch", "type": "integer"},
            {"name": "price", "type": "decimal", "relevant": "${catch} != 3"},
        ]}),
        json!({"name": "trips", "type": "repeat", "repeat_count": "${boats}", "row_key": "harbour", "questions": [
            {"name": "harbour", "type": "text"},
            {"name": "miles", "type": "integer"},
        ]}),
    ];
    let choices = |names: &[&str]| {
        let choice = |name: &&str| json!({"name": name, "label": {"vi": name, "en": name}});
        names.iter().map(choice).collect::<Vec<_>>()
    };
    let title = json!({"vi": "", "en": ""});
    json!({
        "id": "yard", "version": "1", "title": title,
        "sections": [{
            "id": "all", "title": title,
            "questions": questions.into_iter().map(question).collect::<Vec<_>>(),
        }],
        "choice_lists": {
            "kind": choices(&["canoe", "barge", "yacht"]),
            "tag": choices(&["red", "blue", "none"]),
            "stars": choices(&["1", "2", "3"]),
            "size": choices(&["small", "large", "huge"]),
        },
    })
}

/// By question, by calculations of several kinds, and by row key.
pub(crate) fn dimensions() -> Vec<Dimension> {
    let text = || Text {
        vi: String::new(),
        en: String::new(),
    };
    let question = |name: &str, list: &str| DimensionSource::Question {
        names: [("yard".to_owned(), name.to_owned())].into_iter().collect(),
        form: "yard".to_owned(),
        list: list.to_owned(),
    };
    [
        ("kind", question("kind", "kind")),
        ("size", question("size", "size")),
        ("echo", question("echo", "kind")),
        ("numbered", question("numbered", "stars")),
        ("mixed", question("mixed", "kind")),
        ("row", DimensionSource::RowKey),
    ]
    .into_iter()
    .map(|(id, source)| Dimension {
        id: id.to_owned(),
        name: text(),
        source,
        note: None,
    })
    .collect()
}

/// An indicator that is the term `a` alone, by everything that the term can be broken down by.
pub(crate) fn indicator(code: usize, a: Value) -> Indicator {
    let mut breakdowns = vec!["kind", "size", "echo", "numbered", "mixed"];
    breakdowns.extend(a.get("repeat").map(|_| "row"));
    let mut a = a;
    a["form"] = json!("yard");
    serde_json::from_value(json!({
        "code": format!("N{code}"), "theme": "N", "name": {"vi": "", "en": ""},
        "unit": {"vi": "", "en": ""}, "calc": "value", "digits": 3, "direction": "up",
        "a": a, "breakdowns": breakdowns,
    }))
    .expect("an indicator")
}

/// A response from its answers by path.
pub(crate) fn response(answers: &[(String, String)]) -> Counted {
    let answers = answers
        .iter()
        .map(|(path, value)| (path.parse().expect("a path"), value.clone()));
    Counted {
        id: String::new(),
        form: "yard".to_owned(),
        session: Session::new(Arc::clone(&engines()[0]), answers.collect::<Answers>()),
    }
}

/// Values of each kind, such that equal ones, blanks, halves and extremes are frequent.
fn answer(kind: &str) -> BoxedStrategy<Option<String>> {
    let some = |texts: &[&str]| {
        let texts = texts
            .iter()
            .map(|text| (*text).to_owned())
            .collect::<Vec<_>>();
        prop::option::weighted(0.8, prop::sample::select(texts)).boxed()
    };
    match kind {
        "kind" => some(&["canoe", "barge", "yacht"]),
        "tags" => some(&["red", "red blue", "none", "blue none"]),
        "motto" => some(&["canoe", "5", "0.50", "2016-02-29", "1e3", "hội", " x "]),
        "stars" => some(&["1", "2", "3"]),
        "boats" => prop::option::weighted(0.8, (0_u8..8).prop_map(|it| it.to_string())).boxed(),
        "crew" => prop_oneof![
            3 => some(&["0", "7", "-3", "100000", "-70000", "40000", "9007199254740991", "300"]),
            1 => prop::option::of((-5000_i64..5000).prop_map(|it| it.to_string())),
        ]
        .boxed(),
        "fee" => prop_oneof![
            some(&[
                "0.1",
                "0.2",
                "0.3",
                "-1.005",
                "7",
                "0.0000000005",
                "123456789.123"
            ]),
            prop::option::of((-1000_i64..1000).prop_map(|it| format!(
                "{}.{:02}",
                it / 10,
                it.abs() % 97
            ))),
        ]
        .boxed(),
        "built" | "launched" => some(&[
            "2016-02-29",
            "1970-01-01",
            "1969-12-31",
            "2017-06-30",
            "0001-01-01",
        ]),
        _ => some(&["OK"]),
    }
}

/// One response; only its first three rows have answers.
fn answers() -> impl Strategy<Value = Vec<(String, String)>> {
    let top = [
        "kind", "tags", "motto", "stars", "boats", "crew", "fee", "built", "launched", "seen",
    ];
    let mut all = top.map(|name| (name.to_owned(), answer(name))).to_vec();
    for row in 1..=3 {
        for (path, kind) in [
            ("season/{}/catch", "boats"),
            ("season/{}/price", "fee"),
            ("trips/{}/harbour", "motto"),
            ("trips/{}/miles", "crew"),
        ] {
            all.push((path.replace("{}", &row.to_string()), answer(kind)));
        }
    }
    let (paths, values): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    values.prop_map(move |values| {
        let given = paths.iter().cloned().zip(values);
        given
            .filter_map(|(path, value)| Some((path, value?)))
            .collect()
    })
}

/// Up to so many responses.
pub(crate) fn responses(most: usize) -> impl Strategy<Value = Vec<Counted>> {
    let one = answers().prop_map(|answers| response(&answers));
    prop::collection::vec(one, 0..most)
}

/// The ledger of the responses one by one.
pub(crate) fn one_by_one<'p>(plan: &'p Plan<'p>, responses: &[Counted]) -> Ledger<'p> {
    let mut ledger = Ledger::new(plan);
    for response in responses {
        ledger.add(&facts(plan, response));
    }
    ledger
}

/// What a response says.
pub(crate) fn facts<'p>(plan: &'p Plan<'p>, response: &Counted) -> Facts<'p> {
    let answers = response.session.answers().clone();
    plan.facts("yard", answers)
        .expect("a form of the indicators")
}

pub(crate) fn seeded(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(17),
        ..ProptestConfig::default()
    }
}
