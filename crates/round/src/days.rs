//! A span of days, open at either end.

use chrono::NaiveDate;

/// From a first day on, until a day on which it is no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// The first day; nothing: since ever.
    pub from: Option<NaiveDate>,
    /// The first day on which it is no more; nothing: it still is.
    pub until: Option<NaiveDate>,
}

impl Days {
    /// Whether a day is one of them.
    pub fn has(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether some day is one of both, where neither is empty.
    pub fn overlaps(self, other: Self) -> bool {
        let before = |until: Option<NaiveDate>, from: Option<NaiveDate>| {
            until.zip(from).is_some_and(|(until, from)| until <= from)
        };
        !before(self.until, other.from) && !before(other.until, self.from)
    }

    /// Whether it ends before it begins, or on that day.
    pub fn is_empty(self) -> bool {
        let ends = self.from.zip(self.until);
        ends.is_some_and(|(from, until)| until <= from)
    }
}
