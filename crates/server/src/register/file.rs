//! The file of a round as events: what it says otherwise than the file before it.
//!
//! What people noted meanwhile stays, unless the file says something new of the same.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sohoi_register::{Change, DatedUnit, History, Register, Standing, Units};
use sohoi_round::{CompiledRound, Subject, UnitTime};

use super::keep::{FILE, stands};
use super::{Draft, Keeper, NoteError};
use crate::rounds::{LoadError, Loaded};
use crate::store::Write;

/// Takes the register of a compiled round in.
pub(crate) async fn take_in_file(
    transaction: &mut dyn Write,
    compiled: &CompiledRound,
    now: i64,
) -> Result<Loaded, LoadError> {
    let round = &compiled.round.id;
    let units: Vec<DatedUnit> = compiled.units.iter().map(dated).collect();
    let mut keeper = Keeper::open(transaction, round, now).await?;
    keeper
        .with_units(Units::new(units.iter().cloned()))
        .map_err(|flaw| LoadError::Register(vec![format!("units.csv: {flaw}")]))?;
    if transaction.register_units(round).await? != units {
        transaction.put_register_units(round, &units).await?;
    }
    if transaction.register_duties(round).await? != compiled.round.duties {
        transaction
            .put_register_duties(round, &compiled.round.duties)
            .await?;
    }
    let cutoff = compiled.round.dates.cutoff.parse();
    let day = cutoff.map_or(keeper.today(), |cutoff: NaiveDate| {
        cutoff.min(keeper.today())
    });
    let mut file = File::of(&keeper, day);
    compiled.register.iter().for_each(|line| file.take(line));
    file.end_others(&compiled.register);
    let File {
        drafts,
        loaded,
        problems,
        ..
    } = file;
    if !problems.is_empty() {
        return Err(LoadError::Register(problems));
    }
    let batch = format!("{FILE}{}", keeper.history().events().len() + 1);
    let noted = keeper
        .note(transaction, "command line", Some(&batch), drafts)
        .await;
    match noted {
        Ok(_) => Ok(loaded),
        Err(NoteError::Store(failure)) => Err(LoadError::Store(failure)),
        Err(NoteError::Refused(flaw)) => {
            Err(LoadError::Register(vec![format!("register.csv: {flaw}")]))
        }
    }
}

fn dated(time: &UnitTime) -> DatedUnit {
    DatedUnit {
        from: time.from,
        until: time.until,
        ..DatedUnit::always(&time.unit)
    }
}

struct File<'k> {
    keeper: &'k Keeper,
    /// The day the file is of.
    day: NaiveDate,
    said: BTreeMap<String, Subject>,
    gone: BTreeSet<String>,
    /// The register on that day, with the drafts.
    then: Register,
    /// The register with everything that is noted, of later days too.
    latest: Register,
    drafts: Vec<Draft>,
    loaded: Loaded,
    problems: Vec<String>,
}

impl<'k> File<'k> {
    fn of(keeper: &'k Keeper, day: NaiveDate) -> Self {
        let history = keeper.history();
        let (said, gone) = said(history);
        Self {
            keeper,
            day,
            said,
            gone,
            then: history.as_of(day),
            latest: history.as_of(NaiveDate::MAX),
            drafts: Vec::new(),
            loaded: Loaded::default(),
            problems: Vec::new(),
        }
    }

    fn take(&mut self, line: &Subject) {
        let known = self.latest.line(&line.id);
        let since = known.map_or(self.day, |known| known.since.max(self.day));
        let is_listed = known.is_some_and(|known| known.standing == Standing::Listed);
        let changes = match (self.said.get(&line.id), known) {
            (Some(before), _) if before == line => return,
            (Some(before), Some(_)) if is_listed => {
                self.loaded.changed += 1;
                differences(before, line)
            }
            (None, Some(known)) if is_listed => {
                let changes = differences(&known.subject, line);
                self.loaded.changed += usize::from(!changes.is_empty());
                changes
            }
            (_, Some(_)) if self.gone.contains(&line.id) => {
                self.loaded.new += 1;
                let day = self.keeper.today();
                return self.draft(day, Change::Stand { line: line.clone() });
            }
            // What people ended stays ended.
            (_, Some(_)) => return,
            (_, None) => {
                self.loaded.new += 1;
                vec![Change::Add { line: line.clone() }]
            }
        };
        for change in changes {
            self.draft(since, change);
        }
    }

    fn end_others(&mut self, file: &[Subject]) {
        let in_file: BTreeSet<&str> = file.iter().map(|line| line.id.as_str()).collect();
        let latest = &self.latest;
        let is_gone =
            |id: &&String| !in_file.contains(id.as_str()) && latest.line(id).is_some_and(stands);
        let gone: Vec<String> = self.said.keys().filter(is_gone).cloned().collect();
        for line in gone {
            self.loaded.gone += 1;
            // Not looked at in `then`, which may be of an earlier day.
            let today = self.keeper.today();
            let change = Change::Dissolve { line };
            self.drafts.push(Draft::plain(today, change));
        }
    }

    fn draft(&mut self, effective: NaiveDate, change: Change) {
        let units = self.keeper.history().units();
        if effective == self.day
            && let Err(refusal) = self.then.apply(&change, effective, units)
        {
            let line = match &change {
                Change::Add { line } | Change::Stand { line } => &line.id,
                Change::Rename { line, .. } | Change::Move { line, .. } => line,
                _ => "",
            };
            self.problems
                .push(format!("register.csv, line `{line}`: {refusal}"));
        }
        self.drafts.push(Draft::plain(effective, change));
    }
}

/// The changes that make one line of the other.
fn differences(before: &Subject, after: &Subject) -> Vec<Change> {
    if before.kind != after.kind {
        return vec![Change::Stand {
            line: after.clone(),
        }];
    }
    let line = after.id.clone();
    let mut changes = Vec::new();
    if before.unit != after.unit {
        changes.push(Change::Move {
            line: line.clone(),
            unit: after.unit.clone(),
        });
    }
    if before.name != after.name {
        changes.push(Change::Rename {
            line: line.clone(),
            name: after.name.clone(),
        });
    }
    let blank = before.attributes.keys().map(|name| (name, String::new()));
    let mut attributes: BTreeMap<String, String> = blank
        .filter(|(name, _)| !after.attributes.contains_key(*name))
        .map(|(name, value)| (name.clone(), value))
        .collect();
    for (name, value) in &after.attributes {
        if before.attributes.get(name) != Some(value) {
            attributes.insert(name.clone(), value.clone());
        }
    }
    if !attributes.is_empty() {
        changes.push(Change::Amend { line, attributes });
    }
    changes
}

/// What the files said last of each line, and which lines they ended.
fn said(history: &History) -> (BTreeMap<String, Subject>, BTreeSet<String>) {
    let mut said: BTreeMap<String, Subject> = BTreeMap::new();
    let mut gone = BTreeSet::new();
    let of_file = |batch: &Option<String>| batch.as_ref().is_some_and(|it| it.starts_with(FILE));
    for event in history
        .events()
        .iter()
        .filter(|event| of_file(&event.batch))
    {
        match &event.change {
            Change::Add { line } | Change::Stand { line } => {
                gone.remove(&line.id);
                said.insert(line.id.clone(), line.clone());
            }
            Change::Dissolve { line } => {
                said.remove(line);
                gone.insert(line.clone());
            }
            Change::Rename { line, name } => {
                if let Some(line) = said.get_mut(line) {
                    line.name.clone_from(name);
                }
            }
            Change::Move { line, unit } => {
                if let Some(line) = said.get_mut(line) {
                    line.unit.clone_from(unit);
                }
            }
            Change::Amend { line, attributes } => {
                if let Some(line) = said.get_mut(line) {
                    for (name, value) in attributes {
                        match value.is_empty() {
                            true => line.attributes.remove(name),
                            false => line.attributes.insert(name.clone(), value.clone()),
                        };
                    }
                }
            }
            _ => {}
        }
    }
    (said, gone)
}
