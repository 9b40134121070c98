//! Tallies as JSON: see [`sohoi_json`].
//!
//! A tally is a list: how many; their sum as a text, in units of 10^-9; how many are too large; the
//! values. What is 0 or empty at the end is left out.

use sohoi_json::{Flaws, Json, Read, Write, read_members, write_members};

use super::{OfForm, OfIndicator, OfTerm, Tallies};
use crate::tally::Kept;

/// A whole number that may be larger than JSON's.
struct Units(i128);

impl Read for Units {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let text = String::read(json, flaws);
        let units = text.parse().unwrap_or_default();
        // One way to write each: no sign before a plain number, no zeros in front.
        if Self(units).text() != text {
            flaws.note("a whole number in quotes");
        }
        Self(units)
    }
}

impl Write for Units {
    fn write(&self, out: &mut String) {
        self.text().write(out);
    }
}

impl Units {
    fn text(&self) -> String {
        self.0.to_string()
    }
}

impl Read for Kept {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut kept = Self::default();
        let mut members = Vec::<Json>::read(json, flaws).into_iter();
        kept.count = members.next().map_or(0, |json| u64::read(json, flaws));
        if let Some(sum) = members.next() {
            kept.sum = Units::read(sum, flaws).0;
        }
        if let Some(too_large) = members.next() {
            kept.too_large = u64::read(too_large, flaws);
        }
        if let Some(values) = members.next() {
            let values = Vec::<Units>::read(values, flaws);
            kept.values.extend(values.iter().map(|units| units.0));
        }
        if members.next().is_some() {
            flaws.note("a tally of four members");
        }
        kept
    }
}

impl Write for Kept {
    fn write(&self, out: &mut String) {
        let values: Vec<Units> = self.values.iter().map(|units| Units(*units)).collect();
        let (sum, too_large) = (Units(self.sum), self.too_large);
        let members: [&dyn Write; 4] = [&self.count, &sum, &too_large, &values];
        let has = [true, self.sum != 0, too_large != 0, !values.is_empty()];
        let last = has.iter().rposition(|has| *has).unwrap_or_default();
        members[..=last].write(out);
    }
}

impl Write for OfTerm {
    fn write(&self, out: &mut String) {
        let mut members = sohoi_json::Members::new(out);
        members.put_unless_blank("whole", &self.whole);
        members.put_unless_blank("by", &self.by);
    }

    fn is_blank(&self) -> bool {
        OfTerm::is_blank(self)
    }
}

impl Read for OfTerm {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut term = sohoi_json::Object::new(json, flaws);
        Self {
            whole: term.take("whole"),
            by: term.take_or_default("by"),
        }
    }
}

impl Read for OfIndicator {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut indicator = sohoi_json::Object::new(json, flaws);
        Self {
            a: indicator.take_or_default("a"),
            b: indicator.take_or_default("b"),
        }
    }
}

impl Read for OfForm {
    fn read(json: Json, flaws: &mut Flaws) -> Self {
        let mut form = sohoi_json::Object::new(json, flaws);
        Self {
            groups: form.take_or_default("groups"),
            rows: form.take_or_default("rows"),
        }
    }
}

read_members! {
    Tallies: indicators, forms;
}

write_members! {
    Tallies: indicators, forms;
    OfIndicator: [a], [b];
    OfForm: [groups], [rows];
}
