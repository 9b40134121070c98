//! The lines of the register on one day, and how a change makes others of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;
use sohoi_round::Subject;
use sohoi_text::{Query, fold};

use crate::checks::{check_unit, check_words};
use crate::event::Change;
use crate::refusal::Refusal;
use crate::units::Units;

/// The register as of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Register {
    lines: BTreeMap<String, Line>,
    /// The lines that stand, by what nobody else in the unit may be called. It follows from the lines.
    #[serde(skip)]
    names: BTreeMap<Called, BTreeSet<String>>,
}

/// Unit, kind and folded name.
type Called = (String, String, String);

fn called(subject: &Subject) -> Called {
    (
        subject.unit.clone(),
        subject.kind.clone(),
        fold(&subject.name),
    )
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
            Change::Stand { line } => self.stand(line, day),
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
                self.standing(line)?;
                self.end(line, Standing::Dissolved { on: day });
                Ok(())
            }
            Change::Confirm { line, code } => self.confirm(line, code, day, units),
            Change::Refuse { line, reason } => {
                if reason.trim().is_empty() {
                    return Err(Refusal::NoReason);
                }
                self.waiting(line)?;
                let reason = reason.clone();
                self.end(line, Standing::Refused { reason, on: day });
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
        // What somebody in the field found is kept whatever it is called: there is work about it, and the
        // name is looked at by whoever settles what it is.
        if standing == Standing::Listed {
            self.check_name(subject, units)?;
        }
        self.insert(Line {
            subject: subject.clone(),
            since: day,
            standing,
            came_from: Vec::new(),
        });
        Ok(())
    }

    fn stand(&mut self, subject: &Subject, day: NaiveDate) -> Result<(), Refusal> {
        if subject.id.trim().is_empty() {
            return Err(Refusal::NoCode);
        }
        let before = self.take(&subject.id);
        self.insert(Line {
            subject: subject.clone(),
            since: before.as_ref().map_or(day, |before| before.since),
            standing: Standing::Listed,
            came_from: before.map_or_else(Vec::new, |before| before.came_from),
        });
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
            let became = Standing::Became {
                line: into.to_owned(),
                on: day,
            };
            self.end(line, became);
            self.standing(into)?.came_from.push((line.clone(), day));
        }
        Ok(())
    }

    fn confirm(
        &mut self,
        line: &str,
        code: &str,
        day: NaiveDate,
        units: &Units,
    ) -> Result<(), Refusal> {
        let mut subject = self.waiting(line)?.subject.clone();
        self.check_code(code)?;
        subject.id = code.to_owned();
        self.check_name(&subject, units)?;
        let became = Standing::Became {
            line: code.to_owned(),
            on: day,
        };
        self.end(line, became);
        self.insert(Line {
            subject,
            since: day,
            standing: Standing::Listed,
            came_from: vec![(line.to_owned(), day)],
        });
        Ok(())
    }

    /// Puts another subject into the place of the line with its id.
    pub(crate) fn put(&mut self, subject: Subject) {
        if let Some(mut line) = self.take(&subject.id) {
            line.subject = subject;
            self.insert(line);
        }
    }

    fn end(&mut self, id: &str, standing: Standing) {
        if let Some(mut line) = self.take(id) {
            line.standing = standing;
            self.insert(line);
        }
    }

    fn insert(&mut self, line: Line) {
        if line.standing == Standing::Listed {
            let named = self.names.entry(called(&line.subject)).or_default();
            named.insert(line.subject.id.clone());
        }
        self.lines.insert(line.subject.id.clone(), line);
    }

    fn take(&mut self, id: &str) -> Option<Line> {
        let line = self.lines.remove(id)?;
        let key = called(&line.subject);
        if let Some(named) = self.names.get_mut(&key) {
            named.remove(id);
            if named.is_empty() {
                self.names.remove(&key);
            }
        }
        Some(line)
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
        let mut same = self.names.get(&called(subject)).into_iter().flatten();
        match same.find(|line| **line != subject.id) {
            Some(line) => Err(Refusal::NameTaken { line: line.clone() }),
            None => Ok(()),
        }
    }
}
