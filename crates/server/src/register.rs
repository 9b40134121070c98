//! Associations that people add to the register, and what they turn out to be.

use std::collections::BTreeMap;
use std::sync::Arc;

use sohoi_round::RoundPart;
use sohoi_sync::server::{Entered, Line, Registrar, enter};
use sohoi_sync::{Change, Op, OpOutcome, OpResult, Role, SubjectLine};

use crate::exchange::Pusher;
use crate::forms::Forms;
use crate::judge::usable;
use crate::rounds::show_responses_again;
use crate::scope::Reach;
use crate::store::{Read, Result, Settled, Write};

/// Takes an op about the register in; `None` where it is about a response.
pub(crate) async fn take_in(
    transaction: &mut dyn Write,
    forms: &Forms,
    pusher: &Pusher,
    op: &Op,
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
    let revision = write(transaction, pusher, op, entered).await?;
    Ok(Some(outcome(op, revision, result)))
}

fn outcome(op: &Op, revision: u64, result: OpResult) -> OpOutcome {
    OpOutcome {
        n: op.n,
        revision,
        result,
    }
}

/// Writes down what an op changed; answers the revision that took, 0 for none.
async fn write(
    transaction: &mut dyn Write,
    pusher: &Pusher,
    op: &Op,
    entered: Entered,
) -> Result<u64> {
    let (line, is_new) = match entered {
        Entered::Nothing => return Ok(0),
        Entered::Added(line) => {
            let seq = transaction.next_seq().await?;
            transaction.add_subject(&line, seq).await?;
            return Ok(seq);
        }
        Entered::Listed(line) => (line, true),
        Entered::Joined(line) => (line, false),
    };
    let end = transaction.next_seq().await?;
    transaction
        .end_subject(&line.round, &op.response, end)
        .await?;
    let settled = Settled {
        round: line.round.clone(),
        provisional: op.response.clone(),
        line: line.id.clone(),
        is_new,
        account: pusher.account.clone(),
        seq: end,
    };
    transaction.settle(&settled).await?;
    if is_new {
        let seq = transaction.next_seq().await?;
        transaction.add_subject(&line, seq).await?;
    }
    let moving = transaction
        .responses_about(&line.round, &op.response)
        .await?;
    for mut stored in moving {
        stored.response.slot.subject = line.id.clone();
        stored.response.revision = transaction.next_seq().await?;
        transaction.put_response(&stored).await?;
    }
    // Those of the line itself as well: who had sight of the provisional line is told to forget
    // what is about it, and gets again what is in reach.
    show_responses_again(transaction, &line.round, &line.id).await?;
    Ok(end)
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
