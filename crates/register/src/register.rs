//! The lines of the register on one day, and how a change makes others of them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use sohoi_round::Subject;
use sohoi_text::{Query, fold};

use crate::event::Change;
use crate::excluded::excluded;
use crate::refusal::Refusal;
use crate::units::Units;

/// The register as of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Register {
    lines: BTreeMap<String, Line>,
}

/// A line: whom it is about, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Whom it is about, as of the day; of one that has ended, as it last was.
    pub subject: Subject,
    /// Since when it is in the register.
    pub since: NaiveDate,
    /// What became of it.
    pub standing: Standing,
    /// The lines that went on as this one, with the day, in order.
    pub came_from: Vec<(String, NaiveDate)>,
}

/// What became of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Standing {
    /// It stands.
    Listed,
    /// It stands apart until somebody settles what it is.
    Provisional,
    /// It goes on as another line.
    Became {
        /// The other line.
        line: String,
        /// Since when.
        on: NaiveDate,
    },
    /// It ended.
    Dissolved {
        /// The first day without it.
        on: NaiveDate,
    },
    /// It was provisional and is none.
    Refused {
        /// Why.
        reason: String,
        /// Since when.
        on: NaiveDate,
    },
}

impl Standing {
    /// Since when the line is no more, if so.
    pub fn ended(&self) -> Option<NaiveDate> {
        match self {
            Self::Listed | Self::Provisional => None,
            Self::Became { on, .. } | Self::Dissolved { on } | Self::Refused { on, .. } => {
                Some(*on)
            }
        }
    }
}

impl Register {
    /// Every line that ever was up to the day, those that have ended too, in the order of ids.
    pub fn all(&self) -> impl Iterator<Item = &Line> {
        self.lines.values()
    }

    /// The lines that stand, without provisional ones, in the order of ids.
    pub fn listed(&self) -> impl Iterator<Item = &Line> {
        self.all().filter(|line| line.standing == Standing::Listed)
    }

    /// The provisional lines that nobody has settled yet.
    pub fn provisional(&self) -> impl Iterator<Item = &Line> {
        self.all()
            .filter(|line| line.standing == Standing::Provisional)
    }

    /// The line of an id, be it one that has ended.
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.lines.get(id)
    }

    /// What a line goes on as on the day: itself, or the end of a row of mergers.
    pub fn goes_on_as(&self, id: &str) -> Option<&Line> {
        let mut line = self.line(id)?;
        // A line becomes only one that stands, so this comes to an end.
        while let Standing::Became { line: next, .. } = &line.standing {
            line = self.line(next)?;
        }
        Some(line)
    }

    /// All lines that went on as this one, directly or not, in the order of ids.
    pub fn forebears(&self, id: &str) -> Vec<&Line> {
        let is_forebear = |line: &&Line| {
            line.subject.id != id
                && self
                    .goes_through(&line.subject.id)
                    .any(|through| through == id)
        };
        self.all().filter(is_forebear).collect()
    }

    /// The lines that stand and whose id or name has words that begin as typed, with or without marks.
    pub fn search(&self, typed: &str) -> Vec<&Line> {
        let query = Query::new(typed);
        self.listed()
            .filter(|line| {
                query.matches(&fold(&format!("{} {}", line.subject.id, line.subject.name)))
            })
            .collect()
    }

    /// The lines that stand, or wait, in units that are no more on a day: somebody has to move them.
    pub fn stranded<'a>(
        &'a self,
        units: &'a Units,
        day: NaiveDate,
    ) -> impl Iterator<Item = &'a Line> {
        let standing = self.all().filter(|line| line.standing.ended().is_none());
        standing.filter(move |line| units.unit(&line.subject.unit, day).is_none())
    }

    fn goes_through<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(id), |id| match &self.line(id)?.standing {
            Standing::Became { line, .. } => Some(line.as_str()),
            _ => None,
        })
    }

    /// Makes a change that takes effect on a day. [`Change::Undo`] is the history's and changes nothing.
    ///
    /// # Errors
    ///
    /// Where the change may not be; the register is as before.
    pub fn apply(&mut self, change: &Change, day: NaiveDate, units: &Units) -> Result<(), Refusal> {
        match change {
            Change::Add { line } => self.add(line, Standing::Listed, day, units),
            Change::AddProvisional { line } => self.add(line, Standing::Provisional, day, units),
            Change::Rename { line, name } => {
                self.standing(line)?;
                let mut subject = self.lines[line].subject.clone();
                subject.name.clone_from(name);
                self.check_name(&subject, units)?;
                self.put(subject);
                Ok(())
            }
            Change::Move { line, unit } => {
                self.standing(line)?;
                check_unit(unit, day, units)?;
                let mut subject = self.lines[line].subject.clone();
                subject.unit.clone_from(unit);
                self.check_name(&subject, units)?;
                self.put(subject);
                Ok(())
            }
            Change::Amend { line, attributes } => {
                let line = self.standing(line)?;
                for (name, value) in attributes {
                    if value.trim().is_empty() {
                        line.subject.attributes.remove(name);
                    } else {
                        line.subject.attributes.insert(name.clone(), value.clone());
                    }
                }
                Ok(())
            }
            Change::Merge { lines, into } => self.merge(lines, into, day),
            Change::Dissolve { line } => {
                self.standing(line)?.standing = Standing::Dissolved { on: day };
                Ok(())
            }
            Change::Confirm { line, code } => self.confirm(line, code, day),
            Change::Refuse { line, reason } => {
                if reason.trim().is_empty() {
                    return Err(Refusal::NoReason);
                }
                let reason = reason.clone();
                self.waiting(line)?.standing = Standing::Refused { reason, on: day };
                Ok(())
            }
            Change::Undo { .. } => Ok(()),
        }
    }

    fn add(
        &mut self,
        subject: &Subject,
        standing: Standing,
        day: NaiveDate,
        units: &Units,
    ) -> Result<(), Refusal> {
        self.check_code(&subject.id)?;
        check_unit(&subject.unit, day, units)?;
        if standing == Standing::Listed {
            self.check_name(subject, units)?;
        } else {
            check_words(&subject.name, units)?;
        }
        let line = Line {
            subject: subject.clone(),
            since: day,
            standing,
            came_from: Vec::new(),
        };
        self.lines.insert(subject.id.clone(), line);
        Ok(())
    }

    fn merge(&mut self, lines: &[String], into: &str, day: NaiveDate) -> Result<(), Refusal> {
        let is_repeated = (1..lines.len()).any(|at| lines[..at].contains(&lines[at]));
        if lines.is_empty() || is_repeated || lines.iter().any(|line| line == into) {
            return Err(Refusal::NotOthers);
        }
        if self.standing(into)?.standing == Standing::Provisional {
            return Err(Refusal::StillProvisional {
                line: into.to_owned(),
            });
        }
        for line in lines {
            self.standing(line)?;
        }
        for line in lines {
            self.standing(line)?.standing = Standing::Became {
                line: into.to_owned(),
                on: day,
            };
            self.standing(into)?.came_from.push((line.clone(), day));
        }
        Ok(())
    }

    fn confirm(&mut self, line: &str, code: &str, day: NaiveDate) -> Result<(), Refusal> {
        let mut subject = self.waiting(line)?.subject.clone();
        self.check_code(code)?;
        subject.id = code.to_owned();
        // Its name and unit were looked at when it came; another of this name may be there by now.
        self.check_same_name(&subject)?;
        self.waiting(line)?.standing = Standing::Became {
            line: code.to_owned(),
            on: day,
        };
        let listed = Line {
            subject,
            since: day,
            standing: Standing::Listed,
            came_from: vec![(line.to_owned(), day)],
        };
        self.lines.insert(code.to_owned(), listed);
        Ok(())
    }

    fn put(&mut self, subject: Subject) {
        if let Some(line) = self.lines.get_mut(&subject.id) {
            line.subject = subject;
        }
    }

    fn standing(&mut self, id: &str) -> Result<&mut Line, Refusal> {
        let Some(line) = self.lines.get_mut(id) else {
            return Err(Refusal::NoSuchLine {
                line: id.to_owned(),
            });
        };
        match line.standing.ended() {
            Some(ended) => Err(Refusal::Ended {
                line: id.to_owned(),
                ended,
            }),
            None => Ok(line),
        }
    }

    fn waiting(&mut self, id: &str) -> Result<&mut Line, Refusal> {
        let line = self.standing(id)?;
        match line.standing {
            Standing::Provisional => Ok(line),
            _ => Err(Refusal::NotProvisional {
                line: id.to_owned(),
            }),
        }
    }

    fn check_code(&self, code: &str) -> Result<(), Refusal> {
        if code.trim().is_empty() {
            return Err(Refusal::NoCode);
        }
        match self.lines.contains_key(code) {
            true => Err(Refusal::CodeTaken {
                code: code.to_owned(),
            }),
            false => Ok(()),
        }
    }

    fn check_name(&self, subject: &Subject, units: &Units) -> Result<(), Refusal> {
        check_words(&subject.name, units)?;
        self.check_same_name(subject)
    }

    /// Decree 45/2010/NĐ-CP, article 5: no name twice in one area.
    fn check_same_name(&self, subject: &Subject) -> Result<(), Refusal> {
        let name = fold(&subject.name);
        let is_same = |line: &&Line| {
            let other = &line.subject;
            other.id != subject.id
                && other.unit == subject.unit
                && other.kind == subject.kind
                && fold(&other.name) == name
        };
        match self.listed().find(is_same) {
            Some(line) => Err(Refusal::NameTaken {
                line: line.subject.id.clone(),
            }),
            None => Ok(()),
        }
    }
}

fn check_words(name: &str, units: &Units) -> Result<(), Refusal> {
    if fold(name).is_empty() {
        return Err(Refusal::NoName);
    }
    match excluded(name, units) {
        Some(organisation) => Err(Refusal::Excluded { organisation }),
        None => Ok(()),
    }
}

fn check_unit(unit: &str, day: NaiveDate, units: &Units) -> Result<(), Refusal> {
    match units.unit(unit, day) {
        Some(_) => Ok(()),
        None => Err(Refusal::NoSuchUnit {
            unit: unit.to_owned(),
            day,
        }),
    }
}
