//! Checks an indicator against what the manifest and the forms have.

use std::collections::BTreeSet;

use sohoi_form::QuestionType;
use sohoi_stats::{Aggregate, Calculation, Dimension, DimensionSource, Indicator, Term};
use sohoi_xlsform::{CellProblem, Row};

use super::line::{A, B, TermColumns};
use crate::compile::forms::{CheckedForm, Forms};
use crate::compile::manifest::Manifest;

/// Checks an indicator against the manifest and the forms.
pub(super) fn check(
    row: Row<'_>,
    indicator: &Indicator,
    manifest: &Manifest,
    forms: &Forms,
    problems: &mut Vec<CellProblem>,
) {
    let theme = &indicator.theme;
    if !theme.is_empty() && !manifest.themes.iter().any(|known| known.id == *theme) {
        let message = format!("`{theme}` is not a [[theme]] of round.toml");
        problems.push(row.problem("theme", message));
    }
    if indicator.calc == Calculation::CagrPct && indicator.years.is_none() {
        problems.push(row.problem("years", "`cagr_pct` needs a number of years above 0"));
    }
    if indicator.scale == Some(0) {
        problems.push(row.problem("scale", "must not be 0"));
    }
    check_term(row, &A, &indicator.a, manifest, forms, problems);
    if let Some(b) = &indicator.b {
        check_term(row, &B, b, manifest, forms, problems);
    }
    let mut seen = BTreeSet::new();
    for id in &indicator.breakdowns {
        let dimension = manifest
            .dimensions
            .iter()
            .map(|dimension| &dimension.value)
            .find(|dimension| dimension.id == *id);
        let message = match dimension {
            _ if !seen.insert(id) => Some(format!("`{id}` stands here twice")),
            None => Some(format!("`{id}` is not a [[dimension]] of round.toml")),
            Some(dimension) => misfit(indicator, dimension, manifest),
        };
        if let Some(message) = message {
            problems.push(row.problem("breakdowns", message));
        }
    }
}

/// Why an indicator cannot be broken down by a dimension.
fn misfit(indicator: &Indicator, dimension: &Dimension, manifest: &Manifest) -> Option<String> {
    let id = &dimension.id;
    let is_form = |term: &&Term| manifest.forms.iter().any(|head| head.value.id == term.form);
    let mut terms = std::iter::once(&indicator.a)
        .chain(&indicator.b)
        .filter(is_form);
    match &dimension.source {
        DimensionSource::RowKey => terms
            .any(|term| term.repeat.is_none())
            .then(|| format!("`{id}` needs terms over the rows of a repeat")),
        DimensionSource::Question { names, .. } => terms
            .find(|term| !names.contains_key(&term.form))
            .map(|term| format!("`{id}` has no question in the form `{}`", term.form)),
    }
}

fn check_term(
    row: Row<'_>,
    columns: &TermColumns,
    term: &Term,
    manifest: &Manifest,
    forms: &Forms,
    problems: &mut Vec<CellProblem>,
) {
    if term.form.is_empty() {
        return;
    }
    let Some(form) = forms.get(&term.form) else {
        // A form that is named but cannot be read is reported where it stands.
        if manifest.forms.iter().any(|head| head.value.id == term.form) {
            return;
        }
        let message = format!("there is no form `{}`", term.form);
        problems.push(row.problem(columns.form, message));
        return;
    };
    let is_count = term.op == Aggregate::Count;
    match &term.field {
        Some(_) if is_count => {
            problems.push(row.problem(columns.field, "a count has no field"));
        }
        None if !is_count => {
            let message = format!("`{}` needs a field", row.get(columns.op));
            problems.push(row.problem(columns.field, message));
        }
        _ => {}
    }
    if !check_repeat(row, columns, term, form, problems) {
        return;
    }
    let repeat = term.repeat.as_deref();
    let expressions = [
        (columns.field, &term.field, repeat),
        (columns.row_where, &term.row_where, repeat),
        (columns.r#where, &term.r#where, None),
    ];
    if let Some(engine) = &form.engine {
        for (column, expression, repeat) in expressions {
            let Some(text) = expression else { continue };
            if let Err(problem) = engine.reference(text, repeat) {
                let message = match problem.offset {
                    Some(offset) => format!("{} (at character {})", problem.message, offset + 1),
                    None => problem.message,
                };
                problems.push(row.problem(column, message));
            }
        }
    }
}

/// Checks the repeat of a term; false where it has none of that name, so that nothing can be
/// said of expressions over its rows.
fn check_repeat(
    row: Row<'_>,
    columns: &TermColumns,
    term: &Term,
    form: &CheckedForm,
    problems: &mut Vec<CellProblem>,
) -> bool {
    let Some(name) = &term.repeat else {
        if term.row_where.is_some() {
            problems.push(row.problem(columns.row_where, "needs a repeat"));
        }
        return true;
    };
    let is_repeat = |kind| kind == QuestionType::Repeat;
    let Some(repeat) = form.question(name).filter(|found| is_repeat(found.kind)) else {
        let message = format!("the form `{}` has no repeat `{name}`", term.form);
        problems.push(row.problem(columns.repeat, message));
        return false;
    };
    // A breakdown by row replaces this condition, so it may say nothing else.
    let text = term.row_where.as_deref().filter(|_| form.engine.is_some());
    let others = text.into_iter().flat_map(references);
    for other in others.filter(|other| Some(*other) != repeat.row_key.as_deref()) {
        let message = match &repeat.row_key {
            Some(key) => format!("may refer to the row key ${{{key}}} only, not to ${{{other}}}"),
            None => format!("the repeat `{name}` has no row_key"),
        };
        problems.push(row.problem(columns.row_where, message));
    }
    true
}

/// The names in `${…}` of an expression, outside quoted texts.
fn references(expression: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = expression;
    while let Some(start) = rest.find(['\'', '"', '$']) {
        let mark = rest[start..].chars().next();
        rest = &rest[start + 1..];
        let end = match mark {
            Some('$') => rest.strip_prefix('{').and_then(|name| name.find('}')),
            Some(quote) => rest.find(quote),
            None => None,
        };
        let Some(end) = end else { continue };
        if mark == Some('$') {
            names.push(&rest[1..=end]);
        }
        rest = &rest[end + 1..];
    }
    names
}
