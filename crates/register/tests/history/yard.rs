//! A small register: three units, one of which ends, and what happens in them.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveDateTime};
use sohoi_register::{Change, DatedUnit, Event, Units};
use sohoi_round::Subject;

pub(crate) fn day(number: u64) -> NaiveDate {
    let first: NaiveDate = "2017-01-01".parse().expect("a day");
    first + Days::new(number)
}

pub(crate) fn moment(number: usize) -> NaiveDateTime {
    day(1000 + number as u64)
        .and_hms_opt(8, 0, 0)
        .expect("a moment")
}

pub(crate) fn units() -> Units {
    let unit = |id: &str, until: Option<NaiveDate>| DatedUnit {
        id: id.to_owned(),
        name: format!("Xã {id}"),
        level: "commune".to_owned(),
        parent: None,
        code: None,
        from: None,
        until,
    };
    Units::new([
        unit("u0", None),
        unit("u1", None),
        unit("u2", Some(day(20))),
    ])
}

pub(crate) fn subject(id: &str, name: &str, unit: &str) -> Subject {
    Subject {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: "association".to_owned(),
        unit: unit.to_owned(),
        attributes: BTreeMap::new(),
    }
}

pub(crate) fn event(number: usize, effective: u64, batch: Option<&str>, change: Change) -> Event {
    Event {
        id: format!("e{number}"),
        effective: day(effective),
        noted: moment(number),
        by: "an".to_owned(),
        batch: batch.map(str::to_owned),
        decision: None,
        change,
    }
}
