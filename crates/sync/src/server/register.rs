//! What an op does to the register: associations added provisionally, and what they turn out to be.

use super::admission::is_id;
use crate::model::{Change, Op, OpResult, Reason, Why, is_provisional};
use crate::wire::{SubjectLine, TEXT_LIMIT};

/// The longest code of a line, in bytes.
const CODE_LIMIT: usize = 64;

/// What the register holds under an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// Nothing, and never did.
    Unknown,
    /// A line.
    Here(SubjectLine),
    /// A provisional association that turned out to be the line with this code.
    Became(String),
}

/// What the server knows about register and rights, and this crate does not.
pub trait Registrar {
    /// What a round's register holds under an id.
    fn line(&self, round: &str, id: &str) -> Line;

    /// Whether the round has the line's kind of subject and its unit.
    fn knows_place(&self, line: &SubjectLine) -> bool;

    /// Whether the account may add associations in the line's unit.
    fn may_add(&self, line: &SubjectLine) -> bool;

    /// Whether the account may say what provisional associations are, and reaches this line.
    fn may_settle(&self, line: &SubjectLine) -> bool;

    /// The line that takes the place of a provisional one under a new code.
    fn listed(&self, provisional: &SubjectLine, code: &str) -> SubjectLine;
}

/// What is to be written down for an op about the register, beside its result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entered {
    /// Nothing.
    Nothing,
    /// A new provisional line.
    Added(SubjectLine),
    /// The provisional line ends, its responses move to this line, which is new.
    Listed(SubjectLine),
    /// The provisional line ends, its responses move to this line, which is here already.
    Joined(SubjectLine),
}

/// Judges a fresh op about the register; `None` where it is about a response.
///
/// Like [`apply`](super::apply) it never fails: what cannot take effect is `Held` (a person may
/// say it anew) or `Quarantined`. Two associations of one name in one unit are both kept: whether
/// they are one is for a person to say.
pub fn enter(op: &Op, registrar: &dyn Registrar) -> Option<(OpResult, Entered)> {
    let entered = match &op.change {
        Change::Add { line } => add(op, line, registrar),
        Change::Settle {
            round,
            line,
            is_new,
        } => settle(op, round, line, *is_new, registrar),
        Change::Start { .. } | Change::Answer { .. } | Change::Move { .. } => return None,
    };
    Some(entered)
}

fn add(op: &Op, line: &SubjectLine, registrar: &dyn Registrar) -> (OpResult, Entered) {
    let is_well_formed = is_id(&line.id)
        && is_provisional(&line.id)
        && line.id == op.response
        && !line.name.trim().is_empty();
    if !is_well_formed {
        return apart(Why::Malformed);
    }
    if line.bytes() > TEXT_LIMIT {
        return apart(Why::TooLarge);
    }
    match registrar.line(&line.round, &line.id) {
        Line::Here(here) if here == *line => return nothing(OpResult::NoOp),
        Line::Here(_) => return apart(Why::IdTaken),
        Line::Became(_) => return nothing(OpResult::NoOp),
        Line::Unknown => {}
    }
    if !registrar.knows_place(line) {
        return apart(Why::UnknownSlot);
    }
    if !registrar.may_add(line) {
        return apart(Why::NoRight);
    }
    (OpResult::Applied, Entered::Added(line.clone()))
}

fn settle(
    op: &Op,
    round: &str,
    code: &str,
    is_new: bool,
    registrar: &dyn Registrar,
) -> (OpResult, Entered) {
    if !is_provisional(&op.response) || !is_code(code) {
        return apart(Why::Malformed);
    }
    let provisional = match registrar.line(round, &op.response) {
        Line::Unknown => return apart(Why::UnknownSlot),
        Line::Became(before) if before == code => return nothing(OpResult::NoOp),
        // Somebody said something else meanwhile: theirs stands.
        Line::Became(_) => {
            let paths = vec!["line".to_owned()];
            return nothing(OpResult::Conflict { paths });
        }
        Line::Here(line) => line,
    };
    if !registrar.may_settle(&provisional) {
        return apart(Why::NoRight);
    }
    match (registrar.line(round, code), is_new) {
        (Line::Here(_), true) => held(Why::IdTaken),
        (Line::Here(line), false) if line.kind != provisional.kind => held(Why::UnknownSlot),
        (Line::Here(line), false) if !registrar.may_settle(&line) => apart(Why::NoRight),
        (Line::Here(line), false) => (OpResult::Applied, Entered::Joined(line)),
        (_, true) => {
            let line = registrar.listed(&provisional, code);
            (OpResult::Applied, Entered::Listed(line))
        }
        (_, false) => held(Why::UnknownSlot),
    }
}

/// Whether a text may be a code of the register.
fn is_code(text: &str) -> bool {
    let is_plain = |letter: char| !letter.is_whitespace() && !letter.is_control();
    (1..=CODE_LIMIT).contains(&text.len()) && text.chars().all(is_plain) && !is_provisional(text)
}

fn nothing(result: OpResult) -> (OpResult, Entered) {
    (result, Entered::Nothing)
}

fn held(why: Why) -> (OpResult, Entered) {
    let reasons = vec![Reason::whole(why)];
    nothing(OpResult::Held { reasons })
}

fn apart(why: Why) -> (OpResult, Entered) {
    let reasons = vec![Reason::whole(why)];
    nothing(OpResult::Quarantined { reasons })
}
