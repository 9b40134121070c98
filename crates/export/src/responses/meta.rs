//! The columns that say whose response it is and how far it has come.

use sohoi_stats::Standing;
use sohoi_text::Language;
use sohoi_text::messages::export as words;

use super::cell::Cell;
use super::{Listed, ResponsesFile};

/// A column before the answers.
pub(super) struct Meta {
    /// Its name. No question has one with a single stroke.
    pub(super) name: &'static str,
    /// What people read.
    pub(super) label: fn(Language) -> &'static str,
    /// What stands in it.
    pub(super) value: for<'a> fn(&ResponsesFile<'a>, &Listed<'a>) -> Cell<'a>,
}

/// Those columns, in order.
pub(super) const META: [Meta; 16] = [
    meta("meta/response", words::response, |_, it| Cell::text(it.id)),
    meta("meta/subject", words::subject, |_, it| {
        Cell::text(it.subject)
    }),
    meta("meta/subject_name", words::subject_name, |_, it| {
        Cell::text(it.subject_name)
    }),
    meta("meta/unit", words::unit_code, |_, it| Cell::text(it.unit)),
    meta("meta/unit_name", words::unit_name, |file, it| {
        let unit = file.round.units.iter().find(|own| own.id == it.unit);
        Cell::text(unit.map_or("", |own| &own.name.vi))
    }),
    meta("meta/unit_level", words::unit_level, |file, it| {
        let unit = file.round.units.iter().find(|own| own.id == it.unit);
        Cell::text(unit.map_or("", |own| &own.level))
    }),
    meta("meta/form", words::form, |_, it| Cell::text(&it.form().id)),
    meta("meta/form_version", words::form_version, |_, it| {
        Cell::text(&it.form().version)
    }),
    meta("meta/form_hash", words::form_hash, |_, it| {
        Cell::text(it.form_hash)
    }),
    meta("meta/state", words::state, |_, it| {
        Cell::text(state(it.standing))
    }),
    meta("meta/author", words::author, |_, it| Cell::text(it.author)),
    meta("meta/answered_at", words::answered_at, |_, it| {
        Cell::text(it.answered_at)
    }),
    meta("meta/moved_by", words::moved_by, |_, it| {
        Cell::text(it.moved_by)
    }),
    meta("meta/moved_at", words::moved_at, |_, it| {
        Cell::text(it.moved_at)
    }),
    meta("meta/population", words::population, |file, _| {
        Cell::text(file.population.name())
    }),
    meta("meta/demonstration", words::kind_of_data, |file, _| {
        Cell::text(if file.is_demonstration {
            "demonstration"
        } else {
            ""
        })
    }),
];

const fn meta(
    name: &'static str,
    label: fn(Language) -> &'static str,
    value: for<'a> fn(&ResponsesFile<'a>, &Listed<'a>) -> Cell<'a>,
) -> Meta {
    Meta { name, label, value }
}

/// The stable name of a state. Draft and returned responses are in no file.
fn state(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "draft",
        Standing::Submitted => "submitted",
        Standing::Checked => "checked",
        Standing::Approved => "approved",
        Standing::Locked => "locked",
    }
}
