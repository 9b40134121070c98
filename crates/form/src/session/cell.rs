//! Where a session keeps what it knows about each place.

use sohoi_expr::Value;

use super::Session;
use crate::layout::{Item, MOST_ROWS};
use crate::path::Path;
use crate::problem::ProblemKind;

/// A field in one row; row 0 where it is outside every repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) field: usize,
    pub(super) row: usize,
}

/// What a session knows about one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    /// The answer or the result, whether it applies or not.
    pub(super) value: Value,
    pub(super) entry: Entry,
    pub(super) is_relevant: bool,
    pub(super) problem: Option<ProblemKind>,
    /// By position in the list: whether the choice is offered. Only with a choice filter.
    pub(super) offered: Option<Box<[bool]>>,
}

/// What was entered at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Entry {
    #[default]
    Blank,
    Value,
    /// A text that is not of the question's type; expressions see it as blank.
    Malformed,
}

/// The cells of a repeat row by row, or of everything outside the repeats as one row.
#[derive(Clone, Debug)]
pub(super) struct Table {
    cells: Vec<Cell>,
    width: usize,
}

impl Table {
    pub(super) fn new(width: usize) -> Self {
        Self {
            cells: Vec::new(),
            width,
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.cells.len().checked_div(self.width).unwrap_or(0)
    }

    pub(super) fn resize(&mut self, rows: usize) {
        self.cells.resize_with(rows * self.width, Cell::default);
    }

    fn index(&self, row: usize, column: usize) -> Option<usize> {
        Some(row.checked_mul(self.width)?.saturating_add(column))
    }
}

/// The index of a row by its key; keys are `1`, `2`, … without leading zeros.
pub(super) fn row_of_key(key: &str) -> Option<usize> {
    let is_plain = key.bytes().all(|byte| byte.is_ascii_digit()) && !key.starts_with('0');
    let number: usize = is_plain.then(|| key.parse().ok()).flatten()?;
    (number <= MOST_ROWS).then(|| number - 1)
}

impl Session {
    /// The place that a path names, if the form has it and the row exists.
    pub(super) fn locate(&self, path: &Path) -> Option<Place> {
        let layout = &self.engine.layout;
        let Item::Field(field) = layout.item(&path.question)? else {
            return None;
        };
        let row = match (&path.row, layout.fields[field].repeat) {
            (None, None) => 0,
            (Some((name, key)), Some(repeat)) if *name == layout.repeats[repeat].name => {
                row_of_key(key)?
            }
            _ => return None,
        };
        let place = Place { field, row };
        self.cell(place).map(|_| place)
    }

    pub(super) fn path(&self, place: Place) -> Path {
        let layout = &self.engine.layout;
        let field = &layout.fields[place.field];
        match field.repeat {
            None => Path::top(&field.name),
            Some(repeat) => Path::in_row(
                &layout.repeats[repeat].name,
                (place.row + 1).to_string(),
                &field.name,
            ),
        }
    }

    pub(super) fn cell(&self, place: Place) -> Option<&Cell> {
        let field = self.engine.layout.fields.get(place.field)?;
        let (table, row) = match field.repeat {
            None => (&self.top, 0),
            Some(repeat) => (&self.tables[repeat], place.row),
        };
        table.cells.get(table.index(row, field.column)?)
    }

    pub(super) fn cell_mut(&mut self, place: Place) -> Option<&mut Cell> {
        let field = self.engine.layout.fields.get(place.field)?;
        let (table, row) = match field.repeat {
            None => (&mut self.top, 0),
            Some(repeat) => (&mut self.tables[repeat], place.row),
        };
        let index = table.index(row, field.column)?;
        table.cells.get_mut(index)
    }

    /// The value as expressions see it: blank where it does not apply or does not exist.
    pub(crate) fn visible(&self, field: usize, row: usize) -> &Value {
        match self.cell(Place { field, row }) {
            Some(cell) if cell.is_relevant => &cell.value,
            _ => &Value::Blank,
        }
    }

    /// How many rows a field has.
    pub(crate) fn row_count_of(&self, field: usize) -> usize {
        match self.engine.layout.fields.get(field) {
            Some(field) => field.repeat.map_or(1, |repeat| self.tables[repeat].rows()),
            None => 0,
        }
    }

    /// How many rows of a repeat apply.
    pub(crate) fn relevant_rows(&self, repeat: usize) -> usize {
        match self.repeats.get(repeat) {
            Some(true) => self.tables[repeat].rows(),
            _ => 0,
        }
    }

    /// All places of a section in document order: repeats row by row.
    pub(super) fn places(&self, section: usize) -> Vec<Place> {
        let mut places = Vec::new();
        for member in &self.engine.layout.sections[section].members {
            let (rows, fields) = match *member {
                Item::Field(field) => (1, field..field + 1),
                Item::Repeat(repeat) => (
                    self.tables[repeat].rows(),
                    self.engine.layout.columns(repeat),
                ),
            };
            for row in 0..rows {
                places.extend(fields.clone().map(|field| Place { field, row }));
            }
        }
        places
    }
}
