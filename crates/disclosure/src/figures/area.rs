//! Which figures are of less than a whole unit of the level below which small counts are hidden.

use sohoi_round::{Publication, Round};
use sohoi_stats::DimensionSource;

use super::aggregates::Place;

/// What figures are of, and how narrow that is.
pub(super) struct Area<'a> {
    round: &'a Round,
    /// The depth of the level, from the top: 0 is the whole area.
    level: usize,
    /// The depth of the unit that the figures are of; nothing where the round does not know it.
    own: Option<usize>,
}

impl<'a> Area<'a> {
    /// The area of a unit; the whole one where none is meant.
    pub(super) fn new(round: &'a Round, publication: &Publication, unit: Option<&str>) -> Self {
        let mut area = Self {
            round,
            level: 0,
            own: Some(0),
        };
        area.level = area.depth(&publication.level).unwrap_or(0);
        if let Some(unit) = unit {
            area.own = area.depth_of_unit(unit);
        }
        area
    }

    /// Whether a count is of less than a whole unit of the level. It is
    ///
    /// * in figures of a unit below the level: always;
    /// * in those of a unit of the level: where it is of a group, that is of a part of the unit, and the
    ///   group is not itself such a unit. A row has the responses of the total;
    /// * in those of a unit above it: where the group is a unit below the level, or stands for units
    ///   and is none.
    pub(super) fn is_narrow(&self, place: &Place<'_>) -> bool {
        let Some(own) = self.own.filter(|own| *own <= self.level) else {
            return true;
        };
        let Place::Group(dimension, group) = place else {
            return false;
        };
        match self.depth_of_unit(group) {
            _ if !self.has_units(dimension) => own == self.level,
            Some(depth) => depth > self.level,
            // Without a unit of its own: of the whole area.
            None if group.is_empty() => own == self.level,
            None => true,
        }
    }

    /// Whether the groups of a dimension are units.
    fn has_units(&self, dimension: &str) -> bool {
        let mut dimensions = self.round.dimensions.iter();
        let source = dimensions.find(|own| own.id == dimension);
        let Some(DimensionSource::Question { form, list, .. }) = source.map(|own| &own.source)
        else {
            return false;
        };
        let form = self.round.forms.iter().find(|own| own.id == *form);
        let choices = form.and_then(|form| form.choice_lists.get(list));
        let mut choices = choices.into_iter().flatten();
        choices.any(|choice| self.depth_of_unit(&choice.name).is_some())
    }

    fn depth_of_unit(&self, id: &str) -> Option<usize> {
        let unit = self.round.units.iter().find(|unit| unit.id == id)?;
        self.depth(&unit.level)
    }

    fn depth(&self, level: &str) -> Option<usize> {
        let mut levels = self.round.unit_levels.iter();
        levels.position(|own| own.id == level)
    }
}
