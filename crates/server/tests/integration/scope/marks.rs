//! Words that stand for one thing each: where one of them is in an answer, whoever gets it must be
//! allowed to see that thing.

use sohoi_sync::{Account, Role};

use super::oracle::{Truth, names};

#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Marked>);

#[derive(Debug)]
enum Marked {
    /// The name of a line of the register.
    Line,
    /// The name that people see of an account.
    Account(String),
    /// An answer in a response.
    Answer(String),
}

/// Who gets an answer.
#[derive(Clone, Copy, Debug)]
pub(super) enum Reader<'r> {
    Nobody,
    Account(&'r Account),
    /// A token: round, unit, whether it reads responses.
    Token(&'r str, &'r str, bool),
}

impl Marks {
    pub(super) fn of_line(&mut self) -> String {
        self.mark(Marked::Line)
    }

    pub(super) fn of_account(&mut self, name: &str) -> String {
        self.mark(Marked::Account(name.to_owned()))
    }

    pub(super) fn of_answer(&mut self, response: &str) -> String {
        self.mark(Marked::Answer(response.to_owned()))
    }

    fn mark(&mut self, marked: Marked) -> String {
        self.0.push(marked);
        format!("mk{}km", self.0.len() - 1)
    }

    /// The marks in a text that its reader may not see.
    pub(super) fn leaks(&self, truth: &Truth, reader: Reader<'_>, text: &str) -> Vec<String> {
        let found = text.split("mk").skip(1).filter_map(|rest| {
            let number: usize = rest.split_once("km")?.0.parse().ok()?;
            Some((number, self.0.get(number)?))
        });
        let hidden = found.filter(|(number, marked)| {
            let mark = format!("mk{number}km");
            !may_see(truth, reader, marked, &mark)
        });
        hidden
            .map(|(number, marked)| format!("mk{number}km: {marked:?}"))
            .collect()
    }
}

fn may_see(truth: &Truth, reader: Reader<'_>, marked: &Marked, mark: &str) -> bool {
    match (reader, marked) {
        (Reader::Nobody, _) | (Reader::Token(..), Marked::Account(_)) => false,
        (Reader::Account(who), Marked::Account(name)) => {
            who.name == *name || who.role == Role::Admin
        }
        (Reader::Account(who), Marked::Line) => {
            let mut lines = truth.lines.iter().filter(|line| line.name.contains(mark));
            lines.any(|line| truth.sees_line(who, line))
        }
        (Reader::Account(who), Marked::Answer(response)) => truth
            .responses
            .iter()
            .any(|it| (it.id == *response || names(it, mark)) && truth.sees_answers(who, it)),
        (Reader::Token(round, unit, true), Marked::Answer(response)) => {
            let handed_in = truth.handed_in(round, unit);
            handed_in.iter().any(|it| it.id == *response)
        }
        (Reader::Token(round, unit, true), Marked::Line) => truth.lines.iter().any(|line| {
            line.name.contains(mark)
                && line.round == round
                && truth.is_within(round, &line.unit, unit)
        }),
        (Reader::Token(..), _) => false,
    }
}
