//! All that ever happened to the register, in the order in which it was noted.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use crate::event::{Change, Event};
use crate::refusal::{NotNoted, Refusal};
use crate::register::Register;
use crate::units::Units;

/// The events of a register; together they always mean something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    units: Units,
    events: Vec<Event>,
    /// The register with every event; it follows from them.
    latest: Register,
    /// The last day on which one takes effect.
    last_day: Option<NaiveDate>,
}

impl History {
    /// A register without lines.
    pub fn new(units: Units) -> Self {
        Self {
            units,
            events: Vec::new(),
            latest: Register::default(),
            last_day: None,
        }
    }

    /// The units of all times.
    pub fn units(&self) -> &Units {
        &self.units
    }

    /// Every event, in the order of noting, those of undone batches too.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// Notes events, all of them or none.
    ///
    /// An event may take effect before others that are noted already; then those have to hold still.
    ///
    /// # Errors
    ///
    /// The first event that means nothing, which may be one of those that were noted before.
    pub fn note(&mut self, events: impl IntoIterator<Item = Event>) -> Result<(), NotNoted> {
        let before = self.events.len();
        let noted = self.note_all(events);
        if noted.is_err() {
            self.events.truncate(before);
        }
        noted
    }

    fn note_all(&mut self, events: impl IntoIterator<Item = Event>) -> Result<(), NotNoted> {
        let before = self.events.len();
        let mut known: BTreeSet<String> =
            self.events.iter().map(|event| event.id.clone()).collect();
        for event in events {
            if !known.insert(event.id.clone()) {
                return Err(NotNoted::Twice { event: event.id });
            }
            if self
                .events
                .last()
                .is_some_and(|last| event.noted < last.noted)
            {
                return Err(NotNoted::OutOfOrder { event: event.id });
            }
            if let Change::Undo { batch } = &event.change {
                let is_known = batches(&self.events).any(|own| own == batch);
                if !is_known || undone(&self.events).contains(batch.as_str()) {
                    let refusal = Refusal::NoSuchBatch {
                        batch: batch.clone(),
                    };
                    return Err(NotNoted::Itself {
                        event: event.id,
                        refusal,
                    });
                }
            }
            self.events.push(event);
        }
        let new: BTreeSet<&str> = self.events[before..]
            .iter()
            .map(|event| event.id.as_str())
            .collect();
        let last = self.events[before..].iter().map(|event| event.effective);
        let last = last.max().max(self.last_day);
        if self.follow(before) {
            return self.apply_from(before).inspect(|()| self.last_day = last);
        }
        let latest = replayed(&self.events, None, &self.units);
        let latest = latest.map_err(|(event, refusal)| {
            let event = event.id.clone();
            match new.contains(event.as_str()) {
                true => NotNoted::Itself { event, refusal },
                false => NotNoted::Breaks { event, refusal },
            }
        })?;
        self.latest = latest;
        self.last_day = last;
        Ok(())
    }

    /// Whether the events from a place on take effect after all before them, in their order, so that they can
    /// be applied to what is there.
    fn follow(&self, from: usize) -> bool {
        let (old, new) = self.events.split_at(from);
        let undone = undone(old);
        let mut last = self.last_day;
        new.iter().all(|event| {
            let is_later = last.is_none_or(|last| last <= event.effective);
            last = Some(event.effective);
            let batch = event.batch.as_deref();
            let counts = batch.is_none_or(|batch| !undone.contains(batch));
            is_later && counts && !matches!(event.change, Change::Undo { .. })
        })
    }

    fn apply_from(&mut self, from: usize) -> Result<(), NotNoted> {
        for event in &self.events[from..] {
            let applied = self
                .latest
                .apply(&event.change, event.effective, &self.units);
            if let Err(refusal) = applied {
                let event = event.id.clone();
                let (old, _) = self.events.split_at(from);
                // What is there meant something.
                if let Ok(before) = replayed(old, None, &self.units) {
                    self.latest = before;
                }
                return Err(NotNoted::Itself { event, refusal });
            }
        }
        Ok(())
    }

    /// The register at the end of a day.
    pub fn as_of(&self, day: NaiveDate) -> Register {
        if self.last_day.is_none_or(|last| last <= day) {
            return self.latest.clone();
        }
        self.replay(&self.events, day)
    }

    /// The register at the end of a day, as it was known at a moment: without what was noted later.
    pub fn as_known(&self, day: NaiveDate, moment: NaiveDateTime) -> Register {
        let count = self.events.partition_point(|event| event.noted <= moment);
        // Whatever was noted at one time meant something, and only whole.
        self.replay(&self.events[..count], day)
    }

    /// The events about a line and those that went on as it, in the order of effect, undone ones left out.
    pub fn of_line(&self, id: &str) -> Vec<&Event> {
        let latest = self.as_of(NaiveDate::MAX);
        let mut ids: BTreeSet<&str> = BTreeSet::from([id]);
        let forebears = latest.forebears(id);
        ids.extend(forebears.iter().map(|line| line.subject.id.as_str()));
        let mut events: Vec<&Event> = in_force(&self.events)
            .filter(|event| about(&event.change).iter().any(|line| ids.contains(line)))
            .collect();
        events.sort_by_key(|event| event.effective);
        events
    }

    fn replay(&self, events: &[Event], day: NaiveDate) -> Register {
        // What was noted in more than one step means something at the steps; between them, as far as it goes.
        replayed(events, Some(day), &self.units)
            .unwrap_or_else(|_| as_far(events, day, &self.units))
    }
}

/// The lines that a change is about.
fn about(change: &Change) -> Vec<&str> {
    match change {
        Change::Add { line } | Change::AddProvisional { line } | Change::Stand { line } => {
            vec![&line.id]
        }
        Change::Rename { line, .. }
        | Change::Move { line, .. }
        | Change::Amend { line, .. }
        | Change::Dissolve { line }
        | Change::Refuse { line, .. } => vec![line],
        Change::Confirm { line, code } => vec![line, code],
        Change::Merge { lines, into } => lines.iter().chain([into]).map(String::as_str).collect(),
        Change::Undo { .. } => Vec::new(),
    }
}

fn batches(events: &[Event]) -> impl Iterator<Item = &String> {
    events.iter().filter_map(|event| event.batch.as_ref())
}

fn undone(events: &[Event]) -> BTreeSet<&str> {
    let undone = events.iter().filter_map(|event| match &event.change {
        Change::Undo { batch } => Some(batch.as_str()),
        _ => None,
    });
    undone.collect()
}

/// The events of no undone batch, in the order of noting.
fn in_force(events: &[Event]) -> impl Iterator<Item = &Event> {
    let undone = undone(events);
    events.iter().filter(move |event| {
        let batch = event.batch.as_deref();
        batch.is_none_or(|batch| !undone.contains(batch))
    })
}

/// The events that take effect up to a day (or ever), by day; of one day in the order of noting.
fn in_order(events: &[Event], day: Option<NaiveDate>) -> Vec<&Event> {
    let mut events: Vec<&Event> = in_force(events)
        .filter(|event| day.is_none_or(|day| event.effective <= day))
        .collect();
    events.sort_by_key(|event| event.effective);
    events
}

fn replayed<'e>(
    events: &'e [Event],
    day: Option<NaiveDate>,
    units: &Units,
) -> Result<Register, (&'e Event, Refusal)> {
    let mut register = Register::default();
    for event in in_order(events, day) {
        let applied = register.apply(&event.change, event.effective, units);
        applied.map_err(|refusal| (event, refusal))?;
    }
    Ok(register)
}

fn as_far(events: &[Event], day: NaiveDate, units: &Units) -> Register {
    let mut register = Register::default();
    for event in in_order(events, Some(day)) {
        let _ = register.apply(&event.change, event.effective, units);
    }
    register
}
