//! From sessions to columns.

use sohoi_expr::Value;
use sohoi_form::{Engine, Path, Session};

use std::sync::Arc;

use super::blob::TableWriter;
use super::layout::{FormLayout, expressions};
use super::program::{Program, RowByRow};
use crate::book::Counted;
use crate::plan::{FormPlan, Plan};

impl Plan<'_> {
    /// The columns of these responses, as [`Columns::read`](super::Columns::read) reads them.
    ///
    /// Responses of forms that no indicator looks at are left out; answers given under another version
    /// of a form are read under that of the plan.
    pub fn write_columns(&self, responses: &[Counted]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for plan in &self.forms {
            let own = responses
                .iter()
                .filter(|response| response.form == plan.id());
            write_form(plan, own.map(|response| &response.session), &mut bytes);
        }
        bytes
    }

    /// The expressions that columns may not be enough for, each with the reason; they are evaluated in
    /// every response or row, and give the same.
    pub fn row_by_row(&self) -> Vec<(String, RowByRow)> {
        let mut found = Vec::new();
        for plan in &self.forms {
            let engine: &Engine = plan.engine;
            for (text, reference) in expressions(plan) {
                let program = Program::new(reference.expression().clone());
                if let Some(why) = program.row_by_row(&|handle| engine.value_type(handle)) {
                    found.push((text.to_owned(), why));
                }
            }
        }
        found
    }
}

fn write_form<'s>(
    plan: &FormPlan<'_>,
    sessions: impl Iterator<Item = &'s Session>,
    bytes: &mut Vec<u8>,
) {
    let layout = FormLayout::of(plan);
    let names = layout.questions.iter().map(|it| it.1).collect::<Vec<_>>();
    let mut form = TableWriter::of_form(plan.id(), &names);
    let mut repeats = Vec::new();
    for repeat in &layout.repeats {
        let names = repeat.questions.iter().map(|it| it.1).collect::<Vec<_>>();
        repeats.push(TableWriter::of_rows(plan.id(), repeat.name, &names));
    }
    for (place, session) in sessions.enumerate() {
        let place = u32::try_from(place).expect("fewer than four thousand million responses");
        let own = Arc::ptr_eq(plan.engine, session.engine());
        let read_anew = (!own).then(|| session.under(plan.engine));
        let session = read_anew.as_ref().unwrap_or(session);
        let values = layout.questions.iter().map(|(handle, name)| match handle {
            Some(handle) => session.value_of(*handle, 0).clone(),
            None => Value::Boolean(session.is_relevant(&Path::top(*name))),
        });
        form.add(place, values);
        for (repeat, table) in layout.repeats.iter().zip(&mut repeats) {
            for row in 0..session.rows(repeat.name).len() {
                let values = repeat.questions.iter();
                table.add(
                    place,
                    values.map(|(handle, _)| session.value_of(*handle, row).clone()),
                );
            }
        }
    }
    bytes.extend(form.finish());
    repeats
        .into_iter()
        .for_each(|table| bytes.extend(table.finish()));
}
