//! One assertion and its judgement.

use std::fmt;

use serde_json::Value as Json;
use sohoi_expr::{Context, Names, Place, Shape, Target, Type, Value, parse};

use crate::differences;
use crate::document::Document;
use crate::paths::{Rewritten, rewrite};

/// An expression in a document and what it should give.
pub(crate) struct Assertion {
    pub(crate) file: String,
    pub(crate) expression: String,
    kind: String,
    expected: Json,
    factor: Option<f64>,
    context: String,
    xml: String,
    is_agreed: bool,
}

/// How an assertion ended.
pub(crate) enum Outcome {
    Passed,
    /// The value is another one.
    Failed(String),
    /// The value is another one, on purpose.
    Different(&'static str),
    /// The checker says that the expression cannot be meant.
    Refused(String),
    /// The language does not have what the assertion is about.
    Skipped(&'static str),
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passed => f.write_str("passed"),
            Self::Failed(value) => write!(f, "failed ({value})"),
            Self::Different(reason) => write!(f, "different ({reason})"),
            Self::Refused(fault) => write!(f, "refused ({fault})"),
            Self::Skipped(reason) => write!(f, "skipped ({reason})"),
        }
    }
}

impl fmt::Display for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            expression,
            kind,
            expected,
            ..
        } = self;
        write!(f, "{file}: {expression} is the {kind} {expected}")
    }
}

impl Assertion {
    pub(crate) fn read(line: &str) -> Option<Self> {
        let json: Json = serde_json::from_str(line).ok()?;
        let text = |key: &str| json[key].as_str().map(str::to_owned);
        let file = text("file")?;
        let stem = file.rsplit('/').next()?.trim_end_matches(".test.ts");
        Some(Self {
            file: stem.to_owned(),
            expression: text("expression")?,
            kind: text("kind")?,
            expected: json["expected"].clone(),
            factor: json["factor"].as_f64(),
            context: text("context")?,
            xml: text("xml").unwrap_or_default(),
            is_agreed: json["engineAgrees"].as_bool()?,
        })
    }

    pub(crate) fn judge(&self) -> Outcome {
        if !self.is_agreed {
            return Outcome::Skipped("the recorded engine disagrees with its own test");
        }
        if self.kind.starts_with("nodeset") {
            return Outcome::Skipped("results that are nodes");
        }
        let Some(document) = Document::read(&self.xml) else {
            return Outcome::Skipped("a document that this program cannot read");
        };
        let Some(context) = document.at(&self.context) else {
            return Outcome::Skipped("a context that this program cannot find");
        };
        if let Some(reason) = differences::absent(&self.expression) {
            return Outcome::Skipped(reason);
        }
        let rewritten = match rewrite(&self.expression, &document, context) {
            Ok(rewritten) => rewritten,
            Err(reason) => return Outcome::Skipped(reason),
        };
        let form = Sheet::new(&document, &rewritten, context);
        let place = Place::Calculation;
        let checked = parse(&rewritten.text)
            .map_err(|fault| vec![fault])
            .and_then(|syntax| syntax.check(&form, place));
        let expression = match checked {
            Ok(expression) => expression,
            Err(faults) => return refused(&faults[0].to_string()),
        };
        let value = expression.evaluate(&form);
        if self.agrees(&value) {
            return Outcome::Passed;
        }
        let expected = self.expected.to_string();
        match differences::known(&self.file, &self.expression, &expected, &value) {
            Some(reason) => Outcome::Different(reason),
            None => Outcome::Failed(format!("{value:?}")),
        }
    }

    fn agrees(&self, value: &Value) -> bool {
        let expected = match &self.expected {
            Json::String(text) if self.kind.starts_with("number") => match text.as_str() {
                "NaN" => return value.to_number().is_nan(),
                "Infinity" => f64::INFINITY,
                "-Infinity" => f64::NEG_INFINITY,
                _ => return false,
            },
            other => other.as_f64().unwrap_or(f64::NAN),
        };
        match self.kind.as_str() {
            "boolean" => self.expected == Json::Bool(value.to_boolean()),
            // serde_json reads numbers to the last digit but one.
            "number" => {
                let number = value.to_number();
                let tolerance = 2.0 * f64::EPSILON * expected.abs();
                number == expected || (number - expected).abs() <= tolerance
            }
            "number-rounded" => {
                let factor = self.factor.unwrap_or(1.0);
                (value.to_number() * factor).round() == (expected * factor).round()
            }
            "string" => self.expected == Json::String(value.to_text().into_owned()),
            "string-length" => value.to_text().chars().count() as f64 == expected,
            "string-matches" => {
                let pattern = self.expected.as_str().unwrap_or_default();
                regex_lite::Regex::new(pattern).is_ok_and(|regex| regex.is_match(&value.to_text()))
            }
            _ => false,
        }
    }
}

fn refused(message: &str) -> Outcome {
    if message.starts_with("there is no function") {
        Outcome::Skipped("functions that the language does not have")
    } else if message.contains("asked once a row") || message.contains("is a repeat") {
        Outcome::Skipped("several nodes where one value is meant")
    } else {
        Outcome::Refused(message.to_owned())
    }
}

/// The paths of one assertion as the questions of a form.
struct Sheet {
    values: Vec<Vec<Value>>,
    /// For each path: the path that selects the parents of its nodes, its repeat.
    repeats: Vec<Option<usize>>,
    position: usize,
    current: Value,
}

impl Sheet {
    fn new(document: &Document, rewritten: &Rewritten, context: usize) -> Self {
        let paths = &rewritten.paths;
        let parents = |path: &Vec<usize>| {
            let mut parents: Vec<_> = path
                .iter()
                .filter_map(|node| document.nodes[*node].parent)
                .collect();
            parents.dedup();
            parents
        };
        let repeats = paths.iter().map(|path| {
            let parents = parents(path);
            let is_repeated = rewritten.text.contains("indexed-repeat") && !path.is_empty();
            let repeat = paths.iter().position(|other| *other == parents);
            repeat.filter(|_| is_repeated)
        });
        let values = paths.iter().map(|path| {
            let texts = path.iter().map(|node| document.text(*node));
            texts.map(Value::text).collect()
        });
        Self {
            values: values.collect(),
            repeats: repeats.collect(),
            position: position(document, context),
            current: Value::text(document.text(context)),
        }
    }

    fn index(name: &str) -> Option<usize> {
        name.strip_prefix('p')?.parse().ok()
    }
}

/// The number of the context's parent among its namesakes.
fn position(document: &Document, context: usize) -> usize {
    let Some(row) = document.nodes[context].parent else {
        return 0;
    };
    let Some(parent) = document.nodes[row].parent else {
        return 0;
    };
    let rows = document.nodes[parent].children.iter();
    let namesakes = rows.filter(|other| document.nodes[**other].name == document.nodes[row].name);
    namesakes.take_while(|other| **other != row).count() + 1
}

impl Names for Sheet {
    fn reference(&self, name: &str) -> Option<Target> {
        let index = Self::index(name)?;
        let count = self.values.get(index)?.len();
        let is_repeat = self.repeats.contains(&Some(index));
        let repeat = if is_repeat {
            Some(index)
        } else {
            self.repeats[index]
        };
        Some(Target {
            handle: u32::try_from(index).ok()?,
            shape: if is_repeat {
                Shape::Repeat
            } else if count > 1 || repeat.is_some() {
                Shape::Rows
            } else {
                Shape::One
            },
            kind: Type::Any,
            repeat: repeat.and_then(|repeat| u32::try_from(repeat).ok()),
        })
    }

    fn current(&self) -> Option<Target> {
        None
    }

    fn is_in_row(&self) -> bool {
        true
    }
}

impl Context for Sheet {
    fn value(&self, reference: u32) -> &Value {
        let values = self.values.get(reference as usize);
        values
            .and_then(|values| values.first())
            .unwrap_or(&Value::Blank)
    }

    fn each(&self, reference: u32, visit: &mut dyn FnMut(&Value)) {
        self.values
            .get(reference as usize)
            .into_iter()
            .flatten()
            .for_each(visit);
    }

    fn node(&self, reference: u32, position: usize) -> &Value {
        let values = self.values.get(reference as usize);
        let index = position.wrapping_sub(1);
        values
            .and_then(|values| values.get(index))
            .unwrap_or(&Value::Blank)
    }

    fn row_count(&self, repeat: u32) -> usize {
        self.values.get(repeat as usize).map_or(0, Vec::len)
    }

    fn current(&self) -> &Value {
        &self.current
    }

    fn position(&self) -> usize {
        self.position
    }
}
