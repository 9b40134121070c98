//! Which aggregates count persons.

use sohoi_round::{Publication, Round};
use sohoi_stats::{Calculation, Indicator, Term};

/// Whether a term of an indicator counts persons: what it adds up is asked for in a measure that does,
/// or the indicator is the term and is printed in such a measure.
pub(super) fn counts_persons(
    round: &Round,
    publication: &Publication,
    indicator: &Indicator,
    term: &Term,
) -> bool {
    let is_of_persons = |code: &str| publication.persons.iter().any(|own| own == code);
    if indicator.calc == Calculation::Value {
        let mut measures = round.measures.iter();
        if measures.any(|it| is_of_persons(&it.code) && it.name.vi == indicator.unit.vi) {
            return true;
        }
    }
    let form = round.forms.iter().find(|form| form.id == term.form);
    let (Some(form), Some(field)) = (form, &term.field) else {
        return false;
    };
    let syntax = sohoi_expr::parse(field);
    let names = syntax.iter().flat_map(|syntax| syntax.references());
    names
        .filter_map(|(name, _)| form.question_anywhere(name)?.unit.as_deref())
        .any(is_of_persons)
}
