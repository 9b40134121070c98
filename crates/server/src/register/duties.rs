//! What the associations of a register owe.

use chrono::NaiveDate;
use sohoi_register::duties::{Agenda, Duty, Within, calendar};
use sohoi_register::{Line, Register};
use sohoi_round::{DutyRule, RoundPart, Subject};
use sohoi_text::Language;
use sohoi_text::messages::duties as words;

/// What lines owe on a day, and by which rules.
#[derive(Clone, Debug)]
pub struct Duties<'r> {
    /// The lines, in the order of their codes.
    pub lines: Vec<Subject>,
    /// The rules.
    pub rules: Vec<DutyRule>,
    /// What is owed.
    pub agenda: Agenda,
    /// The day.
    pub day: NaiveDate,
    round: &'r RoundPart,
}

impl<'r> Duties<'r> {
    /// Of the lines that stand and are wanted; units below `root` make the groups.
    pub fn of(
        register: &Register,
        rules: Vec<DutyRule>,
        (round, root): (&'r RoundPart, Option<&str>),
        day: NaiveDate,
        is_wanted: impl Fn(&Line) -> bool,
    ) -> Self {
        let lines = register.listed().filter(|line| is_wanted(line));
        let lines: Vec<Subject> = lines.map(|line| line.subject.clone()).collect();
        let agenda = Agenda::of(&lines, &rules, (&round.units, root), day);
        Self {
            lines,
            rules,
            agenda,
            day,
            round,
        }
    }

    /// A rule by its place, in words.
    pub fn rule(&self, place: usize, language: Language) -> &str {
        let rule = self.rules.get(place);
        rule.map_or("", |rule| language.pick(&rule.name.vi, &rule.name.en))
    }

    /// Those of them that are looked at.
    pub fn within(&self, within: Within) -> Vec<Duty> {
        self.agenda.duties(within, &self.lines, &self.rules)
    }

    /// The same as a calendar file.
    pub fn calendar(&self, within: Within, language: Language) -> String {
        let told = |duty: &Duty| {
            let rule = self.rules.iter().position(|rule| rule.id == duty.rule);
            let rule = rule.map_or("", |place| self.rule(place, language));
            let place = self.lines.binary_search_by(|line| line.id.cmp(&duty.line));
            let name = place.map_or("", |place| &*self.lines[place].name);
            let unit = self.round.units.iter().find(|unit| unit.id == duty.unit);
            let unit = unit.map_or(duty.unit.as_str(), |unit| {
                language.pick(&unit.name.vi, &unit.name.en)
            });
            let text = words::calendar_text(language, name, &duty.line, unit, duty.due);
            (words::calendar_heading(rule, name), text)
        };
        calendar(&self.within(within), told, &self.round.id, self.day)
    }
}
