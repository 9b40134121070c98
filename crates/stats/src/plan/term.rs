//! Terms compiled against their form.

use std::sync::Arc;

use sohoi_expr::reason;
use sohoi_form::{Engine, Form, QuestionType, Reference};

use super::describe;
use super::interned::Interned;
use super::lookup::{find, names_in};
use crate::indicator::{Aggregate, Term};

/// What is evaluated of the responses of one form.
pub(crate) struct FormPlan<'a> {
    pub(crate) engine: &'a Arc<Engine>,
    pub(crate) conditions: Interned<'a>,
    pub(crate) fields: Interned<'a>,
    /// With the dimension id.
    pub(crate) groups: Vec<(&'a str, Reference)>,
    pub(crate) repeats: Vec<RepeatPlan<'a>>,
}

/// What is evaluated in the rows of one repeat.
pub(crate) struct RepeatPlan<'a> {
    pub(crate) name: &'a str,
    /// What names a row; a repeat without one cannot be broken down by row.
    pub(crate) key: Option<Reference>,
    pub(crate) tests: Interned<'a>,
    pub(crate) fields: Interned<'a>,
}

/// A term, its expressions as indices into the [`FormPlan`].
pub(crate) struct TermPlan {
    pub(crate) op: Aggregate,
    /// The place of the form in the plan.
    pub(crate) form: usize,
    pub(crate) condition: Option<usize>,
    /// Absent for a count.
    pub(crate) field: Option<usize>,
    pub(crate) rows: Option<RowsPlan>,
}

/// The rows a term goes through.
pub(crate) struct RowsPlan {
    pub(crate) repeat: usize,
    pub(crate) test: Option<usize>,
}

/// Flaws of one term: its property and what is wrong.
pub(super) type Flaws = Vec<(&'static str, String)>;

impl<'a> FormPlan<'a> {
    pub(super) fn new(engine: &'a Arc<Engine>) -> Self {
        Self {
            engine,
            conditions: Interned::default(),
            fields: Interned::default(),
            groups: Vec::new(),
            repeats: Vec::new(),
        }
    }

    /// The id of the form.
    pub(crate) fn id(&self) -> &'a str {
        &self.engine.form().id
    }

    /// Compiles a term; nothing where it has flaws that leave nothing to compile.
    ///
    /// `place` is the place of this form in the plan.
    pub(super) fn term(
        &mut self,
        place: usize,
        term: &'a Term,
        flaws: &mut Flaws,
    ) -> Option<TermPlan> {
        match (term.op, &term.field) {
            (Aggregate::Count, Some(_)) => {
                flaws.push((
                    "field",
                    reason!("a count has no field; say which ones in `where`"),
                ));
            }
            (Aggregate::Count, None) | (_, Some(_)) => {}
            (_, None) => flaws.push(("field", reason!("this op needs a field"))),
        }
        let engine = self.engine;
        let condition = term
            .r#where
            .as_ref()
            .and_then(|text| note(flaws, "where", self.conditions.intern(engine, text, None)));
        let (field, rows) = match &term.repeat {
            None => {
                if term.row_where.is_some() {
                    flaws.push((
                        "row_where",
                        reason!("there is no repeat whose rows it could choose"),
                    ));
                }
                let field = term
                    .field
                    .as_ref()
                    .and_then(|text| note(flaws, "field", self.fields.intern(engine, text, None)));
                (field, None)
            }
            Some(name) => {
                let repeat = self.repeat(name, flaws)?;
                let plan = &mut self.repeats[repeat];
                let field = term.field.as_ref().and_then(|text| {
                    note(flaws, "field", plan.fields.intern(engine, text, Some(name)))
                });
                let test = term.row_where.as_ref().and_then(|text| {
                    row_test_flaws(engine.form(), name, text, flaws);
                    note(
                        flaws,
                        "row_where",
                        plan.tests.intern(engine, text, Some(name)),
                    )
                });
                (field, Some(RowsPlan { repeat, test }))
            }
        };
        Some(TermPlan {
            op: term.op,
            form: place,
            condition,
            field,
            rows,
        })
    }

    /// The index of the repeat among those gone through.
    fn repeat(&mut self, name: &'a str, flaws: &mut Flaws) -> Option<usize> {
        if let Some(known) = self.repeats.iter().position(|repeat| repeat.name == name) {
            return Some(known);
        }
        let form = self.engine.form();
        let question = find(form, name)
            .map(|(question, _)| question)
            .filter(|question| question.kind == QuestionType::Repeat);
        let Some(question) = question else {
            flaws.push((
                "repeat",
                reason!("form `{}` has no repeat `{name}`", form.id),
            ));
            return None;
        };
        // The calculation itself, not its node: rows keep their names where the repeat does not
        // apply.
        let key = question.row_key.as_ref().and_then(|key| {
            let column = question.questions.iter().find(|column| column.name == *key);
            let text = column
                .and_then(|column| column.calculation.clone())
                .unwrap_or_else(|| format!("${{{key}}}"));
            let reference = self.engine.reference(&text, Some(name));
            note(
                flaws,
                "repeat",
                reference.map_err(|problem| describe(&problem)),
            )
        });
        self.repeats.push(RepeatPlan {
            name,
            key,
            tests: Interned::default(),
            fields: Interned::default(),
        });
        Some(self.repeats.len() - 1)
    }
}

fn row_test_flaws(form: &Form, repeat: &str, text: &str, flaws: &mut Flaws) {
    let key = find(form, repeat).and_then(|(question, _)| question.row_key.as_deref());
    for name in names_in(text) {
        if Some(name) != key {
            flaws.push((
                "row_where",
                reason!(
                    "`{name}` is not the row key of `{repeat}`; a breakdown by row replaces this \
                     condition, so it may look at nothing else"
                ),
            ));
        }
    }
}

fn note<T>(flaws: &mut Flaws, property: &'static str, found: Result<T, String>) -> Option<T> {
    found
        .map_err(|message| flaws.push((property, message)))
        .ok()
}
