//! What one response says: every expression of the plan, evaluated once.

use std::sync::Arc;

use sohoi_expr::Value;
use sohoi_form::{Answers, Session};

use crate::decimal::{Amount, Decimal};
use crate::plan::{FormPlan, RepeatPlan};

/// What one response says to the indicators of a [`Plan`](crate::Plan): all that is kept of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'a> {
    /// The place of its form in the plan. What follows goes by the indices of the [`FormPlan`].
    pub(crate) form: usize,
    pub(crate) conditions: Vec<bool>,
    pub(crate) fields: Vec<Amount>,
    /// With the dimension id; `""` where blank.
    pub(crate) groups: Vec<(&'a str, String)>,
    /// By repeat.
    pub(crate) rows: Vec<Vec<RowFacts>>,
}

/// The values of one row, by the indices of its [`RepeatPlan`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowFacts {
    /// The row key of the form, which paths name.
    pub(crate) row: String,
    /// What names the row for people; `""` where blank.
    pub(crate) key: String,
    pub(crate) tests: Vec<bool>,
    pub(crate) fields: Vec<Amount>,
}

impl<'a> Facts<'a> {
    /// Evaluates the plan of its form in one response.
    ///
    /// Answers given under another version of the form are read under the form of the plan: see
    /// [`Session::under`].
    pub(crate) fn new(form: usize, plan: &FormPlan<'a>, session: &Session) -> Self {
        if !Arc::ptr_eq(plan.engine, session.engine()) {
            return Self::of(form, plan, &session.under(plan.engine));
        }
        Self::of(form, plan, session)
    }

    /// The group of a dimension, `""` where it is blank; `None` where its form has no such dimension.
    pub fn group(&self, dimension: &str) -> Option<&str> {
        let mut groups = self.groups.iter();
        let group = groups.find(|(known, _)| *known == dimension);
        group.map(|(_, group)| group.as_str())
    }

    pub(crate) fn of(form: usize, plan: &FormPlan<'a>, session: &Session) -> Self {
        let evaluate = |reference| session.evaluate(reference, None);
        Self {
            form,
            conditions: plan
                .conditions
                .references()
                .iter()
                .map(|it| holds(&evaluate(it)))
                .collect(),
            fields: plan
                .fields
                .references()
                .iter()
                .map(|it| amount(&evaluate(it)))
                .collect(),
            groups: plan
                .groups
                .iter()
                .map(|(dimension, it)| (*dimension, group(&evaluate(it))))
                .collect(),
            rows: plan
                .repeats
                .iter()
                .map(|repeat| rows(repeat, session))
                .collect(),
        }
    }
}

/// The names of the rows that a response without answers has.
pub(crate) fn row_keys(plan: &FormPlan<'_>, repeat: usize) -> Vec<String> {
    let blank = Session::new(Arc::clone(plan.engine), Answers::new());
    keyed_rows(&plan.repeats[repeat], &blank)
        .into_iter()
        .map(|(_, key)| key)
        .collect()
}

fn rows(plan: &RepeatPlan<'_>, session: &Session) -> Vec<RowFacts> {
    keyed_rows(plan, session)
        .into_iter()
        .map(|(row, key)| {
            let evaluate = |reference| session.evaluate(reference, Some(&row));
            let tests = plan.tests.references().iter();
            let fields = plan.fields.references().iter();
            RowFacts {
                tests: tests.map(|it| holds(&evaluate(it))).collect(),
                fields: fields.map(|it| amount(&evaluate(it))).collect(),
                row,
                key,
            }
        })
        .collect()
}

fn keyed_rows(plan: &RepeatPlan<'_>, session: &Session) -> Vec<(String, String)> {
    session
        .rows(plan.name)
        .into_iter()
        .map(|row| {
            let key = plan
                .key
                .as_ref()
                .map(|key| session.evaluate(key, Some(&row)));
            (row, group(&key.unwrap_or(Value::Blank)))
        })
        .collect()
}

/// Whether a condition holds, by the rules of XPath's `boolean()`.
pub(crate) fn holds(value: &Value) -> bool {
    match value {
        Value::Blank => false,
        Value::Text(text) => !text.is_empty(),
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::Boolean(holds) => *holds,
        Value::Date(_) => true,
    }
}

/// The number of a value; a truth counts 1 or 0, a day is no number.
pub(crate) fn amount(value: &Value) -> Amount {
    match value {
        Value::Blank | Value::Date(_) => Amount::Blank,
        Value::Text(text) => Amount::from_text(text),
        Value::Number(number) => Amount::from_number(*number),
        Value::Boolean(holds) => {
            Amount::Exact(Decimal::from_units(i128::from(*holds) * Decimal::ONE))
        }
    }
}

/// The name of a group.
pub(crate) fn group(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => text.clone(),
        Value::Boolean(holds) => holds.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Number(number) => match Amount::from_number(*number) {
            Amount::Exact(decimal) => decimal.to_string(),
            Amount::Blank | Amount::TooLarge => String::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_become_truths_amounts_and_groups() {
        let seven = Amount::from_text("7");
        let one = Amount::from_text("1");
        for (value, truth, number, name) in [
            (Value::Blank, false, Amount::Blank, ""),
            (Value::Text(String::new()), false, Amount::Blank, ""),
            (Value::Text("yes".into()), true, Amount::Blank, "yes"),
            (Value::Text("7".into()), true, seven, "7"),
            (Value::Number(7.0), true, seven, "7"),
            (Value::Number(0.0), false, Amount::from_text("0"), "0"),
            (Value::Number(f64::NAN), false, Amount::Blank, ""),
            (Value::Boolean(true), true, one, "true"),
            (
                Value::Boolean(false),
                false,
                Amount::from_text("0"),
                "false",
            ),
        ] {
            assert_eq!(
                (holds(&value), amount(&value), group(&value)),
                (truth, number, name.to_owned()),
                "{value:?}"
            );
        }
    }
}
