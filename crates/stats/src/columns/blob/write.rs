//! Writes a table of values as a stream.

use std::collections::BTreeMap;

use sohoi_expr::Value;

use super::flat::Member;
use super::message;
use super::schema::{Field, Kind, Schema};
use super::value::{number_of_day, to_text};
use super::{DICTIONARY, RECORDS, RESPONSE, SCHEMA};

/// A table in the making: row by row, in any types; the types of columns are found at the end.
pub struct TableWriter {
    schema: Schema,
    columns: Vec<Building>,
    responses: Vec<u32>,
    rows: usize,
}

/// A column in the making.
#[derive(Default)]
struct Building {
    /// The different values and their places among them, by kind and text.
    known: BTreeMap<String, u32>,
    values: Vec<Value>,
    /// By row: a place among the values; blank where it is the greatest number.
    codes: Vec<u32>,
}

const BLANK: u32 = u32::MAX;

impl TableWriter {
    /// The responses of a form with these questions.
    pub fn of_form(form: &str, questions: &[&str]) -> Self {
        Self::new(form, None, questions)
    }

    /// The rows of a repeat with these questions.
    pub fn of_rows(form: &str, repeat: &str, questions: &[&str]) -> Self {
        Self::new(form, Some(repeat), questions)
    }

    fn new(form: &str, repeat: Option<&str>, questions: &[&str]) -> Self {
        let field = |name: &&str| Field {
            name: (*name).to_owned(),
            kind: Kind::Truth,
        };
        Self {
            schema: Schema {
                form: form.to_owned(),
                repeat: repeat.map(str::to_owned),
                fields: questions.iter().map(field).collect(),
            },
            columns: questions.iter().map(|_| Building::default()).collect(),
            responses: Vec::new(),
            rows: 0,
        }
    }

    /// Adds a row, with a value for each question; more values are left out, fewer are blank.
    /// `response` is the place of the response, for rows of a repeat: never less than the one before.
    pub fn add(&mut self, response: u32, values: impl IntoIterator<Item = Value>) {
        let mut values = values.into_iter();
        for column in &mut self.columns {
            column.add(values.next().unwrap_or_default());
        }
        self.responses.push(response);
        self.rows += 1;
    }

    /// The whole stream.
    pub fn finish(mut self) -> Vec<u8> {
        let mut bodies = vec![];
        if self.schema.repeat.is_some() || self.columns.is_empty() {
            self.schema.fields.insert(
                0,
                Field {
                    name: RESPONSE.to_owned(),
                    kind: Kind::Whole(4),
                },
            );
            let numbers = self.responses.iter().flat_map(|it| it.to_le_bytes());
            bodies.push((0, vec![Vec::new(), numbers.collect()]));
        }
        let shift = self.schema.fields.len() - self.columns.len();
        let mut dictionaries = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let kind = column.kind(i64::try_from(at).unwrap_or(0));
            if let Kind::Coded { dictionary, .. } = kind {
                dictionaries.push((dictionary, column.texts(kind)));
            }
            self.schema.fields[at + shift].kind = kind;
            bodies.push(column.buffers(kind));
        }
        let mut out = Vec::new();
        message::add(&mut out, SCHEMA, self.schema.write(), &[]);
        for (id, texts) in dictionaries {
            let (head, body) = batch(texts.len(), &[(0, text_buffers(&texts))]);
            let head = vec![Member::Number(id, 8), Member::Table(head)];
            message::add(&mut out, DICTIONARY, head, &body);
        }
        let (head, body) = batch(self.rows, &bodies);
        message::add(&mut out, RECORDS, head, &body);
        message::end(&mut out);
        out
    }
}

impl Building {
    fn add(&mut self, value: Value) {
        if value.is_blank() || matches!(value, Value::Number(number) if number.is_nan()) {
            self.codes.push(BLANK);
            return;
        }
        let next = u32::try_from(self.values.len()).expect("fewer than four thousand million");
        let code = *self.known.entry(to_text(&value)).or_insert(next);
        if code == next {
            self.values.push(value);
        }
        self.codes.push(code);
    }

    /// The smallest kind that holds every value exactly.
    fn kind(&self, dictionary: i64) -> Kind {
        let all = |is: fn(&Value) -> bool| self.values.iter().all(is);
        let coded = |is_several| Kind::Coded {
            width: match self.values.len() {
                0..=0x80 => 1,
                0x81..=0x8000 => 2,
                _ => 4,
            },
            dictionary,
            is_several,
        };
        if all(|value| whole(value).is_some()) {
            let numbers = || self.values.iter().filter_map(whole);
            let fits = |bits: u32| numbers().all(|it| (-(1 << bits)..1 << bits).contains(&it));
            let widths = [(7, 1), (15, 2), (31, 4)];
            let width = widths.into_iter().find(|(bits, _)| fits(*bits));
            return Kind::Whole(width.map_or(8, |(_, width)| width));
        }
        if all(|value| matches!(value, Value::Number(_))) {
            Kind::Double
        } else if all(|value| number_of_day(value).is_some()) {
            Kind::Day
        } else if all(|value| matches!(value, Value::Boolean(_))) {
            Kind::Truth
        } else {
            coded(!all(|value| matches!(value, Value::Text(_))))
        }
    }

    fn texts(&self, kind: Kind) -> Vec<String> {
        let is_several = matches!(
            kind,
            Kind::Coded {
                is_several: true,
                ..
            }
        );
        let text = |value: &Value| match is_several {
            true => to_text(value),
            false => value.to_text().into_owned(),
        };
        self.values.iter().map(text).collect()
    }

    /// How many blanks, and the buffers: validity, then values.
    fn buffers(&self, kind: Kind) -> (usize, Vec<Vec<u8>>) {
        let blanks = self.codes.iter().filter(|code| **code == BLANK).count();
        let valid = match blanks {
            0 => Vec::new(),
            _ => bits(self.codes.iter().map(|code| *code != BLANK)),
        };
        let value = |code: &u32| self.values.get(*code as usize);
        let bytes = |width: usize, number: &dyn Fn(u32, &Value) -> [u8; 8]| {
            let blank = [0; 8];
            let numbers = self
                .codes
                .iter()
                .map(|code| value(code).map_or(blank, |it| number(*code, it)));
            numbers.flat_map(|it| it.into_iter().take(width)).collect()
        };
        let values = match kind {
            Kind::Whole(width) => bytes(width, &|_, value| whole(value).unwrap_or(0).to_le_bytes()),
            Kind::Double => bytes(8, &|_, value| value.to_number().to_le_bytes()),
            Kind::Day => bytes(4, &|_, value| {
                i64::from(number_of_day(value).unwrap_or(0)).to_le_bytes()
            }),
            Kind::Truth => bits(
                self.codes
                    .iter()
                    .map(|code| value(code).is_some_and(Value::to_boolean)),
            ),
            Kind::Coded { width, .. } => bytes(width, &|code, _| i64::from(code).to_le_bytes()),
        };
        (blanks, vec![valid, values])
    }
}

/// The whole number that a value is, where a number can be stored as one and come back the same.
fn whole(value: &Value) -> Option<i64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let Value::Number(number) = value else {
        return None;
    };
    let is_whole = number.abs() <= LARGEST && (*number as i64 as f64).to_bits() == number.to_bits();
    is_whole.then_some(*number as i64)
}

fn bits(truths: impl Iterator<Item = bool>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (place, truth) in truths.enumerate() {
        if place % 8 == 0 {
            bytes.push(0);
        }
        if let (true, Some(last)) = (truth, bytes.last_mut()) {
            *last |= 1 << (place % 8);
        }
    }
    bytes
}

fn text_buffers(texts: &[String]) -> Vec<Vec<u8>> {
    let mut end = 0_i32;
    let mut ends = end.to_le_bytes().to_vec();
    for text in texts {
        end += i32::try_from(text.len()).expect("a text fits the memory");
        ends.extend(end.to_le_bytes());
    }
    let bytes = texts.iter().flat_map(|text| text.bytes()).collect();
    vec![Vec::new(), ends, bytes]
}

/// The head and the body of a batch, from the blanks and buffers of each column.
fn batch(rows: usize, columns: &[(usize, Vec<Vec<u8>>)]) -> (Vec<Member>, Vec<u8>) {
    let number = |number: usize| i64::try_from(number).expect("it fits the memory");
    let mut body = Vec::new();
    let mut buffers = Vec::new();
    for buffer in columns.iter().flat_map(|(_, buffers)| buffers) {
        buffers.push([number(body.len()), number(buffer.len())]);
        body.extend(buffer);
        // The format asks for 8 and recommends 64.
        body.resize(body.len().next_multiple_of(64), 0);
    }
    let nodes = columns
        .iter()
        .map(|(blanks, _)| [number(rows), number(*blanks)]);
    let head = vec![
        Member::Number(number(rows), 8),
        Member::Pairs(nodes.collect()),
        Member::Pairs(buffers),
    ];
    (head, body)
}
