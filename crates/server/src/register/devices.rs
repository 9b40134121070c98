//! Associations that people add to the register, and what they turn out to be.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_register::Change as Noted;
use sohoi_round::{RoundPart, Subject};
use sohoi_sync::server::{Entered, Line, Registrar, enter};
use sohoi_sync::{Change, Op, OpOutcome, OpResult, Reason, Role, SubjectLine, Why};

use crate::exchange::Pusher;
use crate::forms::Forms;
use crate::judge::usable;
use crate::scope::Reach;
use crate::store::{Read, Result, Write};

use super::{Draft, Keeper, NoteError};

/// Takes an op about the register in; `None` where it is about a response.
pub(crate) async fn take_in(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    op: &Op,
    now: i64,
) -> Result<Option<OpOutcome>> {
    let known = match &op.change {
        Change::Add { line } => {
            let mut known = Known::of(transaction, forms, pusher, &line.round).await?;
            known.look_up(transaction, &line.id).await?;
            known.look_at_place(transaction, line).await?;
            known
        }
        Change::Settle { round, line, .. } => {
            let mut known = Known::of(transaction, forms, pusher, round).await?;
            known.look_up(transaction, &op.response).await?;
            known.look_up(transaction, line).await?;
            known
        }
        Change::Start { .. } | Change::Answer { .. } | Change::Move { .. } => return Ok(None),
    };
    let Some((result, entered)) = enter(op, &known) else {
        return Ok(None);
    };
    Ok(Some(
        match write(transaction, pusher, op, entered, now).await {
            Ok(revision) => outcome(op, revision, result),
            Err(NoteError::Store(failure)) => return Err(failure),
            // Of an older time, or of a name that another line has: a person may say it anew.
            Err(NoteError::Refused(_)) => {
                let reasons = vec![Reason::whole(Why::IdTaken)];
                let result = match op.change {
                    Change::Settle { .. } => OpResult::Held { reasons },
                    _ => OpResult::Quarantined { reasons },
                };
                outcome(op, 0, result)
            }
        },
    ))
}

fn outcome(op: &Op, revision: u64, result: OpResult) -> OpOutcome {
    OpOutcome {
        n: op.n,
        revision,
        result,
    }
}

/// Notes what an op changed; answers the revision that took, 0 for none.
async fn write(
    transaction: &mut dyn Write,
    pusher: &Pusher,
    op: &Op,
    entered: Entered,
    now: i64,
) -> Result<u64, NoteError> {
    let (round, changes) = match entered {
        Entered::Nothing => return Ok(0),
        Entered::Added(line) => {
            let change = Noted::AddProvisional {
                line: subject(&line),
            };
            (line.round, vec![change])
        }
        Entered::Listed(line) => {
            let confirm = Noted::Confirm {
                line: op.response.clone(),
                code: line.id.clone(),
            };
            // With its code among the answers, where the form asks for it.
            let amend = Noted::Amend {
                line: line.id,
                attributes: line.attributes.into_iter().collect(),
            };
            (line.round, vec![confirm, amend])
        }
        Entered::Joined(line) => {
            let change = Noted::Merge {
                lines: vec![op.response.clone()],
                into: line.id,
            };
            (line.round, vec![change])
        }
    };
    let mut keeper = Keeper::open(transaction, &round, now).await?;
    let today = keeper.today();
    let draft = |change: Noted| {
        let effective = match &change {
            Noted::AddProvisional { line } => keeper.last_day_of(&line.unit),
            _ => today,
        };
        Draft::plain(effective, change)
    };
    let drafts = changes.into_iter().map(draft).collect();
    let moved = keeper
        .note(transaction, &pusher.account, None, drafts)
        .await?;
    let seq = match op.change {
        Change::Settle { .. } => moved.ended.get(&op.response),
        _ => moved.begun.get(&op.response),
    };
    Ok(seq.copied().unwrap_or_default())
}

fn subject(line: &SubjectLine) -> Subject {
    Subject {
        id: line.id.clone(),
        name: line.name.clone(),
        kind: line.kind.clone(),
        unit: line.unit.clone(),
        attributes: line.attributes.clone().into_iter().collect(),
    }
}

/// What there is to know about an op on the register of a round.
struct Known {
    reach: Reach,
    role: Role,
    round: Option<Arc<RoundPart>>,
    lines: BTreeMap<String, (Line, bool)>,
    is_place_known: bool,
    is_place_in_reach: bool,
}

impl Known {
    async fn of(store: &mut dyn Read, forms: &Forms, pusher: &Pusher, round: &str) -> Result<Self> {
        let offered = store.rounds().await?;
        let offered = offered.iter().find(|offered| offered.id == round);
        let round = match offered {
            Some(offered) => usable(forms.round(store, &offered.document).await)?,
            None => None,
        };
        Ok(Self {
            reach: pusher.reach.clone(),
            role: pusher.role,
            round,
            lines: BTreeMap::new(),
            is_place_known: false,
            is_place_in_reach: false,
        })
    }

    async fn look_up(&mut self, store: &mut dyn Read, id: &str) -> Result<()> {
        let Some(round) = &self.round else {
            return Ok(());
        };
        let here = store.subject(&Reach::Everything, &round.id, id).await?;
        let line = match here {
            Some(line) => Line::Here(line.into_inner()),
            None => match store.settled(&round.id, id).await? {
                Some(settled) => Line::Became(settled.line),
                None => Line::Unknown,
            },
        };
        let is_in_reach = store.subject(&self.reach, &round.id, id).await?.is_some();
        self.lines.insert(id.to_owned(), (line, is_in_reach));
        Ok(())
    }

    async fn look_at_place(&mut self, store: &mut dyn Read, line: &SubjectLine) -> Result<()> {
        let Some(round) = &self.round else {
            return Ok(());
        };
        let itself = Reach::Unit(line.unit.clone());
        let is_kind_known = round.subject_kinds.iter().any(|kind| kind.id == line.kind);
        self.is_place_known =
            is_kind_known && store.reaches_unit(&itself, &round.id, &line.unit).await?;
        self.is_place_in_reach = store
            .reaches_unit(&self.reach, &round.id, &line.unit)
            .await?;
        Ok(())
    }
}

impl Registrar for Known {
    fn line(&self, _: &str, id: &str) -> Line {
        let known = self.lines.get(id);
        known.map_or(Line::Unknown, |(line, _)| line.clone())
    }

    fn knows_place(&self, _: &SubjectLine) -> bool {
        self.is_place_known
    }

    fn may_add(&self, _: &SubjectLine) -> bool {
        matches!(self.role, Role::Field | Role::Coordinator) && self.is_place_in_reach
    }

    fn may_settle(&self, line: &SubjectLine) -> bool {
        let known = self.lines.get(&line.id);
        matches!(self.role, Role::Reviewer | Role::Coordinator | Role::Admin)
            && known.is_some_and(|(_, is_in_reach)| *is_in_reach)
    }

    fn listed(&self, provisional: &SubjectLine, code: &str) -> SubjectLine {
        let mut line = SubjectLine {
            id: code.to_owned(),
            ..provisional.clone()
        };
        let kinds = self.round.iter().flat_map(|round| &round.subject_kinds);
        let kind = kinds.into_iter().find(|kind| kind.id == line.kind);
        if let Some(question) = kind.and_then(|kind| kind.code_question.as_ref()) {
            line.attributes.insert(question.clone(), code.to_owned());
        }
        line
    }
}
