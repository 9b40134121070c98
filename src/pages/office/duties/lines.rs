//! What stands in the rows of the duties, and in the calendar file.

use chrono::NaiveDate;
use sohoi_register::duties::{Agenda, Owed, Owes, Unknown, Within, calendar};
use sohoi_round::DutyRule;
use sohoi_sync::{Scope, SubjectLine, is_provisional};
use sohoi_text::messages::duties as words;
use sohoi_text::{format_integer, short_date};

use crate::pages::office::names::Names;
use crate::state::work::Work;

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// The heading of a unit.
    Unit {
        /// The id of the unit.
        unit: String,
        /// What stands there.
        title: String,
    },
    /// That an association owes something.
    Duty {
        /// Its code.
        subject: String,
        /// The id of the rule; those of all where no day is known.
        rule: String,
        /// What it is called.
        name: String,
        /// Its own unit, where that is not the one of the heading.
        unit: Option<String>,
        /// What it owes, by when, and how long that is.
        cells: [String; 3],
        /// Whether the day is past.
        is_overdue: bool,
    },
}

/// A row that is not written yet.
pub(super) enum Standing<'a> {
    /// A unit with so many rows.
    Unit(&'a str, usize),
    /// A duty below the heading of a unit.
    Owed(&'a str, &'a Owed),
    /// Days that are not known, below the heading of a unit.
    Unknown(&'a str, &'a Unknown),
}

/// What everybody within reach owes.
pub(super) struct Lines {
    names: Names,
    today: NaiveDate,
    /// In the order of their codes.
    lines: Vec<Debtor>,
    agenda: Agenda,
}

/// A line of the register.
struct Debtor(std::rc::Rc<SubjectLine>);

impl Owes for Debtor {
    fn id(&self) -> &str {
        &self.0.id
    }

    fn name(&self) -> &str {
        &self.0.name
    }

    fn kind(&self) -> &str {
        &self.0.kind
    }

    fn unit(&self) -> &str {
        &self.0.unit
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        self.0.attributes.get(name).map(String::as_str)
    }
}

impl Lines {
    /// Of all lines on this device, as of a day. What is not in the register yet owes nothing.
    pub(super) fn of(names: &Names, work: &Work, today: NaiveDate) -> Self {
        let lines = work.lines().into_iter().map(|line| line.subject);
        let lines = lines.filter(|line| !is_provisional(&line.id));
        let mut lines: Vec<Debtor> = lines.map(Debtor).collect();
        lines.sort_by(|one, other| one.id().cmp(other.id()));
        let root = match work.account().scope {
            Scope::Unit(unit) => Some(unit),
            Scope::Subject(_) => None,
        };
        let units = (&names.round.units[..], root.as_deref());
        let agenda = Agenda::of(&lines, &names.figures.duties, units, today);
        Self {
            names: names.clone(),
            today,
            lines,
            agenda,
        }
    }

    /// How much there is of what is looked at.
    pub(super) fn count(&self, within: Within) -> usize {
        self.agenda.count(within)
    }

    /// The names of the rules whose days are not known of some.
    pub(super) fn unknown_duties(&self) -> String {
        let mut known = self.agenda.units().iter().flat_map(|unit| &unit.unknown);
        let rules = self.rules().iter().enumerate();
        let rules = rules.filter(|(at, _)| known.any(|own| own.rules.contains(at)));
        let named: Vec<String> = rules
            .map(|(_, rule)| self.names.words(&rule.name))
            .collect();
        named.join(", ")
    }

    /// The rows of what is looked at, headings of units among them.
    pub(super) fn order(&self, within: Within) -> Vec<Standing<'_>> {
        let mut order = Vec::new();
        if within == Within::Unknown {
            for unit in self
                .agenda
                .units()
                .iter()
                .filter(|own| !own.unknown.is_empty())
            {
                order.push(Standing::Unit(&unit.unit, unit.unknown.len()));
                let unknown = unit.unknown.iter();
                order.extend(unknown.map(|own| Standing::Unknown(&unit.unit, own)));
            }
        }
        for (unit, owed) in self.agenda.within(within) {
            order.push(Standing::Unit(&unit.unit, owed.len()));
            order.extend(owed.iter().map(|own| Standing::Owed(&unit.unit, own)));
        }
        order
    }

    /// At most `count` rows from `from` on.
    pub(super) fn written(&self, order: &[Standing<'_>], from: u32, count: u32) -> Vec<Line> {
        let order = order.iter().skip(from as usize);
        order
            .take(count as usize)
            .map(|standing| self.line(standing))
            .collect()
    }

    fn line(&self, standing: &Standing<'_>) -> Line {
        let language = self.names.language;
        match standing {
            Standing::Unit(unit, count) => {
                let count = format_integer(*count as i64);
                let title = [&self.names.unit(unit), " (", &count, ")"].concat();
                Line::Unit {
                    unit: (*unit).to_owned(),
                    title,
                }
            }
            Standing::Owed(unit, owed) => {
                let cells = [
                    short_date(owed.due),
                    words::time_left(language, owed.due, self.today),
                ];
                self.duty(unit, owed.line, &[owed.rule], cells, owed.due < self.today)
            }
            Standing::Unknown(unit, own) => {
                let told = words::not_in_register(language).to_owned();
                self.duty(unit, own.line, &own.rules, [String::new(), told], false)
            }
        }
    }

    fn duty(
        &self,
        unit: &str,
        line: usize,
        rules: &[usize],
        [due, left]: [String; 2],
        is_overdue: bool,
    ) -> Line {
        let Debtor(line) = &self.lines[line];
        let rules = rules.iter().map(|rule| &self.rules()[*rule]);
        let ids: Vec<&str> = rules.clone().map(|rule| &*rule.id).collect();
        let named: Vec<String> = rules.map(|rule| self.names.words(&rule.name)).collect();
        Line::Duty {
            subject: line.id.clone(),
            rule: ids.join(" "),
            name: line.name.clone(),
            unit: (line.unit != *unit).then(|| self.names.unit(&line.unit)),
            cells: [named.join(", "), due, left],
            is_overdue,
        }
    }

    /// What is looked at as a calendar file.
    pub(super) fn calendar(&self, within: Within) -> String {
        let duties = self.agenda.duties(within, &self.lines, self.rules());
        let told = |duty: &sohoi_register::duties::Duty| {
            let rule = self.rules().iter().find(|rule| rule.id == duty.rule);
            let rule = rule.map_or_else(String::new, |rule| self.names.words(&rule.name));
            let place = self
                .lines
                .binary_search_by(|line| line.id().cmp(&duty.line));
            let name = place.map_or("", |place| self.lines[place].name());
            let unit = self.names.unit(&duty.unit);
            let text = words::calendar_text(self.names.language, name, &duty.line, &unit, duty.due);
            (words::calendar_heading(&rule, name), text)
        };
        calendar(&duties, told, &self.names.round.id, self.today)
    }

    fn rules(&self) -> &[DutyRule] {
        &self.names.figures.duties
    }
}
