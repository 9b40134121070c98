//! Units with the days on which they exist.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sohoi_round::{Days, Unit};
use sohoi_text::fold;

/// A unit as it is for some time. A unit that gets another name, level or place has one for each time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DatedUnit {
    /// The stable id, e.g. `bac_binh`.
    pub id: String,
    /// The Vietnamese name with its kind, e.g. `Huyện Bắc Bình`.
    pub name: String,
    /// The id of its level.
    pub level: String,
    /// The id of the unit above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// The official code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The first day; nothing: since ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The first day on which it is no more; nothing: it still is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl DatedUnit {
    /// A unit of a round, on all days.
    pub fn always(unit: &Unit) -> Self {
        Self {
            id: unit.id.clone(),
            name: unit.name.vi.clone(),
            level: unit.level.clone(),
            parent: unit.parent.clone(),
            code: unit.code.clone(),
            from: None,
            until: None,
        }
    }

    /// Its days.
    pub fn days(&self) -> Days {
        Days {
            from: self.from,
            until: self.until,
        }
    }

    /// Whether it exists on a day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days().has(day)
    }
}

/// What is wrong with dated units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitFlaw {
    /// It ends before it begins.
    Empty(String),
    /// It exists twice on some day.
    Twice(String),
    /// On some day it exists and the unit above it does not: since this day (or ever).
    NothingAbove(String, Option<NaiveDate>),
    /// It stands above itself.
    AboveItself(String),
}

/// The units of all times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// By id, in order of time.
    by_id: BTreeMap<String, Vec<DatedUnit>>,
    places: BTreeSet<String>,
}

impl Units {
    /// Takes units together, in any order.
    pub fn new(units: impl IntoIterator<Item = DatedUnit>) -> Self {
        let mut by_id: BTreeMap<String, Vec<DatedUnit>> = BTreeMap::new();
        for unit in units {
            by_id.entry(unit.id.clone()).or_default().push(unit);
        }
        for times in by_id.values_mut() {
            times.sort_by_key(|unit| unit.from);
        }
        let names = by_id.values().flatten().map(|unit| bare_name(&unit.name));
        let places = names.collect();
        Self { by_id, places }
    }

    /// The unit of an id, as it is on a day.
    pub fn unit(&self, id: &str, day: NaiveDate) -> Option<&DatedUnit> {
        self.by_id.get(id)?.iter().find(|unit| unit.is_on(day))
    }

    /// The day itself, where the unit is there; otherwise the last day before it on which it was.
    pub fn last_day(&self, id: &str, day: NaiveDate) -> Option<NaiveDate> {
        if self.unit(id, day).is_some() {
            return Some(day);
        }
        let ends = self.by_id.get(id)?.iter().filter_map(|unit| unit.until);
        let end = ends.filter(|until| *until <= day).max()?;
        end.pred_opt()
    }

    /// All units of a day, in the order of ids.
    pub fn on(&self, day: NaiveDate) -> impl Iterator<Item = &DatedUnit> {
        self.all().filter(move |unit| unit.is_on(day))
    }

    /// The unit itself and those above it on a day, from below. A circle is followed once.
    pub fn upwards(&self, id: &str, day: NaiveDate) -> Vec<&DatedUnit> {
        let mut found: Vec<&DatedUnit> = Vec::new();
        let mut next = self.unit(id, day);
        while let Some(unit) = next {
            if found.iter().any(|known| known.id == unit.id) {
                break;
            }
            found.push(unit);
            next = unit.parent.as_ref().and_then(|id| self.unit(id, day));
        }
        found
    }

    /// The names of all times without the words for their kind, folded: `bac binh`.
    pub fn place_names(&self) -> &BTreeSet<String> {
        &self.places
    }

    /// What is wrong with them, in the order of ids.
    pub fn flaws(&self) -> Vec<UnitFlaw> {
        let mut flaws = Vec::new();
        for (id, times) in &self.by_id {
            if times.iter().any(|unit| unit.days().is_empty()) {
                flaws.push(UnitFlaw::Empty(id.clone()));
            }
            if times
                .windows(2)
                .any(|two| two[0].days().overlaps(two[1].days()))
            {
                flaws.push(UnitFlaw::Twice(id.clone()));
            }
            for unit in times {
                flaws.extend(self.flaw_above(unit));
            }
        }
        flaws
    }

    fn all(&self) -> impl Iterator<Item = &DatedUnit> {
        self.by_id.values().flatten()
    }

    fn flaw_above(&self, unit: &DatedUnit) -> Option<UnitFlaw> {
        let parent = unit.parent.as_ref()?;
        // What is above changes on these days only.
        let above = self.by_id.get(parent).into_iter().flatten();
        let changes = above.flat_map(|above| [above.from, above.until]).flatten();
        let days = std::iter::once(unit.from.unwrap_or(NaiveDate::MIN)).chain(changes);
        for day in days.filter(|day| unit.is_on(*day)) {
            if self.unit(parent, day).is_none() {
                let since = (day != NaiveDate::MIN).then_some(day);
                return Some(UnitFlaw::NothingAbove(unit.id.clone(), since));
            }
            let chain = self.upwards(&unit.id, day);
            let top = chain.last().and_then(|top| top.parent.as_ref());
            if top.is_some_and(|top| chain.iter().any(|own| own.id == *top)) {
                return Some(UnitFlaw::AboveItself(unit.id.clone()));
            }
        }
        None
    }
}

/// The words that say what kind of unit a name is of, folded, the longer ones first.
const KINDS: &str = "thanh pho|thi xa|thi tran|dac khu|tinh|huyen dao|huyen|quan|phuong|xa|tp|tx|tt|p|\
    h";

/// A folded name without the word for its kind: `Thị xã La Gi` and `TX. La Gi` are `la gi`.
pub(crate) fn bare_name(name: &str) -> String {
    let folded = fold(name);
    let kind = KINDS.split('|').find_map(|kind| {
        let rest = folded.strip_prefix(kind)?;
        rest.strip_prefix(' ')
    });
    kind.map_or(folded.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn unit(id: &str, parent: Option<&str>, from: &str, until: &str) -> DatedUnit {
        DatedUnit {
            id: id.to_owned(),
            name: id.to_owned(),
            level: "any".to_owned(),
            parent: parent.map(str::to_owned),
            code: None,
            from: from.parse().ok(),
            until: until.parse().ok(),
        }
    }

    #[test]
    fn a_unit_is_from_its_first_day_to_the_day_before_its_end() {
        let units = Units::new([unit("a", None, "2020-03-01", "2024-12-01")]);
        for (on, expected) in [
            ("2020-02-29", false),
            ("2020-03-01", true),
            ("2024-11-30", true),
            ("2024-12-01", false),
        ] {
            assert_eq!(units.unit("a", day(on)).is_some(), expected, "{on}");
        }
    }

    #[test]
    fn the_unit_above_is_that_of_the_day() {
        let units = Units::new([
            unit("old", None, "", "2025-07-01"),
            unit("new", None, "2025-07-01", ""),
            unit("c", Some("old"), "", "2025-07-01"),
            unit("c", Some("new"), "2025-07-01", ""),
        ]);
        assert_eq!(units.flaws(), []);
        let above = |on| {
            units
                .upwards("c", day(on))
                .last()
                .map(|unit| unit.id.clone())
        };
        assert_eq!(above("2025-06-30").as_deref(), Some("old"));
        assert_eq!(above("2025-07-01").as_deref(), Some("new"));
    }

    #[test]
    fn flaws_are_named() {
        let cases = [
            (
                vec![unit("a", None, "2020-01-02", "2020-01-02")],
                UnitFlaw::Empty("a".into()),
            ),
            (
                vec![
                    unit("a", None, "", "2020-01-02"),
                    unit("a", None, "2020-01-01", ""),
                ],
                UnitFlaw::Twice("a".into()),
            ),
            (
                vec![
                    unit("a", Some("b"), "", ""),
                    unit("b", None, "", "2025-07-01"),
                ],
                UnitFlaw::NothingAbove("a".into(), Some(day("2025-07-01"))),
            ),
            (
                vec![unit("a", Some("b"), "", "")],
                UnitFlaw::NothingAbove("a".into(), None),
            ),
            (
                vec![unit("a", Some("a"), "", "")],
                UnitFlaw::AboveItself("a".into()),
            ),
        ];
        for (units, expected) in cases {
            assert_eq!(Units::new(units).flaws(), [expected]);
        }
    }

    #[test]
    fn names_lose_the_word_for_their_kind() {
        for (name, bare) in [
            ("Thị xã La Gi", "la gi"),
            ("TP. Phan Thiết", "phan thiet"),
            ("Xã Phan Rí Thành", "phan ri thanh"),
            ("Phú Quý", "phu quy"),
            ("Xã", "xa"),
        ] {
            assert_eq!(bare_name(name), bare);
        }
    }
}
