//! Reads the parts of rounds from JSON; serde writes them.

use sohoi_json::{Flaws, Json, Object, Read, deserialize_by_reading};

use crate::parts::{FiguresPart, FormVersion, RoundPart};
use crate::round::{Limitation, Measure, RoundDates, SubjectKind, Theme, Unit, UnitLevel};

deserialize_by_reading!(RoundPart, FiguresPart);

/// Reads structs whose members are named as in JSON: those that may be absent after a bar.
macro_rules! read_members {
    ($($type:ident: $($member:ident),+ $(| $($optional:ident),+)?;)+) => {$(
        impl Read for $type {
            fn read(json: Json, flaws: &mut Flaws) -> Self {
                let mut object = Object::new(json, flaws);
                Self {
                    $($member: object.take(stringify!($member)),)+
                    $($($optional: object.take_or_default(stringify!($optional)),)+)?
                }
            }
        }
    )+};
}

read_members! {
    RoundPart: id, title, short_title, owner, area, dates, subject_kinds, unit_levels, units, forms,
        figures | measures;
    FiguresPart: themes, dimensions, indicators, coverage_indicator | limitations;
    FormVersion: id, hash;
    RoundDates: period_start, cutoff, due;
    SubjectKind: id, name, form;
    UnitLevel: id, name;
    Unit: id, name, level, parent, code;
    Measure: code, name;
    Theme: id, name;
    Limitation: id, quote, gloss;
}
