//! What many lines owe: by unit, and inside a unit by day.

use chrono::{Days, Months, NaiveDate};
use sohoi_round::{DutyRule, Place, Unit, by_unit};

use super::{Duty, Owes, due, duty};

/// What is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// What is overdue.
    Overdue,
    /// What is overdue or due within three months.
    #[default]
    Quarter,
    /// What is overdue or due within twelve months.
    Year,
    /// That the register does not know by when.
    Unknown,
}

/// What lines owe, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Agenda {
    day: NaiveDate,
    units: Vec<OfUnit>,
}

/// What the lines of a group of units owe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfUnit {
    /// The id of the unit that the group goes by, see [`by_unit`].
    pub unit: String,
    /// In the order of days; of one day in the order of units and names.
    pub owed: Vec<Owed>,
    /// In the order of units and names.
    pub unknown: Vec<Unknown>,
}

/// That a line owes something by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// The place of the line among those handed in.
    pub line: usize,
    /// The place of the rule.
    pub rule: usize,
    /// The last day.
    pub due: NaiveDate,
}

/// That a line owes something on days that the register does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// The place of the line among those handed in.
    pub line: usize,
    /// The places of the rules, one at least.
    pub rules: Vec<usize>,
}

impl Within {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Quarter, Self::Year, Self::Unknown];

    /// Its word in addresses and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Quarter => "3-months",
            Self::Year => "12-months",
            Self::Unknown => "undated",
        }
    }

    /// What a word means.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.word() == word)
    }

    /// The last day of what is looked at on a day; nothing where no days are known.
    pub fn last_day(self, day: NaiveDate) -> Option<NaiveDate> {
        let ahead = |months| day.checked_add_months(Months::new(months));
        match self {
            Self::Overdue => day.checked_sub_days(Days::new(1)),
            Self::Quarter => ahead(3),
            Self::Year => ahead(12),
            Self::Unknown => None,
        }
    }
}

impl Agenda {
    /// What lines owe on a day. Units below `root` make the groups, as [`by_unit`] puts them.
    pub fn of<L: Owes>(
        lines: &[L],
        rules: &[DutyRule],
        (units, root): (&[Unit], Option<&str>),
        day: NaiveDate,
    ) -> Self {
        let places: Vec<Place<'_>> = lines
            .iter()
            .map(|line| Place {
                unit: line.unit(),
                name: line.name(),
                id: line.id(),
            })
            .collect();
        let mut found = Vec::new();
        for group in by_unit(units, root, &places) {
            let mut own = OfUnit {
                unit: group.unit,
                ..OfUnit::default()
            };
            for place in group.rows {
                own.add(&lines[place], place, rules, day);
            }
            own.owed.sort_by_key(|owed| owed.due);
            if !own.owed.is_empty() || !own.unknown.is_empty() {
                found.push(own);
            }
        }
        Self { day, units: found }
    }

    /// Every group in order.
    pub fn units(&self) -> &[OfUnit] {
        &self.units
    }

    /// How much there is of what is looked at: duties, or lines with unknown ones.
    pub fn count(&self, within: Within) -> usize {
        let counts = self.units.iter().map(|unit| match within {
            Within::Unknown => unit.unknown.len(),
            _ => unit.within(within, self.day).len(),
        });
        counts.sum()
    }

    /// The duties that are looked at, by group.
    pub fn within(&self, within: Within) -> impl Iterator<Item = (&OfUnit, &[Owed])> {
        let of_unit = move |unit: &'_ OfUnit| unit.within(within, self.day).len();
        let units = self.units.iter();
        let groups = units.map(move |unit| (unit, &unit.owed[..of_unit(unit)]));
        groups.filter(|(_, owed)| !owed.is_empty())
    }

    /// The same as duties with the days of reminding, of the lines and rules that it was made of.
    pub fn duties<L: Owes>(&self, within: Within, lines: &[L], rules: &[DutyRule]) -> Vec<Duty> {
        let owed = self.within(within).flat_map(|(_, owed)| owed);
        owed.map(|own| duty(&lines[own.line], &rules[own.rule], own.due, self.day))
            .collect()
    }
}

impl OfUnit {
    fn add(&mut self, line: &impl Owes, place: usize, rules: &[DutyRule], day: NaiveDate) {
        let mut unknown = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            if rule.kind != line.kind() {
                continue;
            }
            match due(line, rule, rules, day) {
                Some(due) => self.owed.push(Owed {
                    line: place,
                    rule: at,
                    due,
                }),
                None => unknown.push(at),
            }
        }
        if !unknown.is_empty() {
            self.unknown.push(Unknown {
                line: place,
                rules: unknown,
            });
        }
    }

    fn within(&self, within: Within, day: NaiveDate) -> &[Owed] {
        let last = within.last_day(day);
        let is_near = |owed: &Owed| last.is_some_and(|last| owed.due <= last);
        &self.owed[..self.owed.partition_point(is_near)]
    }
}
