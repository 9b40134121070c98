//! What is looked at before a line is taken: its name and its unit.

use chrono::NaiveDate;
use sohoi_text::fold;

use crate::excluded::excluded;
use crate::refusal::Refusal;
use crate::units::Units;

/// Whether something may be called so.
pub(crate) fn check_words(name: &str, units: &Units) -> Result<(), Refusal> {
    // Most names begin with a letter that no folding takes away.
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) && fold(name).is_empty() {
        return Err(Refusal::NoName);
    }
    match excluded(name, units) {
        Some(organisation) => Err(Refusal::Excluded { organisation }),
        None => Ok(()),
    }
}

/// Whether a unit is there on a day.
pub(crate) fn check_unit(unit: &str, day: NaiveDate, units: &Units) -> Result<(), Refusal> {
    match units.unit(unit, day) {
        Some(_) => Ok(()),
        None => Err(Refusal::NoSuchUnit {
            unit: unit.to_owned(),
            day,
        }),
    }
}
