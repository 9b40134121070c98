//! What each row of a table would change in the register of a day.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sohoi_round::Subject;
use sohoi_text::fold;

use super::found::{CellFlaw, CellProblem, Field, Outcome, Preview, PreviewRow};
use super::{Column, Table};
use crate::event::Change;
use crate::refusal::Refusal;
use crate::register::{Register, Standing};
use crate::units::{DatedUnit, Units, bare_name};

/// Holds a table against the register of the day on which its changes would take effect.
///
/// A blank cell leaves what the register says.
pub fn preview(
    table: &Table,
    columns: &[Column],
    meaning: Meaning<'_>,
    register: &Register,
    units: &Units,
    day: NaiveDate,
) -> Preview {
    let mut reader = Reader {
        columns,
        kinds: meaning.kinds,
        values: meaning.values,
        units,
        day,
        register: register.clone(),
        called: BTreeMap::new(),
        seen: BTreeMap::new(),
        found: Preview::default(),
    };
    for (at, cells) in table.rows.iter().enumerate().skip(1) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            reader.row(at + 1, cells);
        }
    }
    reader.found
}

/// The longest code and the longest name of a line, in bytes.
const LONGEST_CODE: usize = 64;
const LONGEST_NAME: usize = 1_000;

/// What the round says of cells.
#[derive(Clone, Copy)]
pub struct Meaning<'a> {
    /// The kinds of subjects that there are; where the table has no column for it, every line is of the
    /// first.
    pub kinds: &'a [&'a str],
    /// The value of an attribute that a cell means, by kind of subject, attribute and cell.
    pub values: &'a ReadValue<'a>,
}

/// Reads a cell as a value of an attribute of subjects of a kind: `kind`, `attribute`, `cell`.
pub type ReadValue<'a> = dyn Fn(&str, &str, &str) -> Result<String, CellFlaw> + Sync + 'a;

struct Reader<'a> {
    columns: &'a [Column],
    kinds: &'a [&'a str],
    values: &'a ReadValue<'a>,
    /// The units that are called so, by unit and unit above: names come again and again.
    called: BTreeMap<(String, String), Vec<String>>,
    units: &'a Units,
    day: NaiveDate,
    /// With the rows above.
    register: Register,
    seen: BTreeMap<String, usize>,
    found: Preview,
}

impl Reader<'_> {
    fn row(&mut self, row: usize, cells: &[String]) {
        let before = self.found.problems.len();
        let line = self.text(cells, &Column::Id).to_owned();
        let (changes, outcome) = self
            .changes(row, &line, cells)
            .unwrap_or((Vec::new(), Outcome::Refused));
        let is_refused = self.found.problems.len() > before;
        self.found.rows.push(PreviewRow {
            row,
            line,
            outcome: if is_refused {
                Outcome::Refused
            } else {
                outcome
            },
            changes: if is_refused { Vec::new() } else { changes },
        });
    }

    fn changes(
        &mut self,
        row: usize,
        id: &str,
        cells: &[String],
    ) -> Option<(Vec<Change>, Outcome)> {
        let before_row = self.found.problems.len();
        if id.is_empty() {
            self.problem(row, &Column::Id, CellFlaw::Blank);
            return None;
        }
        for (column, most) in [(Column::Id, LONGEST_CODE), (Column::Name, LONGEST_NAME)] {
            if self.text(cells, &column).len() > most {
                self.problem(row, &column, CellFlaw::TooLong { most });
                return None;
            }
        }
        if let Some(above) = self.seen.insert(id.to_owned(), row) {
            self.problem(row, &Column::Id, CellFlaw::Twice { row: above });
            return None;
        }
        let unit = self.unit(row, cells);
        let kind = self.kind(row, cells);
        let (changes, outcome) = match self.register.line(id) {
            Some(line) => {
                let old = line.subject.clone();
                // What has ended, or waits to be settled, no table changes.
                let is_listed = line.standing == Standing::Listed;
                if !is_listed {
                    let refusal = Refusal::CodeTaken {
                        code: id.to_owned(),
                    };
                    self.problem(row, &Column::Id, CellFlaw::Refused { refusal });
                    return None;
                }
                self.differences(row, cells, &old, kind, unit)
            }
            None => (
                vec![self.addition(row, id, cells, kind, unit)?],
                Outcome::Added,
            ),
        };
        if self.found.problems.len() > before_row {
            return None;
        }
        // A row counts whole or not at all.
        let before = self.register.line(id).map(|line| line.subject.clone());
        for change in &changes {
            if let Err(refusal) = self.register.apply(change, self.day, self.units) {
                if let Some(before) = before {
                    self.register.put(before);
                }
                let column = blamed(change, &refusal);
                self.problem(row, &column, CellFlaw::Refused { refusal });
                return None;
            }
        }
        Some((changes, outcome))
    }

    fn addition(
        &mut self,
        row: usize,
        id: &str,
        cells: &[String],
        kind: Option<String>,
        unit: Option<String>,
    ) -> Option<Change> {
        let name = self.text(cells, &Column::Name).to_owned();
        if name.is_empty() {
            self.problem(row, &Column::Name, CellFlaw::Blank);
        }
        if unit.is_none() && self.text(cells, &Column::Unit).is_empty() {
            self.problem(row, &Column::Unit, CellFlaw::Blank);
        }
        let kind = match kind {
            None if self.text(cells, &Column::Kind).is_empty() => {
                self.kinds.first().map(|kind| (*kind).to_owned())
            }
            kind => kind,
        };
        let attributes = self.attributes(row, cells, kind.as_deref().unwrap_or_default());
        let line = Subject {
            id: id.to_owned(),
            attributes: attributes.into_iter().collect(),
            name: Some(name).filter(|name| !name.is_empty())?,
            kind: kind?,
            unit: unit?,
        };
        Some(Change::Add { line })
    }

    fn differences(
        &mut self,
        row: usize,
        cells: &[String],
        old: &Subject,
        kind: Option<String>,
        unit: Option<String>,
    ) -> (Vec<Change>, Outcome) {
        if kind.is_some_and(|kind| kind != old.kind) {
            let kind = old.kind.clone();
            self.problem(row, &Column::Kind, CellFlaw::OtherKind { kind });
        }
        let line = old.id.clone();
        let mut changes = Vec::new();
        let mut fields = Vec::new();
        // The move comes first: the new name may be taken where the line has been.
        if let Some(unit) = unit.filter(|unit| *unit != old.unit) {
            fields.push((Field::Unit, old.unit.clone(), unit.clone()));
            changes.push(Change::Move {
                line: line.clone(),
                unit,
            });
        }
        let name = self.text(cells, &Column::Name);
        if !name.is_empty() && name != old.name {
            fields.push((Field::Name, old.name.clone(), name.to_owned()));
            changes.push(Change::Rename {
                line: line.clone(),
                name: name.to_owned(),
            });
        }
        let mut attributes = BTreeMap::new();
        for (name, value) in self.attributes(row, cells, &old.kind) {
            let before = old.attributes.get(&name).cloned().unwrap_or_default();
            if before != value {
                fields.push((Field::Attribute(name.clone()), before, value.clone()));
                attributes.insert(name, value);
            }
        }
        if !attributes.is_empty() {
            changes.push(Change::Amend { line, attributes });
        }
        match fields.is_empty() {
            true => (changes, Outcome::Same),
            false => (changes, Outcome::Changed { fields }),
        }
    }

    fn kind(&mut self, row: usize, cells: &[String]) -> Option<String> {
        let kind = self.text(cells, &Column::Kind).to_owned();
        if kind.is_empty() {
            return None;
        }
        if !self.kinds.contains(&kind.as_str()) {
            self.problem(row, &Column::Kind, CellFlaw::UnknownKind);
            return None;
        }
        Some(kind)
    }

    /// The unit that a row names, if it names one.
    fn unit(&mut self, row: usize, cells: &[String]) -> Option<String> {
        let named = self.text(cells, &Column::Unit).to_owned();
        if named.is_empty() {
            return None;
        }
        if self.units.unit(&named, self.day).is_some() {
            return Some(named);
        }
        let above = self.text(cells, &Column::UnitAbove).to_owned();
        let key = (named, above);
        if !self.called.contains_key(&key) {
            let units = self.units_called(&key.0, &key.1);
            self.called.insert(key.clone(), units);
        }
        let units = self.called[&key].clone();
        let flaw = match units.len() {
            1 => return units.into_iter().next(),
            0 => CellFlaw::UnknownUnit,
            _ => CellFlaw::AmbiguousUnit { units },
        };
        self.problem(row, &Column::Unit, flaw);
        None
    }

    fn units_called(&self, named: &str, above: &str) -> Vec<String> {
        let mut called: Vec<&DatedUnit> = self
            .units
            .on(self.day)
            .filter(|unit| is_called(unit, named))
            .collect();
        // `Phường Tân An` is no `Xã Tân An`; `Tân An` may be both.
        let whole = |unit: &&DatedUnit| fold(&unit.name) == fold(named);
        if called.iter().any(whole) {
            called.retain(whole);
        }
        if !above.is_empty() && called.len() > 1 {
            called.retain(|unit| {
                let upwards = self.units.upwards(&unit.id, self.day);
                upwards[1..]
                    .iter()
                    .any(|unit| unit.id == above || is_called(unit, above))
            });
        }
        called.iter().map(|unit| unit.id.clone()).collect()
    }

    /// The attributes that a row gives; what cannot be one is a problem.
    fn attributes(&mut self, row: usize, cells: &[String], kind: &str) -> Vec<(String, String)> {
        let mut attributes = Vec::new();
        for (place, (column, cell)) in self.columns.iter().zip(cells).enumerate() {
            let Column::Attribute(name) = column else {
                continue;
            };
            if cell.is_empty() {
                continue;
            }
            match (self.values)(kind, name, cell) {
                Ok(value) => attributes.push((name.clone(), value)),
                Err(flaw) => self.found.problems.push(CellProblem {
                    row,
                    column: Some(place),
                    flaw,
                }),
            }
        }
        attributes
    }

    fn text<'c>(&self, cells: &'c [String], column: &Column) -> &'c str {
        let place = self.place(column);
        place
            .and_then(|place| cells.get(place))
            .map_or("", String::as_str)
    }

    fn place(&self, column: &Column) -> Option<usize> {
        self.columns.iter().position(|own| own == column)
    }

    fn problem(&mut self, row: usize, column: &Column, flaw: CellFlaw) {
        let column = self.place(column);
        self.found.problems.push(CellProblem { row, column, flaw });
    }
}

/// Whether a unit is called so, by code or by name, with or without the word for its kind.
fn is_called(unit: &DatedUnit, named: &str) -> bool {
    let by_code = unit.code.as_deref() == Some(named);
    by_code || fold(&unit.name) == fold(named) || {
        let is_bare = bare_name(named) == fold(named);
        let is_short = fold(named)
            .split(' ')
            .next()
            .is_some_and(|word| ["tp", "tx", "tt", "p", "h", "x"].contains(&word));
        (is_bare || is_short) && bare_name(&unit.name) == bare_name(named)
    }
}

/// The column to look at for a refusal.
fn blamed(change: &Change, refusal: &Refusal) -> Column {
    match (refusal, change) {
        (Refusal::NameTaken { .. }, Change::Move { .. }) | (Refusal::NoSuchUnit { .. }, _) => {
            Column::Unit
        }
        (Refusal::NameTaken { .. } | Refusal::Excluded { .. } | Refusal::NoName, _) => Column::Name,
        _ => Column::Id,
    }
}
