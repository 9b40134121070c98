//! A small sheet of answers for the tables: what expressions see, and what the checker knows.

use sohoi_expr::{
    Context, Expression, Fault, Names, Place, Shape, Target, Type, Value, parse, parse_day,
};

/// Outside the repeat `rows`: one value each. `${n}` is 7, `${half}` 0.5, `${level}` a select …
const QUESTIONS: [(&str, Type, &str); 9] = [
    ("n", Type::Number, "7"),
    ("zero", Type::Number, "0"),
    ("half", Type::Number, "0.5"),
    ("no_number", Type::Number, ""),
    ("no_text", Type::Text, ""),
    ("no_day", Type::Date, ""),
    ("day", Type::Date, "2017-06-30"),
    ("level", Type::Text, "district"),
    ("fields", Type::Text, "economy health legal"),
];

/// Inside the repeat `rows`, three of them.
const COLUMNS: [(&str, Type, [&str; 3]); 4] = [
    ("members", Type::Number, ["10", "", "32"]),
    ("growth", Type::Number, ["-2.5", "4", "0.5"]),
    ("remark", Type::Text, ["a", "", "c"]),
    ("empty", Type::Number, ["", "", ""]),
];

/// A sheet seen from outside the repeat, or from one of its rows.
#[derive(Default)]
pub(crate) struct Sheet {
    questions: Vec<Value>,
    columns: Vec<Vec<Value>>,
    /// The row at hand, counted from 1.
    row: Option<usize>,
    current: Option<Value>,
}

impl Sheet {
    pub(crate) fn new() -> Self {
        let read = |kind: Type, text: &str| match (kind, text) {
            (_, "") => Value::Blank,
            (Type::Number, text) => Value::Number(text.parse().unwrap()),
            (Type::Date, text) => Value::Date(parse_day(text).unwrap()),
            (_, text) => text.into(),
        };
        let questions = QUESTIONS.iter().map(|(_, kind, text)| read(*kind, text));
        let columns = COLUMNS.iter().map(|(_, kind, texts)| {
            let texts = texts.iter();
            texts.map(|text| read(*kind, text)).collect()
        });
        Self {
            questions: questions.collect(),
            columns: columns.collect(),
            row: None,
            current: None,
        }
    }

    pub(crate) fn in_row(row: usize) -> Self {
        Self {
            row: Some(row),
            ..Self::new()
        }
    }

    pub(crate) fn with_current(value: impl Into<Value>) -> Self {
        Self {
            current: Some(value.into()),
            ..Self::new()
        }
    }

    pub(crate) fn expression(&self, text: &str) -> Expression {
        let syntax = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"));
        let checked = syntax.check(self, Place::Calculation);
        checked.unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
    }

    pub(crate) fn value(&self, text: &str) -> Value {
        self.expression(text).evaluate(self)
    }

    pub(crate) fn faults(&self, text: &str, place: Place) -> Vec<Fault> {
        match parse(text) {
            Ok(syntax) => syntax.check(self, place).err().unwrap_or_default(),
            Err(fault) => vec![fault],
        }
    }
}

/// The values of expressions outside the repeat, as `Value`s or what becomes one.
pub(crate) fn all<T: Into<Value> + Clone>(cases: &[(&str, T)]) {
    let sheet = Sheet::new();
    for (text, expected) in cases {
        same(&sheet.value(text), &expected.clone().into(), text);
    }
}

/// Numbers that are none are the same here.
pub(crate) fn same(value: &Value, expected: &Value, text: &str) {
    let is_nan = |value: &Value| matches!(value, Value::Number(number) if number.is_nan());
    assert!(
        value == expected || (is_nan(value) && is_nan(expected)),
        "{text} is {value:?}, not {expected:?}"
    );
}

impl Names for Sheet {
    fn reference(&self, name: &str) -> Option<Target> {
        let one = |handle: usize, kind| Target {
            handle: u32::try_from(handle).unwrap(),
            shape: Shape::One,
            kind,
            repeat: None,
        };
        if name == "rows" {
            return Some(Target {
                shape: Shape::Repeat,
                repeat: Some(100),
                ..one(100, Type::Any)
            });
        }
        if let Some(index) = QUESTIONS.iter().position(|(known, ..)| *known == name) {
            return Some(one(index, QUESTIONS[index].1));
        }
        let index = COLUMNS.iter().position(|(known, ..)| *known == name)?;
        Some(Target {
            shape: if self.row.is_some() {
                Shape::One
            } else {
                Shape::Rows
            },
            repeat: Some(100),
            ..one(200 + index, COLUMNS[index].1)
        })
    }

    fn current(&self) -> Option<Target> {
        self.current.is_some().then_some(Target {
            handle: 300,
            shape: Shape::One,
            kind: Type::Any,
            repeat: None,
        })
    }

    fn attribute(&self, name: &str) -> Option<u32> {
        (name == "district").then_some(0)
    }

    fn is_in_row(&self) -> bool {
        self.row.is_some()
    }

    fn texts(&self, handle: u32) -> Option<Vec<&str>> {
        match QUESTIONS.get(handle as usize)?.0 {
            "level" => Some(vec!["province", "district", "commune"]),
            "fields" => Some(vec!["economy", "health", "legal", "none"]),
            _ => None,
        }
    }

    fn all(&self) -> Vec<&str> {
        QUESTIONS.iter().map(|(name, ..)| *name).collect()
    }
}

impl Context for Sheet {
    fn value(&self, reference: u32) -> &Value {
        match reference.checked_sub(200) {
            Some(column) => self.node(200 + column, self.row.unwrap_or(0)),
            None => &self.questions[reference as usize],
        }
    }

    fn each(&self, reference: u32, visit: &mut dyn FnMut(&Value)) {
        self.columns[reference as usize - 200]
            .iter()
            .for_each(visit);
    }

    fn node(&self, reference: u32, position: usize) -> &Value {
        let column = &self.columns[reference as usize - 200];
        column
            .get(position.wrapping_sub(1))
            .unwrap_or(&Value::Blank)
    }

    fn row_count(&self, _repeat: u32) -> usize {
        3
    }

    fn current(&self) -> &Value {
        self.current.as_ref().unwrap_or(&Value::Blank)
    }

    fn position(&self) -> usize {
        self.row.unwrap_or(0)
    }
}
