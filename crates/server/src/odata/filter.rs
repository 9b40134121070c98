//! `$filter`: which rows are meant.
//!
//! Comparisons of a property with a literal, `contains` and `startswith`, joined by `and`, `or`,
//! `not` and parentheses (*OData 4.0 Part 2*, 5.1.1). What is unknown stays unknown: `contains` of a
//! null is null, and so is its `not` (5.1.1.1, 5.1.1.3).

mod parse;
mod word;

use std::cmp::Ordering;

use super::Refused;
use super::decimal;
use super::table::{Kind, Row, Table};

pub(super) use parse::parse;

/// A condition over properties that are known by `P`: their name, or their position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Condition<P> {
    /// All of them.
    And(Vec<Condition<P>>),
    /// At least one of them.
    Or(Vec<Condition<P>>),
    /// Not this.
    Not(Box<Condition<P>>),
    /// A property is true.
    Is(P),
    /// A property compared with a literal.
    Compare(P, Operator, Literal),
    /// A text that contains another.
    Contains(P, String),
    /// A text that starts with another.
    StartsWith(P, String),
}

/// How a property is compared with a literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// What a property is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    Null,
    Text(String),
    Number(String),
    Date(String),
    Boolean(bool),
}

impl Operator {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
        }
    }

    /// The operator where both sides change places.
    fn turned(self) -> Self {
        match self {
            Self::Lt => Self::Gt,
            Self::Le => Self::Ge,
            Self::Gt => Self::Lt,
            Self::Ge => Self::Le,
            same => same,
        }
    }
}

impl Condition<String> {
    /// The same over the columns of a table.
    ///
    /// # Errors
    ///
    /// A name that the table does not have, or a literal of another kind than its property.
    pub(super) fn bind(self, table: &Table) -> Result<Condition<usize>, Refused> {
        let all = |list: Vec<Self>| -> Result<Vec<_>, Refused> {
            list.into_iter().map(|one| one.bind(table)).collect()
        };
        Ok(match self {
            Self::And(list) => Condition::And(all(list)?),
            Self::Or(list) => Condition::Or(all(list)?),
            Self::Not(one) => Condition::Not(Box::new(one.bind(table)?)),
            Self::Is(name) => Condition::Is(of_kind(table, &name, &[Kind::Boolean])?),
            Self::Compare(name, operator, literal) => {
                let kinds: &[Kind] = match &literal {
                    Literal::Null => &[
                        Kind::Text,
                        Kind::Integer,
                        Kind::Decimal,
                        Kind::Date,
                        Kind::Boolean,
                    ],
                    Literal::Text(_) => &[Kind::Text],
                    Literal::Number(_) => &[Kind::Integer, Kind::Decimal],
                    Literal::Date(_) => &[Kind::Date],
                    Literal::Boolean(_) => &[Kind::Boolean],
                };
                Condition::Compare(of_kind(table, &name, kinds)?, operator, literal)
            }
            Self::Contains(name, text) => {
                Condition::Contains(of_kind(table, &name, &[Kind::Text])?, text)
            }
            Self::StartsWith(name, text) => {
                Condition::StartsWith(of_kind(table, &name, &[Kind::Text])?, text)
            }
        })
    }
}

impl Condition<usize> {
    /// Whether a row is meant: what is unknown is not.
    pub(super) fn is_met(&self, row: &Row) -> bool {
        self.holds(row) == Some(true)
    }

    fn holds(&self, row: &Row) -> Option<bool> {
        match self {
            Self::And(list) => all(list.iter().map(|one| one.holds(row))),
            Self::Or(list) => {
                all(list.iter().map(|one| one.holds(row).map(|is| !is))).map(|is| !is)
            }
            Self::Not(one) => one.holds(row).map(|is| !is),
            Self::Is(place) => row[*place].as_deref().map(|value| value == "true"),
            Self::Compare(place, operator, literal) => {
                Some(compared(row[*place].as_deref(), *operator, literal))
            }
            Self::Contains(place, text) => row[*place]
                .as_deref()
                .map(|value| value.contains(text.as_str())),
            Self::StartsWith(place, text) => row[*place]
                .as_deref()
                .map(|value| value.starts_with(text.as_str())),
        }
    }
}

/// The `and` of OData: false beats unknown, unknown beats true.
fn all(list: impl Iterator<Item = Option<bool>>) -> Option<bool> {
    let mut found = Some(true);
    for one in list {
        match one {
            Some(false) => return Some(false),
            None => found = None,
            Some(true) => {}
        }
    }
    found
}

/// Comparisons with null are never unknown (5.1.1.1.1 to 5.1.1.1.6): null equals null, and is in no order.
fn compared(value: Option<&str>, operator: Operator, literal: &Literal) -> bool {
    let Some(value) = value else {
        return match operator {
            Operator::Eq => *literal == Literal::Null,
            Operator::Ne => *literal != Literal::Null,
            _ => false,
        };
    };
    let order = match literal {
        Literal::Null => return operator == Operator::Ne,
        Literal::Text(text) | Literal::Date(text) => Some(value.cmp(text.as_str())),
        Literal::Number(number) => decimal::compare(value, number),
        Literal::Boolean(is) => Some((value == "true").cmp(is)),
    };
    order.is_some_and(|order| operator.holds(order))
}

fn of_kind(table: &Table, name: &str, kinds: &[Kind]) -> Result<usize, Refused> {
    let place = table.position(name).ok_or_else(|| {
        Refused::Malformed(format!("$filter: {} has no property {name}", table.name))
    })?;
    let kind = table.columns[place].kind;
    if kinds.contains(&kind) {
        return Ok(place);
    }
    Err(Refused::Malformed(format!(
        "$filter: {name} is {}, and is compared with something else",
        kind.edm()
    )))
}

#[cfg(test)]
mod tests;
