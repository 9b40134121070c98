//! Where in a response one reads what it gives to a figure.

use std::sync::Arc;

use sohoi_form::{Engine, Path};
use sohoi_stats::{GivenToTerm, Term, place_behind};

use crate::said::Share;

/// What a response gives to a term, with the place of the answer.
pub(super) fn share(
    engines: &[Arc<Engine>],
    term: &Term,
    given: Option<&GivenToTerm>,
) -> Option<Share> {
    let given = given?;
    let mut forms = engines.iter().map(|engine| engine.form());
    let form = forms.find(|form| form.id == term.form);
    let place = form.and_then(|form| place_behind(term, form));
    let at = place.as_ref().map(|place| {
        let path = match (&place.repeat, &given.row) {
            (Some(repeat), Some(row)) => Path::in_row(repeat, row, &place.question),
            (Some(repeat), None) => Path::top(repeat),
            (None, _) => Path::top(&place.question),
        };
        path.to_string()
    });
    Some(Share {
        values: given.values.clone(),
        section: place.map(|place| place.section),
        at,
    })
}
