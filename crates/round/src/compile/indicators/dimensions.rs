//! Checks the dimensions that indicators are broken down by.

use sohoi_stats::DimensionSource;
use sohoi_xlsform::CellProblem;

use crate::compile::findings::Findings;
use crate::compile::forms::Forms;
use crate::compile::manifest::{self, Manifest};

/// Checks that every dimension names questions and lists that are there.
pub(super) fn check(manifest: &Manifest, forms: &Forms, found: &mut Findings) {
    for located in &manifest.dimensions {
        let DimensionSource::Question { names, form, list } = &located.value.source else {
            continue;
        };
        let mut problem = |column: &str, message: String| {
            found.add(
                manifest::FILE,
                CellProblem::of_cell(located.row, column, message),
            );
        };
        let is_form = |id: &String| manifest.forms.iter().any(|head| head.value.id == *id);
        for (form, name) in names {
            match forms.get(form) {
                None if !is_form(form) => {
                    problem(
                        "dimension.question.names",
                        format!("there is no form `{form}`"),
                    );
                }
                Some(checked) if checked.question(name).is_none() => problem(
                    "dimension.question.names",
                    format!("the form `{form}` has no question `{name}` outside repeats"),
                ),
                _ => {}
            }
        }
        match forms.get(form) {
            None if !form.is_empty() && !is_form(form) => {
                problem(
                    "dimension.question.form",
                    format!("there is no form `{form}`"),
                );
            }
            Some(checked)
                if !list.is_empty() && !checked.definition.choice_lists.contains_key(list) =>
            {
                problem(
                    "dimension.question.list",
                    format!("the form `{form}` has no choice list `{list}`"),
                );
            }
            _ => {}
        }
    }
}
