//! What one response says, read from columns.

use sohoi_expr::Value;
use sohoi_form::Reference;

use super::bound::{Bound, Domain};
use crate::facts::{Facts, RowFacts, amount, group, holds};
use crate::plan::{FormPlan, RepeatPlan};

/// The facts of the response at a place.
pub(super) fn of<'a>(
    form: usize,
    plan: &FormPlan<'a>,
    bound: &Bound<'_, '_>,
    place: usize,
) -> Facts<'a> {
    let evaluate = |reference: &Reference| evaluate(bound, reference, bound.responses(), place);
    let conditions = plan.conditions.references().iter();
    let fields = plan.fields.references().iter();
    let groups = plan.groups.iter();
    let repeats = plan.repeats.iter();
    Facts {
        form,
        conditions: conditions.map(|it| holds(&evaluate(it))).collect(),
        fields: fields.map(|it| amount(&evaluate(it))).collect(),
        groups: groups.map(|(id, it)| (*id, group(&evaluate(it)))).collect(),
        rows: repeats.map(|repeat| rows(repeat, bound, place)).collect(),
    }
}

fn rows(plan: &RepeatPlan<'_>, bound: &Bound<'_, '_>, response: usize) -> Vec<RowFacts> {
    let domain = bound.rows(plan.name);
    let places = bound.places(domain, response).enumerate();
    let row = |(row, place): (usize, usize)| {
        let evaluate = |reference: &Reference| evaluate(bound, reference, domain, place);
        let key = plan.key.as_ref().map(evaluate).unwrap_or_default();
        let tests = plan.tests.references().iter();
        let fields = plan.fields.references().iter();
        RowFacts {
            row: (row + 1).to_string(),
            key: group(&key),
            tests: tests.map(|it| holds(&evaluate(it))).collect(),
            fields: fields.map(|it| amount(&evaluate(it))).collect(),
        }
    };
    places.map(row).collect()
}

fn evaluate(bound: &Bound<'_, '_>, reference: &Reference, domain: Domain, place: usize) -> Value {
    let expression = reference.expression();
    bound
        .given(&expression.uses(), domain, place)
        .evaluate(expression)
}
