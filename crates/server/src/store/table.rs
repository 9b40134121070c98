//! Tables by their names and columns, as copies of a whole database go through them.

use async_trait::async_trait;

use super::Result;

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    name: String,
    columns: Vec<(String, Kind)>,
}

/// What a column holds; everything may be null here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Text,
    /// Whole numbers.
    Number,
    /// Bytes.
    Bytes,
}

/// What one column of a row holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(Option<String>),
    /// A whole number.
    Number(Option<i64>),
    /// Bytes.
    Bytes(Option<Vec<u8>>),
}

/// Where rows go, one after the other.
#[async_trait]
pub trait Basin: Send {
    /// Takes a row, with its values in the order of the table's columns.
    async fn take(&mut self, row: &[Value]) -> Result<()>;
}

impl Table {
    /// A table, where its names are such as this project gives: lower-case letters and `_`. So they
    /// stand in SQL as they are, whoever wrote the file that they come from.
    pub fn new(name: &str, columns: Vec<(String, Kind)>) -> Option<Self> {
        let is_plain = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'_'))
        };
        let are_plain = is_plain(name) && columns.iter().all(|(column, _)| is_plain(column));
        are_plain.then(|| Self {
            name: name.to_owned(),
            columns,
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its columns in order.
    pub fn columns(&self) -> &[(String, Kind)] {
        &self.columns
    }

    /// `a, b, c`.
    pub(super) fn column_list(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| name.as_str()).collect();
        names.join(", ")
    }

    /// `$1, $2, $3`.
    pub(super) fn places(&self) -> String {
        let places: Vec<String> = (1..=self.columns.len()).map(|n| format!("${n}")).collect();
        places.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_get_into_sql() {
        let table = |name, column: &str| Table::new(name, vec![(column.to_owned(), Kind::Text)]);
        assert!(table("blob_uses", "hash").is_some());
        for (name, column) in [
            ("", "hash"),
            ("ops", ""),
            ("ops; drop table ops", "hash"),
            ("ops", "hash\" from ops --"),
            ("Ops", "hash"),
        ] {
            assert!(table(name, column).is_none(), "{name} {column}");
        }
    }

    #[test]
    fn lists_have_the_columns_in_order() {
        let columns = ["b", "a"].map(|name| (name.to_owned(), Kind::Number));
        let table = Table::new("t", columns.into()).expect("the names are plain");
        assert_eq!(table.column_list(), "b, a");
        assert_eq!(table.places(), "$1, $2");
    }
}
