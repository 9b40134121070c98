//! Which questions the indicators of a plan look at: the columns that they are computed from.

use sohoi_expr::Use;
use sohoi_form::Reference;

use crate::plan::{FormPlan, Plan};

/// The columns of one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FormLayout<'a> {
    /// With the handle; a repeat of which the rows are counted stands here without one.
    pub(crate) questions: Vec<(Option<u32>, &'a str)>,
    pub(crate) repeats: Vec<RepeatLayout<'a>>,
}

/// The columns of the rows of one repeat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RepeatLayout<'a> {
    pub(crate) name: &'a str,
    pub(crate) questions: Vec<(u32, &'a str)>,
}

/// A table that figures are computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableLayout {
    /// The id of the form.
    pub form: String,
    /// Absent where the table is of the responses themselves.
    pub repeat: Option<String>,
    /// The names of its columns; of a repeat that stands among them, whether it applies.
    pub questions: Vec<String>,
}

impl Plan<'_> {
    /// The tables that all figures can be computed from.
    pub fn layout(&self) -> Vec<TableLayout> {
        let mut tables = Vec::new();
        for plan in &self.forms {
            let layout = FormLayout::of(plan);
            let table = |repeat: Option<&str>, questions: Vec<&str>| TableLayout {
                form: plan.id().to_owned(),
                repeat: repeat.map(str::to_owned),
                questions: questions.into_iter().map(str::to_owned).collect(),
            };
            tables.push(table(
                None,
                layout.questions.iter().map(|it| it.1).collect(),
            ));
            for rows in &layout.repeats {
                let questions = rows.questions.iter().map(|it| it.1).collect();
                tables.push(table(Some(rows.name), questions));
            }
        }
        tables
    }
}

impl<'a> FormLayout<'a> {
    pub(crate) fn of(plan: &FormPlan<'a>) -> Self {
        let mut layout = Self {
            questions: Vec::new(),
            repeats: Vec::new(),
        };
        for (_, reference) in expressions(plan) {
            for one in reference.expression().uses() {
                layout.add(plan, one);
            }
        }
        for repeat in &plan.repeats {
            layout.rows(repeat.name);
        }
        layout
    }

    fn add(&mut self, plan: &FormPlan<'a>, one: Use) {
        let engine: &'a _ = plan.engine;
        match one {
            Use::Value(handle) | Use::Nodes(handle) => match engine.named(handle) {
                Some((name, None)) => add_new(&mut self.questions, (Some(handle), name)),
                Some((name, Some(repeat))) => add_new(self.rows(repeat), (handle, name)),
                None => {}
            },
            Use::Rows(repeat) => {
                if let Some(name) = engine.repeat_named(repeat) {
                    add_new(&mut self.questions, (None, name));
                    self.rows(name);
                }
            }
            Use::Current | Use::Position | Use::Attribute(_) => {}
        }
    }

    fn rows(&mut self, name: &'a str) -> &mut Vec<(u32, &'a str)> {
        let known = self.repeats.iter().position(|repeat| repeat.name == name);
        let place = known.unwrap_or_else(|| {
            self.repeats.push(RepeatLayout {
                name,
                questions: Vec::new(),
            });
            self.repeats.len() - 1
        });
        &mut self.repeats[place].questions
    }
}

/// Every expression of a form's plan; that of a group by its dimension, that of a row key by its
/// repeat.
pub(crate) fn expressions<'p>(
    plan: &'p FormPlan<'_>,
) -> impl Iterator<Item = (&'p str, &'p Reference)> {
    let groups = plan.groups.iter().map(|(id, reference)| (*id, reference));
    let repeats = plan.repeats.iter().flat_map(|repeat| {
        let key = repeat.key.iter().map(|key| (repeat.name, key));
        repeat.tests.each().chain(repeat.fields.each()).chain(key)
    });
    plan.conditions
        .each()
        .chain(plan.fields.each())
        .chain(groups)
        .chain(repeats)
}

fn add_new<T: PartialEq>(all: &mut Vec<T>, one: T) {
    if !all.contains(&one) {
        all.push(one);
    }
}
