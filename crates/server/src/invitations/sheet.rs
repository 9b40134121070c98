//! Who is invited, in the order of the sheet.

use sohoi_invitation::{Place, Slip};
use sohoi_round::RoundPart;
use sohoi_text::Language;

use super::Invited;

/// The units of the round that somebody was invited in, in its order, each with those who were.
pub fn places(round: &RoundPart, invited: &[Invited], language: Language) -> Vec<Place> {
    let mut places = Vec::new();
    for unit in &round.units {
        let here = invited.iter().filter(|one| one.line.unit == unit.id);
        let slips: Vec<Slip> = here
            .map(|one| Slip {
                name: one.line.name.clone(),
                code: one.code.clone(),
            })
            .collect();
        if !slips.is_empty() {
            places.push(Place {
                name: language.pick(&unit.name.vi, &unit.name.en).to_owned(),
                slips,
            });
        }
    }
    places
}
