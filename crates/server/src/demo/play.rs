//! Playing the lines of the demonstration as devices would have sent them.

use std::collections::BTreeSet;

use sohoi_sync::{CellEdit, Change, Moved, Op, OpKey, OpOutcome, OpResult, Role, Slot, State};

use super::{COORDINATOR, DemoError, DemoResponse};
use crate::exchange::{Pusher, push};
use crate::forms::Forms;
use crate::scope::Reach;
use crate::store::{StoreError, StoredRound, Write};

/// The device whose work the demonstration looks like; it ends with the author's name.
const DEVICE: &str = "demonstration";

/// Plays the work of each author, then that of the coordinator.
pub(super) async fn play(
    transaction: &mut dyn Write,
    round: &StoredRound,
    responses: &[DemoResponse],
    now: i64,
) -> Result<(), DemoError> {
    let forms = Forms::default();
    let mut problems = Vec::new();
    let authors: BTreeSet<&str> = responses.iter().map(|it| it.author.as_str()).collect();
    for author in authors {
        let written = responses.iter().filter(|it| it.author == author);
        let mut desk = Desk::open(transaction, author, Role::Field).await?;
        for response in written {
            desk.write(round, response);
        }
        desk.send(transaction, &forms, now, &mut problems).await?;
    }
    let mut desk = Desk::open(transaction, COORDINATOR, Role::Coordinator).await?;
    for response in responses {
        desk.review(round, response);
    }
    desk.send(transaction, &forms, now, &mut problems).await?;
    for response in responses.iter().filter(|it| it.state == State::Returned) {
        set_returned(transaction, response).await?;
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(DemoError::Lines(problems))
    }
}

/// One account at its device, and the ops it has made.
struct Desk {
    pusher: Pusher,
    last_n: u64,
    ops: Vec<Op>,
}

impl Desk {
    async fn open(
        transaction: &mut dyn Write,
        account: &str,
        role: Role,
    ) -> Result<Self, StoreError> {
        let pusher = Pusher {
            account: account.to_owned(),
            role,
            reach: Reach::Everything,
            device: format!("{DEVICE}-{account}"),
            epoch: 1,
        };
        let device = transaction.device(&pusher.device, pusher.epoch).await?;
        Ok(Self {
            last_n: device.map_or(0, |device| device.last_n),
            pusher,
            ops: Vec::new(),
        })
    }

    fn add(&mut self, response: &DemoResponse, change: Change) {
        self.last_n += 1;
        self.ops.push(Op {
            n: self.last_n,
            at: made_at(&response.id),
            response: response.id.clone(),
            change,
            after: Vec::new(),
        });
    }

    /// Starts, answers and, where it came so far, hands in.
    fn write(&mut self, round: &StoredRound, response: &DemoResponse) {
        let form_hash = round.forms.get(&response.form).cloned().unwrap_or_default();
        let slot = Slot {
            round: round.id.clone(),
            form: response.form.clone(),
            subject: response.subject.clone(),
        };
        let cells = response.answers.iter().map(|(path, value)| CellEdit {
            path: path.clone(),
            value: Some(value.clone()),
            base: 0,
        });
        let answer = Change::Answer {
            form_hash: form_hash.clone(),
            seen: 0,
            cells: cells.collect(),
        };
        self.add(response, Change::Start { slot, form_hash });
        self.add(response, answer);
        if response.state >= State::Submitted {
            self.add(response, moved_to(State::Submitted, round, response));
        }
    }

    /// Checks and approves what came so far.
    fn review(&mut self, round: &StoredRound, response: &DemoResponse) {
        for state in [State::Checked, State::Approved] {
            if response.state >= state {
                self.add(response, moved_to(state, round, response));
            }
        }
    }

    async fn send(
        self,
        transaction: &mut dyn Write,
        forms: &Forms,
        now: i64,
        problems: &mut Vec<String>,
    ) -> Result<(), DemoError> {
        let outcomes = push(transaction, forms, &self.pusher, &self.ops, now).await?;
        for (op, outcome) in self.ops.iter().zip(&outcomes) {
            problems.extend(problem(op, outcome));
        }
        Ok(())
    }
}

fn moved_to(to: State, round: &StoredRound, response: &DemoResponse) -> Change {
    Change::Move {
        to,
        base: 0,
        form_hash: round.forms.get(&response.form).cloned().unwrap_or_default(),
        engine: sohoi_form::ENGINE_VERSION.to_owned(),
        note: response.note.clone(),
    }
}

fn problem(op: &Op, outcome: &OpOutcome) -> Option<String> {
    match &outcome.result {
        OpResult::Applied | OpResult::NoOp | OpResult::Merged => None,
        other => Some(format!("response {}: {other:?}", op.response)),
    }
}

async fn set_returned(
    transaction: &mut dyn Write,
    response: &DemoResponse,
) -> Result<(), StoreError> {
    let stored = transaction
        .response(&Reach::Everything, &response.id)
        .await?;
    let Some(stored) = stored else { return Ok(()) };
    let mut stored = stored.into_inner();
    let seq = transaction.next_seq().await?;
    stored.marks.feed_seq = seq;
    stored.response.revision = seq;
    stored.response.state = State::Returned;
    stored.response.state_revision = seq;
    stored.response.moved = Some(Moved {
        author: COORDINATOR.to_owned(),
        op: OpKey {
            device: format!("{DEVICE}-{COORDINATOR}"),
            epoch: 1,
            n: 0,
        },
        at: made_at(&response.id),
        note: response.note.clone(),
    });
    transaction.put_response(&stored).await
}

/// The moment that a UUIDv7 names, as devices write times; the beginning of time for other ids.
fn made_at(id: &str) -> String {
    let digits: String = id
        .chars()
        .filter(char::is_ascii_hexdigit)
        .take(12)
        .collect();
    let moment = i64::from_str_radix(&digits, 16).unwrap_or(0);
    chrono::DateTime::from_timestamp_millis(moment)
        .unwrap_or_default()
        .to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_of_version_7_names_its_moment() {
        assert_eq!(
            made_at("015cc0c8-c000-7000-8000-000000000000"),
            "2017-06-19T14:36:40.832Z"
        );
        assert_eq!(made_at("zzz"), "1970-01-01T00:00:00.000Z");
    }
}
