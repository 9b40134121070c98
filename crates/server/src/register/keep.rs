//! The history of a round's register, opened inside a transaction, and the lines that follow from it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use sohoi_register::{Change, DatedUnit, Event, History, Line, NotNoted, Register, Units};
use sohoi_round::{Subject, branch_of};
use sohoi_sync::{SubjectLine, is_provisional};

use super::day_of;
use crate::forms::Forms;
use crate::rounds::show_responses_again;
use crate::scope::Reach;
use crate::store::{Read, Result, Settled, StoreError, Write};

/// The batch of lines that stood before events were kept, and the beginning of those that files bring.
pub(super) const FILE: &str = "file-";

/// The history of a round's register.
#[derive(Clone, Debug)]
pub struct Keeper {
    round: String,
    history: History,
    /// How many events are stored; those behind them are new.
    stored: usize,
    today: NaiveDate,
    now: NaiveDateTime,
}

/// A change with the day it takes effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The day.
    pub effective: NaiveDate,
    /// The number of the decision that it follows.
    pub decision: Option<String>,
    /// The change.
    pub change: Change,
}

impl Draft {
    /// A change that follows no decision that has a number.
    pub fn plain(effective: NaiveDate, change: Change) -> Self {
        Self {
            effective,
            decision: None,
            change,
        }
    }
}

/// Which lines of the table moved, each with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// Lines that ended, or go on otherwise.
    pub ended: BTreeMap<String, u64>,
    /// Lines that came in, or go on otherwise.
    pub begun: BTreeMap<String, u64>,
}

/// Why nothing was noted.
#[derive(Debug, thiserror::Error)]
pub enum NoteError {
    /// The history does not take it.
    #[error(transparent)]
    Refused(#[from] NotNoted),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Keeper {
    /// Opens the history of a round's register.
    ///
    /// Lines that stood before events were kept (a database of before migration 6, or a backup of one) become
    /// events of today; they are stored with the first that is noted.
    ///
    /// # Errors
    ///
    /// Where the store fails, or what it holds is no history.
    pub async fn open(view: &mut dyn Read, round: &str, now: i64) -> Result<Self> {
        let units = units(view, round).await?;
        let events = view.register_events(round).await?;
        let day = view.register_day(round).await?;
        // A clock that was set back takes no day away.
        let today = day.map_or(day_of(now), |day| day.max(day_of(now)));
        let moment = DateTime::from_timestamp_millis(now).unwrap_or_default();
        let mut keeper = Self {
            round: round.to_owned(),
            history: History::new(units),
            stored: events.len(),
            today,
            now: moment.naive_utc(),
        };
        if let Some(last) = events.last() {
            keeper.now = keeper.now.max(last.noted);
        }
        let is_new = events.is_empty();
        keeper
            .history
            .note(events)
            .map_err(|flaw| keeper.corrupt(&flaw))?;
        if is_new {
            keeper.adopt(view).await?;
        }
        Ok(keeper)
    }

    /// What happened.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// The day that it is.
    pub fn today(&self) -> NaiveDate {
        self.today
    }

    /// The register of today.
    pub fn register(&self) -> Register {
        self.history.as_of(self.today)
    }

    /// The moment at which events are noted.
    pub(super) fn moment(&self) -> NaiveDateTime {
        self.now
    }

    /// Other units than those stored, with which it is to be opened: those of the round that is loaded.
    ///
    /// # Errors
    ///
    /// The first event that means nothing with them.
    pub(super) fn with_units(&mut self, units: Units) -> Result<(), NotNoted> {
        let mut history = History::new(units);
        history.note(self.history.events().iter().cloned())?;
        self.history = history;
        Ok(())
    }

    /// Notes changes, all or none, and brings the table in step.
    ///
    /// Where a provisional line becomes another one, what was filled in about it goes with it.
    ///
    /// # Errors
    ///
    /// Where the history does not take one of them, or the store fails. The transaction has to be given up
    /// where the store failed; where the history refused, nothing was written.
    pub async fn note(
        &mut self,
        transaction: &mut dyn Write,
        by: &str,
        batch: Option<&str>,
        drafts: Vec<Draft>,
    ) -> Result<Moved, NoteError> {
        let first = self.history.events().len() + 1;
        let event = |(place, draft): (usize, Draft)| Event {
            id: format!("e{}", first + place),
            effective: draft.effective,
            noted: self.now,
            by: by.to_owned(),
            batch: batch.map(str::to_owned),
            decision: draft.decision,
            change: draft.change,
        };
        let events = drafts.into_iter().enumerate().map(event).collect();
        self.note_events(transaction, events).await
    }

    /// The same for events that have their ids.
    pub(super) async fn note_events(
        &mut self,
        transaction: &mut dyn Write,
        events: Vec<Event>,
    ) -> Result<Moved, NoteError> {
        let before = self.history.events().len();
        self.history.note(events)?;
        let new = &self.history.events()[self.stored..];
        transaction
            .add_register_events(&self.round, self.stored, new)
            .await?;
        self.stored = self.history.events().len();
        let moved = self.project(transaction).await?;
        for event in &self.history.events()[before..] {
            match &event.change {
                Change::Confirm { line, code } => {
                    self.settle(transaction, event, line, code, true, &moved)
                        .await?;
                }
                Change::Merge { lines, into } => {
                    for line in lines.iter().filter(|line| is_provisional(line)) {
                        self.settle(transaction, event, line, into, false, &moved)
                            .await?;
                    }
                }
                _ => {}
            }
        }
        Ok(moved)
    }

    /// Makes the table say what the history says of today.
    pub(super) async fn project(&self, transaction: &mut dyn Write) -> Result<Moved> {
        let mut moved = Moved::default();
        let stored = transaction
            .subjects(&Reach::Everything, &self.round)
            .await?;
        let mut stored: BTreeMap<String, SubjectLine> = stored
            .into_iter()
            .map(|line| (line.get().id.clone(), line.into_inner()))
            .collect();
        let mut begun = Vec::new();
        let mut seen_elsewhere = Vec::new();
        let register = self.register();
        let rules = transaction.branch_rules(&self.round).await?;
        let branch = |line: &SubjectLine| {
            branch_of(&rules, |name| line.attributes.get(name).map(String::as_str))
        };
        for line in register.all().filter(|line| stands(line)) {
            let line = subject_line(&self.round, &line.subject);
            let before = stored.remove(&line.id);
            if before.as_ref() == Some(&line) {
                continue;
            }
            if before.is_some() {
                self.end(transaction, &line.id, &mut moved).await?;
            }
            let seq = transaction.next_seq().await?;
            moved.begun.insert(line.id.clone(), seq);
            // It may have come to who did not see it: below another unit, or of another branch.
            if before.is_none_or(|it| it.unit != line.unit || branch(&it) != branch(&line)) {
                seen_elsewhere.push(line.id.clone());
            }
            begun.push((line, seq));
        }
        for id in stored.keys() {
            self.end(transaction, id, &mut moved).await?;
        }
        transaction.add_subjects(&begun).await?;
        if !seen_elsewhere.is_empty() {
            let subjects = transaction.subjects_of_responses(&self.round).await?;
            for id in seen_elsewhere.iter().filter(|id| subjects.contains(*id)) {
                show_responses_again(transaction, &self.round, id).await?;
            }
        }
        transaction
            .put_register_day(&self.round, self.today)
            .await?;
        Ok(moved)
    }

    async fn end(&self, transaction: &mut dyn Write, id: &str, moved: &mut Moved) -> Result<()> {
        let seq = transaction.next_seq().await?;
        transaction.end_subject(&self.round, id, seq).await?;
        moved.ended.insert(id.to_owned(), seq);
        Ok(())
    }

    /// Lets what was filled in about a provisional line go with it.
    async fn settle(
        &self,
        transaction: &mut dyn Write,
        event: &Event,
        provisional: &str,
        line: &str,
        is_new: bool,
        moved: &Moved,
    ) -> Result<()> {
        let Some(seq) = moved.ended.get(provisional) else {
            return Ok(());
        };
        let settled = Settled {
            round: self.round.clone(),
            provisional: provisional.to_owned(),
            line: line.to_owned(),
            is_new,
            account: event.by.clone(),
            seq: *seq,
        };
        transaction.settle(&settled).await?;
        let moving = transaction
            .responses_about(&self.round, provisional)
            .await?;
        for mut stored in moving {
            line.clone_into(&mut stored.response.slot.subject);
            stored.response.revision = transaction.next_seq().await?;
            transaction.put_response(&stored).await?;
        }
        // Those of the line itself as well: who had sight of the provisional line is told to forget
        // what is about it, and gets again what is in reach.
        show_responses_again(transaction, &self.round, line).await
    }

    async fn adopt(&mut self, view: &mut dyn Read) -> Result<()> {
        let lines = view.subjects(&Reach::Everything, &self.round).await?;
        let confirmed: BTreeSet<String> = view.confirmed(&self.round).await?;
        let event = |(place, line): (usize, SubjectLine)| {
            let is_of_file = !is_provisional(&line.id) && !confirmed.contains(&line.id);
            let effective = self.last_day_of(&line.unit);
            let is_waiting = is_provisional(&line.id);
            let line = Subject {
                id: line.id,
                name: line.name,
                kind: line.kind,
                unit: line.unit,
                attributes: line.attributes.into_iter().collect(),
            };
            Event {
                id: format!("e{}", place + 1),
                effective,
                noted: self.now,
                by: "before".to_owned(),
                decision: None,
                batch: is_of_file.then(|| format!("{FILE}0")),
                change: match is_waiting {
                    true => Change::AddProvisional { line },
                    false => Change::Stand { line },
                },
            }
        };
        let lines = lines.into_iter().map(|line| line.into_inner());
        let events: Vec<Event> = lines.enumerate().map(event).collect();
        self.history
            .note(events)
            .map_err(|flaw| self.corrupt(&flaw))
    }

    /// Today, where the unit is there; otherwise the last day on which it was.
    pub(crate) fn last_day_of(&self, unit: &str) -> NaiveDate {
        self.history
            .units()
            .last_day(unit, self.today)
            .unwrap_or(self.today)
    }

    fn corrupt(&self, flaw: &NotNoted) -> StoreError {
        StoreError::Corrupt {
            what: format!("the register of round {}", self.round),
            reason: flaw.to_string(),
        }
    }
}

/// Whether a line is in the table that devices see.
pub(super) fn stands(line: &Line) -> bool {
    line.standing.ended().is_none()
}

/// A line as devices see it.
pub(super) fn subject_line(round: &str, subject: &Subject) -> SubjectLine {
    SubjectLine {
        id: subject.id.clone(),
        round: round.to_owned(),
        name: subject.name.clone(),
        kind: subject.kind.clone(),
        unit: subject.unit.clone(),
        attributes: subject.attributes.clone().into_iter().collect(),
    }
}

/// The units of a round; where they were never stored with days, those of its document, on all days.
async fn units(view: &mut dyn Read, round: &str) -> Result<Units> {
    let stored = view.register_units(round).await?;
    if !stored.is_empty() {
        return Ok(Units::new(stored));
    }
    let offered = view.rounds().await?;
    let Some(offered) = offered.iter().find(|offered| offered.id == round) else {
        return Ok(Units::default());
    };
    let part = Forms::default().round(view, &offered.document).await?;
    let units = part.iter().flat_map(|part| &part.units);
    Ok(Units::new(units.map(DatedUnit::always)))
}
