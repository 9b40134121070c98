//! Walks the tables of a TOML file and reports what is missing, misplaced or unknown.

use sohoi_form::Text;
use sohoi_xlsform::CellProblem;
use toml::de::{DeTable, DeValue};

/// A value with the row where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Located<T> {
    pub(super) row: u64,
    pub(super) value: T,
}

/// A table of a TOML file. Keys are ticked off as they are read; [`finish`](Self::finish)
/// reports the rest.
pub(super) struct Entry<'t> {
    source: &'t str,
    table: &'t DeTable<'t>,
    /// Where the table begins: the place of what is missing in it.
    row: u64,
    /// The keys above, with a dot behind: `question.`.
    above: String,
    read: Vec<&'static str>,
}

impl<'t> Entry<'t> {
    /// The whole file.
    pub(super) fn root(source: &'t str, table: &'t DeTable<'t>) -> Self {
        Self::new(source, table, 1, String::new())
    }

    fn new(source: &'t str, table: &'t DeTable<'t>, row: u64, above: String) -> Self {
        Self {
            source,
            table,
            row,
            above,
            read: Vec::new(),
        }
    }

    /// Where the table begins.
    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// A text that must be there.
    pub(super) fn text(&mut self, key: &'static str, problems: &mut Vec<CellProblem>) -> String {
        self.located_text(key, problems).value
    }

    /// A text that must be there, with its row.
    pub(super) fn located_text(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Located<String> {
        let row = self.row;
        let column = self.column(key);
        let Some((row_of_value, value)) = self.value(key) else {
            problems.push(CellProblem::of_cell(row, column, "this key is missing"));
            return Located::default();
        };
        match value.as_str() {
            Some(text) if !text.trim().is_empty() => Located {
                row: row_of_value,
                value: text.to_owned(),
            },
            _ => {
                let message = "must be a text in quotes, and not empty";
                problems.push(CellProblem::of_cell(row_of_value, column, message));
                Located::default()
            }
        }
    }

    /// A text in both languages that must be there.
    pub(super) fn bilingual(&mut self, key: &'static str, problems: &mut Vec<CellProblem>) -> Text {
        let Some(mut entry) = self.entry(key, problems) else {
            return Text::default();
        };
        let text = Text {
            vi: entry.text("vi", problems),
            en: entry.text("en", problems),
        };
        entry.finish(problems);
        text
    }

    /// Whether the key is there and true.
    pub(super) fn flag(&mut self, key: &'static str, problems: &mut Vec<CellProblem>) -> bool {
        let column = self.column(key);
        let Some((row, value)) = self.value(key) else {
            return false;
        };
        value.as_bool().unwrap_or_else(|| {
            problems.push(CellProblem::of_cell(row, column, "must be true or false"));
            false
        })
    }

    /// A whole number from 2 on that must be there.
    pub(super) fn factor(&mut self, key: &'static str, problems: &mut Vec<CellProblem>) -> u32 {
        let column = self.column(key);
        let (row, value) = self.value(key).unzip();
        let number = value
            .and_then(DeValue::as_integer)
            .and_then(|number| number.as_str().parse().ok());
        number.filter(|number| *number >= 2).unwrap_or_else(|| {
            let row = row.unwrap_or(self.row);
            let message = "must be a whole number from 2 on";
            problems.push(CellProblem::of_cell(row, column, message));
            0
        })
    }

    /// Texts in a list (`["…", "…"]`), of which there must be one at least; the row of each.
    pub(super) fn texts(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Vec<Located<String>> {
        let column = self.column(key);
        let (row, value) = self.value(key).unzip();
        let row = row.unwrap_or(self.row);
        let items = value.and_then(DeValue::as_array);
        let texts: Option<Vec<_>> = items.map(|items| {
            let texts = items.iter().filter_map(|item| {
                let row = self.row_of(item.span().start);
                let value = item.get_ref().as_str()?.to_owned();
                Some(Located { row, value })
            });
            texts.collect()
        });
        let is_whole =
            |texts: &Vec<_>| !texts.is_empty() && items.is_some_and(|it| it.len() == texts.len());
        texts.filter(is_whole).unwrap_or_else(|| {
            let message = "must be a list of texts in quotes, and not empty";
            problems.push(CellProblem::of_cell(row, column, message));
            Vec::new()
        })
    }

    /// A table that must be there.
    pub(super) fn entry(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Option<Entry<'t>> {
        let entry = self.some_entry(key, problems);
        if entry.is_none() && !self.table.contains_key(key) {
            problems.push(CellProblem::of_cell(
                self.row,
                self.column(key),
                "this key is missing",
            ));
        }
        entry
    }

    /// A text that may be absent.
    pub(super) fn some_text(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Option<String> {
        self.table
            .contains_key(key)
            .then(|| self.text(key, problems))
    }

    /// A table that may be there.
    pub(super) fn some_entry(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Option<Entry<'t>> {
        let column = self.column(key);
        let (row, value) = self.value(key)?;
        match value.as_table() {
            Some(table) => Some(Self::new(self.source, table, row, format!("{column}."))),
            None => {
                problems.push(CellProblem::of_cell(row, column, "must be a table"));
                None
            }
        }
    }

    /// Whether the key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text in both languages that may be there.
    pub(super) fn some_bilingual(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Option<Text> {
        self.has(key).then(|| self.bilingual(key, problems))
    }

    /// Tables of one kind (`[[key]]`), of which there may be none.
    pub(super) fn some_entries(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Vec<Entry<'t>> {
        if self.has(key) {
            self.entries(key, problems)
        } else {
            Vec::new()
        }
    }

    /// Tables of one kind (`[[key]]`), of which there must be one at least.
    pub(super) fn entries(
        &mut self,
        key: &'static str,
        problems: &mut Vec<CellProblem>,
    ) -> Vec<Entry<'t>> {
        let (row, column) = (self.row, self.column(key));
        let Some((row_of_value, value)) = self.value(key) else {
            problems.push(CellProblem::of_cell(
                row,
                column.clone(),
                format!("there is no [[{column}]]"),
            ));
            return Vec::new();
        };
        let tables: Option<Vec<_>> = value.as_array().map(|array| {
            array
                .iter()
                .filter_map(|item| {
                    let row = self.row_of(item.span().start);
                    let table = item.get_ref().as_table()?;
                    Some(Self::new(self.source, table, row, format!("{column}.")))
                })
                .collect()
        });
        let is_whole =
            |entries: &Vec<_>| value.as_array().is_some_and(|a| a.len() == entries.len());
        tables.filter(is_whole).unwrap_or_else(|| {
            let message = format!("must be tables: write [[{column}]] above each");
            problems.push(CellProblem::of_cell(row_of_value, column.clone(), message));
            Vec::new()
        })
    }

    /// Every key of the table with its text.
    pub(super) fn pairs(self, problems: &mut Vec<CellProblem>) -> Vec<(String, Located<String>)> {
        let mut pairs = Vec::new();
        for (key, value) in self.table.iter() {
            let row = self.row_of(value.span().start);
            match value.get_ref().as_str() {
                Some(text) => pairs.push((
                    key.get_ref().to_string(),
                    Located {
                        row,
                        value: text.to_owned(),
                    },
                )),
                None => problems.push(CellProblem::of_cell(
                    row,
                    self.column(key.get_ref()),
                    "must be a text in quotes",
                )),
            }
        }
        pairs
    }

    /// Reports every key that nobody asked for.
    pub(super) fn finish(self, problems: &mut Vec<CellProblem>) {
        for (key, value) in self.table.iter() {
            if !self.read.contains(&key.get_ref().as_ref()) {
                problems.push(CellProblem::of_cell(
                    self.row_of(key.span().start.min(value.span().start)),
                    self.column(key.get_ref()),
                    "this key is not known",
                ));
            }
        }
    }

    /// How a key is named in problems: with the keys above it.
    pub(super) fn column(&self, key: &str) -> String {
        format!("{}{key}", self.above)
    }

    fn value(&mut self, key: &'static str) -> Option<(u64, &'t DeValue<'t>)> {
        self.read.push(key);
        let value = self.table.get(key)?;
        Some((self.row_of(value.span().start), value.get_ref()))
    }

    fn row_of(&self, offset: usize) -> u64 {
        row_of(self.source, offset)
    }
}

/// The row of a byte offset.
pub(super) fn row_of(source: &str, offset: usize) -> u64 {
    let before = source.as_bytes().get(..offset).unwrap_or_default();
    before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1
}
