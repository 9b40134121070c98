//! Tables: what entity sets are made of.

use chrono::NaiveDate;

use super::decimal;

/// What a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers of 64 bits.
    Integer,
    /// Exact decimals.
    Decimal,
    /// Days.
    Date,
    /// True or false.
    Boolean,
}

impl Kind {
    /// The type of the Entity Data Model.
    pub fn edm(self) -> &'static str {
        match self {
            Self::Text => "Edm.String",
            Self::Integer => "Edm.Int64",
            Self::Decimal => "Edm.Decimal",
            Self::Date => "Edm.Date",
            Self::Boolean => "Edm.Boolean",
        }
    }

    /// The text as a value of this kind; `None` where it is none: then the cell is empty, since one
    /// text among numbers would stop a client that was promised numbers.
    pub fn value(self, text: &str) -> Option<String> {
        match self {
            Self::Text => Some(text.to_owned()),
            Self::Integer => {
                let plain = decimal::canonical(text)?;
                plain.parse::<i64>().is_ok().then_some(plain)
            }
            Self::Decimal => decimal::canonical(text),
            Self::Date => {
                let day = text.parse::<NaiveDate>().ok()?;
                (day.to_string() == text).then(|| text.to_owned())
            }
            Self::Boolean => matches!(text, "true" | "false").then(|| text.to_owned()),
        }
    }
}

/// A property of every row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// A legal name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A row: as many values as the table has columns.
pub type Row = Vec<Option<String>>;

/// An entity set. Its first columns, all of them text, are the key; rows are in the order of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The name of the set.
    pub name: String,
    /// The name of the type of its rows.
    pub entity: String,
    /// How many columns are the key.
    pub keys: usize,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}

impl Table {
    /// A table of texts: each becomes a value of its column's kind, and the rows are put in order.
    pub fn new(
        name: String,
        entity: String,
        keys: usize,
        columns: Vec<Column>,
        mut rows: Vec<Row>,
    ) -> Self {
        for row in &mut rows {
            for (cell, column) in row.iter_mut().zip(&columns) {
                *cell = cell.take().and_then(|text| column.kind.value(&text));
            }
            for cell in &mut row[..keys] {
                cell.get_or_insert_default();
            }
        }
        rows.sort_by(|a, b| a[..keys].cmp(&b[..keys]));
        Self {
            name,
            entity,
            keys,
            columns,
            rows,
        }
    }

    /// The position of a column by its name.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_of_its_kind_or_none() {
        let cases = [
            (Kind::Text, "=1+1", Some("=1+1")),
            (Kind::Integer, "012", Some("12")),
            (Kind::Integer, "1.5", None),
            (Kind::Integer, "9223372036854775808", None),
            (Kind::Integer, "mười", None),
            (Kind::Decimal, "1.50", Some("1.5")),
            (Kind::Decimal, "1,5", None),
            (Kind::Date, "2017-06-30", Some("2017-06-30")),
            (Kind::Date, "2017-6-30", None),
            (Kind::Date, "2017-02-30", None),
            (Kind::Boolean, "true", Some("true")),
            (Kind::Boolean, "OK", None),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(kind.value(text).as_deref(), expected, "{kind:?} {text}");
        }
    }
}
