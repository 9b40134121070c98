//! The columns of one form, found for the plan that looks at them.

use std::cell::RefCell;
use std::rc::Rc;

use litemap::LiteMap;
use sohoi_expr::{Use, Value};
use sohoi_form::Engine;

use super::column::{Column, Small};
use super::given::Given;
use super::layout::FormLayout;
use super::program::{Program, is_single};
use super::table::Table;
use super::{Columns, ColumnsProblem};

/// The tables of a form.
pub(crate) struct Bound<'c, 'b> {
    engine: &'c Engine,
    form: &'c Table<'b>,
    repeats: Vec<Rows<'c, 'b>>,
    smalls: RefCell<Smalls>,
}

/// What was found of the inputs of each domain.
type Smalls = LiteMap<(Option<usize>, Use), Option<Small>>;

/// The rows of a repeat.
struct Rows<'c, 'b> {
    name: String,
    table: &'c Table<'b>,
    /// By response: its first row; at the end the number of all.
    starts: Vec<usize>,
}

/// What is gone through: the responses, or the rows of a repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Domain {
    rows: Option<usize>,
    pub(crate) length: usize,
}

/// What an expression gives in a domain.
pub(crate) enum Answers<T> {
    /// By code.
    Table(Rc<Vec<u16>>, Vec<T>),
    /// By place.
    Each(Vec<T>),
}

/// A few columns taken together: one code for every combination of their values.
pub(crate) struct Joint {
    pub(crate) codes: Rc<Vec<u16>>,
    /// By code.
    pub(crate) given: Vec<Given>,
}

/// How many different values are looked at one by one, however few responses there are.
const FEW: usize = 256;

impl<'c, 'b> Bound<'c, 'b> {
    /// The tables of a form; nothing where there are no responses to it.
    pub(crate) fn new(
        engine: &'c Engine,
        layout: &FormLayout<'_>,
        columns: &'c Columns<'b>,
    ) -> Result<Option<Self>, ColumnsProblem> {
        let id = &engine.form().id;
        let Some(form) = columns.table(id, None) else {
            return Ok(None);
        };
        let missing = |repeat: Option<&str>, question: &str| ColumnsProblem::Missing {
            form: id.clone(),
            repeat: repeat.map(str::to_owned),
            question: question.to_owned(),
        };
        for (_, name) in &layout.questions {
            form.column(name).ok_or_else(|| missing(None, name))?;
        }
        let mut repeats = Vec::new();
        for repeat in &layout.repeats {
            let name = repeat.name;
            let table = columns.table(id, Some(name));
            let table = table.ok_or_else(|| missing(Some(name), ""))?;
            for (_, question) in &repeat.questions {
                table
                    .column(question)
                    .ok_or_else(|| missing(Some(name), question))?;
            }
            let starts = starts(table, form.length).ok_or_else(|| ColumnsProblem::Stray {
                form: id.clone(),
                repeat: name.to_owned(),
            })?;
            repeats.push(Rows {
                name: name.to_owned(),
                table,
                starts,
            });
        }
        Ok(Some(Self {
            engine,
            form,
            repeats,
            smalls: RefCell::default(),
        }))
    }

    /// All responses.
    pub(crate) fn responses(&self) -> Domain {
        Domain {
            rows: None,
            length: self.form.length,
        }
    }

    /// All rows of a repeat; no rows where nobody asks for it.
    pub(crate) fn rows(&self, repeat: &str) -> Domain {
        let rows = self.repeats.iter().position(|own| own.name == repeat);
        Domain {
            rows,
            length: rows.map_or(0, |rows| self.repeats[rows].table.length),
        }
    }

    /// The rows of a response in a domain; the response itself where it is of responses.
    pub(crate) fn places(&self, domain: Domain, response: usize) -> std::ops::Range<usize> {
        match domain.rows {
            None => response..response + 1,
            Some(rows) => {
                let starts = &self.repeats[rows].starts;
                starts[response]..starts[response + 1]
            }
        }
    }

    /// The response of a place.
    pub(crate) fn response(&self, domain: Domain, place: usize) -> usize {
        match domain.rows {
            None => place,
            Some(rows) => self.repeats[rows].table.response(place),
        }
    }

    /// The column of a question, if it has one value at each place of the domain itself.
    pub(crate) fn column(&self, handle: u32, domain: Domain) -> Option<&'c Column<'b>> {
        let (name, repeat) = self.engine.named(handle)?;
        match (repeat, domain.rows) {
            (None, None) => self.form.column(name),
            (Some(repeat), Some(rows)) if self.repeats[rows].name == repeat => {
                self.repeats[rows].table.column(name)
            }
            _ => None,
        }
    }

    /// What a program gives at each place, read by `read`: once for each different combination of
    /// the values it asks for, where these are few.
    pub(crate) fn answers<T>(
        &self,
        program: &Program,
        domain: Domain,
        read: impl Fn(&Value) -> T,
    ) -> Answers<T> {
        let one = |given: &Given| read(&given.evaluate(&program.expression));
        match self.joint(&program.inputs, domain) {
            Some(joint) => Answers::Table(joint.codes, joint.given.iter().map(one).collect()),
            None => {
                let places = 0..domain.length;
                Answers::Each(
                    places
                        .map(|place| one(&self.given(&program.inputs, domain, place)))
                        .collect(),
                )
            }
        }
    }

    /// The columns behind the inputs, taken together; nothing where that is no gain.
    pub(crate) fn joint(&self, inputs: &[Use], domain: Domain) -> Option<Joint> {
        if !inputs.iter().all(is_single) {
            return None;
        }
        let most = domain.length.clamp(FEW, 1 << 16);
        let mut codes: Option<Rc<Vec<u16>>> = None;
        let mut smalls = Vec::new();
        let mut size = 1;
        for input in inputs {
            let small = self.small(*input, domain)?;
            let before = size;
            size *= small.values.len();
            if size > most {
                return None;
            }
            codes = Some(match codes {
                None => Rc::clone(&small.codes),
                // Below `most`, so below 2^16.
                Some(codes) => (codes.iter().zip(&*small.codes))
                    .map(|(code, own)| code + before as u16 * own)
                    .collect::<Vec<_>>()
                    .into(),
            });
            smalls.push((*input, small));
        }
        let given = (0..size).map(|mut code| {
            let mut given = Given::default();
            for (input, small) in &smalls {
                let value = &small.values[code % small.values.len()];
                code /= small.values.len();
                match input {
                    Use::Value(handle) => given.values.push((*handle, value.clone())),
                    _ => given.position = value.to_number() as usize,
                }
            }
            given
        });
        Some(Joint {
            codes: codes.unwrap_or_else(|| vec![0; domain.length].into()),
            given: given.collect(),
        })
    }

    fn small(&self, input: Use, domain: Domain) -> Option<Small> {
        let key = (domain.rows, input);
        if let Some(known) = self.smalls.borrow().get(&key) {
            return known.clone();
        }
        let small = match input {
            Use::Position => self.positions(domain),
            Use::Value(handle) => match self.column(handle, domain) {
                Some(column) => column.small(domain.length.max(FEW)),
                // A question of the response, seen from its rows.
                None => self.small(input, self.responses()).map(|small| Small {
                    codes: (0..domain.length)
                        .map(|place| small.codes[self.response(domain, place)])
                        .collect::<Vec<_>>()
                        .into(),
                    values: small.values,
                }),
            },
            _ => None,
        };
        self.smalls.borrow_mut().insert(key, small.clone());
        small
    }

    /// The number of each row in its response, counted from 1.
    fn positions(&self, domain: Domain) -> Option<Small> {
        let starts = &self.repeats[domain.rows?].starts;
        let mut codes = Vec::with_capacity(domain.length);
        for pair in starts.windows(2) {
            let count = u16::try_from(pair[1] - pair[0]).ok()?;
            codes.extend(1..=count);
        }
        let most = codes.iter().copied().max().unwrap_or(0);
        let values = (0..=most).map(|position| Value::Number(position.into()));
        Some(Small {
            codes: codes.into(),
            values: values.collect(),
        })
    }

    /// What the inputs are at one place.
    pub(crate) fn given(&self, inputs: &[Use], domain: Domain, place: usize) -> Given {
        let mut given = Given::default();
        let response = self.response(domain, place);
        for input in inputs {
            match *input {
                Use::Value(handle) => {
                    let own = self
                        .column(handle, domain)
                        .map(|column| column.value(place));
                    let value = own.or_else(|| {
                        let column = self.column(handle, self.responses())?;
                        Some(column.value(response))
                    });
                    given.values.push((handle, value.unwrap_or_default()));
                }
                Use::Nodes(handle) => {
                    let named = self.engine.named(handle).and_then(|(_, repeat)| repeat);
                    let rows = self.rows(named.unwrap_or_default());
                    let values = self.column(handle, rows).map(|column| {
                        let places = self.places(rows, response);
                        places.map(|place| column.value(place)).collect()
                    });
                    given.nodes.push((handle, values.unwrap_or_default()));
                }
                Use::Rows(repeat) => {
                    let name = self.engine.repeat_named(repeat).unwrap_or_default();
                    let applies = self.form.column(name).map(|column| column.value(response));
                    let is_there = applies.is_some_and(|applies| applies.to_boolean());
                    let count = self.places(self.rows(name), response).len();
                    given.rows.push((repeat, if is_there { count } else { 0 }));
                }
                Use::Position => given.position = place - self.places(domain, response).start + 1,
                Use::Current | Use::Attribute(_) => {}
            }
        }
        given
    }
}

/// By response: its first row; nothing where a row is of no response.
fn starts(table: &Table<'_>, responses: usize) -> Option<Vec<usize>> {
    let mut starts = Vec::with_capacity(responses + 1);
    for row in 0..table.length {
        let response = table.response(row);
        if response >= responses {
            return None;
        }
        // Responses without rows start where the next one does.
        while starts.len() <= response {
            starts.push(row);
        }
    }
    starts.resize(responses + 1, table.length);
    Some(starts)
}
